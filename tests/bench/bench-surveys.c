/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 200,000 responses to 20 questions: reading them all for the figures, against a scan of the same rows; filtering; and entering one more. */

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-pack.h"
#include "core/surveys/crm-survey-draft.h"
#include "core/surveys/crm-survey-reading.h"
#include "core/surveys/crm-survey-results.h"
#include "core/surveys/crm-survey-sheet.h"
#include "core/surveys/crm-survey.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <glib/gstdio.h>
#include <locale.h>

#define N_QUESTIONS 20
#define READ_RUNS   5
#define ENTER_RUNS  51

static const CrmQuestionType types[N_QUESTIONS] = {
  CRM_QUESTION_TYPE_NPS,
  CRM_QUESTION_TYPE_CSAT,
  CRM_QUESTION_TYPE_CES,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_SERVQUAL,
  CRM_QUESTION_TYPE_SERVQUAL,
  CRM_QUESTION_TYPE_KANO,
  CRM_QUESTION_TYPE_LONG_TEXT,
  CRM_QUESTION_TYPE_NUMBER,
  CRM_QUESTION_TYPE_DATE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_STARS,
  CRM_QUESTION_TYPE_STARS,
  CRM_QUESTION_TYPE_SHORT_TEXT,
};

static gboolean
read_form (CrmConnection *connection, gpointer survey, GValue *result, GError **error)
{
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, crm_survey_form_read (connection, survey, CRM_SURVEY_NEWEST, error));
  return TRUE;
}

static CrmId
make_survey (CrmStore *store)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Survey", CRM_EDIT_ORIGIN_PERSON);
  CrmId survey = crm_survey_create (edit, "Everything", "other", "en", NULL)->id;
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmSurveyDraft) draft = NULL;

  await_ok (crm_store_apply (store, edit, NULL));
  form = await_boxed (crm_store_read (store, NULL, read_form, &survey, NULL));
  draft = crm_survey_draft_new (form, "Questions");
  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      g_autofree char *position = g_strdup_printf ("%c", 'a' + (char)i);
      CrmChange *change = crm_survey_draft_add_question (draft, types[i], form->pages->pdata[0], NULL);

      crm_change_set_text (change, CRM_QUESTION_POSITION, position);
    }
  await_ok (crm_store_apply (store, crm_survey_draft_get_edit (draft), NULL));
  return survey;
}

/* ── responses, as the store would have derived them ──────────────────────────────────────── */

static void
pack_option (GByteArray *pack, gint64 *last, const CrmSurveyQuestion *question, CrmAnswerPart part, GRand *random)
{
  guint option = (guint)g_rand_int_range (random, 0, (gint32)question->options->len);
  CrmPackedAnswer answer = { .question = question->record->rowid, .option = ((CrmRecord *)question->options->pdata[option])->rowid, .part = (guint8)part, .has_value = part != CRM_ANSWER_PART_NONE, .value = (option + 1) * CRM_DECIMAL_ONE };

  crm_response_pack_add (pack, last, &answer);
}

static void
pack_points (GByteArray *pack, gint64 *last, const CrmSurveyQuestion *question, CrmAnswerPart part, GRand *random)
{
  int low = (int)(question->minimum / CRM_DECIMAL_ONE), high = (int)(question->maximum / CRM_DECIMAL_ONE);
  CrmPackedAnswer answer = { .question = question->record->rowid, .part = (guint8)part, .has_value = TRUE, .value = g_rand_int_range (random, low, high + 1) * CRM_DECIMAL_ONE };

  crm_response_pack_add (pack, last, &answer);
}

