/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda: what belongs to today, to whom, and in what order. */

#include "core/agenda/crm-agenda.h"
#include "core/base/crm-date-time.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/store/store-fixture.h"
#include "tests/surveys/survey-fixture.h"

#define HOUR G_TIME_SPAN_HOUR
#define DAY  G_TIME_SPAN_DAY

/* The fixture's clock: Monday 21 September 2026, 22:13 in Shanghai. */
#define TODAY 20260921

static CrmId
create (Fixture *fixture, const CrmKind *kind, guint field, const char *text, guint number_field, gint64 number)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Create", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, kind, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, field, text);
  if (number != 0)
    crm_change_set_integer (change, number_field, number);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

/* A task at @due; without @has_time, of the day of @due. */
static CrmId
make_task (Fixture *fixture, const char *title, const CrmId *customer, const CrmId *assignee, gint64 due, gboolean has_time)
{
  GTimeZone *zone = crm_clock_get_zone (fixture->clock);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, title);
  if (customer != NULL)
    crm_change_set_id (change, CRM_TASK_CUSTOMER, customer);
  if (assignee != NULL)
    crm_change_set_id (change, CRM_TASK_ASSIGNEE, assignee);
  crm_change_set_integer (change, CRM_TASK_DUE, has_time ? due : crm_date_time_from_local (crm_date_time_to_local (due, zone, NULL), 0, zone));
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
change_record (Fixture *fixture, const CrmKind *kind, const CrmId *id, guint field, gint64 number)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_integer (crm_edit_update (edit, kind, id), field, number);
  crm_edit_result_free (apply (fixture, edit));
}

static void
delete_record (Fixture *fixture, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, kind, id);
  crm_edit_result_free (apply (fixture, edit));
}

static CrmAgenda *
read_agenda (Fixture *fixture, const CrmId *user, guint n_items)
{
  CrmAgendaQuestion question = { NOW, crm_clock_get_zone (fixture->clock), { { 0 } }, { 0 }, 7, 14 };

  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    question.n_items[i] = n_items;

  if (user != NULL)
    question.user = *user;
  return await_boxed (crm_store_read (fixture->store, NULL, crm_agenda_read_into, &question, NULL));
}

/* The titles of a section, or for customers and people their names, in its order. */
static void
assert_section (CrmAgenda *agenda, CrmAgendaSection section, const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  GPtrArray *items = agenda->items[section];

  for (guint i = 0; i < items->len; i++)
    {
      const CrmAgendaItem *item = items->pdata[i];
      const char *title = section == CRM_AGENDA_ANSWERS ? item->customer_name : crm_record_get_text (item->record, (guint)item->record->kind->title);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Lotus Trading"), gone = make_customer (fixture, "Gone Ltd"), done;
  g_autoptr (CrmAgenda) agenda = NULL;

  make_task (fixture, "An hour ago", &customer, NULL, NOW - HOUR, TRUE);
  make_task (fixture, "Some day today", &customer, NULL, NOW - HOUR, FALSE);
  make_task (fixture, "In an hour", &customer, NULL, NOW + HOUR, TRUE);
  make_task (fixture, "Yesterday", &customer, NULL, NOW - DAY, FALSE);
  make_task (fixture, "Of nobody", NULL, NULL, NOW + 3 * DAY, FALSE);
  make_task (fixture, "Tomorrow", &customer, NULL, NOW + 3 * HOUR, TRUE);
  make_task (fixture, "In a week", &customer, NULL, NOW + 7 * DAY, FALSE);
  make_task (fixture, "In eight days", &customer, NULL, NOW + 8 * DAY, FALSE);
  make_task (fixture, "At another", &gone, NULL, NOW - DAY, FALSE);
  done = make_task (fixture, "Done", &customer, NULL, NOW - DAY, FALSE);
  change_record (fixture, &crm_kind_task, &done, CRM_TASK_DONE_AT, NOW);
  delete_record (fixture, &crm_kind_customer, &gone);

  agenda = read_agenda (fixture, NULL, 10);
  g_assert_cmpint (agenda->today, ==, TODAY);
  assert_section (agenda, CRM_AGENDA_OVERDUE, "Yesterday, An hour ago");
  assert_section (agenda, CRM_AGENDA_DUE, "Some day today, In an hour");
  assert_section (agenda, CRM_AGENDA_PLANNED, "Tomorrow, Of nobody, In a week");
  g_assert_cmpstr (((CrmAgendaItem *)agenda->items[CRM_AGENDA_DUE]->pdata[0])->customer_name, ==, "Lotus Trading");
  g_assert_cmpint (((CrmAgendaItem *)agenda->items[CRM_AGENDA_PLANNED]->pdata[0])->day, ==, 20260922);
}

static void
test_counts_all_reads_some (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmAgenda) agenda = NULL;

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *title = g_strdup_printf ("Task %d", i);

      make_task (fixture, title, NULL, NULL, NOW - DAY - i * HOUR, TRUE);
    }
  agenda = read_agenda (fixture, NULL, 3);
  g_assert_cmpuint (agenda->n_total[CRM_AGENDA_OVERDUE], ==, 7);
  assert_section (agenda, CRM_AGENDA_OVERDUE, "Task 6, Task 5, Task 4");
}

