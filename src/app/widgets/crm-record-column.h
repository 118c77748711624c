/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table of records, from a table of fields. */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/crm-names.h"
#include "core/base/crm-text-pattern.h"
#include "core/customers/crm-custom-field.h"

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
 * @custom: (nullable): the custom field shown instead of one of the kind; the column's id is made of its own
 * @width: when nothing is stored, as of crm_column_set_width(); 0 for that of the text
 * @expand: whether it takes what is left, beyond its width
 * @numeric: figures, set right
 * @found: whether a search looks here, so that matches are shown bold
 * @hidden: not shown until it is chosen
 * @text: (nullable): another text than the field's type gives
 */
typedef struct
{
  guint field;
  int width;
  CrmCustomField *custom;
  gboolean expand;
  gboolean numeric;
  gboolean hidden;
  gboolean found;
  CrmColumnText text;
} CrmRecordColumn;

/* Another of the same, which holds its custom field; and its end. */
CrmRecordColumn *crm_record_column_copy (const CrmRecordColumn *column);
void crm_record_column_free (CrmRecordColumn *column);

/* Returns: (transfer none): what it is called above the column. */
const char *crm_record_column_get_label (const CrmRecordColumn *column, const CrmKind *kind);

/**
 * crm_record_column_get_text:
 * @values: (nullable) (element-type CrmRecord): the values of the record's custom fields; %NULL for none
 *
 * Returns: (transfer full) (nullable): what a cell shows: choices by label, dates as people say them, money with its sign.
 */
char *crm_record_column_get_text (const CrmRecordColumn *column, const CrmRecord *record, GPtrArray *values, const CrmColumnFormat *format);

/**
 * crm_record_column_append_to:
 * @view: the table
 * @kind: of the records
 * @column: the description, copied
 * @format: borrowed for the view's life
 *
 * Appends a column of #CrmTextCell cells over #CrmRow items, which fill themselves when the row's record comes.
 *
 * Returns: (transfer none): the column.
 */
GtkColumnViewColumn *crm_record_column_append_to (GtkColumnView *view, const CrmKind *kind, const CrmRecordColumn *column, const CrmColumnFormat *format);

/* The description of a column of such a table; borrowed. */
const CrmRecordColumn *crm_record_column_get (GtkColumnViewColumn *shown);

/* Puts another definition of the same type in the place of the custom field that @shown shows: it is called otherwise now. */
void crm_record_column_set_custom (GtkColumnViewColumn *shown, CrmCustomField *custom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecordColumn, crm_record_column_free)

/**
 * crm_record_column_append_all:
 * @owner: gets the actions "columns.ID" that show and hide the columns
 * @button: gets the menu of them; the title's column stays
 *
 * Appends columns in their order. By the title's the table is sorted at first.
 */
void crm_record_column_append_all (GtkWidget *owner, GtkColumnView *view, GtkMenuButton *button, const CrmKind *kind, const CrmRecordColumn *columns, gsize n_columns, const CrmColumnFormat *format);

G_END_DECLS
