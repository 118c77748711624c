/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is invited, who is left alone, and what may be answered. */

#include "core/base/crm-date.h"
#include "core/base/crm-error.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/surveys/crm-survey-invitation.h"
#include "core/surveys/crm-survey-invite.h"
#include "core/surveys/crm-survey-link.h"
#include "tests/surveys/survey-fixture.h"

typedef struct
{
  const CrmId *survey;
  int percent;
  guint32 seed;
  gint64 now;
  const char *token;
  int today;
  const CrmSurveyAfter *after;
} Asking;

static gboolean
read_plan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asking *asking = data;
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT rowid FROM customer", error);
  CrmSurveyInvitePlan *plan;

  while (crm_connection_next (connection, statement, error) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);

      g_array_prepend_val (rowids, rowid);
    }
  plan = crm_survey_invite_plan_read (connection, asking->survey, rowids, asking->after, asking->now, asking->percent, asking->seed, error);
  if (plan == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_INVITE_PLAN);
  g_value_take_boxed (result, plan);
  return TRUE;
}

static CrmSurveyInvitePlan *
plan_after (Fixture *fixture, const CrmId *survey, const CrmSurveyAfter *after, int percent, guint32 seed)
{
  Asking asking = { survey, percent, seed, crm_clock_now (fixture->clock), .after = after };

  return await_boxed (crm_store_read (fixture->store, NULL, read_plan, &asking, NULL));
}

static CrmSurveyInvitePlan *
plan (Fixture *fixture, const CrmId *survey, int percent, guint32 seed)
{
  return plan_after (fixture, survey, NULL, percent, seed);
}

static CrmId
make_willing (Fixture *fixture, const char *name)
{
  CrmId id = make_customer (fixture, name);

  set_text (fixture, &id, CRM_CUSTOMER_CONSENT, "given");
  return id;
}

static void
set_number (Fixture *fixture, const CrmId *survey, guint field, gint64 number)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Set", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_integer (crm_edit_update (edit, &crm_kind_survey, survey), field, number);
  crm_edit_result_free (apply (fixture, edit));
}

static guint
invite (Fixture *fixture, CrmSurveyInvitePlan *invited, gint64 remind_at)
{
  CrmSurveyInviting how = { "mail", CRM_DATE_NONE, remind_at, TRUE };
  g_autoptr (CrmEdit) edit = crm_survey_invite_plan_make_edit (invited, &how, crm_clock_now (fixture->clock));
  g_autoptr (CrmEditResult) result = apply (fixture, edit);

  return result->created;
}

static void
test_left_alone (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), other = make_survey (fixture, "Other", FALSE), gone, answered;
  g_autoptr (CrmSurveyInvitePlan) first = NULL, second = NULL, third = NULL, later = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  set_number (fixture, &survey, CRM_SURVEY_REST_DAYS, 30);
  set_number (fixture, &other, CRM_SURVEY_REST_DAYS, 30);
  make_customer (fixture, "Silent");
  make_willing (fixture, "One");
  make_willing (fixture, "Two");
  gone = make_willing (fixture, "Gone");
  answered = make_willing (fixture, "Answered");
  crm_edit_delete (edit, &crm_kind_customer, &gone);
  crm_edit_result_free (apply (fixture, edit));
  make_response (fixture, &other, &answered, 8);
  first = plan (fixture, &survey, 0, 1);
  g_assert_cmpuint (first->n_asked, ==, 5);
  g_assert_cmpuint (first->customers->len, ==, 2);
  g_assert_cmpuint (first->left_out[CRM_SURVEY_LEFT_OUT_DELETED], ==, 1);
  g_assert_cmpuint (first->left_out[CRM_SURVEY_LEFT_OUT_NO_CONSENT], ==, 1);
  g_assert_cmpuint (first->left_out[CRM_SURVEY_LEFT_OUT_RESTING], ==, 1);
  g_assert_cmpuint (invite (fixture, first, NOW + G_TIME_SPAN_DAY), ==, 4);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM invitation i JOIN task t ON t.id = i.task WHERE length(i.token) = 26"), ==, 2);
  /* The same plan again invites nobody twice. */
  g_assert_cmpuint (invite (fixture, first, 0), ==, 0);
  second = plan (fixture, &survey, 0, 1);
  g_assert_cmpuint (second->customers->len, ==, 0);
  g_assert_cmpuint (second->left_out[CRM_SURVEY_LEFT_OUT_INVITED], ==, 2);
  third = plan (fixture, &other, 0, 1);
  g_assert_cmpuint (third->left_out[CRM_SURVEY_LEFT_OUT_RESTING], ==, 3);
  crm_clock_advance (fixture->clock, 31 * G_TIME_SPAN_DAY);
  later = plan (fixture, &other, 0, 1);
  g_assert_cmpuint (later->customers->len, ==, 3);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyInvitePlan) first = NULL, again = NULL, other = NULL, all = NULL;

  for (guint i = 0; i < 40; i++)
    make_willing (fixture, "Somebody");
  first = plan (fixture, &survey, 25, 7);
  again = plan (fixture, &survey, 25, 7);
  other = plan (fixture, &survey, 25, 8);
  all = plan (fixture, &survey, 0, 7);
  g_assert_cmpuint (first->customers->len, ==, 10);
  g_assert_cmpuint (first->left_out[CRM_SURVEY_LEFT_OUT_SAMPLE], ==, 30);
  g_assert_cmpmem (first->customers->data, 10 * sizeof (CrmId), again->customers->data, 10 * sizeof (CrmId));
  g_assert_true (memcmp (first->customers->data, other->customers->data, 10 * sizeof (CrmId)) != 0);
  g_assert_cmpuint (all->customers->len, ==, 40);
}

