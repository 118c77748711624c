/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text in a table: cheap to fill a thousand times a second, on one baseline in every script. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_TEXT_CELL (crm_text_cell_get_type ())

G_DECLARE_FINAL_TYPE (CrmTextCell, crm_text_cell, CRM, TEXT_CELL, GtkWidget)

/**
 * crm_text_cell_new:
 * @xalign: 0 for text, 1 for figures
 *
 * GtkInscription is as quick, but puts a text it cuts short in the upper part of its cell and Chinese on another baseline than
 * Latin (GTK 4.18). This draws one line, ellipsized at its end, on the baseline of the font whatever script it falls back to.
 */
GtkWidget *crm_text_cell_new (float xalign);

/* NULL clears. */
void crm_text_cell_set_text (CrmTextCell *self, const char *text);
const char *crm_text_cell_get_text (CrmTextCell *self);

/* Whether it was drawn last with less than its whole text. */
gboolean crm_text_cell_is_cut (CrmTextCell *self);

/* Highlights these byte ranges of the text, or none. (element-type CrmTextRange) (nullable); copied. */
void crm_text_cell_set_highlight (CrmTextCell *self, GArray *ranges);

G_END_DECLS
