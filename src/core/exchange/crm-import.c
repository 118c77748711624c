/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports files of customers, deals or answers into a store: rehearsed, run, cancelled. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-import.h"

#include "core/exchange/crm-answers-import.h"
#include "core/exchange/crm-deal-feed.h"
#include "core/exchange/crm-deal-plan.h"
#include "core/exchange/crm-import-custom.h"
#include "core/exchange/crm-import-feed.h"
#include "core/exchange/crm-import-plan.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_CALLING_CODE "86"

/* How long the writer waits for rows before it lets other edits in. */
#define WAIT_US 20000

/* What the threads share with the import: they never hold the store, whose end waits for theirs. */
typedef struct
{
  GPtrArray *sources;
  GCancellable *cancellable;
  CrmClock *clock;
  gboolean of_deals;
  guint n_done;         /* atomic */
  gboolean running;     /* on the main context only */
  GError *backup_error; /* on the main context only */
} Common;

struct _CrmImport
{
  GObject parent_instance;

  CrmStore *store;
  Common *common;
  CrmAnswersImport *answers; /* (nullable): of what the files hold */
  guint64 n_rows;
};

G_DEFINE_FINAL_TYPE (CrmImport, crm_import, G_TYPE_OBJECT)

static void
common_clear (gpointer data)
{
  Common *common = data;

  g_ptr_array_unref (common->sources);
  g_object_unref (common->cancellable);
  g_object_unref (common->clock);
  g_clear_error (&common->backup_error);
}

static void
common_unref (Common *common)
{
  g_atomic_rc_box_release_full (common, common_clear);
}

static void
crm_import_finalize (GObject *object)
{
  CrmImport *self = CRM_IMPORT (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->common, common_unref);
  g_clear_pointer (&self->answers, crm_answers_import_unref);

  G_OBJECT_CLASS (crm_import_parent_class)->finalize (object);
}

static void
crm_import_class_init (CrmImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_import_finalize;
}

static void
crm_import_init (CrmImport *self)
{
}

CrmImport *
crm_import_new (CrmStore *store, GPtrArray *sources)
{
  CrmImport *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && sources != NULL, NULL);

  self = g_object_new (CRM_TYPE_IMPORT, NULL);
  self->store = g_object_ref (store);
  self->common = g_atomic_rc_box_new0 (Common);
  self->common->sources = g_ptr_array_ref (sources);
  self->common->cancellable = g_cancellable_new ();
  self->common->clock = g_object_ref (crm_store_get_clock (store));
  for (guint i = 0; i < sources->len; i++)
    self->n_rows += ((const CrmImportSource *)sources->pdata[i])->n_rows;
  return self;
}

CrmImport *
crm_import_new_of_deals (CrmStore *store, GPtrArray *sources)
{
  CrmImport *self = crm_import_new (store, sources);

  if (self != NULL)
    self->common->of_deals = TRUE;
  return self;
}

CrmImport *
crm_import_new_of_answers (CrmStore *store, CrmSurveyForm *form, GPtrArray *sources)
{
  CrmImport *self = crm_import_new (store, sources);

  if (self != NULL)
    self->answers = crm_answers_import_new (form, sources);
  return self;
}

GPtrArray *
crm_import_get_sources (CrmImport *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT (self), NULL);

  return self->common->sources;
}

void
crm_import_cancel (CrmImport *self)
{
  g_return_if_fail (CRM_IS_IMPORT (self));

  g_cancellable_cancel (self->common->cancellable);
}

void
crm_import_get_progress (CrmImport *self, guint64 *n_done, guint64 *n_rows)
{
  g_return_if_fail (CRM_IS_IMPORT (self));

  *n_done = __atomic_load_n (self->answers != NULL ? &self->answers->n_done : &self->common->n_done, __ATOMIC_RELAXED);
  *n_rows = self->n_rows;
}

/* ── the work, on the thread of a connection ── */

typedef struct
{
  Common *common;
  CrmImportFeed *feed; /* once begun */
  CrmImportPlan *plan;
  CrmDealFeed *deal_feed; /* the same of deals */
  CrmDealPlan *deal_plan;
  gboolean rehearsal;
  gboolean han_first;
} Work;

