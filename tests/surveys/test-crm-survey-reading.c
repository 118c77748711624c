/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses as figures read them: through versions, by filter, and with the words behind them. */

#include "core/demo/crm-demo.h"
#include "core/exchange/crm-answers-import.h"
#include "core/surveys/crm-survey-reading.h"
#include "core/surveys/crm-survey-template.h"
#include "tests/surveys/survey-fixture.h"

typedef struct
{
  const CrmId *survey;
  const CrmSurveyReading *reading;
  const char *code;
  guint n;
} Asking;

static gboolean
read_it (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmSurveyReading *reading = crm_survey_reading_new (connection, ((Asking *)data)->survey, zone, error);

  if (reading == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_READING);
  g_value_take_boxed (result, reading);
  return TRUE;
}

static CrmSurveyReading *
read_all (Fixture *fixture, const CrmId *survey)
{
  Asking asking = { .survey = survey };

  return await_boxed (crm_store_read (fixture->store, NULL, read_it, &asking, NULL));
}

static void
import (Fixture *fixture, const CrmId *survey, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "answers.csv", NULL);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmAnswersImport) answers = NULL;
  g_autoptr (CrmAnswersReport) report = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  source = crm_import_source_open (path, NULL, 2026, NULL, NULL);
  answers = crm_answers_import_new (form, source);
  report = await_boxed (crm_answers_import_run (answers, fixture->store, NULL));
  g_assert_cmpuint (report->report->faults->len, ==, 0);
}

static void
assert_counts (const CrmSurveyReading *reading, const CrmReadingColumn *column, const CrmReadingSelection *selection, int minimum, const char *expected)
{
  g_auto (GStrv) numbers = g_strsplit (expected, " ", -1);
  guint n = g_strv_length (numbers), counts[16] = { 0 };

  crm_survey_reading_count (reading, column, selection, minimum, counts, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (counts[i], ==, (guint)atoi (numbers[i]));
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyReading) reading = NULL;
  const CrmReadingQuestion *nps, *single, *why;

  import (fixture, &survey, "Timestamp,q1,q2,q3\n2026-05-17 10:00,9,1,Good\n2026-05-18 10:00,3,2,\n2026-06-01 10:00,,2,Bad\n2026-06-02 10:00,9,,\n");
  reading = read_all (fixture, &survey);
  nps = crm_survey_reading_find (reading, "q1");
  single = crm_survey_reading_find (reading, "q2");
  why = crm_survey_reading_find (reading, "q3");
  g_assert_cmpuint (reading->n, ==, 4);
  g_assert_cmpint (reading->primary, ==, 0);
  g_assert_cmpuint (crm_survey_reading_get_column (reading, nps->first_column)->n, ==, 3);
  assert_counts (reading, crm_survey_reading_get_column (reading, nps->first_column), NULL, 0, "0 0 0 1 0 0 0 0 0 2 0");
  assert_counts (reading, crm_survey_reading_get_column (reading, single->first_column), NULL, 0, "1 2");
  assert_counts (reading, crm_survey_reading_get_column (reading, why->first_column), NULL, 0, "0 2");
  g_assert_cmpint (reading->scores[1], ==, 3000);
  g_assert_cmpint (reading->scores[2], ==, -1);
  g_assert_cmpint (reading->days[0], ==, crm_date_make (2026, 5, 17));
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyReading) reading = NULL;
  CrmReadingFilter filter = CRM_READING_FILTER_ALL;
  CrmReadingClause clause = { 0, 7, 10 };
  g_autoptr (CrmReadingSelection) all = NULL, may = NULL, happy = NULL, scored = NULL;
  const CrmReadingColumn *second;

  import (fixture, &survey, "Timestamp,q1,q2,q3\n2026-05-17 10:00,9,1,Good\n2026-05-18 10:00,3,2,\n2026-06-01 10:00,,2,Bad\n2026-06-02 10:00,9,2,\n");
  reading = read_all (fixture, &survey);
  second = crm_survey_reading_get_column (reading, crm_survey_reading_find (reading, "q2")->first_column);
  all = crm_survey_reading_select (reading, NULL);
  g_assert_cmpuint (all->n, ==, 4);
  filter.to = crm_date_make (2026, 5, 31);
  may = crm_survey_reading_select (reading, &filter);
  g_assert_cmpuint (may->n, ==, 2);
  assert_counts (reading, second, may, 0, "1 1");
  filter = CRM_READING_FILTER_ALL;
  clause.column = crm_survey_reading_find (reading, "q1")->first_column;
  filter.clauses = &clause;
  filter.n_clauses = 1;
  happy = crm_survey_reading_select (reading, &filter);
  g_assert_cmpuint (happy->n, ==, 2);
  assert_counts (reading, second, happy, 0, "1 1");
  filter = CRM_READING_FILTER_ALL;
  filter.max_score = 5000;
  scored = crm_survey_reading_select (reading, &filter);
  g_assert_cmpuint (scored->n, ==, 1);
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmSurveyDraft) draft = NULL;
  g_autoptr (CrmSurveyReading) reading = NULL;
  const CrmReadingQuestion *single;

  import (fixture, &survey, "q1,q2,q3\n9,1,Good\n");
  form = read_form (fixture, &survey);
  draft = crm_survey_draft_new (form, "Next");
  single = NULL;
  crm_change_set_text (crm_survey_draft_add_option (draft, crm_survey_form_find_code (form, "q2"), "option", ((CrmSurveyQuestion *)form->questions->pdata[1])->options->pdata[0]), CRM_QUESTION_OPTION_TEXT, "Early");
  crm_survey_draft_remove_question (draft, crm_survey_form_find_code (form, "q3"));
  apply_draft (fixture, draft);
  import (fixture, &survey, "q1,q2\n2,Late\n5,Early\n");
  reading = read_all (fixture, &survey);
  g_assert_cmpuint (reading->n, ==, 3);
  g_assert_cmpuint (reading->versions->len, ==, 2);
  g_assert_cmpuint (reading->questions->len, ==, 3);
  single = crm_survey_reading_find (reading, "q2");
  g_assert_cmpuint (single->options->len, ==, 3);
  assert_counts (reading, crm_survey_reading_get_column (reading, single->first_column), NULL, 0, "1 1 1");
  g_assert_true (crm_survey_reading_find (reading, "q3")->is_removed);
  g_assert_cmpint (reading->version_places[2], ==, 1);
}

