/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads any file of contacts that another program exports as a stream of rows. */

#pragma once

#include <gio/gio.h>

#include "core/exchange/crm-table-format.h"
#include "core/exchange/crm-table-layout.h"
#include "core/exchange/crm-table.h"
#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/**
 * CrmTableReader:
 *
 * A table read from a CSV, vCard, Excel (.xlsx) or JSON file, row by row; all but JSON in bounded memory. It belongs to one thread at a
 * time; meant for a worker thread. The file may change or vanish under it: then rows end or an error comes.
 */
typedef struct _CrmTableReader CrmTableReader;

/**
 * CrmTableReaderOptions:
 * @encoding: (nullable): the encoding of a text file, overriding what would be found
 * @delimiter: what parts the cells of a text file, an ASCII character, or 0 to find out
 * @header: whether the first row names the columns
 * @sheet: 1-based sheet of a workbook, or 0 for the first that is not hidden
 *
 * What the user has set in the preview; all zero to begin with.
 */
typedef struct
{
  const char *encoding;
  char delimiter;
  CrmTableHeader header;
  guint sheet;
} CrmTableReaderOptions;

/**
 * crm_table_reader_open:
 * @path: a file name in the system's encoding
 * @options: (nullable): overrides
 * @cancellable: (nullable): stops this and every later call with %G_IO_ERROR_CANCELLED
 * @error: %CRM_ERROR_NOT_FOUND, %CRM_ERROR_UNREADABLE with what is wrong with the file, %CRM_ERROR_INVALID for an option
 *
 * Opens the file, finds format, encoding, delimiter and header, and reads the first rows. For vCard it reads as much as
 * 32 MiB, to know the columns.
 *
 * Returns: (transfer full) (nullable): the reader.
 */
CrmTableReader *crm_table_reader_open (const char *path,
                                       const CrmTableReaderOptions *options,
                                       GCancellable *cancellable,
                                       GError **error);

void crm_table_reader_free (CrmTableReader *self);

CrmTableFormat crm_table_reader_get_format (CrmTableReader *self);

/**
 * crm_table_reader_get_encoding:
 * @confidence: (out) (optional): 0 to 100, how sure this is
 *
 * Returns: (transfer none): the encoding's name, to show to a person.
 */
const char *crm_table_reader_get_encoding (CrmTableReader *self, guint *confidence);

/* The delimiter of a text file; 0 for other formats and for a single column. */
char crm_table_reader_get_delimiter (CrmTableReader *self);

/* FALSE if the names of the columns are made up ("Column 1"). */
gboolean crm_table_reader_has_header (CrmTableReader *self);

/**
 * crm_table_reader_get_columns:
 * @n_columns: (out): how many
 *
 * Names are as in the file, trimmed, and may repeat: a column's identity is its index. The columns of a vCard file are
 * named like those of a Google Contacts export, so that one mapping fits both (see crm-vcard-table.h).
 *
 * Returns: (transfer none): the names, %NULL-terminated.
 */
const char *const *crm_table_reader_get_columns (CrmTableReader *self, guint *n_columns);

/**
 * crm_table_reader_get_sheets:
 *
 * Returns: (transfer none): the names of a workbook's sheets, %NULL-terminated; empty for other formats.
 */
const char *const *crm_table_reader_get_sheets (CrmTableReader *self);

/* The 1-based sheet that is read; 0 for other formats. */
guint crm_table_reader_get_sheet (CrmTableReader *self);

/**
 * crm_table_reader_next:
 * @row: (out) (transfer none): the row, valid until the next call; at least as many cells as there are columns
 * @error: set with %CRM_TABLE_ERROR
 *
 * Gives the next row below the header that is not blank. A row with a fault has it set and has what cells could be read;
 * only then it may have more cells than there are columns. Reading goes on behind it.
 *
 * Returns: whether there is a row.
 */
CrmTableStatus crm_table_reader_next (CrmTableReader *self, const CrmTableRow **row, GError **error);

/**
 * crm_table_reader_get_card:
 *
 * Returns: (transfer none) (nullable): the card of the current row of a vCard file, with its photo and all that has no
 *   column; valid until the next call of crm_table_reader_next().
 */
const CrmVcard *crm_table_reader_get_card (CrmTableReader *self);

/**
 * crm_table_reader_get_progress:
 * @size: (out) (optional): bytes in all
 *
 * Returns: bytes done, never more than @size. For a workbook these are bytes of the sheet, unpacked.
 */
guint64 crm_table_reader_get_progress (CrmTableReader *self, guint64 *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableReader, crm_table_reader_free)

G_END_DECLS
