/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant: choose a file, see what goes where, rehearse, import, take it back. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-dialog.h"

#include "app/crm-error-place.h"
#include "app/import/crm-import-mapping-page.h"
#include "app/import/crm-import-report-view.h"
#include "core/exchange/crm-import.h"

#include <glib/gi18n-lib.h>

/* Work shorter than this shows no page of its own, in ms; and how often the bar moves. */
#define PATIENCE 300
#define BEAT     80

struct _CrmImportDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  AdwNavigationView *view;
  AdwStatusPage *choose_status;
  GtkWidget *choose;
  CrmImportMappingPage *mapping;
  AdwWindowTitle *check_title;
  GtkButton *run;
  CrmImportReportView *check_report;
  AdwStatusPage *busy_status;
  GtkProgressBar *bar;
  GtkLabel *progress;
  GtkWidget *cancel;
  AdwStatusPage *problem_status;
  GtkWidget *result_icon;
  GtkLabel *result_title;
  CrmImportReportView *result_report;
  GtkWidget *undo;
  GtkWidget *show;

  /* owned */
  CrmContext *context;
  CrmImportSource *source;
  CrmImport *import;
  CrmImportReport *report;
  GCancellable *reading;

  guint beat;     /* timeout */
  guint patience; /* timeout */
  gboolean importing;
};

G_DEFINE_FINAL_TYPE (CrmImportDialog, crm_import_dialog, ADW_TYPE_DIALOG)

static guint show_customers_signal;

static gboolean
is_gone (CrmImportDialog *self)
{
  return self->view == NULL;
}

/* ── pages ────────────────────────────────────────────────────────────────────────────────── */

static void
go_to (CrmImportDialog *self, const char *tag)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->view);

  if (page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), tag) == 0)
    return;
  if (g_str_equal (tag, "check"))
    adw_navigation_view_replace_with_tags (self->view, (const char *const[]){ "mapping", "check" }, 2);
  else
    adw_navigation_view_replace_with_tags (self->view, &tag, 1);
}

static void
invite (CrmImportDialog *self)
{
  adw_status_page_set_icon_name (self->choose_status, "crm-import-symbolic");
  adw_status_page_set_title (self->choose_status, _ ("Bring Your Customers"));
  adw_status_page_set_description (self->choose_status,
                                   _ ("Choose or drop a CSV file, an Excel workbook (.xlsx) or an address book (.vcf), "
                                      "as spreadsheets, phones and other programs write them."));
  go_to (self, "choose");
  adw_dialog_set_focus (ADW_DIALOG (self), self->choose);
}

static void
refuse (CrmImportDialog *self, const GError *error)
{
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (self->choose_status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->choose_status, _ ("This File Cannot Be Imported"));
  adw_status_page_set_description (self->choose_status, message);
  go_to (self, "choose");
  adw_dialog_set_focus (ADW_DIALOG (self), self->choose);
}

static void
show_problem (CrmImportDialog *self, const GError *error)
{
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->problem_status, crm_error_get_heading (error));
  adw_status_page_set_description (self->problem_status, message);
  go_to (self, "problem");
}

/* ── work under way ───────────────────────────────────────────────────────────────────────── */

