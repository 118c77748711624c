/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses: entered on a sheet, derived from, taken back; and anonymous ones, which lead nowhere. */

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-sales.h"
#include "core/surveys/crm-response-facts.h"
#include "core/surveys/crm-response-pack.h"
#include "core/surveys/crm-survey-sheet.h"
#include "core/query/crm-ranking.h"
#include "core/timeline/crm-timeline.h"
#include "tests/surveys/survey-fixture.h"

#define SEED 20261122

static gint64
get_satisfaction (Fixture *fixture, const CrmId *customer)
{
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_customer, customer);

  return crm_record_get_integer (record, CRM_CUSTOMER_SATISFACTION, -1);
}

static CrmSurveyQuestion *
get (CrmSurveyForm *form, guint place)
{
  return form->questions->pdata[place];
}

static CrmId
enter (Fixture *fixture, const CrmId *survey, const CrmId *customer, int points, const char *why)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, "interview", TRUE, NOW);
  CrmSurveyAnswers *answers = crm_survey_sheet_get_answers (sheet);
  CrmSurveyWho who = { .customer = customer };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  CrmId response;

  crm_survey_answers_set_value (answers, get (form, 0), CRM_ANSWER_PART_NONE, points * CRM_DECIMAL_ONE);
  crm_survey_answers_choose (answers, get (form, 1), CRM_ANSWER_PART_NONE, NULL, get (form, 1)->options->pdata[0], TRUE);
  crm_survey_answers_set_text (answers, get (form, 2), why);
  edit = crm_survey_sheet_make_edit (sheet, &who, crm_clock_now (fixture->clock) + 90 * G_USEC_PER_SEC, TRUE, &response, &error);
  g_assert_no_error (error);
  crm_edit_result_free (apply (fixture, edit));
  return response;
}

static void
assert_name (Fixture *fixture, const CrmId *response, const char *name)
{
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_response, response);

  g_assert_cmpstr (crm_record_get_text (record, CRM_RESPONSE_CUSTOMER_NAME), ==, name);
}

static void
test_who_answered (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), hidden = make_survey (fixture, "Canteen", TRUE), customer = make_customer (fixture, "Harbour Office");
  CrmId response = make_response (fixture, &survey, &customer, 7), anonymous = make_response (fixture, &hidden, NULL, 7);
  g_autoptr (CrmEdit) gone = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  assert_name (fixture, &response, "Harbour Office");
  assert_name (fixture, &anonymous, NULL);
  set_text (fixture, &customer, CRM_CUSTOMER_NAME, "海港办公");
  assert_name (fixture, &response, "海港办公");
  crm_edit_delete (gone, &crm_kind_customer, &customer);
  crm_edit_result_free (apply (fixture, gone));
  assert_name (fixture, &response, NULL);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  assert_name (fixture, &response, "海港办公");
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office"), response = enter (fixture, &survey, &customer, 7, "It was late.");
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_response, &response), asked = find (fixture, &crm_kind_survey, &survey), again = NULL;

  g_assert_cmpint (crm_record_get_integer (record, CRM_RESPONSE_SCORE, -1), ==, 70 * CRM_DECIMAL_ONE);
  g_assert_cmpint (crm_record_get_integer (record, CRM_RESPONSE_SCORE_VALUE, -1), ==, 7 * CRM_DECIMAL_ONE);
  g_assert_cmpstr (crm_record_get_text (record, CRM_RESPONSE_SCORE_KIND), ==, "nps");
  g_assert_cmpint (crm_record_get_integer (record, CRM_RESPONSE_N_ANSWERS, 0), ==, 3);
  g_assert_cmpstr (crm_record_get_text (record, CRM_RESPONSE_LANGUAGE), ==, "zh_CN");
  g_assert_cmpint (crm_record_get_integer (asked, CRM_SURVEY_N_RESPONSES, 0), ==, 1);
  g_assert_cmpint (crm_record_get_integer (asked, CRM_SURVEY_LAST_RESPONSE, 0), ==, NOW + 90 * G_USEC_PER_SEC);
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 70 * CRM_DECIMAL_ONE);
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  enter (fixture, &survey, &customer, 3, NULL);
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 30 * CRM_DECIMAL_ONE);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 2);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 70 * CRM_DECIMAL_ONE);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 1);
  again = find (fixture, &crm_kind_survey, &survey);
  g_assert_cmpint (crm_record_get_integer (again, CRM_SURVEY_N_RESPONSES, 0), ==, 1);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 30 * CRM_DECIMAL_ONE);
}

