/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of a text that is cut short. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_cut_text_tell:
 * @window: what holds the texts; its own tooltip is not used
 *
 * Shows the whole text of any label or cell in @window that has no room for it, as a tooltip, where nothing nearer has one:
 * of what is under the pointer, or, when asked for with keys, of what has the focus.
 */
void crm_cut_text_tell (GtkWidget *window);

/* The text of @widget, if it is drawn cut short; otherwise NULL. Borrowed. */
const char *crm_cut_text_get (GtkWidget *widget);

G_END_DECLS
