/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a column as a list of rows that reads only what is looked at. */

#pragma once

#include "core/query/crm-row.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_BOARD_LIST (crm_board_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmBoardList, crm_board_list, CRM, BOARD_LIST, GObject)

/**
 * crm_board_list_new:
 * @cap: how many rows to show at most, until crm_board_list_set_cap() raises it
 *
 * A #GListModel of #CrmRow over given rowids. A row stays the same object as long as its deal is in the list, wherever it goes. Main thread.
 */
CrmBoardList *crm_board_list_new (CrmStore *store, guint cap);

/* How many rows are shown at most: a list makes cards for some two hundred as soon as it sees them. */
guint crm_board_list_get_cap (CrmBoardList *self);
void crm_board_list_set_cap (CrmBoardList *self, guint cap);

/**
 * crm_board_list_set_rowids:
 * @rowids: (element-type gint64): the deals in order
 *
 * Only what differs is told: a card that comes or goes leaves the others alone.
 */
void crm_board_list_set_rowids (CrmBoardList *self, GArray *rowids);

/* Reads the records of the rows that somebody holds again, as after an edit; of @rowid alone unless it is 0. */
void crm_board_list_refresh (CrmBoardList *self, gint64 rowid);

/* All of them, also those above the cap. */
guint crm_board_list_get_n_deals (CrmBoardList *self);

/* The place of a deal among the rows shown, or G_MAXUINT. */
guint crm_board_list_find (CrmBoardList *self, gint64 rowid);

G_END_DECLS
