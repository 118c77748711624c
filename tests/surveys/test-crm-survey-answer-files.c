/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mailed pages and what comes back of them: written once, whoever sends it twice, and refused with a reason. */

#include "core/base/crm-decimal.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-answer-files.h"
#include "core/surveys/crm-survey-html.h"
#include "core/surveys/crm-survey-invite.h"
#include "tests/surveys/survey-fixture.h"
#include "tests/surveys/survey-samples.h"

#include <string.h>

typedef struct
{
  CrmSurveyAnswerFiles *files;
  const CrmId *survey;
} Plan;

static gboolean
read_plan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Plan *plan = data;

  g_value_init (result, G_TYPE_BOOLEAN);
  return crm_survey_answer_files_read (plan->files, connection, plan->survey, NOW + G_TIME_SPAN_DAY, error);
}

/* Reads one code and writes what is new; how it was judged. */
static CrmSurveyAnswerFileState
take (Fixture *fixture, const CrmId *survey, const char *text, char **message)
{
  g_autoptr (CrmSurveyAnswerFiles) files = crm_survey_answer_files_new ();
  Plan plan = { files, survey };
  CrmSurveyAnswerFile *file;

  crm_survey_answer_files_add (files, "answers.txt", g_strdup (text), strlen (text), NULL);
  g_assert_true (await_value (crm_store_read (fixture->store, NULL, read_plan, &plan, NULL), NULL, NULL));
  if (files->edit != NULL)
    crm_edit_result_free (apply (fixture, files->edit));
  file = files->files->pdata[0];
  if (message != NULL)
    *message = g_strdup (file->message);
  return file->state;
}

static char *
make_code (Fixture *fixture, const CrmId *survey, const char *id, const char *token, int points)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (form);

  if (points >= 0)
    crm_survey_answers_set_value (answers, form->questions->pdata[0], CRM_ANSWER_PART_NONE, points * CRM_DECIMAL_ONE);
  crm_survey_answers_set_text (answers, form->questions->pdata[2], "晚了");
  return crm_survey_answer_code_write (answers, id, token, TRUE, NOW);
}

static void
test_twice_is_harmless (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autofree char *code = make_code (fixture, &survey, "aa11", NULL, 7), *other = make_code (fixture, &survey, "bb22", NULL, 7);

  g_assert_cmpint (take (fixture, &survey, code, NULL), ==, CRM_SURVEY_ANSWER_FILE_NEW);
  g_assert_cmpint (take (fixture, &survey, code, NULL), ==, CRM_SURVEY_ANSWER_FILE_KNOWN);
  g_assert_cmpint (take (fixture, &survey, other, NULL), ==, CRM_SURVEY_ANSWER_FILE_NEW);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE channel = 'file' AND language = 'zh_CN' AND complete = 1 AND score = 70000000"), ==, 2);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE deleted = 0"), ==, 1);
  g_assert_cmpint (take (fixture, &survey, other, NULL), ==, CRM_SURVEY_ANSWER_FILE_NEW);
}

static char *
invite (Fixture *fixture, const CrmId *survey, const CrmId *customer)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON);
  const CrmSurveyInviting how = { .channel = "file", .sent = TRUE };
  CrmChange *change = crm_survey_add_invitation (edit, form, customer, &how, NOW);
  char *token = g_strdup (crm_change_get (change, CRM_INVITATION_TOKEN)->text);

  crm_edit_result_free (apply (fixture, edit));
  return token;
}

