/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The win rate: of the deals closed in a period, how many and how much was won. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-win-rate.h"

static void
count_deal (CrmWinRate *self, const CrmDealPath *deal)
{
  gboolean won = deal->outcome == CRM_DEAL_WON;
  gint64 *value = won ? &self->won_value : &self->lost_value;

  self->won += won;
  self->lost += !won;
  if (!crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_AMOUNT, &self->excluded))
    *value = crm_amount_add (*value, deal->amount);
}

void
crm_win_rate_compute (const CrmDealPaths *paths, const CrmPeriod *period, CrmWinRate *rate)
{
  *rate = (CrmWinRate){ 0 };
  for (gsize i = 0; i < paths->n_deals; i++)
    if (crm_deal_path_closed_in (&paths->deals[i], period, CRM_DEAL_NEEDS_CLOSE, &rate->excluded))
      count_deal (rate, &paths->deals[i]);
  rate->by_count = crm_proportion_make (rate->won, rate->won + rate->lost);
}

gboolean
crm_win_rate_get_by_value (const CrmWinRate *self, double *rate)
{
  double won = (double)self->won_value, lost = (double)self->lost_value;

  *rate = won + lost > 0 ? won / (won + lost) : 0;
  return won + lost > 0;
}