static gboolean
on_beat (gpointer data)
{
  CrmImportDialog *self = data;
  guint64 n_done = 0, n_rows = 0;

  if (self->import != NULL)
    crm_import_get_progress (self->import, &n_done, &n_rows);
  if (n_rows == 0)
    {
      gtk_progress_bar_pulse (self->bar);
      gtk_label_set_label (self->progress, "");
    }
  else
    {
      /* Translators: %1$'u rows are done, of %2$'u. */
      g_autofree char *text = g_strdup_printf (ngettext ("%1$'u of %2$'u row", "%1$'u of %2$'u rows", (gulong)n_rows), (guint)n_done, (guint)n_rows);

      gtk_progress_bar_set_fraction (self->bar, MIN (1.0, (double)n_done / (double)n_rows));
      gtk_label_set_label (self->progress, n_done < n_rows ? text : _ ("Finishing…"));
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_patience (gpointer data)
{
  CrmImportDialog *self = data;

  self->patience = 0;
  adw_navigation_view_push_by_tag (self->view, "busy");
  return G_SOURCE_REMOVE;
}

static void
begin (CrmImportDialog *self, const char *title, gboolean at_once)
{
  adw_status_page_set_title (self->busy_status, title);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  on_beat (self);
  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->beat = g_timeout_add (BEAT, on_beat, self);
  if (at_once)
    go_to (self, "busy");
  else
    self->patience = g_timeout_add (PATIENCE, on_patience, self);
}

static void
end (CrmImportDialog *self)
{
  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->importing = FALSE;
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (self->mapping != NULL)
    crm_import_mapping_page_set_busy (self->mapping, FALSE);
}

static void
on_cancel (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  gtk_widget_set_sensitive (self->cancel, FALSE);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  if (self->import != NULL)
    crm_import_cancel (self->import);
}

/* ── reading the file ─────────────────────────────────────────────────────────────────────── */

static int
get_this_year (CrmImportDialog *self)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (crm_clock_now (clock));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (clock));

  return g_date_time_get_year (local);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (is_gone (self))
    return NULL;
  end (self);
  g_clear_object (&self->reading);
  if (value != NULL)
    {
      g_clear_pointer (&self->source, crm_import_source_unref);
      self->source = g_value_dup_boxed (value);
      crm_import_mapping_page_set_source (self->mapping, self->source);
      go_to (self, "mapping");
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      refuse (self, error);
    }
  else
    {
      invite (self);
    }
  return NULL;
}

static void
read_file (CrmImportDialog *self, const char *path, const CrmTableReaderOptions *options)
{
  gboolean again = options != NULL;

  if (self->reading != NULL)
    return;
  g_clear_object (&self->import);
  self->reading = g_cancellable_new ();
  begin (self, _ ("Reading the File…"), !again);
  if (again)
    crm_import_mapping_page_set_busy (self->mapping, TRUE);
  dex_future_disown (dex_future_finally (crm_import_source_load_for (crm_context_get_store (self->context), path, options, get_this_year (self), self->reading), on_read, g_object_ref (self), g_object_unref));
}

static void
on_reread (CrmImportDialog *self)
{
  g_autofree char *path = g_strdup (self->source->path);

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  read_file (self, path, crm_import_mapping_page_get_options (self->mapping));
}

static void
open_file (CrmImportDialog *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The file is not on this computer. Save a copy here and choose that."));

      refuse (self, error);
      return;
    }
  read_file (self, path, NULL);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportDialog) self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);

  if (is_gone (self))
    return;
  if (file != NULL)
    open_file (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    refuse (self, error);
}

static void
add_filter (GListStore *filters, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  g_list_store_append (filters, filter);
}

