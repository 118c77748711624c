/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers to single questions, how a score went, and two questions laid over each other, as charts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-charts.h"

#include "app/surveys/crm-results-words.h"
#include "core/base/crm-proportion.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
add_category (CrmChartData *data, const char *name)
{
  g_autofree char *label = crm_results_dup_label (name);

  crm_chart_data_add_category (data, label, name);
}

static const CrmQuestionResult *
get_result (const CrmResultsFigures *self, guint place)
{
  return &self->results->questions[place];
}

static gboolean
is_hidden (const CrmQuestionResult *result, guint row, guint count)
{
  return result->disclosure < CRM_DISCLOSE_ALL || (result->hidden != NULL && result->hidden[(gsize)row * result->n_counts + count]);
}

/* "38 % (92)", with the share's interval where there is room for one. */
static void
set_share (CrmChartData *data, guint series, guint category, guint part, guint whole, gboolean with_interval)
{
  CrmProportion share = crm_proportion_make (part, whole);
  g_autofree char *value = crm_chart_data_format (data, share.rate);
  /* Translators: a share, and how many answers that are: "38 % (92)". */
  g_autofree char *text = g_strdup_printf (_ ("%1$s (%2$'u)"), value, part);

  if (whole == 0)
    return;
  crm_chart_data_set_value (data, series, category, share.rate);
  crm_chart_data_set_text (data, series, category, text);
  if (with_interval)
    crm_chart_data_set_interval (data, series, category, share.low, share.high);
}

/* ── one question ─────────────────────────────────────────────────────────────────────────── */

gboolean
crm_results_has_chart (const CrmResultsFigures *self, guint place)
{
  switch (get_result (self, place)->column->question->type)
    {
    case CRM_QUESTION_TYPE_SHORT_TEXT:
    case CRM_QUESTION_TYPE_LONG_TEXT:
    case CRM_QUESTION_TYPE_DATE:
    case CRM_QUESTION_TYPE_KANO:
    case CRM_QUESTION_TYPE_SERVQUAL:
    case CRM_QUESTION_TYPE_UNKNOWN:
      return FALSE;
    case CRM_QUESTION_TYPE_SINGLE:
    case CRM_QUESTION_TYPE_MULTIPLE:
    case CRM_QUESTION_TYPE_MATRIX:
    case CRM_QUESTION_TYPE_SCALE:
    case CRM_QUESTION_TYPE_STARS:
    case CRM_QUESTION_TYPE_NPS:
    case CRM_QUESTION_TYPE_CES:
    case CRM_QUESTION_TYPE_NUMBER:
    case CRM_QUESTION_TYPE_RANKING:
    case CRM_QUESTION_TYPE_CSAT:
    default:
      return TRUE;
    }
}

static CrmChartData *
begin (const CrmResultsFigures *self, guint place, CrmChartForm form)
{
  CrmChartData *data = crm_chart_data_new (form, crm_results_get_question (self, place), NULL);
  g_autofree char *subtitle = crm_results_describe (get_result (self, place));

  crm_chart_data_set_subtitle (data, subtitle);
  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  if (get_result (self, place)->disclosure < CRM_DISCLOSE_ALL)
    crm_chart_data_set_empty_text (data, _ ("The answers are anonymous, and too few of some to show how many there are of each."));
  else
    crm_chart_data_set_empty_text (data, _ ("Nobody has answered this question yet."));
  return data;
}

/* Points stand beside each other in their order; options lie under each other, where there is room for their names. */
static CrmChartData *
chart_counts (const CrmResultsFigures *self, guint place)
{
  const CrmQuestionResult *result = get_result (self, place);
  gboolean options = result->column->options->len > 0;
  CrmChartData *data = begin (self, place, options ? CRM_CHART_BARS : CRM_CHART_COLUMNS);
  guint series = crm_chart_data_add_series (data, _ ("Share"), CRM_SERIES_BAR, CRM_SERIES_AUTO);

  for (guint i = 0; i < result->n_counts; i++)
    {
      int answer = result->column->minimum + (int)i;
      g_autofree char *name = crm_results_dup_answer (self, place, answer), *number = g_strdup_printf ("%d", answer);

      if (options)
        add_category (data, name);
      else
        crm_chart_data_add_category (data, number, name);
      if (!is_hidden (result, 0, i))
        set_share (data, series, i, result->counts[i], result->row_n[0], options);
    }
  return data;
}