static Work *
work_new (Common *common, gboolean rehearsal)
{
  Work *work = g_atomic_rc_box_new0 (Work);

  work->common = g_atomic_rc_box_acquire (common);
  work->rehearsal = rehearsal;
  return work;
}

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->feed, crm_import_feed_free);
  g_clear_pointer (&work->plan, crm_import_plan_free);
  g_clear_pointer (&work->deal_feed, crm_deal_feed_free);
  g_clear_pointer (&work->deal_plan, crm_deal_plan_free);
  common_unref (work->common);
}

static void
work_unref (gpointer work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

static int
get_this_year (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_get_year (local);
}

static gboolean
begin (Work *work, CrmConnection *connection, GError **error)
{
  Common *common = work->common;
  GTimeZone *zone = crm_clock_get_zone (common->clock);
  gint64 now = crm_clock_now (common->clock);
  g_autofree char *currency = NULL, *calling_code = NULL, *han_first = NULL;
  g_autoptr (GPtrArray) custom_fields = crm_import_custom_fields_read (connection, common->sources, error);
  CrmImportSettings settings = { .custom_fields = custom_fields, .zone = zone, .this_year = get_this_year (now, zone) };
  GError *local_error = NULL;

  if (custom_fields == NULL)
    return FALSE;
  currency = crm_connection_dup_setting (connection, "currency", &local_error);
  if (local_error == NULL)
    calling_code = crm_connection_dup_setting (connection, "calling-code", &local_error);
  if (local_error == NULL)
    han_first = crm_connection_dup_setting (connection, "han-first", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  settings.currency = currency;
  settings.calling_code = calling_code != NULL ? calling_code : DEFAULT_CALLING_CODE;
  settings.han_first = han_first != NULL;
  work->han_first = settings.han_first;
  if (common->of_deals)
    {
      work->deal_feed = crm_deal_feed_new (common->sources, &settings, common->cancellable, &common->n_done);
      return TRUE;
    }
  work->plan = crm_import_plan_new (common->sources, custom_fields, now, zone, work->rehearsal);
  work->feed = crm_import_feed_new (common->sources, &settings, common->cancellable);
  return TRUE;
}

static gboolean
plan_drafts (Work *work, CrmEdit *edit, GPtrArray *drafts, GError **error)
{
  for (guint i = 0; i < drafts->len; i++)
    if (!crm_import_plan_add (work->plan, edit, drafts->pdata[i], error))
      return FALSE;
  __atomic_fetch_add (&work->common->n_done, drafts->len, __ATOMIC_RELAXED);
  return TRUE;
}

/* A deal's rows may stand anywhere in its file, so all are read before the first deal is planned. */
static int
pull_deals (Work *work, CrmConnection *connection, CrmEdit *edit, GError **error)
{
  CrmClock *clock = work->common->clock;
  CrmDealTable *table;
  int more;

  if (work->deal_plan == NULL)
    {
      more = crm_deal_feed_wait (work->deal_feed, WAIT_US, &table, error);
      if (more != 0)
        return more;
      work->deal_plan = crm_deal_plan_new (table, crm_clock_now (clock), crm_clock_get_zone (clock), work->han_first);
    }
  return crm_deal_plan_pull (work->deal_plan, connection, edit, error);
}

/* The next rows become changes of @edit. */
static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) drafts = NULL;
  int more;

  if (g_cancellable_set_error_if_cancelled (work->common->cancellable, error))
    return -1;
  if (work->plan == NULL && work->deal_feed == NULL && !begin (work, connection, error))
    return -1;
  if (work->deal_feed != NULL)
    return pull_deals (work, connection, edit, error);
  more = crm_import_feed_next (work->feed, WAIT_US, &drafts, error);
  if (more < 0 || (drafts == NULL && more > 0))
    return more;
  if (!crm_import_plan_begin (work->plan, connection, error))
    return -1;
  if (drafts == NULL)
    return crm_import_plan_finish (work->plan, edit, error) ? 0 : -1;
  return plan_drafts (work, edit, drafts, error) ? 1 : -1;
}

static CrmImportReport *
get_report (const Work *work)
{
  return work->deal_plan != NULL ? crm_deal_plan_get_report (work->deal_plan) : crm_import_plan_get_report (work->plan);
}

