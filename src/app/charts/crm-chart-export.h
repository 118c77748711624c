/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a chart out of the window: into pictures, files and onto paper, always dark on white. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-data.h"
#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

/**
 * CrmChartFile:
 * @CRM_CHART_FILE_PNG: twice as fine as a screen
 * @CRM_CHART_FILE_SVG: text as outlines, so that it looks the same everywhere
 * @CRM_CHART_FILE_CSV: the table of the values
 */
typedef enum
{
  CRM_CHART_FILE_PNG,
  CRM_CHART_FILE_SVG,
  CRM_CHART_FILE_CSV,
} CrmChartFile;

/* (transfer none): "png", "svg", "csv". */
const char *crm_chart_file_get_suffix (CrmChartFile file);

/**
 * crm_chart_export:
 * @context: (nullable): whose font family and direction a picture has; %NULL for the sans-serif one, from left to right
 * @path: where to, in the system's encoding; what is there is replaced, and stays if writing fails
 * @error: %CRM_ERROR_STORAGE or %CRM_ERROR_FULL
 *
 * Main thread.
 */
gboolean crm_chart_export (CrmChartData *data, CrmChartFile file, PangoContext *context, const char *path, GError **error);

/* (transfer full): the picture of crm_chart_export() for the clipboard. */
GdkTexture *crm_chart_export_texture (CrmChartData *data, PangoContext *context);

/**
 * crm_chart_add_to_sheet:
 * @with_table: whether the values follow as a table
 *
 * Puts a chart on paper, under its title, as wide as the page.
 */
void crm_chart_add_to_sheet (CrmChartData *data, CrmSheet *sheet, gboolean with_table);

G_END_DECLS