static void
pack_question (GByteArray *pack, gint64 *last, const CrmSurveyQuestion *question, GRand *random)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);
  CrmPackedAnswer answer = { .question = question->record->rowid };
  guint i = 0;

  switch (crm_question_type_get_form (question->type))
    {
    case CRM_ANSWER_FORM_OPTION:
    case CRM_ANSWER_FORM_POINTS:
      do
        {
          if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTION)
            pack_option (pack, last, question, parts[i], random);
          else
            pack_points (pack, last, question, parts[i], random);
        }
      while (parts[i] != CRM_ANSWER_PART_NONE && parts[++i] != CRM_ANSWER_PART_NONE);
      return;
    case CRM_ANSWER_FORM_NUMBER:
      answer.has_value = TRUE;
      answer.value = g_rand_int_range (random, 0, 1000000) * 1000;
      break;
    case CRM_ANSWER_FORM_DATE:
      answer.date = crm_date_make (2026, g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 29));
      break;
    case CRM_ANSWER_FORM_OPTIONS:
    case CRM_ANSWER_FORM_ORDER:
    case CRM_ANSWER_FORM_TEXT:
    default:
      answer.has_text = TRUE;
      break;
    }
  crm_response_pack_add (pack, last, &answer);
}

static void
add_responses (const char *path, CrmSurveyForm *form, guint n)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20260517);
  g_autoptr (GByteArray) pack = g_byte_array_new ();
  sqlite3_stmt *response, *row;

  g_assert_true (crm_connection_execute (connection, "BEGIN IMMEDIATE", NULL));
  response = crm_connection_prepare (connection, "INSERT INTO response (rowid, id, survey, version, channel, answered_at, complete, created_edit, created_clock, dirty) VALUES (?1, randomblob(16), ?2, ?3, 'web', ?4, 1, 1, zeroblob(14), 1)", NULL);
  row = crm_connection_prepare (connection, "INSERT INTO response_path (survey, response, version, customer, owner, channel, language, answered_at, complete, score, answers) VALUES (?1, ?2, ?3, ?4, NULL, ?5, 'en', ?6, 1, ?7, ?8)", NULL);
  for (guint i = 1; i <= n; i++)
    {
      gint64 last = 0, at = G_GINT64_CONSTANT (1700000000000000) + (gint64)i * 300 * G_USEC_PER_SEC;

      g_byte_array_set_size (pack, 0);
      for (guint j = 0; j < form->questions->len; j++)
        pack_question (pack, &last, form->questions->pdata[j], random);
      sqlite3_bind_int64 (response, 1, i);
      crm_statement_bind_id (response, 2, &form->survey->id);
      crm_statement_bind_id (response, 3, &form->version->id);
      sqlite3_bind_int64 (response, 4, at);
      g_assert_true (crm_connection_run (connection, response, NULL));
      sqlite3_bind_int64 (row, 1, form->survey->rowid);
      sqlite3_bind_int64 (row, 2, i);
      sqlite3_bind_int64 (row, 3, form->version->rowid);
      sqlite3_bind_int64 (row, 4, i % 50000 + 1);
      sqlite3_bind_int64 (row, 5, i % 6 + 1);
      sqlite3_bind_int64 (row, 6, at);
      sqlite3_bind_int64 (row, 7, i % 101 * CRM_DECIMAL_ONE);
      sqlite3_bind_blob (row, 8, pack->data, (int)pack->len, SQLITE_TRANSIENT);
      g_assert_true (crm_connection_run (connection, row, NULL));
    }
  g_assert_true (crm_connection_execute (connection, "COMMIT", NULL));
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* The same rows, column by column, without doing anything with them: nothing that reads them can be faster. */
static double
scan (const char *path, gint64 survey, gint64 *n_bytes)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT * FROM response_path WHERE survey = ?", NULL);
  gint64 start = g_get_monotonic_time ();

  *n_bytes = 0;
  sqlite3_bind_int64 (statement, 1, survey);
  while (crm_connection_next (connection, statement, NULL) > 0)
    {
      for (int i = 0; i < sqlite3_column_count (statement) - 1; i++)
        sqlite3_column_int64 (statement, i);
      *n_bytes += sqlite3_column_bytes (statement, sqlite3_column_count (statement) - 1);
    }
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
read_all (const char *path, const CrmId *survey, CrmSurveyReading **reading)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 start = g_get_monotonic_time ();

  g_clear_pointer (reading, crm_survey_reading_unref);
  *reading = crm_survey_reading_new (connection, survey, zone, NULL);
  g_assert_nonnull (*reading);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

