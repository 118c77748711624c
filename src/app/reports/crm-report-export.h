/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the figures of a report to a file for spreadsheets. */

#pragma once

#include "app/charts/crm-chart-data.h"
#include "app/crm-page.h"
#include "core/exchange/crm-table-format.h"

G_BEGIN_DECLS

/**
 * crm_report_write:
 * @charts: (element-type CrmChartData): in their order; those without values are left out
 * @path: where to, in the system's encoding; what is there is replaced, and stays if writing fails
 * @error: as crm_table_writer_new (), _add () and _finish ()
 *
 * One table for all of them, a row a value: the figure's title, the row and the column it stands at, the value for a program and its interval, how a
 * person reads it, what is noted of its row.
 */
gboolean crm_report_write (GPtrArray *charts, CrmTableFormat format, const char *path, GError **error);

/**
 * crm_report_export:
 * @charts: (element-type CrmChartData)
 * @name: what the file would be called, without its ending
 *
 * Asks where to, as CSV or as a workbook, and says on the page how it went.
 */
void crm_report_export (CrmPage *page, GPtrArray *charts, const char *name);

G_END_DECLS
