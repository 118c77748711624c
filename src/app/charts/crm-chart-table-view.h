/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a chart to read one by one. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

/* A table of the values of @data, named after it. */
GtkWidget *crm_chart_table_view_new (CrmChartData *data);

G_END_DECLS
