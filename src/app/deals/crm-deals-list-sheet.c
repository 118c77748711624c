/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of deals for the printer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-list-sheet.h"

#include "app/deals/crm-deals-board-sheet.h"
#include "core/base/crm-error.h"
#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* The share of a column that takes what is left on the screen. */
#define EXPANDED_WIDTH 200

typedef struct
{
  const CrmColumnFormat *format;
  const CrmRecordColumn **columns;
  guint n_columns;
  char *subtitle;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_free (making->columns);
  g_free (making->subtitle);
  g_free (making);
}

static gboolean
read_records (CrmConnection *connection, gpointer query, GValue *result, GError **error)
{
  g_autoptr (CrmAnswer) answer = crm_answer_read (connection, NULL, query, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  if (answer == NULL)
    return FALSE;
  if (answer->n_rows > CRM_DEALS_SHEET_MAX)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%'u deals are too many to print. Search or filter until there are %'u at most, or export them."), answer->n_rows, CRM_DEALS_SHEET_MAX);
      return FALSE;
    }
  for (guint i = 0; i < answer->n_rows; i++)
    {
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_deal, answer->rowids[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&records));
  return TRUE;
}

static void
begin_table (CrmSheet *sheet, const Making *making)
{
  g_autofree CrmSheetColumn *columns = g_new0 (CrmSheetColumn, making->n_columns);

  for (guint i = 0; i < making->n_columns; i++)
    {
      const CrmRecordColumn *column = making->columns[i];

      columns[i].title = crm_field_get_label (&crm_kind_deal.fields[column->field]);
      columns[i].weight = column->expand ? EXPANDED_WIDTH : (guint)MAX (column->width, 1);
      columns[i].numeric = column->numeric;
    }
  crm_sheet_begin_table (sheet, columns, making->n_columns);
}

static void
add_row (CrmSheet *sheet, const Making *making, const CrmRecord *record)
{
  g_auto (GStrv) cells = g_new0 (char *, making->n_columns + 1);

  for (guint i = 0; i < making->n_columns; i++)
    {
      cells[i] = crm_record_column_get_text (making->columns[i], record, NULL, making->format);
      if (cells[i] == NULL)
        cells[i] = g_strdup ("");
    }
  crm_sheet_add_row (sheet, (const char *const *)cells);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Making *making = data;
  GPtrArray *records = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u deal", "%'u deals", records->len), records->len);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", count, making->subtitle);
  CrmSheet *sheet = crm_sheet_new (_ ("Deals"), subtitle);

  begin_table (sheet, making);
  for (guint i = 0; i < records->len; i++)
    add_row (sheet, making, records->pdata[i]);
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, sheet);
}

DexFuture *
crm_deals_list_sheet_read (CrmStore *store, CrmQuery *query, const CrmRecordColumn *const *columns, guint n_columns, const CrmColumnFormat *format, char *subtitle)
{
  Making *making;

  g_return_val_if_fail (CRM_IS_STORE (store) && query != NULL && n_columns > 0 && format != NULL, NULL);

  making = g_new0 (Making, 1);
  making->format = format;
  making->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  making->n_columns = n_columns;
  making->subtitle = subtitle;
  return dex_future_then (crm_store_read (store, NULL, read_records, crm_query_ref (query), (GDestroyNotify)crm_query_unref), on_read, making, making_free);
}
