/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view of figures: reads the deals of the scope on another thread, computes there, and shows the answer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-report.h"

#include "app/deals/crm-deals-empty.h"
#include "app/reports/crm-report-export.h"
#include "app/reports/crm-report-layout.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>

typedef struct
{
  CrmReportLayout *layout; /* borrowed: the only child */
  CrmDealsEmpty *empty;

  CrmDealReading *reading;
  gpointer figures;
  GCancellable *cancellable; /* of the reading under way */
  guint refresh;             /* idle source */

  /* What has changed since the reading, to read no more than that again. */
  GArray *changed;  /* of gint64: rowids of deals */
  guint64 n_taken;  /* how many of them are in the reading, and no longer in the array */
  guint64 n_wholes; /* how often something changed that asks for all to be read */
  guint64 n_wholes_taken;
} CrmDealsReportPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmDealsReport, crm_deals_report, CRM_TYPE_DEALS_VIEW)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* One reading and its figures, on their way from the reader's thread. */
typedef struct
{
  const CrmDealsReportClass *klass;
  CrmDealsRequest request;
  CrmDealReading *before; /* (nullable): to be renewed by what is in @changed */
  GArray *changed;
  guint64 n_seen; /* of the report's, when it began */
  guint64 n_wholes_seen;
  CrmDealReading *reading;
  gpointer figures;
} Task;

static Task *
task_ref (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
task_clear (gpointer data)
{
  Task *task = data;

  g_clear_pointer (&task->request.question.filter, crm_filter_unref);
  g_clear_pointer (&task->request.question.zone, g_time_zone_unref);
  if (task->figures != NULL)
    task->klass->release (task->figures);
  g_clear_pointer (&task->before, crm_deal_reading_unref);
  g_clear_pointer (&task->changed, g_array_unref);
  g_clear_pointer (&task->reading, crm_deal_reading_unref);
}

static void
task_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, task_clear);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Task *task = data;

  GError *local_error = NULL;

  if (task->before != NULL)
    task->reading = crm_deal_reading_renew (task->before, connection, task->request.question.now, task->changed, &local_error);
  if (task->reading == NULL && local_error == NULL)
    task->reading = crm_deal_reading_new (connection, &task->request.question, &local_error);
  if (task->reading == NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  task->figures = task->klass->compute (connection, &task->request, task->reading, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return task->figures != NULL;
}

typedef struct
{
  GWeakRef report;
  Task *task;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_weak_ref_clear (&waiting->report);
  task_unref (waiting->task);
  g_free (waiting);
}

static void
choose_place (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);
  CrmDealsReportClass *klass = CRM_DEALS_REPORT_GET_CLASS (self);
  CrmDealsView *view = CRM_DEALS_VIEW (self);

  if (klass->is_empty == NULL || !klass->is_empty (priv->figures))
    {
      crm_report_layout_show (priv->layout);
      return;
    }
  crm_deals_empty_set_lack (priv->empty, crm_deals_scope_is_narrowed (crm_deals_view_get_scope (view)) ? CRM_DEALS_LACK_FOUND : crm_deals_view_uses_period (view) ? CRM_DEALS_LACK_IN_PERIOD
                                                                                                                                                                  : CRM_DEALS_LACK_ALL);
  crm_report_layout_show_empty (priv->layout);
}

static void
take (CrmDealsReport *self, Task *task)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);
  CrmDealReading *reading = g_steal_pointer (&priv->reading);
  gpointer figures = g_steal_pointer (&priv->figures);

  priv->reading = g_steal_pointer (&task->reading);
  priv->figures = g_steal_pointer (&task->figures);
  priv->n_wholes_taken = task->n_wholes_seen;
  if (task->n_seen > priv->n_taken)
    {
      g_array_remove_range (priv->changed, 0, (guint)(task->n_seen - priv->n_taken));
      priv->n_taken = task->n_seen;
    }
  task->klass->show (self, priv->reading, priv->figures);
  choose_place (self);
  if (figures != NULL)
    task->klass->release (figures);
  g_clear_pointer (&reading, crm_deal_reading_unref);
}

static DexFuture *
on_worked (DexFuture *future, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (CrmDealsReport) self = g_weak_ref_get (&waiting->report);
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) != NULL)
    take (self, waiting->task);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && crm_deals_view_get_page (CRM_DEALS_VIEW (self)) != NULL)
    crm_page_fail (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), error);
  return NULL;
}

/* A condition may be about more than deals, and no longer hold for one that has not changed. */
static gboolean
can_renew (CrmDealsReportPrivate *priv, const CrmDealQuestion *question)
{
  return priv->reading != NULL && question->filter == NULL && priv->n_wholes == priv->n_wholes_taken
         && priv->reading->span.from == question->span.from && priv->reading->span.until == question->span.until;
}

