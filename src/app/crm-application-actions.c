/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the application does: its file, its end, and what the desktop asks for while there may be no window. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-application-private.h"

#include "app/start/crm-opening.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-file-location.h"
#include "core/store/crm-file-removal.h"

#include <glib/gi18n-lib.h>

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (data)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data) && crm_window_asks_before_quitting (item->data))
      return;
  g_application_quit (G_APPLICATION (data));
}

static void
on_explore_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *path = crm_file_location_dup_demo ();

  crm_application_open_path (CRM_APPLICATION (data), path, TRUE);
}

static void
on_start_fresh (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *path = crm_file_location_dup_default ();

  crm_application_open_path (CRM_APPLICATION (data), path, FALSE);
}

static void
on_start_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CRM_APPLICATION (data)->import_kind = &crm_kind_customer;
  on_start_fresh (NULL, NULL, data);
}

/* From the demo company to the own file, and on with the import. */
static void
on_import_into_own (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree const char **uris = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const char *kind;

  g_variant_get (parameter, "(&s^a&s)", &kind, &uris);
  for (gsize i = 0; uris[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (uris[i]));
  crm_application_import (CRM_APPLICATION (data), g_str_equal (kind, crm_kind_deal.name) ? &crm_kind_deal : g_str_equal (kind, crm_kind_task.name) ? &crm_kind_task
                                                                                                                                                   : &crm_kind_customer,
                          files->len > 0 ? files : NULL);
  on_start_fresh (NULL, NULL, data);
}

static void
on_start_join (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_set_str (&CRM_APPLICATION (data)->invitation, g_variant_get_string (parameter, NULL));
  on_start_fresh (NULL, NULL, data);
}

static void
on_open_path (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_application_open_path (CRM_APPLICATION (data), g_variant_get_string (parameter, NULL), FALSE);
}

/* Each team has a file of its own. */
static void
on_join_another (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  /* Translators: the name of a file. */
  g_autofree char *path = crm_file_location_dup_named (_ ("Team"));

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", _ ("Team"), i);

      g_free (path);
      path = crm_file_location_dup_named (name);
    }
  g_set_str (&self->invitation, "");
  crm_application_open_path (self, path, FALSE);
}

typedef struct
{
  CrmApplication *application;
  char *path;
} Removing;

static gboolean
remove_copy (gpointer data)
{
  Removing *removing = data;
  g_autoptr (GError) error = NULL;

  if (!crm_file_remove (removing->path, &error))
    crm_window_fail (crm_application_get_window (removing->application), error);
  g_application_release (G_APPLICATION (removing->application));
  g_object_unref (removing->application);
  g_free (removing->path);
  g_free (removing);
  return G_SOURCE_REMOVE;
}

/* Told while it is still being closed. */
static void
on_store_gone (gpointer data, GObject *store)
{
  g_idle_add (remove_copy, data);
}

/* The file goes once nothing has it open any more: what is under way ends by itself. */
static void
on_remove_copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  CrmStore *store = self->store;
  Removing *removing;

  if (store == NULL)
    return;
  removing = g_new0 (Removing, 1);
  *removing = (Removing){ g_object_ref (self), g_strdup (crm_store_get_path (store)) };
  g_application_hold (G_APPLICATION (self));
  g_object_weak_ref (G_OBJECT (store), on_store_gone, removing);
  g_clear_pointer (&self->path, g_free);
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data))
      crm_window_show_start (item->data);
  crm_application_let_go (self);
}

static void
on_try_again (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    crm_application_open_path (self, path, self->demo);
}

static void
on_cancel_opening (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
}

static DexFuture *
on_restored (DexFuture *future, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (self->path);

  if (dex_future_get_value (future, &error) != NULL)
    crm_application_open_path (self, path, self->demo);
  else
    crm_window_show_problem (crm_application_get_window (self), path, error);
  return NULL;
}

static void
on_restore_backup (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);

  if (self->path == NULL)
    return;
  crm_window_show_opening (crm_application_get_window (self), NULL);
  dex_future_disown (dex_future_finally (crm_opening_restore (g_variant_get_string (parameter, NULL), self->path),
                                         on_restored, g_object_ref (self), g_object_unref));
}

