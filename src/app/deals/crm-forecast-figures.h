/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of the Forecast view, computed at once, and their charts. No widget; any thread. */

#pragma once

#include "app/charts/crm-chart-data.h"
#include "app/deals/crm-deals-report.h"
#include "app/deals/crm-forecast-months.h"
#include "core/sales/crm-forecast-accuracy.h"
#include "core/sales/crm-forecast.h"
#include "core/sales/crm-seasonal.h"
#include "core/sales/crm-targets.h"

G_BEGIN_DECLS

/** CRM_FORECAST_PAST_MONTHS: months that are over, whose forecasts are held against what came. */
#define CRM_FORECAST_PAST_MONTHS 6

/**
 * CrmTargetReached:
 * @record: of the kind target
 * @name: whose it is
 */
typedef struct
{
  CrmRecord *record;
  char *name;
  CrmTarget target;
  CrmAttainment attainment;
} CrmTargetReached;

/**
 * CrmForecastFigures:
 * @kept: (element-type CrmDealPath): the deals that are in the pipeline now; @here is over them
 * @months: the open deals by month
 * @month_targets: by month looked at: what all targets of the whole company, or of whom the scope is about, ask for; 0 for none
 * @won_months: (array): value won in each whole month of the past, the oldest first
 * @pairs: by past month: what a snapshot of its first day foretold, and what came
 * @targets: (element-type CrmTargetReached): those that today lies in
 */
typedef struct
{
  CrmForecast *forecast;
  CrmDealPaths here;
  CrmBoard *months;
  gint64 month_targets[CRM_FORECAST_VIEW_MONTHS];
  guint n_won_months;
  gint64 *won_months;
  CrmSeasonalForecast *seasonal;
  CrmDate past_months[CRM_FORECAST_PAST_MONTHS];
  CrmForecastPair pairs[CRM_FORECAST_PAST_MONTHS];
  guint n_pairs;
  CrmForecastAccuracy accuracy;
  GPtrArray *targets;
  CrmDate today;

  /*< private >*/
  GArray *kept;
} CrmForecastFigures;

gpointer crm_forecast_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error);
void crm_forecast_figures_free (gpointer figures);

/* (transfer full): the charts. */
CrmChartData *crm_forecast_figures_chart_months (const CrmForecastFigures *self, const CrmDealReading *reading);
CrmChartData *crm_forecast_figures_chart_seasonal (const CrmForecastFigures *self, const CrmDealReading *reading);
CrmChartData *crm_forecast_figures_chart_accuracy (const CrmForecastFigures *self, const CrmDealReading *reading);
CrmChartData *crm_forecast_figures_chart_targets (const CrmForecastFigures *self, const CrmDealReading *reading);

/* (transfer full) (element-type gint64): the deals that a series of the chart of months adds in that month. */
GArray *crm_forecast_figures_find_deals (const CrmForecastFigures *self, guint series, guint month);

G_END_DECLS
