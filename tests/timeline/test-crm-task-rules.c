/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that come back: what is done plans the next in the same edit; what cannot be kept is refused. */

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/timeline/crm-task-edit.h"
#include "tests/store/store-fixture.h"

#include <string.h>

/* NOW is Monday 21 September 2026, 22:13:20 in Shanghai. */
#define HOUR G_TIME_SPAN_HOUR
#define DAY  G_TIME_SPAN_DAY

static CrmEdit *
new_task (Fixture *fixture, CrmId *id, const char *repeat, const char *zone, gint64 due, gboolean has_time)
{
  CrmEdit *edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  *id = change->id;
  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, "Call about the order");
  crm_change_set_text (change, CRM_TASK_PRIORITY, "high");
  crm_change_set_text (change, CRM_TASK_REPEAT, repeat);
  crm_change_set_text (change, CRM_TASK_ZONE, zone);
  if (due != 0)
    crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
  return edit;
}

static CrmId
make_task (Fixture *fixture, const char *repeat, gint64 due, gboolean has_time)
{
  CrmId id;
  g_autoptr (CrmEdit) edit = new_task (fixture, &id, repeat, NULL, due, has_time);

  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static CrmRecord *
find_task (Fixture *fixture, const CrmId *id)
{
  return await_boxed (crm_store_find_record (fixture->store, &crm_kind_task, id));
}

static void
have_done (Fixture *fixture, const CrmId *id, gint64 done_at)
{
  g_autoptr (CrmRecord) task = find_task (fixture, id);
  g_autoptr (CrmEdit) edit = crm_task_new_done_edit (task, done_at);

  crm_edit_result_free (apply (fixture, edit));
}

static gint64
at (Fixture *fixture, CrmDate day, int hour)
{
  return crm_date_time_from_local (day, hour * 3600, crm_clock_get_zone (fixture->clock));
}

static guint
count_open (Fixture *fixture)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (fixture->path, CRM_CONNECTION_READER, NULL);
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM task WHERE done_at IS NULL AND deleted = 0", NULL);

  g_assert_cmpint (crm_connection_next (connection, statement, NULL), ==, 1);
  return (guint)sqlite3_column_int64 (statement, 0);
}

static void
test_next (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_task (fixture, "FREQ=WEEKLY;BYDAY=MO;COUNT=3", at (fixture, 20260921, 9), TRUE), next = crm_id_from_name (&id, "next");
  g_autoptr (CrmRecord) task = NULL;

  have_done (fixture, &id, NOW);
  task = find_task (fixture, &next);
  g_assert_cmpint (crm_record_get_integer (task, CRM_TASK_DUE, 0), ==, at (fixture, 20260928, 9));
  g_assert_cmpint (crm_record_get_integer (task, CRM_TASK_DUE_HAS_TIME, 0), ==, 1);
  g_assert_cmpstr (crm_record_get_text (task, CRM_TASK_REPEAT), ==, "FREQ=WEEKLY;BYDAY=MO;COUNT=2");
  g_assert_cmpstr (crm_record_get_text (task, CRM_TASK_PRIORITY), ==, "high");
  g_assert_false (crm_record_has (task, CRM_TASK_DONE_AT));
  g_assert_cmpuint (count_open (fixture), ==, 1);
}

