/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in the sidebar, or a saved view. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_SIDEBAR_ROW (crm_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSidebarRow, crm_sidebar_row, CRM, SIDEBAR_ROW, GtkListBoxRow)

/**
 * crm_sidebar_row_new:
 * @action: what it does: win.page or win.view
 * @target: for the action: the name of a page, the id of a view
 * @title: translated
 *
 * The row of a view can be put elsewhere: it emits "move" (int, places down) and "dropped" (the row that was let go over it), and has a menu.
 */
GtkWidget *crm_sidebar_row_new (const char *action, const char *target, const char *title, const char *icon_name);
void crm_sidebar_row_set_title (CrmSidebarRow *self, const char *title);

/* Whether it does that. */
gboolean crm_sidebar_row_is (CrmSidebarRow *self, const char *action, const char *target);
gboolean crm_sidebar_row_is_page (CrmSidebarRow *self);

/* The target it was made with. Borrowed. */
const char *crm_sidebar_row_get_target (CrmSidebarRow *self);

/* Its place among all rows, for who sorts them. */
void crm_sidebar_row_set_place (CrmSidebarRow *self, guint place);
guint crm_sidebar_row_get_place (CrmSidebarRow *self);

/* Does what it does. */
void crm_sidebar_row_activate (CrmSidebarRow *self);

/* How much there asks for action; zero is not shown. */
void crm_sidebar_row_set_count (CrmSidebarRow *self, guint count);

G_END_DECLS
