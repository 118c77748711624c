/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline: its order, what its lines say, what folds into one, what a filter shows. */

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-store.h"
#include "core/timeline/crm-timeline.h"
#include "tests/await.h"

#include <glib/gstdio.h>

/* Wednesday 19 August 2026, 14:05 in Shanghai. */
#define NOW  G_GINT64_CONSTANT (1787119500000000)
#define HOUR G_TIME_SPAN_HOUR
#define DAY  G_TIME_SPAN_DAY

typedef struct
{
  char *folder;
  CrmClock *clock;
  CrmStore *store;
  CrmId customer;
  CrmTimelineRequest request;
} Fixture;

static void
apply (Fixture *fixture, CrmEdit *edit)
{
  crm_edit_result_free (await_boxed (crm_store_apply (fixture->store, edit, NULL)));
}

static CrmId
create (Fixture *fixture, const CrmKind *kind, guint field, const char *text, CrmEditOrigin origin)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Create", origin);
  CrmChange *change = crm_edit_create (edit, kind, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, field, text);
  if (kind->customer >= 0)
    crm_change_set_id (change, (guint)kind->customer, &fixture->customer);
  apply (fixture, edit);
  return id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "test.clientele", NULL);
  fixture->clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  fixture->store = crm_store_new (path, fixture->clock, &error);
  g_assert_no_error (error);
  fixture->customer = create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "洛阳瓦岗寨贸易有限公司", CRM_EDIT_ORIGIN_PERSON);
  fixture->request.style = (CrmValueStyle){ .locale = "en", .currency = "CNY", .zone = crm_clock_get_zone (fixture->clock) };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_clear_object (&fixture->clock);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
read_timeline (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmTimeline *timeline = crm_timeline_load (connection, data, error);

  if (timeline == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return TRUE;
}

static CrmTimeline *
load (Fixture *fixture)
{
  fixture->request.customer = fixture->customer;
  fixture->request.now = crm_clock_now (fixture->clock);
  return await_boxed (crm_store_read (fixture->store, NULL, read_timeline, &fixture->request, NULL));
}

static void
add_interaction (Fixture *fixture, const char *kind, const CrmId *person, const char *direction, gint64 at, const char *text, gboolean pinned)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &fixture->customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, kind);
  crm_change_set_text (change, CRM_INTERACTION_DIRECTION, direction);
  crm_change_set_integer (change, CRM_INTERACTION_AT, at);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  if (person != NULL)
    crm_change_set_id (change, CRM_INTERACTION_PERSON, person);
  if (pinned)
    crm_change_set_integer (change, CRM_INTERACTION_PINNED, 1);
  apply (fixture, edit);
}

static void
add_task (Fixture *fixture, const char *title, gint64 due, gboolean has_time, gint64 done)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_id (change, CRM_TASK_CUSTOMER, &fixture->customer);
  crm_change_set_text (change, CRM_TASK_KIND, "task");
  crm_change_set_text (change, CRM_TASK_TITLE, title);
  if (due != 0)
    crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
  if (done != 0)
    crm_change_set_integer (change, CRM_TASK_DONE_AT, done);
  apply (fixture, edit);
}

static void
set_text (Fixture *fixture, guint field, const char *text)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &fixture->customer), field, text);
  apply (fixture, edit);
}

/* "section day title|text" a line. */
static void
assert_lines (GPtrArray *entries, const char *const *lines)
{
  static const char sections[] = "OUK.";

  for (guint i = 0; i < entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *line = g_strdup_printf ("%c %d %s%s%s", sections[entry->section], entry->day, entry->title, entry->text != NULL ? "|" : "",
                                               entry->text != NULL ? entry->text : "");

      g_assert_cmpstr (line, ==, lines[i]);
    }
  g_assert_null (lines[entries->len]);
}

