/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store's threads do: the writer's steps and the readers'. Private to core/store. */

#pragma once

#include "core/store/crm-store.h"
#include "core/store/crm-worker.h"
#include "core/store/crm-writer.h"

G_BEGIN_DECLS

/**
 * CrmStoreLink:
 *
 * Leads from a thread to its store, weakly, and is followed on the main context only: a thread that held the store for a
 * moment might be the last to let go of it, and would have to wait for its own end.
 */
typedef struct
{
  GWeakRef store;
} CrmStoreLink;

CrmStoreLink *crm_store_link_new (CrmStore *store);
CrmStoreLink *crm_store_link_ref (CrmStoreLink *link);
void crm_store_link_unref (CrmStoreLink *link);

/**
 * CrmStoreThread:
 * @link: to the store, which is told of changes
 * @context: where the store's signals are emitted
 * @owns_lock: whether this process checkpoints
 * @writer: on the writer's thread only
 * @last_backup: on the keeper's thread only: when the last hourly backup was begun, microseconds UTC; 0 for not known
 * @backed_up_edit: on the keeper's thread only: the last edit that an hourly backup need not care for
 * @rebuilt: on the writer's thread, and where the store starts it: which part of what was to be derived anew is
 * @worker: borrowed; of the writer's and the keeper's thread: the writer's, whose queue tells that somebody waits
 *
 * The state of a store's thread.
 */
typedef struct
{
  char *path;
  CrmClock *clock;
  CrmStoreLink *link;
  GMainContext *context;
  CrmConnection *connection;
  CrmWriter *writer;
  CrmWorker *worker;
  gboolean owns_lock;
  gint64 data_version;
  gint64 last_backup;
  gint64 backed_up_edit;
  double rebuilt;
} CrmStoreThread;

/* Starts and ends; the start functions take a CrmStoreThread that is not running yet. */
gpointer crm_store_thread_start_writer (gpointer data, GError **error);
gpointer crm_store_thread_start_reader (gpointer data, GError **error);
gpointer crm_store_thread_start_keeper (gpointer data, GError **error);
void crm_store_thread_stop (gpointer data);

/* Work: each takes the data named. */
typedef struct
{
  CrmWrite write;
  GCancellable *cancellable;
  CrmProgressFunc progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;

  /* for taking back and bringing back */
  enum
  {
    CRM_STORE_JOB_APPLY,
    CRM_STORE_JOB_UNDO,
    CRM_STORE_JOB_REDO,
  } type;
  CrmId target; /* nil: the latest */
} CrmStoreJob;

CrmStoreJob *crm_store_job_new (CrmEdit *edit, GCancellable *cancellable);
void crm_store_job_free (gpointer job);

CrmWorkStep crm_store_work_apply (gpointer state, gpointer job, GValue *result, GError **error);
typedef struct
{
  char *name;
  char *value;
  gboolean marked; /* it is set, and what depends on it is to be derived anew */
  CrmRebuild rebuild;
} CrmStoreSetting;

CrmStoreSetting *crm_store_setting_new (const char *name, const char *value);
void crm_store_setting_free (gpointer setting);

/* Whether keys depend on the setting, so that setting it is long work. */
gboolean crm_store_setting_makes_keys (const char *name);

typedef struct
{
  GStrvBuilder *problems;
  gboolean marked;
  CrmRebuild rebuild;
} CrmStoreCheck;

CrmStoreCheck *crm_store_check_new (void);
void crm_store_check_free (gpointer check);

CrmWorkStep crm_store_work_set_setting (gpointer state, gpointer setting, GValue *result, GError **error);
CrmWorkStep crm_store_work_renew_node (gpointer state, gpointer unused, GValue *result, GError **error);
CrmWorkStep crm_store_work_check (gpointer state, gpointer check, GValue *result, GError **error);

/* Goes on deriving anew what is marked. */
CrmWorkStep crm_store_work_rebuild (gpointer state, gpointer unused, GValue *result, GError **error);

/* Tells the store what Undo would take back; and what is done every second. */
CrmWorkStep crm_store_work_greet (gpointer state, gpointer unused, GValue *result, GError **error);
CrmWorkStep crm_store_work_tick (gpointer state, gpointer unused, GValue *result, GError **error);

/* On the main context: what the store does when its threads report. */
void crm_store_announce (CrmStore *self, CrmChangeSet *changes, const char *undo_title, const char *redo_title);
void crm_store_announce_rebuild (CrmStore *self, double fraction);
void crm_store_announce_damage (CrmStore *self, const char *message);

G_END_DECLS
