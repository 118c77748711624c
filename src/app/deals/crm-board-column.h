/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of cards, for a stage or a month: what its deals come to, and a card for each. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-board-list.h"
#include "app/deals/crm-deal-card.h"
#include "app/deals/crm-deals-scope.h"
#include "core/base/crm-proportion.h"
#include "core/sales/crm-board.h"

G_BEGIN_DECLS

#define CRM_TYPE_BOARD_COLUMN (crm_board_column_get_type ())

G_DECLARE_FINAL_TYPE (CrmBoardColumn, crm_board_column, CRM, BOARD_COLUMN, GtkWidget)

/* What is dragged: a boxed GArray of gint64, rowids of deals. */
#define CRM_TYPE_DRAGGED_DEALS (crm_dragged_deals_get_type ())

GType crm_dragged_deals_get_type (void);

/**
 * crm_board_column_new:
 * @format: how texts are written; outlives it
 * @scope: knows the stages
 *
 * Emits "activated" (guint position), "picked": something in it was selected or focused, and "dropped" (GArray of gint64): these deals were let
 * fall on it.
 */
GtkWidget *crm_board_column_new (CrmDealsScope *scope, const CrmColumnFormat *format);

/**
 * crm_board_column_set_stage:
 * @board: as it was read; holds @stage
 * @tone: 1 to 5, from the first stage to the last; 0 for those without a stage
 */
void crm_board_column_set_stage (CrmBoardColumn *self, CrmBoard *board, const CrmBoardStage *stage, guint tone);

/**
 * crm_board_column_set_month:
 * @board: holds @stage
 * @stage: the deals and what they come to; of no stage
 * @title: "Nov 2026"
 * @takes_deals: whether deals can be put here
 *
 * Makes it the column of a month, or of what has none.
 */
void crm_board_column_set_month (CrmBoardColumn *self, CrmBoard *board, const CrmBoardStage *stage, const char *title, gboolean takes_deals);

/**
 * crm_board_column_set_conversion:
 * @conversion: (nullable): of the deals that came to the stage, how many went on to the next; %NULL while that is not known
 */
void crm_board_column_set_conversion (CrmBoardColumn *self, const CrmProportion *conversion);

/* Borrowed; NULL before the first stage or month was set. */
const CrmBoardStage *crm_board_column_get_stage (CrmBoardColumn *self);
CrmBoardList *crm_board_column_get_list (CrmBoardColumn *self);

/* The name of the stage, of what was closed, "Without a stage", or the month. */
const char *crm_board_column_get_title (CrmBoardColumn *self);

/* Whether deals can be put here. */
gboolean crm_board_column_takes_deals (CrmBoardColumn *self);

/* Adds the rowids (gint64) of what is selected, in order. */
void crm_board_column_add_selected (CrmBoardColumn *self, GArray *rowids);
void crm_board_column_unselect (CrmBoardColumn *self);

/* Goes to a card, selects it alone, and gives it the keys. */
void crm_board_column_go_to (CrmBoardColumn *self, guint position);

/* Selects a card alone, unless it is among the selected. */
void crm_board_column_pick (CrmBoardColumn *self, gint64 rowid);

/* What the card of a deal depends on. */
CrmDealCardStyle crm_board_column_get_style (CrmBoardColumn *self, const CrmRecord *deal);

/* Shows that a deal has come to rest here; nothing with reduced motion. */
void crm_board_column_settle (CrmBoardColumn *self, gint64 rowid);

/* The place of the card that has the keys, or GTK_INVALID_LIST_POSITION. */
guint crm_board_column_get_focused (CrmBoardColumn *self);

/* (nullable): the card of a deal, if it is made. */
CrmDealCard *crm_board_column_find_card (CrmBoardColumn *self, gint64 rowid);

/* Fills the cards again: what they show besides the deal has changed. */
void crm_board_column_renew (CrmBoardColumn *self);

G_END_DECLS
