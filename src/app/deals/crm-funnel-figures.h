/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures of the Funnel view, computed at once, and their charts. No widget; any thread. */

#pragma once

#include "app/charts/crm-chart-data.h"
#include "app/deals/crm-deals-report.h"
#include "core/sales/crm-concentration.h"
#include "core/sales/crm-deal-groups.h"
#include "core/sales/crm-funnel.h"
#include "core/sales/crm-reasons.h"
#include "core/sales/crm-slippage.h"
#include "core/sales/crm-stage-time.h"
#include "core/sales/crm-velocity.h"
#include "core/sales/crm-win-rate.h"
#include "core/sales/crm-win-reading.h"

G_BEGIN_DECLS

/**
 * CrmGroupRate:
 * @key: of a CrmDealGroup
 */
typedef struct
{
  guint32 key;
  CrmWinRate rate;
} CrmGroupRate;

/**
 * CrmFunnelFigures:
 * @here: the deals that are in the pipeline now; over @kept
 * @owners: (element-type CrmGroupRate): those with closed deals, the most closed first; as are @sources
 * @driver_names: (element-type utf8): by driver
 */
typedef struct
{
  guint32 pipeline;
  CrmPeriod span;
  CrmPeriod before;
  CrmFunnelOptions options;
  CrmFunnel *funnel;
  CrmStageTimes *times;
  CrmDealPaths here;
  CrmWinRate rate;
  CrmWinRate rate_before;
  CrmVelocity velocity;
  CrmVelocity velocity_before;
  CrmLostReasons *lost;
  CrmLostReasons *lost_before;
  GArray *owners;
  GArray *sources;
  CrmDrivers *drivers;
  GPtrArray *driver_names;
  CrmConcentration concentration;
  CrmSlippage slippage;
  CrmWinReading *win;

  /*< private >*/
  GArray *kept;
} CrmFunnelFigures;

/* CrmDealsReportClass.compute; @request.choice is a CrmFunnelRule. */
gpointer crm_funnel_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error);
void crm_funnel_figures_free (gpointer figures);

/* Which fate a series of the funnel's chart shows: the first shows all that reached the stage. */
CrmFunnelFate crm_funnel_figures_get_fate (const CrmFunnelFigures *self, guint series);

/* (transfer full): the charts. */
CrmChartData *crm_funnel_figures_chart_funnel (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_times (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_lost (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_owners (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_sources (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_drivers (const CrmFunnelFigures *self, const CrmDealReading *reading);
CrmChartData *crm_funnel_figures_chart_calibration (const CrmFunnelFigures *self);

/**
 * CrmDealMatch:
 *
 * Which closed deals of the period: -1 for any.
 */
typedef struct
{
  int outcome;
  gint64 owner;
  gint64 source;
  gint64 reason;
} CrmDealMatch;

/* (transfer full) (element-type gint64): the ids of the deals closed in the period that match. */
GArray *crm_funnel_figures_find_closed (const CrmFunnelFigures *self, const CrmDealMatch *match);

G_END_DECLS
