/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a table as CSV or as an Excel workbook (.xlsx). */

#pragma once

#include <gio/gio.h>

#include "core/exchange/crm-table-format.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_TABLE_VALUE_TEXT,
  CRM_TABLE_VALUE_NUMBER,    /* a plain decimal with "." and no grouping: "-1234.50" */
  CRM_TABLE_VALUE_DATE,      /* "2024-03-05" */
  CRM_TABLE_VALUE_DATE_TIME, /* "2024-03-05T14:30:00" */
} CrmTableValueType;

/**
 * CrmTableValue:
 * @type: what @text means
 * @text: (nullable): valid UTF-8; %NULL or empty for an empty cell
 */
typedef struct
{
  CrmTableValueType type;
  const char *text;
} CrmTableValue;

/**
 * CrmTableWriterOptions:
 * @delimiter: CSV: what parts cells, 0 for a comma
 * @byte_order_mark: CSV: whether to begin with the mark by which Excel knows UTF-8
 * @lf: CSV: whether to end lines with LF alone instead of the CR LF of RFC 4180
 * @sheet: (nullable): XLSX: the sheet's name
 * @cancellable: (nullable): XLSX: looked at while the workbook is put together at the end, which takes a while; borrowed
 */
typedef struct
{
  char delimiter;
  gboolean byte_order_mark;
  gboolean lf;
  const char *sheet;
  GCancellable *cancellable;
} CrmTableWriterOptions;

/**
 * CrmTableWriter:
 *
 * Writes row by row in bounded memory, for one thread. The file appears under its name only when
 * crm_table_writer_finish() succeeds; freed before, the writer leaves what was there untouched.
 *
 * In CSV, text that a spreadsheet would take for a formula gets an apostrophe in front, as crm-csv-guard.h says; reading
 * the file here gives the same text again. In a workbook text is stored as text, so nothing needs a guard.
 */
typedef struct _CrmTableWriter CrmTableWriter;

/**
 * crm_table_writer_new:
 * @path: a file name in the system's encoding
 * @format: %CRM_TABLE_FORMAT_CSV or %CRM_TABLE_FORMAT_XLSX
 * @options: (nullable): all zero is RFC 4180
 * @columns: %NULL-terminated names for the header row, at least one
 * @error: %CRM_ERROR_STORAGE if the file cannot be made
 *
 * Returns: (transfer full) (nullable): the writer, its header row written.
 */
CrmTableWriter *crm_table_writer_new (const char *path,
                                      CrmTableFormat format,
                                      const CrmTableWriterOptions *options,
                                      const char *const *columns,
                                      GError **error);

void crm_table_writer_free (CrmTableWriter *self);

/**
 * crm_table_writer_add:
 * @values: as many as there are columns
 * @error: %CRM_ERROR_STORAGE if writing fails, %CRM_ERROR_FULL if the disk is full, %CRM_ERROR_INVALID past the 1,048,576
 *   rows of a sheet
 *
 * Adds a row. In a workbook, a number of more than 15 digits and a date outside 1900 to 9999 become text, and text of
 * more than 32,767 characters is cut: see crm_table_writer_get_n_shortened().
 */
gboolean crm_table_writer_add (CrmTableWriter *self, const CrmTableValue *values, GError **error);

gboolean crm_table_writer_finish (CrmTableWriter *self, GError **error);

/* How many cells were too long for a workbook and were cut. */
guint64 crm_table_writer_get_n_shortened (CrmTableWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableWriter, crm_table_writer_free)

G_END_DECLS