/* What a page does when a filter changes: all figures anew, for one answer and a period. */
static double
filter (const CrmSurveyReading *reading)
{
  CrmSurveyFilter asked = { .from = g_array_index (reading->columns->responses, CrmSurveyResponse, reading->columns->responses->len / 10).day, .has_answer = TRUE, .answer = 9 };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmSurveyResults) results = NULL;

  results = crm_survey_results_new (reading->columns, &asked);
  g_assert_cmpuint (results->n, >, 0);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure_reading (const char *path, CrmSurveyForm *form)
{
  double scans[READ_RUNS], reads[READ_RUNS], filters[READ_RUNS], first, middle, floor;
  g_autoptr (CrmSurveyReading) reading = NULL;
  gint64 n_bytes = 0;

  for (int i = 0; i < READ_RUNS; i++)
    {
      scans[i] = scan (path, form->survey->rowid, &n_bytes);
      reads[i] = read_all (path, &form->survey->id, &reading);
      filters[i] = filter (reading);
    }
  first = reads[0];
  middle = bench_median (reads, READ_RUNS);
  floor = bench_median (scans, READ_RUNS);
  g_print ("surveys\tread all\tfirst %.1f ms\tmedian %.1f ms\tfloor %.1f ms\tratio %.2f\t%u responses, %.1f MB packed\n", first, middle, floor, middle / floor, reading->columns->responses->len, (double)n_bytes / 1e6);
  g_print ("surveys\tfilter, all figures\tmedian %.1f ms\tworst %.1f ms\n", bench_median (filters, READ_RUNS), filters[READ_RUNS - 1]);
}

/* ── entering ─────────────────────────────────────────────────────────────────────────────── */

static double
raw_insert (CrmConnection *connection, int i)
{
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; INSERT OR REPLACE INTO file (name, value) VALUES ('bench', '%d'); COMMIT", i);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (crm_connection_execute (connection, sql, NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
enter (CrmStore *store, CrmSurveyForm *form)
{
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, "interview", FALSE, g_get_real_time ());
  g_autoptr (CrmEdit) edit = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < form->questions->len; i++)
    {
      CrmSurveyQuestion *question = form->questions->pdata[i];

      if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_POINTS && *crm_question_type_get_parts (question->type) == CRM_ANSWER_PART_NONE)
        crm_survey_answers_set_value (crm_survey_sheet_get_answers (sheet), question, CRM_ANSWER_PART_NONE, question->maximum);
    }
  edit = crm_survey_sheet_make_edit (sheet, NULL, g_get_real_time (), FALSE, NULL, NULL);
  await_ok (crm_store_apply (store, edit, NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure_entering (CrmStore *store, const char *path, CrmSurveyForm *form)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  double floors[ENTER_RUNS], entered[ENTER_RUNS], floor, middle;

  for (int i = 0; i < ENTER_RUNS; i++)
    {
      floors[i] = raw_insert (connection, i);
      entered[i] = enter (store, form);
    }
  floor = bench_median (floors, ENTER_RUNS);
  middle = bench_median (entered, ENTER_RUNS);
  g_print ("surveys\tone response written\t%.3f ms\tworst %.3f ms\tfloor %.3f ms\tratio %.2f\n", middle, entered[ENTER_RUNS - 1], floor, middle / floor);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) / 5 : 200000;
  g_autofree char *folder = g_dir_make_tmp ("bench-surveys-XXXXXX", NULL), *path = g_build_filename (folder, "surveys.clientele", NULL);
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmSurveyForm) form = NULL;
  CrmId survey;

  setlocale (LC_ALL, "");
  dex_init ();
  store = crm_store_new (path, clock, NULL);
  g_assert_nonnull (store);
  crm_store_set_upkeep (store, FALSE);
  survey = make_survey (store);
  form = await_boxed (crm_store_read (store, NULL, read_form, &survey, NULL));
  add_responses (path, form, n);
  measure_reading (path, form);
  measure_entering (store, path, form);
  g_clear_object (&store);
  remove_folder (folder);
  return 0;
}
