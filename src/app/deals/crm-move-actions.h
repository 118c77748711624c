/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the deals selected in a view: the same by menu, key and drag. */

#pragma once

#include "app/deals/crm-deals-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_MOVE_ACTIONS (crm_move_actions_get_type ())

G_DECLARE_FINAL_TYPE (CrmMoveActions, crm_move_actions, CRM, MOVE_ACTIONS, GObject)

/**
 * CrmMoveActionsSource:
 * @dup_selected: (transfer full) (element-type gint64): the deals it is about, in order
 * @get_anchor: (nullable): the widget that stands for them, for popovers
 *
 * What the owner of the selection tells of it: the view, or something in it.
 */
typedef struct
{
  GArray *(*dup_selected) (gpointer owner);
  GtkWidget *(*get_anchor) (gpointer owner);
} CrmMoveActionsSource;

/**
 * crm_move_actions_new:
 * @view: borrowed: it holds the actions
 * @source: static
 * @owner: borrowed: what @source is asked of
 *
 * Adds the actions "deals.…" to the view, which emit "moved" (gint64 rowid, CrmRecord stage) of the first deal when a move is written. "open"
 * is the view's own: it adds "deals.open" itself, as it knows the list it is opened from.
 */
CrmMoveActions *crm_move_actions_new (CrmDealsView *view, const CrmMoveActionsSource *source, gpointer owner);

/* Adds an action of @owner's own to the others. */
void crm_move_actions_add (CrmMoveActions *self, const char *name, GCallback activate, gpointer owner);

/* Brings deals (gint64) to a stage: asks for what it needs, writes, says so. */
void crm_move_actions_move (CrmMoveActions *self, GArray *rowids, CrmRecord *stage);

/* (transfer full): all of them, for the context menu. */
GMenuModel *crm_move_actions_make_menu (CrmMoveActions *self);

/* Shows a menu beside what is selected; its actions are the view's. */
void crm_move_actions_popup (CrmMoveActions *self, GMenuModel *menu);

/* Shows the menu of stages there. */
void crm_move_actions_choose_stage (CrmMoveActions *self);

/* Whether the key does something: M, W, L, A, Delete, Menu, Shift+F10. */
gboolean crm_move_actions_press (CrmMoveActions *self, guint key, GdkModifierType state);

/* Tells the actions that the selection is another. */
void crm_move_actions_update (CrmMoveActions *self);

G_END_DECLS