static void
test_every_type (Fixture *fixture, gconstpointer data)
{
  CrmSurveyJsonChoice choice = { .language = "en" };
  g_autoptr (CrmEdit) edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON), other = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmSurveyReading) wishes = NULL, back = NULL;
  CrmId kano, win_back;
  const CrmReadingQuestion *question;

  g_assert_true (crm_survey_template_add ("kano", &choice, edit, &kano, NULL));
  g_assert_true (crm_survey_template_add ("win_back", &choice, other, &win_back, NULL));
  crm_edit_result_free (apply (fixture, edit));
  crm_edit_result_free (apply (fixture, other));
  import (fixture, &kano, "warranty.functional,warranty.dysfunctional,rank\n1,5,warranty|contact|return\n2,,\n");
  wishes = read_all (fixture, &kano);
  question = crm_survey_reading_find (wishes, "warranty");
  g_assert_cmpint (crm_survey_reading_find_column (wishes, question, CRM_ANSWER_PART_FUNCTIONAL, -1, -1)->ratings[0], ==, 1);
  g_assert_cmpint (crm_survey_reading_find_column (wishes, question, CRM_ANSWER_PART_DYSFUNCTIONAL, -1, -1)->ratings[0], ==, 5);
  g_assert_cmpint (crm_survey_reading_find_column (wishes, question, CRM_ANSWER_PART_DYSFUNCTIONAL, -1, -1)->ratings[1], ==, CRM_READING_NONE);
  question = crm_survey_reading_find (wishes, "rank");
  g_assert_cmpint (crm_survey_reading_find_column (wishes, question, CRM_ANSWER_PART_NONE, 4, -1)->ratings[0], ==, 2);
  import (fixture, &win_back, "why,other_price,past,back\nThe price;no parking,12.5,4,Yes\n,,,No\n");
  back = read_all (fixture, &win_back);
  question = crm_survey_reading_find (back, "why");
  g_assert_cmpuint (question->n_columns, ==, 7);
  g_assert_cmpint (crm_survey_reading_find_column (back, question, CRM_ANSWER_PART_NONE, 0, -1)->ratings[0], ==, 1);
  g_assert_cmpint (crm_survey_reading_find_column (back, question, CRM_ANSWER_PART_NONE, 1, -1)->ratings[0], ==, 0);
  g_assert_cmpint (crm_survey_reading_find_column (back, question, CRM_ANSWER_PART_NONE, 1, -1)->ratings[1], ==, CRM_READING_NONE);
  g_assert_cmpint (crm_survey_reading_get_column (back, question->first_column + 6)->ratings[0], ==, 1);
  g_assert_cmpint (crm_survey_reading_get_column (back, crm_survey_reading_find (back, "other_price")->first_column)->numbers[0], ==, 12500000);
}

