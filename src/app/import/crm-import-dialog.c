/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant for customers, deals, answers and calendars: choose a file, see what goes where, rehearse, import, take it back. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-dialog-private.h"

#include "app/crm-error-place.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Work shorter than this shows no page of its own, in ms; and how often the bar moves. */
#define PATIENCE 300
#define BEAT     80

G_DEFINE_FINAL_TYPE (CrmImportDialog, crm_import_dialog, ADW_TYPE_DIALOG)

static guint show_records_signal;

gboolean
crm_import_dialog_is_gone (CrmImportDialog *self)
{
  return self->view == NULL;
}

/* ── customers, deals or answers ──────────────────────────────────────────────────────────── */

const CrmKind *
crm_import_dialog_get_kind (CrmImportDialog *self)
{
  return self->of_calendars ? &crm_kind_task : crm_import_mapping_page_get_kind (self->mapping);
}

static void
show_kind (CrmImportDialog *self)
{
  gboolean deals = crm_import_dialog_get_kind (self)->id == CRM_KIND_DEAL;
  const char *title = self->form != NULL ? _ ("Import Answers") : self->of_calendars ? _ ("Import Calendars")
                                                              : deals                ? _ ("Import Deals")
                                                                                     : _ ("Import Customers");
  AdwNavigationPage *const pages[] = { self->choose_page, self->busy_page, self->problem_page, self->result_page };

  adw_dialog_set_title (ADW_DIALOG (self), title);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    adw_navigation_page_set_title (pages[i], title);
  gtk_button_set_label (self->show, self->form != NULL ? _ ("_Show Results") : self->of_calendars ? _ ("_Show Calendar")
                                                                           : deals                ? _ ("_Show Deals")
                                                                                                  : _ ("_Show Customers"));
}

void
crm_import_dialog_set_kind (CrmImportDialog *self, const CrmKind *kind)
{
  self->of_calendars = kind->id == CRM_KIND_TASK;
  if (!self->of_calendars)
    {
      g_clear_pointer (&self->calendars, g_strfreev);
      crm_import_mapping_page_set_kind (self->mapping, kind);
    }
  show_kind (self);
}

/* ── pages ────────────────────────────────────────────────────────────────────────────────── */

void
crm_import_dialog_go_to (CrmImportDialog *self, const char *tag)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->view);

  if (page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), tag) == 0)
    return;
  if (g_str_equal (tag, "check"))
    adw_navigation_view_replace_with_tags (self->view, (const char *const[]){ self->of_calendars ? "choose" : "mapping", "check" }, 2);
  else
    adw_navigation_view_replace_with_tags (self->view, &tag, 1);
}

static void
show_problem (CrmImportDialog *self, const GError *error)
{
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->problem_status, crm_error_get_heading (error));
  adw_status_page_set_description (self->problem_status, message);
  crm_import_dialog_go_to (self, "problem");
}

