/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey of 20 questions with 200,000 responses: read from the file, and filtered, against reading and counting nothing. */

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-pack.h"
#include "core/surveys/crm-survey-draft.h"
#include "core/surveys/crm-survey-reading.h"
#include "core/surveys/crm-survey.h"
#include "tests/bench/bench-data.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

#define RUNS 5
#define SEED 20261122
#define DAYS 730

static const CrmQuestionType types[] = {
  CRM_QUESTION_TYPE_NPS,
  CRM_QUESTION_TYPE_CSAT,
  CRM_QUESTION_TYPE_CES,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_SCALE,
  CRM_QUESTION_TYPE_STARS,
  CRM_QUESTION_TYPE_STARS,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_SINGLE,
  CRM_QUESTION_TYPE_MULTIPLE,
  CRM_QUESTION_TYPE_MULTIPLE,
  CRM_QUESTION_TYPE_MATRIX,
  CRM_QUESTION_TYPE_RANKING,
  CRM_QUESTION_TYPE_NUMBER,
  CRM_QUESTION_TYPE_LONG_TEXT,
};

/* ── a survey ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_it (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, crm_survey_form_read (connection, data, CRM_SURVEY_NEWEST, error));
  return g_value_get_boxed (result) != NULL;
}

static CrmSurveyForm *
read_form (CrmStore *store, CrmId *survey)
{
  return await_boxed (crm_store_read (store, NULL, read_it, survey, NULL));
}

static CrmId
make_survey (CrmStore *store)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_survey_create (edit, "Everything", "other", "en", NULL)->id;

  await_ok (crm_store_apply (store, edit, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (CrmSurveyForm) form = read_form (store, &id);
      g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Add question");

      crm_survey_draft_add_question (draft, types[i], NULL, NULL);
      await_ok (crm_store_apply (store, crm_survey_draft_get_edit (draft), NULL));
    }
  {
    g_autoptr (CrmSurveyForm) form = read_form (store, &id);
    g_autoptr (CrmEdit) publish = crm_survey_form_new_publish (form, g_get_real_time ());

    await_ok (crm_store_apply (store, publish, NULL));
  }
  return id;
}

/* ── responses ────────────────────────────────────────────────────────────────────────────── */

static gint64
get_rowid (GPtrArray *records, guint place)
{
  return records->len > 0 ? ((CrmRecord *)records->pdata[place % records->len])->rowid : 0;
}

static void
answer (GByteArray *pack, gint64 *last, const CrmSurveyQuestion *question, GRand *random)
{
  guint n = question->type == CRM_QUESTION_TYPE_RANKING || question->type == CRM_QUESTION_TYPE_MULTIPLE ? question->options->len : MAX (question->rows->len, 1);

  for (guint i = 0; i < n; i++)
    {
      CrmPackedAnswer packed = { .question = question->record->rowid, .has_value = TRUE };

      packed.value = g_rand_int_range (random, (int)(question->minimum / CRM_DECIMAL_ONE), (int)(question->maximum / CRM_DECIMAL_ONE) + 1) * CRM_DECIMAL_ONE;
      packed.option = get_rowid (question->options, n > 1 && question->rows->len == 0 ? i : g_rand_int (random));
      packed.row = get_rowid (question->rows, i);
      packed.has_text = question->type == CRM_QUESTION_TYPE_LONG_TEXT;
      if (question->type == CRM_QUESTION_TYPE_RANKING)
        packed.value = (i + 1) * CRM_DECIMAL_ONE;
      crm_response_pack_add (pack, last, &packed);
    }
}

