/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Clientele file: applies edits on one thread, reads on others, tells what changed. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-store.h"

#include "core/base/crm-error.h"
#include "core/store/crm-migration.h"
#include "core/store/crm-store-upkeep.h"
#include "core/store/crm-store-work.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define N_READERS    2
#define WRITER       N_READERS       /* its thread's place */
#define KEEPER       (N_READERS + 1) /* its thread's place */
#define N_THREADS    (N_READERS + 2)
#define TICK_SECONDS 1

struct _CrmStore
{
  GObject parent_instance;

  /* owned */
  char *path;
  CrmClock *clock;
  char *read_only_reason;
  char *refusal; /* of what a person does; nullable */
  char *undo_title;
  char *redo_title;
  int rebuilt; /* percent */
  GSource *tick_source;
  CrmWorker *writer;
  CrmWorker *readers[N_READERS];
  CrmWorker *keeper;
  GCancellable *closing; /* ends the keeper's work */
  CrmStoreThread threads[N_THREADS];

  guint next_reader; /* atomic */
  gboolean was_left_open;
  gboolean rests; /* no upkeep */
  int lock;
};

enum
{
  PROP_0,
  PROP_UNDO_TITLE,
  PROP_REDO_TITLE,
  PROP_REBUILT,
  PROP_READ_ONLY_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  DAMAGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmStore, crm_store, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (CrmEditResult, crm_edit_result, crm_edit_result_copy, crm_edit_result_free)

CrmEditResult *
crm_edit_result_copy (const CrmEditResult *result)
{
  return g_memdup2 (result, sizeof *result);
}

void
crm_edit_result_free (CrmEditResult *result)
{
  g_free (result);
}

static void
crm_store_dispose (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  if (self->tick_source != NULL)
    g_source_destroy (self->tick_source);
  g_clear_pointer (&self->tick_source, g_source_unref);
  g_cancellable_cancel (self->closing);
  g_clear_pointer (&self->keeper, crm_worker_free);
  for (int i = 0; i < N_READERS; i++)
    g_clear_pointer (&self->readers[i], crm_worker_free);
  g_clear_pointer (&self->writer, crm_worker_free);

  G_OBJECT_CLASS (crm_store_parent_class)->dispose (object);
}

static void
crm_store_finalize (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  for (int i = 0; i < N_THREADS; i++)
    {
      crm_store_thread_stop (&self->threads[i]);
      g_clear_pointer (&self->threads[i].link, crm_store_link_unref);
      g_clear_pointer (&self->threads[i].context, g_main_context_unref);
    }
  if (self->lock >= 0)
    close (self->lock);
  g_clear_object (&self->closing);
  g_clear_object (&self->clock);
  g_free (self->path);
  g_free (self->read_only_reason);
  g_free (self->refusal);
  g_free (self->undo_title);
  g_free (self->redo_title);

  G_OBJECT_CLASS (crm_store_parent_class)->finalize (object);
}

static void
crm_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmStore *self = CRM_STORE (object);

