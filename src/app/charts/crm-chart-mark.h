/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of a chart, as something to point at, walk to and read. It draws nothing but that it is meant. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHART_MARK (crm_chart_mark_get_type ())

G_DECLARE_FINAL_TYPE (CrmChartMark, crm_chart_mark, CRM, CHART_MARK, GtkWidget)

/**
 * crm_chart_mark_new:
 * @activatable: whether something can be opened behind it; then it is a button to assistive technology, else an image
 *
 * Clicked on, or with Enter or Space, it says so by the signal "activated".
 */
GtkWidget *crm_chart_mark_new (CrmChartData *data, guint series, guint category, gboolean activatable);

guint crm_chart_mark_get_series (CrmChartMark *self);
guint crm_chart_mark_get_category (CrmChartMark *self);

/* @outline: the mark in the coordinates of its chart; @x, @y: where the chart put this widget. */
void crm_chart_mark_set_outline (CrmChartMark *self, GskPath *outline, float x, float y);

G_END_DECLS