static void
write_responses (CrmConnection *connection, const CrmSurveyForm *form, guint n)
{
  static const char sql[] = "INSERT INTO response_path (survey, response, version, owner, channel, answered_at, complete, answers) VALUES (?, ?, ?, ?, ?, ?, 1, ?)";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_assert_true (crm_connection_execute (connection, "BEGIN IMMEDIATE", NULL));
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (GByteArray) pack = g_byte_array_new ();
      gint64 last = 0;

      for (guint j = 0; j < form->questions->len; j++)
        answer (pack, &last, form->questions->pdata[j], random);
      sqlite3_bind_int64 (statement, 1, form->survey->rowid);
      sqlite3_bind_int64 (statement, 2, i);
      sqlite3_bind_int64 (statement, 3, form->version->rowid);
      sqlite3_bind_int64 (statement, 4, 1 + i % 7);
      sqlite3_bind_int64 (statement, 5, 1 + i % 6);
      sqlite3_bind_int64 (statement, 6, g_get_real_time () - g_rand_int_range (random, 0, DAYS) * G_TIME_SPAN_DAY);
      sqlite3_bind_blob (statement, 7, pack->data, (int)pack->len, SQLITE_TRANSIENT);
      g_assert_true (crm_connection_run (connection, statement, NULL));
    }
  g_assert_true (crm_connection_execute (connection, "COMMIT", NULL));
}

/* ── measuring ────────────────────────────────────────────────────────────────────────────── */

static double
scan (const char *path)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT response, answers FROM response_path WHERE survey = 1", NULL);
  gint64 start = g_get_monotonic_time (), bytes = 0;

  while (crm_connection_next (connection, statement, NULL) > 0)
    bytes += sqlite3_column_bytes (statement, 1);
  g_assert_cmpint (bytes, >, 0);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
read_all (const char *path, const CrmId *survey, CrmSurveyReading **reading)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmSurveyResults) results = NULL;

  g_clear_pointer (reading, crm_survey_reading_unref);
  *reading = crm_survey_reading_new (connection, survey, zone, NULL);
  results = crm_survey_results_new ((*reading)->columns, &(CrmSurveyFilter){ 0 });
  g_assert_true (results->questions[results->primary].score.known);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
filter (const CrmSurveyReading *reading, const CrmSurveyFilter *wanted)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmSurveyResults) results = crm_survey_results_new (reading->columns, wanted);
  g_autoptr (CrmScoreTrend) trend = crm_survey_results_make_trend (results, results->primary, CRM_TREND_MONTH);

  g_assert_cmpuint (trend->n_points, >, 0);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure (const char *path, const CrmId *survey, guint n)
{
  static const CrmSurveyFilter filters[] = { { 0 }, { .channels = 1u << 3 }, { .owner = 4 }, { .has_answer = TRUE, .question = 0, .answer = 9 } };
  static const char *const names[] = { "no filter", "a channel", "an owner", "an answer" };
  g_autoptr (CrmSurveyReading) reading = NULL;
  double scans[RUNS], colds[RUNS], times[RUNS], floor, cold;

  for (int i = 0; i < RUNS; i++)
    {
      scans[i] = scan (path);
      colds[i] = read_all (path, survey, &reading);
    }
  floor = bench_median (scans, RUNS);
  cold = bench_median (colds, RUNS);
  g_print ("surveys\tresults of %u responses, cold\t%.1f ms\tfloor %.1f ms (reading the rows)\tratio %.2f\n", n, cold, floor, cold / floor);
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      for (int run = 0; run < RUNS; run++)
        times[run] = filter (reading, &filters[i]);
      g_print ("surveys\tfilter: %s, with a trend\t%.1f ms\n", names[i], bench_median (times, RUNS));
    }
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 200000;
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "surveys.clientele", NULL);
  g_autoptr (CrmClock) clock = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  CrmId survey;

  setlocale (LC_ALL, "");
  dex_init ();
  clock = crm_clock_new_fixed (g_get_real_time (), "Asia/Shanghai");
  store = crm_store_new (path, clock, NULL);
  survey = make_survey (store);
  connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  {
    g_autoptr (CrmSurveyForm) form = read_form (store, &survey);

    write_responses (connection, form, n);
  }
  measure (path, &survey, n);
  g_clear_pointer (&connection, crm_connection_close);
  g_clear_object (&store);
  remove_folder (folder);
  return 0;
}
