/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: surveys in a store, and responses to them. */

#include "tests/surveys/survey-fixture.h"

typedef struct
{
  const CrmId *id;
  gboolean is_version;
} Reading;

static gboolean
read_it (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  CrmSurveyForm *form = reading->is_version ? crm_survey_form_read_version (connection, reading->id, error) : crm_survey_form_read (connection, reading->id, CRM_SURVEY_NEWEST, error);

  if (form == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, form);
  return TRUE;
}

CrmSurveyForm *
read_form (Fixture *fixture, const CrmId *survey)
{
  Reading reading = { survey, FALSE };

  return await_boxed (crm_store_read (fixture->store, NULL, read_it, &reading, NULL));
}

CrmSurveyForm *
read_form_version (Fixture *fixture, const CrmId *version)
{
  Reading reading = { version, TRUE };

  return await_boxed (crm_store_read (fixture->store, NULL, read_it, &reading, NULL));
}

void
apply_draft (Fixture *fixture, CrmSurveyDraft *draft)
{
  crm_edit_result_free (apply (fixture, crm_survey_draft_get_edit (draft)));
}

GError *
apply_badly (Fixture *fixture, CrmEdit *edit)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  await_value (crm_store_apply (fixture->store, edit, NULL), &value, &error);
  g_assert_nonnull (error);
  return error;
}

static void
add_question (CrmSurveyDraft *draft, CrmQuestionType type, const char *text, const char *second)
{
  CrmChange *change = crm_survey_draft_add_question (draft, type, NULL, NULL);

  crm_change_set_text (change, CRM_QUESTION_TEXT, text);
  crm_change_set_text (change, CRM_QUESTION_TEXT_SECOND, second);
}

static void
name_options (Fixture *fixture, const CrmId *survey)
{
  static const char *const words[][2] = { { "On time", "准时" }, { "Late", "迟到" } };
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Name options");
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, "q2");

  for (guint i = 0; i < question->options->len; i++)
    {
      CrmChange *change = crm_survey_draft_change (draft, question->options->pdata[i]);

      crm_change_set_text (change, CRM_QUESTION_OPTION_TEXT, words[i][0]);
      crm_change_set_text (change, CRM_QUESTION_OPTION_TEXT_SECOND, words[i][1]);
    }
  apply_draft (fixture, draft);
}

CrmId
make_survey (Fixture *fixture, const char *title, gboolean anonymous)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *survey = crm_survey_create (edit, title, "nps", "en", "zh_CN");
  CrmId id = survey->id;

  crm_change_set_integer (survey, CRM_SURVEY_ANONYMOUS, anonymous);
  crm_edit_result_free (apply (fixture, edit));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CrmSurveyForm) form = read_form (fixture, &id);
      g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Add question");

      if (i == 0)
        add_question (draft, CRM_QUESTION_TYPE_NPS, "Would you recommend us?", "您会推荐我们吗？");
      else if (i == 1)
        add_question (draft, CRM_QUESTION_TYPE_SINGLE, "How was the delivery?", "送货如何？");
      else
        add_question (draft, CRM_QUESTION_TYPE_LONG_TEXT, "Why?", "为什么？");
      apply_draft (fixture, draft);
    }
  name_options (fixture, &id);
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &id);
    g_autoptr (CrmEdit) publish = crm_survey_form_new_publish (form, NOW);

    crm_edit_result_free (apply (fixture, publish));
  }
  return id;
}

CrmEdit *
new_response_edit (Fixture *fixture, const CrmId *survey, const CrmId *customer, int points, CrmId *response)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  CrmEdit *edit = crm_edit_new ("Response", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_response, NULL);
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, "q1");
  CrmId answer = crm_answer_make_id (&change->id, &question->record->id, NULL, NULL, NULL);

  *response = change->id;
  crm_change_set_id (change, CRM_RESPONSE_SURVEY, survey);
  crm_change_set_id (change, CRM_RESPONSE_VERSION, &form->version->id);
  crm_change_set_text (change, CRM_RESPONSE_CHANNEL, "interview");
  crm_change_set_integer (change, CRM_RESPONSE_COMPLETE, 1);
  if (customer != NULL)
    crm_change_set_id (change, CRM_RESPONSE_CUSTOMER, customer);
  change = crm_edit_create (edit, &crm_kind_answer, &answer);
  crm_change_set_id (change, CRM_ANSWER_RESPONSE, response);
  crm_change_set_id (change, CRM_ANSWER_QUESTION, &question->record->id);
  crm_change_set_integer (change, CRM_ANSWER_VALUE, points * CRM_DECIMAL_ONE);
  crm_edit_set_discreet (edit, crm_survey_form_is_anonymous (form));
  return edit;
}

CrmId
make_response (Fixture *fixture, const CrmId *survey, const CrmId *customer, int points)
{
  CrmId id;
  g_autoptr (CrmEdit) edit = new_response_edit (fixture, survey, customer, points, &id);

  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static gboolean
read_number (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 number = -1;

  if (!crm_connection_read_integer (connection, sql, &number, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

gint64
count_rows (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_number, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}
