/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes deals to a file for spreadsheets. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-export.h"

#include "app/widgets/crm-save-place.h"
#include "core/exchange/crm-export.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page;
  CrmQuery *query;
  GFile *file;
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *exporting = data;

  g_object_unref (exporting->page);
  crm_query_unref (exporting->query);
  g_clear_object (&exporting->file);
  g_free (exporting);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  Exporting *exporting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *name = NULL, *text = NULL;
  gulong n;

  if (value == NULL)
    {
      if (!crm_save_place_was_left (error))
        crm_page_fail (exporting->page, error);
      return NULL;
    }
  n = (gulong)g_value_get_int64 (value);
  name = g_filename_display_basename (g_file_peek_path (exporting->file));
  text = g_strdup_printf (ngettext ("%'lu deal was written to “%s”", "%'lu deals were written to “%s”", n), n, name);
  crm_page_say_saved (exporting->page, text, exporting->file);
  return NULL;
}

static DexFuture *
on_chosen (DexFuture *future, gpointer data)
{
  Exporting *exporting = data;
  g_autofree char *folded = NULL;

  exporting->file = g_value_dup_object (dex_future_get_value (future, NULL));
  folded = g_ascii_strdown (g_file_peek_path (exporting->file), -1);
  return crm_export_run (crm_context_get_store (crm_page_get_context (exporting->page)), exporting->query,
                         g_str_has_suffix (folded, ".xlsx") ? CRM_EXPORT_XLSX : CRM_EXPORT_CSV, g_file_peek_path (exporting->file), NULL);
}

void
crm_deals_export (CrmPage *page, CrmQuery *query)
{
  const CrmSaveFormat formats[] = { { _ ("Table as text (CSV)"), "csv" }, { _ ("Excel workbook (XLSX)"), "xlsx" } };
  Exporting *exporting;
  DexFuture *written;

  g_return_if_fail (CRM_IS_PAGE (page) && query != NULL);

  exporting = g_new0 (Exporting, 1);
  exporting->page = g_object_ref (page);
  exporting->query = crm_query_ref (query);
  /* Translators: the name of a file, without its ending. */
  written = dex_future_then (crm_save_place_ask (GTK_WIDGET (page), _ ("Export Deals"), _ ("deals"), formats, G_N_ELEMENTS (formats)), on_chosen, exporting, NULL);
  dex_future_disown (dex_future_finally (written, on_written, exporting, exporting_free));
}
