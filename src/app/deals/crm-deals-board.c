/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a column for each stage, a card for each open deal. */

#define G_LOG_DOMAIN "crm-app"

#include "app/deals/crm-deals-board.h"

struct _CrmDealsBoard
{
  CrmDealsView parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmDealsBoard, crm_deals_board, CRM_TYPE_DEALS_VIEW)

static void
crm_deals_board_class_init (CrmDealsBoardClass *klass)
{
}

static void
crm_deals_board_init (CrmDealsBoard *self)
{
}
