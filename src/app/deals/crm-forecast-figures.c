/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of the Forecast view, computed at once, and their charts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-forecast-figures.h"

#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Months of the past that the pattern of the year is told from. */
#define SEASONAL_PAST_MAX 60

/* ── computing ────────────────────────────────────────────────────────────────────────────── */

static CrmDate
get_month (CrmDate date)
{
  return crm_date_make (crm_date_get_year (date), crm_date_get_month (date), 1);
}

static int
count_months (CrmDate from, CrmDate to)
{
  return (crm_date_get_year (to) - crm_date_get_year (from)) * 12 + crm_date_get_month (to) - crm_date_get_month (from);
}

static gboolean
is_won_with_amount (const CrmDealPath *deal)
{
  return deal->outcome == CRM_DEAL_WON && (deal->problems & (CRM_DEAL_NEEDS_CLOSE | CRM_DEAL_NEEDS_AMOUNT)) == 0 && deal->closed_on != CRM_DATE_NONE;
}

/* The value won in each month from the first with a sale until the last that is over. */
static void
sum_months (CrmForecastFigures *self)
{
  CrmDate month = get_month (self->today), first = month;

  for (gsize i = 0; i < self->here.n_deals; i++)
    if (is_won_with_amount (&self->here.deals[i]))
      first = MIN (first, get_month (self->here.deals[i].closed_on));
  self->n_won_months = (guint)MIN (count_months (first, month), SEASONAL_PAST_MAX);
  self->won_months = g_new0 (gint64, self->n_won_months + 1);
  for (gsize i = 0; i < self->here.n_deals; i++)
    if (is_won_with_amount (&self->here.deals[i]))
      {
        int back = count_months (self->here.deals[i].closed_on, month);

        if (back > 0 && back <= (int)self->n_won_months)
          self->won_months[(int)self->n_won_months - back] = crm_amount_add (self->won_months[(int)self->n_won_months - back], self->here.deals[i].amount);
      }
  self->seasonal = crm_seasonal_forecast_new (self->won_months, self->n_won_months, CRM_FORECAST_VIEW_MONTHS);
}

/* What was foretold on the first day of each past month, held against what came. Months before the first snapshot have no forecast. */
static gboolean
look_back (CrmForecastFigures *self, CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, guint32 pipeline, GError **error)
{
  for (guint i = CRM_FORECAST_PAST_MONTHS; i > 0; i--)
    {
      CrmDate month = crm_date_add_months (get_month (self->today), -(int)i);
      g_autoptr (GArray) snapshots = crm_deal_reading_read_day (reading, connection, request->question.filter, month, error);
      g_autoptr (CrmForecast) forecast = NULL;

      if (snapshots == NULL)
        return FALSE;
      if (snapshots->len == 0 || i > self->n_won_months)
        continue;
      crm_deal_snapshots_keep_pipeline (snapshots, &reading->paths, pipeline, FALSE);
      forecast = crm_forecast_new ((const CrmDealSnapshot *)snapshots->data, snapshots->len, month, 1, month);
      self->past_months[self->n_pairs] = month;
      self->pairs[self->n_pairs++] = (CrmForecastPair){ forecast->months[0].weighted, self->won_months[self->n_won_months - i] };
    }
  crm_forecast_accuracy_compute (self->pairs, self->n_pairs, &self->accuracy);
  return TRUE;
}

/* ── targets ──────────────────────────────────────────────────────────────────────────────── */

static void
target_free (gpointer data)
{
  CrmTargetReached *target = data;

  crm_record_unref (target->record);
  g_free (target->name);
  g_free (target);
}

static int
get_length (const CrmRecord *target)
{
  const char *length = crm_record_get_text (target, CRM_TARGET_LENGTH);

  return g_strcmp0 (length, "year") == 0 ? 12 : g_strcmp0 (length, "quarter") == 0 ? 3
                                                                                   : 1;
}

static guint32
find_owner (const CrmDealReading *reading, const CrmValue *owner)
{
  for (guint i = 1; i < reading->owners->len; i++)
    if (owner->type == CRM_VALUE_ID && crm_id_equal (&((CrmRecord *)reading->owners->pdata[i])->id, &owner->id))
      return i;
  return 0;
}