/* A row of a matrix is a row of shares. */
static CrmChartData *
chart_matrix (const CrmResultsFigures *self, guint place)
{
  const CrmQuestionResult *result = get_result (self, place);
  CrmChartData *data = begin (self, place, CRM_CHART_BARS);

  crm_chart_data_set_stacked (data, TRUE);
  for (guint i = 0; i < result->n_counts; i++)
    crm_chart_data_add_series (data, crm_results_get_option (self, result->column->options->pdata[i]), CRM_SERIES_BAR, CRM_SERIES_AUTO);
  for (guint row = 0; row < result->n_rows; row++)
    {
      add_category (data, crm_results_get_option (self, result->column->rows->pdata[row]));
      for (guint i = 0; i < result->n_counts; i++)
        if (!is_hidden (result, row, i))
          set_share (data, i, row, result->counts[row * result->n_counts + i], result->row_n[row], FALSE);
    }
  return data;
}

static CrmChartData *
chart_ranks (const CrmResultsFigures *self, guint place)
{
  const CrmQuestionResult *result = get_result (self, place);
  CrmChartData *data = begin (self, place, CRM_CHART_BARS);
  guint series = crm_chart_data_add_series (data, _ ("Borda points"), CRM_SERIES_BAR, CRM_SERIES_AUTO);

  for (guint i = 0; i < result->column->options->len; i++)
    {
      const CrmRankSummary *rank = result->ranks != NULL ? &result->ranks[i] : NULL;
      g_autofree char *share = NULL, *text = NULL;

      add_category (data, crm_results_get_option (self, result->column->options->pdata[i]));
      if (rank == NULL || !rank->rank.known || result->disclosure < CRM_DISCLOSE_ALL)
        continue;
      crm_chart_data_set_value (data, series, i, rank->share);
      share = crm_chart_data_format (data, rank->share);
      /* Translators: of a ranking: the share of all points, and the place on average: "71 % (place 1.8)". */
      text = g_strdup_printf (_ ("%1$s (place %2$.1f)"), share, rank->rank.value);
      crm_chart_data_set_text (data, series, i, text);
    }
  return data;
}

/* Where the numbers lie, from the least to the largest. */
static CrmChartData *
chart_numbers (const CrmResultsFigures *self, guint place)
{
  const CrmNumberSummary *numbers = &get_result (self, place)->numbers;
  const struct
  {
    const char *name;
    double value;
  } lines[] = {
    { _ ("Least"), numbers->minimum },
    { _ ("Lower quartile"), numbers->lower_quartile },
    { _ ("Median"), numbers->median },
    { _ ("Upper quartile"), numbers->upper_quartile },
    { _ ("Largest"), numbers->maximum },
  };
  CrmChartData *data = begin (self, place, CRM_CHART_BARS);
  guint series, mean;

  crm_chart_data_set_unit (data, CRM_CHART_NUMBER, NULL);
  series = crm_chart_data_add_series (data, _ ("Number"), CRM_SERIES_BAR, CRM_SERIES_AUTO);
  mean = crm_chart_data_add_category (data, _ ("Mean"), NULL);
  if (numbers->mean.known)
    crm_chart_data_set_value (data, series, mean, numbers->mean.value);
  if (numbers->mean.has_interval)
    crm_chart_data_set_interval (data, series, mean, numbers->mean.low, numbers->mean.high);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (numbers->mean.n > 0 && get_result (self, place)->disclosure == CRM_DISCLOSE_ALL)
        crm_chart_data_set_value (data, series, crm_chart_data_add_category (data, lines[i].name, NULL), lines[i].value);
    }
  return data;
}

CrmChartData *
crm_results_chart_question (const CrmResultsFigures *self, guint place)
{
  CrmQuestionType type = get_result (self, place)->column->question->type;

  if (type == CRM_QUESTION_TYPE_MATRIX)
    return chart_matrix (self, place);
  if (type == CRM_QUESTION_TYPE_RANKING)
    return chart_ranks (self, place);
  if (type == CRM_QUESTION_TYPE_NUMBER)
    return chart_numbers (self, place);
  return chart_counts (self, place);
}

gboolean
crm_results_find_answer (const CrmResultsFigures *self, guint place, guint series, guint category, guint *rating, int *answer)
{
  const CrmSurveyColumn *column = get_result (self, place)->column;

  if (column->question->type == CRM_QUESTION_TYPE_RANKING || column->question->type == CRM_QUESTION_TYPE_NUMBER)
    return FALSE;
  *rating = column->question->type == CRM_QUESTION_TYPE_MATRIX ? category : 0;
  *answer = column->question->type == CRM_QUESTION_TYPE_MATRIX ? (int)series : column->minimum + (int)category;
  return TRUE;
}

/* ── how it went ──────────────────────────────────────────────────────────────────────────── */

static guint
find_point (const CrmScoreTrend *trend, CrmDate day)
{
  for (guint i = trend->n_points; i > 0; i--)
    if (trend->points[i - 1].start <= day)
      return i - 1;
  return G_MAXUINT;
}

