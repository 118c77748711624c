/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar: what stands on which day, what comes back, and what moving means. */

#include "core/agenda/crm-calendar.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/store/store-fixture.h"

#define HOUR G_TIME_SPAN_HOUR

/* The fixture's clock: Monday 21 September 2026, 22:13 in Shanghai. */
#define TODAY 20260921

static gint64
at (Fixture *fixture, CrmDate day, int hour)
{
  return crm_date_time_from_local (day, hour * 3600, crm_clock_get_zone (fixture->clock));
}

/* @hour -1: of the whole day. */
static CrmId
make_task (Fixture *fixture, const char *title, const CrmId *customer, CrmDate day, int hour, const char *repeat)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, title);
  if (customer != NULL)
    crm_change_set_id (change, CRM_TASK_CUSTOMER, customer);
  crm_change_set_integer (change, CRM_TASK_DUE, at (fixture, day, MAX (hour, 0)));
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, hour >= 0);
  crm_change_set_text (change, CRM_TASK_REPEAT, repeat);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
make_talk (Fixture *fixture, const char *kind, const char *text, const CrmId *customer, gint64 when)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_text (change, CRM_INTERACTION_KIND, kind);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_integer (change, CRM_INTERACTION_AT, when);
  crm_change_set_integer (change, CRM_INTERACTION_MINUTES, 45);
  crm_edit_result_free (apply (fixture, edit));
}

static void
set_integer (Fixture *fixture, const CrmKind *kind, const CrmId *id, guint field, gint64 number)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_integer (crm_edit_update (edit, kind, id), field, number);
  crm_edit_result_free (apply (fixture, edit));
}

static CrmCalendar *
read_days (Fixture *fixture, CrmDate from, CrmDate to)
{
  CrmCalendarQuestion question = { from, to, NOW, crm_clock_get_zone (fixture->clock), { { 0 } } };

  return await_boxed (crm_store_read (fixture->store, NULL, crm_calendar_read_into, &question, NULL));
}

/* "day minute kind title", a line each. */
static void
assert_calendar (const CrmCalendar *calendar, const char *expected)
{
  static const char *const kinds[] = { "task", "coming", "meeting", "birthday" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < calendar->entries->len; i++)
    {
      const CrmCalendarEntry *entry = calendar->entries->pdata[i];
      const char *title = entry->kind == CRM_CALENDAR_MEETING ? crm_record_get_text (entry->record, CRM_INTERACTION_TEXT) : crm_record_get_title (entry->record);

      g_string_append_printf (text, "%d %d %s %s\n", entry->day, entry->minute, kinds[entry->kind], title);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Lotus"), gone = make_customer (fixture, "Gone"), done;
  g_autoptr (CrmCalendar) calendar = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  guint n;

  make_task (fixture, "Before", &customer, 20260920, 23, NULL);
  make_task (fixture, "Late", &customer, 20260921, 15, NULL);
  make_task (fixture, "Some time", &customer, 20260921, -1, NULL);
  done = make_task (fixture, "Early", NULL, 20260921, 9, NULL);
  make_task (fixture, "After", &customer, 20260923, 0, NULL);
  make_task (fixture, "At another", &gone, 20260922, 9, NULL);
  make_talk (fixture, "visit", "Saw them", &customer, at (fixture, 20260922, 10));
  make_talk (fixture, "call", "Talked", &customer, at (fixture, 20260922, 11));
  set_integer (fixture, &crm_kind_task, &done, CRM_TASK_DONE_AT, NOW);
  set_integer (fixture, &crm_kind_customer, &customer, CRM_CUSTOMER_BIRTHDAY, 19860922);
  crm_edit_delete (edit, &crm_kind_customer, &gone);
  crm_edit_result_free (apply (fixture, edit));

  calendar = read_days (fixture, 20260921, 20260922);
  assert_calendar (calendar,
                   "20260921 -1 task Some time\n"
                   "20260921 540 task Early\n"
                   "20260921 900 task Late\n"
                   "20260922 -1 birthday Lotus\n"
                   "20260922 600 meeting Saw them\n");
  g_assert_cmpint (calendar->today, ==, TODAY);
  g_assert_cmpuint (calendar->n_left_out, ==, 0);
  g_assert_cmpuint (crm_calendar_find_day (calendar, 20260922, &n), ==, 3);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (crm_calendar_entry_is_done (calendar->entries->pdata[1]));
  g_assert_false (crm_calendar_entry_is_movable (calendar->entries->pdata[1]));
  g_assert_true (crm_calendar_entry_is_movable (calendar->entries->pdata[2]));
  g_assert_cmpint (((CrmCalendarEntry *)calendar->entries->pdata[3])->age, ==, 40);
  g_assert_cmpint (((CrmCalendarEntry *)calendar->entries->pdata[4])->minutes, ==, 45);
  g_assert_false (crm_calendar_entry_is_movable (calendar->entries->pdata[4]));
}

static void
test_coming (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmCalendar) calendar = NULL;
  g_autoptr (CrmCalendar) before = NULL;

  make_task (fixture, "Weekly", NULL, 20260918, 9, "FREQ=WEEKLY;BYDAY=FR");
  calendar = read_days (fixture, 20260914, 20261003);
  assert_calendar (calendar,
                   "20260918 540 task Weekly\n"
                   "20260925 540 coming Weekly\n"
                   "20261002 540 coming Weekly\n");
  g_assert_false (crm_calendar_entry_is_movable (calendar->entries->pdata[1]));
  before = read_days (fixture, 20260901, 20260910);
  assert_calendar (before, "");
}

