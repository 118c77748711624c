/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a score went, by week, month or quarter. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-score-trend.h"

#define NO_PLACE G_MININT

/* From 1970-01-01, a Thursday, back to the Monday before. */
#define DAYS_TO_MONDAY 3

#define MONTHS_A_QUARTER 3

/* Weeks, months or quarters since one of long ago. */
static int
get_place (CrmTrendStep step, CrmDate day)
{
  int months = crm_date_get_year (day) * 12 + crm_date_get_month (day) - 1, days;

  switch (step)
    {
    case CRM_TREND_MONTH:
      return months;
    case CRM_TREND_QUARTER:
      return months / MONTHS_A_QUARTER;
    case CRM_TREND_WEEK:
    default:
      days = crm_date_to_days (day) + DAYS_TO_MONDAY;
      return (days - (days % 7 + 7) % 7) / 7;
    }
}

static CrmDate
get_start (CrmTrendStep step, int place)
{
  if (step == CRM_TREND_WEEK)
    return crm_date_from_days (place * 7 - DAYS_TO_MONDAY);
  if (step == CRM_TREND_QUARTER)
    place *= MONTHS_A_QUARTER;
  return crm_date_make (place / 12, place % 12 + 1, 1);
}

CrmDate
crm_trend_step_get_start (CrmTrendStep step, CrmDate day)
{
  return get_start (step, get_place (step, day));
}

static gboolean
is_day (CrmDate day)
{
  return crm_date_is_valid (day) && crm_date_get_year (day) > 0;
}

static gboolean
is_on_scale (const CrmTrendOptions *options, CrmRating rating)
{
  return rating != CRM_RATING_NONE && rating >= options->minimum && (guint)(rating - options->minimum) < options->n_values;
}

/* The place of each answer, NO_PLACE for one that does not count, and the first and last of them. */
static int *
find_places (const CrmTrendOptions *options, const CrmDate *days, const CrmRating *ratings, gsize n, int *first, int *last, guint *n_undated)
{
  int *places = g_new (int, n + 1);

  *first = G_MAXINT;
  *last = NO_PLACE;
  for (gsize i = 0; i < n; i++)
    {
      places[i] = NO_PLACE;
      if (!is_on_scale (options, ratings[i]))
        continue;
      if (!is_day (days[i]))
        {
          (*n_undated)++;
          continue;
        }
      if ((options->from != CRM_DATE_NONE && days[i] < options->from) || (options->to != CRM_DATE_NONE && days[i] > options->to))
        continue;
      places[i] = get_place (options->step, days[i]);
      *first = MIN (*first, places[i]);
      *last = MAX (*last, places[i]);
    }
  if (is_day (options->from))
    *first = get_place (options->step, options->from);
  if (is_day (options->to))
    *last = get_place (options->step, options->to);
  return places;
}

CrmScoreTrend *
crm_score_trend_new (const CrmTrendOptions *options, const CrmDate *days, const CrmRating *ratings, gsize n)
{
  guint n_undated = 0, n_points;
  int first, last;
  g_autofree int *places = find_places (options, days, ratings, n, &first, &last, &n_undated);
  g_autofree guint *counts = NULL;
  CrmScoreTrend *self;

  n_points = first <= last ? (guint)(last - first) + 1 : 0;
  if (n_points > CRM_TREND_MAX_POINTS)
    first += (int)(n_points - CRM_TREND_MAX_POINTS);
  n_points = MIN (n_points, CRM_TREND_MAX_POINTS);
  self = g_malloc0 (sizeof *self + n_points * sizeof self->points[0]);
  self->n_points = n_points;
  self->n_undated = n_undated;
  counts = g_new0 (guint, (gsize)n_points * options->n_values + 1);
  for (gsize i = 0; i < n; i++)
    if (places[i] != NO_PLACE && places[i] < first)
      self->n_before++;
    else if (places[i] != NO_PLACE)
      counts[(gsize)(places[i] - first) * options->n_values + (guint)(ratings[i] - options->minimum)]++;
  for (guint i = 0; i < n_points; i++)
    self->points[i] = (CrmTrendPoint){
      get_start (options->step, first + (int)i),
      crm_score_from_counts (options->kind, options->minimum, &counts[(gsize)i * options->n_values], options->n_values),
    };
  return self;
}

void
crm_score_trend_free (CrmScoreTrend *self)
{
  g_free (self);
}
