/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of cards beside each other: one selection, one set of keys, one menu, whatever the columns stand for. */

#pragma once

#include "app/deals/crm-board-column.h"
#include "app/deals/crm-move-actions.h"

G_BEGIN_DECLS

#define CRM_TYPE_CARD_COLUMNS (crm_card_columns_get_type ())

G_DECLARE_FINAL_TYPE (CrmCardColumns, crm_card_columns, CRM, CARD_COLUMNS, GObject)

/**
 * CrmCardColumnsHost:
 * @move: brings deals (gint64) to a column, by drop or by key
 * @is_at: whether that column is where what is followed went
 * @show: (nullable): brings a column into sight
 * @press: (nullable): further keys; what it returns %FALSE for goes to #CrmMoveActions
 * @make_menu: (nullable): (transfer full): another menu than that of #CrmMoveActions
 *
 * What the owner knows of its columns.
 */
typedef struct
{
  void (*move) (gpointer owner, GArray *rowids, CrmBoardColumn *column);
  gboolean (*is_at) (gpointer owner, CrmBoardColumn *column);
  void (*show) (gpointer owner, CrmBoardColumn *column);
  gboolean (*press) (gpointer owner, guint key, GdkModifierType state);
  GMenuModel *(*make_menu) (gpointer owner);
} CrmCardColumnsHost;

/**
 * crm_card_columns_new:
 * @view: borrowed: it holds the columns
 * @area: the widget in which they are; borrowed
 * @host: static
 * @owner: borrowed: what @host is asked of: the view, or something in it
 *
 * Takes keys, clicks and drops within @area. Emits "refresh" when what the columns come to is to be read again: the office's currency is another.
 */
CrmCardColumns *crm_card_columns_new (CrmDealsView *view, GtkWidget *area, const CrmCardColumnsHost *host, gpointer owner);

/* Once the view has its scope. */
void crm_card_columns_begin (CrmCardColumns *self);

/* (transfer floating): one more column, the last; the view puts it where it belongs, and takes it away. */
GtkWidget *crm_card_columns_add (CrmCardColumns *self);
CrmBoardColumn *crm_card_columns_steal_last (CrmCardColumns *self);
guint crm_card_columns_get_n (CrmCardColumns *self);

/* Borrowed. */
CrmBoardColumn *crm_card_columns_get (CrmCardColumns *self, guint index);
CrmMoveActions *crm_card_columns_get_actions (CrmCardColumns *self);
const CrmColumnFormat *crm_card_columns_get_format (CrmCardColumns *self);

/* Returns the place of a column among the others. */
guint crm_card_columns_find (CrmCardColumns *self, CrmBoardColumn *column);

/* (transfer full) (element-type gint64): the deals selected, in order. */
GArray *crm_card_columns_dup_selected (CrmCardColumns *self);

/* Shows a deal that goes to another column, with the keys, as soon as it is there: when it is asked for, or told of by crm_card_columns_settle(). */
void crm_card_columns_follow (CrmCardColumns *self, gint64 rowid);

/* The columns have been filled anew. */
void crm_card_columns_settle (CrmCardColumns *self);

/* Reads the deals again that have changed. */
void crm_card_columns_refresh (CrmCardColumns *self, const CrmChangeSet *changes);

G_END_DECLS