/* With @edit, something that can be undone. */
static void
say (CrmImportDialog *self, const char *text, const CrmId *edit)
{
  AdwToast *toast = adw_toast_new ("");
  char id[CRM_ID_STRING_LENGTH + 1];

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  if (edit != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_target (toast, "s", crm_id_format (edit, id));
      adw_toast_set_action_name (toast, "import.undo-saving");
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* ── work under way ───────────────────────────────────────────────────────────────────────── */

/* How long a file is shows only when it is read. */
static void
show_reading (CrmImportDialog *self)
{
  g_autofree char *text = NULL;
  guint n_done, n_files;

  crm_import_reading_get_progress (self->reading, &n_done, &n_files);
  /* Translators: %1$u files are read, of %2$u. */
  text = g_strdup_printf (ngettext ("%1$u of %2$u file", "%1$u of %2$u files", n_files), n_done, n_files);
  gtk_progress_bar_pulse (self->bar);
  gtk_label_set_label (self->progress, n_files > 1 ? text : "");
}

static gboolean
on_beat (gpointer data)
{
  CrmImportDialog *self = data;
  guint64 n_done = 0, n_rows = 0;

  if (self->import != NULL)
    crm_import_get_progress (self->import, &n_done, &n_rows);
  if (self->reading != NULL)
    {
      show_reading (self);
    }
  else if (n_rows == 0)
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

void
crm_import_dialog_begin (CrmImportDialog *self, const char *title, gboolean at_once)
{
  adw_status_page_set_title (self->busy_status, title);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  on_beat (self);
  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->beat = g_timeout_add (BEAT, on_beat, self);
  if (at_once)
    crm_import_dialog_go_to (self, "busy");
  else
    self->patience = g_timeout_add (PATIENCE, on_patience, self);
}

void
crm_import_dialog_end (CrmImportDialog *self)
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
    crm_import_reading_cancel (self->reading);
  if (self->import != NULL)
    crm_import_cancel (self->import);
  g_cancellable_cancel (self->cancellable);
}

/* ── saved mappings ───────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_saving_undone (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && !crm_import_dialog_is_gone (CRM_IMPORT_DIALOG (data)))
    say (CRM_IMPORT_DIALOG (data), error->message, NULL);
  return NULL;
}

static void
undo_saving (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (widget);
  CrmId id;

  if (crm_id_parse (g_variant_get_string (parameter, NULL), &id))
    dex_future_disown (dex_future_finally (crm_store_undo (crm_context_get_store (self->context), &id), on_saving_undone, g_object_ref (self), g_object_unref));
}

static void
on_mapping_said (CrmImportDialog *self, const char *text, const CrmId *edit)
{
  if (!crm_import_dialog_is_gone (self))
    say (self, text, edit);
}

static void
on_mapping_failed (CrmImportDialog *self, const GError *error)
{
  if (!crm_import_dialog_is_gone (self))
    say (self, error->message, NULL);
}

/* ── the rehearsal ────────────────────────────────────────────────────────────────────────── */

static void
show_what (CrmImportDialog *self)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u file", "%u files", self->files->len), self->files->len);

  adw_window_title_set_subtitle (self->check_title, self->files->len > 1 ? count : ((const CrmImportFile *)g_ptr_array_index (self->files, 0))->source->name);
}

static void
show_check (CrmImportDialog *self)
{
  guint n = (guint)(self->report->n_created + self->report->n_updated);
  /* Translators: a button; so many rows of a file are to be imported. */
  g_autofree char *label = g_strdup_printf (ngettext ("Import %'u Row", "Import %'u Rows", n), n);

  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 0);
  show_what (self);
  crm_import_report_view_set_report (self->check_report, self->report, crm_import_get_sources (self->import), TRUE);
  crm_import_dialog_go_to (self, "check");
  gtk_widget_grab_focus (GTK_WIDGET (self->run));
}

/* ── what came of it ───────────────────────────────────────────────────────────────────────────── */

static void
show_result (CrmImportDialog *self)
{
  guint n = (guint)(self->report->n_created + self->report->n_updated);
  g_autofree char *title = g_strdup_printf (ngettext ("%'u Row Imported", "%'u Rows Imported", n), n);

  crm_import_report_view_set_report (self->result_report, self->report, crm_import_get_sources (self->import), FALSE);
  crm_import_dialog_show_result (self, title, self->report->edit != 0 ? &self->report->edit_id : NULL);
}

void
crm_import_dialog_show_result (CrmImportDialog *self, const char *title, const CrmId *edit)
{
  self->edit_id = edit != NULL ? *edit : (CrmId){ 0 };
  gtk_label_set_label (self->result_title, title);
  gtk_widget_set_visible (self->undo, edit != NULL);
  crm_import_dialog_go_to (self, "result");
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->show));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
crm_import_dialog_tell_cancelled (CrmImportDialog *self)
{
  crm_import_dialog_go_to (self, "check");
  say (self, _ ("Cancelled: nothing was imported"), NULL);
}

/* How a check and an import end alike. */
static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean imported = self->importing;

  if (crm_import_dialog_is_gone (self))
    return NULL;
  crm_import_dialog_end (self);
  if (value != NULL)
    {
      g_clear_pointer (&self->report, crm_import_report_unref);
      self->report = g_value_dup_boxed (value);
      if (imported)
        show_result (self);
      else
        show_check (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error);
    }
  else if (imported)
    crm_import_dialog_tell_cancelled (self);
  else
    crm_import_dialog_go_to (self, "mapping");
  return NULL;
}

static void
on_check (CrmImportDialog *self)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if (self->files == NULL)
    return;
  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (sources, crm_import_source_ref (((const CrmImportFile *)g_ptr_array_index (self->files, i))->source));
  g_clear_object (&self->import);
  if (self->form != NULL)
    self->import = crm_import_new_of_answers (crm_context_get_store (self->context), self->form, sources);
  else if (crm_import_dialog_get_kind (self)->id == CRM_KIND_DEAL)
    self->import = crm_import_new_of_deals (crm_context_get_store (self->context), sources);
  else
    self->import = crm_import_new (crm_context_get_store (self->context), sources);
  crm_import_mapping_page_set_busy (self->mapping, TRUE);
  crm_import_dialog_begin (self, _ ("Checking…"), FALSE);
  dex_future_disown (dex_future_finally (crm_import_rehearse (self->import), on_ended, g_object_ref (self), g_object_unref));
}