/* Nine o'clock in London is nine o'clock there before and after the clocks change, which another zone sees as another hour. */
static void
test_coming_keeps_its_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) london = g_time_zone_new_identifier ("Europe/London");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);
  g_autoptr (CrmCalendar) calendar = NULL;

  crm_change_set_text (change, CRM_TASK_KIND, "task");
  crm_change_set_text (change, CRM_TASK_TITLE, "Report");
  crm_change_set_text (change, CRM_TASK_ZONE, "Europe/London");
  crm_change_set_text (change, CRM_TASK_REPEAT, "FREQ=WEEKLY;BYDAY=MO");
  crm_change_set_integer (change, CRM_TASK_DUE, crm_date_time_from_local (20261019, 9 * 3600, london));
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, TRUE);
  crm_edit_result_free (apply (fixture, edit));
  calendar = read_days (fixture, 20261019, 20261026);
  assert_calendar (calendar,
                   "20261019 960 task Report\n"
                   "20261026 1020 coming Report\n");
}

static void
test_whose (Fixture *fixture, gconstpointer data)
{
  CrmCalendarQuestion question = { TODAY, TODAY, NOW, crm_clock_get_zone (fixture->clock), { { 7 } } };
  CrmId hers = make_task (fixture, "Hers", NULL, TODAY, 9, NULL), other = { { 8 } };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Assign", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmCalendar) calendar = NULL;

  make_task (fixture, "Nobody's", NULL, TODAY, 10, NULL);
  crm_change_set_id (crm_edit_update (edit, &crm_kind_task, &hers), CRM_TASK_ASSIGNEE, &other);
  crm_edit_result_free (apply (fixture, edit));
  calendar = await_boxed (crm_store_read (fixture->store, NULL, crm_calendar_read_into, &question, NULL));
  assert_calendar (calendar, "20260921 600 task Nobody's\n");
}

static void
test_moves (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_task (fixture, "Call", NULL, TODAY, 9, NULL);
  g_autoptr (CrmCalendar) before = read_days (fixture, TODAY, TODAY), after = NULL, whole = NULL;
  g_autoptr (CrmEdit) edit = crm_calendar_new_move_edit (before->entries->pdata[0], 20260924, 14 * 60 + 30, crm_clock_get_zone (fixture->clock));
  g_autoptr (CrmEdit) to_day = NULL;

  crm_edit_result_free (apply (fixture, edit));
  after = read_days (fixture, TODAY, 20260930);
  assert_calendar (after, "20260924 870 task Call\n");
  to_day = crm_calendar_new_move_edit (after->entries->pdata[0], 20260925, -1, crm_clock_get_zone (fixture->clock));
  crm_edit_result_free (apply (fixture, to_day));
  whole = read_days (fixture, TODAY, 20260930);
  assert_calendar (whole, "20260925 -1 task Call\n");
  g_assert_true (crm_id_equal (&id, &((CrmCalendarEntry *)whole->entries->pdata[0])->record->id));
}

static void
test_tells_what_is_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmCalendar) calendar = NULL;

  for (int i = 0; i < CRM_CALENDAR_BIRTHDAYS + 2; i++)
    {
      CrmId customer = make_customer (fixture, "Born");

      set_integer (fixture, &crm_kind_customer, &customer, CRM_CUSTOMER_BIRTHDAY, TODAY % 10000);
    }
  calendar = read_days (fixture, TODAY, TODAY);
  g_assert_cmpuint (calendar->entries->len, ==, CRM_CALENDAR_BIRTHDAYS);
  g_assert_cmpuint (calendar->n_left_out, ==, 2);
}

/* Whatever the rule: what is listed is what going from one to the next meets. */
static void
test_list_is_what_next_meets (void)
{
  for (int i = 0; i < 500; i++)
    {
      CrmDate first = crm_date_add_days (20240101, g_test_rand_int_range (0, 900)), from = crm_date_add_days (first, g_test_rand_int_range (-50, 900));
      CrmDate to = crm_date_add_days (from, g_test_rand_int_range (0, 60)), day = first;
      g_autoptr (GArray) days = NULL;
      CrmRepeat repeat, left;
      guint n = 0;

      crm_repeat_init (&repeat, (CrmRepeatUnit)g_test_rand_int_range (0, 4), g_test_rand_int_range (1, 6), first);
      if (repeat.unit == CRM_REPEAT_WEEKLY)
        repeat.weekdays |= (guint)g_test_rand_int_range (0, 128);
      if (g_test_rand_bit ())
        repeat.count = g_test_rand_int_range (1, 100);
      else if (g_test_rand_bit ())
        repeat.until = crm_date_add_days (first, g_test_rand_int_range (0, 900));
      days = crm_calendar_list_coming (&repeat, first, from, to);
      for (left = repeat; (day = crm_repeat_next (&left, day, CRM_DATE_NONE, &left)) != CRM_DATE_NONE && day <= to;)
        if (day >= from)
          {
            g_assert_cmpuint (n, <, days->len);
            g_assert_cmpint (g_array_index (days, CrmDate, n), ==, day);
            n++;
          }
      g_assert_cmpuint (n, ==, days->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add ("/agenda/calendar/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("days", test_days);
  ADD ("coming", test_coming);
  ADD ("coming-keeps-its-clock", test_coming_keeps_its_clock);
  ADD ("whose", test_whose);
  ADD ("moves", test_moves);
  ADD ("tells-what-is-left-out", test_tells_what_is_left_out);
  g_test_add_func ("/agenda/calendar/list-is-what-next-meets", test_list_is_what_next_meets);
  return g_test_run ();
}
