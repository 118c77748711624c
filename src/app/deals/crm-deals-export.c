/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes deals to a file for spreadsheets. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-export.h"

#include "core/base/crm-error.h"
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
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (exporting->file)), *text = NULL;
  gulong n;

  if (value == NULL)
    {
      crm_page_fail (exporting->page, error);
      return NULL;
    }
  n = (gulong)g_value_get_int64 (value);
  text = g_strdup_printf (ngettext ("%'lu deal was written to “%s”", "%'lu deals were written to “%s”", n), n, name);
  crm_page_say_saved (exporting->page, text, exporting->file);
  return NULL;
}

static void
write_file (Exporting *exporting)
{
  const char *path = g_file_peek_path (exporting->file);
  g_autofree char *folded = g_ascii_strdown (path, -1);
  CrmExportFormat format = g_str_has_suffix (folded, ".xlsx") ? CRM_EXPORT_XLSX : CRM_EXPORT_CSV;
  DexFuture *written = crm_export_run (crm_context_get_store (crm_page_get_context (exporting->page)), exporting->query, format, path, NULL);

  dex_future_disown (dex_future_finally (written, on_written, exporting, exporting_free));
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Exporting *exporting = data;
  g_autoptr (GError) error = NULL;

  exporting->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  if (exporting->file != NULL && g_file_peek_path (exporting->file) != NULL)
    {
      write_file (exporting);
      return;
    }
  if (exporting->file != NULL)
    {
      error = g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, _ ("That place is not on this computer. Choose a folder here."));
      crm_page_fail (exporting->page, error);
    }
  exporting_free (exporting);
}

static void
add_filter (GListStore *filters, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

void
crm_deals_export (CrmPage *page, CrmQuery *query)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = NULL;
  GtkRoot *root;
  Exporting *exporting;

  g_return_if_fail (CRM_IS_PAGE (page) && query != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (page));
  exporting = g_new0 (Exporting, 1);
  exporting->page = g_object_ref (page);
  exporting->query = crm_query_ref (query);
  add_filter (filters, _ ("Table as text (CSV)"), "csv");
  add_filter (filters, _ ("Excel workbook (XLSX)"), "xlsx");
  /* Translators: the name of a file, without its ending. */
  name = g_strconcat (_ ("deals"), ".csv", NULL);
  gtk_file_dialog_set_title (dialog, _ ("Export Deals"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, exporting);
}
