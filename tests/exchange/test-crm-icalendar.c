/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars: what those of other programs become, that nothing is made twice, and that what is written is read again. */

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/exchange/crm-export.h"
#include "core/exchange/crm-icalendar-import.h"
#include "core/exchange/crm-icalendar.h"
#include "core/schema/crm-schema-interactions.h"
#include "tests/store/store-fixture.h"

/* The fixture's clock: Monday 21 September 2026, 22:13 in Shanghai. */

static CrmIcalendarReport *
import_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "ics", name, NULL);

  return await_boxed (crm_icalendar_import (fixture->store, (const char *const[]){ path, NULL }, FALSE, NULL));
}

static gboolean
list_records (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char *const statements[] = {
    "SELECT 'task ' || datetime (due / 1000000, 'unixepoch') || iif (due_has_time, '', ' whole') || ' ' || kind || ' ' || title || coalesce (' ' || repeat, '') || iif (done_at IS NULL, '', ' done')"
    " || iif (customer IS NULL, '', ' of ' || (SELECT name FROM customer c WHERE c.id = customer)) || coalesce (' -' || remind, '') FROM task WHERE deleted = 0 AND due IS NOT NULL ORDER BY due, title",
    "SELECT 'task ' || kind || ' ' || title || iif (done_at IS NULL, '', ' done') FROM task WHERE deleted = 0 AND due IS NULL ORDER BY title",
    "SELECT 'meeting ' || datetime (at / 1000000, 'unixepoch') || ' ' || minutes || ' ' || (SELECT name FROM customer c WHERE c.id = customer) || ' ' || text FROM interaction WHERE deleted = 0 ORDER BY at",
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare_static (connection, statements[i], error);

      g_assert_nonnull (statement);
      while (crm_connection_next (connection, statement, error) > 0)
        g_string_append_printf (text, "%s\n", (const char *)sqlite3_column_text (statement, 0));
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, text->str);
  return TRUE;
}

static void
assert_records (Fixture *fixture, const char *expected)
{
  g_autoptr (DexFuture) future = crm_store_read (fixture->store, NULL, list_records, NULL, NULL);
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, NULL);
  g_assert_nonnull (value);
  g_assert_cmpstr (g_value_get_string (value), ==, expected);
}

static void
add_email (Fixture *fixture, const CrmId *customer, const char *email)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "email");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, email);
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_google (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Mill");
  g_autoptr (CrmIcalendarReport) first = NULL, second = NULL, third = NULL;

  add_email (fixture, &customer, "mill@example.com");
  first = import_file (fixture, "google.ics");
  g_assert_cmpuint (first->n_tasks, ==, 2);
  g_assert_cmpuint (first->n_meetings, ==, 1);
  g_assert_cmpuint (first->faults->len, ==, 0);
  /* Today's is over in London as well: the next one is in a week, at nine there. */
  assert_records (fixture,
                  "task 2026-09-28 08:00:00 meeting Monday call FREQ=WEEKLY;BYDAY=MO\n"
                  "task 2026-10-05 13:00:00 meeting Offer for the mill of Mill -30\n"
                  "meeting 2026-09-10 13:00:00 45 Mill Looked at the oven\n");
  second = import_file (fixture, "google.ics");
  g_assert_cmpuint (second->n_tasks + second->n_meetings, ==, 0);
  g_assert_cmpuint (second->n_known, ==, 3);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, &first->edit_id)));
  assert_records (fixture, "");
  third = import_file (fixture, "google.ics");
  g_assert_cmpuint (third->n_tasks, ==, 2);
}

static void
test_outlook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmIcalendarReport) report = import_file (fixture, "outlook.ics");

  g_assert_cmpuint (report->faults->len, ==, 1);
  g_assert_cmpuint (((CrmIcalendarFault *)report->faults->pdata[0])->line, ==, 29);
  assert_records (fixture,
                  "task 2026-10-01 07:00:00 meeting Somewhere at three hours\n"
                  "task 2026-11-02 13:00:00 meeting Jour fixe\n"
                  "task 2026-12-07 13:00:00 meeting Jour fixe\n"
                  "task 2026-12-24 01:00:00 whole meeting Closed\n"
                  "task 2027-01-04 13:00:00 meeting Jour fixe\n"
                  "task 2027-02-01 13:00:00 meeting Jour fixe\n");
}

static void
test_apple (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmIcalendarReport) report = import_file (fixture, "apple.ics");

  /* One is left out and one stands elsewhere: those to come are single tasks. */
  g_assert_cmpuint (report->faults->len, ==, 1);
  assert_records (fixture,
                  "task 2026-09-22 02:00:00 meeting 周会\n"
                  "task 2026-09-30 07:00:00 meeting 周会 (改期)\n"
                  "task 2026-10-01 08:00:00 meeting Floating\n"
                  "task 2026-10-13 02:00:00 meeting 周会\n"
                  "task 2026-10-20 02:00:00 meeting 周会\n"
                  "task 2026-10-27 02:00:00 meeting 周会\n");
}

static void
test_thunderbird (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmIcalendarReport) report = import_file (fixture, "thunderbird.ics");

  g_assert_cmpuint (report->faults->len, ==, 1);
  assert_records (fixture,
                  "task 2026-10-01 10:00:00 call Send the invoice\n"
                  "task task Done long ago done\n"
                  "task task Some day\n");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  static const guint lines[] = { 3, 7, 12, 27, 16 };
  g_autoptr (CrmIcalendarReport) report = import_file (fixture, "broken.ics");

  g_assert_cmpuint (report->faults->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpuint (((CrmIcalendarFault *)report->faults->pdata[i])->line, ==, lines[i]);
  g_assert_cmpuint (report->n_tasks, ==, 61);
}

