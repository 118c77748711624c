/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of what is selected in a list, and which of its rows has the keys. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the menu of what is selected. */
typedef GMenuModel *(*CrmRowMenuMake) (gpointer data);

/**
 * crm_row_menu_attach:
 * @list: a GtkColumnView or GtkListView
 * @data: for @make; outlives the list
 *
 * A secondary click selects the row under it, unless it is among what is selected, and opens the menu there.
 */
void crm_row_menu_attach (GtkWidget *list, CrmRowMenuMake make, gpointer data);

/* Returns: (transfer none) (nullable): the row of @list that has the keys: none where a heading has them, or a menu over the list. */
GtkWidget *crm_row_menu_get_focused_row (GtkWidget *list);

/* Opens @menu below @row, as a key does. */
void crm_row_menu_popup (GtkWidget *list, GtkWidget *row, GMenuModel *menu);

G_END_DECLS
