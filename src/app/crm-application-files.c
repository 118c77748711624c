/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files to import and links to follow, from the command line, the bus and notifications. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-application-private.h"

#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-file-location.h"

#include <glib/gi18n-lib.h>

/* ── once the file is open ────────────────────────────────────────────────────────────────── */

static void
import_now (CrmApplication *self)
{
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->import_files);
  const CrmKind *kind = g_steal_pointer (&self->import_kind);

  if (kind != NULL)
    crm_window_import (crm_application_get_window (self), kind, files);
}

static void
join_now (CrmApplication *self)
{
  g_autofree char *invitation = g_steal_pointer (&self->invitation);

  if (invitation != NULL)
    crm_window_join (crm_application_get_window (self), invitation);
}

/* Somebody may be typing in a dialog while a customer calls: that is left alone, and the caller has a window of their own. */
static CrmWindow *
get_free_window (CrmApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data) && !crm_window_is_busy (item->data))
      return item->data;
  return crm_application_new_window (self);
}

static void
follow_now (CrmApplication *self)
{
  g_autoptr (GPtrArray) links = g_steal_pointer (&self->links);

  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_link_free);
  for (guint i = 0; i < links->len; i++)
    {
      CrmWindow *window = get_free_window (self);

      crm_window_follow (window, g_ptr_array_index (links, i));
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
refuse_now (CrmApplication *self)
{
  g_autofree char *refusal = g_steal_pointer (&self->refusal);

  if (refusal != NULL)
    crm_window_say (crm_application_get_window (self), refusal, NULL, NULL);
}

void
crm_application_catch_up (CrmApplication *self)
{
  import_now (self);
  join_now (self);
  follow_now (self);
  refuse_now (self);
}

/* ── being asked ──────────────────────────────────────────────────────────────────────────── */

void
crm_application_import (CrmApplication *self, const CrmKind *kind, GPtrArray *files)
{
  g_return_if_fail (CRM_IS_APPLICATION (self) && kind != NULL);

  self->import_kind = kind;
  g_clear_pointer (&self->import_files, g_ptr_array_unref);
  if (files != NULL)
    self->import_files = g_ptr_array_copy (files, (GCopyFunc)(gpointer)g_object_ref, NULL);
  if (self->import_files != NULL)
    g_ptr_array_set_free_func (self->import_files, g_object_unref);
}

static void
add_link (CrmApplication *self, const char *uri)
{
  g_autoptr (GError) error = NULL;
  CrmLink *link = crm_link_parse (uri, &error);

  if (link != NULL)
    g_ptr_array_add (self->links, link);
  else
    g_set_str (&self->refusal, error->message);
}

/* An import, and joining a team, begin with a file of one's own; the rest makes none. */
static char *
choose_path (CrmApplication *self)
{
  char *path = crm_application_choose_path (self);
  gboolean joins = FALSE;

  for (guint i = 0; i < self->links->len; i++)
    joins |= ((const CrmLink *)g_ptr_array_index (self->links, i))->type == CRM_LINK_JOIN;
  return path == NULL && (joins || self->import_kind != NULL) ? crm_file_location_dup_default () : path;
}

/* Where there is no file, there is nothing that a link could be about. */
static void
give_up_links (CrmApplication *self)
{
  if (self->links->len > 0)
    g_set_str (&self->refusal, _ ("There are no customers here yet that a link could show."));
  g_ptr_array_set_size (self->links, 0);
  refuse_now (self);
}

static void
begin (CrmApplication *self)
{
  g_autofree char *path = self->path == NULL ? choose_path (self) : NULL;

  if (path != NULL)
    crm_application_open_path (self, path, FALSE);
  g_application_activate (G_APPLICATION (self));
  if (self->store != NULL)
    crm_application_catch_up (self);
  else if (self->path == NULL)
    give_up_links (self);
}

void
crm_application_open_files (CrmApplication *self, GFile **files, guint n)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new ();

  g_return_if_fail (CRM_IS_APPLICATION (self));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      if (crm_link_has_scheme (uri))
        {
          add_link (self, uri);
          continue;
        }
      g_ptr_array_add (imports, files[i]);
      gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
    }
  if (imports->len > 0)
    crm_application_import (self, &crm_kind_customer, imports);
  begin (self);
}

void
crm_application_follow (CrmApplication *self, CrmLink *link)
{
  g_return_if_fail (CRM_IS_APPLICATION (self) && link != NULL);

  g_ptr_array_add (self->links, link);
  begin (self);
}
