/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of customers for the printer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-customers-sheet.h"

#include "core/base/crm-error.h"
#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"

#include <glib/gi18n-lib.h>

/* The share of a column that takes what is left on the screen. */
#define EXPANDED_WIDTH 220

typedef struct
{
  const CrmColumnFormat *format;
  GPtrArray *columns; /* of CrmRecordColumn */
  char *conditions;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_ptr_array_unref (making->columns);
  g_free (making->conditions);
  g_free (making);
}

/* A customer with the values of its custom fields. */
typedef struct
{
  CrmRecord *record;
  GPtrArray *values;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  crm_record_unref (line->record);
  g_clear_pointer (&line->values, g_ptr_array_unref);
  g_free (line);
}

/* NULL without an error when the record is gone. */
static Line *
read_line (CrmConnection *connection, const CrmKind *kind, gint64 rowid, GError **error)
{
  CrmRecord *record = crm_connection_read_record_at (connection, kind, rowid, error);
  Line *line;

  if (record == NULL)
    return NULL;
  line = g_new0 (Line, 1);
  line->record = record;
  line->values = crm_custom_values_read (connection, &record->id, error);
  if (line->values != NULL && !crm_referred_read (connection, line->values, CRM_CUSTOM_VALUE_TEXT, error))
    g_clear_pointer (&line->values, g_ptr_array_unref);
  if (line->values == NULL)
    g_clear_pointer (&line, line_free);
  return line;
}

static gboolean
read_lines (CrmConnection *connection, gpointer query, GValue *result, GError **error)
{
  g_autoptr (CrmAnswer) answer = crm_answer_read (connection, NULL, query, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);

  if (answer == NULL)
    return FALSE;
  if (answer->n_rows > CRM_CUSTOMERS_SHEET_MAX)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%'u customers are too many to print. Search or filter until there are %'u at most, or export the list."), answer->n_rows,
                   CRM_CUSTOMERS_SHEET_MAX);
      return FALSE;
    }
  for (guint i = 0; i < answer->n_rows; i++)
    {
      GError *local_error = NULL;
      Line *line = read_line (connection, crm_query_get_kind (query), answer->rowids[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (line != NULL)
        g_ptr_array_add (lines, line);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&lines));
  return TRUE;
}

static void
begin_table (CrmSheet *sheet, const Making *making)
{
  g_autofree CrmSheetColumn *columns = g_new0 (CrmSheetColumn, making->columns->len);

  for (guint i = 0; i < making->columns->len; i++)
    {
      const CrmRecordColumn *column = making->columns->pdata[i];

      columns[i].title = crm_record_column_get_label (column, crm_kind_get (CRM_KIND_CUSTOMER));
      columns[i].weight = column->expand ? EXPANDED_WIDTH : (guint)MAX (column->width, 1);
      columns[i].numeric = column->numeric;
    }
  crm_sheet_begin_table (sheet, columns, making->columns->len);
}

static void
add_row (CrmSheet *sheet, const Making *making, const Line *line)
{
  g_auto (GStrv) cells = g_new0 (char *, making->columns->len + 1);

  for (guint i = 0; i < making->columns->len; i++)
    {
      cells[i] = crm_record_column_get_text (making->columns->pdata[i], line->record, line->values, making->format);
      if (cells[i] == NULL)
        cells[i] = g_strdup ("");
    }
  crm_sheet_add_row (sheet, (const char *const *)cells);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Making *making = data;
  GPtrArray *lines = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u customer", "%'u customers", lines->len), lines->len);
  g_autofree char *subtitle = making->conditions != NULL ? g_strdup_printf ("%s · %s", count, making->conditions) : g_strdup (count);
  CrmSheet *sheet = crm_sheet_new (_ ("Customers"), subtitle);

  begin_table (sheet, making);
  for (guint i = 0; i < lines->len; i++)
    add_row (sheet, making, lines->pdata[i]);
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, sheet);
}

DexFuture *
crm_customers_sheet_read (CrmStore *store, CrmQuery *query, GPtrArray *columns, const CrmColumnFormat *format, const char *conditions)
{
  Making *making;

  g_return_val_if_fail (CRM_IS_STORE (store) && query != NULL && columns != NULL && columns->len > 0 && format != NULL, NULL);

  making = g_new0 (Making, 1);
  making->format = format;
  making->columns = columns;
  making->conditions = g_strdup (conditions);
  return dex_future_then (crm_store_read (store, NULL, read_lines, crm_query_ref (query), (GDestroyNotify)crm_query_unref), on_read, making, making_free);
}
