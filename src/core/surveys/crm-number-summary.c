/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people answered to a question for a number: mean, median, quartiles. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-number-summary.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-key-sort.h"

#include <math.h>

/* Numbers in order: keys above the lowest. */
typedef struct
{
  guint64 *keys;
  gsize n;
  gint64 lowest;
} Ordered;

static double
get_number (const Ordered *self, gsize place)
{
  return (double)(self->lowest + (gint64)self->keys[place]) / CRM_DECIMAL_ONE;
}

static double
get_quantile (const Ordered *self, double share)
{
  double place = (double)(self->n - 1) * share, before = floor (place), part = place - before;
  double low = get_number (self, (gsize)before), high = get_number (self, MIN ((gsize)before + 1, self->n - 1));

  return low + part * (high - low);
}

void
crm_number_summary_compute (const gint64 *numbers, gsize n, CrmNumberSummary *summary)
{
  g_autofree guint64 *keys = g_new (guint64, n + 1);
  Ordered ordered = { keys, 0, CRM_MOMENTS_MAX };
  CrmMoments moments = { 0 };

  *summary = (CrmNumberSummary){ 0 };
  for (gsize i = 0; i < n; i++)
    if (crm_moments_add (&moments, numbers[i]))
      ordered.lowest = MIN (ordered.lowest, numbers[i]);
    else
      summary->n_excluded++;
  if (moments.n == 0)
    return;
  for (gsize i = 0; i < n; i++)
    if (numbers[i] >= -CRM_MOMENTS_MAX && numbers[i] <= CRM_MOMENTS_MAX)
      keys[ordered.n++] = (guint64)(numbers[i] - ordered.lowest);
  crm_key_sort (keys, ordered.n);
  summary->mean = crm_score_mean (&moments, CRM_DECIMAL_ONE, -INFINITY, INFINITY);
  summary->minimum = get_number (&ordered, 0);
  summary->lower_quartile = get_quantile (&ordered, 0.25);
  summary->median = get_quantile (&ordered, 0.5);
  summary->upper_quartile = get_quantile (&ordered, 0.75);
  summary->maximum = get_number (&ordered, ordered.n - 1);
}
