/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells as every reader of the exchange folder gives them, and what can be wrong with a row. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a hostile or damaged file may cost: no reader keeps more of a file in memory than these allow. */
#define CRM_TABLE_MAX_CELL    (1024 * 1024)
#define CRM_TABLE_MAX_ROW     (8 * 1024 * 1024)
#define CRM_TABLE_MAX_COLUMNS 10000

/**
 * CrmTableCell:
 * @text: NUL-terminated, valid UTF-8 without NUL
 * @length: bytes of @text
 */
typedef struct
{
  const char *text;
  gsize length;
} CrmTableCell;

/**
 * CrmTableFault:
 * @CRM_TABLE_FAULT_NONE: the row is whole
 * @CRM_TABLE_FAULT_OPEN_QUOTE: a cell opens a quotation mark that nothing closes
 * @CRM_TABLE_FAULT_LONG_CELL: a cell has more than %CRM_TABLE_MAX_CELL bytes
 * @CRM_TABLE_FAULT_LONG_ROW: the row has more than %CRM_TABLE_MAX_ROW bytes
 * @CRM_TABLE_FAULT_NUL: a cell holds a zero byte
 * @CRM_TABLE_FAULT_BYTES: a cell holds bytes that mean nothing in the file's encoding
 * @CRM_TABLE_FAULT_EXTRA_CELLS: the row has more filled cells than the table has columns
 * @CRM_TABLE_FAULT_COLUMNS: the row has more than %CRM_TABLE_MAX_COLUMNS cells
 * @CRM_TABLE_FAULT_CARD: the text of a business card breaks off or breaks the rules
 */
typedef enum
{
  CRM_TABLE_FAULT_NONE,
  CRM_TABLE_FAULT_OPEN_QUOTE,
  CRM_TABLE_FAULT_LONG_CELL,
  CRM_TABLE_FAULT_LONG_ROW,
  CRM_TABLE_FAULT_NUL,
  CRM_TABLE_FAULT_BYTES,
  CRM_TABLE_FAULT_EXTRA_CELLS,
  CRM_TABLE_FAULT_COLUMNS,
  CRM_TABLE_FAULT_CARD,
} CrmTableFault;

/**
 * CrmTableRow:
 * @number: 1-based row as a spreadsheet counts it, blank rows and header included; for vCard the card's number
 * @line: 1-based line of the file on which the row begins; in a workbook the same as @number
 * @cells: the cells
 * @n_cells: how many
 * @fault: what is wrong, or %CRM_TABLE_FAULT_NONE
 * @fault_column: 1-based column of the fault, 0 if the whole row is meant
 * @fault_line: 1-based line of the file on which the fault is, at or after @line
 *
 * A row with a fault still has the cells that could be read, so that a person can recognise it;
 * what is unreadable in them is replaced by U+FFFD.
 */
typedef struct
{
  guint64 number;
  guint64 line;
  CrmTableCell *cells;
  guint n_cells;
  CrmTableFault fault;
  guint fault_column;
  guint64 fault_line;
  /*< private >*/
  guint capacity;
} CrmTableRow;

/**
 * CrmTableStatus:
 * @CRM_TABLE_ROW: a row was read; look at its fault
 * @CRM_TABLE_END: there are no more rows
 * @CRM_TABLE_ERROR: the file cannot be read on
 */
typedef enum
{
  CRM_TABLE_ROW,
  CRM_TABLE_END,
  CRM_TABLE_ERROR,
} CrmTableStatus;

void crm_table_row_clear (CrmTableRow *row);
void crm_table_row_begin (CrmTableRow *row, guint64 number, guint64 line);
void crm_table_row_add (CrmTableRow *row, const char *text, gsize length);

/**
 * crm_table_row_pad:
 * @row: a row
 * @n_cells: at least as many as the row shall have
 *
 * Adds empty cells.
 */
void crm_table_row_pad (CrmTableRow *row, guint n_cells);

/**
 * crm_table_row_set_fault:
 * @row: a row
 * @fault: what is wrong
 * @column: 1-based, or 0 for the row as a whole
 *
 * Notes a fault; the first of a row stays.
 */
void crm_table_row_set_fault (CrmTableRow *row, CrmTableFault fault, guint column);

/* Whether all cells are empty or white space. */
gboolean crm_table_row_is_blank (const CrmTableRow *row);

/**
 * crm_table_row_describe_fault:
 * @row: a row with a fault
 *
 * Returns: (transfer full): a translated sentence that says where and what, for the report of an import.
 */
char *crm_table_row_describe_fault (const CrmTableRow *row);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTableRow, crm_table_row_clear)

G_END_DECLS
