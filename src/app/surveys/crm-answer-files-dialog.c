/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads answers that come back from mailed pages. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-answer-files-dialog.h"

#include "app/widgets/crm-chip.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-answer-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHOWN_MAX     200
#define PAUSE_MS      250
#define FILES_AT_ONCE 2000

struct _CrmAnswerFilesDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkTextView *pasted;
  AdwPreferencesGroup *results;
  GtkWidget *keep;

  /* owned */
  CrmPage *page;
  GPtrArray *files;              /* of Loaded: those chosen */
  GPtrArray *rows;               /* of GtkWidget, borrowed from the group */
  CrmSurveyAnswerFiles *reading; /* as last read */

  CrmId survey;
  guint source;
  guint serial; /* of the reading asked for last */
};

G_DEFINE_FINAL_TYPE (CrmAnswerFilesDialog, crm_answer_files_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  char *name;
  char *text;
  gsize length;
  char *message;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_free (loaded->name);
  g_free (loaded->text);
  g_free (loaded->message);
  g_free (loaded);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_chip (CrmSurveyAnswerFileState state)
{
  if (state == CRM_SURVEY_ANSWER_FILE_NEW)
    return crm_chip_new (C_ ("answers", "New"), CRM_TONE_GOOD);
  if (state == CRM_SURVEY_ANSWER_FILE_KNOWN)
    return crm_chip_new (C_ ("answers", "Read Before"), CRM_TONE_NEUTRAL);
  return crm_chip_new (C_ ("answers", "Refused"), CRM_TONE_WARNING);
}

static void
add_row (CrmAnswerFilesDialog *self, const CrmSurveyAnswerFile *file)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->customer != NULL ? file->customer : file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), file->message != NULL ? file->message : file->customer != NULL ? file->name
                                                                                                                    : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_chip (file->state));
  adw_preferences_group_add (self->results, row);
  g_ptr_array_add (self->rows, row);
}

static void
show (CrmAnswerFilesDialog *self)
{
  guint n = self->reading != NULL ? self->reading->files->len : 0, n_new = self->reading != NULL ? self->reading->n_new : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("_Keep %'u Response", "_Keep %'u Responses", n_new), n_new);
  g_autofree char *more = n > SHOWN_MAX ? g_strdup_printf (_ ("The first %d of %'u are shown."), SHOWN_MAX, n) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->results, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (n, SHOWN_MAX); i++)
    add_row (self, self->reading->files->pdata[i]);
  adw_preferences_group_set_description (self->results, more);
  gtk_widget_set_visible (GTK_WIDGET (self->results), n > 0);
  gtk_button_set_label (GTK_BUTTON (self->keep), n_new > 0 ? label : _ ("_Keep"));
  gtk_widget_set_sensitive (self->keep, n_new > 0);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmAnswerFilesDialog *dialog;
  CrmSurveyAnswerFiles *files;
  CrmId survey;
  gint64 now;
  guint serial;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->dialog);
  crm_survey_answer_files_unref (reading->files);
  g_free (reading);
}

static gboolean
read_files (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;

  g_value_init (result, G_TYPE_BOOLEAN);
  return crm_survey_answer_files_read (reading->files, connection, &reading->survey, reading->now, error);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmAnswerFilesDialog *self = reading->dialog;
  g_autoptr (GError) error = NULL;

  if (self->keep == NULL || reading->serial != self->serial)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    crm_page_fail (self->page, error);
  else
    {
      g_clear_pointer (&self->reading, crm_survey_answer_files_unref);
      self->reading = crm_survey_answer_files_ref (reading->files);
      show (self);
    }
  return NULL;
}

