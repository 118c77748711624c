/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the test in a browser: "survey-page make FILE FORM PAGE" makes a file with a published survey of what the JSON in FORM says, invites a
 * customer, and writes the page that is mailed to it. "survey-page shown FILE ANSWERS" says which questions the program shows after such answers. */

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/store/crm-store.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-html.h"
#include "core/surveys/crm-survey-invite.h"
#include "core/surveys/crm-survey-json.h"
#include "core/surveys/crm-survey-logic.h"
#include "core/surveys/crm-survey.h"
#include "tests/await.h"

static void
apply (CrmStore *store, CrmEdit *edit)
{
  crm_edit_result_free (await_boxed (crm_store_apply (store, edit, NULL)));
}

static gboolean
read_form (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmSurveyForm *form = crm_survey_form_read (connection, data, CRM_SURVEY_NEWEST, error);

  if (form == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, form);
  return TRUE;
}

static gboolean
read_version (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmSurveyForm *form = crm_survey_form_read_version (connection, data, error);

  if (form == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, form);
  return TRUE;
}

static char *
load (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static CrmSurveyForm *
add_survey (CrmStore *store, const char *path)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON), publish = NULL;
  g_autoptr (CrmSurveyForm) draft = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = load (path, &length);
  CrmId survey;

  crm_survey_json_add (text, length, NULL, edit, &survey, &error);
  g_assert_no_error (error);
  apply (store, edit);
  draft = await_boxed (crm_store_read (store, NULL, read_form, &survey, NULL));
  publish = crm_survey_form_new_publish (draft, g_get_real_time ());
  apply (store, publish);
  return await_boxed (crm_store_read (store, NULL, read_form, &survey, NULL));
}

static int
make (CrmStore *store, const char *path, const char *page)
{
  const CrmSurveyInviting how = { "file", CRM_DATE_NONE, 0, TRUE };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Customer", CRM_EDIT_ORIGIN_PERSON), invite = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmSurveyForm) form = add_survey (store, path);
  g_autoptr (GError) error = NULL;
  CrmChange *customer = crm_edit_create (edit, &crm_kind_customer, NULL), *invitation;
  CrmId id = customer->id;
  g_autofree char *html = NULL;

  crm_change_set_text (customer, CRM_CUSTOMER_NAME, "Harbour Office");
  apply (store, edit);
  invitation = crm_survey_add_invitation (invite, form, &id, &how, g_get_real_time ());
  html = crm_survey_html_write (form, crm_change_get (invitation, CRM_INVITATION_TOKEN)->text);
  apply (store, invite);
  g_file_set_contents (page, html, -1, &error);
  g_assert_no_error (error);
  return 0;
}

static int
tell_shown (CrmStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = load (path, &length);
  g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (text, length, &error);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmSurveyAnswers) answers = NULL;
  g_autoptr (CrmSurveyLogic) logic = NULL;
  g_autofree gboolean *shown = NULL;

  g_assert_no_error (error);
  form = await_boxed (crm_store_read (store, NULL, read_version, &code->version, NULL));
  answers = crm_survey_answers_new (form);
  logic = crm_survey_logic_new (form);
  shown = g_new0 (gboolean, form->questions->len);
  crm_survey_answer_code_fill (code, answers, &error);
  g_assert_no_error (error);
  crm_survey_logic_evaluate (logic, answers, shown);
  for (guint i = 0; i < form->questions->len; i++)
    g_print ("%s %d\n", ((CrmSurveyQuestion *)form->questions->pdata[i])->code, shown[i]);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;

  dex_init ();
  store = argc >= 4 ? crm_store_new (argv[2], clock, &error) : NULL;
  g_assert_no_error (error);
  if (argc == 5 && g_str_equal (argv[1], "make"))
    return make (store, argv[3], argv[4]);
  if (argc == 4 && g_str_equal (argv[1], "shown"))
    return tell_shown (store, argv[3]);
  g_printerr ("survey-page make FILE FORM PAGE | shown FILE ANSWERS\n");
  return 2;
}
