/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the figures of a report to a file for spreadsheets. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-report-export.h"

#include "app/widgets/crm-save-place.h"
#include "core/exchange/crm-table-writer.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 8

static gboolean
write_value (CrmTableWriter *writer, const CrmChartData *data, guint series, guint category, GError **error)
{
  const CrmChartValue *value = crm_chart_data_get_value (data, series, category);
  g_autofree char *plain = NULL, *low = NULL, *high = NULL;

  if (!value->known)
    return TRUE;
  plain = crm_chart_data_format_plain (data, value->value);
  low = value->has_interval ? crm_chart_data_format_plain (data, value->low) : NULL;
  high = value->has_interval ? crm_chart_data_format_plain (data, value->high) : NULL;
  return crm_table_writer_add (writer, (const CrmTableValue[N_COLUMNS]){
                                           { CRM_TABLE_VALUE_TEXT, crm_chart_data_get_title (data) },
                                           { CRM_TABLE_VALUE_TEXT, crm_chart_data_get_name (data, category) },
                                           { CRM_TABLE_VALUE_TEXT, crm_chart_data_get_series_name (data, series) },
                                           { CRM_TABLE_VALUE_NUMBER, plain },
                                           { CRM_TABLE_VALUE_NUMBER, low },
                                           { CRM_TABLE_VALUE_NUMBER, high },
                                           { CRM_TABLE_VALUE_TEXT, value->text },
                                           { CRM_TABLE_VALUE_TEXT, crm_chart_data_get_note (data, category) },
                                       },
                               error);
}

static gboolean
write_chart (CrmTableWriter *writer, const CrmChartData *data, GError **error)
{
  for (guint category = 0; category < crm_chart_data_get_n_categories (data); category++)
    for (guint series = 0; series < crm_chart_data_get_n_series (data); series++)
      if (!write_value (writer, data, series, category, error))
        return FALSE;
  return TRUE;
}

gboolean
crm_report_write (GPtrArray *charts, CrmTableFormat format, const char *path, GError **error)
{
  /* Translators: heads of the columns of a file with all figures of a report: what a figure is of, where it stands, how it is read. */
  const char *const headings[N_COLUMNS + 1] = { C_ ("column", "Figure"), C_ ("column", "Row"), C_ ("column", "Column"), C_ ("column", "Value"),
                                                C_ ("column", "At least"), C_ ("column", "At most"), C_ ("column", "As shown"), C_ ("column", "Meaning") };
  g_autoptr (CrmTableWriter) writer = NULL;

  g_return_val_if_fail (charts != NULL && path != NULL, FALSE);

  writer = crm_table_writer_new (path, format, &(CrmTableWriterOptions){ .byte_order_mark = TRUE }, headings, error);
  for (guint i = 0; writer != NULL && i < charts->len; i++)
    if (!write_chart (writer, charts->pdata[i], error))
      return FALSE;
  return writer != NULL && crm_table_writer_finish (writer, error);
}

/* ── asking where to ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  GPtrArray *charts;
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *exporting = data;

  g_object_unref (exporting->page);
  g_ptr_array_unref (exporting->charts);
  g_free (exporting);
}

static DexFuture *
on_chosen (DexFuture *future, gpointer data)
{
  Exporting *exporting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  GFile *file = value != NULL ? g_value_get_object (value) : NULL;
  g_autofree char *folded = file != NULL ? g_ascii_strdown (g_file_peek_path (file), -1) : NULL;

  if (file != NULL && crm_report_write (exporting->charts, g_str_has_suffix (folded, ".xlsx") ? CRM_TABLE_FORMAT_XLSX : CRM_TABLE_FORMAT_CSV, g_file_peek_path (file), &error))
    crm_page_say_saved (exporting->page, _ ("Figures saved"), file);
  else if (!crm_save_place_was_left (error))
    crm_page_fail (exporting->page, error);
  return NULL;
}

void
crm_report_export (CrmPage *page, GPtrArray *charts, const char *name)
{
  const CrmSaveFormat formats[] = { { _ ("Table as text (CSV)"), "csv" }, { _ ("Excel workbook (XLSX)"), "xlsx" } };
  Exporting *exporting;

  g_return_if_fail (CRM_IS_PAGE (page) && charts != NULL && name != NULL);

  exporting = g_new0 (Exporting, 1);
  *exporting = (Exporting){ g_object_ref (page), g_ptr_array_ref (charts) };
  dex_future_disown (dex_future_finally (crm_save_place_ask (GTK_WIDGET (page), _ ("Export the Figures"), name, formats, G_N_ELEMENTS (formats)), on_chosen, exporting, exporting_free));
}
