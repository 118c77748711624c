/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a score went, by week, month or quarter. Pure; any thread. */

#pragma once

#include "core/base/crm-date.h"
#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/** CRM_TREND_MAX_POINTS: twenty years of weeks; what lies before them is counted and not shown. */
#define CRM_TREND_MAX_POINTS 1040

typedef enum
{
  CRM_TREND_WEEK, /* from Monday, ISO 8601 */
  CRM_TREND_MONTH,
  CRM_TREND_QUARTER,
} CrmTrendStep;

/** CrmTrendPoint: the score of the answers from @start until the next point; not known where there were none. */
typedef struct
{
  CrmDate start;
  CrmScore score;
} CrmTrendPoint;

/**
 * CrmScoreTrend:
 * @n_undated: answers without a usable day
 * @n_before: answers before the first point, where there would be more than %CRM_TREND_MAX_POINTS
 * @points: (array length=n_points): one for each week, month or quarter from the first to the last, those without answers too
 */
typedef struct
{
  guint n_undated;
  guint n_before;
  guint n_points;
  CrmTrendPoint points[];
} CrmScoreTrend;

/**
 * CrmTrendOptions:
 * @kind: how the score is made, with
 * @minimum: the lowest answer and
 * @n_values: how many answers the scale has
 * @from: the first day, or %CRM_DATE_NONE for that of the first answer
 * @to: the last day, or %CRM_DATE_NONE for that of the last answer
 */
typedef struct
{
  CrmTrendStep step;
  CrmScoreKind kind;
  int minimum;
  guint n_values;
  CrmDate from;
  CrmDate to;
} CrmTrendOptions;

/**
 * crm_score_trend_new:
 * @days: (array length=n): when each answer was given
 * @ratings: (array length=n): what it was; what is not on the scale does not count
 *
 * Each point by crm_score_from_counts () on its own answers alone. Nothing is smoothed, and a gap is a gap.
 *
 * Returns: (transfer full)
 */
CrmScoreTrend *crm_score_trend_new (const CrmTrendOptions *options, const CrmDate *days, const CrmRating *ratings, gsize n);
void crm_score_trend_free (CrmScoreTrend *self);

/* The first day of the week, month or quarter that @day is in; @day is a valid date with its year. */
CrmDate crm_trend_step_get_start (CrmTrendStep step, CrmDate day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmScoreTrend, crm_score_trend_free)

G_END_DECLS