static gboolean
read_only_invitation (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM invitation", crm_kind_get_columns (&crm_kind_invitation));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  g_assert_cmpint (crm_connection_next (connection, statement, error), ==, 1);
  g_value_init (result, CRM_TYPE_RECORD);
  g_value_take_boxed (result, crm_statement_read_record (statement, &crm_kind_invitation));
  g_assert_cmpint (crm_connection_next (connection, statement, error), ==, 0);
  return TRUE;
}

/* The one invitation there is. */
static CrmRecord *
get_invitation (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, read_only_invitation, NULL, NULL));
}

static void
mark (Fixture *fixture, const char *state)
{
  g_autoptr (CrmRecord) invitation = get_invitation (fixture);
  g_autoptr (CrmEdit) edit = crm_survey_invitation_new_state_edit (invitation, state);

  crm_edit_result_free (apply (fixture, edit));
}

static void
do_task (Fixture *fixture, const CrmId *customer, const char *kind, gint64 at)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Task", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_id (task, CRM_TASK_CUSTOMER, customer);
  crm_change_set_text (task, CRM_TASK_TITLE, "See them");
  crm_change_set_text (task, CRM_TASK_KIND, kind);
  crm_change_set_integer (task, CRM_TASK_DONE_AT, at);
  crm_edit_result_free (apply (fixture, edit));
}

