/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store's threads do: the writer's steps and the readers'. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-store-work.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-choice-words.h"
#include "core/store/crm-backup.h"
#include "core/store/crm-history.h"
#include "core/store/crm-migration.h"
#include "core/store/crm-search-index.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/resource.h>

/* A write-ahead log larger than this is moved into the file at the next idle moment. */
#define CHECKPOINT_BYTES (4 * 1024 * 1024)
/* Copying a file leaves the processor to whoever is waited for. */
#define KEEPER_NICENESS 10

/* ── telling the store ────────────────────────────────────────────────────────────────────── */

CrmStoreLink *
crm_store_link_new (CrmStore *store)
{
  CrmStoreLink *link = g_atomic_rc_box_new0 (CrmStoreLink);

  g_weak_ref_init (&link->store, store);
  return link;
}

CrmStoreLink *
crm_store_link_ref (CrmStoreLink *link)
{
  return g_atomic_rc_box_acquire (link);
}

static void
link_clear (gpointer data)
{
  g_weak_ref_clear (&((CrmStoreLink *)data)->store);
}

void
crm_store_link_unref (CrmStoreLink *link)
{
  g_atomic_rc_box_release_full (link, link_clear);
}

typedef struct
{
  CrmStoreLink *link;
  CrmChangeSet *changes;
  char *undo_title;
  char *redo_title;
} Announcement;

static gboolean
on_announce (gpointer data)
{
  Announcement *announcement = data;
  g_autoptr (CrmStore) store = g_weak_ref_get (&announcement->link->store);

  if (store != NULL)
    crm_store_announce (store, announcement->changes, announcement->undo_title, announcement->redo_title);
  return G_SOURCE_REMOVE;
}

static void
announcement_free (gpointer data)
{
  Announcement *announcement = data;

  crm_store_link_unref (announcement->link);
  g_clear_pointer (&announcement->changes, crm_change_set_unref);
  g_free (announcement->undo_title);
  g_free (announcement->redo_title);
  g_free (announcement);
}

static void
announce (CrmStoreThread *self, CrmChangeSet *changes)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();
  gint64 number;

  announcement->link = crm_store_link_ref (self->link);
  announcement->changes = changes != NULL ? crm_change_set_ref (changes) : NULL;
  crm_history_find_undo (self->connection, &number, &announcement->undo_title, NULL);
  crm_history_find_redo (self->connection, &number, &announcement->redo_title, NULL);
  /* Not g_main_context_invoke(): that runs the callback on this thread whenever the main thread is between two turns. */
  /* Before whoever waits for the edit goes on: lists, menus and toasts know of it by then. */
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, on_announce, announcement, announcement_free);
  g_source_attach (source, self->context);
}