static void
test_check_rebuilds (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmConnection) damage = NULL;
  g_auto (GStrv) problems = NULL, none = NULL;

  enter (fixture, &survey, &customer, 8, "Fine");
  none = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  close_store (fixture);
  damage = crm_connection_open (fixture->path, CRM_CONNECTION_WRITER, NULL);
  g_assert_true (crm_connection_execute (damage, "UPDATE response SET score = 1; UPDATE survey SET n_responses = 77; UPDATE customer SET satisfaction = 5; DELETE FROM response_path", NULL));
  g_clear_pointer (&damage, crm_connection_close);
  open_store (fixture);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (problems), >, 0);
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 80 * CRM_DECIMAL_ONE);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path WHERE score = 80000000"), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT n_responses FROM survey"), ==, 1);
}

/* Against counting all of them. */
static void
assert_counted (Fixture *fixture, const CrmId *id)
{
  g_autoptr (CrmRecord) survey = find (fixture, &crm_kind_survey, id);
  gint64 n = count_rows (fixture, "SELECT count(*) FROM response WHERE deleted = 0"), scored = count_rows (fixture, "SELECT count(score_kind) FROM response WHERE deleted = 0");

  g_assert_cmpint (crm_record_get_integer (survey, CRM_SURVEY_N_RESPONSES, 0), ==, n);
  g_assert_cmpint (crm_record_get_integer (survey, CRM_SURVEY_N_SCORED, 0), ==, scored);
  g_assert_cmpint (crm_record_get_integer (survey, CRM_SURVEY_LAST_RESPONSE, 0), ==, count_rows (fixture, "SELECT coalesce(max(answered_at), 0) FROM response WHERE deleted = 0"));
  if (scored > 0)
    g_assert_cmpint (crm_record_get_integer (survey, CRM_SURVEY_SCORE, 0), ==,
                     count_rows (fixture, "SELECT CAST(round(100000000.0 * (sum(score_value >= 9000000) - sum(score_value <= 6000000)) / count(score_kind)) AS INTEGER) FROM response WHERE deleted = 0"));
  else
    g_assert_false (crm_record_has (survey, CRM_SURVEY_SCORE));
}

static void
delete_response (Fixture *fixture, const GArray *made, GRand *random)
{
  const CrmId *response = &g_array_index (made, CrmId, (guint)g_rand_int_range (random, 0, (int)made->len));
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_response, response);

  if (record == NULL || record->deleted)
    return;
  crm_edit_delete (edit, &crm_kind_response, response);
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (CrmId));

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 60; i++)
    {
      int act = i < 4 ? 0 : g_rand_int_range (random, 0, 5);

      crm_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
      if (act <= 1)
        {
          CrmId response = make_response (fixture, &survey, g_rand_boolean (random) ? &customer : NULL, g_rand_int_range (random, 0, 11));

          g_array_append_val (made, response);
        }
      else if (act == 2)
        delete_response (fixture, made, random);
      else
        crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
      assert_counted (fixture, &survey);
    }
}

/* Each response would be seen in how it moves. */
static void
test_anonymous_has_no_score (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "Quality", TRUE);
  g_autoptr (CrmRecord) record = NULL;

  for (int i = 0; i < 8; i++)
    make_response (fixture, &survey, NULL, i);
  record = find (fixture, &crm_kind_survey, &survey);
  g_assert_cmpint (crm_record_get_integer (record, CRM_SURVEY_N_RESPONSES, 0), ==, 8);
  g_assert_false (crm_record_has (record, CRM_SURVEY_SCORE));
  g_assert_false (crm_record_has (record, CRM_SURVEY_N_SCORED));
}

static void
test_owner_follows (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Owner", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *user = crm_edit_create (edit, crm_kind_get (CRM_KIND_USER), NULL);

  enter (fixture, &survey, &customer, 8, NULL);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path WHERE owner IS NULL"), ==, 1);
  crm_change_set_text (user, 0, "Li Na");
  crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &customer), CRM_CUSTOMER_OWNER, &user->id);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path p JOIN user u ON u.rowid = p.owner"), ==, 1);
}

