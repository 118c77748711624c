/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads on which exchanges do their steps: several that read, one that writes, one for passwords. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-crew.h"

#include "server/crm-server-database.h"

/* More sign-ins than this waiting would wait longer than anybody stays. */
#define HASH_QUEUE_MAX 8
/* A commit holds back the answers of all that it is for. */
#define GROUP_MAX 32

typedef struct _Line Line;

typedef gboolean (*LineWork) (CrmServerCrew *self, CrmServerStorage *storage, CrmServerExchange *first, GAsyncQueue *queue);

/* A queue and its threads. */
struct _Line
{
  CrmServerCrew *crew;
  const char *name;
  GAsyncQueue *queue;
  GPtrArray *threads;
  gboolean has_storage;
  gboolean writes;
  LineWork work;
};

struct _CrmServerCrew
{
  char *database;
  guint64 tag;
  GMainContext *context;
  CrmServerCrewDone done;
  gpointer data;
  Line reading;
  Line hashing;
  Line writing;

  /* any thread */
  int n_hashing;
  GAsyncQueue *finished; /* CrmServerExchange */
  int end;               /* what a queue gives a thread that is to end: its address */
  guint64 n_commits;
  guint64 n_writes;

  /* under the mutex: what calls done, and the start's outcome */
  GMutex mutex;
  GCond cond;
  GSource *source;
  guint n_started;
  GError *error;
};

/* ── going on ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_finished (gpointer data)
{
  CrmServerCrew *self = data;
  CrmServerExchange *exchange;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->mutex);
  while ((exchange = g_async_queue_try_pop (self->finished)) != NULL)
    self->done (exchange, self->data);
  return G_SOURCE_REMOVE;
}

static void
finish (CrmServerCrew *self, CrmServerExchange *exchange)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_async_queue_push (self->finished, exchange);
  if (self->source != NULL)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, on_finished, self, NULL);
  g_source_attach (self->source, self->context);
}

static void
refuse (CrmServerExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  crm_server_refuse (&error, CRM_SERVER_REFUSAL_UNABLE);
  crm_server_exchange_fail (exchange, error);
}

static void
hand_on (CrmServerCrew *self, CrmServerExchange *exchange)
{
  switch (exchange->stage)
    {
    case CRM_SERVER_STAGE_READ:
      g_async_queue_push (self->reading.queue, exchange);
      break;
    case CRM_SERVER_STAGE_HASH:
      if (g_atomic_int_add (&self->n_hashing, 1) < HASH_QUEUE_MAX)
        {
          g_async_queue_push (self->hashing.queue, exchange);
          break;
        }
      g_atomic_int_add (&self->n_hashing, -1);
      refuse (exchange);
      finish (self, exchange);
      break;
    case CRM_SERVER_STAGE_WRITE:
      g_async_queue_push (self->writing.queue, exchange);
      break;
    case CRM_SERVER_STAGE_DONE:
    default:
      finish (self, exchange);
    }
}

void
crm_server_crew_take (CrmServerCrew *self, CrmServerExchange *exchange)
{
  hand_on (self, exchange);
}

/* ── the work of each kind of thread ──────────────────────────────────────────────────────── */

static gboolean
work_reading (CrmServerCrew *self, CrmServerStorage *storage, CrmServerExchange *first, GAsyncQueue *queue)
{
  crm_server_exchange_step (first, storage);
  if (first->stage == CRM_SERVER_STAGE_DONE)
    crm_server_exchange_pack (first);
  hand_on (self, first);
  return TRUE;
}

static gboolean
work_hashing (CrmServerCrew *self, CrmServerStorage *storage, CrmServerExchange *first, GAsyncQueue *queue)
{
  crm_server_exchange_step (first, NULL);
  g_atomic_int_add (&self->n_hashing, -1);
  hand_on (self, first);
  return TRUE;
}

static void
fail_all (GPtrArray *group, const GError *error)
{
  for (guint i = 0; i < group->len; i++)
    crm_server_exchange_fail (group->pdata[i], error);
}

