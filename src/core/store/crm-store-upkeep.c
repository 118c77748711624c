/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store does for itself on a thread of its own: backups, and the check after an unclean end. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-store-upkeep.h"

#include "core/base/crm-error.h"
#include "core/store/crm-backup.h"
#include "core/store/crm-file-set.h"
#include "core/store/crm-file-store.h"
#include "core/store/crm-writer.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* How long a step of a copy is put off at the most while somebody waits for an edit, and how often that is looked at. */
#define GIVE_WAY_US (100 * 1000)
#define LOOK_US     (2 * 1000)

#define BACKUP_INTERVAL (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _CrmCopying
{
  char *path;
  char *reason;
  GCancellable *cancellable;
  GMainContext *context;
  DexPromise *begun;
  CrmBackup *backup;
};

CrmCopying *
crm_copying_new (const char *path, const char *reason, GCancellable *cancellable, DexPromise *begun)
{
  CrmCopying *self = g_new0 (CrmCopying, 1);

  self->path = g_strdup (path);
  self->reason = g_strdup (reason);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->context = g_main_context_ref_thread_default ();
  self->begun = begun != NULL ? dex_ref (begun) : NULL;
  return self;
}

static void
settle_begun (CrmCopying *self, const GError *error)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (self->begun == NULL)
    return;
  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, TRUE);
  crm_worker_settle (self->context, g_steal_pointer (&self->begun), &value, error != NULL ? g_error_copy (error) : NULL);
}

/* Work that never ran leaves somebody waiting who must hear of it. */
void
crm_copying_free (gpointer data)
{
  CrmCopying *self = data;
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The file was closed before its backup began."));

  settle_begun (self, error);
  g_clear_pointer (&self->backup, crm_backup_free);
  g_main_context_unref (self->context);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->reason);
  g_free (self);
}

static gboolean
begin (CrmStoreThread *thread, CrmCopying *self, GError **error)
{
  if (self->path == NULL)
    {
      if (!crm_backup_ensure_folder (thread->path, error))
        return FALSE;
      self->path = crm_backup_dup_automatic_path (thread->path, crm_clock_now (thread->clock), self->reason);
    }
  self->backup = crm_backup_begin (thread->connection, self->path, self->cancellable, error);
  if (self->backup != NULL && self->reason == NULL)
    crm_backup_take_files (self->backup, thread->path);
  return self->backup != NULL;
}

/* A file without customers needs no backup before something changes it. */
static int
needs_copy (CrmStoreThread *thread, CrmCopying *self, GError **error)
{
  gint64 exists = 1;

  if (self->reason != NULL && !crm_connection_read_integer (thread->connection, "SELECT EXISTS (SELECT 1 FROM customer)", &exists, error))
    return -1;
  return exists != 0;
}

static CrmWorkStep
copy_first (CrmStoreThread *thread, CrmCopying *self, GError **error)
{
  GError *local_error = NULL;
  int needed = needs_copy (thread, self, &local_error);

  if (needed > 0)
    begin (thread, self, &local_error);
  /* An automatic backup of this very moment is as good. */
  if (self->reason != NULL && g_error_matches (local_error, CRM_ERROR, CRM_ERROR_CONFLICT))
    g_clear_error (&local_error);
  settle_begun (self, local_error);
  if (self->backup != NULL)
    return CRM_WORK_AGAIN;
  if (local_error == NULL)
    return CRM_WORK_DONE;
  g_propagate_error (error, local_error);
  return CRM_WORK_FAILED;
}

/* The disk is for whoever waits for it; the copy goes on at its leisure. */
static void
give_way (CrmStoreThread *thread)
{
  for (int waited = 0; waited < GIVE_WAY_US && thread->worker != NULL && crm_worker_is_awaited (thread->worker); waited += LOOK_US)
    g_usleep (LOOK_US);
}

static void
remove_erased_files (CrmStoreThread *thread)
{
  g_autofree char *folder = crm_file_store_dup_folder (thread->path);
  sqlite3_stmt *statement = crm_connection_prepare (thread->connection, "SELECT hash FROM erased_file WHERE hash NOT IN (SELECT hash FROM attachment WHERE hash IS NOT NULL)", NULL);

  while (statement != NULL && crm_connection_next (thread->connection, statement, NULL) > 0)
    {
      g_autofree char *path = crm_file_store_dup_path (folder, (const char *)sqlite3_column_text (statement, 0));

      if (path != NULL)
        g_unlink (path);
    }
}

/* What was erased stands in backups of before, and in the folder of files, until there is a backup of after. */
static void
forget_erased (CrmStoreThread *thread)
{
  g_autofree char *text = crm_connection_dup_setting (thread->connection, CRM_SETTING_ERASED_AT, NULL);

  if (text == NULL)
    return;
  crm_backup_forget (thread->path, g_ascii_strtoll (text, NULL, 10));
  remove_erased_files (thread);
}