static void
assert_timeline (Fixture *fixture, const char *const *lines)
{
  g_autoptr (CrmTimeline) timeline = load (fixture);

  assert_lines (timeline->entries, lines);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "O 20260817 Two days late",
    "O 20260819 An hour late",
    "U 20260819 Today, some time",
    "U 20260821 Friday",
    "U 0 Some day",
    "K 20260601 Note|Keep this in sight",
    ". 20260819 Customer created",
    ". 20260819 Call|Latest",
    ". 20260818 Done yesterday",
    ". 20260818 Email|Second",
    ". 20260818 Visit|First",
    NULL,
  };

  add_task (fixture, "Some day", 0, FALSE, 0);
  add_task (fixture, "Friday", NOW + 2 * DAY, TRUE, 0);
  add_task (fixture, "Today, some time", NOW - 5 * HOUR, FALSE, 0);
  add_task (fixture, "An hour late", NOW - HOUR, TRUE, 0);
  add_task (fixture, "Two days late", NOW - 2 * DAY, FALSE, 0);
  add_task (fixture, "Done yesterday", NOW - 9 * DAY, TRUE, NOW - DAY + HOUR);
  add_interaction (fixture, "note", NULL, NULL, NOW - 79 * DAY, "Keep this in sight", TRUE);
  add_interaction (fixture, "visit", NULL, NULL, NOW - DAY, "First", FALSE);
  add_interaction (fixture, "email", NULL, NULL, NOW - DAY, "Second", FALSE);
  add_interaction (fixture, "call", NULL, NULL, NOW - 1, "Latest", FALSE);
  assert_timeline (fixture, expected);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    ". 20260819 Customer created",
    ". 20260819 Call with 单雄信",
    ". 20260819 WeChat from 单雄信",
    ". 20260819 Letter to 单雄信",
    ". 20260819 Note about 单雄信",
    ". 20260819 Contact with 单雄信",
    ". 20260819 Meeting",
    NULL,
  };
  CrmId person = create (fixture, &crm_kind_person, CRM_PERSON_NAME, "单雄信", CRM_EDIT_ORIGIN_PERSON);

  add_interaction (fixture, "call", &person, NULL, NOW - 1, NULL, FALSE);
  add_interaction (fixture, "wechat", &person, "in", NOW - 2, NULL, FALSE);
  add_interaction (fixture, "letter", &person, "out", NOW - 3, NULL, FALSE);
  add_interaction (fixture, "note", &person, NULL, NOW - 4, NULL, FALSE);
  add_interaction (fixture, "other", &person, NULL, NOW - 5, NULL, FALSE);
  add_interaction (fixture, "meeting", NULL, NULL, NOW - 6, NULL, FALSE);
  assert_timeline (fixture, expected);
}

static void
test_bursts (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    ". 20260819 City changed|Luoyang → Kaifeng",
    ". 20260819 3 fields changed|City: Luoyang\nLevel: A\nNeeds: Shorter delivery,…",
    ". 20260819 Customer created",
    NULL,
  };

  crm_clock_advance (fixture->clock, HOUR);
  set_text (fixture, CRM_CUSTOMER_CITY, "Zhengzhou");
  crm_clock_advance (fixture->clock, 5 * G_TIME_SPAN_MINUTE);
  set_text (fixture, CRM_CUSTOMER_LEVEL, "a");
  set_text (fixture, CRM_CUSTOMER_INDUSTRY, "Mistake");
  crm_clock_advance (fixture->clock, 5 * G_TIME_SPAN_MINUTE);
  set_text (fixture, CRM_CUSTOMER_CITY, "Luoyang");
  set_text (fixture, CRM_CUSTOMER_INDUSTRY, NULL);
  set_text (fixture, CRM_CUSTOMER_NEEDS, "Shorter delivery,\nmonthly invoice");
  crm_clock_advance (fixture->clock, 11 * G_TIME_SPAN_MINUTE);
  set_text (fixture, CRM_CUSTOMER_CITY, "Kaifeng");
  assert_timeline (fixture, expected);
}

static CrmId
add_person (Fixture *fixture, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add person", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *person = crm_edit_create (edit, &crm_kind_person, NULL);
  CrmId id = person->id;
  CrmChange *role;

  crm_change_set_text (person, CRM_PERSON_NAME, name);
  role = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, &fixture->customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, &id);
  apply (fixture, edit);
  return id;
}

static void
add_point (Fixture *fixture, const CrmId *person, const char *kind, const char *value)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, person != NULL ? CRM_CONTACT_POINT_PERSON : CRM_CONTACT_POINT_CUSTOMER, person != NULL ? person : &fixture->customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
  apply (fixture, edit);
}

static void
test_children (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    ". 20260819 Name of 单雄信 changed|单雄 → 单雄信",
    ". 20260819 Email added|office@wagang.example",
    ". 20260819 2 changes|Person added: 单雄信\nPhone added: +86 379 6555 0131",
    ". 20260819 Customer created",
    NULL,
  };
  CrmId person;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Rename", CRM_EDIT_ORIGIN_PERSON);

  crm_clock_advance (fixture->clock, HOUR);
  person = add_person (fixture, "单雄");
  add_point (fixture, &person, "phone", "+86 379 6555 0131");
  crm_clock_advance (fixture->clock, HOUR);
  add_point (fixture, NULL, "email", "office@wagang.example");
  crm_clock_advance (fixture->clock, HOUR);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_person, &person), CRM_PERSON_NAME, "单雄信");
  apply (fixture, edit);
  assert_timeline (fixture, expected);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const char *const undone[] = { ". 20260819 Customer created", NULL };
  static const char *const redone[] = { ". 20260819 City changed|Luoyang", ". 20260819 Customer created", NULL };

  crm_clock_advance (fixture->clock, HOUR);
  set_text (fixture, CRM_CUSTOMER_CITY, "Luoyang");
  for (int i = 0; i < 3; i++)
    {
      await_ok (crm_store_undo (fixture->store, NULL));
      assert_timeline (fixture, undone);
      await_ok (crm_store_redo (fixture->store));
      assert_timeline (fixture, redone);
    }
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { ". 20260819 Customer imported|Create", NULL };

  fixture->customer = create (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, "Harbour & Sons", CRM_EDIT_ORIGIN_IMPORT);
  assert_timeline (fixture, expected);
}