static CrmId
win_deal (Fixture *fixture, const CrmId *customer, const char *title, gint64 at)
{
  g_autoptr (GPtrArray) pipelines = await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
  g_autoptr (CrmEdit) edit = crm_edit_new ("Win", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *deal = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmId id = deal->id;

  crm_change_set_id (deal, CRM_DEAL_CUSTOMER, customer);
  crm_change_set_text (deal, CRM_DEAL_TITLE, title);
  crm_change_set_id (deal, CRM_DEAL_PIPELINE, &((CrmPipeline *)pipelines->pdata[0])->record->id);
  crm_change_set_id (deal, CRM_DEAL_STAGE, &crm_pipeline_find_stage_by_name (pipelines->pdata[0], "Won")->id);
  crm_change_set_integer (deal, CRM_DEAL_CLOSED_AT, at);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
test_after_deals (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After a sale", FALSE), one = make_willing (fixture, "One"), two = make_willing (fixture, "Two"), silent = make_customer (fixture, "Silent");
  const CrmSurveyAfter week = { .occasion = "deal_won", .since = NOW - 7 * G_TIME_SPAN_DAY, .until = NOW };
  g_autoptr (CrmSurveyInvitePlan) first = NULL, again = NULL, next = NULL;
  g_autoptr (CrmEdit) pipeline = crm_edit_new ("New pipeline", CRM_EDIT_ORIGIN_PERSON);
  CrmId latest;

  crm_pipeline_create_usual (pipeline, NULL);
  crm_edit_result_free (apply (fixture, pipeline));
  make_willing (fixture, "Bought nothing");
  win_deal (fixture, &one, "Old", NOW - 3 * G_TIME_SPAN_DAY);
  latest = win_deal (fixture, &one, "New", NOW - G_TIME_SPAN_DAY);
  win_deal (fixture, &two, "Long ago", NOW - 8 * G_TIME_SPAN_DAY);
  win_deal (fixture, &two, "Not yet", NOW);
  win_deal (fixture, &silent, "Quiet", NOW - G_TIME_SPAN_DAY);
  first = plan_after (fixture, &survey, &week, 0, 1);
  g_assert_cmpuint (first->n_asked, ==, 2);
  g_assert_cmpuint (first->customers->len, ==, 1);
  g_assert_cmpuint (first->left_out[CRM_SURVEY_LEFT_OUT_NO_CONSENT], ==, 1);
  g_assert_true (crm_id_equal (&g_array_index (first->deals, CrmId, 0), &latest));
  g_assert_cmpuint (invite (fixture, first, 0), ==, 1);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM invitation i JOIN deal d ON d.id = i.deal WHERE d.title = 'New'"), ==, 1);
  /* However it ended, nobody is asked about one deal twice; about the next one they are. */
  mark (fixture, "declined");
  again = plan_after (fixture, &survey, &week, 0, 1);
  g_assert_cmpuint (again->customers->len, ==, 0);
  g_assert_cmpuint (again->left_out[CRM_SURVEY_LEFT_OUT_INVITED], ==, 1);
  win_deal (fixture, &one, "Newest", NOW - G_TIME_SPAN_HOUR);
  next = plan_after (fixture, &survey, &week, 0, 1);
  g_assert_cmpuint (next->customers->len, ==, 1);
}

static void
test_after_tasks (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After a visit", FALSE), one = make_willing (fixture, "One"), two = make_willing (fixture, "Two");
  const CrmSurveyAfter visits = { "task_done", "visit", NOW - 7 * G_TIME_SPAN_DAY, NOW }, any = { "task_done", NULL, NOW - 7 * G_TIME_SPAN_DAY, NOW };
  g_autoptr (CrmSurveyInvitePlan) seen = NULL, met = NULL, rested = NULL;

  do_task (fixture, &one, "visit", NOW - G_TIME_SPAN_DAY);
  do_task (fixture, &two, "call", NOW - G_TIME_SPAN_DAY);
  do_task (fixture, &two, "visit", NOW - 9 * G_TIME_SPAN_DAY);
  seen = plan_after (fixture, &survey, &visits, 0, 1);
  g_assert_cmpuint (seen->n_asked, ==, 1);
  g_assert_true (crm_id_equal (&g_array_index (seen->customers, CrmId, 0), &one));
  g_assert_true (crm_id_is_nil (&g_array_index (seen->deals, CrmId, 0)));
  met = plan_after (fixture, &survey, &any, 0, 1);
  g_assert_cmpuint (met->customers->len, ==, 2);
  set_number (fixture, &survey, CRM_SURVEY_REST_DAYS, 30);
  make_response (fixture, &survey, &two, 8);
  rested = plan_after (fixture, &survey, &any, 50, 1);
  g_assert_cmpuint (rested->left_out[CRM_SURVEY_LEFT_OUT_RESTING], ==, 1);
  g_assert_cmpuint (rested->customers->len, ==, 1);
}

static gboolean
read_invitation (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asking *asking = data;
  CrmRecord *record = crm_survey_find_invitation (connection, asking->token, asking->today, error);

  if (record == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_RECORD);
  g_value_take_boxed (result, record);
  return TRUE;
}

static int
find_code (Fixture *fixture, const char *token, int today)
{
  Asking asking = { .token = token, .today = today };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_invitation, &asking, NULL), &value, &error);
  g_assert_true (error == NULL || error->domain == CRM_ERROR);
  return error != NULL ? error->code : -1;
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_willing (fixture, "One");
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  CrmSurveyInviting how = { "file", crm_date_make (2027, 1, 31), 0, TRUE };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON), answer = crm_edit_new ("Answer", CRM_EDIT_ORIGIN_PERSON), closing = NULL;
  CrmChange *change = crm_survey_add_invitation (edit, form, &customer, &how, NOW);
  g_autofree char *token = g_strdup (crm_change_get (change, CRM_INVITATION_TOKEN)->text), *shouted = g_ascii_strup (token, -1), *spaced = g_strdup_printf (" %.8s %s\n", token, token + 8), *one = crm_survey_make_token (), *two = crm_survey_make_token ();

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpuint (strspn (one, "abcdefghijklmnopqrstuvwxyz234567"), ==, CRM_SURVEY_TOKEN_LENGTH);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (find_code (fixture, token, crm_date_make (2027, 1, 31)), ==, -1);
  g_assert_cmpint (find_code (fixture, shouted, 0), ==, -1);
  g_assert_cmpint (find_code (fixture, spaced, 0), ==, -1);
  g_assert_cmpint (find_code (fixture, token, crm_date_make (2027, 2, 1)), ==, CRM_ERROR_INVALID);
  g_assert_cmpint (find_code (fixture, one, 0), ==, CRM_ERROR_NOT_FOUND);
  g_assert_cmpint (find_code (fixture, "", 0), ==, CRM_ERROR_NOT_FOUND);
  closing = crm_survey_form_new_status (form, "Close", "closed");
  crm_edit_result_free (apply (fixture, closing));
  g_assert_cmpint (find_code (fixture, token, 0), ==, CRM_ERROR_INVALID);
  crm_change_set_text (crm_edit_update (answer, &crm_kind_invitation, &change->id), CRM_INVITATION_STATE, "answered");
  crm_edit_result_free (apply (fixture, answer));
  g_assert_cmpint (find_code (fixture, token, 0), ==, CRM_ERROR_CONFLICT);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_willing (fixture, "One");
  g_autoptr (CrmSurveyInvitePlan) first = plan (fixture, &survey, 0, 1), second = NULL;
  g_autoptr (CrmRecord) invitation = NULL, declined = NULL, record = find (fixture, &crm_kind_customer, &customer);
  g_autoptr (CrmEdit) reminder = crm_edit_new ("Remind", CRM_EDIT_ORIGIN_PERSON);

  invite (fixture, first, 0);
  invitation = get_invitation (fixture);
  g_assert_true (crm_survey_invitation_is_waiting (invitation));
  crm_survey_add_reminder (reminder, first->form->survey, record, NOW + G_TIME_SPAN_DAY, crm_edit_update (reminder, &crm_kind_invitation, &invitation->id));
  crm_edit_result_free (apply (fixture, reminder));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM invitation i JOIN task t ON t.id = i.task JOIN customer c ON c.id = t.customer WHERE t.title LIKE '%After delivery%' AND t.assignee IS c.owner"), ==, 1);
  mark (fixture, "declined");
  declined = get_invitation (fixture);
  g_assert_false (crm_survey_invitation_is_waiting (declined));
  second = plan (fixture, &survey, 0, 1);
  g_assert_cmpuint (second->left_out[CRM_SURVEY_LEFT_OUT_INVITED], ==, 0);
}

