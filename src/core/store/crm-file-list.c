/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program's own folder, and what each says of itself. */

#include "core/store/crm-file-list.h"

#include "core/store/crm-connection.h"
#include "core/store/crm-file-location.h"

#define ENDING ".clientele"

void
crm_file_entry_free (CrmFileEntry *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->company);
  g_free (self->team);
  g_free (self);
}

/* What cannot be read is listed all the same: opening it says what is the matter. */
static void
look_into (CrmFileEntry *entry)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (entry->path, CRM_CONNECTION_READER, NULL);
  g_autofree char *demo = NULL;
  g_autoptr (GError) error = NULL;

  if (connection == NULL)
    return;
  entry->company = crm_connection_dup_setting (connection, "company", &error);
  entry->readable = error == NULL;
  if (!entry->readable)
    return;
  entry->team = crm_connection_dup_setting (connection, "sync-workspace-name", NULL);
  demo = crm_connection_dup_setting (connection, "demo", NULL);
  entry->demo = demo != NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const CrmFileEntry *x = *(CrmFileEntry *const *)a, *y = *(CrmFileEntry *const *)b;

  return g_utf8_collate (x->name, y->name);
}

/* Takes @path. */
static void
add_file (GPtrArray *entries, char *path)
{
  CrmFileEntry *entry = g_new0 (CrmFileEntry, 1);
  g_autofree char *name = g_path_get_basename (path);

  entry->path = path;
  entry->name = g_str_has_suffix (name, ENDING) ? g_strndup (name, strlen (name) - strlen (ENDING)) : g_strdup (name);
  look_into (entry);
  g_ptr_array_add (entries, entry);
}

GPtrArray *
crm_file_list_read (const char *also)
{
  g_autofree char *folder = crm_file_location_dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_file_entry_free);
  g_autofree char *elsewhere = also != NULL ? g_path_get_dirname (also) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING))
      add_file (entries, g_build_filename (folder, name, NULL));
  if (elsewhere != NULL && !g_str_equal (elsewhere, folder))
    add_file (entries, g_strdup (also));
  g_ptr_array_sort (entries, compare_names);
  return entries;
}
