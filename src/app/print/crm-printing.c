/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a sheet to a printer or into a PDF file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/print/crm-printing.h"

#include "app/print/crm-sheet-layout.h"

#include <glib/gi18n-lib.h>

#define MARGIN 18 /* mm */

typedef struct
{
  CrmSheet *sheet;
  CrmSheetLayout *layout;
  DexPromise *promise;
} Printing;

static void
printing_free (gpointer data, GClosure *closure)
{
  Printing *self = data;

  g_clear_pointer (&self->layout, crm_sheet_layout_free);
  crm_sheet_unref (self->sheet);
  dex_unref (self->promise);
  g_free (self);
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Printing *self)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%x");

  pango_cairo_context_set_resolution (pango, 72);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    pango_context_set_base_dir (pango, PANGO_DIRECTION_RTL);
  g_clear_pointer (&self->layout, crm_sheet_layout_free);
  self->layout = crm_sheet_layout_new (self->sheet, pango, gtk_print_context_get_width (context), gtk_print_context_get_height (context), date);
  gtk_print_operation_set_n_pages (operation, (int)crm_sheet_layout_get_n_pages (self->layout));
  g_object_unref (pango);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Printing *self)
{
  crm_sheet_layout_draw (self->layout, gtk_print_context_get_cairo_context (context), (guint)page);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Printing *self)
{
  GError *error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      dex_promise_reject (self->promise, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_CANCEL)
    dex_promise_reject (self->promise, g_error_new_literal (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, _ ("Nothing was printed.")));
  else
    dex_promise_resolve_boolean (self->promise, TRUE);
}

static GtkPageSetup *
make_page_setup (const CrmSheet *sheet)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_orientation (setup, crm_sheet_is_wide (sheet) ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

static GtkPrintOperation *
make_operation (CrmSheet *sheet, DexPromise *promise)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (sheet);
  Printing *self = g_new0 (Printing, 1);

  self->sheet = crm_sheet_ref (sheet);
  self->promise = dex_ref (promise);
  gtk_print_operation_set_job_name (operation, crm_sheet_get_title (sheet));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), self);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done), self, printing_free, 0);
  return operation;
}

static DexFuture *
run (CrmSheet *sheet, GtkPrintOperationAction action, const char *path, GtkWindow *parent)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GtkPrintOperation) operation = make_operation (sheet, promise);
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_allow_async (operation, TRUE);
  /* What went wrong comes with "done" too. */
  gtk_print_operation_run (operation, action, parent, &error);
  return DEX_FUTURE (promise);
}

DexFuture *
crm_printing_ask (CrmSheet *sheet, GtkWindow *parent)
{
  g_return_val_if_fail (sheet != NULL, NULL);

  return run (sheet, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, NULL, parent);
}

DexFuture *
crm_printing_save (CrmSheet *sheet, const char *path)
{
  g_return_val_if_fail (sheet != NULL && path != NULL, NULL);

  return run (sheet, GTK_PRINT_OPERATION_ACTION_EXPORT, path, NULL);
}
