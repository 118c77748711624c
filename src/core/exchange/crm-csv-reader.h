/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads text whose cells are parted by a delimiter: CSV and its kin. */

#pragma once

#include "core/exchange/crm-table-source.h"
#include "core/exchange/crm-text-stream.h"

G_BEGIN_DECLS

/**
 * crm_csv_reader_new:
 * @stream: (transfer full): the text
 * @delimiter: an ASCII character, or 0 to find it from the first rows (or from Excel's "sep=;" line)
 * @error: set if reading fails
 *
 * Quoted cells may hold delimiters, line breaks and doubled quotation marks. Taken as people mean them: spaces before a
 * quotation mark, a lone quotation mark inside a quoted cell of one line, `="0123"` (Excel's way to keep zeros),
 * and the apostrophe with which exports disarm formulas (see crm-csv-writer.h). A quotation mark that nothing closes
 * costs its own line only. Any one thread.
 *
 * Returns: (transfer full) (nullable): the rows, raw: header and blank lines included.
 */
CrmTableSource *crm_csv_reader_new (CrmTextStream *stream, char delimiter, GError **error);

/* The delimiter given or found; 0 if every row has a single cell. */
char crm_csv_reader_get_delimiter (CrmTableSource *source);

G_END_DECLS
