/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the widgets of a list of rows, and fills them as their records come and change. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmRowFill:
 * @item: holds the widget and a CrmRow, whose record may not have been read yet
 *
 * Shows the row's record, or its absence.
 */
typedef void (*CrmRowFill) (GtkListItem *item, gpointer data);

/**
 * crm_row_factory_new:
 * @make: makes a widget for a row
 * @data: for @fill; outlives the factory's list
 */
GtkListItemFactory *crm_row_factory_new (GtkWidget *(*make) (void), CrmRowFill fill, gpointer data);

G_END_DECLS
