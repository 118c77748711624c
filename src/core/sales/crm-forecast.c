/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast by month: what is won, committed, possible, and what the open deals weigh. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-forecast.h"

static int
count_months (CrmDate date)
{
  return crm_date_get_year (date) * 12 + crm_date_get_month (date) - 1;
}

static void
add_to (gint64 *sum, gint64 amount)
{
  *sum = crm_amount_add (*sum, amount);
}

static void
add_won (CrmForecastMonth *month, gint64 amount)
{
  month->n_won++;
  add_to (&month->won, amount);
  add_to (&month->committed, amount);
  add_to (&month->best_case, amount);
  add_to (&month->pipeline, amount);
  add_to (&month->weighted, amount);
}

static void
add_open (CrmForecastMonth *month, const CrmDealSnapshot *deal)
{
  month->n_open++;
  add_to (&month->pipeline, deal->amount);
  if (deal->category >= CRM_FORECAST_BEST_CASE)
    add_to (&month->best_case, deal->amount);
  if (deal->category >= CRM_FORECAST_COMMITTED)
    add_to (&month->committed, deal->amount);
  add_to (&month->weighted, crm_amount_weigh (deal->amount, deal->probability));
}

/* (nullable): the month of @date among those asked for. */
static CrmForecastMonth *
find_month (CrmForecast *self, CrmDate date)
{
  int place = self->n_months > 0 ? count_months (date) - count_months (self->months[0].month) : -1;

  return place >= 0 && place < (int)self->n_months ? &self->months[place] : NULL;
}

static void
place_won (CrmForecast *self, const CrmDealSnapshot *deal)
{
  CrmForecastMonth *month;

  if (!crm_deal_is_day (deal->closed_on) && crm_excluded_add (&self->excluded, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_CLOSE_DATE)))
    return;
  month = find_month (self, deal->closed_on);
  if (month != NULL)
    add_won (month, deal->amount);
  else
    self->n_outside++;
}

static void
place_open (CrmForecast *self, const CrmDealSnapshot *deal, CrmDate today)
{
  CrmForecastMonth *month;

  if (!crm_deal_is_day (deal->expected_on) && crm_excluded_add (&self->excluded, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_EXPECTED_CLOSE)))
    return;
  month = deal->expected_on < today ? &self->overdue : find_month (self, deal->expected_on);
  if (month == NULL && self->n_months > 0 && deal->expected_on > self->months[0].month)
    month = &self->later;
  if (month != NULL)
    add_open (month, deal);
  else
    self->n_outside++;
}

static void
place (CrmForecast *self, const CrmDealSnapshot *deal, CrmDate today)
{
  guint32 needs = CRM_DEAL_NEEDS_AMOUNT | (deal->outcome == CRM_DEAL_WON ? CRM_DEAL_NEEDS_CLOSE : 0);

  if (deal->outcome == CRM_DEAL_LOST)
    self->n_lost++;
  else if (deal->outcome == CRM_DEAL_OPEN && deal->category == CRM_FORECAST_OMITTED)
    self->n_omitted++;
  else if (crm_excluded_add (&self->excluded, deal->problems & needs))
    return;
  else if (deal->outcome == CRM_DEAL_WON)
    place_won (self, deal);
  else
    place_open (self, deal, today);
}

CrmForecast *
crm_forecast_new (const CrmDealSnapshot *snapshots, gsize n, CrmDate first, guint n_months, CrmDate today)
{
  CrmForecast *self;
  CrmDate month = crm_date_make (crm_date_get_year (first), crm_date_get_month (first), 1);

  g_return_val_if_fail (month != CRM_DATE_NONE && n_months <= 1200, NULL);

  self = g_malloc0 (sizeof *self + n_months * sizeof self->months[0]);
  self->n_months = n_months;
  for (guint i = 0; i < n_months; i++)
    self->months[i].month = crm_date_add_months (month, (int)i);
  for (gsize i = 0; i < n; i++)
    place (self, &snapshots[i], today);
  return self;
}

void
crm_forecast_free (CrmForecast *self)
{
  g_free (self);
}
