/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that owns one connection and does work on it in order of urgency. */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

typedef struct _CrmWorker CrmWorker;

typedef enum
{
  CRM_WORK_INTERACTIVE,
  CRM_WORK_BACKGROUND,
} CrmWorkUrgency;

typedef enum
{
  CRM_WORK_DONE,
  CRM_WORK_AGAIN,
  CRM_WORK_FAILED,
} CrmWorkStep;

/**
 * CrmWorkFunc:
 * @state: the worker's own state, such as its connection
 * @data: as given
 * @result: an unset #GValue to initialise and set on %CRM_WORK_DONE
 * @error: to set on %CRM_WORK_FAILED
 *
 * One step of work, on the worker's thread. After %CRM_WORK_AGAIN more urgent work goes first, then it is called again.
 */
typedef CrmWorkStep (*CrmWorkFunc) (gpointer state, gpointer data, GValue *result, GError **error);

/* Makes the state on the thread; fails the worker's start when it returns NULL. */
typedef gpointer (*CrmWorkerStart) (gpointer data, GError **error);

/**
 * crm_worker_new:
 * @name: the thread's name
 * @start: makes the state; called on the thread with @data
 * @stop: frees the state, on the thread
 *
 * Blocks until the state is made.
 *
 * Returns: (transfer full): a worker, or %NULL with @start's error.
 */
CrmWorker *crm_worker_new (const char *name, CrmWorkerStart start, gpointer data, GDestroyNotify stop, GError **error);

/* Finishes the work under way and in the queue, then ends the thread. */
void crm_worker_free (CrmWorker *self);

/* Whether interactive work waits: on the worker's thread, for background work that could go on for a while. */
gboolean crm_worker_is_awaited (CrmWorker *self);

/**
 * crm_worker_run:
 * @cancellable: (nullable): work not begun when it is cancelled fails with %G_IO_ERROR_CANCELLED
 * @destroy: frees @data, on the worker's thread
 *
 * Returns: (transfer full): a #DexFuture of @func's result, settled on the thread-default main context of the caller.
 *   Dropping it does not cancel the work.
 */
DexFuture *crm_worker_run (CrmWorker *self, CrmWorkUrgency urgency, GCancellable *cancellable, CrmWorkFunc func, gpointer data, GDestroyNotify destroy);

/**
 * crm_worker_settle:
 * @context: where the promise was made
 * @promise: (transfer full): what to resolve or reject
 * @value: (inout): the result; taken
 * @error: (transfer full) (nullable): why there is none
 *
 * Settles a promise from another thread, on @context. What waits for it, and the data it holds, pages and the store
 * itself among it, is then let go of there. A promise resolved on this thread may have its waiting future's last
 * reference dropped here.
 */
void crm_worker_settle (GMainContext *context, DexPromise *promise, GValue *value, GError *error);

G_END_DECLS
