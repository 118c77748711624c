/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that owns one connection and does work on it in order of urgency. */

#define G_LOG_DOMAIN "crm-worker"

#include "config.h"

#include "core/store/crm-worker.h"

#include <glib/gi18n-lib.h>

struct _CrmWorker
{
  GThread *thread;
  GAsyncQueue *queue;
  CrmWorkerStart start;
  gpointer start_data;
  GDestroyNotify stop;
  guint64 next;   /* atomic: order of arrival within an urgency */
  guint n_urgent; /* atomic: interactive work in the queue */

  /* the start's outcome */
  GMutex mutex;
  GCond started_cond;
  gboolean started;
  GError *error;
};

typedef struct
{
  CrmWorkUrgency urgency;
  guint64 order;
  CrmWorkFunc func; /* NULL ends the thread */
  gpointer data;
  GDestroyNotify destroy;
  GCancellable *cancellable;
  GMainContext *context;
  DexPromise *promise;
} Work;

static void
work_free (Work *work)
{
  if (work->destroy != NULL)
    work->destroy (work->data);
  g_clear_object (&work->cancellable);
  g_clear_pointer (&work->context, g_main_context_unref);
  dex_clear (&work->promise);
  g_free (work);
}

/* ── settling ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DexPromise *promise;
  GValue value;
  GError *error;
} Settlement;

static gboolean
on_settle (gpointer data)
{
  Settlement *settlement = data;

  if (settlement->error != NULL)
    dex_promise_reject (settlement->promise, g_steal_pointer (&settlement->error));
  else
    dex_promise_resolve (settlement->promise, &settlement->value);
  return G_SOURCE_REMOVE;
}

static void
settlement_free (gpointer data)
{
  Settlement *settlement = data;

  dex_unref (settlement->promise);
  g_clear_error (&settlement->error);
  if (G_IS_VALUE (&settlement->value))
    g_value_unset (&settlement->value);
  g_free (settlement);
}

void
crm_worker_settle (GMainContext *context, DexPromise *promise, GValue *value, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Settlement *settlement = g_new0 (Settlement, 1);

  settlement->promise = promise;
  settlement->error = error;
  settlement->value = *value;
  *value = (GValue)G_VALUE_INIT;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_settle, settlement, settlement_free);
  g_source_attach (source, context);
}

/* ── work ─────────────────────────────────────────────────────────────────────────────────── */

static int
compare_work (gconstpointer a, gconstpointer b, gpointer data)
{
  const Work *x = a, *y = b;

  if (x->urgency != y->urgency)
    return x->urgency < y->urgency ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static void
push (CrmWorker *self, Work *work)
{
  work->order = __atomic_fetch_add (&self->next, 1, __ATOMIC_RELAXED);
  if (work->urgency == CRM_WORK_INTERACTIVE)
    __atomic_fetch_add (&self->n_urgent, 1, __ATOMIC_RELAXED);
  g_async_queue_push_sorted (self->queue, work, compare_work, NULL);
}

static void
do_work (CrmWorker *self, gpointer state, Work *work)
{
  g_auto (GValue) result = G_VALUE_INIT;
  GError *error = NULL;
  CrmWorkStep step;

  if (work->cancellable != NULL && g_cancellable_set_error_if_cancelled (work->cancellable, &error))
    step = CRM_WORK_FAILED;
  else
    step = work->func (state, work->data, &result, &error);
  if (step == CRM_WORK_AGAIN)
    {
      push (self, work);
      return;
    }
  g_assert ((step == CRM_WORK_FAILED) == (error != NULL));
  if (!G_IS_VALUE (&result))
    g_value_init (&result, G_TYPE_BOOLEAN);
  crm_worker_settle (work->context, g_steal_pointer (&work->promise), &result, error);
  work_free (work);
}

static gpointer
run_thread (gpointer data)
{
  CrmWorker *self = data;
  GError *error = NULL;
  gpointer state = self->start (self->start_data, &error);

  g_mutex_lock (&self->mutex);
  self->started = TRUE;
  self->error = error;
  g_cond_signal (&self->started_cond);
  g_mutex_unlock (&self->mutex);
  if (state == NULL)
    return NULL;
  for (;;)
    {
      Work *work = g_async_queue_pop (self->queue);

      if (work->urgency == CRM_WORK_INTERACTIVE)
        __atomic_fetch_sub (&self->n_urgent, 1, __ATOMIC_RELAXED);
      if (work->func == NULL)
        {
          work_free (work);
          break;
        }
      do_work (self, state, work);
    }
  self->stop (state);
  return NULL;
}

CrmWorker *
crm_worker_new (const char *name, CrmWorkerStart start, gpointer data, GDestroyNotify stop, GError **error)
{
  CrmWorker *self = g_new0 (CrmWorker, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->started_cond);
  self->queue = g_async_queue_new ();
  self->start = start;
  self->start_data = data;
  self->stop = stop;
  self->thread = g_thread_new (name, run_thread, self);
  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->started_cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      crm_worker_free (self);
      return NULL;
    }
  return self;
}

void
crm_worker_free (CrmWorker *self)
{
  Work *last = g_new0 (Work, 1);

  last->urgency = CRM_WORK_BACKGROUND + 1;
  push (self, last);
  g_thread_join (self->thread);
  for (Work *rest; (rest = g_async_queue_try_pop (self->queue)) != NULL;)
    work_free (rest);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->started_cond);
  g_free (self);
}

gboolean
crm_worker_is_awaited (CrmWorker *self)
{
  return __atomic_load_n (&self->n_urgent, __ATOMIC_RELAXED) > 0;
}

DexFuture *
crm_worker_run (CrmWorker *self, CrmWorkUrgency urgency, GCancellable *cancellable, CrmWorkFunc func, gpointer data, GDestroyNotify destroy)
{
  Work *work = g_new0 (Work, 1);
  DexPromise *promise = dex_promise_new ();

  work->urgency = urgency;
  work->func = func;
  work->data = data;
  work->destroy = destroy;
  work->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  work->context = g_main_context_ref_thread_default ();
  work->promise = dex_ref (promise);
  push (self, work);
  return DEX_FUTURE (promise);
}
