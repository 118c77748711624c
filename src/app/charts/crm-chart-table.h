/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a chart as a table: for the window, for files, for the clipboard and for paper. */

#pragma once

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

/**
 * CrmChartTable:
 *
 * A row a category and a column a series; of a matrix a row a series. The first column names the row. Intervals, and what is
 * noted of a category, have columns of their own. Reads the data it was made from; any thread.
 */
typedef struct _CrmChartTable CrmChartTable;

/* (transfer full): a view of @data, which it keeps. */
CrmChartTable *crm_chart_table_new (CrmChartData *data);
void crm_chart_table_free (CrmChartTable *self);

guint crm_chart_table_get_n_rows (const CrmChartTable *self);
guint crm_chart_table_get_n_columns (const CrmChartTable *self);

/* (transfer full): what stands over a column. */
char *crm_chart_table_dup_heading (const CrmChartTable *self, guint column);

/* Whether a column holds figures. */
gboolean crm_chart_table_is_numeric (const CrmChartTable *self, guint column);

/* (transfer full): a cell for a person: "¥1,200.00", empty where nothing is known. */
char *crm_chart_table_dup_text (const CrmChartTable *self, guint row, guint column);

/* (transfer full): a cell for a program: "1200.00", with a point and without groups; money from its minor units, to the last of them. */
char *crm_chart_table_dup_plain (const CrmChartTable *self, guint row, guint column);

/* (transfer full): all of it as lines with tabs, as spreadsheets take it from the clipboard. */
char *crm_chart_table_dup_tabbed (const CrmChartTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChartTable, crm_chart_table_free)

G_END_DECLS
