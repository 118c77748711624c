/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sales velocity: how much the open deals bring in a day, if they go as the last ones went. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-velocity.h"

#define MILLISECONDS_A_DAY G_GINT64_CONSTANT (86400000)

typedef struct
{
  gint64 value;
  gint64 cycle;
} Sums;

static void
count_closed (CrmVelocity *self, const CrmDealPath *deal, Sums *sums)
{
  self->closed++;
  if (deal->outcome != CRM_DEAL_WON)
    return;
  self->won++;
  sums->value = crm_amount_add (sums->value, deal->amount);
  sums->cycle = crm_amount_add (sums->cycle, deal->closed_at - deal->created_at);
}

/*
 * open × won ÷ closed × value ÷ won ÷ days, with won cancelled: open × value × a day ÷ (closed × mean cycle). Milliseconds, because a million
 * deals of a year each fit in 64 bits with them and not with microseconds.
 */
static void
finish (CrmVelocity *self, const Sums *sums)
{
  gint64 divisor;

  self->mean_value = crm_amount_mean (sums->value, self->won);
  self->mean_cycle = crm_amount_mean (sums->cycle, self->won);
  if (__builtin_mul_overflow (self->mean_cycle / 1000, (gint64)self->closed, &divisor))
    divisor = G_MAXINT64;
  self->known = divisor > 0;
  if (self->known)
    self->per_day = crm_amount_scale (sums->value, self->open * MILLISECONDS_A_DAY, divisor);
}

void
crm_velocity_compute (const CrmDealPaths *paths, const CrmPeriod *period, CrmVelocity *velocity)
{
  Sums sums = { 0 };

  *velocity = (CrmVelocity){ 0 };
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      const CrmDealPath *deal = &paths->deals[i];
      guint32 needs = CRM_DEAL_NEEDS_CYCLE | (deal->outcome == CRM_DEAL_WON ? CRM_DEAL_NEEDS_AMOUNT : 0);

      velocity->open += deal->outcome == CRM_DEAL_OPEN;
      if (crm_deal_path_closed_in (deal, period, needs, &velocity->excluded))
        count_closed (velocity, deal, &sums);
    }
  finish (velocity, &sums);
}