/* A version that was published changes what is asked, so it may change what is answered. */
static void
add_events (const CrmResultsFigures *self, CrmChartData *data)
{
  const GPtrArray *forms = self->results->columns->forms;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < forms->len; i++)
    {
      const CrmRecord *version = ((const CrmSurveyForm *)forms->pdata[i])->version;
      gint64 at = crm_record_get_integer (version, CRM_SURVEY_VERSION_PUBLISHED_AT, 0), number = crm_record_get_integer (version, CRM_SURVEY_VERSION_NUMBER, 0);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC), local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
      guint place = at > 0 && local != NULL ? find_point (self->trend, crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local))) : G_MAXUINT;
      g_autofree char *name = g_strdup_printf (_ ("Version %d"), (int)number);

      /* The first has nothing before it to differ from. */
      if (place != G_MAXUINT && number > 1)
        crm_chart_data_set_note (data, place, name);
    }
}

static CrmChartUnit
get_unit (CrmScoreKind kind)
{
  return kind == CRM_SCORE_SHARE ? CRM_CHART_SHARE : kind == CRM_SCORE_NPS ? CRM_CHART_COUNT
                                                                           : CRM_CHART_NUMBER;
}

/* Translators: a quarter of a year, at the axis of a chart and in full: "Q4 25", "Q4 2025". */
static char *
name_quarter (CrmDate start, gboolean in_full)
{
  int quarter = (int)(crm_date_get_month (start) + 2) / 3, year = (int)crm_date_get_year (start);

  return in_full ? g_strdup_printf (_ ("Q%1$d %2$d"), quarter, year) : g_strdup_printf (_ ("Q%1$d %2$02d"), quarter, year % 100);
}

static char *
name_step (CrmTrendStep step, CrmDate start, gboolean in_full)
{
  g_autoptr (GDateTime) day = g_date_time_new_local (crm_date_get_year (start), crm_date_get_month (start), crm_date_get_day (start), 12, 0, 0);

  if (step == CRM_TREND_QUARTER)
    return name_quarter (start, in_full);
  /* Translators: a week, or a month, at the axis of a chart, by strftime: "3 Nov", "Nov 26". xgettext:no-c-format */
  if (!in_full)
    return g_date_time_format (day, step == CRM_TREND_WEEK ? _ ("%-d %b") : _ ("%b %y"));
  /* Translators: the same in full, by strftime. */
  return g_date_time_format (day, step == CRM_TREND_WEEK ? _ ("Week from %-d %B %Y") : _ ("%B %Y"));
}

static void
add_point (const CrmResultsFigures *self, CrmChartData *data, guint series, const CrmTrendPoint *point, CrmScoreKind kind)
{
  g_autofree char *label = name_step (self->step, point->start, FALSE), *name = name_step (self->step, point->start, TRUE);
  guint category = crm_chart_data_add_category (data, label, name);
  g_autofree char *score = NULL, *text = NULL;

  if (!point->score.known)
    return;
  crm_chart_data_set_value (data, series, category, point->score.value);
  /* Points of a score are whole to whoever reads them. */
  score = crm_results_format_score (kind, &point->score);
  /* Translators: a score, and of how many answers it is made: "+42 (n = 120)". */
  text = g_strdup_printf (_ ("%1$s (n = %2$'u)"), score, point->score.n);
  crm_chart_data_set_text (data, series, category, text);
  if (point->score.has_interval)
    crm_chart_data_set_interval (data, series, category, point->score.low, point->score.high);
}

CrmChartData *
crm_results_chart_trend (const CrmResultsFigures *self)
{
  const CrmQuestionResult *result = self->results->primary != G_MAXUINT ? get_result (self, self->results->primary) : NULL;
  CrmChartData *data;
  guint series;

  if (result == NULL)
    return NULL;
  data = crm_chart_data_new (CRM_CHART_LINES, _ ("How the score went"), NULL);
  crm_chart_data_set_subtitle (data, crm_results_get_question (self, self->results->primary));
  crm_chart_data_set_unit (data, get_unit (result->kind), NULL);
  crm_chart_data_set_empty_text (data, self->results->anonymous ? _ ("Too few anonymous answers to show how the score went.") : _ ("No dated answers yet."));
  series = crm_chart_data_add_series (data, _ ("Score"), CRM_SERIES_LINE, CRM_SERIES_ACCENT);
  for (guint i = 0; i < self->trend->n_points; i++)
    add_point (self, data, series, &self->trend->points[i], result->kind);
  add_events (self, data);
  return data;
}

/* ── two questions ────────────────────────────────────────────────────────────────────────── */

