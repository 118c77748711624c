/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells titles, header and data apart in the first rows of a table: private to the table reader. */

#pragma once

#include "core/exchange/crm-table.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_TABLE_HEADER_DETECT,
  CRM_TABLE_HEADER_PRESENT,
  CRM_TABLE_HEADER_ABSENT,
} CrmTableHeader;

/**
 * CrmTableLayout:
 * @n_titles: rows above the header that hold no data
 * @has_header: whether the row after them names the columns
 * @names: %NULL-terminated name of each column, made up where the file has none
 */
typedef struct
{
  guint n_titles;
  gboolean has_header;
  char **names;
} CrmTableLayout;

/**
 * crm_table_layout_detect:
 * @rows: the first rows of the file that are not blank
 * @n_rows: how many, may be 0
 * @header: what the user says
 * @layout: (out): release with crm_table_layout_clear()
 *
 * Rows above the header count as titles only if they have one filled cell, or two above a table of four columns or more,
 * and if at most five come before a row that fills most of the width and has no data in it. A first row is data if a cell is an email or web address or a number of
 * five digits or more, or if half of its cells are numbers.
 */
void crm_table_layout_detect (CrmTableRow *const *rows, guint n_rows, CrmTableHeader header, CrmTableLayout *layout);

void crm_table_layout_clear (CrmTableLayout *layout);

G_END_DECLS
