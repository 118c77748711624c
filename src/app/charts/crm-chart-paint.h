/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a laid-out chart: as render nodes for the window, with cairo for paper and pictures. */

#pragma once

#include "app/charts/crm-chart-colors.h"
#include "app/charts/crm-chart-plan.h"

G_BEGIN_DECLS

void crm_chart_paint_snapshot (const CrmChartPlan *plan, const CrmChartColors *colors, GtkSnapshot *snapshot);
void crm_chart_paint_cairo (const CrmChartPlan *plan, const CrmChartColors *colors, cairo_t *cairo);

G_END_DECLS
