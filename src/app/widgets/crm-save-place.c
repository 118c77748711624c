/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a file is to be written. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-save-place.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file == NULL)
    dex_promise_reject (promise, error);
  else if (g_file_peek_path (file) == NULL)
    dex_promise_reject (promise, g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, _ ("That place is not on this computer. Choose a folder here.")));
  else
    dex_promise_resolve_object (promise, g_steal_pointer (&file));
}

static void
add_filter (GListStore *filters, const CrmSaveFormat *format)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, format->name);
  gtk_file_filter_add_suffix (filter, format->suffix);
  g_list_store_append (filters, filter);
}

DexFuture *
crm_save_place_ask (GtkWidget *widget, const char *title, const char *name, const CrmSaveFormat *formats, guint n_formats)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *stem = NULL, *file = NULL;
  DexPromise *promise = dex_promise_new ();
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && name != NULL && n_formats > 0, DEX_FUTURE (promise));

  root = gtk_widget_get_root (widget);
  for (guint i = 0; i < n_formats; i++)
    add_filter (filters, &formats[i]);
  stem = g_strdelimit (g_strdup (name), "/\\:*?\"<>|", '-');
  file = g_strconcat (stem, ".", formats[0].suffix, NULL);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, file);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, dex_ref (promise));
  return DEX_FUTURE (promise);
}

gboolean
crm_save_place_was_left (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}