/* One undo takes back both; done once more, there is one again. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_task (fixture, "FREQ=DAILY", at (fixture, 20260921, 9), FALSE);
  g_autoptr (CrmRecord) task = NULL;

  have_done (fixture, &id, NOW);
  await_ok (crm_store_undo (fixture->store, NULL));
  task = find_task (fixture, &id);
  g_assert_false (crm_record_has (task, CRM_TASK_DONE_AT));
  g_assert_cmpuint (count_open (fixture), ==, 1);
  await_ok (crm_store_redo (fixture->store));
  g_assert_cmpuint (count_open (fixture), ==, 1);
  await_ok (crm_store_undo (fixture->store, NULL));
  have_done (fixture, &id, NOW);
  g_assert_cmpuint (count_open (fixture), ==, 1);
}

/* Opened again by hand and done again, what came of it meanwhile stays as it is. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_task (fixture, "FREQ=DAILY", at (fixture, 20260921, 9), FALSE), next = crm_id_from_name (&id, "next");
  g_autoptr (CrmRecord) first = NULL;
  g_autoptr (CrmRecord) second = NULL;

  have_done (fixture, &id, NOW);
  first = find_task (fixture, &next);
  have_done (fixture, &next, NOW + DAY);
  have_done (fixture, &id, 0);
  have_done (fixture, &id, NOW + 2 * DAY);
  second = find_task (fixture, &next);
  g_assert_true (crm_record_has (second, CRM_TASK_DONE_AT));
  g_assert_cmpint (crm_record_get_integer (second, CRM_TASK_DUE, 0), ==, crm_record_get_integer (first, CRM_TASK_DUE, 0));
}

/* Three weeks late: what was missed is let go, and so is today's, whose time is over. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  CrmId timed = make_task (fixture, "FREQ=DAILY", at (fixture, 20260901, 9), TRUE), whole = make_task (fixture, "FREQ=DAILY", at (fixture, 20260901, 9), FALSE);
  CrmId next_timed = crm_id_from_name (&timed, "next"), next_whole = crm_id_from_name (&whole, "next");
  g_autoptr (CrmRecord) a = NULL;
  g_autoptr (CrmRecord) b = NULL;

  have_done (fixture, &timed, NOW);
  have_done (fixture, &whole, NOW);
  a = find_task (fixture, &next_timed);
  b = find_task (fixture, &next_whole);
  g_assert_cmpint (crm_record_get_integer (a, CRM_TASK_DUE, 0), ==, at (fixture, 20260922, 9));
  g_assert_cmpint (crm_record_get_integer (b, CRM_TASK_DUE, 0), ==, at (fixture, 20260921, 9));
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  CrmId last = make_task (fixture, "FREQ=DAILY;COUNT=1", at (fixture, 20260921, 9), FALSE), until = make_task (fixture, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260927", at (fixture, 20260921, 9), FALSE);

  have_done (fixture, &last, NOW);
  have_done (fixture, &until, NOW);
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

/* Nine o'clock stays nine o'clock over the end of summer time, where the task is meant. */
static void
test_clocks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  CrmId id, next;
  g_autoptr (CrmEdit) edit = new_task (fixture, &id, "FREQ=WEEKLY;BYDAY=SA", "Europe/Berlin", crm_date_time_from_local (20261024, 9 * 3600, zone), TRUE);
  g_autoptr (CrmRecord) task = NULL;

  crm_edit_result_free (apply (fixture, edit));
  have_done (fixture, &id, NOW);
  next = crm_id_from_name (&id, "next");
  task = find_task (fixture, &next);
  g_assert_cmpint (crm_record_get_integer (task, CRM_TASK_DUE, 0), ==, crm_date_time_from_local (20261024, 9 * 3600, zone) + 7 * DAY + HOUR);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *repeat;
    gboolean has_due;
    const char *problem;
  } cases[] = {
    { "FREQ=DAILY", FALSE, "needs a day" },
    { "FREQ=DAILY;UNTIL=20260901", TRUE, "before the task is due" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", TRUE, "never" },
    { "every other day", TRUE, "cannot be read" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmId id;
      g_autoptr (CrmEdit) edit = new_task (fixture, &id, cases[i].repeat, NULL, cases[i].has_due ? NOW : 0, FALSE);
      g_autoptr (GError) error = NULL;

      g_assert_false (await_value (crm_store_apply (fixture->store, edit, NULL), NULL, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].problem));
    }
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/task/done-plans-the-next", test_next);
  ADD ("/task/one-undo-takes-back-both", test_undo);
  ADD ("/task/done-again-leaves-the-next-alone", test_again);
  ADD ("/task/late-lets-go-what-was-missed", test_late);
  ADD ("/task/ends", test_end);
  ADD ("/task/keeps-its-time-over-summer-time", test_clocks);
  ADD ("/task/refuses-what-cannot-be-kept", test_refused);
  return g_test_run ();
}
