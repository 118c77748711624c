/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number of a report, large, with what it is, how it was before, and the records behind it. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_FIGURE_TILE (crm_figure_tile_get_type ())

G_DECLARE_FINAL_TYPE (CrmFigureTile, crm_figure_tile, CRM, FIGURE_TILE, GtkButton)

/* Emits "clicked" to open the records. @name: translated. */
GtkWidget *crm_figure_tile_new (const char *name);

/**
 * crm_figure_tile_set:
 * @value: what is shown large: "41 %"
 * @detail: (nullable): below it: "18 of 44 deals"
 * @explanation: (nullable): how it is computed, in a tooltip
 */
void crm_figure_tile_set (CrmFigureTile *self, const char *value, const char *detail, const char *explanation);

/**
 * crm_figure_tile_set_change:
 * @text: (nullable): against the period before: "+6 points"
 * @direction: above 0 for better, below 0 for worse
 */
void crm_figure_tile_set_change (CrmFigureTile *self, const char *text, int direction);

G_END_DECLS
