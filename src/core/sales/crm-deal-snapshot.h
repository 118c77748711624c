/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a deal stood at one moment, for the figures that look ahead and those that compare two days. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmDealSnapshot:
 * @deal: the caller's number for it
 * @amount: minor units of the home currency; means something where none of %CRM_DEAL_NEEDS_AMOUNT is in @problems
 * @problems: a set of CRM_EXCLUSION_BIT (), with those of crm_deal_amount_find_problems ()
 * @stage: index into the stages; %CRM_STAGE_NONE where it is not known
 * @expected_on: when it was expected to close, or %CRM_DATE_NONE
 * @closed_on: when it was closed; means something where @outcome is not open
 * @probability: basis points
 */
typedef struct
{
  gint64 deal;
  gint64 amount;
  guint32 problems;
  guint32 stage;
  CrmDate expected_on;
  CrmDate closed_on;
  guint16 probability;
  guint8 outcome;  /* CrmDealOutcome */
  guint8 category; /* CrmForecastCategory */
} CrmDealSnapshot;

/**
 * crm_deal_paths_snapshot:
 *
 * Returns: (transfer full) (array): how the deals of @paths stand now, as many, in their order; g_free () it.
 */
CrmDealSnapshot *crm_deal_paths_snapshot (const CrmDealPaths *paths);

/**
 * crm_deal_snapshots_keep_pipeline:
 * @snapshots: (element-type CrmDealSnapshot): reduced to those that stood in @pipeline
 * @without_stage: whether those whose stage was not known are kept too
 */
void crm_deal_snapshots_keep_pipeline (GArray *snapshots, const CrmDealPaths *paths, guint32 pipeline, gboolean without_stage);

G_END_DECLS
