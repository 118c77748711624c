/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads for a widget on another thread, one thing at a time: what was asked for last is what counts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-latest-read.h"

struct _CrmLatestRead
{
  GObject *owner; /* borrowed */
  const CrmLatestReadSteps *steps;
  CrmStore *store;
  GCancellable *cancellable; /* of what is under way */
  guint idle;
};

/* One task, on its way to the reader's thread and back. */
typedef struct
{
  const CrmLatestReadSteps *steps;
  gpointer task;
  GCancellable *cancellable;
  GWeakRef owner;
} Job;

static gpointer
job_ref (gpointer job)
{
  return g_atomic_rc_box_acquire (job);
}

static void
job_clear (gpointer data)
{
  Job *job = data;

  job->steps->free (job->task);
  g_object_unref (job->cancellable);
  g_weak_ref_clear (&job->owner);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  g_value_init (result, G_TYPE_BOOLEAN);
  return job->steps->work (connection, job->task, error);
}

static DexFuture *
on_worked (DexFuture *future, gpointer data)
{
  Job *job = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);
  g_autoptr (GError) error = NULL;

  if (owner == NULL || g_cancellable_is_cancelled (job->cancellable))
    return NULL;
  if (dex_future_get_value (future, &error) != NULL)
    job->steps->take (owner, job->task);
  else
    job->steps->fail (owner, error);
  return NULL;
}

static void
give_up (CrmLatestRead *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
on_idle (gpointer data)
{
  CrmLatestRead *self = data;
  Job *job = g_atomic_rc_box_new0 (Job);

  self->idle = 0;
  give_up (self);
  self->cancellable = g_cancellable_new ();
  job->steps = self->steps;
  job->task = self->steps->make (self->owner);
  job->cancellable = g_object_ref (self->cancellable);
  g_weak_ref_init (&job->owner, self->owner);
  dex_future_disown (dex_future_finally (crm_store_read (self->store, self->cancellable, work, job_ref (job), job_unref), on_worked, job, job_unref));
  return G_SOURCE_REMOVE;
}

CrmLatestRead *
crm_latest_read_new (GObject *owner, const CrmLatestReadSteps *steps)
{
  CrmLatestRead *self;

  g_return_val_if_fail (G_IS_OBJECT (owner) && steps != NULL, NULL);

  self = g_new0 (CrmLatestRead, 1);
  self->owner = owner;
  self->steps = steps;
  return self;
}

void
crm_latest_read_free (CrmLatestRead *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->idle, g_source_remove);
  give_up (self);
  g_clear_object (&self->store);
  g_free (self);
}

void
crm_latest_read_ask (CrmLatestRead *self, CrmStore *store)
{
  g_return_if_fail (self != NULL && CRM_IS_STORE (store));

  g_set_object (&self->store, store);
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}
