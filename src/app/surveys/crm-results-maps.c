/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several questions of a survey say together, as charts: gaps, maps, Kano's categories, satisfaction and loyalty. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-charts.h"

#include "app/surveys/crm-results-words.h"
#include "core/base/crm-decimal.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const CrmQuestionResult *
get_result (const CrmResultsFigures *self, guint place)
{
  return &self->results->questions[place];
}

static guint
add_question (const CrmResultsFigures *self, CrmChartData *data, guint place)
{
  g_autofree char *label = crm_results_dup_label (crm_results_get_question (self, place));

  return crm_chart_data_add_category (data, label, crm_results_get_question (self, place));
}

static CrmChartData *
begin (CrmChartForm form, const char *title, const char *subtitle, CrmChartUnit unit)
{
  CrmChartData *data = crm_chart_data_new (form, title, NULL);

  crm_chart_data_set_subtitle (data, subtitle);
  crm_chart_data_set_unit (data, unit, NULL);
  return data;
}

/* An empty chart of an anonymous survey may hide something. */
static void
excuse (const CrmResultsFigures *self, CrmChartData *data)
{
  if (self->results->anonymous)
    crm_chart_data_set_empty_text (data, _ ("Hidden: too few anonymous answers to show any"));
}

static void
set_score (CrmChartData *data, guint series, guint category, const CrmScore *score)
{
  if (!score->known)
    return;
  crm_chart_data_set_value (data, series, category, score->value);
  if (score->has_interval)
    crm_chart_data_set_interval (data, series, category, score->low, score->high);
}

static void
name_quadrants (CrmChartData *data, const char *low_high, const char *high_high, const char *low_low, const char *high_low)
{
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_HIGH, low_high);
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_HIGH, high_high);
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_LOW, low_low);
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_LOW, high_low);
}

/* ── SERVQUAL ─────────────────────────────────────────────────────────────────────────────── */

/* The five dimensions of the literature have names in every language; those that an office made up are as it wrote them. */
static const char *
get_dimension (const CrmResultsFigures *self, guint dimension)
{
  static const char *const known[][2] = {
    { "tangibles", NC_ ("dimension of quality", "Tangibles") },
    { "reliability", NC_ ("dimension of quality", "Reliability") },
    { "responsiveness", NC_ ("dimension of quality", "Responsiveness") },
    { "assurance", NC_ ("dimension of quality", "Assurance") },
    { "empathy", NC_ ("dimension of quality", "Empathy") },
  };
  const char *name = self->results->dimensions->pdata[dimension];

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (name, known[i][0]) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "dimension of quality", known[i][1]);
  return *name != '\0' ? name : C_ ("dimension of quality", "Other");
}

