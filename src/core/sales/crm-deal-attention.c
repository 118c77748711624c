/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an open deal asks for somebody. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-attention.h"

#include "core/base/crm-date-time.h"

#define DAY (G_TIME_SPAN_DAY)

void
crm_today_init (CrmToday *self, gint64 now, GTimeZone *zone)
{
  CrmDate date = crm_date_time_to_local (now, zone, NULL);

  self->now = now;
  self->begin = crm_date_time_from_local (date, 0, zone);
  self->end = crm_date_time_from_local (crm_date_add_days (date, 1), 0, zone);
}

static CrmDealStep
find_step (gint64 next_step, const CrmToday *today)
{
  if (next_step == 0)
    return CRM_DEAL_STEP_NONE;
  if (next_step < today->begin)
    return CRM_DEAL_STEP_OVERDUE;
  return next_step < today->end ? CRM_DEAL_STEP_TODAY : CRM_DEAL_STEP_PLANNED;
}

void
crm_deal_attention_find (CrmDealAttention *self, gint64 next_step, gint64 stage_since, int day_limit, const CrmToday *today)
{
  gint64 days = 0;

  g_return_if_fail (self != NULL && today != NULL);

  if (stage_since > 0 && stage_since < today->now)
    days = (today->now - stage_since) / DAY;
  self->step = find_step (next_step, today);
  self->days = (int)MIN (days, G_MAXINT);
  self->days_over = day_limit > 0 ? MAX (self->days - day_limit, 0) : 0;
}

guint
crm_deal_attention_rank (const CrmDealAttention *self)
{
  if (self->step == CRM_DEAL_STEP_OVERDUE)
    return 0;
  if (self->step == CRM_DEAL_STEP_NONE)
    return 1;
  if (self->days_over > 0)
    return 2;
  return self->step == CRM_DEAL_STEP_TODAY ? 3 : 4;
}