/* The deals of a team: those of its people. */
static void
compute_team (const CrmForecastFigures *self, const CrmDealReading *reading, const char *team, CrmTargetReached *reached)
{
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (CrmDealPath));
  CrmDealPaths paths = self->here;

  for (gsize i = 0; i < self->here.n_deals; i++)
    {
      guint32 owner = self->here.deals[i].owner;

      if (owner != 0 && g_strcmp0 (crm_record_get_text (reading->owners->pdata[owner], CRM_USER_TEAM), team) == 0)
        g_array_append_val (deals, self->here.deals[i]);
    }
  paths.deals = (const CrmDealPath *)deals->data;
  paths.n_deals = deals->len;
  crm_target_compute (&paths, &reached->target, self->today, &reached->attainment);
}

static CrmTargetReached *
make_target (CrmForecastFigures *self, const CrmDealReading *reading, CrmRecord *record)
{
  CrmTargetReached *reached = g_new0 (CrmTargetReached, 1);
  CrmDate first = (CrmDate)crm_record_get_integer (record, CRM_TARGET_START, 0);
  const char *team = crm_record_get_text (record, CRM_TARGET_TEAM);
  gint64 amount = 0;

  crm_rates_convert (reading->rates, &record->values[CRM_TARGET_AMOUNT].money, self->today, &amount, NULL);
  reached->record = crm_record_ref (record);
  reached->target = (CrmTarget){ find_owner (reading, &record->values[CRM_TARGET_OWNER]), first, crm_date_add_days (crm_date_add_months (first, get_length (record)), -1), amount };
  if (reached->target.owner != 0)
    reached->name = g_strdup (crm_deal_reading_get_owner_name (reading, reached->target.owner));
  else
    reached->name = g_strdup (team != NULL ? team : _ ("Everybody"));
  if (team != NULL && reached->target.owner == 0)
    compute_team (self, reading, team, reached);
  else
    crm_target_compute (&self->here, &reached->target, self->today, &reached->attainment);
  return reached;
}

/* A target of the company for a month, or the part of a longer one that falls to it. */
static void
add_month_target (CrmForecastFigures *self, const CrmTargetReached *target)
{
  int length = get_length (target->record);

  if (target->target.owner != 0 || crm_record_get_text (target->record, CRM_TARGET_TEAM) != NULL)
    return;
  for (int i = 0; i < CRM_FORECAST_VIEW_MONTHS; i++)
    {
      int place = count_months (target->target.first, self->today) + i;

      if (place >= 0 && place < length)
        self->month_targets[i] = MAX (self->month_targets[i], target->target.amount / length);
    }
}

static gboolean
read_targets (CrmForecastFigures *self, CrmConnection *connection, const CrmDealsRequest *request, const CrmDealReading *reading, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM target WHERE deleted = 0 AND (pipeline IS NULL OR pipeline = ?) ORDER BY owner IS NOT NULL, team IS NOT NULL, start", crm_kind_get_columns (&crm_kind_target));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  self->targets = g_ptr_array_new_with_free_func (target_free);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &request->pipeline);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_target);
      CrmTargetReached *target = make_target (self, reading, record);

      add_month_target (self, target);
      if (target->target.first <= self->today && self->today <= target->target.last)
        g_ptr_array_add (self->targets, target);
      else
        target_free (target);
    }
  return step == 0;
}

gpointer
crm_forecast_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error)
{
  CrmForecastFigures *self = g_new0 (CrmForecastFigures, 1);
  guint32 pipeline = crm_deal_reading_find_pipeline (reading, &request->pipeline);
  g_autofree CrmDealSnapshot *snapshots = NULL;

  self->today = reading->today;
  self->kept = crm_deal_paths_keep_pipeline (&reading->paths, pipeline, &self->here);
  snapshots = crm_deal_paths_snapshot (&self->here);
  self->forecast = crm_forecast_new (snapshots, self->here.n_deals, self->today, CRM_FORECAST_VIEW_MONTHS, self->today);
  self->months = crm_forecast_months_new (&self->here, reading->home, self->today, request->question.now, request->question.zone);
  sum_months (self);
  if (look_back (self, connection, request, reading, pipeline, error) && read_targets (self, connection, request, reading, error))
    return self;
  crm_forecast_figures_free (self);
  return NULL;
}

