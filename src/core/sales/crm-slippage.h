/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slippage: how often and how far expected closing dates were pushed. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmCloseDateChange:
 * @deal: the id of a deal
 * @at: when it was changed, microseconds UTC
 * @from: the date before, or %CRM_DATE_NONE
 * @to: the date after, or %CRM_DATE_NONE
 */
typedef struct
{
  gint64 deal;
  gint64 at;
  CrmDate from;
  CrmDate to;
} CrmCloseDateChange;

/**
 * CrmSlippage:
 * @n_deals: deals that were open at some time in the period
 * @n_pushed: how many of them were pushed at least once
 * @n_repeatedly: how many of them were pushed three times or more
 * @n_pushes: changes to a later date
 * @n_out_of_month: pushes that left the month: what a forecast by month misses
 * @n_pulls: changes to an earlier date
 * @days_pushed: Σ days of all pushes
 * @median_days: how far half of the pushes went at most; 0 without a push
 * @p80_days: how far four of five went at most; 0 without a push
 * @excluded: deals that cannot be placed in time
 */
typedef struct
{
  guint n_deals;
  guint n_pushed;
  guint n_repeatedly;
  guint n_pushes;
  guint n_out_of_month;
  guint n_pulls;
  gint64 days_pushed;
  int median_days;
  int p80_days;
  CrmExcluded excluded;
} CrmSlippage;

/**
 * crm_slippage_compute:
 * @paths: its deals ascending by id
 * @changes: (array length=n): ascending by deal, then by time; those of deals that are not in @paths do not matter
 *
 * How often = pushed deals ÷ deals open in the period. A push is a change of an existing date to a later one, made in the period while the
 * deal was open; setting a date for the first time and taking it away are none. How far: the days of each push; median and 80th
 * percentile are the ⌈n × p⌉-th of the sorted ones.
 *
 * Which date decides: when the date was changed. A deal closed before the period or created after it is not counted.
 *
 * Source: the field's common definition ("slippage", "push count"); nothing in it is estimated.
 */
void crm_slippage_compute (const CrmDealPaths *paths, const CrmCloseDateChange *changes, gsize n, const CrmPeriod *period, CrmSlippage *slippage);

G_END_DECLS