/* ── what a notification, another program or the desktop asks for ─────────────────────────── */

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  gboolean first = gtk_application_get_windows (GTK_APPLICATION (self)) == NULL;

  if (first)
    g_application_activate (G_APPLICATION (self));
  else if (self->store != NULL)
    gtk_window_present (GTK_WINDOW (crm_application_new_window (self)));
}

static void
follow_path (CrmApplication *self, const CrmKind *kind, GVariant *id)
{
  CrmLink link = { CRM_LINK_RECORD, kind };

  if (crm_id_parse (g_variant_get_string (id, NULL), &link.id))
    crm_application_follow (self, crm_link_copy (&link));
}

static void
on_open_customer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  follow_path (CRM_APPLICATION (data), &crm_kind_customer, parameter);
}

static void
on_open_deal (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  follow_path (CRM_APPLICATION (data), &crm_kind_deal, parameter);
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmLink link = { CRM_LINK_SEARCH, .text = (char *)g_variant_get_string (parameter, NULL) };

  crm_application_follow (CRM_APPLICATION (data), crm_link_copy (&link));
}

static void
on_show_today (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmLink link = { CRM_LINK_TODAY };

  crm_application_follow (CRM_APPLICATION (data), crm_link_copy (&link));
}

typedef struct
{
  CrmApplication *application;
  CrmId task;
  gboolean snooze;
} Doing;

static void
doing_free (gpointer data)
{
  Doing *doing = data;

  g_application_release (G_APPLICATION (doing->application));
  g_object_unref (doing->application);
  g_free (doing);
}

/* No window is shown for it; one that is there says what happened, with Undo. */
static DexFuture *
on_done (DexFuture *future, gpointer data)
{
  Doing *doing = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (doing->application));
  g_autoptr (GError) error = NULL;

  if (!CRM_IS_WINDOW (window))
    return NULL;
  if (dex_future_get_value (future, &error) != NULL)
    crm_window_say (CRM_WINDOW (window), doing->snooze ? _ ("Task put off") : _ ("Task done"), _ ("_Undo"), "win.undo");
  else
    crm_window_fail (CRM_WINDOW (window), error);
  return NULL;
}

static DexFuture *
do_task (DexFuture *future, gpointer data)
{
  Doing *doing = data;

  return doing->snooze ? crm_reminders_snooze_task (doing->application->reminders, &doing->task) : crm_reminders_do_task (doing->application->reminders, &doing->task);
}

static void
begin_doing (CrmApplication *self, GVariant *parameter, gboolean snooze)
{
  Doing *doing;
  CrmId task;

  if (!crm_id_parse (g_variant_get_string (parameter, NULL), &task))
    return;
  doing = g_new0 (Doing, 1);
  *doing = (Doing){ g_object_ref (self), task, snooze };
  g_application_hold (G_APPLICATION (self));
  dex_future_disown (dex_future_finally (dex_future_then (crm_application_await_store (self), do_task, doing, NULL), on_done, doing, doing_free));
}

static void
on_task_done (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  begin_doing (CRM_APPLICATION (data), parameter, FALSE);
}

static void
on_task_snooze (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  begin_doing (CRM_APPLICATION (data), parameter, TRUE);
}

/* ── all of them ──────────────────────────────────────────────────────────────────────────── */

void
crm_application_add_actions (CrmApplication *self)
{
  static const GActionEntry entries[] = {
    { "quit", on_quit },
    { "explore-demo", on_explore_demo },
    { "start-fresh", on_start_fresh },
    { "start-import", on_start_import },
    { "import-into-own", on_import_into_own, "(sas)" },
    { "start-join", on_start_join, "s" },
    { "open-path", on_open_path, "s" },
    { "join-another", on_join_another },
    { "remove-copy", on_remove_copy },
    { "try-again", on_try_again },
    { "cancel-opening", on_cancel_opening },
    { "restore-backup", on_restore_backup, "s" },
    { "new-window", on_new_window },
    { "open-customer", on_open_customer, "s" },
    { "open-deal", on_open_deal, "s" },
    { "search", on_search, "s" },
    { "show-today", on_show_today },
    { "task-done", on_task_done, "s" },
    { "task-snooze", on_task_snooze, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
