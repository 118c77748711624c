/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures where letters go from right to left. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_text_direction_dup_shown:
 * @widget: where it is shown
 * @text: UTF-8 of one line
 *
 * Text without a letter has no direction of its own, and takes that of what is around it: "+44 20 7946 0958" would be read from its end. A phone number or an amount is
 * read from the left anywhere. The mark that says so stands behind the text, so that offsets into it stay right. For what is shown only, not for what is copied or kept.
 *
 * Returns: (transfer full): @text, with a mark where it needs one. Main thread.
 */
char *crm_text_direction_dup_shown (GtkWidget *widget, const char *text);

G_END_DECLS
