/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings deals to a stage, wherever that is asked for: asks for what they lack, writes, says so. */

#pragma once

#include "app/crm-page.h"
#include "core/sales/crm-deal-move.h"

G_BEGIN_DECLS

/**
 * crm_deals_move:
 * @page: on which dialogs stand
 * @rowids: (element-type gint64): of the deals
 *
 * Deals that come to a stage of the lost are asked why; what the stage requires and they do not have is asked for. One edit, with an Undo toast.
 *
 * Returns: (transfer full): a #DexFuture of the boxed #CrmDealMovePlan that was done; rejected when the person does not go on.
 */
DexFuture *crm_deals_move (CrmPage *page, GArray *rowids, CrmRecord *stage);

/* (transfer full): "“Ten desks” moved to Proposal". */
char *crm_deal_move_plan_dup_done (CrmDealMovePlan *plan);

G_END_DECLS