/* ── starting ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
back_up_before_migration (CrmStoreThread *self, GError **error)
{
  int version;

  if (!crm_migration_check (self->connection, &version, error))
    return FALSE;
  return version == 0 || version == CRM_FILE_VERSION || crm_backup_make_automatic (self->connection, self->path, crm_clock_now (self->clock), "migration", error);
}

/* Another process's running edit is not ours to take back: only who holds the lock knows that nobody runs it. */
static gboolean
take_back_interrupted (CrmStoreThread *self, GError **error)
{
  g_autoptr (GArray) running = NULL;

  if (!self->owns_lock)
    return TRUE;
  running = crm_writer_find_running (self->writer, error);
  if (running == NULL)
    return FALSE;
  for (guint i = 0; i < running->len; i++)
    if (!crm_writer_take_back (self->writer, g_array_index (running, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
mark_if_stale (CrmStoreThread *self, GError **error)
{
  gboolean stale = FALSE;

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (crm_search_index_prepare (self->connection, &stale, error) && (!stale || crm_writer_mark_for_rebuild (self->writer, error)) && crm_connection_execute (self->connection, "COMMIT", error))
    return TRUE;
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/* A small file is ready when it opens; of a large one the rest is done while it is worked with. */
static gboolean
prepare_index (CrmStoreThread *self, GError **error)
{
  CrmRebuild rebuild = { 0 };

  if (!mark_if_stale (self, error) || !crm_writer_rebuild_chunk (self->writer, NULL, NULL, &rebuild, error))
    return FALSE;
  self->rebuilt = rebuild.fraction;
  return TRUE;
}

/* The words of the file that was opened last hold for the process. */
static gboolean
read_words (CrmConnection *connection, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT name, value FROM file WHERE name GLOB '" CRM_CHOICE_WORDS_PREFIX "*' AND value IS NOT NULL", error);
  g_autoptr (GStrvBuilder) settings = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_strv_builder_add_many (settings, (const char *)sqlite3_column_text (statement, 0), (const char *)sqlite3_column_text (statement, 1), NULL);
  words = g_strv_builder_end (settings);
  if (step == 0)
    crm_choice_words_set ((const char *const *)words);
  return step == 0;
}

gpointer
crm_store_thread_start_writer (gpointer data, GError **error)
{
  CrmStoreThread *self = data;

  self->connection = crm_connection_open (self->path, self->owns_lock ? CRM_CONNECTION_WRITER : CRM_CONNECTION_GUEST, error);
  if (self->connection == NULL)
    return NULL;
  if (!back_up_before_migration (self, error) || !crm_migration_run (self->connection, error))
    return NULL;
  self->writer = crm_writer_new (self->connection, self->clock, error);
  if (self->writer == NULL || !read_words (self->connection, error) || (self->owns_lock && !crm_writer_settle_place (self->writer, self->path, error)) || !take_back_interrupted (self, error) || !prepare_index (self, error) || !crm_connection_execute (self->connection, "PRAGMA wal_autocheckpoint = 0", error) || !crm_connection_read_integer (self->connection, "PRAGMA data_version", &self->data_version, error))
    return NULL;
  return self;
}

gpointer
crm_store_thread_start_reader (gpointer data, GError **error)
{
  CrmStoreThread *self = data;

  self->connection = crm_connection_open (self->path, CRM_CONNECTION_READER, error);
  return self->connection != NULL ? self : NULL;
}

gpointer
crm_store_thread_start_keeper (gpointer data, GError **error)
{
  CrmStoreThread *self = crm_store_thread_start_reader (data, error);

  /* On Linux this is the thread's own; where it is not allowed nothing is lost. */
  setpriority (PRIO_PROCESS, 0, KEEPER_NICENESS);
  if (self == NULL || !crm_connection_read_integer (self->connection, "SELECT max(number) FROM edit", &self->backed_up_edit, error))
    return NULL;
  return self;
}

void
crm_store_thread_stop (gpointer data)
{
  CrmStoreThread *self = data;

  g_clear_pointer (&self->writer, crm_writer_free);
  g_clear_pointer (&self->connection, crm_connection_close);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

CrmStoreJob *
crm_store_job_new (CrmEdit *edit, GCancellable *cancellable)
{
  CrmStoreJob *job = g_new0 (CrmStoreJob, 1);

  job->write.edit = edit != NULL ? crm_edit_ref (edit) : NULL;
  job->write.changes = crm_change_set_new (0);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return job;
}

void
crm_store_job_free (gpointer data)
{
  CrmStoreJob *job = data;

  if (job->progress_destroy != NULL)
    job->progress_destroy (job->progress_data);
  g_clear_pointer (&job->write.edit, crm_edit_unref);
  g_clear_pointer (&job->write.changes, crm_change_set_unref);
  g_clear_object (&job->cancellable);
  g_free (job);
}

/* Which edit to take back is decided here, on the writer's thread, when everything before it is written. */
static gboolean
find_target (CrmStoreThread *self, CrmStoreJob *job, GError **error)
{
  CrmEditOrigin origin = CRM_EDIT_ORIGIN_PERSON;
  g_autofree char *title = NULL;
  gboolean ok;

  if (!crm_id_is_nil (&job->target))
    ok = crm_history_find_edit (self->connection, &job->target, &job->write.undoes, &title, &origin, error);
  else if (job->type == CRM_STORE_JOB_REDO)
    ok = crm_history_find_redo (self->connection, &job->write.undoes, &title, error);
  else
    ok = crm_history_find_undo (self->connection, &job->write.undoes, &title, error);
  if (!ok)
    return FALSE;
  if (job->write.undoes == 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                           job->type == CRM_STORE_JOB_REDO ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
      return FALSE;
    }
  if (job->type == CRM_STORE_JOB_REDO || origin == CRM_EDIT_ORIGIN_UNDO)
    job->write.edit = crm_history_new_undo (job->write.undoes, title, CRM_EDIT_ORIGIN_REDO);
  else
    job->write.edit = crm_history_new_undo (job->write.undoes, title, CRM_EDIT_ORIGIN_UNDO);
  return TRUE;
}

static CrmWorkStep
give_up (CrmStoreThread *self, CrmStoreJob *job)
{
  g_autoptr (GError) error = NULL;

  /* Left running, it is taken back at the next start. */
  if (job->write.number != 0 && !crm_writer_take_back (self->writer, job->write.number, &error))
    g_warning ("An edit that failed could not be taken back yet: %s", error->message);
  announce (self, job->write.changes);
  return CRM_WORK_FAILED;
}

/* Moves the log into the file, when it has grown and nobody waits. Reads its size off the file beside. */
static void
checkpoint_if_due (CrmStoreThread *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;

  if (!self->owns_lock || g_stat (log, &info) != 0 || info.st_size < CHECKPOINT_BYTES)
    return;
  if (sqlite3_wal_checkpoint_v2 (crm_connection_get_handle (self->connection), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) != SQLITE_OK)
    g_debug ("The checkpoint waits: %s", sqlite3_errmsg (crm_connection_get_handle (self->connection)));
}

typedef struct
{
  CrmStoreThread *thread;
  GCancellable *cancellable;
} Waiting;

/* Other processes wait for the file's lock, and nobody tells of them: beside one that owns it chunks stay short. */
static gboolean
is_awaited (gpointer data)
{
  const Waiting *waiting = data;
  const CrmStoreThread *self = waiting->thread;

  return !self->owns_lock || self->worker == NULL || crm_worker_is_awaited (self->worker) || g_cancellable_is_cancelled (waiting->cancellable);
}

CrmWorkStep
crm_store_work_apply (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *self = state;
  CrmStoreJob *job = data;
  Waiting waiting = { self, job->cancellable };
  gboolean more = FALSE;
  CrmEditResult outcome;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return give_up (self, job);
  if (job->write.edit == NULL && !find_target (self, job, error))
    return CRM_WORK_FAILED;
  if (!crm_writer_write_chunk (self->writer, &job->write, is_awaited, &waiting, &more, error))
    return give_up (self, job);
  if (more)
    {
      if (job->progress != NULL)
        job->progress (job->write.created, job->write.changed, job->progress_data);
      checkpoint_if_due (self);
      return CRM_WORK_AGAIN;
    }
  announce (self, job->write.changes);
  outcome = (CrmEditResult){ job->write.number, job->write.id, job->write.created, job->write.changed, job->write.skipped };
  g_value_init (result, CRM_TYPE_EDIT_RESULT);
  g_value_set_boxed (result, &outcome);
  return CRM_WORK_DONE;
}

/* ── deriving anew ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmStoreLink *link;
  double fraction;
} Progress;

static gboolean
on_progress (gpointer data)
{
  Progress *progress = data;
  g_autoptr (CrmStore) store = g_weak_ref_get (&progress->link->store);

  if (store != NULL)
    crm_store_announce_rebuild (store, progress->fraction);
  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  crm_store_link_unref (progress->link);
  g_free (progress);
}

static void
announce_progress (CrmStoreThread *self, double fraction)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Progress *progress = g_new0 (Progress, 1);

  progress->link = crm_store_link_ref (self->link);
  progress->fraction = fraction;
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, on_progress, progress, progress_free);
  g_source_attach (source, self->context);
}

/* A chunk of what is marked. Lists are read again once all is derived. */
static CrmWorkStep
rebuild_on (CrmStoreThread *self, CrmRebuild *rebuild, GError **error)
{
  Waiting waiting = { self, NULL };
  g_autoptr (CrmChangeSet) changes = NULL;

  if (!crm_writer_rebuild_chunk (self->writer, is_awaited, &waiting, rebuild, error))
    return CRM_WORK_FAILED;
  announce_progress (self, rebuild->fraction);
  checkpoint_if_due (self);
  if (rebuild->fraction < 1)
    return CRM_WORK_AGAIN;
  changes = crm_change_set_new (0);
  changes->many = TRUE;
  changes->kinds = ~0u;
  announce (self, changes);
  return CRM_WORK_DONE;
}

CrmWorkStep
crm_store_work_rebuild (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmRebuild rebuild = { 0 };

  return rebuild_on (state, &rebuild, error);
}

/* ── settings ─────────────────────────────────────────────────────────────────────────────── */

/* These two stand in the keys names are ordered and numbers are compared by. */
gboolean
crm_store_setting_makes_keys (const char *name)
{
  return g_str_equal (name, "calling-code") || g_str_equal (name, "han-first");
}

CrmStoreSetting *
crm_store_setting_new (const char *name, const char *value)
{
  CrmStoreSetting *self = g_new0 (CrmStoreSetting, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);
  return self;
}

void
crm_store_setting_free (gpointer data)
{
  CrmStoreSetting *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static gboolean
set_and_mark (CrmStoreThread *self, const CrmStoreSetting *setting, GError **error)
{
  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (crm_connection_set_setting (self->connection, setting->name, setting->value, error) && crm_writer_mark_for_rebuild (self->writer, error) && crm_connection_execute (self->connection, "COMMIT", error))
    return crm_writer_reload (self->writer, error);
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/* Whatever is shown may differ. */
static void
announce_all (CrmStoreThread *self)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (0);

  changes->many = TRUE;
  changes->kinds = ~0u;
  announce (self, changes);
}

static CrmWorkStep
set_plainly (CrmStoreThread *self, const CrmStoreSetting *setting, GError **error)
{
  gboolean is_word = g_str_has_prefix (setting->name, CRM_CHOICE_WORDS_PREFIX);

  if (!crm_connection_set_setting (self->connection, setting->name, setting->value, error) || !crm_writer_reload (self->writer, error) || (is_word && !read_words (self->connection, error)))
    return CRM_WORK_FAILED;
  if (is_word)
    announce_all (self);
  return CRM_WORK_DONE;
}

CrmWorkStep
crm_store_work_set_setting (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *self = state;
  CrmStoreSetting *setting = data;
  g_autofree char *before = NULL;
  GError *local_error = NULL;

  if (setting->marked)
    return rebuild_on (self, &setting->rebuild, error);
  if (!crm_store_setting_makes_keys (setting->name))
    return set_plainly (self, setting, error);
  before = crm_connection_dup_setting (self->connection, setting->name, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return CRM_WORK_FAILED;
    }
  if (g_strcmp0 (before, setting->value) == 0)
    return CRM_WORK_DONE;
  setting->marked = set_and_mark (self, setting, error);
  return setting->marked ? CRM_WORK_AGAIN : CRM_WORK_FAILED;
}

CrmWorkStep
crm_store_work_renew_node (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *self = state;

  return crm_writer_renew_node (self->writer, error) ? CRM_WORK_DONE : CRM_WORK_FAILED;
}

/* ── now and then ─────────────────────────────────────────────────────────────────────────── */

static void
notice_foreign_edits (CrmStoreThread *self)
{
  gint64 version = self->data_version;

  if (!crm_connection_read_integer (self->connection, "PRAGMA data_version", &version, NULL) || version == self->data_version)
    return;
  self->data_version = version;
  read_words (self->connection, NULL);
  announce_all (self);
}

CrmWorkStep
crm_store_work_greet (gpointer state, gpointer data, GValue *result, GError **error)
{
  announce (state, NULL);
  return CRM_WORK_DONE;
}

CrmWorkStep
crm_store_work_tick (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *self = state;
  g_autoptr (GError) local_error = NULL;
  gboolean more = FALSE;

  notice_foreign_edits (self);
  checkpoint_if_due (self);
  if (!crm_writer_tidy (self->writer, &more, &local_error))
    g_debug ("The search index is merged another time: %s", local_error->message);
  return more ? CRM_WORK_AGAIN : CRM_WORK_DONE;
}

/* ── checking ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
run_integrity_check (CrmStoreThread *self, GStrvBuilder *problems, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "PRAGMA integrity_check(20)", error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    if (g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") != 0)
      g_strv_builder_add (problems, (const char *)sqlite3_column_text (statement, 0));
  return step == 0;
}

CrmStoreCheck *
crm_store_check_new (void)
{
  CrmStoreCheck *self = g_new0 (CrmStoreCheck, 1);

  self->problems = g_strv_builder_new ();
  return self;
}

void
crm_store_check_free (gpointer data)
{
  CrmStoreCheck *self = data;

  g_strv_builder_unref (self->problems);
  g_free (self);
}

static gboolean
prune_and_mark (CrmStoreThread *self, GError **error)
{
  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (crm_search_index_prune (self->connection, error) && crm_writer_mark_for_rebuild (self->writer, error) && crm_connection_execute (self->connection, "COMMIT", error))
    return TRUE;
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

CrmWorkStep
crm_store_work_check (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *self = state;
  CrmStoreCheck *check = data;
  int changed;

  if (!check->marked)
    {
      check->marked = run_integrity_check (self, check->problems, error) && prune_and_mark (self, error);
      return check->marked ? CRM_WORK_AGAIN : CRM_WORK_FAILED;
    }
  switch (rebuild_on (self, &check->rebuild, error))
    {
    case CRM_WORK_AGAIN:
      return CRM_WORK_AGAIN;
    case CRM_WORK_FAILED:
      return CRM_WORK_FAILED;
    case CRM_WORK_DONE:
    default:
      break;
    }
  changed = check->rebuild.changed;
  if (changed > 0)
    g_strv_builder_take (check->problems, g_strdup_printf (ngettext ("%d derived value was wrong and has been computed anew.",
                                                                     "%d derived values were wrong and have been computed anew.", changed),
                                                           changed));
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, g_strv_builder_end (check->problems));
  return CRM_WORK_DONE;
}