static Task *
make_task (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);
  CrmDealsScope *scope = crm_deals_view_get_scope (CRM_DEALS_VIEW (self));
  CrmClock *clock = crm_context_get_clock (crm_deals_scope_get_context (scope));
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (scope);
  Task *task = g_atomic_rc_box_new0 (Task);

  task->klass = CRM_DEALS_REPORT_GET_CLASS (self);
  task->request.question.filter = crm_deals_scope_dup_conditions (scope);
  task->request.question.now = crm_clock_now (clock);
  task->request.question.zone = g_time_zone_ref (crm_clock_get_zone (clock));
  task->request.pipeline = pipeline != NULL ? pipeline->record->id : (CrmId){ 0 };
  crm_deals_scope_get_span (scope, &task->request.span, &task->request.before);
  if (task->klass->reach != NULL)
    task->klass->reach (self, &task->request);
  task->n_seen = priv->n_taken + priv->changed->len;
  task->n_wholes_seen = priv->n_wholes;
  if (can_renew (priv, &task->request.question))
    {
      task->before = crm_deal_reading_ref (priv->reading);
      task->changed = g_array_copy (priv->changed);
    }
  return task;
}

static void
read_again (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);
  CrmStore *store = crm_context_get_store (crm_deals_view_get_context (CRM_DEALS_VIEW (self)));
  Waiting *waiting = g_new0 (Waiting, 1);
  Task *task = make_task (self);

  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  g_weak_ref_init (&waiting->report, self);
  waiting->task = task_ref (task);
  dex_future_disown (dex_future_finally (crm_store_read (store, priv->cancellable, work, task, task_unref), on_worked, waiting, waiting_free));
}

static gboolean
on_idle (gpointer data)
{
  CrmDealsReport *self = data;
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  priv->refresh = 0;
  read_again (self);
  return G_SOURCE_REMOVE;
}

void
crm_deals_report_refresh (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  g_return_if_fail (CRM_IS_DEALS_REPORT (self));

  if (priv->refresh == 0)
    priv->refresh = g_idle_add (on_idle, self);
}

static void
crm_deals_report_update (CrmDealsView *view)
{
  crm_deals_report_refresh (CRM_DEALS_REPORT (view));
}

/* Remembers what a reading would have to read again. */
static void
note_changes (CrmDealsReportPrivate *priv, CrmChangeSet *changes)
{
  static const guint names = 1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_USER | 1u << CRM_KIND_EXCHANGE_RATE;

  if (changes->edit == 0 || changes->many || (changes->kinds & names) != 0 || priv->changed->len > CRM_CHANGE_SET_MAX)
    priv->n_wholes++;
  for (guint i = 0; i < changes->records->len; i++)
    {
      const CrmChangedRecord *record = &g_array_index (changes->records, CrmChangedRecord, i);

      if (record->kind == CRM_KIND_DEAL)
        g_array_append_val (priv->changed, record->rowid);
    }
}

/* What changes while another view is looked at is read when this one is looked at again. */
static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealsReport *self)
{
  static const guint always = 1u << CRM_KIND_DEAL | 1u << CRM_KIND_EXCHANGE_RATE;
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  note_changes (priv, changes);
  if ((changes->kinds & (always | CRM_DEALS_REPORT_GET_CLASS (self)->follows)) != 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    crm_deals_report_refresh (self);
}

static void
crm_deals_report_begin (CrmDealsView *view)
{
  g_signal_connect_object (crm_context_get_store (crm_deals_view_get_context (view)), "changed", G_CALLBACK (on_store_changed), view, G_CONNECT_DEFAULT);
}

/* ── for the views ────────────────────────────────────────────────────────────────────────── */

GtkBox *
crm_deals_report_get_box (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  return crm_report_layout_get_box (priv->layout);
}

void
crm_deals_report_add_row (CrmDealsReport *self, GtkWidget *first, GtkWidget *second)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  crm_report_layout_add_row (priv->layout, first, second);
}

void
crm_deals_report_hide_when_narrow (CrmDealsReport *self, GtkWidget *widget)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  crm_report_layout_hide_when_narrow (priv->layout, widget);
}

void
crm_deals_report_add_chart (CrmDealsReport *self, CrmChart *chart)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  g_return_if_fail (CRM_IS_DEALS_REPORT (self) && CRM_IS_CHART (chart));

  crm_report_layout_add_chart (priv->layout, chart);
}