static void
test_whose (Fixture *fixture, gconstpointer data)
{
  CrmId anna = create (fixture, &crm_kind_user, CRM_USER_NAME, "Anna", 0, 0), boris = create (fixture, &crm_kind_user, CRM_USER_NAME, "Boris", 0, 0);
  g_autoptr (CrmAgenda) hers = NULL;
  g_autoptr (CrmAgenda) all = NULL;

  make_task (fixture, "Hers", NULL, &anna, NOW - 3 * DAY, FALSE);
  make_task (fixture, "His", NULL, &boris, NOW - 2 * DAY, FALSE);
  make_task (fixture, "Nobody's", NULL, NULL, NOW - DAY, FALSE);
  hers = read_agenda (fixture, &anna, 10);
  all = read_agenda (fixture, NULL, 10);
  assert_section (hers, CRM_AGENDA_OVERDUE, "Hers, Nobody's");
  g_assert_cmpuint (hers->n_total[CRM_AGENDA_OVERDUE], ==, 2);
  assert_section (all, CRM_AGENDA_OVERDUE, "Hers, His, Nobody's");
  g_assert_cmpstr (((CrmAgendaItem *)all->items[CRM_AGENDA_OVERDUE]->pdata[1])->who, ==, "Boris");
}

static CrmId
make_deal (Fixture *fixture, const CrmId *customer, const char *title, gint64 step, gint64 stay, CrmDate expected)
{
  g_autoptr (GPtrArray) pipelines = await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
  CrmPipeline *pipeline = pipelines->pdata[0];
  CrmRecord *stage = crm_pipeline_find_stage_by_name (pipeline, "Qualified");
  g_autoptr (CrmEdit) edit = crm_edit_new ("New deal", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmId id = change->id;

  g_assert_cmpint (crm_record_get_integer (stage, CRM_STAGE_DAY_LIMIT, 0), >, 0);
  crm_change_set_text (change, CRM_DEAL_TITLE, title);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &pipeline->record->id);
  crm_change_set_id (change, CRM_DEAL_STAGE, &stage->id);
  crm_change_set_integer (change, CRM_DEAL_STAGE_SINCE, NOW - stay);
  if (expected != CRM_DATE_NONE)
    crm_change_set_integer (change, CRM_DEAL_EXPECTED_CLOSE, expected);
  if (step != 0)
    {
      CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);

      crm_change_set_id (task, CRM_TASK_CUSTOMER, customer);
      crm_change_set_id (task, CRM_TASK_DEAL, &id);
      crm_change_set_text (task, CRM_TASK_TITLE, "Call");
      crm_change_set_text (task, CRM_TASK_KIND, "call");
      crm_change_set_integer (task, CRM_TASK_DUE, NOW + step);
    }
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
test_deals (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Lotus Trading"), gone = make_customer (fixture, "Gone Ltd");
  g_autoptr (CrmEdit) edit = crm_edit_new ("New pipeline", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GPtrArray) pipelines = NULL;
  static const guint ranks[] = { 0, 1, 1, 2 };
  g_autoptr (CrmAgenda) agenda = NULL;
  gint64 limit;

  crm_pipeline_create_usual (edit, NULL);
  crm_edit_result_free (apply (fixture, edit));
  pipelines = await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
  limit = crm_record_get_integer (crm_pipeline_find_stage_by_name (pipelines->pdata[0], "Qualified"), CRM_STAGE_DAY_LIMIT, 0);

  make_deal (fixture, &customer, "Going well", 3 * DAY, DAY, 20261001);
  make_deal (fixture, &customer, "At its limit", 3 * DAY, (limit + 1) * DAY - 1, 20261001);
  make_deal (fixture, &customer, "Over it", 3 * DAY, (limit + 1) * DAY, 20261001);
  make_deal (fixture, &customer, "No step, later", 0, DAY, 20261101);
  make_deal (fixture, &customer, "No step, sooner", 0, DAY, 20261001);
  make_deal (fixture, &customer, "Step overdue", -2 * DAY, DAY, CRM_DATE_NONE);
  make_deal (fixture, &gone, "Of a deleted customer", 0, DAY, 20261001);
  delete_record (fixture, &crm_kind_customer, &gone);

  agenda = read_agenda (fixture, NULL, 10);
  assert_section (agenda, CRM_AGENDA_DEALS, "Step overdue, No step, sooner, No step, later, Over it");
  g_assert_cmpuint (agenda->n_total[CRM_AGENDA_DEALS], ==, 4);
  /* In the order, and by the measure, that the board has. */
  for (guint i = 0; i < agenda->items[CRM_AGENDA_DEALS]->len; i++)
    {
      const CrmAgendaItem *item = agenda->items[CRM_AGENDA_DEALS]->pdata[i];

      g_assert_cmpuint (crm_deal_attention_rank (&item->attention), ==, ranks[i]);
      g_assert_cmpstr (item->title, ==, "Qualified");
    }
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  CrmId open_survey = make_survey (fixture, "After delivery", FALSE), hidden = make_survey (fixture, "Anonymous", TRUE);
  CrmId unhappy = make_customer (fixture, "Unhappy"), happy = make_customer (fixture, "Happy"), old = make_customer (fixture, "Long ago");
  g_autoptr (CrmAgenda) agenda = NULL;
  CrmId response;

  change_record (fixture, &crm_kind_survey, &open_survey, CRM_SURVEY_THRESHOLD, 50 * CRM_DECIMAL_ONE);
  change_record (fixture, &crm_kind_survey, &hidden, CRM_SURVEY_THRESHOLD, 50 * CRM_DECIMAL_ONE);
  make_response (fixture, &open_survey, &unhappy, 2);
  make_response (fixture, &open_survey, &happy, 9);
  make_response (fixture, &hidden, NULL, 1);
  response = make_response (fixture, &open_survey, &old, 1);
  change_record (fixture, &crm_kind_response, &response, CRM_RESPONSE_ANSWERED_AT, NOW - 15 * DAY);

  agenda = read_agenda (fixture, NULL, 10);
  assert_section (agenda, CRM_AGENDA_ANSWERS, "Unhappy");
  g_assert_cmpuint (agenda->n_total[CRM_AGENDA_ANSWERS], ==, 1);
}

