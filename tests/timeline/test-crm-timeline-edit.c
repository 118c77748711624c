/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a line of the timeline, and the small words beside it. */

#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/timeline/crm-timeline-edit.h"
#include "core/timeline/crm-timeline-words.h"
#include "core/timeline/crm-timeline.h"
#include "tests/store/store-fixture.h"

/* NOW is Monday 21 September 2026, 22:13:20 in Shanghai. */
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

static gboolean
read_timeline (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmTimeline *timeline = crm_timeline_load (connection, data, error);

  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return timeline != NULL;
}

/* The first line of the timeline. */
static CrmTimelineEntry *
load_first (Fixture *fixture, const CrmId *customer)
{
  CrmTimelineRequest request = { .customer = *customer, .now = crm_clock_now (fixture->clock), .style = { .zone = crm_clock_get_zone (fixture->clock) } };
  g_autoptr (CrmTimeline) timeline = await_boxed (crm_store_read (fixture->store, NULL, read_timeline, &request, NULL));

  return crm_timeline_entry_ref (g_ptr_array_index (timeline->entries, 0));
}

static void
run (Fixture *fixture, CrmEdit *edit)
{
  crm_edit_result_free (apply (fixture, edit));
  crm_edit_unref (edit);
}

static CrmId
add (Fixture *fixture, const CrmKind *kind, const CrmId *customer, guint text_field, guint time_field, gint64 at, CrmId *id)
{
  CrmEdit *edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, kind, NULL);

  *id = change->id;
  crm_change_set_id (change, (guint)kind->customer, customer);
  crm_change_set_text (change, (guint)crm_kind_find_field (kind, "kind"), "call");
  crm_change_set_text (change, text_field, "About the delivery");
  crm_change_set_integer (change, time_field, at);
  run (fixture, edit);
  return *id;
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), task;
  g_autoptr (CrmTimelineEntry) open = NULL, done = NULL, again = NULL;

  add (fixture, &crm_kind_task, &customer, CRM_TASK_TITLE, CRM_TASK_DUE, NOW + DAY, &task);
  open = load_first (fixture, &customer);
  g_assert_cmpint (open->section, ==, CRM_TIMELINE_UPCOMING);
  crm_clock_advance (fixture->clock, MINUTE);
  run (fixture, crm_timeline_new_done_edit (open, NOW + MINUTE));
  done = load_first (fixture, &customer);
  g_assert_cmpint (done->section, ==, CRM_TIMELINE_PAST);
  g_assert_cmpint (done->flags & CRM_TIMELINE_DONE, !=, 0);
  g_assert_cmpint (done->at, ==, NOW + MINUTE);
  run (fixture, crm_timeline_new_done_edit (done, 0));
  again = load_first (fixture, &customer);
  g_assert_true (crm_timeline_entry_equal (open, again));
}

static void
test_snooze (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), task;
  g_autoptr (CrmTimelineEntry) late = NULL, later = NULL;

  add (fixture, &crm_kind_task, &customer, CRM_TASK_TITLE, CRM_TASK_DUE, NOW - 3 * DAY, &task);
  late = load_first (fixture, &customer);
  g_assert_cmpint (late->section, ==, CRM_TIMELINE_OVERDUE);
  run (fixture, crm_timeline_new_snooze_edit (late, NOW + DAY, TRUE));
  later = load_first (fixture, &customer);
  g_assert_cmpint (later->section, ==, CRM_TIMELINE_UPCOMING);
  g_assert_cmpint (later->flags & CRM_TIMELINE_HAS_TIME, !=, 0);
}

static void
test_pin_and_delete (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), call;
  g_autoptr (CrmTimelineEntry) line = NULL, pinned = NULL, left = NULL, back = NULL;

  add (fixture, &crm_kind_interaction, &customer, CRM_INTERACTION_TEXT, CRM_INTERACTION_AT, NOW + 1, &call);
  line = load_first (fixture, &customer);
  run (fixture, crm_timeline_new_pin_edit (line, TRUE));
  pinned = load_first (fixture, &customer);
  g_assert_cmpint (pinned->section, ==, CRM_TIMELINE_PINNED);
  run (fixture, crm_timeline_new_pin_edit (pinned, FALSE));
  run (fixture, crm_timeline_new_delete_edit (pinned));
  left = load_first (fixture, &customer);
  g_assert_cmpstr (left->kind, ==, "created");
  await_ok (crm_store_undo (fixture->store, NULL));
  back = load_first (fixture, &customer);
  g_assert_true (crm_timeline_entry_equal (line, back));
}

static void
assert_snooze (CrmSnooze snooze, gint64 now, const CrmOfficeTime *office, const char *iso)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (crm_timeline_snooze (snooze, now, zone, office));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *text = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");

  g_assert_cmpstr (text, ==, iso);
}

