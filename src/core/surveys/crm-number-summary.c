/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people answered to a question for a number: mean, median, quartiles. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-number-summary.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-key-sort.h"

#include <math.h>

/* Keys are the numbers above the lowest there can be, so that their order is that of the numbers. */
static double
get_number (const guint64 *keys, gsize place)
{
  return ((double)keys[place] - (double)CRM_MOMENTS_MAX) / CRM_DECIMAL_ONE;
}

static double
get_quantile (const guint64 *keys, gsize n, double share)
{
  double place = (double)(n - 1) * share, before = floor (place), part = place - before;
  double low = get_number (keys, (gsize)before), high = get_number (keys, MIN ((gsize)before + 1, n - 1));

  return low + part * (high - low);
}

void
crm_number_summary_compute (const gint64 *numbers, gsize n, CrmNumberSummary *summary)
{
  g_autofree guint64 *keys = g_new (guint64, n + 1);
  CrmMoments moments = { 0 };

  *summary = (CrmNumberSummary){ 0 };
  for (gsize i = 0; i < n; i++)
    if (crm_moments_add (&moments, numbers[i]))
      keys[moments.n - 1] = (guint64)(numbers[i] + CRM_MOMENTS_MAX);
    else
      summary->n_excluded++;
  if (moments.n == 0)
    return;
  crm_key_sort (keys, moments.n);
  summary->mean = crm_score_mean (&moments, CRM_DECIMAL_ONE, -INFINITY, INFINITY);
  summary->minimum = get_number (keys, 0);
  summary->lower_quartile = get_quantile (keys, moments.n, 0.25);
  summary->median = get_quantile (keys, moments.n, 0.5);
  summary->upper_quartile = get_quantile (keys, moments.n, 0.75);
  summary->maximum = get_number (keys, moments.n - 1);
}
