/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How reports lie in the window: cards under each other or side by side, as wide as can be taken in, and their charts on paper. */

#pragma once

#include <adwaita.h>

#include "app/charts/crm-chart.h"
#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

#define CRM_TYPE_REPORT_LAYOUT (crm_report_layout_get_type ())

G_DECLARE_FINAL_TYPE (CrmReportLayout, crm_report_layout, CRM, REPORT_LAYOUT, AdwBin)

/* Waits, until the first figures are there. */
GtkWidget *crm_report_layout_new (void);

/* The figures are there. */
void crm_report_layout_show (CrmReportLayout *self);

/* @empty: stands there where no figure has anything to count. */
void crm_report_layout_set_empty (CrmReportLayout *self, GtkWidget *empty);
void crm_report_layout_show_empty (CrmReportLayout *self);

/* Where the cards go: a box under each other. */
GtkBox *crm_report_layout_get_box (CrmReportLayout *self);

/* Adds @first and @second beside each other where there is room, under each other where there is not; of equal width. */
void crm_report_layout_add_row (CrmReportLayout *self, GtkWidget *first, GtkWidget *second);

/* The children of @row stand under each other where the window is too narrow for two things beside each other. */
void crm_report_layout_stack_when_narrow (CrmReportLayout *self, GtkBox *row);

/* @widget is hidden there. */
void crm_report_layout_hide_when_narrow (CrmReportLayout *self, GtkWidget *widget);

/* @chart: goes on paper with the others, in the order in which they were named. */
void crm_report_layout_add_chart (CrmReportLayout *self, CrmChart *chart);

/* (transfer full) (element-type CrmChartData): what the charts show that have anything to show, in the same order. */
GPtrArray *crm_report_layout_dup_data (CrmReportLayout *self);

/* All charts that have anything to show, with their values. */
void crm_report_layout_add_to_sheet (CrmReportLayout *self, CrmSheet *sheet);

G_END_DECLS
