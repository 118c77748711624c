/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forecast by month: what is won, committed, possible, and what the open deals weigh. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-snapshot.h"

G_BEGIN_DECLS

/**
 * CrmForecastMonth:
 * @month: its first day; %CRM_DATE_NONE for what is no month
 * @n_won: deals won in it
 * @n_open: open deals expected in it
 * @won: value of the won ones
 * @committed: @won and the open deals of the category committed
 * @best_case: @committed and those of the category best case
 * @pipeline: @best_case and those of the category pipeline: all
 * @weighted: @won and Σ amount × probability of all these open deals, by crm_amount_weigh ()
 *
 * All values are minor units of the home currency.
 */
typedef struct
{
  CrmDate month;
  guint n_won;
  guint n_open;
  gint64 won;
  gint64 committed;
  gint64 best_case;
  gint64 pipeline;
  gint64 weighted;
} CrmForecastMonth;

/**
 * CrmForecast:
 * @overdue: open deals expected before today: they will not close then, so they are in no month
 * @later: open deals expected after the last month
 * @n_outside: won deals of other months, and open deals expected before the first month
 * @n_lost: lost deals, which are in no forecast
 * @n_omitted: open deals of the category omitted
 * @excluded: open deals without an expected date, won ones that cannot be dated, and deals without a usable amount
 *
 * Each deal is in exactly one of these.
 */
typedef struct
{
  CrmForecastMonth overdue;
  CrmForecastMonth later;
  guint n_outside;
  guint n_lost;
  guint n_omitted;
  CrmExcluded excluded;
  guint n_months;
  CrmForecastMonth months[];
} CrmForecast;

/**
 * crm_forecast_new:
 * @snapshots: (array length=n): deals as they stand, or stood on a day past
 * @first: any day of the first month
 * @n_months: how many
 * @today: the day for which the snapshots were taken
 *
 * Which date decides: of won deals the closing date, of open ones the expected closing date.
 *
 * Source: the field's common definition; the categories add up as in P. W. Farris et al., "Marketing Metrics" (2010), on sales pipelines.
 *
 * Returns: (transfer full)
 */
CrmForecast *crm_forecast_new (const CrmDealSnapshot *snapshots, gsize n, CrmDate first, guint n_months, CrmDate today);
void crm_forecast_free (CrmForecast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmForecast, crm_forecast_free)

G_END_DECLS
