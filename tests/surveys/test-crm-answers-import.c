/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of answers from other tools, as far as they can be trusted. */

#include "core/base/crm-error.h"
#include "core/exchange/crm-answers-import.h"
#include "core/surveys/crm-survey-invite.h"
#include "core/surveys/crm-survey-json.h"
#include "core/surveys/crm-survey-template.h"
#include "tests/surveys/survey-fixture.h"

static CrmAnswersImport *
open_text (Fixture *fixture, const CrmId *survey, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "answers.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  source = crm_import_source_open (path, NULL, 2026, NULL, &error);
  g_assert_no_error (error);
  crm_answers_import_recognise (form, source);
  g_ptr_array_add (sources, g_steal_pointer (&source));
  return crm_answers_import_new (form, sources);
}

static CrmImportReport *
run (Fixture *fixture, const CrmId *survey, const char *text)
{
  g_autoptr (CrmAnswersImport) import = open_text (fixture, survey, text);
  g_autoptr (CrmImportReport) before = await_boxed (crm_answers_import_preview (import, fixture->store, NULL));
  CrmImportReport *report = await_boxed (crm_answers_import_run (import, fixture->store, NULL));

  g_assert_cmpuint (before->n_created, ==, report->n_created);
  g_assert_cmpuint (before->n_unchanged, ==, report->n_unchanged);
  g_assert_cmpuint (before->faults->len, ==, report->faults->len);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s: %s", ((CrmImportFault *)report->faults->pdata[i])->column, ((CrmImportFault *)report->faults->pdata[i])->reason);
  return report;
}

static void
add_email (Fixture *fixture, const CrmId *customer, const char *email)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Email", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "email");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, email);
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Timestamp,Email,Would you recommend us?,How was the delivery?,Why?\n"
                             "2026-05-17 10:00,INFO@harbour.example,9,On time,\"Good, fast\"\n"
                             "2026-05-17 11:00,nobody@example.com,10 – certainly,迟到,\n"
                             "2026-05-18 11:00,,3,2,Late again\n"
                             "2026-05-18 12:00,,11,On time,\n"
                             "2026-05-18 12:00,,7,Perhaps,\n"
                             "2026-05-18 13:00,,,,\n"
                             "yesterday,,7,1,\n";
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmImportReport) report = NULL, again = NULL;
  g_autoptr (CrmRecord) happy = NULL;

  add_email (fixture, &customer, "info@harbour.example");
  report = run (fixture, &survey, text);
  g_assert_cmpuint (report->n_read, ==, 7);
  g_assert_cmpuint (report->n_created, ==, 3);
  g_assert_cmpuint (report->n_skipped, ==, 1);
  g_assert_cmpuint (report->faults->len, ==, 3);
  g_assert_cmpuint (report->n_matched, ==, 1);
  g_assert_cmpuint (report->n_unmatched, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer WHERE deleted = 0"), ==, 8);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path WHERE score = 30000000"), ==, 1);
  happy = find (fixture, &crm_kind_customer, &customer);
  g_assert_cmpint (crm_record_get_integer (happy, CRM_CUSTOMER_SATISFACTION, -1), ==, 90 * CRM_DECIMAL_ONE);
  again = run (fixture, &survey, text);
  g_assert_cmpuint (again->n_created, ==, 0);
  g_assert_cmpuint (again->n_unchanged, ==, 3);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE deleted = 0"), ==, 0);
}

static void
test_same_twice (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmImportReport) by_id = NULL, by_cells = NULL;

  by_id = run (fixture, &survey, "Response ID,q1\n7,9\n8,9\n7,3\n");
  g_assert_cmpuint (by_id->n_created, ==, 2);
  g_assert_cmpuint (by_id->n_unchanged, ==, 1);
  /* Two people who say the same are two. */
  by_cells = run (fixture, &survey, "q1,q2\n9,1\n9,1\n9,2\n");
  g_assert_cmpuint (by_cells->n_created, ==, 3);
}