/* Nobody is told that anything was stored before all of it is on the disk. Returns FALSE when the thread is to end. */
static gboolean
work_writing (CrmServerCrew *self, CrmServerStorage *storage, CrmServerExchange *first, GAsyncQueue *queue)
{
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean goes_on = TRUE;
  gboolean begun = crm_server_storage_begin_group (storage, &error);

  for (gpointer item = first; item != NULL && goes_on; item = group->len < GROUP_MAX ? g_async_queue_try_pop (queue) : NULL)
    {
      goes_on = item != &self->end;
      if (!goes_on)
        break;
      g_ptr_array_add (group, item);
      if (begun)
        crm_server_exchange_step (item, storage);
    }
  if (!begun || !crm_server_storage_end_group (storage, &error))
    fail_all (group, error);
  __atomic_add_fetch (&self->n_commits, 1, __ATOMIC_RELAXED);
  __atomic_add_fetch (&self->n_writes, group->len, __ATOMIC_RELAXED);
  for (guint i = 0; i < group->len; i++)
    hand_on (self, group->pdata[i]);
  return goes_on;
}

/* ── threads ──────────────────────────────────────────────────────────────────────────────── */

static void
report_start (CrmServerCrew *self, GError *error)
{
  g_mutex_lock (&self->mutex);
  self->n_started++;
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gpointer
run_thread (gpointer data)
{
  Line *line = data;
  CrmServerCrew *self = line->crew;
  GError *error = NULL;
  g_autoptr (CrmServerStorage) storage = NULL;
  gboolean goes_on;

  if (line->has_storage)
    storage = crm_server_database_open (self->database, self->tag, line->writes, &error);
  goes_on = error == NULL;
  report_start (self, error);
  while (goes_on)
    {
      gpointer item = g_async_queue_pop (line->queue);

      goes_on = item != &self->end && line->work (self, storage, item, line->queue);
    }
  return NULL;
}

static void
open_line (CrmServerCrew *self, Line *line, const char *name, LineWork work, gboolean has_storage, gboolean writes, guint n_threads)
{
  *line = (Line){ self, name, g_async_queue_new (), g_ptr_array_new (), has_storage, writes, work };
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (line->threads, g_thread_new (name, run_thread, line));
}

static void
wait_for_start (CrmServerCrew *self, guint n)
{
  g_mutex_lock (&self->mutex);
  while (self->n_started < n)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
close_line (Line *line)
{
  if (line->queue == NULL)
    return;
  for (guint i = 0; i < line->threads->len; i++)
    g_async_queue_push (line->queue, &line->crew->end);
  for (guint i = 0; i < line->threads->len; i++)
    g_thread_join (line->threads->pdata[i]);
  g_ptr_array_unref (line->threads);
  for (gpointer rest; (rest = g_async_queue_try_pop (line->queue)) != NULL;)
    if (rest != &line->crew->end)
      crm_server_exchange_free (rest);
  g_async_queue_unref (line->queue);
}

/* The writer comes first: it is the one that makes the file. */
CrmServerCrew *
crm_server_crew_new (const char *database, guint64 tag, guint n_readers, GMainContext *context, CrmServerCrewDone done, gpointer data, GError **error)
{
  g_autoptr (CrmServerCrew) self = g_new0 (CrmServerCrew, 1);

  self->database = g_strdup (database);
  self->tag = tag;
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  self->done = done;
  self->data = data;
  self->finished = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  open_line (self, &self->writing, "crm-writer", work_writing, TRUE, TRUE, 1);
  wait_for_start (self, 1);
  if (self->error == NULL)
    {
      open_line (self, &self->hashing, "crm-hasher", work_hashing, FALSE, FALSE, 1);
      open_line (self, &self->reading, "crm-reader", work_reading, TRUE, FALSE, n_readers);
      wait_for_start (self, n_readers + 2);
    }
  if (self->error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

/* In this order, for what is read may still have to be hashed or written. */
void
crm_server_crew_free (CrmServerCrew *self)
{
  close_line (&self->reading);
  close_line (&self->hashing);
  close_line (&self->writing);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  for (gpointer rest; (rest = g_async_queue_try_pop (self->finished)) != NULL;)
    crm_server_exchange_free (rest);
  g_async_queue_unref (self->finished);
  g_main_context_unref (self->context);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->database);
  g_free (self);
}

void
crm_server_crew_get_counts (CrmServerCrew *self, guint64 *commits, guint64 *writes)
{
  *commits = __atomic_load_n (&self->n_commits, __ATOMIC_RELAXED);
  *writes = __atomic_load_n (&self->n_writes, __ATOMIC_RELAXED);
}
