/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are put in order by dragging one onto another. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the order may be changed now. */
typedef gboolean (*CrmRowMayMove) (GtkWidget *row);

/**
 * crm_row_dragging_add:
 * @row: of a type with a signal "dropped" (the row that was let go over it), emitted where that stands in the same list
 * @handle: what it is dragged by: @row itself, or a part of it where elsewhere a drag marks text
 */
void crm_row_dragging_add (GtkWidget *row, GtkWidget *handle, CrmRowMayMove may_move);

G_END_DECLS
