/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of an Excel workbook (.xlsx). */

#pragma once

#include <gio/gio.h>

#include "core/exchange/crm-table-source.h"

G_BEGIN_DECLS

/**
 * crm_xlsx_reader_new:
 * @fd: (transfer full): the open file
 * @name: the file's name for messages
 * @sheet: 1-based, or 0 for the first that is not hidden
 * @cancellable: (nullable): to stop
 * @error: %CRM_ERROR_UNREADABLE, or %CRM_ERROR_INVALID if there is no such sheet
 *
 * Cells come as text: numbers and dates as crm_xlsx_number_append() writes them, truth values as TRUE and FALSE,
 * formulas as the value that was saved with them.
 *
 * Returns: (transfer full) (nullable): the rows, raw.
 */
CrmTableSource *crm_xlsx_reader_new (int fd, const char *name, guint sheet, GCancellable *cancellable, GError **error);

const char *const *crm_xlsx_reader_get_sheets (CrmTableSource *source);

/* 1-based */
guint crm_xlsx_reader_get_sheet (CrmTableSource *source);

/* Bytes of the sheet, unpacked. */
guint64 crm_xlsx_reader_get_size (CrmTableSource *source);

G_END_DECLS