static char *
describe_cross (const CrmResultsCross *cross)
{
  const CrmCrossTable *table = &cross->table;

  if (cross->suppression != NULL)
    return g_strdup (_ ("Anonymous: small numbers are hidden, and with them whether the questions go together."));
  if (!table->known)
    return g_strdup_printf (ngettext ("%'u answer to both", "%'u answers to both", table->n), table->n);
  /* Translators: how two questions go together: χ², its degrees of freedom, its p, Cramér's V without its bias, and how many answered both. */
  return g_strdup_printf (_ ("χ² = %1$.1f, %2$u df, p = %3$.3f · Cramér’s V = %4$.2f · n = %5$'u"), table->chi_square, table->freedom, table->p, table->v_corrected, table->n);
}

static guint
sum_row (const CrmResultsCross *cross, guint row, guint n_columns)
{
  guint sum = 0;

  for (guint i = 0; i < n_columns; i++)
    sum += cross->counts[row * n_columns + i];
  return sum;
}

CrmChartData *
crm_results_chart_cross (const CrmResultsFigures *self)
{
  const CrmResultsCross *cross = &self->cross;
  g_autofree char *subtitle = NULL, *title = NULL;
  CrmChartData *data;
  guint n_rows, n_columns;

  if (!cross->known)
    return NULL;
  n_rows = get_result (self, cross->row)->column->n_values;
  n_columns = get_result (self, cross->column)->column->n_values;
  title = g_strdup (_ ("Two questions beside each other"));
  subtitle = describe_cross (cross);
  data = crm_chart_data_new (CRM_CHART_BARS, title, NULL);
  crm_chart_data_set_subtitle (data, subtitle);
  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  crm_chart_data_set_stacked (data, TRUE);
  crm_chart_data_set_empty_text (data, _ ("Nobody has answered both questions."));
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *name = crm_results_dup_answer (self, cross->column, get_result (self, cross->column)->column->minimum + (int)i);

      crm_chart_data_add_series (data, name, CRM_SERIES_BAR, CRM_SERIES_AUTO);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *name = crm_results_dup_answer (self, cross->row, get_result (self, cross->row)->column->minimum + (int)row);

      add_category (data, name);
      /* A share whose whole is hidden would tell of it. */
      for (guint i = 0; i < n_columns; i++)
        if (cross->suppression == NULL || (!crm_suppression_hides (cross->suppression, row, i) && !crm_suppression_hides (cross->suppression, row, n_columns)))
          set_share (data, i, row, cross->counts[row * n_columns + i], sum_row (cross, row, n_columns), FALSE);
    }
  return data;
}

/* ── the whole ────────────────────────────────────────────────────────────────────────────── */

static void
add_figure (CrmChartData *data, const char *name, const CrmScore *score, char *text)
{
  guint category = crm_chart_data_add_category (data, name, NULL);

  if (score->known)
    {
      crm_chart_data_set_value (data, 0, category, score->value);
      crm_chart_data_set_text (data, 0, category, text);
    }
  if (score->known && score->has_interval)
    crm_chart_data_set_interval (data, 0, category, score->low, score->high);
  g_free (text);
}

static void
add_score (const CrmResultsFigures *self, CrmChartData *data)
{
  const CrmQuestionResult *result = get_result (self, self->results->primary);
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), _ ("Score"), crm_results_get_question (self, self->results->primary));

  add_figure (data, name, &result->score, crm_results_describe (result));
}

CrmChartData *
crm_results_chart_summary (const CrmResultsFigures *self)
{
  const CrmResponseRate *rate = &self->rate;
  CrmChartData *data = crm_chart_data_new (CRM_CHART_BARS, C_ ("figures of a report", "Summary"), NULL);

  crm_chart_data_set_unit (data, CRM_CHART_NUMBER, NULL);
  crm_chart_data_add_series (data, C_ ("column", "Value"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  add_figure (data, _ ("Responses"), &(CrmScore){ .known = !self->results->is_withheld, .value = self->results->n }, g_strdup_printf ("%'u", self->results->n));
  add_figure (data, _ ("Response rate"), &(CrmScore){ .known = rate->known, .value = rate->rate.rate, .has_interval = TRUE, .low = rate->rate.low, .high = rate->rate.high },
              g_strdup_printf (_ ("%1$'u of %2$'u invited"), rate->answers, rate->invited));
  if (self->results->primary != G_MAXUINT)
    add_score (self, data);
  if (self->alpha != NULL && self->alpha->alpha.known)
    add_figure (data, _ ("Cronbach’s alpha"), &(CrmScore){ .known = TRUE, .value = self->alpha->alpha.value }, g_strdup_printf ("%.2f", self->alpha->alpha.value));
  return data;
}
