/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a score has changed since the period before, or chance has. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-score-change.h"

#include "core/surveys/crm-distribution.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Below this a number that is expected is too small for the normal distribution. */
#define LEAST_EXPECTED 5

/* Tables whose probabilities differ by less are equally likely. */
#define TOLERANCE 1e-7

static CrmScoreChange
make_change (guint n, guint n_before, CrmChangeTest test, double difference, double p)
{
  CrmScoreChange change = { CRM_CHANGE_TOO_FEW, test, difference, p };

  if (MIN (n, n_before) >= CRM_CHANGE_LEAST)
    change.verdict = p < CRM_CHANGE_LEVEL ? CRM_CHANGE_REAL : CRM_CHANGE_CHANCE;
  return change;
}

static CrmScoreChange
make_unknown (double difference)
{
  return (CrmScoreChange){ CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, difference, 1 };
}

/* ── shares ───────────────────────────────────────────────────────────────────────────────── */

/*
 * The probabilities of all tables with these margins, relative to that of the table seen: from there outwards each follows from the one before, so
 * nothing is lost in the difference of large logarithms.
 */
static double
get_fisher_p (guint part, guint whole, guint part_before, guint whole_before)
{
  double row = whole, other = whole_before, column = (double)part + part_before;
  double lowest = MAX (0, column - other), highest = MIN (row, column), seen = part, all = 1, as_rare = 1, weight = 1;

  for (double k = seen; k < highest; k++)
    {
      weight *= (row - k) * (column - k) / ((k + 1) * (other - column + k + 1));
      all += weight;
      as_rare += weight <= 1 + TOLERANCE ? weight : 0;
    }
  weight = 1;
  for (double k = seen; k > lowest; k--)
    {
      weight *= k * (other - column + k) / ((row - k + 1) * (column - k + 1));
      all += weight;
      as_rare += weight <= 1 + TOLERANCE ? weight : 0;
    }
  return MIN (as_rare / all, 1);
}

CrmScoreChange
crm_score_change_of_shares (guint part, guint whole, guint part_before, guint whole_before)
{
  double n = whole, m = whole_before, pooled = ((double)part + part_before) / MAX (n + m, 1), difference;

  g_return_val_if_fail (part <= whole && part_before <= whole_before, make_unknown (0));

  if (whole == 0 || whole_before == 0)
    return make_unknown (0);
  difference = part / n - part_before / m;
  if (MIN (n, m) * MIN (pooled, 1 - pooled) < LEAST_EXPECTED)
    return make_change (whole, whole_before, CRM_CHANGE_TEST_FISHER, difference, get_fisher_p (part, whole, part_before, whole_before));
  return make_change (whole, whole_before, CRM_CHANGE_TEST_Z, difference, crm_normal_tail (difference / sqrt (pooled * (1 - pooled) * (1 / n + 1 / m))));
}

/* ── net promoter score and means ─────────────────────────────────────────────────────────── */

CrmScoreChange
crm_score_change_of_nps (const CrmNps *nps, const CrmNps *before)
{
  CrmScore now = crm_score_nps (nps), then = crm_score_nps (before);
  double difference = now.value - then.value;

  if (!now.known || !then.known)
    return make_unknown (0);
  return make_change (now.n, then.n, CRM_CHANGE_TEST_Z, difference,
                      crm_normal_tail (difference / sqrt (crm_nps_get_variance (nps) + crm_nps_get_variance (before))));
}

CrmScoreChange
crm_score_change_of_means (const CrmMoments *moments, const CrmMoments *before, double unit)
{
  double difference = (crm_moments_get_mean (moments) - crm_moments_get_mean (before)) / unit, v, w, freedom;

  if (moments->n < 2 || before->n < 2)
    return make_unknown (moments->n > 0 && before->n > 0 ? difference : 0);
  v = crm_moments_get_variance (moments) / moments->n;
  w = crm_moments_get_variance (before) / before->n;
  if (!(v + w > 0))
    return make_change (moments->n, before->n, CRM_CHANGE_TEST_WELCH, difference, difference == 0);
  freedom = (v + w) * (v + w) / (v * v / (moments->n - 1) + w * w / (before->n - 1));
  return make_change (moments->n, before->n, CRM_CHANGE_TEST_WELCH, difference, crm_student_tail (difference * unit / sqrt (v + w), MAX (freedom, 1)));
}

/* ── by kind ──────────────────────────────────────────────────────────────────────────────── */

static guint
sum_counts (const guint *counts, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

static CrmScoreChange
compare_top (const guint *counts, const guint *before, guint n_values)
{
  guint below = n_values - MIN (CRM_SCORE_N_TOP, n_values);

  return crm_score_change_of_shares (sum_counts (counts + below, n_values - below), sum_counts (counts, n_values),
                                     sum_counts (before + below, n_values - below), sum_counts (before, n_values));
}

CrmScoreChange
crm_score_change_from_counts (CrmScoreKind kind, int minimum, const guint *counts, const guint *before, guint n_values)
{
  CrmNps now, then;
  CrmMoments moments, moments_before;

  switch (kind)
    {
    case CRM_SCORE_NPS:
      now = crm_nps_from_counts (minimum, counts, n_values);
      then = crm_nps_from_counts (minimum, before, n_values);
      return crm_score_change_of_nps (&now, &then);
    case CRM_SCORE_SHARE:
      return compare_top (counts, before, n_values);
    case CRM_SCORE_MEAN:
    default:
      moments = crm_moments_from_counts (minimum, counts, n_values);
      moments_before = crm_moments_from_counts (minimum, before, n_values);
      return crm_score_change_of_means (&moments, &moments_before, 1);
    }
}

/* ── words ────────────────────────────────────────────────────────────────────────────────── */

const char *
crm_change_verdict_get_text (CrmChangeVerdict verdict)
{
  switch (verdict)
    {
    case CRM_CHANGE_REAL:
      return _ ("likely a real change");
    case CRM_CHANGE_CHANCE:
      return _ ("may be chance");
    case CRM_CHANGE_TOO_FEW:
    default:
      return _ ("too few answers to say");
    }
}

const char *
crm_change_verdict_get_name (CrmChangeVerdict verdict)
{
  switch (verdict)
    {
    case CRM_CHANGE_REAL:
      return "real";
    case CRM_CHANGE_CHANCE:
      return "chance";
    case CRM_CHANGE_TOO_FEW:
    default:
      return "too-few";
    }
}
