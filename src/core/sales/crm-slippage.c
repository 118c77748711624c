/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slippage: how often and how far expected closing dates were pushed. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-slippage.h"

#include "core/sales/crm-kaplan-meier.h"

#define REPEATEDLY 3

static gboolean
is_counted (const CrmDealPath *deal, const CrmPeriod *period, CrmExcluded *excluded)
{
  if (deal->created_at >= period->until)
    return FALSE;
  if (deal->outcome == CRM_DEAL_OPEN)
    return TRUE;
  return !crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_CLOSE, excluded) && deal->closed_at >= period->from;
}

static gboolean
is_made_in_time (const CrmCloseDateChange *change, const CrmDealPath *deal, const CrmPeriod *period)
{
  return crm_period_contains (period, change->at) && (deal->outcome == CRM_DEAL_OPEN || change->at < deal->closed_at);
}

static int
count_days (const CrmCloseDateChange *change)
{
  if (!crm_deal_is_day (change->from) || !crm_deal_is_day (change->to))
    return 0;
  return crm_date_to_days (change->to) - crm_date_to_days (change->from);
}

static void
add_push (CrmSlippage *self, const CrmCloseDateChange *change, int days, CrmDurations *pushes)
{
  self->n_pushes++;
  self->n_out_of_month += change->from / 100 != change->to / 100;
  self->days_pushed += days;
  crm_durations_add (pushes, days, TRUE);
}

static void
add_deal (CrmSlippage *self, const CrmDealPath *deal, const CrmCloseDateChange *changes, gsize n, const CrmPeriod *period, CrmDurations *pushes)
{
  guint before = self->n_pushes, n_pushes;

  for (gsize i = 0; i < n; i++)
    {
      int days = is_made_in_time (&changes[i], deal, period) ? count_days (&changes[i]) : 0;

      if (days > 0)
        add_push (self, &changes[i], days, pushes);
      self->n_pulls += days < 0;
    }
  n_pushes = self->n_pushes - before;
  self->n_deals++;
  self->n_pushed += n_pushes > 0;
  self->n_repeatedly += n_pushes >= REPEATEDLY;
}

void
crm_slippage_compute (const CrmDealPaths *paths, const CrmCloseDateChange *changes, gsize n, const CrmPeriod *period, CrmSlippage *slippage)
{
  CrmDurations pushes;
  gsize first = 0;

  *slippage = (CrmSlippage){ 0 };
  crm_durations_init (&pushes);
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      const CrmDealPath *deal = &paths->deals[i];
      gsize end;

      while (first < n && changes[first].deal < deal->id)
        first++;
      for (end = first; end < n && changes[end].deal == deal->id;)
        end++;
      if (is_counted (deal, period, &slippage->excluded))
        add_deal (slippage, deal, &changes[first], end - first, period, &pushes);
      first = end;
    }
  if (slippage->n_pushes > 0)
    {
      slippage->median_days = (int)crm_durations_get_quantile (&pushes, 50);
      slippage->p80_days = (int)crm_durations_get_quantile (&pushes, 80);
    }
  crm_durations_clear (&pushes);
}