static void
on_choose (CrmImportDialog *self)
{
  static const char *const all[] = { "csv", "tsv", "txt", "vcf", "vcard", "xlsx", NULL };
  static const char *const csv[] = { "csv", "tsv", "txt", NULL };
  static const char *const vcard[] = { "vcf", "vcard", NULL };
  static const char *const xlsx[] = { "xlsx", NULL };
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  add_filter (filters, _ ("Files of customers"), all);
  add_filter (filters, _ ("Tables as text (CSV)"), csv);
  add_filter (filters, _ ("Address books (vCard)"), vcard);
  add_filter (filters, _ ("Excel workbooks"), xlsx);
  gtk_file_dialog_set_title (dialog, _ ("Import Customers"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

static gboolean
on_drop (CrmImportDialog *self, const GValue *value)
{
  GdkFileList *list = g_value_get_boxed (value);
  GSList *files = list != NULL ? gdk_file_list_get_files (list) : NULL;

  if (files == NULL)
    return FALSE;
  open_file (self, G_FILE (files->data));
  g_slist_free (files);
  return TRUE;
}

/* ── the rehearsal ────────────────────────────────────────────────────────────────────────── */

static void
show_check (CrmImportDialog *self)
{
  guint n = (guint)(self->report->n_created + self->report->n_updated);
  /* Translators: a button; so many rows of a file are to be imported. */
  g_autofree char *label = g_strdup_printf (ngettext ("Import %'u Row", "Import %'u Rows", n), n);

  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 0);
  adw_window_title_set_subtitle (self->check_title, self->source->name);
  crm_import_report_view_set_report (self->check_report, self->report, TRUE);
  go_to (self, "check");
  gtk_widget_grab_focus (GTK_WIDGET (self->run));
}

static DexFuture *
on_rehearsed (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (is_gone (self))
    return NULL;
  end (self);
  if (value != NULL)
    {
      g_clear_pointer (&self->report, crm_import_report_unref);
      self->report = g_value_dup_boxed (value);
      show_check (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error);
    }
  else
    {
      go_to (self, "mapping");
    }
  return NULL;
}

static void
on_check (CrmImportDialog *self)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if (self->source == NULL)
    return;
  g_ptr_array_add (sources, crm_import_source_ref (self->source));
  g_clear_object (&self->import);
  self->import = crm_import_new (crm_context_get_store (self->context), sources);
  crm_import_mapping_page_set_busy (self->mapping, TRUE);
  begin (self, _ ("Checking…"), FALSE);
  dex_future_disown (dex_future_finally (crm_import_rehearse (self->import), on_rehearsed, g_object_ref (self), g_object_unref));
}

static void
on_back (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  go_to (self, "mapping");
}

/* ── the import ───────────────────────────────────────────────────────────────────────────── */

static void
show_result (CrmImportDialog *self)
{
  guint n = (guint)(self->report->n_created + self->report->n_updated);
  g_autofree char *title = g_strdup_printf (ngettext ("%'u Row Imported", "%'u Rows Imported", n), n);

  gtk_label_set_label (self->result_title, title);
  gtk_widget_set_visible (self->undo, self->report->edit != 0);
  crm_import_report_view_set_report (self->result_report, self->report, FALSE);
  go_to (self, "result");
  adw_dialog_set_focus (ADW_DIALOG (self), self->show);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
on_imported (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (is_gone (self))
    return NULL;
  end (self);
  if (value != NULL)
    {
      g_clear_pointer (&self->report, crm_import_report_unref);
      self->report = g_value_dup_boxed (value);
      show_result (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error);
    }
  else
    {
      go_to (self, "check");
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Cancelled: nothing was imported")));
    }
  return NULL;
}

static void
on_run (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if (self->import == NULL || self->importing)
    return;
  self->importing = TRUE;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  begin (self, _ ("Importing…"), TRUE);
  dex_future_disown (dex_future_finally (crm_import_run (self->import), on_imported, g_object_ref (self), g_object_unref));
}

static DexFuture *
on_undone (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;

  if (is_gone (self))
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      gtk_widget_set_sensitive (self->undo, TRUE);
      show_problem (self, error);
      return NULL;
    }
  gtk_label_set_label (self->result_title, _ ("Import Taken Back"));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->result_icon), "edit-undo-symbolic");
  gtk_widget_remove_css_class (self->result_icon, "success");
  gtk_widget_set_visible (GTK_WIDGET (self->result_report), FALSE);
  gtk_widget_set_visible (self->undo, FALSE);
  return NULL;
}

static void
on_undo (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  gtk_widget_set_sensitive (self->undo, FALSE);
  dex_future_disown (dex_future_finally (crm_store_undo (crm_context_get_store (self->context), &self->report->edit_id), on_undone, g_object_ref (self), g_object_unref));
}

static void
on_show (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  g_signal_emit (self, show_customers_signal, 0);
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the faulty rows ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmImportReport *report;
  GPtrArray *sources;
  char *path;
  DexPromise *promise;
} Saving;

