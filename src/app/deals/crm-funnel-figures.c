/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of the Funnel view, computed at once, and their charts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-funnel-figures.h"

#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Rows of a chart that a person still takes in. */
#define MAX_ROWS 8

/* ── computing ────────────────────────────────────────────────────────────────────────────── */

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  guint x = ((const CrmGroupRate *)a)->rate.by_count.whole, y = ((const CrmGroupRate *)b)->rate.by_count.whole;

  return (x < y) - (x > y);
}

static GArray *
compute_groups (const CrmFunnelFigures *self, CrmDealKey key)
{
  g_autoptr (CrmDealGroups) groups = crm_deal_groups_new (&self->here, key);
  GArray *rates = g_array_new (FALSE, FALSE, sizeof (CrmGroupRate));

  for (guint i = 0; i < groups->n_groups; i++)
    {
      CrmGroupRate rate = { .key = groups->groups[i].key };

      crm_win_rate_compute (&groups->groups[i].paths, &self->span, &rate.rate);
      if (rate.rate.by_count.whole > 0)
        g_array_append_val (rates, rate);
    }
  g_array_sort (rates, compare_rates);
  return rates;
}

static void
compute_concentration (CrmFunnelFigures *self)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CrmConcentrationPart));

  for (gsize i = 0; i < self->here.n_deals; i++)
    {
      const CrmDealPath *deal = &self->here.deals[i];
      CrmConcentrationPart part = { deal->id, deal->amount };

      if (deal->outcome == CRM_DEAL_OPEN && (deal->problems & CRM_DEAL_NEEDS_AMOUNT) == 0)
        g_array_append_val (parts, part);
    }
  crm_concentration_compute ((const CrmConcentrationPart *)parts->data, parts->len, &self->concentration);
}

static gboolean
compute_drivers (CrmFunnelFigures *self, CrmDealReading *reading, CrmConnection *connection, GError **error)
{
  g_autoptr (GArray) drivers = NULL, changes = NULL;

  self->driver_names = g_ptr_array_new_with_free_func (g_free);
  drivers = crm_deal_reading_read_drivers (reading, connection, CRM_DEAL_DRIVERS, self->driver_names, error);
  changes = drivers != NULL ? crm_deal_reading_read_close_dates (reading, connection, error) : NULL;
  if (changes == NULL)
    return FALSE;
  self->drivers = crm_drivers_new (&self->here, (const CrmDealDriver *)drivers->data, drivers->len, &self->span);
  crm_slippage_compute (&self->here, (const CrmCloseDateChange *)changes->data, changes->len, &self->span, &self->slippage);
  return TRUE;
}

gpointer
crm_funnel_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error)
{
  CrmFunnelFigures *self = g_new0 (CrmFunnelFigures, 1);

  self->pipeline = crm_deal_reading_find_pipeline (reading, &request->pipeline);
  self->span = request->span;
  self->before = request->before;
  self->options = (CrmFunnelOptions){ self->pipeline, self->span, (CrmFunnelRule)request->choice, CRM_FUNNEL_ENTERED_PIPELINE };
  /* The figures of closings are about deals that are in the pipeline now; the funnel follows deals wherever they went. */
  self->kept = crm_deal_paths_keep_pipeline (&reading->paths, self->pipeline, &self->here);
  self->funnel = crm_funnel_new (&reading->paths, &self->options);
  self->times = crm_stage_times_new (&reading->paths, &self->span);
  crm_win_rate_compute (&self->here, &self->span, &self->rate);
  crm_win_rate_compute (&self->here, &self->before, &self->rate_before);
  crm_velocity_compute (&self->here, &self->span, &self->velocity);
  crm_velocity_compute (&self->here, &self->before, &self->velocity_before);
  self->lost = crm_lost_reasons_new (&self->here, &self->span);
  self->lost_before = crm_lost_reasons_new (&self->here, &self->before);
  self->owners = compute_groups (self, CRM_DEAL_BY_OWNER);
  self->sources = compute_groups (self, CRM_DEAL_BY_SOURCE);
  compute_concentration (self);
  self->win = crm_win_reading_new (connection, request->question.now, reading->today, error);
  if (self->win != NULL && compute_drivers (self, reading, connection, error))
    return self;
  crm_funnel_figures_free (self);
  return NULL;
}

