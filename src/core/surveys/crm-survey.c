/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a whole survey: made, published, closed, copied, deleted. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey.h"

#include "core/base/crm-error.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-copy.h"

#include <glib/gi18n-lib.h>

/* Records deleted between two looks at the clock. */
#define PULL_MAX 300

CrmChange *
crm_survey_create (CrmEdit *edit, const char *title, const char *purpose, const char *language, const char *second_language)
{
  CrmChange *survey = crm_edit_create (edit, &crm_kind_survey, NULL);
  CrmId version = crm_survey_create_version (edit, &survey->id);
  CrmChange *page = crm_edit_create (edit, &crm_kind_survey_page, NULL);
  g_autofree char *position = crm_position_between (NULL, NULL);

  crm_change_set_text (survey, CRM_SURVEY_TITLE, title);
  crm_change_set_text (survey, CRM_SURVEY_PURPOSE, purpose);
  crm_change_set_text (survey, CRM_SURVEY_STATUS, "draft");
  crm_change_set_text (survey, CRM_SURVEY_LANGUAGE, language);
  crm_change_set_text (survey, CRM_SURVEY_SECOND_LANGUAGE, second_language);
  crm_change_set_id (page, CRM_SURVEY_PAGE_VERSION, &version);
  crm_change_set_text (page, CRM_SURVEY_PAGE_POSITION, position);
  return survey;
}

CrmEdit *
crm_survey_form_new_publish (CrmSurveyForm *self, gint64 now)
{
  CrmEdit *edit = crm_edit_new (_ ("Publish survey"), CRM_EDIT_ORIGIN_PERSON);

  if (!crm_record_has (self->version, CRM_SURVEY_VERSION_PUBLISHED_AT))
    crm_change_set_integer (crm_edit_update (edit, &crm_kind_survey_version, &self->version->id), CRM_SURVEY_VERSION_PUBLISHED_AT, now);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_survey, &self->survey->id), CRM_SURVEY_STATUS, "open");
  return edit;
}

CrmEdit *
crm_survey_form_new_status (CrmSurveyForm *self, const char *title, const char *status)
{
  CrmEdit *edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_survey, &self->survey->id), CRM_SURVEY_STATUS, status);
  return edit;
}

CrmEdit *
crm_survey_form_new_duplicate (CrmSurveyForm *self, const char *title, CrmId *survey)
{
  CrmEdit *edit = crm_edit_new (_ ("Duplicate survey"), CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_id_new (g_get_real_time ()), version;
  CrmChange *change = crm_survey_copy_record (edit, self->survey, &id);

  crm_change_set_text (change, CRM_SURVEY_TITLE, title);
  crm_change_set_text (change, CRM_SURVEY_STATUS, "draft");
  crm_change_set (change, CRM_SURVEY_EXTERNAL_ID, (CrmValue){ 0 });
  version = crm_survey_create_version (edit, &id);
  crm_survey_copy_content (edit, &version, self);
  if (survey != NULL)
    *survey = id;
  return edit;
}

/* ── publishing ───────────────────────────────────────────────────────────────────────────── */

static gboolean
check_question (const CrmSurveyQuestion *question, guint number, GError **error)
{
  if (!crm_record_has (question->record, CRM_QUESTION_TEXT))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Question %u has no text yet."), number);
      return FALSE;
    }
  if (crm_question_type_has_options (question->type) && question->options->len == 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Question %u has nothing to choose from yet. Add options."), number);
      return FALSE;
    }
  if (crm_question_type_has_rows (question->type) && question->rows->len == 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Question %u has no rows yet."), number);
      return FALSE;
    }
  for (guint axis = 0; axis < 2; axis++)
    for (guint i = 0; i < (axis == 0 ? question->options : question->rows)->len; i++)
      if (!crm_record_has ((axis == 0 ? question->options : question->rows)->pdata[i], CRM_QUESTION_OPTION_TEXT))
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, axis == 0 ? _ ("Question %u has an option without words.") : _ ("Question %u has a row without words."), number);
          return FALSE;
        }
  return TRUE;
}

gboolean
crm_survey_form_can_publish (const CrmSurveyForm *self, GError **error)
{
  if (self->questions->len == 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The survey has no questions yet. Add one before publishing it."));
      return FALSE;
    }
  for (guint i = 0; i < self->questions->len; i++)
    if (!check_question (self->questions->pdata[i], i + 1, error))
      return FALSE;
  return TRUE;
}

/* ── removing ─────────────────────────────────────────────────────────────────────────────── */

static int
pull_children (CrmConnection *connection, const CrmKind *kind, const CrmRecord *survey, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE survey = ? AND deleted = 0 LIMIT %d", kind->name, PULL_MAX);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step, n = 0;
  CrmId id;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, &survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      {
        crm_edit_delete (edit, kind, &id);
        n++;
      }
  return step < 0 ? -1 : n;
}

static int
pull_removal (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const CrmKind *kinds[] = { &crm_kind_response, &crm_kind_invitation };
  CrmRecord *survey = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      int n = pull_children (connection, kinds[i], survey, edit, error);

      if (n != 0)
        return n < 0 ? -1 : 1;
    }
  crm_edit_delete (edit, &crm_kind_survey, &survey->id);
  return 0;
}

CrmEdit *
crm_survey_new_removal (CrmRecord *survey)
{
  g_return_val_if_fail (survey != NULL && survey->kind == &crm_kind_survey, NULL);

  return crm_edit_new_stream (_ ("Delete survey"), CRM_EDIT_ORIGIN_PERSON, pull_removal, crm_record_ref (survey), (GDestroyNotify)crm_record_unref);
}