static void
test_every_type (Fixture *fixture, gconstpointer data)
{
  CrmSurveyJsonChoice choice = { .language = "zh_CN", .second = "en" };
  g_autoptr (CrmEdit) edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON), other = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON), kano = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmImportReport) complaint = NULL, back = NULL, wishes = NULL;
  CrmId survey, win_back, wish;

  g_assert_true (crm_survey_template_add ("complaint", &choice, edit, &survey, NULL));
  g_assert_true (crm_survey_template_add ("win_back", &choice, other, &win_back, NULL));
  g_assert_true (crm_survey_template_add ("kano", &choice, kano, &wish, NULL));
  crm_edit_result_free (apply (fixture, edit));
  crm_edit_result_free (apply (fixture, other));
  crm_edit_result_free (apply (fixture, kano));
  complaint = run (fixture, &survey,
                   "solved,您对我们的处理过程满意吗？,How was it in detail? [How we spoke with you],points.speed,具体评价如何？：解决方案是否公平,call\n"
                   "部分解决,★★★★,Good,一般,3,2026-06-01\n");
  g_assert_cmpuint (complaint->n_created, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer WHERE row IS NOT NULL"), ==, 3);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer WHERE date IS NOT NULL"), ==, 1);
  back = run (fixture, &win_back, "why,past,back\n\"The price; 送货或服务; no parking\",3,会\n");
  g_assert_cmpuint (back->n_created, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer a JOIN question q ON q.id = a.question WHERE q.code = 'why' AND a.option IS NOT NULL"), ==, 2);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer a JOIN question q ON q.id = a.question WHERE q.code = 'why' AND a.text = 'no parking'"), ==, 1);
  wishes = run (fixture, &wish, "warranty.functional,warranty (dysfunctional),rank\nI like it,5,同城;warranty|contact\n1,勉强接受,\"warranty|contact|return\"\n");
  g_assert_cmpuint (wishes->n_created, ==, 1);
  g_assert_cmpuint (wishes->faults->len, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT a.value FROM answer a JOIN question q ON q.id = a.question JOIN question_option o ON o.id = a.option WHERE q.code = 'rank' AND o.code = 'contact'"), ==, 2 * CRM_DECIMAL_ONE);
  g_assert_cmpint (count_rows (fixture, "SELECT a.value FROM answer a WHERE a.part = 'dysfunctional'"), ==, 4 * CRM_DECIMAL_ONE);
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  CrmSurveyInviting how = { "file", CRM_DATE_NONE, 0, TRUE };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *invitation = crm_survey_add_invitation (edit, form, &customer, &how, NOW);
  g_autofree char *text = g_strdup_printf ("token,q1\n%s,8\nnonsense,9\n", crm_change_get (invitation, CRM_INVITATION_TOKEN)->text), *other = g_strdup_printf ("token,q1\n%s,2\n", crm_change_get (invitation, CRM_INVITATION_TOKEN)->text);
  g_autoptr (CrmImportReport) report = NULL, again = NULL;

  crm_edit_result_free (apply (fixture, edit));
  report = run (fixture, &survey, text);
  g_assert_cmpuint (report->n_created, ==, 1);
  g_assert_cmpuint (report->n_matched, ==, 1);
  g_assert_cmpuint (report->faults->len, ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM invitation WHERE state = 'answered'"), ==, 1);
  again = run (fixture, &survey, other);
  g_assert_cmpuint (again->n_created, ==, 0);
  g_assert_cmpuint (again->faults->len, ==, 1);
}

static void
test_anonymous (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "Canteen", TRUE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmImportReport) report = NULL;

  add_email (fixture, &customer, "info@harbour.example");
  report = run (fixture, &survey, "Response ID,Timestamp,Email,q1\nR-1,2026-05-17 10:11:12,info@harbour.example,9\n");
  g_assert_cmpuint (report->n_created, ==, 1);
  g_assert_cmpuint (report->n_matched, ==, 0);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE customer IS NULL AND external_id <> 'R-1' AND (answered_at + 28800000000) % 86400000000 = 0"), ==, 1);
}

