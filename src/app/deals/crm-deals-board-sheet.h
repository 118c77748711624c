/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board for the printer: a table for each stage. */

#pragma once

#include "app/widgets/crm-record-column.h"
#include "core/sales/crm-board.h"

G_BEGIN_DECLS

/* How many deals are printed at most. */
#define CRM_DEALS_SHEET_MAX 5000u

/**
 * crm_deals_board_sheet_read:
 * @question: (transfer full): what the board shows
 * @format: borrowed until the future resolves
 * @subtitle: (transfer full): what the board is about
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSheet; %CRM_ERROR_INVALID when there is more than paper should hold.
 */
DexFuture *crm_deals_board_sheet_read (CrmStore *store, CrmBoardQuestion *question, const CrmColumnFormat *format, char *subtitle);

G_END_DECLS