static void
test_birthdays (Fixture *fixture, gconstpointer data)
{
  CrmId company = make_customer (fixture, "Lotus Trading"), lin;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Role", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmAgenda) agenda = NULL;
  CrmChange *role;
  CrmAgendaItem *item;

  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "In a week", CRM_CUSTOMER_BIRTHDAY, 19900928);
  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "Today", CRM_CUSTOMER_BIRTHDAY, 19800921);
  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "No year", CRM_CUSTOMER_BIRTHDAY, 922);
  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "Yesterday", CRM_CUSTOMER_BIRTHDAY, 19800920);
  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "In eight days", CRM_CUSTOMER_BIRTHDAY, 19800929);
  lin = create (fixture, &crm_kind_person, CRM_PERSON_NAME, "林小雨", CRM_PERSON_BIRTHDAY, 19910921);
  create (fixture, &crm_kind_person, CRM_PERSON_NAME, "Nowhere", CRM_PERSON_BIRTHDAY, 19910921);
  role = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, &company);
  crm_change_set_id (role, CRM_ROLE_PERSON, &lin);
  crm_edit_result_free (apply (fixture, edit));

  agenda = read_agenda (fixture, NULL, 10);
  assert_section (agenda, CRM_AGENDA_BIRTHDAYS, "Today, 林小雨, No year, In a week");
  item = agenda->items[CRM_AGENDA_BIRTHDAYS]->pdata[1];
  g_assert_cmpstr (item->customer_name, ==, "Lotus Trading");
  g_assert_true (crm_id_equal (&item->customer, &company));
  g_assert_cmpint (item->age, ==, 35);
  g_assert_cmpint (item->day, ==, TODAY);
  item = agenda->items[CRM_AGENDA_BIRTHDAYS]->pdata[2];
  g_assert_cmpint (item->age, ==, 0);
  g_assert_cmpint (item->day, ==, 20260922);
}