static void
on_back (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  crm_import_dialog_go_to (self, "mapping");
}

static void
on_run (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if ((self->import == NULL && self->calendars == NULL) || self->importing)
    return;
  self->importing = TRUE;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  crm_import_dialog_begin (self, _ ("Importing…"), TRUE);
  if (self->calendars != NULL)
    crm_import_dialog_run_calendars (self);
  else
    dex_future_disown (dex_future_finally (crm_import_run (self->import), on_ended, g_object_ref (self), g_object_unref));
}

static DexFuture *
on_undone (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;

  if (crm_import_dialog_is_gone (self))
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
  dex_future_disown (dex_future_finally (crm_store_undo (crm_context_get_store (self->context), &self->edit_id), on_undone, g_object_ref (self), g_object_unref));
}

static void
on_show (CrmImportDialog *self)
{
  g_assert (CRM_IS_IMPORT_DIALOG (self));

  g_signal_emit (self, show_records_signal, 0, crm_import_dialog_get_kind (self));
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the faulty rows ──────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;

  if (!crm_import_dialog_is_gone (self))
    say (self, dex_future_get_value (future, &error) != NULL ? _ ("Faulty rows saved: mend them and import that file") : error->message, NULL);
  return NULL;
}

static void
on_save_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportDialog) self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file == NULL || crm_import_dialog_is_gone (self) || self->import == NULL || g_file_peek_path (file) == NULL)
    return;
  dex_future_disown (dex_future_finally (crm_import_report_store_faults (self->report, crm_import_get_sources (self->import), g_file_peek_path (file)),
                                         on_saved, g_object_ref (self), g_object_unref));
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
    crm_import_reading_cancel (self->reading);
  if (self->import != NULL && !self->importing)
    crm_import_cancel (self->import);
  if (!self->importing)
    g_cancellable_cancel (self->cancellable);
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
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_import_dialog_parent_class)->dispose (object);
}

static void
crm_import_dialog_finalize (GObject *object)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (object);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->report, crm_import_report_unref);
  g_clear_pointer (&self->calendar_report, crm_icalendar_report_unref);
  g_strfreev (self->calendars);

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

  show_records_signal = g_signal_new ("show-records", CRM_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CRM_TYPE_IMPORT_MAPPING_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_REPORT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, choose_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, busy_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportDialog, result_page);
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
  gtk_widget_class_bind_template_callback_full (widget_class, "on_choose", G_CALLBACK (crm_import_dialog_choose));
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_reread", G_CALLBACK (crm_import_dialog_reread));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_turned", G_CALLBACK (show_kind));
  gtk_widget_class_bind_template_callback (widget_class, on_mapping_said);
  gtk_widget_class_bind_template_callback (widget_class, on_mapping_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_save_faults);

  gtk_widget_class_install_action (widget_class, "import.undo-saving", "s", undo_saving);
}

static void
crm_import_dialog_init (CrmImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (crm_import_dialog_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->choose_status), GTK_EVENT_CONTROLLER (target));
}

AdwDialog *
crm_import_dialog_new (CrmContext *context, const CrmKind *kind, GPtrArray *files)
{
  CrmImportDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL, NULL);

  self = g_object_new (CRM_TYPE_IMPORT_DIALOG, NULL);
  self->context = g_object_ref (context);
  crm_import_mapping_page_watch (self->mapping, crm_context_get_store (context));
  crm_import_dialog_set_kind (self, kind);
  if (files != NULL && files->len > 0)
    crm_import_dialog_open_files (self, files);
  else
    crm_import_dialog_invite (self);
  return ADW_DIALOG (self);
}

AdwDialog *
crm_import_dialog_new_of_answers (CrmContext *context, CrmSurveyForm *form)
{
  CrmImportDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && form != NULL, NULL);

  self = g_object_new (CRM_TYPE_IMPORT_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->form = crm_survey_form_ref (form);
  crm_import_mapping_page_set_form (self->mapping, form);
  show_kind (self);
  crm_import_dialog_invite (self);
  return ADW_DIALOG (self);
}