static void
test_customer_in_the_same_edit (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = crm_id_new (NOW), response;
  g_autoptr (CrmEdit) edit = new_response_edit (fixture, &survey, &customer, 6, &response), both = crm_edit_new ("Both", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_create (both, &crm_kind_customer, &customer), CRM_CUSTOMER_NAME, "New Office");
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (edit, i);
      CrmChange *copy = crm_edit_create (both, change->kind, &change->id);

      for (guint j = 0; j < change->assignments->len; j++)
        crm_change_set (copy, g_array_index (change->assignments, CrmAssignment, j).field, crm_value_copy (&g_array_index (change->assignments, CrmAssignment, j).value));
    }
  crm_edit_result_free (apply (fixture, both));
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, 60 * CRM_DECIMAL_ONE);
}

static void
assert_refused (Fixture *fixture, CrmEdit *edit)
{
  g_autoptr (GError) error = apply_badly (fixture, edit);

  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_anonymous_leads_nowhere (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "Staff canteen", TRUE), customer = make_customer (fixture, "Harbour Office"), response;
  g_autoptr (CrmEdit) named = new_response_edit (fixture, &survey, &customer, 5, &response), loud = new_response_edit (fixture, &survey, NULL, 5, &response), mixed = new_response_edit (fixture, &survey, NULL, 5, &response), open = crm_edit_new ("Not anonymous", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;

  assert_refused (fixture, named);
  crm_edit_set_discreet (loud, FALSE);
  assert_refused (fixture, loud);
  crm_change_set_text (crm_edit_update (mixed, &crm_kind_customer, &customer), CRM_CUSTOMER_CITY, "Qingdao");
  assert_refused (fixture, mixed);

  /* The sheet leaves out whom it was told of. */
  response = enter (fixture, &survey, &customer, 5, "Too salty");
  record = find (fixture, &crm_kind_response, &response);
  g_assert_false (crm_record_has (record, CRM_RESPONSE_CUSTOMER));
  g_assert_false (crm_record_has (record, CRM_RESPONSE_STARTED_AT));
  g_assert_cmpint (crm_record_get_created (record), ==, 0);
  g_assert_cmpint ((crm_record_get_integer (record, CRM_RESPONSE_ANSWERED_AT, 0) + 8 * G_TIME_SPAN_HOUR) % G_TIME_SPAN_DAY, ==, 0);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response r JOIN edit e ON e.number = r.created_edit WHERE (e.at + 28800000000) % 86400000000 = 0 AND e.user IS NULL"), ==, 1);
  g_assert_cmpint (get_satisfaction (fixture, &customer), ==, -1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path WHERE customer IS NULL AND owner IS NULL AND deal IS NULL"), ==, 1);
  crm_change_set_integer (crm_edit_update (open, &crm_kind_survey, &survey), CRM_SURVEY_ANONYMOUS, 0);
  assert_refused (fixture, open);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 0);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 1);
}

static CrmId
invite (Fixture *fixture, const CrmId *survey, const CrmId *customer)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_invitation, NULL);
  CrmId id = change->id;

  crm_change_set_id (change, CRM_INVITATION_SURVEY, survey);
  crm_change_set_id (change, CRM_INVITATION_CUSTOMER, customer);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
test_invitations (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), secret = make_survey (fixture, "Canteen", TRUE), customer = make_customer (fixture, "Harbour Office");
  CrmId invitation = invite (fixture, &survey, &customer), anonymous = invite (fixture, &secret, &customer);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, "paper", FALSE, NOW);
  CrmSurveyWho who = { .customer = &customer, .invitation = &invitation };
  g_autoptr (CrmEdit) edit = NULL, mark = crm_edit_new ("Mark", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;

  crm_survey_answers_set_value (crm_survey_sheet_get_answers (sheet), get (form, 0), CRM_ANSWER_PART_NONE, 10 * CRM_DECIMAL_ONE);
  edit = crm_survey_sheet_make_edit (sheet, &who, NOW, TRUE, NULL, NULL);
  crm_edit_result_free (apply (fixture, edit));
  record = find (fixture, &crm_kind_invitation, &invitation);
  g_assert_cmpstr (crm_record_get_text (record, CRM_INVITATION_STATE), ==, "answered");
  crm_change_set_text (crm_edit_update (mark, &crm_kind_invitation, &anonymous), CRM_INVITATION_STATE, "answered");
  assert_refused (fixture, mark);
}