  switch (id)
    {
    case PROP_UNDO_TITLE:
      g_value_set_string (value, self->undo_title);
      break;
    case PROP_REDO_TITLE:
      g_value_set_string (value, self->redo_title);
      break;
    case PROP_REBUILT:
      g_value_set_int (value, self->rebuilt);
      break;
    case PROP_READ_ONLY_REASON:
      g_value_take_string (value, crm_store_dup_read_only_reason (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
crm_store_class_init (CrmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_store_dispose;
  object_class->finalize = crm_store_finalize;
  object_class->get_property = crm_store_get_property;

  properties[PROP_UNDO_TITLE] = g_param_spec_string ("undo-title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REDO_TITLE] = g_param_spec_string ("redo-title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY_REASON] = g_param_spec_string ("read-only-reason", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REBUILT] = g_param_spec_int ("rebuilt", NULL, NULL, 0, 100, 100, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * CrmStore::changed:
   * @changes: (type CrmChangeSet): what an edit changed
   *
   * Emitted on the main context the store was made in, after the edit is on disk.
   */
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_CHANGE_SET);

  /**
   * CrmStore::damaged:
   * @message: what is damaged and what to do
   *
   * Emitted like #CrmStore::changed when the look through a file that was not closed properly finds damage.
   */
  signals[DAMAGED] = g_signal_new ("damaged", CRM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_store_init (CrmStore *self)
{
  self->lock = -1;
  self->closing = g_cancellable_new ();
  self->rebuilt = 100;
  self->undo_title = g_strdup ("");
  self->redo_title = g_strdup ("");
  for (int i = 0; i < N_THREADS; i++)
    self->threads[i].link = crm_store_link_new (self);
}

void
crm_store_announce (CrmStore *self, CrmChangeSet *changes, const char *undo_title, const char *redo_title)
{
  if (g_set_str (&self->undo_title, undo_title != NULL ? undo_title : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_TITLE]);
  if (g_set_str (&self->redo_title, redo_title != NULL ? redo_title : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDO_TITLE]);
  if (changes != NULL && changes->kinds != 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
}

void
crm_store_announce_rebuild (CrmStore *self, double fraction)
{
  int percent = (int)(fraction * 100);

  if (percent == self->rebuilt)
    return;
  self->rebuilt = percent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REBUILT]);
}

void
crm_store_announce_damage (CrmStore *self, const char *message)
{
  g_signal_emit (self, signals[DAMAGED], 0, message);
}

static gboolean
on_tick (gpointer data)
{
  CrmStore *self = CRM_STORE (data);

  dex_future_disown (crm_worker_run (self->writer, CRM_WORK_BACKGROUND, NULL, crm_store_work_tick, NULL, NULL));
  if (!self->threads[WRITER].owns_lock || self->rests)
    return G_SOURCE_CONTINUE;
  if (self->was_left_open)
    dex_future_disown (crm_worker_run (self->keeper, CRM_WORK_BACKGROUND, self->closing, crm_store_upkeep_examine, g_object_ref (self->closing), g_object_unref));
  self->was_left_open = FALSE;
  dex_future_disown (crm_worker_run (self->keeper, CRM_WORK_BACKGROUND, self->closing, crm_store_upkeep_copy_hourly,
                                     crm_copying_new (NULL, "hourly", self->closing, NULL), crm_copying_free));
  return G_SOURCE_CONTINUE;
}

void
crm_store_set_upkeep (CrmStore *self, gboolean upkeep)
{
  g_return_if_fail (CRM_IS_STORE (self));

  self->rests = !upkeep;
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

/* One process a file checkpoints: SQLite before 3.51.3 can lose the log when two do. */
static gboolean
take_lock (CrmStore *self)
{
  g_autofree char *path = g_strconcat (self->path, "-lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0;
}

static void
set_up_thread (CrmStore *self, CrmStoreThread *thread, GMainContext *context)
{
  thread->path = self->path;
  thread->clock = self->clock;
  thread->context = g_main_context_ref (context);
}

static gboolean
start_writer (CrmStore *self, GError **error)
{
  CrmStoreThread *thread = &self->threads[WRITER];

  thread->owns_lock = take_lock (self);
  self->writer = crm_worker_new ("crm-writer", crm_store_thread_start_writer, thread, crm_store_thread_stop, error);
  thread->worker = self->writer;
  return self->writer != NULL;
}

/* A file that is newer, or may not be written, is still worth reading. */
static gboolean
start (CrmStore *self, GMainContext *context, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (int i = 0; i < N_THREADS; i++)
    set_up_thread (self, &self->threads[i], context);
  if (!start_writer (self, &local_error))
    {
      if (!g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NEWER) && !g_error_matches (local_error, CRM_ERROR, CRM_ERROR_READ_ONLY))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      self->read_only_reason = g_strdup (local_error->message);
    }
  for (int i = 0; i < N_READERS; i++)
    {
      self->readers[i] = crm_worker_new ("crm-reader", crm_store_thread_start_reader, &self->threads[i], crm_store_thread_stop, error);
      if (self->readers[i] == NULL)
        return FALSE;
    }
  self->threads[KEEPER].worker = self->writer;
  self->keeper = crm_worker_new ("crm-keeper", crm_store_thread_start_keeper, &self->threads[KEEPER], crm_store_thread_stop, error);
  return self->keeper != NULL;
}

/* Whoever closes the file properly leaves no log behind. */
static gboolean
was_left_open (CrmStore *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

static gboolean
ensure_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
  return FALSE;
}

static CrmStore *
open_store (const char *path, CrmClock *clock, GMainContext *context, GError **error)
{
  g_autoptr (CrmStore) self = g_object_new (CRM_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->clock = g_object_ref (clock);
  self->was_left_open = was_left_open (self);
  if (!ensure_folder (path, error) || !start (self, context, error))
    return NULL;
  if (self->writer != NULL)
    {
      self->tick_source = g_timeout_source_new_seconds (TICK_SECONDS);
      g_source_set_callback (self->tick_source, on_tick, self, NULL);
      g_source_attach (self->tick_source, context);
      /* Not disowned: that takes a scheduler, and this thread may have none. */
      dex_unref (crm_worker_run (self->writer, CRM_WORK_INTERACTIVE, NULL, crm_store_work_greet, NULL, NULL));
      self->rebuilt = (int)(self->threads[WRITER].rebuilt * 100);
      if (self->rebuilt < 100)
        dex_unref (crm_worker_run (self->writer, CRM_WORK_BACKGROUND, self->closing, crm_store_work_rebuild, NULL, NULL));
    }
  return g_steal_pointer (&self);
}

CrmStore *
crm_store_new (const char *path, CrmClock *clock, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_val_if_fail (path != NULL && CRM_IS_CLOCK (clock), NULL);

  return open_store (path, clock, context, error);
}

typedef struct
{
  char *path;
  CrmClock *clock;
  GMainContext *context;
  DexPromise *promise;
} Opening;

static gpointer
open_in_thread (gpointer data)
{
  Opening *opening = data;
  GError *error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, CRM_TYPE_STORE);
  g_value_take_object (&value, open_store (opening->path, opening->clock, opening->context, &error));
  crm_worker_settle (opening->context, opening->promise, &value, error);
  g_main_context_unref (opening->context);
  g_object_unref (opening->clock);
  g_free (opening->path);
  g_free (opening);
  return NULL;
}

DexFuture *
crm_store_open (const char *path, CrmClock *clock)
{
  Opening *opening;
  DexPromise *promise = dex_promise_new ();

  g_return_val_if_fail (path != NULL && CRM_IS_CLOCK (clock), NULL);

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->clock = g_object_ref (clock);
  opening->context = g_main_context_ref_thread_default ();
  opening->promise = dex_ref (promise);
  g_thread_unref (g_thread_new ("crm-open", open_in_thread, opening));
  return DEX_FUTURE (promise);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

const char *
crm_store_get_path (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->path;
}

CrmClock *
crm_store_get_clock (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->clock;
}

char *
crm_store_dup_read_only_reason (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return g_strdup (self->read_only_reason != NULL ? self->read_only_reason : self->refusal);
}

void
crm_store_set_refusal (CrmStore *self, const char *reason)
{
  g_return_if_fail (CRM_IS_STORE (self));

  if (g_set_str (&self->refusal, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY_REASON]);
}

const char *
crm_store_get_undo_title (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->undo_title;
}

const char *
crm_store_get_redo_title (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return self->redo_title;
}

int
crm_store_get_rebuilt (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), 100);

  return self->rebuilt;
}

static DexFuture *
run_on_writer (CrmStore *self, CrmWorkUrgency urgency, CrmWorkFunc func, gpointer data, GDestroyNotify destroy)
{
  if (self->writer != NULL)
    return crm_worker_run (self->writer, urgency, NULL, func, data, destroy);
  if (destroy != NULL)
    destroy (data);
  return dex_future_new_reject (CRM_ERROR, CRM_ERROR_READ_ONLY, "%s", self->read_only_reason);
}

/* Closing the file does not wait for it: the next start goes on with what it has begun. */
static DexFuture *
run_long (CrmStore *self, CrmWorkFunc func, gpointer data, GDestroyNotify destroy)
{
  if (self->writer == NULL)
    return run_on_writer (self, CRM_WORK_BACKGROUND, func, data, destroy);
  return crm_worker_run (self->writer, CRM_WORK_BACKGROUND, self->closing, func, data, destroy);
}

static DexFuture *
refuse (CrmStore *self)
{
  return dex_future_new_reject (CRM_ERROR, CRM_ERROR_READ_ONLY, "%s", self->refusal);
}

DexFuture *
crm_store_apply_with_progress (CrmStore *self, CrmEdit *edit, GCancellable *cancellable, CrmProgressFunc progress, gpointer data, GDestroyNotify destroy)
{
  CrmStoreJob *job;

  g_return_val_if_fail (CRM_IS_STORE (self) && edit != NULL, NULL);

  if (self->refusal != NULL && crm_edit_get_origin (edit) != CRM_EDIT_ORIGIN_SYNC && crm_edit_get_origin (edit) != CRM_EDIT_ORIGIN_SETUP)
    {
      if (destroy != NULL)
        destroy (data);
      return refuse (self);
    }
  job = crm_store_job_new (edit, cancellable);
  job->progress = progress;
  job->progress_data = data;
  job->progress_destroy = destroy;
  return run_on_writer (self, crm_edit_is_stream (edit) ? CRM_WORK_BACKGROUND : CRM_WORK_INTERACTIVE, crm_store_work_apply, job, crm_store_job_free);
}

DexFuture *
crm_store_apply (CrmStore *self, CrmEdit *edit, GCancellable *cancellable)
{
  return crm_store_apply_with_progress (self, edit, cancellable, NULL, NULL, NULL);
}

DexFuture *
crm_store_undo (CrmStore *self, const CrmId *edit)
{
  CrmStoreJob *job;

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (self->refusal != NULL)
    return refuse (self);
  job = crm_store_job_new (NULL, NULL);
  job->type = CRM_STORE_JOB_UNDO;
  if (edit != NULL)
    job->target = *edit;
  return run_on_writer (self, CRM_WORK_INTERACTIVE, crm_store_work_apply, job, crm_store_job_free);
}

DexFuture *
crm_store_redo (CrmStore *self)
{
  CrmStoreJob *job;

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (self->refusal != NULL)
    return refuse (self);
  job = crm_store_job_new (NULL, NULL);
  job->type = CRM_STORE_JOB_REDO;
  return run_on_writer (self, CRM_WORK_INTERACTIVE, crm_store_work_apply, job, crm_store_job_free);
}

typedef struct
{
  CrmReadFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GCancellable *cancellable;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  if (read->destroy != NULL)
    read->destroy (read->data);
  g_clear_object (&read->cancellable);
  g_free (read);
}

/* One transaction a read, so that several statements see one state. */
static CrmWorkStep
work_read (gpointer state, gpointer data, GValue *result, GError **error)
{
  CrmStoreThread *thread = state;
  Read *read = data;
  gboolean ok;

  crm_connection_set_cancellable (thread->connection, read->cancellable);
  ok = crm_connection_execute (thread->connection, "BEGIN", error) && read->func (thread->connection, read->data, result, error);
  crm_connection_set_cancellable (thread->connection, NULL);
  if (sqlite3_get_autocommit (crm_connection_get_handle (thread->connection)) == 0)
    crm_connection_execute (thread->connection, "ROLLBACK", NULL);
  return ok ? CRM_WORK_DONE : CRM_WORK_FAILED;
}

DexFuture *
crm_store_read (CrmStore *self, GCancellable *cancellable, CrmReadFunc func, gpointer data, GDestroyNotify destroy)
{
  Read *read;
  guint next;

  g_return_val_if_fail (CRM_IS_STORE (self) && func != NULL, NULL);

  read = g_new0 (Read, 1);
  *read = (Read){ func, data, destroy, cancellable != NULL ? g_object_ref (cancellable) : NULL };
  next = __atomic_fetch_add (&self->next_reader, 1, __ATOMIC_RELAXED);
  return crm_worker_run (self->readers[next % N_READERS], CRM_WORK_INTERACTIVE, cancellable, work_read, read, read_free);
}

typedef struct
{
  const CrmKind *kind;
  CrmId id;
} Find;

static gboolean
read_record (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Find *find = data;
  GError *local_error = NULL;
  CrmRecord *record = crm_connection_read_record (connection, find->kind, &find->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (record == NULL)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The record is not in this file."));
      return FALSE;
    }
  g_value_init (result, CRM_TYPE_RECORD);
  g_value_take_boxed (result, record);
  return TRUE;
}

DexFuture *
crm_store_find_record (CrmStore *self, const CrmKind *kind, const CrmId *id)
{
  Find *find = g_new0 (Find, 1);

  *find = (Find){ kind, *id };
  return crm_store_read (self, NULL, read_record, find, g_free);
}

static gboolean
read_setting (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GError *local_error = NULL;

  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, crm_connection_dup_setting (connection, data, &local_error));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

DexFuture *
crm_store_find_setting (CrmStore *self, const char *name)
{
  return crm_store_read (self, NULL, read_setting, g_strdup (name), g_free);
}

DexFuture *
crm_store_set_setting (CrmStore *self, const char *name, const char *value)
{
  CrmStoreSetting *setting;

  g_return_val_if_fail (CRM_IS_STORE (self) && name != NULL, NULL);

  setting = crm_store_setting_new (name, value);
  if (crm_store_setting_makes_keys (name))
    return run_long (self, crm_store_work_set_setting, setting, crm_store_setting_free);
  return run_on_writer (self, CRM_WORK_INTERACTIVE, crm_store_work_set_setting, setting, crm_store_setting_free);
}

DexFuture *
crm_store_renew_node (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return run_on_writer (self, CRM_WORK_INTERACTIVE, crm_store_work_renew_node, NULL, NULL);
}

DexFuture *
crm_store_check (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  return run_long (self, crm_store_work_check, crm_store_check_new (), crm_store_check_free);
}

DexFuture *
crm_store_check_files (CrmStore *self, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (cancellable == NULL)
    cancellable = self->closing;
  return crm_worker_run (self->keeper, CRM_WORK_BACKGROUND, cancellable, crm_store_upkeep_check_files, g_object_ref (cancellable), g_object_unref);
}

DexFuture *
crm_store_back_up (CrmStore *self, const char *path)
{
  g_return_val_if_fail (CRM_IS_STORE (self) && path != NULL, NULL);

  return crm_worker_run (self->keeper, CRM_WORK_BACKGROUND, NULL, crm_store_upkeep_copy, crm_copying_new (path, NULL, NULL, NULL), crm_copying_free);
}

DexFuture *
crm_store_back_up_before (CrmStore *self, const char *reason, DexFuture **copied)
{
  DexPromise *begun = dex_promise_new ();

  g_return_val_if_fail (CRM_IS_STORE (self) && reason != NULL && copied != NULL, NULL);

  *copied = crm_worker_run (self->keeper, CRM_WORK_BACKGROUND, NULL, crm_store_upkeep_copy, crm_copying_new (NULL, reason, NULL, begun), crm_copying_free);
  return DEX_FUTURE (begun);
}
