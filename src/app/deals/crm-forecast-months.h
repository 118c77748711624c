/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open deals by the month in which they are expected to close, as columns. Pure; any thread. */

#pragma once

#include "core/sales/crm-board.h"

G_BEGIN_DECLS

/** CRM_FORECAST_VIEW_MONTHS: months looked at, the present one first. */
#define CRM_FORECAST_VIEW_MONTHS 6

/* The columns: deals without a date, overdue ones, the months, all later ones. */
typedef enum
{
  CRM_FORECAST_PLACE_NONE,
  CRM_FORECAST_PLACE_OVERDUE,
  CRM_FORECAST_PLACE_MONTH,
  CRM_FORECAST_PLACE_LATER = CRM_FORECAST_PLACE_MONTH + CRM_FORECAST_VIEW_MONTHS,
  CRM_FORECAST_N_PLACES
} CrmForecastPlace;

/**
 * crm_forecast_months_new:
 * @deals: those of a pipeline
 * @home: the currency of the sums
 * @now: microseconds UTC, in @zone on @today
 *
 * All open deals, by the day expected: also those that no forecast counts, for want of a date, of an amount, or by their category.
 *
 * Returns: (transfer full): columns without stages, in the order of #CrmForecastPlace.
 */
CrmBoard *crm_forecast_months_new (const CrmDealPaths *deals, const char *home, CrmDate today, gint64 now, GTimeZone *zone);

/* Where a deal stands that is expected then. */
guint crm_forecast_months_find_place (CrmDate expected, CrmDate today);

/* The first day of the month that deals get when they are put there; %CRM_DATE_NONE where none can be. */
CrmDate crm_forecast_months_get_month (guint place, CrmDate today);

/* (transfer full): "November 2026", "Overdue"; @month: any day of it. */
char *crm_forecast_months_dup_title (guint place, CrmDate today);
char *crm_forecast_months_dup_name (CrmDate month);

G_END_DECLS
