/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One response in full: who answered what, when and how. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-response-dialog.h"

#include "app/surveys/crm-results-figures.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-satisfaction.h"
#include "core/surveys/crm-survey-answers.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId id;
  GWeakRef page;
  CrmRecord *response;
  CrmRecord *customer; /* (nullable): of an anonymous response, or a deleted one */
  CrmSurveyForm *form;
  CrmSurveyAnswers *answers;
} Reading;

static gpointer
reading_ref (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_weak_ref_clear (&reading->page);
  g_clear_pointer (&reading->response, crm_record_unref);
  g_clear_pointer (&reading->customer, crm_record_unref);
  g_clear_pointer (&reading->answers, crm_survey_answers_free);
  g_clear_pointer (&reading->form, crm_survey_form_unref);
}

static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

static gboolean
read_customer (Reading *reading, CrmConnection *connection, GError **error)
{
  const CrmId *customer = crm_record_get_id (reading->response, CRM_RESPONSE_CUSTOMER);
  g_autoptr (GError) local_error = NULL;

  if (customer == NULL)
    return TRUE;
  reading->customer = crm_connection_read_record (connection, &crm_kind_customer, customer, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return reading->customer != NULL || *error == NULL;
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  g_autoptr (GError) local_error = NULL;

  reading->response = crm_connection_read_record (connection, &crm_kind_response, &reading->id, &local_error);
  if (reading->response == NULL && local_error == NULL)
    local_error = g_error_new_literal (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This response is no longer there."));
  if (local_error == NULL)
    reading->form = crm_survey_form_read_version (connection, crm_record_get_id (reading->response, CRM_RESPONSE_VERSION), &local_error);
  if (local_error == NULL)
    reading->answers = crm_survey_answers_read (connection, reading->form, &reading->id, &local_error);
  if (local_error == NULL)
    read_customer (reading, connection, &local_error);
  g_value_init (result, G_TYPE_BOOLEAN);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ── words ────────────────────────────────────────────────────────────────────────────────── */

static char *
format_answer (const Reading *reading, const CrmSurveyAnswer *answer, gboolean second)
{
  const char *language = crm_record_get_text (reading->form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
  const char *part = crm_survey_get_part_phrase (answer->part, language);
  g_autoptr (GString) text = g_string_new (NULL);

  if (part != NULL)
    g_string_append_printf (text, _ ("%1$s: "), part);
  if (answer->row != NULL)
    g_string_append_printf (text, _ ("%1$s: "), crm_survey_get_text (answer->row, CRM_QUESTION_OPTION_TEXT, second));
  if (answer->option != NULL)
    g_string_append (text, crm_survey_get_text (answer->option, CRM_QUESTION_OPTION_TEXT, second));
  else if (answer->has_value)
    g_string_append_printf (text, "%.10g", (double)answer->value / CRM_DECIMAL_ONE);
  if (answer->date != CRM_DATE_NONE)
    {
      g_autofree char *date = crm_date_format (answer->date);

      g_string_append (text, date);
    }
  if (answer->text != NULL)
    g_string_append_printf (text, answer->option != NULL ? " “%s”" : "%s", answer->text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_answers (const Reading *reading, const CrmSurveyQuestion *question, gboolean second)
{
  const GArray *answers = crm_survey_answers_get (reading->answers, question);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      g_autofree char *one = format_answer (reading, &g_array_index (answers, CrmSurveyAnswer, i), second);

      if (question->type == CRM_QUESTION_TYPE_RANKING)
        g_string_append_printf (text, "%s%u. %s", i > 0 ? "\n" : "", i + 1, one);
      else
        g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", one);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "12 Nov 2026 · Web · Score 80 of 100". */
static char *
describe (const Reading *reading, CrmClock *clock)
{
  const CrmRecord *response = reading->response;
  const char *channel = crm_record_get_text (response, CRM_RESPONSE_CHANNEL);
  gint64 at = crm_record_get_integer (response, CRM_RESPONSE_ANSWERED_AT, 0), score = crm_record_get_integer (response, CRM_RESPONSE_SCORE, -1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC), local = g_date_time_to_timezone (utc, crm_clock_get_zone (clock));
  g_autofree char *day = crm_date_format (crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local)));

  if (at > 0)
    g_string_append (text, day);
  if (channel != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", crm_field_get_choice_label (&crm_kind_response.fields[CRM_RESPONSE_CHANNEL], channel));
  if (score >= 0)
    {
      g_autofree char *part = g_strdup_printf (_ ("Satisfaction %d of 100"), crm_satisfaction_get_points (score));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ── the dialog ───────────────────────────────────────────────────────────────────────────── */

static void
on_open (AdwActionRow *row, Reading *reading)
{
  g_autoptr (CrmPage) page = g_weak_ref_get (&reading->page);
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_DIALOG);

  if (page == NULL)
    return;
  crm_page_open_record (page, &crm_kind_customer, &reading->customer->id, NULL, 0);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static GtkWidget *
make_customer (Reading *reading, const char *line)
{
  GtkWidget *group = adw_preferences_group_new (), *row;

  if (reading->customer == NULL || reading->customer->deleted)
    row = make_row (crm_survey_form_is_anonymous (reading->form) ? _ ("Anonymous") : _ ("Nobody by Name"), line);
  else
    {
      row = make_row (crm_record_get_title (reading->customer), line);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), FALSE);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_data (row, "activated", G_CALLBACK (on_open), reading_ref (reading), (GClosureNotify)(GCallback)reading_unref, G_CONNECT_DEFAULT);
    }
  gtk_widget_remove_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static GtkWidget *
make_answers (Reading *reading)
{
  gboolean second = crm_results_speaks_second (reading->form);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Answers"));
  for (guint i = 0; i < reading->form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = reading->form->questions->pdata[i];
      g_autofree char *text = crm_survey_answers_has (reading->answers, question) ? format_answers (reading, question, second) : NULL;

      if (text != NULL)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (crm_survey_get_text (question->record, CRM_QUESTION_TEXT, second), text));
    }
  return group;
}

static void
present (Reading *reading, CrmPage *page)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (), *content = adw_preferences_page_new ();
  g_autofree char *line = describe (reading, crm_context_get_clock (crm_page_get_context (page)));
  const char *survey = crm_survey_get_text (reading->form->survey, CRM_SURVEY_TITLE, crm_results_speaks_second (reading->form));

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (make_customer (reading, line)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (content), ADW_PREFERENCES_GROUP (make_answers (reading)));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (_ ("Response"), survey));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Response"));
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 620);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  g_autoptr (CrmPage) page = g_weak_ref_get (&reading->page);
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) != NULL)
    present (reading, page);
  else
    crm_page_fail (page, error);
  return NULL;
}

void
crm_response_dialog_present (CrmPage *page, const CrmId *response)
{
  Reading *reading;

  g_return_if_fail (CRM_IS_PAGE (page) && response != NULL);

  reading = g_atomic_rc_box_new0 (Reading);
  reading->id = *response;
  g_weak_ref_init (&reading->page, page);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (crm_page_get_context (page)), NULL, work, reading_ref (reading), reading_unref), on_read, reading, reading_unref));
}