/* Who was born on 29 February has a birthday in every year. */
static void
test_leap_day (Fixture *fixture, gconstpointer data)
{
  CrmAgendaQuestion question = { 0, crm_clock_get_zone (fixture->clock), { { 0 } }, { [CRM_AGENDA_BIRTHDAYS] = 10 }, 1, 1 };
  static const struct
  {
    CrmDate today;
    guint n;
  } cases[] = {
    { 20270227, 2 }, /* that of the 28th, and of the 29th kept on it */
    { 20280227, 1 },
    { 20280229, 1 },
    { 20270301, 0 },
  };

  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "28th", CRM_CUSTOMER_BIRTHDAY, 19810228);
  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "29th", CRM_CUSTOMER_BIRTHDAY, 19800229);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmAgenda) agenda = NULL;

      question.now = crm_date_time_from_local (cases[i].today, 12 * 3600, question.zone);
      agenda = await_boxed (crm_store_read (fixture->store, NULL, crm_agenda_read_into, &question, NULL));
      g_test_message ("%d", cases[i].today);
      g_assert_cmpuint (agenda->n_total[CRM_AGENDA_BIRTHDAYS], ==, cases[i].n);
      g_assert_cmpuint (agenda->items[CRM_AGENDA_BIRTHDAYS]->len, ==, cases[i].n);
    }
}

static void
make_talk (Fixture *fixture, const CrmId *customer, const CrmId *person, const char *kind)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  if (person != NULL)
    crm_change_set_id (change, CRM_INTERACTION_PERSON, person);
  crm_change_set_text (change, CRM_INTERACTION_KIND, kind);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, "Talked");
  crm_change_set_integer (change, CRM_INTERACTION_AT, NOW + 1);
  crm_edit_result_free (apply (fixture, edit));
}

/* What somebody has seen to asks for nobody any more; a note alone is not enough. */
static void
test_seen_to (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  CrmId called = make_customer (fixture, "Called"), planned = make_customer (fixture, "Planned"), noted = make_customer (fixture, "Noted");
  CrmId wished = create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "Wished", CRM_CUSTOMER_BIRTHDAY, 19800921);
  g_autoptr (CrmAgenda) agenda = NULL;

  create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "Not yet", CRM_CUSTOMER_BIRTHDAY, 19800921);
  change_record (fixture, &crm_kind_survey, &survey, CRM_SURVEY_THRESHOLD, 50 * CRM_DECIMAL_ONE);
  make_response (fixture, &survey, &called, 1);
  make_response (fixture, &survey, &planned, 1);
  make_response (fixture, &survey, &noted, 1);
  make_talk (fixture, &called, NULL, "call");
  make_talk (fixture, &noted, NULL, "note");
  make_talk (fixture, &wished, NULL, "message");
  make_task (fixture, "Call back", &planned, NULL, NOW + DAY, FALSE);

  agenda = read_agenda (fixture, NULL, 10);
  assert_section (agenda, CRM_AGENDA_ANSWERS, "Noted");
  assert_section (agenda, CRM_AGENDA_BIRTHDAYS, "Not yet");
  g_assert_cmpuint (agenda->n_total[CRM_AGENDA_BIRTHDAYS], ==, 1);
}

static void
test_phone (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Lotus Trading"), without = make_customer (fixture, "No number");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Number", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *point = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  g_autoptr (CrmAgenda) agenda = NULL;

  crm_change_set_id (point, CRM_CONTACT_POINT_CUSTOMER, &customer);
  crm_change_set_text (point, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (point, CRM_CONTACT_POINT_VALUE, "+86 21 5550 0101");
  crm_edit_result_free (apply (fixture, edit));
  make_task (fixture, "Call", &customer, NULL, NOW, FALSE);
  make_task (fixture, "Write", &without, NULL, NOW, FALSE);

  agenda = read_agenda (fixture, NULL, 10);
  g_assert_cmpstr (((CrmAgendaItem *)agenda->items[CRM_AGENDA_DUE]->pdata[0])->phone, ==, "+86 21 5550 0101");
  g_assert_null (((CrmAgendaItem *)agenda->items[CRM_AGENDA_DUE]->pdata[1])->phone);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmAgenda) agenda = read_agenda (fixture, NULL, 10);

  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    {
      g_assert_cmpuint (agenda->n_total[i], ==, 0);
      g_assert_cmpuint (agenda->items[i]->len, ==, 0);
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/agenda/nothing", test_empty);
  ADD ("/agenda/tasks-by-when-they-are-due", test_tasks);
  ADD ("/agenda/counts-all-and-reads-some", test_counts_all_reads_some);
  ADD ("/agenda/whose", test_whose);
  ADD ("/agenda/deals-that-stand-still", test_deals);
  ADD ("/agenda/unhappy-answers", test_answers);
  ADD ("/agenda/birthdays", test_birthdays);
  ADD ("/agenda/seen-to", test_seen_to);
  ADD ("/agenda/whom-to-call", test_phone);
  ADD ("/agenda/leap-day", test_leap_day);
  return g_test_run ();
}