void
crm_funnel_figures_free (gpointer figures)
{
  CrmFunnelFigures *self = figures;

  g_clear_pointer (&self->funnel, crm_funnel_free);
  g_clear_pointer (&self->times, crm_stage_times_free);
  g_clear_pointer (&self->lost, crm_lost_reasons_free);
  g_clear_pointer (&self->lost_before, crm_lost_reasons_free);
  g_clear_pointer (&self->owners, g_array_unref);
  g_clear_pointer (&self->sources, g_array_unref);
  g_clear_pointer (&self->drivers, crm_drivers_free);
  g_clear_pointer (&self->driver_names, g_ptr_array_unref);
  g_clear_pointer (&self->win, crm_win_reading_unref);
  g_clear_pointer (&self->kept, g_array_unref);
  g_free (self);
}

/* ── the funnel ───────────────────────────────────────────────────────────────────────────── */

/* What became of those who did not move on, as the funnel's further series say it. */
static const struct
{
  CrmFunnelFate fate;
  const char *name;
  CrmSeriesTone tone;
} fates[] = {
  { CRM_FUNNEL_LOST, NC_ ("fate of a deal", "Lost"), CRM_SERIES_BAD },
  { CRM_FUNNEL_STILL_OPEN, NC_ ("fate of a deal", "Still open"), CRM_SERIES_QUIET },
  { CRM_FUNNEL_ELSEWHERE, NC_ ("fate of a deal", "In another pipeline"), CRM_SERIES_QUIET },
  { CRM_FUNNEL_PASSED_BY, NC_ ("fate of a deal", "Passed by the next"), CRM_SERIES_QUIET },
};

static gboolean
has_fate (const CrmFunnelFigures *self, CrmFunnelFate fate)
{
  for (guint i = 0; i < self->funnel->n_steps; i++)
    if (self->funnel->steps[i].fates[fate] > 0)
      return TRUE;
  return FALSE;
}

CrmFunnelFate
crm_funnel_figures_get_fate (const CrmFunnelFigures *self, guint series)
{
  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    if (has_fate (self, fates[i].fate) && --series == 0)
      return fates[i].fate;
  return CRM_FUNNEL_ANY_FATE;
}

static const char *
get_rule_title (CrmFunnelRule rule)
{
  if (rule == CRM_FUNNEL_ANY_STAGE)
    return _ ("skipped stages count as reached");
  return rule == CRM_FUNNEL_ALL_STAGES ? _ ("only deals that went through all stages") : _ ("each deal at the stages it has been in");
}

