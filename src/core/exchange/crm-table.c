/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells as every reader of the exchange folder gives them, and what can be wrong with a row. */

#include "config.h"

#include "core/exchange/crm-table.h"

#include <glib/gi18n-lib.h>

void
crm_table_row_clear (CrmTableRow *row)
{
  g_clear_pointer (&row->cells, g_free);
  row->n_cells = row->capacity = 0;
}

void
crm_table_row_begin (CrmTableRow *row, guint64 number, guint64 line)
{
  row->number = number;
  row->line = line;
  row->n_cells = 0;
  row->fault = CRM_TABLE_FAULT_NONE;
  row->fault_column = 0;
  row->fault_line = line;
}

void
crm_table_row_add (CrmTableRow *row, const char *text, gsize length)
{
  if (row->n_cells == row->capacity)
    {
      row->capacity = MAX (32, row->capacity * 2);
      row->cells = g_renew (CrmTableCell, row->cells, row->capacity);
    }
  row->cells[row->n_cells].text = text;
  row->cells[row->n_cells++].length = length;
}

void
crm_table_row_pad (CrmTableRow *row, guint n_cells)
{
  while (row->n_cells < n_cells)
    crm_table_row_add (row, "", 0);
}

void
crm_table_row_set_fault (CrmTableRow *row, CrmTableFault fault, guint column)
{
  if (row->fault != CRM_TABLE_FAULT_NONE)
    return;
  row->fault = fault;
  row->fault_column = column;
}

static gboolean
is_blank (const CrmTableCell *cell)
{
  for (gsize i = 0; i < cell->length; i++)
    if (!g_ascii_isspace (cell->text[i]))
      return FALSE;
  return TRUE;
}

gboolean
crm_table_row_is_blank (const CrmTableRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (row->cells[i].length > 0 && !is_blank (&row->cells[i]))
      return FALSE;
  return TRUE;
}

static const char *
fault_reason (CrmTableFault fault)
{
  switch (fault)
    {
    case CRM_TABLE_FAULT_OPEN_QUOTE:
      return _ ("a quotation mark is opened and never closed");
    case CRM_TABLE_FAULT_LONG_CELL:
      return _ ("the cell is longer than 1 MiB");
    case CRM_TABLE_FAULT_LONG_ROW:
      return _ ("the row is longer than 8 MiB");
    case CRM_TABLE_FAULT_NUL:
      return _ ("the cell holds a zero byte, which no text has");
    case CRM_TABLE_FAULT_BYTES:
      return _ ("some characters do not fit the encoding of the file");
    case CRM_TABLE_FAULT_EXTRA_CELLS:
      return _ ("the row has more cells than the table has columns");
    case CRM_TABLE_FAULT_COLUMNS:
      return _ ("the row has more than 10,000 cells");
    case CRM_TABLE_FAULT_CARD:
      return _ ("the card is incomplete or malformed");
    case CRM_TABLE_FAULT_NONE:
    default:
      return _ ("nothing is wrong");
    }
}

char *
crm_table_row_describe_fault (const CrmTableRow *row)
{
  g_return_val_if_fail (row != NULL, NULL);

  if (row->fault == CRM_TABLE_FAULT_CARD)
    /* Translators: the first number is the card's, the second the line of the file; then comes what is wrong. */
    return g_strdup_printf (_ ("Card %u, line %u: %s."),
                            (guint)row->number, (guint)row->fault_line, fault_reason (row->fault));
  if (row->fault_column == 0)
    return g_strdup_printf (_ ("Row %u: %s."), (guint)row->number, fault_reason (row->fault));
  return g_strdup_printf (_ ("Row %u, column %u: %s."),
                          (guint)row->number, row->fault_column, fault_reason (row->fault));
}
