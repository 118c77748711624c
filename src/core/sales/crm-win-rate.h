/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The win rate: of the deals closed in a period, how many and how much was won. Pure; any thread. */

#pragma once

#include "core/base/crm-proportion.h"
#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmWinRate:
 * @won: deals won in the period
 * @lost: deals lost in the period
 * @won_value: what the won ones are worth, minor units of the home currency
 * @lost_value: what the lost ones were worth
 * @by_count: won ÷ (won + lost) with Wilson's interval
 * @excluded: closed deals that cannot be dated, whatever the period; and deals of the period without a usable amount, which are missing
 *   from the values only
 */
typedef struct
{
  guint won;
  guint lost;
  gint64 won_value;
  gint64 lost_value;
  CrmProportion by_count;
  CrmExcluded excluded;
} CrmWinRate;

/**
 * crm_win_rate_compute:
 *
 * Win rate by count = won ÷ (won + lost); by value = won value ÷ (won value + lost value). Open deals do not matter.
 *
 * Which date decides: the closing date. (A cohort's share of won deals is in the funnel.)
 *
 * Source: the field's common definition; P. W. Farris et al., "Marketing Metrics" (2010), chapter on the sales force. Interval:
 * crm_proportion_make (). By value there is none: the values of deals are too uneven for one.
 */
void crm_win_rate_compute (const CrmDealPaths *paths, const CrmPeriod *period, CrmWinRate *rate);

/**
 * crm_win_rate_get_by_value:
 * @rate: (out): 0 to 1
 *
 * Returns: whether there is one: whether anything of value was closed.
 */
gboolean crm_win_rate_get_by_value (const CrmWinRate *self, double *rate);

G_END_DECLS