static gboolean
read_words (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asking *asking = data;
  g_autoptr (GPtrArray) verbatims = crm_survey_reading_read_verbatims (asking->reading, connection, asking->code != NULL ? crm_survey_reading_find (asking->reading, asking->code) : NULL, NULL, asking->n, error);
  g_autoptr (GString) words = g_string_new (NULL);

  if (verbatims == NULL)
    return FALSE;
  for (guint i = 0; i < verbatims->len; i++)
    g_string_append_printf (words, "%s|", crm_record_get_text (((CrmVerbatim *)verbatims->pdata[i])->answer, CRM_ANSWER_TEXT));
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, words->str);
  return TRUE;
}

static void
test_verbatims (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyReading) reading = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  Asking asking = { .code = "q3", .n = 2 };

  import (fixture, &survey, "Timestamp,q1,q3\n2026-05-17 10:00,9,One\n2026-05-19 10:00,3,Three\n2026-05-18 10:00,3,Two\n");
  asking.reading = reading = read_all (fixture, &survey);
  await_value (crm_store_read (fixture->store, NULL, read_words, &asking, NULL), &value, NULL);
  g_assert_cmpstr (g_value_get_string (&value), ==, "Three|Two|");
}

static gboolean
list_surveys (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT id, n_responses FROM survey WHERE deleted = 0", error);
  gint64 n = 0;
  CrmId id;

  while (crm_connection_next (connection, statement, error) > 0)
    {
      g_autoptr (CrmSurveyReading) reading = NULL;

      crm_statement_read_id (statement, 0, &id);
      reading = crm_survey_reading_new (connection, &id, zone, error);
      g_assert_nonnull (reading);
      g_assert_cmpint (reading->n, ==, sqlite3_column_int (statement, 1));
      g_assert_cmpuint (reading->n, >, 5);
      for (guint i = 0; reading->anonymous && i < reading->n; i++)
        g_assert_true (reading->customers[i] == 0 && reading->owners[i] == 0);
      n++;
    }
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, n);
  return TRUE;
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GStrv) problems = NULL;

  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, 120, 1, "zh_CN", NULL)));
  await_value (crm_store_read (fixture->store, NULL, list_surveys, NULL, NULL), &value, NULL);
  g_assert_cmpint (g_value_get_int64 (&value), ==, 4);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM customer WHERE satisfaction IS NOT NULL"), >, 20);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

#define ADD(path, func) g_test_add ("/survey-reading/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-column-for-each-thing-asked", test_columns);
  ADD ("filter-in-memory", test_filter);
  ADD ("questions-go-on-through-versions", test_versions);
  ADD ("every-type-has-its-columns", test_every_type);
  ADD ("verbatims-newest-first", test_verbatims);
  ADD ("demo-company-has-four-surveys", test_demo);
  return g_test_run ();
}
