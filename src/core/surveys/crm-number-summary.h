/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people answered to a question for a number: mean, median, quartiles. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/**
 * CrmNumberSummary:
 * @mean: with its interval; its n is how many numbers there are, and without any nothing below means something
 * @n_excluded: numbers beyond ± a billion, taken for slips of the hand and left out of everything
 */
typedef struct
{
  CrmScore mean;
  guint n_excluded;
  double minimum;
  double lower_quartile;
  double median;
  double upper_quartile;
  double maximum;
} CrmNumberSummary;

/**
 * crm_number_summary_compute:
 * @numbers: (array length=n): millionths, in any order
 *
 * Mean by crm_score_mean (). The quantile q of n sorted numbers stands at the place 1 + (n − 1) q, between two numbers in proportion: with an even n the
 * median is midway between the middle two.
 *
 * Source: R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996), definition 7.
 */
void crm_number_summary_compute (const gint64 *numbers, gsize n, CrmNumberSummary *summary);

G_END_DECLS