CrmChartData *
crm_results_chart_gaps (const CrmResultsFigures *self)
{
  const CrmServqual *servqual = self->results->servqual;
  g_autofree char *subtitle = NULL;
  CrmChartData *data;
  guint gap, last;

  if (servqual == NULL)
    return NULL;
  subtitle = g_strdup_printf (ngettext ("Met less expected; overall of %'u person", "Met less expected; overall of %'u persons", servqual->overall.gap.n), servqual->overall.gap.n);
  data = begin (CRM_CHART_BARS, _ ("Gaps by dimension"), subtitle, CRM_CHART_NUMBER);
  excuse (self, data);
  gap = crm_chart_data_add_series (data, _ ("Gap"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  for (guint i = 0; i < servqual->n_dimensions; i++)
    {
      guint category = crm_chart_data_add_category (data, get_dimension (self, i), NULL);

      set_score (data, gap, category, &servqual->dimensions[i].gap);
    }
  last = crm_chart_data_add_category (data, C_ ("quality of a service", "Overall"), NULL);
  set_score (data, gap, last, &servqual->overall.gap);
  if (servqual->has_weights)
    {
      last = crm_chart_data_add_category (data, C_ ("quality of a service", "Weighted"), _ ("Overall, weighted by importance"));
      set_score (data, gap, last, &servqual->weighted.gap);
    }
  return data;
}

CrmChartData *
crm_results_chart_items (const CrmResultsFigures *self)
{
  const CrmServqual *servqual = self->results->servqual;
  CrmChartData *data;
  guint met, expected;

  if (servqual == NULL)
    return NULL;
  data = begin (CRM_CHART_BARS, _ ("Expected and met"), _ ("Means of those who said both, by item"), CRM_CHART_NUMBER);
  excuse (self, data);
  met = crm_chart_data_add_series (data, C_ ("quality of a service", "Met"), CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  expected = crm_chart_data_add_series (data, C_ ("quality of a service", "Expected"), CRM_SERIES_MARKER, CRM_SERIES_AUTO);
  for (guint i = 0; i < servqual->n_items; i++)
    {
      guint category = add_question (self, data, g_array_index (self->results->items, guint, i));
      const CrmGap *item = &servqual->items[i];

      if (item->perception.known)
        crm_chart_data_set_value (data, met, category, item->perception.value);
      if (item->expectation.known)
        crm_chart_data_set_value (data, expected, category, item->expectation.value);
    }
  return data;
}

/* ── importance and performance ───────────────────────────────────────────────────────────── */

static CrmChartData *
chart_map (const CrmResultsFigures *self, const CrmImportanceMap *map, const GArray *places, const char *title, const char *subtitle)
{
  CrmChartData *data = begin (CRM_CHART_MAP, title, subtitle, CRM_CHART_NUMBER);

  crm_chart_data_set_empty_text (data, _ ("At least two questions with answers make a map."));
  crm_chart_data_add_series (data, _ ("Performance"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, _ ("Importance"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  for (guint i = 0; i < map->n_points; i++)
    {
      guint category = add_question (self, data, g_array_index (places, guint, i));

      if (!map->points[i].known || map->n < 2)
        continue;
      crm_chart_data_set_value (data, 0, category, map->points[i].performance);
      crm_chart_data_set_value (data, 1, category, map->points[i].importance);
      crm_chart_data_set_note (data, category, crm_importance_quadrant_get_text (map->points[i].quadrant));
    }
  if (map->n >= 2)
    crm_chart_data_set_cross (data, map->performance, map->importance);
  name_quadrants (data, crm_importance_quadrant_get_text (CRM_IMPORTANCE_CONCENTRATE), crm_importance_quadrant_get_text (CRM_IMPORTANCE_KEEP_UP),
                  crm_importance_quadrant_get_text (CRM_IMPORTANCE_LOW), crm_importance_quadrant_get_text (CRM_IMPORTANCE_OVERKILL));
  return data;
}

CrmChartData *
crm_results_chart_servqual_map (const CrmResultsFigures *self)
{
  const CrmServqual *servqual = self->results->servqual;
  g_autofree CrmScore *importance = NULL, *performance = NULL;
  g_autoptr (CrmImportanceMap) map = NULL;

  if (servqual == NULL || servqual->n_items < 2)
    return NULL;
  importance = g_new0 (CrmScore, servqual->n_items);
  performance = g_new0 (CrmScore, servqual->n_items);
  for (guint i = 0; i < servqual->n_items; i++)
    {
      importance[i] = servqual->items[i].expectation;
      performance[i] = servqual->items[i].perception;
    }
  map = crm_importance_map_new (CRM_IMPORTANCE_STATED, importance, performance, servqual->n_items);
  return chart_map (self, map, self->results->items, _ ("Importance and performance"), _ ("Importance as stated: what was expected of each item"));
}

CrmChartData *
crm_results_chart_drivers (const CrmResultsFigures *self)
{
  if (self->drivers == NULL)
    return NULL;
  return chart_map (self, self->drivers, self->driver_places, _ ("What drives the score"), _ ("Importance as derived: how an answer goes with the score. That is no proof that it makes it."));
}

/* ── Kano ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_kano (const CrmResultsFigures *self)
{
  for (guint i = 0; i < self->results->n_questions; i++)
    if (get_result (self, i)->column->question->type == CRM_QUESTION_TYPE_KANO && get_result (self, i)->column->is_current)
      return TRUE;
  return FALSE;
}

static void
add_kano_row (const CrmResultsFigures *self, CrmChartData *data, guint place)
{
  const CrmQuestionResult *result = get_result (self, place);
  guint category = add_question (self, data, place);
  g_autofree char *share = NULL, *text = NULL;

  for (guint i = 0; i < result->n_counts && i < CRM_N_KANO_CATEGORIES; i++)
    {
      double rate = result->kano.n > 0 ? (double)result->counts[i] / result->kano.n : 0;

      if (result->kano.n == 0 || result->disclosure < CRM_DISCLOSE_ALL || (result->hidden != NULL && result->hidden[i]))
        continue;
      crm_chart_data_set_value (data, i, category, rate);
    }
  if (result->kano.n == 0 || result->disclosure < CRM_DISCLOSE_ALL || result->hidden != NULL)
    return;
  /* Translators: what a feature is to most, where chance may have decided it: "Attractive?". */
  text = result->kano.is_clear ? g_strdup (crm_kano_category_get_text (result->kano.category)) : g_strdup_printf (C_ ("Kano", "%s?"), crm_kano_category_get_text (result->kano.category));
  crm_chart_data_set_note (data, category, text);
}

CrmChartData *
crm_results_chart_kano (const CrmResultsFigures *self)
{
  CrmChartData *data;

  if (!has_kano (self))
    return NULL;
  data = begin (CRM_CHART_BARS, _ ("What features are to people"), _ ("Shares of those who answered both halves of each pair"), CRM_CHART_SHARE);
  excuse (self, data);
  crm_chart_data_set_stacked (data, TRUE);
  for (int i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    crm_chart_data_add_series (data, crm_kano_category_get_text ((CrmKanoCategory)i), CRM_SERIES_BAR, i >= CRM_KANO_REVERSE ? CRM_SERIES_QUIET : CRM_SERIES_AUTO);
  for (guint i = 0; i < self->results->n_questions; i++)
    if (get_result (self, i)->column->question->type == CRM_QUESTION_TYPE_KANO && get_result (self, i)->column->is_current)
      add_kano_row (self, data, i);
  return data;
}

CrmChartData *
crm_results_chart_kano_map (const CrmResultsFigures *self)
{
  CrmChartData *data;

  if (!has_kano (self))
    return NULL;
  data = begin (CRM_CHART_MAP, _ ("Better and worse"), _ ("How much having a feature would satisfy, and lacking it dissatisfy"), CRM_CHART_SHARE);
  excuse (self, data);
  crm_chart_data_add_series (data, C_ ("Kano", "Worse, without it"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, C_ ("Kano", "Better, with it"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_set_range (data, 0, 0, 1);
  crm_chart_data_set_range (data, 1, 0, 1);
  crm_chart_data_set_cross (data, 0.5, 0.5);
  name_quadrants (data, crm_kano_category_get_text (CRM_KANO_ATTRACTIVE), crm_kano_category_get_text (CRM_KANO_ONE_DIMENSIONAL),
                  crm_kano_category_get_text (CRM_KANO_INDIFFERENT), crm_kano_category_get_text (CRM_KANO_MUST_BE));
  for (guint i = 0; i < self->results->n_questions; i++)
    {
      const CrmQuestionResult *result = get_result (self, i);
      guint category;

      if (result->column->question->type != CRM_QUESTION_TYPE_KANO || !result->column->is_current)
        continue;
      category = add_question (self, data, i);
      if (!result->kano.has_coefficients || result->disclosure < CRM_DISCLOSE_ALL || result->hidden != NULL)
        continue;
      crm_chart_data_set_value (data, 0, category, fabs (result->kano.worse));
      crm_chart_data_set_value (data, 1, category, result->kano.better);
      crm_chart_data_set_note (data, category, crm_kano_category_get_text (result->kano.category));
    }
  return data;
}

/* ── satisfaction and loyalty ─────────────────────────────────────────────────────────────── */

#define STEP     (10 * CRM_DECIMAL_ONE) /* of satisfaction: those within one stand in one point */
#define MOST     10                     /* deals won: more count as many */
#define N_LEVELS 11

static guint
get_level (const CrmLoyaltyPoint *point)
{
  return (guint)CLAMP ((point->satisfaction + STEP / 2) / STEP, 0, N_LEVELS - 1);
}

static guint
get_bin (const CrmLoyaltyPoint *point)
{
  return MIN (point->repeats, MOST) * N_LEVELS + get_level (point);
}

/* How many stand in each bin. */
static void
count_bins (const CrmResultsFigures *self, guint bins[(MOST + 1) * N_LEVELS])
{
  for (guint i = 0; i < self->loyalty->len; i++)
    bins[get_bin (&g_array_index (self->loyalty, CrmLoyaltyPoint, i))]++;
}

static void
add_bin (CrmChartData *data, guint bin, guint n)
{
  guint wins = bin / N_LEVELS, level = bin % N_LEVELS * 10;
  g_autofree char *name = g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);
  guint category = crm_chart_data_add_category (data, "", name);
  CrmSatisfactionLimits limits = { CRM_SATISFIED, CRM_LOYAL };
  CrmLoyaltyPoint point = { .satisfaction = level * CRM_DECIMAL_ONE, .repeats = wins };
  CrmSatisfactionQuadrant quadrant;

  crm_chart_data_set_value (data, 0, category, level);
  crm_chart_data_set_value (data, 1, category, wins);
  crm_chart_data_set_value (data, 2, category, n);
  if (wins == MOST)
    crm_chart_data_set_text (data, 1, category, _ ("10 or more"));
  if (crm_satisfaction_map_place (&point, &limits, &quadrant))
    crm_chart_data_set_note (data, category, crm_satisfaction_quadrant_get_text (quadrant));
}

CrmChartData *
crm_results_chart_loyalty (const CrmResultsFigures *self)
{
  guint bins[(MOST + 1) * N_LEVELS] = { 0 };
  g_autofree char *subtitle = NULL;
  CrmChartData *data;

  if (self->source->wins == NULL || self->loyalty->len == 0)
    return NULL;
  count_bins (self, bins);
  subtitle = g_strdup_printf (ngettext ("%'u customer by the last score and the deals won", "%'u customers by their last score and their deals won", self->loyalty->len), self->loyalty->len);
  data = begin (CRM_CHART_MAP, _ ("Satisfaction and loyalty"), subtitle, CRM_CHART_NUMBER);
  crm_chart_data_add_series (data, _ ("Satisfaction"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, _ ("Deals won"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, _ ("Customers"), CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_set_range (data, 0, 0, 100);
  crm_chart_data_set_range (data, 1, 0, 4);
  crm_chart_data_set_cross (data, 75, CRM_LOYAL - 0.5);
  name_quadrants (data, crm_satisfaction_quadrant_get_text (CRM_LOYAL_UNHAPPY), crm_satisfaction_quadrant_get_text (CRM_SATISFIED_LOYAL),
                  crm_satisfaction_quadrant_get_text (CRM_NEITHER), crm_satisfaction_quadrant_get_text (CRM_SATISFIED_NOT_LOYAL));
  for (guint bin = 0; bin < G_N_ELEMENTS (bins); bin++)
    if (bins[bin] > 0)
      add_bin (data, bin, bins[bin]);
  return data;
}

GArray *
crm_results_find_customers (const CrmResultsFigures *self, guint category)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint bins[(MOST + 1) * N_LEVELS] = { 0 }, place = 0;

  count_bins (self, bins);
  for (guint bin = 0; bin < G_N_ELEMENTS (bins); bin++)
    {
      if (bins[bin] == 0)
        continue;
      if (place++ != category)
        continue;
      for (guint i = 0; i < self->loyalty->len; i++)
        if (get_bin (&g_array_index (self->loyalty, CrmLoyaltyPoint, i)) == bin)
          g_array_append_val (found, g_array_index (self->loyalty, CrmLoyaltyPoint, i).customer);
    }
  return found;
}
