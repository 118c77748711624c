/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of a survey: a number for what many people answered, and how sure one can be of it. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-score.h"

#include "core/base/crm-proportion.h"
#include "core/surveys/crm-distribution.h"

#include <math.h>

#define CONFIDENCE 0.95
#define Z_95       1.959963984540054

#define POINTS 100

static CrmScore
make_score (guint n, double value, gboolean has_interval, double low, double high)
{
  return has_interval ? (CrmScore){ n, TRUE, TRUE, value, low, high } : (CrmScore){ n, TRUE, FALSE, value, value, value };
}

CrmScore
crm_score_share (guint part, guint whole)
{
  CrmProportion share = crm_proportion_make (part, whole);

  return whole > 0 ? make_score (whole, share.rate, TRUE, share.low, share.high) : (CrmScore){ 0 };
}

/* ── net promoter score ───────────────────────────────────────────────────────────────────── */

static guint
count_nps (const CrmNps *nps)
{
  return nps->promoters + nps->passives + nps->detractors;
}

static gboolean
is_uniform (const CrmNps *nps)
{
  return MAX (MAX (nps->promoters, nps->passives), nps->detractors) == count_nps (nps);
}

/* The middle of the interval, −1 to 1, and the squared standard error about it. */
static double
get_center (const CrmNps *nps, double *variance)
{
  gboolean adjusted = is_uniform (nps);
  double n = count_nps (nps) + (adjusted ? 3 : 0);
  double p = (nps->promoters + (adjusted ? 0.75 : 0)) / n, d = (nps->detractors + (adjusted ? 0.75 : 0)) / n;

  *variance = MAX (p + d - (p - d) * (p - d), 0) / n;
  return p - d;
}

double
crm_nps_get_variance (const CrmNps *nps)
{
  double variance;

  if (count_nps (nps) == 0)
    return 0;
  get_center (nps, &variance);
  return POINTS * POINTS * variance;
}

CrmScore
crm_score_nps (const CrmNps *nps)
{
  guint n = count_nps (nps);
  double value, center, variance, reach;

  if (n == 0)
    return (CrmScore){ 0 };
  value = POINTS * ((double)nps->promoters - nps->detractors) / n;
  center = POINTS * get_center (nps, &variance);
  reach = POINTS * Z_95 * sqrt (variance);
  return make_score (n, value, n > 1, MIN (MAX (center - reach, -POINTS), value), MAX (MIN (center + reach, POINTS), value));
}

/* ── mean ─────────────────────────────────────────────────────────────────────────────────── */

CrmScore
crm_score_mean (const CrmMoments *moments, double unit, double minimum, double maximum)
{
  double value = crm_moments_get_mean (moments) / unit, reach = 0;

  if (moments->n == 0)
    return (CrmScore){ 0 };
  if (moments->n > 1)
    reach = crm_student_quantile (CONFIDENCE, moments->n - 1) * sqrt (crm_moments_get_variance (moments) / moments->n) / unit;
  /* Answers from beyond the scale may have put the mean itself there. */
  return make_score (moments->n, value, moments->n > 1, MIN (MAX (value - reach, minimum), value), MAX (MIN (value + reach, maximum), value));
}

/* ── counts ───────────────────────────────────────────────────────────────────────────────── */

CrmNps
crm_nps_from_counts (int minimum, const guint *counts, guint n_values)
{
  CrmNps nps = { 0 };

  for (guint i = 0; i < n_values; i++)
    {
      int answer = minimum + (int)i;

      *(answer >= CRM_NPS_PROMOTER ? &nps.promoters : answer >= CRM_NPS_PASSIVE ? &nps.passives
                                                                                : &nps.detractors)
          += counts[i];
    }
  return nps;
}

CrmMoments
crm_moments_from_counts (int minimum, const guint *counts, guint n_values)
{
  CrmMoments moments = { 0 };

  for (guint i = 0; i < n_values; i++)
    crm_moments_add_times (&moments, minimum + (int)i, counts[i]);
  return moments;
}

static CrmScore
score_top (const guint *counts, guint n_values)
{
  guint top = 0, n = 0;

  for (guint i = 0; i < n_values; i++)
    {
      n += counts[i];
      top += i + CRM_SCORE_N_TOP >= n_values ? counts[i] : 0;
    }
  return crm_score_share (top, n);
}

CrmScore
crm_score_from_counts (CrmScoreKind kind, int minimum, const guint *counts, guint n_values)
{
  CrmNps nps;
  CrmMoments moments;

  switch (kind)
    {
    case CRM_SCORE_NPS:
      nps = crm_nps_from_counts (minimum, counts, n_values);
      return crm_score_nps (&nps);
    case CRM_SCORE_SHARE:
      return score_top (counts, n_values);
    case CRM_SCORE_MEAN:
    default:
      moments = crm_moments_from_counts (minimum, counts, n_values);
      return crm_score_mean (&moments, 1, minimum, minimum + (double)n_values - 1);
    }
}
