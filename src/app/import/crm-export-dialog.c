/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what a list shows to a file: its format, its place, how far it is. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-export-dialog.h"

#include "core/exchange/crm-export.h"

#include <glib/gi18n-lib.h>

#define BEAT 80 /* ms */

struct _CrmExportDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  AdwComboRow *format;
  GtkLabel *status;
  GtkProgressBar *bar;
  GtkWidget *save;

  /* owned */
  CrmContext *context;
  CrmQuery *query;
  GCancellable *cancellable; /* while it writes */
  char *name;                /* of the file */

  guint beat; /* timeout */
};

G_DEFINE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, ADW_TYPE_DIALOG)

/* As the rows of the list. */
static const struct
{
  CrmExportFormat format;
  const char *suffix;
} formats[] = {
  { CRM_EXPORT_CSV, "csv" },
  { CRM_EXPORT_XLSX, "xlsx" },
  { CRM_EXPORT_VCARD, "vcf" },
  { CRM_EXPORT_JSON, "json" },
};

static void
say (CrmExportDialog *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->status, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
set_busy (CrmExportDialog *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->bar), busy);
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->format), !busy);
  if (!busy)
    g_clear_handle_id (&self->beat, g_source_remove);
}

static gboolean
on_beat (gpointer data)
{
  gtk_progress_bar_pulse (CRM_EXPORT_DIALOG (data)->bar);
  return G_SOURCE_CONTINUE;
}

static DexFuture *
on_exported (DexFuture *future, gpointer data)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->bar == NULL)
    return NULL;
  set_busy (self, FALSE);
  g_clear_object (&self->cancellable);
  if (value != NULL)
    {
      gulong n = (gulong)g_value_get_int64 (value);
      g_autofree char *text = g_strdup_printf (ngettext ("%'lu customer was written to “%s”.", "%'lu customers were written to “%s”.", n), n, self->name);

      say (self, text, FALSE);
      gtk_widget_set_visible (self->save, FALSE);
    }
  else
    {
      say (self, error->message, TRUE);
    }
  return NULL;
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmExportDialog) self = CRM_EXPORT_DIALOG (data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  DexFuture *future;

  if (file == NULL || self->bar == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    {
      say (self, _ ("That place is not on this computer. Choose a folder here."), TRUE);
      return;
    }
  g_free (self->name);
  self->name = g_filename_display_basename (g_file_peek_path (file));
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  say (self, _ ("Writing…"), FALSE);
  self->beat = g_timeout_add (BEAT, on_beat, self);
  future = crm_export_run (crm_context_get_store (self->context), self->query, formats[adw_combo_row_get_selected (self->format)].format,
                           g_file_peek_path (file), self->cancellable);
  dex_future_disown (dex_future_finally (future, on_exported, g_object_ref (self), g_object_unref));
}

static void
on_save (CrmExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  guint selected = adw_combo_row_get_selected (self->format);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  g_assert (CRM_IS_EXPORT_DIALOG (self));

  g_return_if_fail (selected < G_N_ELEMENTS (formats));
  /* Translators: the name of a file, without its ending. */
  name = g_strdup_printf ("%s.%s", _ ("customers"), formats[selected].suffix);
  gtk_file_dialog_set_title (dialog, _ ("Export Customers"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

/* Closed while it writes, it leaves no file behind. */
static void
crm_export_dialog_closed (AdwDialog *dialog)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  /* The button that closes a dialog goes on using it after this. */
  g_idle_add_once (g_object_unref, g_object_ref (dialog));
}

static void
crm_export_dialog_dispose (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (crm_export_dialog_parent_class)->dispose (object);
}

static void
crm_export_dialog_finalize (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  g_clear_pointer (&self->query, crm_query_unref);
  g_free (self->name);

  G_OBJECT_CLASS (crm_export_dialog_parent_class)->finalize (object);
}

static void
crm_export_dialog_class_init (CrmExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_export_dialog_dispose;
  object_class->finalize = crm_export_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = crm_export_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, status);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
crm_export_dialog_init (CrmExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_export_dialog_new (CrmContext *context, CrmQuery *query, guint n_records)
{
  CrmExportDialog *self;
  g_autofree char *count = g_strdup_printf (ngettext ("%'u customer", "%'u customers", n_records), n_records);

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && query != NULL, NULL);

  self = g_object_new (CRM_TYPE_EXPORT_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->query = crm_query_ref (query);
  adw_window_title_set_subtitle (self->window_title, count);
  return ADW_DIALOG (self);
}