static gpointer
save_in_thread (gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (crm_import_report_save_faults (saving->report, saving->sources, saving->path, NULL, &error))
    dex_promise_resolve_boolean (saving->promise, TRUE);
  else
    dex_promise_reject (saving->promise, g_steal_pointer (&error));
  crm_import_report_unref (saving->report);
  g_ptr_array_unref (saving->sources);
  dex_unref (saving->promise);
  g_free (saving->path);
  g_free (saving);
  return NULL;
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (is_gone (self))
    return NULL;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, dex_future_get_value (future, &error) != NULL ? _ ("Faulty rows saved: mend them and import that file") : error->message);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return NULL;
}

static void
on_save_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportDialog) self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  DexPromise *promise;
  Saving *saving;

  if (file == NULL || is_gone (self) || self->import == NULL || g_file_peek_path (file) == NULL)
    return;
  promise = dex_promise_new ();
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ crm_import_report_ref (self->report), g_ptr_array_ref (crm_import_get_sources (self->import)), g_file_get_path (file), dex_ref (promise) };
  g_thread_unref (g_thread_new ("crm-save-faults", save_in_thread, saving));
  dex_future_disown (dex_future_finally (DEX_FUTURE (promise), on_saved, g_object_ref (self), g_object_unref));
}

static void
on_save_faults (CrmImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  gtk_file_dialog_set_title (dialog, _ ("Save Faulty Rows"));
  gtk_file_dialog_set_initial_name (dialog, _ ("faulty rows.csv"));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_save_chosen, g_object_ref (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
on_stop_response (CrmImportDialog *self, const char *response)
{
  if (g_str_equal (response, "stop") && self->importing)
    on_cancel (self);
}

/* Only while an import writes. */
static void
crm_import_dialog_close_attempt (AdwDialog *dialog)
{
  AdwDialog *question = adw_alert_dialog_new (_ ("Stop the Import?"), _ ("What it has written so far is taken back."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "go-on", _ ("_Go On"), "stop", _ ("_Stop"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "go-on");
  g_signal_connect_object (question, "response", G_CALLBACK (on_stop_response), dialog, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (dialog));
}

static void
crm_import_dialog_closed (AdwDialog *dialog)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (dialog);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  if (self->import != NULL && !self->importing)
    crm_import_cancel (self->import);
  /* The button that closes a dialog goes on using it after this. */
  g_idle_add_once (g_object_unref, g_object_ref (dialog));
}

static void
crm_import_dialog_dispose (GObject *object)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->reading);
  g_clear_object (&self->import);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_import_dialog_parent_class)->dispose (object);
}

static void
crm_import_dialog_finalize (GObject *object)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (object);

  g_clear_pointer (&self->source, crm_import_source_unref);
  g_clear_pointer (&self->report, crm_import_report_unref);

  G_OBJECT_CLASS (crm_import_dialog_parent_class)->finalize (object);
}

static void
crm_import_dialog_class_init (CrmImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwDialogClass *dialog_class = ADW_DIALOG_CLASS (klass);

  object_class->dispose = crm_import_dialog_dispose;
  object_class->finalize = crm_import_dialog_finalize;
  dialog_class->close_attempt = crm_import_dialog_close_attempt;
  dialog_class->closed = crm_import_dialog_closed;

  show_customers_signal = g_signal_new ("show-customers", CRM_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CRM_TYPE_IMPORT_MAPPING_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_REPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, choose_status);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, mapping);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, check_title);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, run);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, check_report);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, busy_status);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, problem_status);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, result_title);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, result_report);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, undo);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, show);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_reread);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_save_faults);
}

static void
crm_import_dialog_init (CrmImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->choose_status), GTK_EVENT_CONTROLLER (target));
}

AdwDialog *
crm_import_dialog_new (CrmContext *context, GFile *file)
{
  CrmImportDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), NULL);

  self = g_object_new (CRM_TYPE_IMPORT_DIALOG, NULL);
  self->context = g_object_ref (context);
  if (file != NULL)
    open_file (self, file);
  else
    invite (self);
  return ADW_DIALOG (self);
}
