/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart with its title and a menu to copy and save it, or to see its values as a table. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHART (crm_chart_get_type ())

G_DECLARE_FINAL_TYPE (CrmChart, crm_chart, CRM, CHART, GtkWidget)

/**
 * crm_chart_new:
 *
 * Properties: "data" (#CrmChartData); "activatable" (default %TRUE): whether there are records behind the marks; "show-table": the values
 * instead of the drawing.
 *
 * The signal "activate" (guint series, guint category) asks to open the records behind a mark: by a click, by Enter or Space on it.
 */
GtkWidget *crm_chart_new (void);

/* @data: (nullable): shown at once; %NULL shows nothing. */
void crm_chart_set_data (CrmChart *self, CrmChartData *data);
CrmChartData *crm_chart_get_data (CrmChart *self);

void crm_chart_set_activatable (CrmChart *self, gboolean activatable);
gboolean crm_chart_get_activatable (CrmChart *self);

void crm_chart_set_show_table (CrmChart *self, gboolean show_table);
gboolean crm_chart_get_show_table (CrmChart *self);

/* Puts a widget beside the chart's menu: a choice, an explanation. */
void crm_chart_add_control (CrmChart *self, GtkWidget *control);

G_END_DECLS
