/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a history: what it is, about what, what became what, and when. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_HISTORY_ROW (crm_history_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmHistoryRow, crm_history_row, CRM, HISTORY_ROW, GtkBox)

GtkWidget *crm_history_row_new (void);

/**
 * crm_history_row_set:
 * @title: what it is
 * @line, @text, @aside: (nullable): what else is said of it, what became what, and what stands at the end
 * @faded: whether it no longer holds: its title is struck through
 */
void crm_history_row_set (CrmHistoryRow *self, const char *icon_name, const char *title, const char *line, const char *text, const char *aside, gboolean faded);

G_END_DECLS
