/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file to where a window can show it: opened, with a user, filled when it is the demo company. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-opening.h"

#include "app/settings/crm-workspace.h"
#include "core/base/crm-error.h"
#include "core/demo/crm-demo.h"
#include "core/store/crm-backup.h"
#include "core/store/crm-worker.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct
{
  DexFuture *store; /* under way */
  gboolean demo;
  GCancellable *cancellable;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  dex_unref (opening->store);
  g_clear_object (&opening->cancellable);
  g_free (opening);
}

static gboolean
read_is_empty (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 any = 0;

  if (!crm_connection_read_integer (connection, "SELECT 1 FROM customer LIMIT 1", &any, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, any == 0);
  return TRUE;
}

/* The mark is set first: a demo company that was cut short must not pass for the user's own. The company brings a user
   of its own, whom the visitor plays. */
static gboolean
fill_with_demo (CrmStore *store, Opening *opening, GError **error)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);
  GError *local_error = NULL;
  gboolean empty = dex_await_boolean (crm_store_read (store, NULL, read_is_empty, NULL, NULL), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!empty)
    return TRUE;
  if (!dex_await (crm_store_set_setting (store, CRM_SETTING_DEMO, "1"), error))
    return FALSE;
  if (!dex_await (crm_store_set_setting (store, CRM_SETTING_HAN_FIRST, g_str_has_prefix (locale, "zh") ? "1" : NULL), error))
    return FALSE;
  return dex_await (crm_demo_fill_store (store, CRM_DEMO_CUSTOMERS, CRM_DEMO_SEED, locale, opening->cancellable), error);
}

static DexFuture *
open_file (gpointer data)
{
  Opening *opening = data;
  g_autoptr (CrmStore) store = NULL;
  GError *error = NULL;

  store = dex_await_object (dex_ref (opening->store), &error);
  if (store == NULL || (opening->demo && !fill_with_demo (store, opening, &error)) || !dex_await (crm_workspace_set_up (store), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_steal_pointer (&store));
}

DexFuture *
crm_opening_start (const char *path, gboolean demo, CrmClock *clock, GCancellable *cancellable)
{
  Opening *opening;

  g_return_val_if_fail (path != NULL && CRM_IS_CLOCK (clock), NULL);

  opening = g_new0 (Opening, 1);
  *opening = (Opening){ crm_store_open (path, clock), demo, cancellable != NULL ? g_object_ref (cancellable) : NULL };
  return dex_scheduler_spawn (NULL, 0, open_file, opening, opening_free);
}

/* ── backups ──────────────────────────────────────────────────────────────────────────────── */

/* The names begin with the file's and go on with the time, so their order is that of time. */
static GPtrArray *
list_backups (const char *path)
{
  g_autofree char *folder = crm_backup_dup_folder (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".clientele"))
      g_ptr_array_add (backups, g_build_filename (folder, name, NULL));
  g_ptr_array_sort_values (backups, (GCompareFunc)g_strcmp0);
  return backups;
}

/* What blocks and needs no store. */
typedef struct
{
  char *backup;
  char *path;
  GMainContext *context;
  DexPromise *promise;
} Task;

static DexFuture *
start_task (const char *backup, const char *path, GThreadFunc func)
{
  Task *task = g_new0 (Task, 1);
  DexPromise *promise = dex_promise_new ();

  *task = (Task){ g_strdup (backup), g_strdup (path), g_main_context_ref_thread_default (), dex_ref (promise) };
  g_thread_unref (g_thread_new ("crm-backup", func, task));
  return DEX_FUTURE (promise);
}

static void
finish_task (Task *task, GValue *value, GError *error)
{
  crm_worker_settle (task->context, task->promise, value, error);
  g_main_context_unref (task->context);
  g_free (task->backup);
  g_free (task->path);
  g_free (task);
}

static gpointer
find_backup (gpointer data)
{
  Task *task = data;
  g_autoptr (GPtrArray) backups = list_backups (task->path);
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  g_value_init (&value, G_TYPE_STRING);
  for (guint i = backups->len; i > 0 && g_value_get_string (&value) == NULL; i--)
    if (crm_backup_verify (g_ptr_array_index (backups, i - 1), NULL))
      g_value_set_string (&value, g_ptr_array_index (backups, i - 1));
  if (g_value_get_string (&value) == NULL)
    g_set_error (&error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no sound backup of “%s”."), task->path);
  finish_task (task, &value, error);
  return NULL;
}

DexFuture *
crm_opening_find_backup (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return start_task (NULL, path, find_backup);
}

static gpointer
restore (gpointer data)
{
  Task *task = data;
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, crm_backup_restore (task->backup, task->path, NULL, &error));
  finish_task (task, &value, error);
  return NULL;
}

DexFuture *
crm_opening_restore (const char *backup, const char *path)
{
  g_return_val_if_fail (backup != NULL && path != NULL, NULL);

  return start_task (backup, path, restore);
}