void
crm_forecast_figures_free (gpointer figures)
{
  CrmForecastFigures *self = figures;

  g_clear_pointer (&self->forecast, crm_forecast_free);
  g_clear_pointer (&self->months, crm_board_unref);
  g_clear_pointer (&self->seasonal, crm_seasonal_forecast_free);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_array_unref);
  g_free (self->won_months);
  g_free (self);
}

/* ── charts ───────────────────────────────────────────────────────────────────────────────── */

static guint
add_month (CrmChartData *data, CrmDate month)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (crm_date_get_year (month), crm_date_get_month (month), 1, 0, 0, 0);
  /* Translators: a month at the axis of a chart, as g_date_time_format() has it: "Nov", "11月". xgettext:no-c-format */
  g_autofree char *label = g_date_time_format (day, C_ ("month at an axis", "%b"));
  g_autofree char *name = crm_forecast_months_dup_name (month);

  return crm_chart_data_add_category (data, label, name);
}

/* The steps from the surest to the least sure: what each adds. */
static gint64
get_step (const CrmForecastMonth *month, guint series)
{
  switch (series)
    {
    case 0:
      return month->won;
    case 1:
      return month->committed - month->won;
    case 2:
      return month->best_case - month->committed;
    default:
      return month->pipeline - month->best_case;
    }
}

CrmChartData *
crm_forecast_figures_chart_months (const CrmForecastFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_COLUMNS, _ ("Forecast by month"), NULL);
  guint weighted, target;

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, reading->home);
  crm_chart_data_set_stacked (data, TRUE);
  crm_chart_data_set_subtitle (data, _ ("Each step counts what it adds to the surer ones below it"));
  crm_chart_data_set_empty_text (data, _ ("No deal is expected to close in these months."));
  crm_chart_data_add_series (data, C_ ("forecast", "Won"), CRM_SERIES_BAR, CRM_SERIES_GOOD);
  crm_chart_data_add_series (data, C_ ("forecast", "Committed"), CRM_SERIES_BAR, CRM_SERIES_STEP);
  crm_chart_data_add_series (data, C_ ("forecast", "Best case"), CRM_SERIES_BAR, CRM_SERIES_STEP);
  crm_chart_data_add_series (data, C_ ("forecast", "Pipeline"), CRM_SERIES_BAR, CRM_SERIES_STEP);
  weighted = crm_chart_data_add_series (data, C_ ("forecast", "Weighted"), CRM_SERIES_LINE, CRM_SERIES_QUIET);
  target = crm_chart_data_add_series (data, C_ ("forecast", "Target"), CRM_SERIES_MARKER, CRM_SERIES_QUIET);
  for (guint i = 0; i < self->forecast->n_months; i++)
    {
      const CrmForecastMonth *month = &self->forecast->months[i];
      guint category = add_month (data, month->month);

      if (month->n_won + month->n_open > 0)
        {
          for (guint series = 0; series < 4; series++)
            crm_chart_data_set_value (data, series, category, (double)get_step (month, series));
          crm_chart_data_set_value (data, weighted, category, (double)month->weighted);
        }
      if (self->month_targets[i] > 0)
        crm_chart_data_set_value (data, target, category, (double)self->month_targets[i]);
    }
  return data;
}

CrmChartData *
crm_forecast_figures_chart_seasonal (const CrmForecastFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_LINES, _ ("Seasonal forecast"), NULL);
  guint past, ahead, shown = MIN (self->n_won_months, 24);
  CrmDate month = get_month (self->today);

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, reading->home);
  crm_chart_data_set_empty_text (data, _ ("A pattern of the year can be told from 24 whole months with sales; there are not so many yet."));
  if (!self->seasonal->known)
    return data;
  crm_chart_data_set_subtitle (data, _ ("If the pattern of the year and the trend go on; in four of five cases within the band"));
  past = crm_chart_data_add_series (data, C_ ("forecast", "Won"), CRM_SERIES_LINE, CRM_SERIES_ACCENT);
  ahead = crm_chart_data_add_series (data, C_ ("forecast", "Expected"), CRM_SERIES_LINE, CRM_SERIES_AUTO);
  for (guint i = 0; i < shown; i++)
    crm_chart_data_set_value (data, past, add_month (data, crm_date_add_months (month, (int)i - (int)shown)), (double)self->won_months[self->n_won_months - shown + i]);
  for (guint i = 0; i < self->seasonal->n_months; i++)
    {
      const CrmSeasonalMonth *value = &self->seasonal->months[i];
      guint category = add_month (data, crm_date_add_months (month, (int)i));

      crm_chart_data_set_value (data, ahead, category, (double)value->expected);
      crm_chart_data_set_interval (data, ahead, category, (double)value->low, (double)value->high);
    }
  return data;
}

