/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a column for each stage, a card for each open deal. */

#pragma once

#include "app/deals/crm-deals-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_BOARD (crm_deals_board_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsBoard, crm_deals_board, CRM, DEALS_BOARD, CrmDealsView)

G_END_DECLS
