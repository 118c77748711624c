/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed since a day, for the Movement view and the review. No widget; any thread. */

#pragma once

#include "app/charts/crm-chart-data.h"
#include "app/deals/crm-deals-report.h"
#include "core/sales/crm-movement.h"

G_BEGIN_DECLS

/** CRM_MOVEMENT_SINCE_REVIEW: the choice of a request that means the last review; other choices are numbers of days. */
#define CRM_MOVEMENT_SINCE_REVIEW 0

/**
 * CrmChangedDeal:
 * @record: as it is now, deleted or not
 */
typedef struct
{
  CrmRecord *record;
  CrmMovementChange change;
} CrmChangedDeal;

/**
 * CrmMovementFigures:
 * @since: the day at whose end deals are compared with now
 * @reviewed_at: when the last review of the pipeline was, 0 for never
 * @user: whose file it is, nil where nobody has said
 * @deals: (element-type CrmChangedDeal): those that changed, the most valuable first
 */
typedef struct
{
  CrmDate since;
  gint64 reviewed_at;
  CrmId user;
  guint32 pipeline;
  CrmMovement *movement;
  GArray *before;
  GArray *after;
  GPtrArray *deals;
} CrmMovementFigures;

/* CrmDealsReportClass.compute; @request.choice as above. */
gpointer crm_movement_figures_compute (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error);
void crm_movement_figures_free (gpointer figures);

/* (transfer full): the charts. */
CrmChartData *crm_movement_figures_chart_value (const CrmMovementFigures *self, const CrmDealReading *reading);
CrmChartData *crm_movement_figures_chart_matrix (const CrmMovementFigures *self, const CrmDealReading *reading);

/* The kind of change that a category of the chart of values stands for; CRM_N_MOVEMENTS for its ends. */
CrmMovementKind crm_movement_figures_get_kind (const CrmMovementFigures *self, guint category);

/* (transfer full) (element-type gint64): the deals that changed so; of a cell of the matrix. */
GArray *crm_movement_figures_find_kind (const CrmMovementFigures *self, CrmMovementKind kind);
GArray *crm_movement_figures_find_cell (const CrmMovementFigures *self, const CrmDealReading *reading, guint row, guint column);

/* (transfer full): "Moved on, pushed out": what changed about one deal, in words. */
char *crm_movement_figures_describe (const CrmMovementChange *change);

/* (transfer full): where it went: "Proposal → Negotiation", or the stage it stands in. */
char *crm_movement_figures_describe_stages (const CrmMovementFigures *self, const CrmDealReading *reading, const CrmMovementChange *change);

G_END_DECLS