CrmWorkStep
crm_store_upkeep_copy (gpointer state, gpointer copying, GValue *result, GError **error)
{
  CrmStoreThread *thread = state;
  CrmCopying *self = copying;
  int more;

  /* One at a time: another's steps and these take turns until it is done. */
  if (self->backup == NULL && sqlite3_get_autocommit (crm_connection_get_handle (thread->connection)) == 0)
    return CRM_WORK_AGAIN;
  if (self->backup == NULL)
    return copy_first (thread, self, error);
  give_way (thread);
  more = crm_backup_step (self->backup, error);
  if (more > 0)
    return CRM_WORK_AGAIN;
  if (more < 0)
    return CRM_WORK_FAILED;
  if (self->reason != NULL)
    {
      crm_backup_thin_out (thread->path, crm_clock_now (thread->clock));
      forget_erased (thread);
      return CRM_WORK_DONE;
    }
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, crm_backup_take_problems (self->backup));
  return CRM_WORK_DONE;
}

static gboolean
is_due (CrmStoreThread *thread)
{
  gint64 now = crm_clock_now (thread->clock), edit = 0;

  if (thread->last_backup == 0)
    thread->last_backup = crm_backup_find_newest (thread->path);
  if (now - thread->last_backup < BACKUP_INTERVAL || !crm_connection_read_integer (thread->connection, "SELECT max(number) FROM edit", &edit, NULL) || edit == thread->backed_up_edit)
    return FALSE;
  thread->last_backup = now;
  thread->backed_up_edit = edit;
  return TRUE;
}

CrmWorkStep
crm_store_upkeep_copy_hourly (gpointer state, gpointer copying, GValue *result, GError **error)
{
  CrmCopying *self = copying;
  CrmWorkStep step;

  if (self->backup == NULL && !is_due (state))
    return CRM_WORK_DONE;
  step = crm_store_upkeep_copy (state, copying, result, error);
  if (step == CRM_WORK_FAILED && !g_cancellable_is_cancelled (self->cancellable))
    g_message ("The hourly backup was not made: %s", error != NULL ? (*error)->message : "");
  return step;
}

typedef struct
{
  CrmStoreLink *link;
  char *message;
} Finding;

static gboolean
on_damage (gpointer data)
{
  Finding *finding = data;
  g_autoptr (CrmStore) store = g_weak_ref_get (&finding->link->store);

  if (store != NULL)
    crm_store_announce_damage (store, finding->message);
  return G_SOURCE_REMOVE;
}

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  crm_store_link_unref (finding->link);
  g_free (finding->message);
  g_free (finding);
}

static void
tell (CrmStoreThread *thread, const char *message)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Finding *finding = g_new0 (Finding, 1);

  finding->link = crm_store_link_ref (thread->link);
  finding->message = g_strdup (message);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_damage, finding, finding_free);
  g_source_attach (source, thread->context);
}

static gboolean
look_through (CrmConnection *connection, const char *path, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "PRAGMA quick_check(1)", error);
  g_autofree char *finding = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    finding = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  if (step >= 0 && g_strcmp0 (finding, "ok") != 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("The file “%s” is damaged (%s). Restore a backup; they lie in the folder “backups” beside it."), path, finding);
  return g_strcmp0 (finding, "ok") == 0;
}

CrmWorkStep
crm_store_upkeep_examine (gpointer state, gpointer cancellable, GValue *result, GError **error)
{
  CrmStoreThread *thread = state;
  GError *local_error = NULL;

  crm_connection_set_cancellable (thread->connection, cancellable);
  look_through (thread->connection, thread->path, &local_error);
  crm_connection_set_cancellable (thread->connection, NULL);
  if (local_error == NULL)
    return CRM_WORK_DONE;
  if (g_error_matches (local_error, CRM_ERROR, CRM_ERROR_DAMAGED))
    tell (thread, local_error->message);
  g_propagate_error (error, local_error);
  return CRM_WORK_FAILED;
}

CrmWorkStep
crm_store_upkeep_check_files (gpointer state, gpointer cancellable, GValue *result, GError **error)
{
  CrmStoreThread *thread = state;
  g_autoptr (CrmFileSet) files = crm_file_set_read (thread->connection, error);
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  g_autofree char *folder = crm_file_store_dup_folder (thread->path);

  if (files == NULL || !crm_file_set_check (files, folder, problems, cancellable, error))
    return CRM_WORK_FAILED;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, g_strv_builder_end (problems));
  return CRM_WORK_DONE;
}
