/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table of records, from a table of fields. */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/crm-names.h"
#include "core/base/crm-text-pattern.h"

G_BEGIN_DECLS

/**
 * CrmColumnFormat:
 * @clock: the time and zone relative dates are said in
 * @users: the names of users
 * @locale: whose way money is written in, such as "zh_CN"
 * @currency: the office's own
 * @stages: (nullable): the names of stages
 * @pattern: (nullable): what is searched for; changes while typing
 *
 * What a cell's text depends on besides its record. Borrowed members; outlives the columns.
 */
typedef struct
{
  CrmClock *clock;
  CrmNames *users;
  const char *locale;
  const char *currency;
  CrmTextPattern *pattern;
  CrmNames *stages;
} CrmColumnFormat;

/* Returns: (transfer full) (nullable): a cell's text; pure. */
typedef char *(*CrmColumnText) (const CrmRecord *record, guint field, const CrmColumnFormat *format);

/**
 * CrmRecordColumn:
 * @field: the field shown and sorted by; its permanent name is the column's id
 * @width: in pixels, when nothing is stored
 * @expand: whether it takes what is left
 * @numeric: figures, set right
 * @found: whether a search looks here, so that matches are shown bold
 * @hidden: not shown until it is chosen
 * @text: (nullable): another text than the field's type gives
 */
typedef struct
{
  guint field;
  int width;
  gboolean expand;
  gboolean numeric;
  gboolean hidden;
  gboolean found;
  CrmColumnText text;
} CrmRecordColumn;

/**
 * crm_record_column_get_text:
 *
 * Returns: (transfer full) (nullable): what a cell shows: choices by label, dates as people say them, money with its sign.
 */
char *crm_record_column_get_text (const CrmRecordColumn *column, const CrmRecord *record, const CrmColumnFormat *format);

/**
 * crm_record_column_append_to:
 * @view: the table
 * @kind: of the records
 * @column: static description
 * @format: borrowed for the view's life
 *
 * Appends a column of #CrmTextCell cells over #CrmRow items, which fill themselves when the row's record comes.
 *
 * Returns: (transfer none): the column.
 */
GtkColumnViewColumn *crm_record_column_append_to (GtkColumnView *view, const CrmKind *kind, const CrmRecordColumn *column, const CrmColumnFormat *format);

G_END_DECLS