void
crm_deals_report_set_counts (CrmReportCard *card, guint n_records, const CrmExcluded *excluded)
{
  guint n_excluded = excluded != NULL ? crm_excluded_get_total (excluded) : 0;
  g_autofree char *counted = g_strdup_printf (ngettext ("%'u deal is counted.", "%'u deals are counted.", n_records), n_records);
  g_autofree char *left_out = g_strdup_printf (ngettext ("%'u deal left out", "%'u deals left out", n_excluded), n_excluded);
  g_autoptr (GString) reasons = g_string_new (NULL);

  g_return_if_fail (CRM_IS_REPORT_CARD (card));

  for (int i = 0; excluded != NULL && i < CRM_N_EXCLUSIONS; i++)
    if (excluded->counts[i] > 0)
      g_string_append_printf (reasons, "%s%'u × %s", reasons->len > 0 ? "\n" : "", excluded->counts[i], crm_exclusion_get_text ((CrmExclusion)i));
  crm_report_card_set_counted (card, counted, n_excluded > 0 ? left_out : NULL, reasons->str);
}

gpointer
crm_deals_report_get_figures (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  return priv->figures;
}

CrmDealReading *
crm_deals_report_get_reading (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  return priv->reading;
}

char *
crm_deals_report_format_money (CrmDealsReport *self, gint64 minor)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);
  CrmMoney money = { .minor = minor };

  g_strlcpy (money.currency, priv->reading->home, sizeof money.currency);
  return crm_money_format (&money, setlocale (LC_MESSAGES, NULL), priv->reading->home);
}

char *
crm_deals_report_format_share (double share)
{
  /* Translators: a share in per cent. */
  return g_strdup_printf (_ ("%.0f %%"), share * 100);
}

char *
crm_deals_report_format_days (gint64 duration)
{
  double days = (double)duration / (double)G_TIME_SPAN_DAY;

  if (days < 10)
    return g_strdup_printf (_ ("%.1f days"), days);
  return g_strdup_printf (ngettext ("%u day", "%u days", (guint)lround (days)), (guint)lround (days));
}

/* ── on paper ─────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
crm_deals_report_make_sheet (CrmDealsView *view)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (CRM_DEALS_REPORT (view));
  g_autofree char *subtitle = crm_deals_scope_describe (crm_deals_view_get_scope (view), crm_deals_view_uses_period (view));
  g_auto (GValue) value = G_VALUE_INIT;
  CrmSheet *sheet = crm_sheet_new (_ ("Deals"), subtitle);

  crm_report_layout_add_to_sheet (priv->layout, sheet);
  g_value_init (&value, CRM_TYPE_SHEET);
  g_value_take_boxed (&value, sheet);
  return dex_future_new_for_value (&value);
}

/* The file says by its name what was chosen. */
static void
crm_deals_report_export (CrmDealsView *view)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (CRM_DEALS_REPORT (view));
  g_autofree char *choice = crm_deals_scope_describe (crm_deals_view_get_scope (view), crm_deals_view_uses_period (view));
  g_autofree char *name = g_strjoin (" – ", _ ("Deals"), choice, NULL);
  g_autoptr (GPtrArray) charts = crm_report_layout_dup_data (priv->layout);

  crm_report_export (crm_deals_view_get_page (view), charts, name);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_report_dispose (GObject *object)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (CRM_DEALS_REPORT (object));

  g_clear_handle_id (&priv->refresh, g_source_remove);
  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);

  G_OBJECT_CLASS (crm_deals_report_parent_class)->dispose (object);
}

static void
crm_deals_report_finalize (GObject *object)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (CRM_DEALS_REPORT (object));

  if (priv->figures != NULL)
    CRM_DEALS_REPORT_GET_CLASS (object)->release (priv->figures);
  g_clear_pointer (&priv->reading, crm_deal_reading_unref);
  g_clear_pointer (&priv->changed, g_array_unref);

  G_OBJECT_CLASS (crm_deals_report_parent_class)->finalize (object);
}

static void
crm_deals_report_class_init (CrmDealsReportClass *klass)
{
  CrmDealsViewClass *view_class = CRM_DEALS_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deals_report_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deals_report_finalize;
  view_class->begin = crm_deals_report_begin;
  view_class->update = crm_deals_report_update;
  view_class->make_sheet = crm_deals_report_make_sheet;
  view_class->export = crm_deals_report_export;
}

static void
crm_deals_report_init (CrmDealsReport *self)
{
  CrmDealsReportPrivate *priv = crm_deals_report_get_instance_private (self);

  priv->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  priv->layout = CRM_REPORT_LAYOUT (crm_report_layout_new ());
  priv->empty = CRM_DEALS_EMPTY (crm_deals_empty_new ());
  crm_report_layout_set_empty (priv->layout, GTK_WIDGET (priv->empty));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->layout));
}