static void
test_answers_the_invitation (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), other = make_survey (fixture, "Another", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autofree char *token = invite (fixture, &survey, &customer), *code = make_code (fixture, &survey, "aa11", token, 9), *again = make_code (fixture, &survey, "bb22", token, 2);
  g_autofree char *foreign = make_code (fixture, &survey, "cc33", "abcdefghijklmnopqrstuvwxyz", 2), *message = NULL;

  g_assert_cmpint (take (fixture, &other, code, &message), ==, CRM_SURVEY_ANSWER_FILE_REFUSED);
  g_assert_nonnull (message);
  g_assert_cmpint (take (fixture, &survey, code, NULL), ==, CRM_SURVEY_ANSWER_FILE_NEW);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM invitation WHERE state = 'answered'"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response r JOIN customer c ON c.id = r.customer WHERE c.satisfaction = 90000000"), ==, 1);
  g_assert_cmpint (take (fixture, &survey, again, NULL), ==, CRM_SURVEY_ANSWER_FILE_REFUSED);
  g_assert_cmpint (take (fixture, &survey, foreign, NULL), ==, CRM_SURVEY_ANSWER_FILE_REFUSED);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response"), ==, 1);
}

static void
test_anonymous_keeps_the_answers_alone (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "Canteen", TRUE);
  g_autofree char *code = make_code (fixture, &survey, "aa11", "abcdefghijklmnopqrstuvwxyz", 3);

  g_assert_cmpint (take (fixture, &survey, code, NULL), ==, CRM_SURVEY_ANSWER_FILE_NEW);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE customer IS NULL AND invitation IS NULL AND started_at IS NULL"), ==, 1);
}

static void
test_refused_with_a_reason (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) sample = survey_sample_new ();
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (sample);
  g_autofree char *code = make_code (fixture, &survey, "aa11", NULL, 7), *cut = g_strndup (code, strlen (code) - 3), *unknown = crm_survey_answer_code_write (answers, NULL, NULL, FALSE, NOW);
  const char *const bad[] = { "", "Dear Li Na", cut, unknown };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *message = NULL;

      g_assert_cmpint (take (fixture, &survey, bad[i], &message), ==, CRM_SURVEY_ANSWER_FILE_REFUSED);
      g_assert_nonnull (message);
    }
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response"), ==, 0);
}

static guint
count_words (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

static void
test_page_needs_nothing_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmSurveyForm) form = survey_sample_new (), anonymous = survey_sample_new_anonymous ();
  g_autofree char *page = crm_survey_html_write (form, "sometoken"), *hidden = crm_survey_html_write (anonymous, "sometoken");

  g_assert_nonnull (strstr (page, "Content-Security-Policy"));
  g_assert_nonnull (strstr (page, "default-src 'none'"));
  g_assert_null (strstr (page, "http:"));
  g_assert_null (strstr (page, "https:"));
  g_assert_null (strstr (page, "@SURVEY@"));
  g_assert_nonnull (strstr (page, "sometoken"));
  g_assert_null (strstr (hidden, "sometoken"));
  g_assert_nonnull (strstr (page, "我们哪里可以做得更好？"));
}

static void
test_page_cannot_be_broken_out_of (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "</script><script>alert(1)</script>", FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey), plain = survey_sample_new ();
  g_autofree char *page = crm_survey_html_write (form, "\"></script>"), *usual = crm_survey_html_write (plain, NULL);

  g_assert_cmpuint (count_words (page, "</script>"), ==, count_words (usual, "</script>"));
  g_assert_null (strstr (page, "<script>alert"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/surveys/answer-files/twice-is-harmless", Fixture, NULL, set_up, test_twice_is_harmless, tear_down);
  g_test_add ("/surveys/answer-files/answers-the-invitation-once", Fixture, NULL, set_up, test_answers_the_invitation, tear_down);
  g_test_add ("/surveys/answer-files/anonymous-keeps-the-answers-alone", Fixture, NULL, set_up, test_anonymous_keeps_the_answers_alone, tear_down);
  g_test_add ("/surveys/answer-files/refused-with-a-reason", Fixture, NULL, set_up, test_refused_with_a_reason, tear_down);
  g_test_add ("/surveys/html/needs-nothing-else", Fixture, NULL, set_up, test_page_needs_nothing_else, tear_down);
  g_test_add ("/surveys/html/cannot-be-broken-out-of", Fixture, NULL, set_up, test_page_cannot_be_broken_out_of, tear_down);
  return g_test_run ();
}