static void
test_wrong_answers (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), other = make_survey (fixture, "Other", FALSE), response;
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey), elsewhere = read_form (fixture, &other);
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, "interview", FALSE, NOW);
  CrmSurveyAnswers *answers = crm_survey_sheet_get_answers (sheet);
  g_autoptr (CrmEdit) high = new_response_edit (fixture, &survey, NULL, 11, &response), foreign = new_response_edit (fixture, &survey, NULL, 5, &response);
  g_autoptr (GError) empty = NULL, error = NULL;

  assert_refused (fixture, high);
  crm_change_set_id ((CrmChange *)crm_edit_get_change (foreign, 1), CRM_ANSWER_QUESTION, &get (elsewhere, 0)->record->id);
  assert_refused (fixture, foreign);
  g_assert_null (crm_survey_sheet_make_edit (sheet, NULL, NOW, TRUE, NULL, &empty));
  g_assert_error (empty, CRM_ERROR, CRM_ERROR_INVALID);
  crm_survey_answers_set_value (answers, get (form, 0), CRM_ANSWER_PART_NONE, 11 * CRM_DECIMAL_ONE);
  g_assert_true (crm_survey_sheet_find_problem (sheet, &error) == get (form, 0));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_cmpint (crm_survey_sheet_get_score (sheet), ==, -1);
}

static CrmSurveyForm *
make_form_of (Fixture *fixture, CrmQuestionType type, guint n_options)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  CrmId survey = crm_survey_create (edit, "One question", "other", "en", NULL)->id;
  g_autoptr (CrmSurveyForm) form = NULL, with = NULL;
  g_autoptr (CrmSurveyDraft) draft = NULL, more = NULL;

  crm_edit_result_free (apply (fixture, edit));
  form = read_form (fixture, &survey);
  draft = crm_survey_draft_new (form, "Add");
  crm_change_set_integer (crm_survey_draft_add_question (draft, type, NULL, NULL), CRM_QUESTION_REQUIRED, 1);
  apply_draft (fixture, draft);
  with = read_form (fixture, &survey);
  more = crm_survey_draft_new (with, "Options");
  for (guint i = get (with, 0)->options->len; i < n_options; i++)
    crm_survey_draft_add_option (more, get (with, 0), "option", NULL);
  if (n_options > 0)
    crm_change_set_integer (crm_survey_draft_change (more, get (with, 0)->options->pdata[0]), CRM_QUESTION_OPTION_EXCLUSIVE, 1);
  apply_draft (fixture, more);
  return read_form (fixture, &survey);
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmSurveyForm) form = make_form_of (fixture, CRM_QUESTION_TYPE_MULTIPLE, 4);
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (form);
  CrmSurveyQuestion *question = get (form, 0);

  for (guint i = 1; i < 4; i++)
    crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[i], TRUE);
  crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[2], FALSE);
  g_assert_cmpuint (crm_survey_answers_get (answers, question)->len, ==, 2);
  crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[0], TRUE);
  g_assert_cmpuint (crm_survey_answers_get (answers, question)->len, ==, 1);
  crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[3], TRUE);
  g_assert_false (crm_survey_answers_is_chosen (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[0]));
  crm_survey_answers_set_text (answers, question, "  something else ");
  g_assert_cmpstr (crm_survey_answers_get_text (answers, question), ==, "something else");
  g_assert_true (crm_survey_answers_is_chosen (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[3]));
}