CrmChartData *
crm_funnel_figures_chart_funnel (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_FUNNEL, _ ("Funnel"), NULL);
  const CrmFunnel *funnel = self->funnel;
  /* Translators: the first is a number of deals; the last is how stages are counted. */
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%1$'u deal began, %2$'u won; %3$s", "%1$'u deals began, %2$'u won; %3$s", funnel->cohort), funnel->cohort, funnel->won,
                                               get_rule_title (self->options.rule));

  crm_chart_data_set_subtitle (data, subtitle);
  crm_chart_data_set_empty_text (data, _ ("No deal began in this period."));
  for (guint i = 0; i < funnel->n_steps; i++)
    crm_chart_data_add_category (data, crm_deal_reading_get_stage_name (reading, funnel->steps[i].stage), NULL);
  crm_chart_data_add_category (data, _ ("Won"), NULL);
  crm_chart_data_add_series (data, _ ("Reached"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  for (guint i = 0; i < funnel->n_steps && funnel->cohort > 0; i++)
    {
      double rate;

      crm_chart_data_set_value (data, 0, i, funnel->steps[i].entered);
      if (crm_funnel_step_get_rate (&funnel->steps[i], &rate))
        {
          g_autofree char *note = crm_deals_report_format_share (rate);

          crm_chart_data_set_note (data, i, note);
        }
    }
  if (funnel->cohort > 0)
    crm_chart_data_set_value (data, 0, funnel->n_steps, funnel->won);
  for (guint f = 0; f < G_N_ELEMENTS (fates); f++)
    if (has_fate (self, fates[f].fate))
      {
        guint series = crm_chart_data_add_series (data, g_dpgettext2 (GETTEXT_PACKAGE, "fate of a deal", fates[f].name), CRM_SERIES_BAR, fates[f].tone);

        for (guint i = 0; i < funnel->n_steps; i++)
          crm_chart_data_set_value (data, series, i, funnel->steps[i].fates[fates[f].fate]);
      }
  return data;
}

/* ── the other charts ─────────────────────────────────────────────────────────────────────── */

CrmChartData *
crm_funnel_figures_chart_times (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, _ ("Time in stage"), NULL);
  guint median, p80;

  crm_chart_data_set_unit (data, CRM_CHART_DAYS, NULL);
  crm_chart_data_set_empty_text (data, _ ("No deal came to a stage in this period."));
  median = crm_chart_data_add_series (data, _ ("Half have left by"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  p80 = crm_chart_data_add_series (data, _ ("Four of five have left by"), CRM_SERIES_MARKER, CRM_SERIES_QUIET);
  for (guint i = 0; i < self->funnel->n_steps; i++)
    {
      const CrmStageTime *time = &self->times->stages[self->funnel->steps[i].stage];
      guint category = crm_chart_data_add_category (data, crm_deal_reading_get_stage_name (reading, self->funnel->steps[i].stage), NULL);

      if (time->n == 0)
        continue;
      if (time->median != CRM_DURATION_NOT_REACHED)
        crm_chart_data_set_value (data, median, category, (double)time->median / (double)G_TIME_SPAN_DAY);
      else
        crm_chart_data_set_text (data, median, category, _ ("more than half are still there"));
      if (time->p80 != CRM_DURATION_NOT_REACHED)
        crm_chart_data_set_value (data, p80, category, (double)time->p80 / (double)G_TIME_SPAN_DAY);
    }
  return data;
}

static guint
find_lost (const CrmLostReasons *lost, guint32 reason)
{
  for (guint i = 0; i < lost->reasons->len; i++)
    if (g_array_index (lost->reasons, CrmLostReason, i).reason == reason)
      return g_array_index (lost->reasons, CrmLostReason, i).count;
  return 0;
}

CrmChartData *
crm_funnel_figures_chart_lost (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, _ ("Lost reasons"), NULL);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%'u deal lost", "%'u deals lost", self->lost->n_lost), self->lost->n_lost);
  guint now, before;

  crm_chart_data_set_subtitle (data, subtitle);
  crm_chart_data_set_empty_text (data, _ ("No deal was lost in this period."));
  now = crm_chart_data_add_series (data, _ ("This period"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  before = crm_chart_data_add_series (data, _ ("The period before"), CRM_SERIES_BAR, CRM_SERIES_QUIET);
  for (guint i = 0; i < self->lost->reasons->len && i < MAX_ROWS; i++)
    {
      const CrmLostReason *reason = &g_array_index (self->lost->reasons, CrmLostReason, i);
      guint category = crm_chart_data_add_category (data, crm_deal_reading_get_reason_name (reading, reason->reason), NULL);

      crm_chart_data_set_value (data, now, category, reason->count);
      crm_chart_data_set_value (data, before, category, find_lost (self->lost_before, reason->reason));
    }
  return data;
}

static CrmChartData *
chart_groups (const CrmDealReading *reading, const char *title, GArray *rates, const char *(*get_name) (const CrmDealReading *, guint32))
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, title, NULL);
  guint series;

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  /* xgettext:no-c-format */
  crm_chart_data_set_subtitle (data, _ ("With the interval of 95 % in which the rate lies"));
  crm_chart_data_set_empty_text (data, _ ("No deal was closed in this period."));
  series = crm_chart_data_add_series (data, _ ("Win rate"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  for (guint i = 0; i < rates->len && i < MAX_ROWS; i++)
    {
      const CrmGroupRate *group = &g_array_index (rates, CrmGroupRate, i);
      const CrmProportion *rate = &group->rate.by_count;
      guint category = crm_chart_data_add_category (data, get_name (reading, group->key), NULL);
      g_autofree char *share = crm_deals_report_format_share (rate->rate);
      /* Translators: "41% (18 of 44)". */
      g_autofree char *text = g_strdup_printf (_ ("%1$s (%2$'u of %3$'u)"), share, rate->part, rate->whole);

      crm_chart_data_set_value (data, series, category, rate->rate);
      crm_chart_data_set_interval (data, series, category, rate->low, rate->high);
      crm_chart_data_set_text (data, series, category, text);
    }
  return data;
}

CrmChartData *
crm_funnel_figures_chart_owners (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  return chart_groups (reading, _ ("Win rate by owner"), self->owners, crm_deal_reading_get_owner_name);
}

CrmChartData *
crm_funnel_figures_chart_sources (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  return chart_groups (reading, _ ("Win rate by source"), self->sources, crm_deal_reading_get_source_name);
}

CrmChartData *
crm_funnel_figures_chart_drivers (const CrmFunnelFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, _ ("Drivers: won against lost"), NULL);
  guint series;

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  crm_chart_data_set_subtitle (data, _ ("How much more often deals with the driver are won than those without"));
  crm_chart_data_set_empty_text (data, _ ("No closed deal of this period names what drives the buyer."));
  series = crm_chart_data_add_series (data, _ ("Difference of the win rates"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  for (guint i = 0; i < self->drivers->drivers->len && i < MAX_ROWS; i++)
    {
      const CrmDriver *driver = &g_array_index (self->drivers->drivers, CrmDriver, i);
      guint category;
      g_autofree char *text = NULL;

      if (driver->with.whole == 0 || driver->without.whole == 0)
        continue;
      category = crm_chart_data_add_category (data, self->driver_names->pdata[driver->driver], NULL);
      /* Translators: difference of two win rates in percentage points: "+12 (9 of 14 won)"; the star says that it is more than chance. */
      text = g_strdup_printf (_ ("%1$+.0f points (%2$'u of %3$'u won)%4$s"), driver->difference * 100, driver->with.part, driver->with.whole, driver->is_clear ? " ★" : "");
      crm_chart_data_set_value (data, series, category, driver->difference);
      crm_chart_data_set_interval (data, series, category, driver->low, driver->high);
      crm_chart_data_set_text (data, series, category, text);
    }
  return data;
}

CrmChartData *
crm_funnel_figures_chart_calibration (const CrmFunnelFigures *self)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_COLUMNS, _ ("Win probability, held against what came"), NULL);
  const CrmWinCalibration *calibration = crm_win_model_get_calibration (crm_win_reading_get_model (self->win));
  g_autofree char *silence = crm_win_reading_describe_silence (self->win), *subtitle = NULL;
  guint observed, mean;

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  crm_chart_data_set_empty_text (data, silence);
  if (silence != NULL)
    return data;
  /* Translators: the first two are scores such as 0.21, the last is a number of deals. */
  subtitle = g_strdup_printf (_ ("Brier score %1$.3f against %2$.3f for the plain win rate, over %3$'u closed deals"), calibration->brier, calibration->base_brier, calibration->n);
  crm_chart_data_set_subtitle (data, subtitle);
  observed = crm_chart_data_add_series (data, _ ("Won"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  mean = crm_chart_data_add_series (data, _ ("Estimated"), CRM_SERIES_MARKER, CRM_SERIES_QUIET);
  for (guint i = 0; i < CRM_WIN_N_BINS; i++)
    {
      const CrmWinBin *bin = &calibration->bins[i];
      g_autofree char *label = g_strdup_printf (_ ("%1$u–%2$u%%"), i * 100 / CRM_WIN_N_BINS, (i + 1) * 100 / CRM_WIN_N_BINS);
      g_autofree char *share = crm_deals_report_format_share (bin->observed.rate), *text = g_strdup_printf (_ ("%1$s (%2$'u of %3$'u)"), share, bin->observed.part, bin->observed.whole);
      guint category;

      if (bin->observed.whole == 0)
        continue;
      category = crm_chart_data_add_category (data, label, NULL);
      crm_chart_data_set_value (data, observed, category, bin->observed.rate);
      crm_chart_data_set_interval (data, observed, category, bin->observed.low, bin->observed.high);
      crm_chart_data_set_text (data, observed, category, text);
      crm_chart_data_set_value (data, mean, category, bin->mean);
    }
  return data;
}

/* ── the records behind ───────────────────────────────────────────────────────────────────── */

static gboolean
matches (const CrmDealPath *deal, const CrmDealMatch *match)
{
  return (match->outcome < 0 || deal->outcome == match->outcome) && (match->owner < 0 || deal->owner == match->owner) && (match->source < 0 || deal->source == match->source) && (match->reason < 0 || deal->lost_reason == match->reason);
}

GArray *
crm_funnel_figures_find_closed (const CrmFunnelFigures *self, const CrmDealMatch *match)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmExcluded excluded = { 0 };

  for (gsize i = 0; i < self->here.n_deals; i++)
    if (matches (&self->here.deals[i], match) && crm_deal_path_closed_in (&self->here.deals[i], &self->span, 0, &excluded))
      g_array_append_val (ids, self->here.deals[i].id);
  return ids;
}
