/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a whole survey, from the list of them and from its own page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-acts.h"

#include "app/surveys/crm-survey-page-reading.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-json.h"
#include "core/surveys/crm-survey.h"

#include <glib/gi18n-lib.h>

/* Does it with the survey as it stands now. */
typedef void (*Act) (CrmPage *page, CrmSurveyPageReading *reading, const char *detail);

typedef struct
{
  CrmPage *page;
  Act act;
  char *detail;
} Acting;

static void
acting_free (gpointer data)
{
  Acting *acting = data;

  g_object_unref (acting->page);
  g_free (acting->detail);
  g_free (acting);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Acting *acting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    crm_page_fail (acting->page, error);
  else
    acting->act (acting->page, g_value_get_boxed (value), acting->detail);
  return NULL;
}

static void
begin (CrmPage *page, const CrmId *survey, Act act, const char *detail)
{
  Acting *acting;

  g_return_if_fail (CRM_IS_PAGE (page) && survey != NULL);

  acting = g_new0 (Acting, 1);
  *acting = (Acting){ g_object_ref (page), act, g_strdup (detail) };
  dex_future_disown (dex_future_finally (crm_survey_page_reading_read (crm_page_get_context (page), survey), on_read, acting, acting_free));
}

/* ── publishing, closing, archiving ───────────────────────────────────────────────────────── */

static void
publish (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_survey_form_can_publish (reading->newest, &error))
    {
      crm_page_fail (page, error);
      return;
    }
  edit = crm_survey_form_new_publish (reading->newest, crm_clock_now (crm_context_get_clock (crm_page_get_context (page))));
  dex_future_disown (crm_page_apply (page, edit, _ ("Survey published")));
}

static void
set_status (CrmPage *page, CrmSurveyPageReading *reading, const char *status)
{
  static const struct
  {
    const char *status;
    const char *title;
    const char *toast;
  } words[] = {
    { "open", N_ ("Collect Again"), N_ ("“%s” collects again") },
    { "closed", N_ ("Close Survey"), N_ ("“%s” closed") },
    { "archived", N_ ("Archive Survey"), N_ ("“%s” archived") },
    { "draft", N_ ("Take Survey out of the Archive"), N_ ("“%s” taken out of the archive") },
  };

  if (g_str_equal (status, "open") && reading->published == NULL)
    status = "draft";
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].status, status))
      {
        g_autoptr (CrmEdit) edit = crm_survey_form_new_status (reading->newest, _ (words[i].title), status);
        const char *format = _ (words[i].toast);
        g_autoptr (GString) toast = g_string_new (format);

        g_string_replace (toast, "%s", crm_record_get_title (reading->newest->survey), 1);
        dex_future_disown (crm_page_apply (page, edit, toast->str));
      }
}

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  CrmId survey;
} Opening;

static void
opening_free (gpointer data)
{
  g_object_unref (((Opening *)data)->page);
  g_free (data);
}

static DexFuture *
on_made (DexFuture *future, gpointer data)
{
  Opening *opening = data;

  crm_page_open_record (opening->page, &crm_kind_survey, &opening->survey, NULL, 0);
  return NULL;
}

static void
duplicate (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  /* Translators: the title of a copy of a survey; %s is the title of the other. */
  g_autofree char *title = g_strdup_printf (_ ("%s (copy)"), crm_record_get_title (reading->newest->survey));
  g_autoptr (CrmEdit) edit = NULL;
  Opening *opening = g_new0 (Opening, 1);

  opening->page = g_object_ref (page);
  edit = crm_survey_form_new_duplicate (reading->newest, title, &opening->survey);
  dex_future_disown (dex_future_then (crm_page_apply (page, edit, _ ("Survey duplicated")), on_made, opening, opening_free));
}

/* ── deleting ─────────────────────────────────────────────────────────────────────────────── */

static void
remove_survey (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  g_autoptr (CrmEdit) edit = crm_survey_new_removal (reading->newest->survey);
  g_autofree char *toast = g_strdup_printf (_ ("“%s” deleted"), crm_record_get_title (reading->newest->survey));

  dex_future_disown (crm_page_apply (page, edit, toast));
}

/* ── files ────────────────────────────────────────────────────────────────────────────────── */

static GtkFileDialog *
new_file_dialog (const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Survey (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  return dialog;
}

static GtkWindow *
get_window (CrmPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

typedef struct
{
  CrmPage *page;
  GBytes *text;
} Writing;

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->page);
  g_bytes_unref (writing->text);
  g_free (writing);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    crm_page_say_saved (writing->page, _ ("Survey exported"), G_FILE (object));
  else
    crm_page_fail (writing->page, error);
  writing_free (writing);
}

static void
on_place_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file == NULL)
    writing_free (writing);
  else
    g_file_replace_contents_bytes_async (file, writing->text, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written, writing);
}

static void
export_survey (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  g_autoptr (GtkFileDialog) dialog = new_file_dialog (_ ("Export Survey"));
  char *text = crm_survey_json_write (reading->newest);
  g_autofree char *title = g_strdelimit (g_strdup (crm_record_get_title (reading->newest->survey)), "/\\:*?\"<>|", '-');
  g_autofree char *name = g_strconcat (title, ".json", NULL);
  Writing *writing = g_new0 (Writing, 1);

  *writing = (Writing){ g_object_ref (page), g_bytes_new_take (text, strlen (text)) };
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, get_window (page), NULL, on_place_chosen, writing);
}

static void
import_text (CrmPage *page, const char *text, gsize length)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Import Survey"), CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GError) error = NULL;
  Opening *opening;
  CrmId survey;

  if (!crm_survey_json_add (text, length, NULL, edit, &survey, &error))
    {
      crm_page_fail (page, error);
      return;
    }
  opening = g_new0 (Opening, 1);
  *opening = (Opening){ g_object_ref (page), survey };
  dex_future_disown (dex_future_then (crm_page_apply (page, edit, _ ("Survey imported")), on_made, opening, opening_free));
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPage) page = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (g_file_load_contents_finish (G_FILE (object), result, &text, &length, NULL, &error))
    import_text (page, text, length);
  else
    crm_page_fail (page, error);
}

/* Of what is too large to be a survey nothing is read. */
static void
on_size (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info != NULL && g_file_info_get_size (info) > CRM_SURVEY_JSON_MAX)
    g_set_error_literal (&error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("This file is too large to be a survey."));
  if (error != NULL)
    crm_page_fail (page, error);
  else
    g_file_load_contents_async (G_FILE (object), NULL, on_loaded, g_steal_pointer (&page));
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPage) page = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, on_size, g_steal_pointer (&page));
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_survey_acts_publish (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, publish, NULL);
}

void
crm_survey_acts_set_status (CrmPage *page, const CrmId *survey, const char *status)
{
  g_return_if_fail (status != NULL);

  begin (page, survey, set_status, status);
}

void
crm_survey_acts_duplicate (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, duplicate, NULL);
}

void
crm_survey_acts_export (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, export_survey, NULL);
}

void
crm_survey_acts_import (CrmPage *page)
{
  g_autoptr (GtkFileDialog) dialog = new_file_dialog (_ ("Import Survey"));

  g_return_if_fail (CRM_IS_PAGE (page));

  gtk_file_dialog_open (dialog, get_window (page), NULL, on_file_chosen, g_object_ref (page));
}

void
crm_survey_acts_delete (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, remove_survey, NULL);
}