static void
test_ranking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmSurveyForm) form = make_form_of (fixture, CRM_QUESTION_TYPE_RANKING, 3);
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (form);
  CrmSurveyQuestion *question = get (form, 0);

  crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[2], TRUE);
  crm_survey_answers_choose (answers, question, CRM_ANSWER_PART_NONE, NULL, question->options->pdata[0], TRUE);
  g_assert_false (crm_survey_answers_check (answers, question, TRUE, NULL));
  crm_survey_answers_rank (answers, question, question->options->pdata[1], 1);
  g_assert_cmpuint (crm_survey_answers_get_rank (answers, question, question->options->pdata[1]), ==, 1);
  g_assert_cmpuint (crm_survey_answers_get_rank (answers, question, question->options->pdata[2]), ==, 2);
  g_assert_cmpuint (crm_survey_answers_get_rank (answers, question, question->options->pdata[0]), ==, 3);
  g_assert_true (crm_survey_answers_check (answers, question, TRUE, NULL));
  crm_survey_answers_rank (answers, question, question->options->pdata[2], 0);
  g_assert_cmpuint (crm_survey_answers_get_rank (answers, question, question->options->pdata[0]), ==, 2);
}

static void
test_pairs_and_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmSurveyForm) pair = make_form_of (fixture, CRM_QUESTION_TYPE_SERVQUAL, 0), matrix = make_form_of (fixture, CRM_QUESTION_TYPE_MATRIX, 2);
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (pair), rows = crm_survey_answers_new (matrix);
  CrmSurveyQuestion *question = get (pair, 0), *grid = get (matrix, 0);

  crm_survey_answers_set_value (answers, question, CRM_ANSWER_PART_EXPECTATION, 6 * CRM_DECIMAL_ONE);
  g_assert_false (crm_survey_answers_check (answers, question, TRUE, NULL));
  crm_survey_answers_set_value (answers, question, CRM_ANSWER_PART_PERCEPTION, CRM_DECIMAL_ONE / 2 + 4 * CRM_DECIMAL_ONE);
  g_assert_false (crm_survey_answers_check (answers, question, TRUE, NULL));
  crm_survey_answers_set_value (answers, question, CRM_ANSWER_PART_PERCEPTION, 4 * CRM_DECIMAL_ONE);
  g_assert_true (crm_survey_answers_check (answers, question, TRUE, NULL));
  crm_survey_answers_choose (rows, grid, CRM_ANSWER_PART_NONE, grid->rows->pdata[0], grid->options->pdata[1], TRUE);
  g_assert_false (crm_survey_answers_is_whole (rows, grid));
  crm_survey_answers_choose (rows, grid, CRM_ANSWER_PART_NONE, grid->rows->pdata[1], grid->options->pdata[1], TRUE);
  crm_survey_answers_choose (rows, grid, CRM_ANSWER_PART_NONE, grid->rows->pdata[1], grid->options->pdata[0], TRUE);
  g_assert_true (crm_survey_answers_is_whole (rows, grid));
  g_assert_cmpuint (crm_survey_answers_get (rows, grid)->len, ==, 2);
}

static gboolean
read_timeline (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmTimelineRequest request = { .customer = *(CrmId *)data, .now = NOW, .style = { .zone = g_time_zone_new_utc () } };
  g_autoptr (GTimeZone) zone = request.style.zone;
  CrmTimeline *timeline = crm_timeline_load (connection, &request, error);

  if (timeline == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return TRUE;
}

static void
test_timeline (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), secret = make_survey (fixture, "Canteen", TRUE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmTimeline) timeline = NULL;

  enter (fixture, &survey, &customer, 7, "It was late.");
  enter (fixture, &secret, &customer, 2, "Too salty");
  timeline = await_boxed (crm_store_read (fixture->store, NULL, read_timeline, &customer, NULL));
  g_assert_cmpuint (timeline->counts[CRM_TIMELINE_SURVEY], ==, 1);
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      CrmTimelineEntry *entry = timeline->entries->pdata[i];

      if (entry->group != CRM_TIMELINE_SURVEY)
        continue;
      g_assert_cmpstr (entry->title, ==, "Answered “After delivery”: 70 of 100");
      g_assert_cmpstr (entry->text, ==, "It was late.");
    }
}

static gboolean
find_surveys (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_survey, NULL, data, CRM_SURVEY_TITLE, FALSE);
  g_autoptr (CrmRanking) ranking = crm_ranking_read_for (connection, query, error);
  g_autoptr (CrmAnswer) answer = ranking != NULL ? crm_answer_read (connection, ranking, query, error) : NULL;

  if (answer == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, answer->n_rows);
  return TRUE;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "man yi du", "满意", "salef", "myd", "nothing" };

  make_survey (fixture, "客户满意度调查", FALSE);
  make_survey (fixture, "After a salefair", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      await_value (crm_store_read (fixture->store, NULL, find_surveys, (gpointer)typed[i], NULL), &value, &error);
      g_assert_no_error (error);
      g_test_message ("%s", typed[i]);
      g_assert_cmpint (g_value_get_int64 (&value), ==, i < 4);
    }
}

