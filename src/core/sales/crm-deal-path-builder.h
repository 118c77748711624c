/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes deals and the stage log as a database gives them, and marks what is wrong with each. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmDealPathBuilder:
 *
 * Two growing arrays; a deal costs no allocation of its own. Made for two cursors in step: the deals in any order, and the stage log by
 * deal in that order and within a deal by time. One thread at a time.
 */
typedef struct _CrmDealPathBuilder CrmDealPathBuilder;

/**
 * crm_deal_path_builder_new:
 * @stages: copied
 * @now: microseconds UTC
 */
CrmDealPathBuilder *crm_deal_path_builder_new (const CrmDealStage *stages, guint n_stages, gint64 now);
void crm_deal_path_builder_free (CrmDealPathBuilder *self);

/**
 * crm_deal_path_builder_add_deal:
 * @deal: copied; first_move and n_moves are the builder's. In problems the caller may have set %CRM_EXCLUSION_NO_AMOUNT and
 *   %CRM_EXCLUSION_NO_RATE, which only the caller can know; what is wrong with the dates, the moves and the amount is found here.
 *
 * The moves added next are this deal's.
 */
void crm_deal_path_builder_add_deal (CrmDealPathBuilder *self, const CrmDealPath *deal);

/**
 * crm_deal_path_builder_add_move:
 * @from: index of the stage left, %CRM_STAGE_NONE at the deal's beginning
 * @to: index of the stage entered
 * @at: microseconds UTC
 *
 * A row of the stage log. A move from a stage to itself is no move. Any index may be given; one outside the table marks the deal.
 */
void crm_deal_path_builder_add_move (CrmDealPathBuilder *self, guint32 from, guint32 to, gint64 at);

/**
 * crm_deal_path_builder_set_base:
 * @base: a builder over the same stages to which nothing more is added
 *
 * Lets the deals of @base be added as they are, without a copy of their moves. Before anything else is added.
 */
void crm_deal_path_builder_set_base (CrmDealPathBuilder *self, const CrmDealPathBuilder *base);

/* Adds deals of the base with their moves and what is wrong with them. */
void crm_deal_path_builder_add_known (CrmDealPathBuilder *self, const CrmDealPath *deals, gsize n);

/**
 * crm_deal_path_builder_get_paths:
 *
 * Returns: what has been added; its arrays are the builder's and live until something more is added.
 */
CrmDealPaths crm_deal_path_builder_get_paths (CrmDealPathBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealPathBuilder, crm_deal_path_builder_free)

G_END_DECLS
