/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing of a chart, with a child for each mark that can be pointed at. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHART_CANVAS (crm_chart_canvas_get_type ())

G_DECLARE_FINAL_TYPE (CrmChartCanvas, crm_chart_canvas, CRM, CHART_CANVAS, GtkWidget)

/**
 * crm_chart_canvas_set_data:
 * @data: (nullable): %NULL shows nothing
 * @activatable: whether something can be opened behind the marks; the signal "activate" (series, category) says which
 *
 * One stop for Tab; within it the arrow keys walk the marks, Home and End go to the first and the last.
 */
void crm_chart_canvas_set_data (CrmChartCanvas *self, CrmChartData *data, gboolean activatable);

G_END_DECLS