CrmChartData *
crm_forecast_figures_chart_accuracy (const CrmForecastFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_COLUMNS, _ ("Forecast accuracy"), NULL);
  guint forecast, actual;

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, reading->home);
  crm_chart_data_set_empty_text (data, _ ("There is no month yet that was foretold and is over."));
  if (self->accuracy.known)
    {
      /* Translators: the first is a share, the second one with its sign. */
      g_autofree char *subtitle = g_strdup_printf (_ ("Off by %1$.0f%% of what came, on the whole %2$+.0f%%"), self->accuracy.wape * 100, self->accuracy.bias * 100);

      crm_chart_data_set_subtitle (data, subtitle);
    }
  forecast = crm_chart_data_add_series (data, _ ("Foretold on the first day"), CRM_SERIES_BAR, CRM_SERIES_QUIET);
  actual = crm_chart_data_add_series (data, C_ ("forecast", "Won"), CRM_SERIES_BAR, CRM_SERIES_GOOD);
  for (guint i = 0; i < self->n_pairs; i++)
    {
      guint category = add_month (data, self->past_months[i]);

      crm_chart_data_set_value (data, forecast, category, (double)self->pairs[i].forecast);
      crm_chart_data_set_value (data, actual, category, (double)self->pairs[i].actual);
    }
  return data;
}

CrmChartData *
crm_forecast_figures_chart_targets (const CrmForecastFigures *self, const CrmDealReading *reading)
{
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, _ ("Targets"), NULL);
  guint won, due;

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  crm_chart_data_set_empty_text (data, _ ("No target is set for these days. Preferences have a page for them."));
  won = crm_chart_data_add_series (data, _ ("Reached"), CRM_SERIES_BAR, CRM_SERIES_GOOD);
  due = crm_chart_data_add_series (data, _ ("Due by today at an even pace"), CRM_SERIES_MARKER, CRM_SERIES_QUIET);
  for (guint i = 0; i < self->targets->len; i++)
    {
      const CrmTargetReached *target = self->targets->pdata[i];
      const char *length = crm_field_get_choice_label (&crm_kind_target.fields[CRM_TARGET_LENGTH], crm_record_get_text (target->record, CRM_TARGET_LENGTH));
      /* Translators: whose target, and for how long: "Li Wei, Month". */
      g_autofree char *name = g_strdup_printf (_ ("%1$s, %2$s"), target->name, length);
      guint category;

      if (!target->attainment.known)
        continue;
      category = crm_chart_data_add_category (data, name, NULL);
      crm_chart_data_set_value (data, won, category, target->attainment.share);
      crm_chart_data_set_value (data, due, category, (double)target->attainment.due / (double)target->target.amount);
    }
  return data;
}

/* ── the records behind ───────────────────────────────────────────────────────────────────── */

static gboolean
is_in_step (const CrmForecastFigures *self, const CrmDealPath *deal, guint series, CrmDate month)
{
  static const CrmForecastCategory categories[] = { CRM_FORECAST_OMITTED, CRM_FORECAST_COMMITTED, CRM_FORECAST_BEST_CASE, CRM_FORECAST_PIPELINE };

  if (series == 0)
    return is_won_with_amount (deal) && get_month (deal->closed_on) == month;
  if (deal->outcome != CRM_DEAL_OPEN || !crm_deal_is_day (deal->expected_on) || deal->expected_on < self->today || get_month (deal->expected_on) != month)
    return FALSE;
  return series < G_N_ELEMENTS (categories) ? deal->category == categories[series] : deal->category != CRM_FORECAST_OMITTED;
}

GArray *
crm_forecast_figures_find_deals (const CrmForecastFigures *self, guint series, guint month)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < self->here.n_deals && month < self->forecast->n_months; i++)
    if (is_in_step (self, &self->here.deals[i], series, self->forecast->months[month].month))
      g_array_append_val (ids, self->here.deals[i].id);
  return ids;
}