/* The survey of tests/data/surveys, and a customer whom each file knows. */
static CrmId
make_every_type (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "surveys", "every-type.json", NULL), *text = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON), points = crm_edit_new ("Points", CRM_EDIT_ORIGIN_PERSON);
  CrmId survey, customer = make_customer (fixture, "Harbour Office");
  static const char *const reached[][2] = { { "email", "ann@harbour.example" }, { "phone", "+86 138 0000 0131" } };
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (crm_survey_json_add (text, length, NULL, edit, &survey, NULL));
  crm_edit_result_free (apply (fixture, edit));
  for (guint i = 0; i < G_N_ELEMENTS (reached); i++)
    {
      CrmChange *change = crm_edit_create (points, &crm_kind_contact_point, NULL);

      crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, &customer);
      crm_change_set_text (change, CRM_CONTACT_POINT_KIND, reached[i][0]);
      crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, reached[i][1]);
    }
  crm_edit_result_free (apply (fixture, points));
  return survey;
}

#define ANSWERS_TO(code) "SELECT count(*) FROM answer a JOIN question q ON q.id = a.question LEFT JOIN question_option o ON o.id = a.option LEFT JOIN question_option w ON w.id = a.row WHERE q.code = '" code "' AND a.deleted = 0"

/* The headings, times and ways to write several answers of the tools that offices use. */
static void
test_tools (Fixture *fixture, gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "answers", name, NULL), *text = NULL;
  CrmId survey = make_every_type (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportSource) source = crm_import_source_open (path, NULL, 2026, NULL, &error);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (CrmAnswersImport) import = NULL;
  g_autoptr (CrmImportReport) report = NULL;

  g_assert_no_error (error);
  crm_answers_import_recognise (form, source);
  g_ptr_array_add (sources, g_steal_pointer (&source));
  import = crm_answers_import_new (form, sources);
  report = await_boxed (crm_answers_import_run (import, fixture->store, NULL));
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s: %s", ((CrmImportFault *)report->faults->pdata[i])->column, ((CrmImportFault *)report->faults->pdata[i])->reason);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (report->n_created, ==, 2);
  g_assert_cmpuint (report->n_matched, ==, strcmp (name, "typeform.csv") == 0 ? 0 : 1);
  g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("nps") " AND a.value IN (9000000, 3000000)"), ==, 2);
  g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("why")), ==, 1);
  g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("heard")), ==, 2);
  g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("buys") " AND o.code IN ('desks', 'chairs')"), >=, 2);
  g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("pleased")), ==, 2);
  if (strcmp (name, "typeform.csv") != 0)
    {
      g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("find") " AND w.code = 'price' AND o.code IN ('good', 'poor')"), ==, 2);
      g_assert_cmpint (count_rows (fixture, ANSWERS_TO ("find") " AND w.code = 'service' AND o.code = 'fair'"), ==, 2);
    }
  /* 10:02:11 in Shanghai, whoever wrote it down. */
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE answered_at = 1778983331000000"), ==, 1);
}

static void
test_not_answers (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmAnswersImport) import = open_text (fixture, &survey, "Name,City\nA,B\n");

  g_assert_false (crm_answers_import_is_useful (((CrmImportSource *)import->sources->pdata[0])->mapping));
}

/* Headings of nothing but signs must not be tried at every one of them: this would take minutes. */
static void
test_long_heading (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autofree char *signs = g_strnfill (200000, '['), *text = g_strdup_printf ("%.*s,%s,q1\n1,2,9\n", 3000, signs, signs);
  g_autoptr (CrmImportReport) report = run (fixture, &survey, text);

  g_assert_cmpuint (report->n_created, ==, 1);
}

#define ADD(path, func) g_test_add ("/answers-import/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  static const char *const tools[] = { "google-forms.csv", "microsoft-forms.csv", "survey-monkey.csv", "typeform.csv", "wjx.csv" };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("rows-become-responses", test_rows);
  ADD ("same-twice-is-one", test_same_twice);
  ADD ("every-type-in-either-language", test_every_type);
  ADD ("tokens-are-answered-once", test_tokens);
  ADD ("anonymous-keeps-only-answers", test_anonymous);
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_strdup_printf ("/answers-import/tools/%s", tools[i]);

      g_test_add (path, Fixture, tools[i], set_up, test_tools, tear_down);
    }
  ADD ("long-headings-take-no-time", test_long_heading);
  ADD ("a-list-of-customers-is-not-answers", test_not_answers);
  return g_test_run ();
}