/* Faults tell of which file they are; one undo takes back both. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = g_test_build_filename (G_TEST_DIST, "data", "ics", "thunderbird.ics", NULL);
  g_autofree char *broken = g_test_build_filename (G_TEST_DIST, "data", "ics", "broken.ics", NULL);
  const char *const paths[] = { whole, broken, whole, NULL };
  g_autoptr (CrmIcalendarReport) rehearsed = await_boxed (crm_icalendar_import (fixture->store, paths, TRUE, NULL));
  g_autoptr (CrmIcalendarReport) report = NULL;

  assert_records (fixture, "");
  report = await_boxed (crm_icalendar_import (fixture->store, paths, FALSE, NULL));
  g_assert_cmpuint (rehearsed->n_tasks, ==, report->n_tasks);
  g_assert_cmpuint (report->n_tasks, ==, 3 + 61);
  g_assert_cmpuint (report->faults->len, ==, 1 + 5 + 1);
  g_assert_cmpuint (((CrmIcalendarFault *)report->faults->pdata[0])->file, ==, 0);
  g_assert_cmpuint (((CrmIcalendarFault *)report->faults->pdata[1])->file, ==, 1);
  /* What is only found when it is taken over comes last. */
  g_assert_cmpuint (((CrmIcalendarFault *)report->faults->pdata[6])->file, ==, 1);
  await_ok (crm_store_undo (fixture->store, &report->edit_id));
  assert_records (fixture, "");
}

static void
test_refuses_what_is_no_calendar (void)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_icalendar_fault_free);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_icalendar_read ("name,phone\nA,1\n", 15, NOW, zone, faults, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* ── there and back ───────────────────────────────────────────────────────────────────────── */

static void
make_task (Fixture *fixture, const char *title, CrmDate day, int minute, const char *repeat, gint64 done_at)
{
  GTimeZone *zone = crm_clock_get_zone (fixture->clock);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_SETUP);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, title);
  crm_change_set_text (change, CRM_TASK_NOTE, "One, two; three\\four\nfive: “六” and a line that is so long that it has to be folded somewhere, whatever stands there 七八九十");
  crm_change_set_text (change, CRM_TASK_ZONE, "Asia/Shanghai");
  if (day != CRM_DATE_NONE)
    crm_change_set_integer (change, CRM_TASK_DUE, crm_date_time_from_local (day, minute >= 0 ? minute * 60 : 9 * 3600, zone));
  if (day != CRM_DATE_NONE)
    crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, minute >= 0);
  crm_change_set_text (change, CRM_TASK_REPEAT, repeat);
  if (done_at != 0)
    crm_change_set_integer (change, CRM_TASK_DONE_AT, done_at);
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  static const char expected[] = "task 2026-09-01 01:00:00 whole call Long ago\n"
                                 "task 2026-10-01 01:00:00 whole call Whole day\n"
                                 "task 2026-10-02 07:00:00 call Timed\n"
                                 "task 2026-10-02 08:00:00 call Weekly FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20261231\n"
                                 "task 2026-10-05 02:00:00 call Was done done\n"
                                 "task 2026-10-31 01:00:00 whole call Month’s end FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=5\n"
                                 "task call Some day\n";
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_task, NULL, NULL, CRM_TASK_TITLE, FALSE);
  g_autofree char *path = g_build_filename (fixture->folder, "tasks.ics", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CrmIcalendarReport) known = NULL, again = NULL;
  g_autoptr (DexFuture) future = NULL;

  make_task (fixture, "Long ago", 20260901, -1, NULL, 0);
  make_task (fixture, "Whole day", 20261001, -1, NULL, 0);
  make_task (fixture, "Timed", 20261002, 15 * 60, NULL, 0);
  make_task (fixture, "Weekly", 20261002, 16 * 60, "FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20261231", 0);
  make_task (fixture, "Was done", 20261005, 10 * 60, NULL, NOW);
  make_task (fixture, "Month’s end", 20261031, -1, "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=5", 0);
  make_task (fixture, "Some day", CRM_DATE_NONE, -1, NULL, 0);
  assert_records (fixture, expected);

  future = crm_export_run (fixture->store, query, CRM_EXPORT_ICALENDAR, path, NULL);
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (dex_future_get_value (future, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART;TZID=Asia/Shanghai:20261002T160000\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART:20261002T070000Z\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART;VALUE=DATE:20261001\r\n"));
  for (const char *line = text, *end; *line != '\0'; line = end + 2)
    {
      end = strstr (line, "\r\n");
      g_assert_nonnull (end);
      g_assert_cmpint (end - line, <=, 75);
    }

  known = await_boxed (crm_icalendar_import (fixture->store, (const char *const[]){ path, NULL }, FALSE, NULL));
  g_assert_cmpuint (known->n_known, ==, 7);
  g_assert_cmpuint (known->n_tasks, ==, 0);
  close_store (fixture);
  g_unlink (fixture->path);
  open_store (fixture);
  again = await_boxed (crm_icalendar_import (fixture->store, (const char *const[]){ path, NULL }, FALSE, NULL));
  g_assert_cmpuint (again->n_tasks, ==, 7);
  g_assert_cmpuint (again->faults->len, ==, 0);
  assert_records (fixture, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add ("/exchange/icalendar/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("google", test_google);
  ADD ("outlook", test_outlook);
  ADD ("apple", test_apple);
  ADD ("thunderbird", test_thunderbird);
  ADD ("broken", test_broken);
  ADD ("several-are-one-edit", test_several);
  ADD ("round-trip", test_round_trip);
  g_test_add_func ("/exchange/icalendar/refuses-what-is-no-calendar", test_refuses_what_is_no_calendar);
  return g_test_run ();
}
