/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents a customer file names: checked, and taken along where a copy of the file goes. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-file-set.h"

#include "core/base/crm-error.h"
#include "core/store/crm-file-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  char *hash;
  char *name;
} Named;

struct _CrmFileSet
{
  GPtrArray *files; /* of Named */
};

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->hash);
  g_free (named->name);
  g_free (named);
}

CrmFileSet *
crm_file_set_read (CrmConnection *connection, GError **error)
{
  g_autoptr (CrmFileSet) self = g_new0 (CrmFileSet, 1);
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT hash, min(name) FROM attachment WHERE hash IS NOT NULL GROUP BY hash ORDER BY min(rowid)", error);
  int step;

  self->files = g_ptr_array_new_with_free_func (named_free);
  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Named *named = g_new0 (Named, 1);

      named->hash = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      named->name = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      if (named->name == NULL)
        named->name = g_strdup (named->hash);
      g_ptr_array_add (self->files, named);
    }
  return step == 0 ? g_steal_pointer (&self) : NULL;
}

void
crm_file_set_free (CrmFileSet *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

guint
crm_file_set_get_size (CrmFileSet *self)
{
  return self->files->len;
}

/* What is wrong with one file is told and does not stop the rest. */
static gboolean
is_about_one_file (const GError *error)
{
  return error->domain == CRM_ERROR && (error->code == CRM_ERROR_NOT_FOUND || error->code == CRM_ERROR_DAMAGED || error->code == CRM_ERROR_UNREADABLE);
}

gboolean
crm_file_set_check (CrmFileSet *self, const char *folder, GStrvBuilder *problems, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const Named *named = g_ptr_array_index (self->files, i);
      g_autoptr (GError) problem = NULL;

      if (crm_file_store_verify (folder, named->hash, named->name, cancellable, &problem))
        continue;
      if (!is_about_one_file (problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      g_strv_builder_add (problems, problem->message);
    }
  return TRUE;
}

/* ── taking along ─────────────────────────────────────────────────────────────────────────── */

static gboolean
copy_one (const Named *named, const char *from, const char *to, GError **error)
{
  g_autofree char *source = crm_file_store_dup_path (from, named->hash);
  g_autoptr (GFile) file = g_file_new_for_path (source);
  g_autoptr (CrmStagedFile) staged = crm_file_store_stage (to, file, NULL, error);

  if (staged == NULL)
    return FALSE;
  if (g_str_equal (staged->hash, named->hash))
    return crm_staged_file_keep (staged, error);
  g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” was changed while it was copied, and is left out."), named->name);
  return FALSE;
}

/* Adds to @made what is there now and was not. What is there is read, for it may have been damaged where it lay. */
static gboolean
take_one (const Named *named, const char *from, const char *to, GPtrArray *made, GCancellable *cancellable, GError **error)
{
  if (crm_file_store_verify (to, named->hash, named->name, cancellable, NULL))
    return TRUE;
  if (!crm_file_store_verify (from, named->hash, named->name, cancellable, error))
    return FALSE;
  if (!crm_file_store_link (from, to, named->hash) && !copy_one (named, from, to, error))
    return FALSE;
  g_ptr_array_add (made, crm_file_store_dup_path (to, named->hash));
  return TRUE;
}

static void
take_back (GPtrArray *made, const char *to)
{
  for (guint i = 0; i < made->len; i++)
    {
      g_autofree char *shelf = g_path_get_dirname (g_ptr_array_index (made, i));

      g_unlink (g_ptr_array_index (made, i));
      g_rmdir (shelf);
    }
  g_rmdir (to);
}

gboolean
crm_file_set_copy (CrmFileSet *self, const char *from, const char *to, GStrvBuilder *problems, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL && problems != NULL, FALSE);

  for (guint i = 0; i < self->files->len; i++)
    {
      const Named *named = g_ptr_array_index (self->files, i);
      g_autoptr (GError) problem = NULL;

      if (take_one (named, from, to, made, cancellable, &problem))
        continue;
      if (!is_about_one_file (problem))
        {
          take_back (made, to);
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      g_strv_builder_add (problems, problem->message);
    }
  return TRUE;
}