static gboolean
count_occasions (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asking *asking = data;
  g_autoptr (GPtrArray) occasions = crm_survey_occasions_read (connection, asking->now - G_TIME_SPAN_DAY * 14, asking->now, error);

  if (occasions == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, occasions->len);
  return TRUE;
}

static gint64
get_occasions (Fixture *fixture)
{
  Asking asking = { .now = crm_clock_now (fixture->clock) };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, count_occasions, &asking, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static void
test_occasions (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After a visit", FALSE), willing = make_willing (fixture, "One"), silent = make_customer (fixture, "Silent");
  const CrmId *customers[] = { &willing, &silent };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Occasion", CRM_EDIT_ORIGIN_PERSON), tasks = crm_edit_new ("Tasks", CRM_EDIT_ORIGIN_PERSON), invited = crm_edit_new ("Invite", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmSurveyForm) form = NULL;
  CrmSurveyInviting how = { "mail", CRM_DATE_NONE, 0, TRUE };
  CrmChange *change = crm_edit_update (edit, &crm_kind_survey, &survey);

  crm_change_set_text (change, CRM_SURVEY_OCCASION, "task_done");
  crm_change_set_text (change, CRM_SURVEY_OCCASION_KIND, "visit");
  crm_edit_result_free (apply (fixture, edit));
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    for (guint j = 0; j < 2; j++)
      {
        change = crm_edit_create (tasks, &crm_kind_task, NULL);
        crm_change_set_id (change, CRM_TASK_CUSTOMER, customers[i]);
        crm_change_set_text (change, CRM_TASK_TITLE, "See them");
        crm_change_set_text (change, CRM_TASK_KIND, j == 0 ? "visit" : "call");
        crm_change_set_integer (change, CRM_TASK_DONE_AT, NOW - G_TIME_SPAN_HOUR);
      }
  crm_edit_result_free (apply (fixture, tasks));
  g_assert_cmpint (get_occasions (fixture), ==, 1);
  form = read_form (fixture, &survey);
  crm_survey_add_invitation (invited, form, &willing, &how, NOW);
  crm_edit_result_free (apply (fixture, invited));
  g_assert_cmpint (get_occasions (fixture), ==, 0);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *server;
    const char *token;
    const char *link;
  } rows[] = {
    { NULL, "abc", NULL },
    { "", "abc", NULL },
    { "https://crm.example.com", NULL, NULL },
    { "https://crm.example.com/", "abc", "https://crm.example.com/s/abc" },
    { "https://crm.example.com:8443#pin=00ff", "abc", "https://crm.example.com:8443/s/abc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *link = crm_survey_make_link (rows[i].server, rows[i].token);

      g_assert_cmpstr (link, ==, rows[i].link);
    }
}

#define ADD(path, func) g_test_add ("/survey-invite/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("who-is-left-alone", test_left_alone);
  ADD ("sample-is-drawn-by-its-seed", test_sample);
  ADD ("after-a-deal-was-won", test_after_deals);
  ADD ("after-a-task-was-done", test_after_tasks);
  ADD ("marked-and-reminded-of-by-hand", test_by_hand);
  ADD ("tokens-say-what-may-be-answered", test_tokens);
  ADD ("occasions-are-proposed", test_occasions);
  ADD ("links-lead-to-the-server", test_links);
  return g_test_run ();
}