static char *
dup_pasted (CrmAnswerFilesDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->pasted);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
read_all (CrmAnswerFilesDialog *self)
{
  CrmContext *context = crm_page_get_context (self->page);
  CrmSurveyAnswerFiles *files = crm_survey_answer_files_new ();
  g_autofree char *pasted = dup_pasted (self);
  Reading *reading = g_new0 (Reading, 1);
  gsize length = strlen (pasted);

  if (*pasted != '\0')
    crm_survey_answer_files_add (files, _ ("Pasted"), g_steal_pointer (&pasted), length, NULL);
  for (guint i = 0; i < self->files->len; i++)
    {
      const Loaded *loaded = self->files->pdata[i];

      crm_survey_answer_files_add (files, loaded->name, loaded->text != NULL ? g_memdup2 (loaded->text, loaded->length + 1) : NULL, loaded->length, loaded->message);
    }
  gtk_widget_set_sensitive (self->keep, FALSE);
  *reading = (Reading){ g_object_ref (self), files, self->survey, crm_clock_now (crm_context_get_clock (context)), ++self->serial };
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (context), NULL, read_files, reading, NULL), on_read, reading, reading_free));
}

static gboolean
on_pause (gpointer data)
{
  CrmAnswerFilesDialog *self = CRM_ANSWER_FILES_DIALOG (data);

  self->source = 0;
  read_all (self);
  return G_SOURCE_REMOVE;
}

static void
on_pasted (CrmAnswerFilesDialog *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_set_sensitive (self->keep, FALSE);
  self->source = g_timeout_add (PAUSE_MS, on_pause, self);
}

/* ── files ────────────────────────────────────────────────────────────────────────────────── */

/* They are small; one that is not is no answer. */
static void
load (CrmAnswerFilesDialog *self, GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  Loaded *loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) error = NULL;

  loaded->name = info != NULL ? g_strdup (g_file_info_get_display_name (info)) : g_file_get_basename (file);
  if (info != NULL && g_file_info_get_size (info) > CRM_SURVEY_ANSWER_CODE_MAX)
    loaded->message = g_strdup (_ ("This is too long to be answers to a survey."));
  else if (!g_file_load_contents (file, NULL, &loaded->text, &loaded->length, NULL, &error))
    loaded->message = g_strdup (error->message);
  g_ptr_array_add (self->files, loaded);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmAnswerFilesDialog) self = data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (files == NULL || self->keep == NULL)
    return;
  for (guint i = 0; i < MIN (g_list_model_get_n_items (files), FILES_AT_ONCE); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      load (self, file);
    }
  read_all (self);
}

static void
on_choose (CrmAnswerFilesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (CRM_IS_ANSWER_FILES_DIALOG (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose Answer Files"));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

static void
on_keep (CrmAnswerFilesDialog *self)
{
  g_autofree char *toast = NULL;

  g_assert (CRM_IS_ANSWER_FILES_DIALOG (self));

  if (self->reading == NULL || self->reading->edit == NULL || !gtk_widget_get_sensitive (self->keep))
    return;
  toast = g_strdup_printf (ngettext ("%'u response read", "%'u responses read", self->reading->n_new), self->reading->n_new);
  dex_future_disown (crm_page_apply (self->page, self->reading->edit, toast));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmAnswerFilesDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_answer_files_dialog_dispose (GObject *object)
{
  CrmAnswerFilesDialog *self = CRM_ANSWER_FILES_DIALOG (object);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_ANSWER_FILES_DIALOG);
  g_clear_object (&self->page);
  g_clear_pointer (&self->reading, crm_survey_answer_files_unref);

  G_OBJECT_CLASS (crm_answer_files_dialog_parent_class)->dispose (object);
}

static void
crm_answer_files_dialog_finalize (GObject *object)
{
  CrmAnswerFilesDialog *self = CRM_ANSWER_FILES_DIALOG (object);

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (crm_answer_files_dialog_parent_class)->finalize (object);
}

static void
crm_answer_files_dialog_class_init (CrmAnswerFilesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_answer_files_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_answer_files_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-answer-files-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerFilesDialog, pasted);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerFilesDialog, results);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerFilesDialog, keep);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_answer_files_dialog_init (CrmAnswerFilesDialog *self)
{
  self->files = g_ptr_array_new_with_free_func (loaded_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->pasted), "changed", G_CALLBACK (on_pasted), self, G_CONNECT_SWAPPED);
}

void
crm_answer_files_dialog_present (CrmPage *page, const CrmId *survey)
{
  CrmAnswerFilesDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && survey != NULL);

  self = g_object_new (CRM_TYPE_ANSWER_FILES_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->survey = *survey;
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