static void
test_snooze_times (void)
{
  CrmOfficeTime office;

  crm_office_time_init (&office, "1", NULL, NULL, NULL);
  assert_snooze (CRM_SNOOZE_LATER_TODAY, NOW - 10 * HOUR, &office, "2026-09-21 15:15:00");
  assert_snooze (CRM_SNOOZE_TOMORROW, NOW, &office, "2026-09-22 09:00:00");
  assert_snooze (CRM_SNOOZE_NEXT_WEEK, NOW, &office, "2026-09-28 09:00:00");
  assert_snooze (CRM_SNOOZE_NEXT_WEEK, NOW + 6 * DAY, &office, "2026-09-28 09:00:00");
  assert_snooze (CRM_SNOOZE_NEXT_MONTH, NOW, &office, "2026-10-01 09:00:00");
  assert_snooze (CRM_SNOOZE_NEXT_MONTH, NOW + 90 * DAY, &office, "2027-01-01 09:00:00");
  crm_office_time_init (&office, "7", NULL, "480-1020", "12346");
  assert_snooze (CRM_SNOOZE_TOMORROW, NOW, &office, "2026-09-22 08:00:00");
  assert_snooze (CRM_SNOOZE_NEXT_WEEK, NOW, &office, "2026-09-28 08:00:00");
}

static void
assert_aside (CrmTimelineSection section, CrmTimelineFlags flags, gint64 at, const char *who, int minutes, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (CrmTimelineEntry) entry = crm_timeline_entry_new (CRM_TIMELINE_CALL, "call");
  g_autofree char *aside = NULL;

  entry->section = section;
  entry->flags = flags;
  entry->at = at;
  entry->day = 20260819;
  entry->who = g_strdup (who);
  entry->minutes = minutes;
  aside = crm_timeline_dup_aside (entry, NOW, zone);
  g_assert_cmpstr (aside, ==, expected);
}

static void
test_asides (void)
{
  assert_aside (CRM_TIMELINE_PAST, CRM_TIMELINE_HAS_TIME, NOW, "林", 12, "林 · 12 min · 22:13");
  assert_aside (CRM_TIMELINE_PAST, CRM_TIMELINE_HAS_TIME, NOW - 12 * HOUR, NULL, 90, "1 h 30 min · 10:13");
  assert_aside (CRM_TIMELINE_PINNED, CRM_TIMELINE_HAS_TIME, NOW, "林", 60, "林 · 1 h · 19 Aug 2026 · 22:13");
  assert_aside (CRM_TIMELINE_UPCOMING, CRM_TIMELINE_HAS_TIME, NOW + 3 * DAY, NULL, 0, "Thu 22:13 · in 3 days");
  assert_aside (CRM_TIMELINE_UPCOMING, 0, NOW + DAY, NULL, 0, "tomorrow");
  assert_aside (CRM_TIMELINE_UPCOMING, 0, 0, NULL, 0, "");
  assert_aside (CRM_TIMELINE_OVERDUE, 0, NOW - 2 * DAY, "王", 0, "王 · 2 days ago");
  assert_aside (CRM_TIMELINE_UPCOMING, CRM_TIMELINE_HAS_TIME, G_MAXINT64, NULL, 0, "");
}

static void
assert_heading (CrmTimelineSection section, CrmDate day, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (CrmTimelineEntry) entry = crm_timeline_entry_new (CRM_TIMELINE_CALL, "call");
  g_autofree char *heading = NULL;

  entry->section = section;
  entry->day = day;
  heading = crm_timeline_dup_heading (entry, NOW, zone);
  g_assert_cmpstr (heading, ==, expected);
}

static void
test_headings (void)
{
  assert_heading (CRM_TIMELINE_OVERDUE, 20260101, "Overdue");
  assert_heading (CRM_TIMELINE_PINNED, 20260101, "Pinned");
  assert_heading (CRM_TIMELINE_PAST, 20260921, "Today");
  assert_heading (CRM_TIMELINE_PAST, 20260920, "Yesterday");
  assert_heading (CRM_TIMELINE_PAST, 20260919, "19 Sep 2026");
  assert_heading (CRM_TIMELINE_PAST, CRM_DATE_NONE, "Earlier");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/timeline/edit/done-and-open-again", Fixture, NULL, set_up, test_done, tear_down);
  g_test_add ("/timeline/edit/a-late-task-put-off-is-upcoming", Fixture, NULL, set_up, test_snooze, tear_down);
  g_test_add ("/timeline/edit/pinned-deleted-and-undone", Fixture, NULL, set_up, test_pin_and_delete, tear_down);
  g_test_add_func ("/timeline/edit/times-to-put-off-to", test_snooze_times);
  g_test_add_func ("/timeline/words/asides", test_asides);
  g_test_add_func ("/timeline/words/headings", test_headings);
  return g_test_run ();
}
