/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets: how much of one is reached, and whether the rest is in sight. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-targets.h"

static gboolean
is_within (CrmDate date, CrmDate first, CrmDate last)
{
  return date >= first && date <= last;
}

static void
count_won (CrmAttainment *self, const CrmTarget *target, const CrmDealPath *deal)
{
  if (crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_CLOSE, &self->excluded))
    return;
  if (!is_within (deal->closed_on, target->first, target->last) || crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_AMOUNT, &self->excluded))
    return;
  self->n_won++;
  self->won = crm_amount_add (self->won, deal->amount);
}

static void
count_open (CrmAttainment *self, const CrmTarget *target, const CrmDealPath *deal, CrmDate today)
{
  if (deal->category == CRM_FORECAST_OMITTED || !is_within (deal->expected_on, MAX (target->first, today), target->last))
    return;
  if (crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_AMOUNT, &self->excluded))
    return;
  if (deal->category == CRM_FORECAST_COMMITTED)
    self->committed = crm_amount_add (self->committed, deal->amount);
  self->weighted = crm_amount_add (self->weighted, crm_amount_weigh (deal->amount, deal->probability));
}

static gint64
get_due (const CrmTarget *target, CrmDate today)
{
  int first = crm_date_to_days (target->first);
  int days = crm_date_to_days (target->last) - first + 1;
  int gone = crm_date_to_days (today) - first + 1;

  return crm_amount_scale (target->amount, CLAMP (gone, 0, days), days);
}

static gboolean
is_target (const CrmTarget *target)
{
  return target->amount > 0 && crm_deal_is_day (target->first) && crm_deal_is_day (target->last) && target->first <= target->last;
}

void
crm_target_compute (const CrmDealPaths *paths, const CrmTarget *target, CrmDate today, CrmAttainment *attainment)
{
  g_return_if_fail (crm_deal_is_day (today));

  *attainment = (CrmAttainment){ .known = is_target (target) };
  if (!attainment->known)
    return;
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      const CrmDealPath *deal = &paths->deals[i];

      if (target->owner != 0 && deal->owner != target->owner)
        continue;
      if (deal->outcome == CRM_DEAL_WON)
        count_won (attainment, target, deal);
      else if (deal->outcome == CRM_DEAL_OPEN)
        count_open (attainment, target, deal, today);
    }
  attainment->remaining = MAX (target->amount - attainment->won, 0);
  attainment->due = get_due (target, today);
  attainment->share = (double)attainment->won / (double)target->amount;
  attainment->reached = attainment->won >= target->amount;
}