static gboolean
rehearse (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Work *work = data;
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_IMPORT);
  int more;

  do
    {
      more = pull (connection, edit, work, error);
      crm_edit_clear_changes (edit);
    }
  while (more > 0);
  if (more < 0)
    return FALSE;
  g_value_init (result, CRM_TYPE_IMPORT_REPORT);
  g_value_set_boxed (result, get_report (work));
  return TRUE;
}

static void
start (CrmImport *self)
{
  g_cancellable_reset (self->common->cancellable);
  g_clear_error (&self->common->backup_error);
  __atomic_store_n (&self->common->n_done, 0, __ATOMIC_RELAXED);
}

DexFuture *
crm_import_rehearse (CrmImport *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT (self), NULL);

  start (self);
  if (self->answers != NULL)
    return crm_answers_import_preview (self->answers, self->store, self->common->cancellable);
  return crm_store_read (self->store, self->common->cancellable, rehearse, work_new (self->common, TRUE), work_unref);
}

static char *
make_title (CrmImport *self)
{
  GPtrArray *sources = self->common->sources;
  const CrmImportSource *first = sources->pdata[0];

  if (sources->len == 1)
    /* Translators: what Undo would take back; %s is a file. */
    return g_strdup_printf (_ ("Import “%s”"), first->name);
  return g_strdup_printf (ngettext ("Import %u file", "Import %u files", sources->len), sources->len);
}

/* The plan's report, with the number of the edit. */
static DexFuture *
on_applied (DexFuture *applied, gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (applied, &error);
  const CrmEditResult *result;
  CrmImportReport *report;

  work->common->running = FALSE;
  if (value == NULL)
    return dex_future_new_for_error (work->common->backup_error != NULL ? g_error_copy (work->common->backup_error) : g_steal_pointer (&error));
  result = g_value_get_boxed (value);
  report = crm_import_report_ref (get_report (work));
  report->edit = result->number;
  report->edit_id = result->id;
  return dex_future_new_take_boxed (CRM_TYPE_IMPORT_REPORT, report);
}

/* The same of answers, which bring their own report. */
static DexFuture *
on_answers_applied (DexFuture *applied, gpointer data)
{
  Common *common = data;

  common->running = FALSE;
  if (dex_future_get_value (applied, NULL) == NULL && common->backup_error != NULL)
    return dex_future_new_for_error (g_error_copy (common->backup_error));
  return dex_ref (applied);
}

static DexFuture *
apply_answers (CrmImport *self)
{
  return dex_future_finally (crm_answers_import_run (self->answers, self->store, self->common->cancellable), on_answers_applied, g_atomic_rc_box_acquire (self->common),
                             (GDestroyNotify)common_unref);
}

static DexFuture *
apply (CrmImport *self)
{
  g_autofree char *title = make_title (self);
  Work *work = work_new (self->common, FALSE);
  g_autoptr (CrmEdit) edit = crm_edit_new_stream (title, CRM_EDIT_ORIGIN_IMPORT, pull, g_atomic_rc_box_acquire (work), work_unref);

  return dex_future_finally (crm_store_apply (self->store, edit, self->common->cancellable), on_applied, work, work_unref);
}

static DexFuture *
on_not_copied (DexFuture *copied, gpointer data)
{
  Common *common = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (copied, &error);
  /* While the rows go in, whoever started the import is told; later there is nobody. */
  if (!common->running)
    g_message ("The backup before an import was not made: %s", error->message);
  g_clear_error (&common->backup_error);
  common->backup_error = g_steal_pointer (&error);
  g_cancellable_cancel (common->cancellable);
  return dex_ref (copied);
}

static DexFuture *
on_begun (DexFuture *begun, gpointer data)
{
  CrmImport *self = data;

  return self->answers != NULL ? apply_answers (self) : apply (self);
}

/* The rows go in while the state before them is being copied; if that fails they are taken back. */
DexFuture *
crm_import_run (CrmImport *self)
{
  DexFuture *begun, *copied;

  g_return_val_if_fail (CRM_IS_IMPORT (self), NULL);

  start (self);
  self->common->running = TRUE;
  begun = crm_store_back_up_before (self->store, "import", &copied);
  dex_future_disown (dex_future_catch (copied, on_not_copied, g_atomic_rc_box_acquire (self->common), (GDestroyNotify)common_unref));
  return dex_future_then (begun, on_begun, g_object_ref (self), g_object_unref);
}
