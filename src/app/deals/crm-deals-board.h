/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a column for each stage, a card for each open deal. */

#pragma once

#include "app/deals/crm-deals-view.h"
#include "core/base/crm-proportion.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_BOARD (crm_deals_board_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsBoard, crm_deals_board, CRM, DEALS_BOARD, CrmDealsView)

/**
 * crm_deals_board_set_conversion:
 * @stage: a stage of the pipeline shown
 * @conversion: (nullable): of the deals that came to it, how many went on to the next; %NULL while that is not known
 *
 * Shows it in the head of the column, if there is one.
 */
void crm_deals_board_set_conversion (CrmDealsBoard *self, const CrmId *stage, const CrmProportion *conversion);

G_END_DECLS