static void
test_score (void)
{
  g_assert_cmpint (crm_survey_score (3 * CRM_DECIMAL_ONE, CRM_DECIMAL_ONE, 5 * CRM_DECIMAL_ONE), ==, 50 * CRM_DECIMAL_ONE);
  g_assert_cmpint (crm_survey_score (0, 0, 10 * CRM_DECIMAL_ONE), ==, 0);
  g_assert_cmpint (crm_survey_score (2 * CRM_DECIMAL_ONE, CRM_DECIMAL_ONE, 7 * CRM_DECIMAL_ONE), ==, 16666667);
  g_assert_cmpint (crm_survey_score (11, 0, 10), ==, -1);
  g_assert_cmpint (crm_survey_score (1, 1, 1), ==, -1);
}

static void
test_pack (void)
{
  static const gint64 values[] = { 0, CRM_DECIMAL_ONE, -3 * CRM_DECIMAL_ONE, 123456789, -1, 999999999999 * CRM_DECIMAL_ONE + 999999 };
  g_autoptr (GByteArray) pack = g_byte_array_new ();
  CrmResponseUnpack unpack = { 0 };
  CrmPackedAnswer answer;
  gint64 last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      CrmPackedAnswer one = { .question = 7 + i * 1000 * (i % 2), .option = i, .row = i * 70000, .value = values[i], .has_value = TRUE, .date = (gint32)i * 20260101 / 5, .part = (guint8)i, .has_text = i % 2 };

      crm_response_pack_add (pack, &last, &one);
    }
  unpack = (CrmResponseUnpack){ pack->data, pack->data + pack->len, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_assert_true (crm_response_unpack_next (&unpack, &answer));
      g_assert_cmpint (answer.question, ==, 7 + i * 1000 * (i % 2));
      g_assert_cmpint (answer.option, ==, i);
      g_assert_cmpint (answer.row, ==, i * 70000);
      g_assert_cmpint (answer.value, ==, values[i]);
      g_assert_cmpint (answer.date, ==, (gint32)i * 20260101 / 5);
      g_assert_cmpint (answer.part, ==, i);
      g_assert_cmpint (answer.has_text, ==, i % 2);
    }
  g_assert_false (crm_response_unpack_next (&unpack, &answer));
  /* Cut anywhere it ends, and nothing is read beyond. */
  for (guint length = 0; length < pack->len; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (pack->data, MAX (length, 1));

      unpack = (CrmResponseUnpack){ cut, cut + length, 0 };
      while (crm_response_unpack_next (&unpack, &answer))
        ;
    }
}

#define ADD(path, func) g_test_add ("/response/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("facts-follow-and-go-back", test_facts);
  ADD ("says-who-answered", test_who_answered);
  ADD ("check-derives-anew", test_check_rebuilds);
  ADD ("survey-counts-are-kept-up", test_counts);
  ADD ("anonymous-survey-shows-no-score", test_anonymous_has_no_score);
  ADD ("owner-follows-the-customer", test_owner_follows);
  ADD ("customer-made-in-the-same-edit", test_customer_in_the_same_edit);
  ADD ("anonymous-leads-nowhere", test_anonymous_leads_nowhere);
  ADD ("invitations-are-marked-unless-anonymous", test_invitations);
  ADD ("what-does-not-fit-is-refused", test_wrong_answers);
  ADD ("several-options", test_several);
  ADD ("ranking-makes-room", test_ranking);
  ADD ("pairs-and-rows-are-whole-or-not", test_pairs_and_rows);
  ADD ("timeline-tells-what-was-answered", test_timeline);
  ADD ("surveys-are-found-by-title-and-pinyin", test_search);
  g_test_add_func ("/response/score-lies-between-the-ends", test_score);
  g_test_add_func ("/response/pack-keeps-everything", test_pack);
  return g_test_run ();
}