static void
test_last (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTimeline) timeline = NULL;

  add_interaction (fixture, "call", NULL, NULL, NOW - 94 * DAY, NULL, FALSE);
  add_interaction (fixture, "note", NULL, NULL, NOW - DAY, "Nobody spoke", FALSE);
  add_task (fixture, "Done", NOW, TRUE, NOW);
  crm_clock_advance (fixture->clock, HOUR);
  set_text (fixture, CRM_CUSTOMER_CITY, "Luoyang");
  timeline = load (fixture);
  g_assert_cmpint (timeline->last_interaction, ==, NOW - 94 * DAY);
  g_assert_cmpint (timeline->last_modified, ==, NOW + HOUR);
}

static void
assert_filter (CrmTimeline *timeline, CrmTimelineFilter filter, const char *const *lines)
{
  g_autoptr (GPtrArray) shown = crm_timeline_filter (timeline, &filter, NULL);

  assert_lines (shown, lines);
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  static const char call[] = ". 20260817 Call with 单雄信|Autumn price list", visit[] = ". 20260816 Visit|Café opened", created[] = ". 20260819 Customer created",
                    changed[] = ". 20260819 City changed|Luoyang";
  CrmId person = create (fixture, &crm_kind_person, CRM_PERSON_NAME, "单雄信", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmTimeline) timeline = NULL;

  add_interaction (fixture, "call", &person, NULL, NOW - 2 * DAY, "Autumn price list", FALSE);
  add_interaction (fixture, "visit", NULL, NULL, NOW - 3 * DAY, "Café opened", FALSE);
  crm_clock_advance (fixture->clock, HOUR);
  set_text (fixture, CRM_CUSTOMER_CITY, "Luoyang");
  timeline = load (fixture);
  g_assert_cmpuint (timeline->n_system, ==, 1);
  g_assert_cmpuint (timeline->counts[CRM_TIMELINE_CALL], ==, 1);
  assert_filter (timeline, (CrmTimelineFilter){ 0 }, (const char *const[]){ created, call, visit, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .system = TRUE }, (const char *const[]){ changed, created, call, visit, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .groups = 1 << CRM_TIMELINE_CALL, .system = TRUE }, (const char *const[]){ call, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .groups = 1 << CRM_TIMELINE_CHANGE }, (const char *const[]){ changed, created, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .person = person }, (const char *const[]){ call, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .from = 20260817, .to = 20260818 }, (const char *const[]){ call, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .search = "cafe" }, (const char *const[]){ visit, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .search = " price  雄信 " }, (const char *const[]){ call, NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .search = "price cafe" }, (const char *const[]){ NULL });
  assert_filter (timeline, (CrmTimelineFilter){ .search = "\xff \"*' -" }, (const char *const[]){ created, call, visit, NULL });
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const nothing[] = { NULL };

  fixture->customer = crm_id_new (1);
  assert_timeline (fixture, nothing);
}

/* As a sync writes it down. */
static void
note_conflict (Fixture *fixture, const char *field, const char *value)
{
  g_autofree char *path = g_build_filename (fixture->folder, "test.clientele", NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "INSERT INTO sync_conflict (at, kind, id, field, clock, value) VALUES (?, 1, ?, ?, randomblob(14), ?)", -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, NOW - HOUR);
  sqlite3_bind_blob (statement, 2, fixture->customer.bytes, CRM_ID_LENGTH, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, value, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

/* What was typed here and lost stands among the past, with both values, until somebody has looked at it; a field of a later version does not. */
static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Edit", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmTimeline) timeline = NULL;
  guint n = 0;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &fixture->customer), CRM_CUSTOMER_CITY, "Bergen");
  apply (fixture, edit);
  note_conflict (fixture, "city", "Oslo");
  note_conflict (fixture, "not_known_yet", "1");
  timeline = load (fixture);
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = timeline->entries->pdata[i];

      if (strcmp (entry->kind, "overtaken") != 0)
        continue;
      n++;
      g_assert_cmpstr (entry->title, ==, "City: yours was overwritten");
      g_assert_nonnull (strstr (entry->text, "Oslo"));
      g_assert_nonnull (strstr (entry->text, "Bergen"));
      g_assert_false (entry->flags & CRM_TIMELINE_SYSTEM);
      g_assert_cmpint (entry->at, ==, NOW - HOUR);
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("/timeline/order/open-tasks-then-pinned-then-past", test_order);
  add ("/timeline/titles/say-kind-person-and-direction", test_titles);
  add ("/timeline/changes/fold-into-bursts", test_bursts);
  add ("/timeline/changes/of-people-and-contact-points", test_children);
  add ("/timeline/changes/undone-ones-vanish-redone-ones-return", test_undo);
  add ("/timeline/changes/an-import-is-one-line", test_import);
  add ("/timeline/changes/what-lost-to-a-colleague-stands-there", test_conflicts);
  add ("/timeline/last-interaction-is-not-last-modified", test_last);
  add ("/timeline/filter/by-group-person-period-and-words", test_filter);
  add ("/timeline/unknown-customer-has-an-empty-one", test_nobody);
  return g_test_run ();
}
