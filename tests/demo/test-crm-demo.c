/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company: the same from the same seed, invented throughout, and one that the store takes. */

#include "config.h"

#include "core/base/crm-date-time.h"
#include "core/demo/crm-demo.h"
#include "core/demo/crm-demo-story.h"
#include "core/demo/crm-demo-words.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-store.h"
#include "tests/await.h"

#include <glib/gstdio.h>

#define NOW       G_GINT64_CONSTANT (1790000000000000) /* 2026-09-21 22:13 in Shanghai */
#define DAY       (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define CUSTOMERS CRM_DEMO_CUSTOMERS

/* An empty database is enough for pulling: the edit looks for the file's user only. */
static CrmConnection *
open_empty (void)
{
  g_autoptr (GError) error = NULL;
  CrmConnection *connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, &error);

  g_assert_no_error (error);
  crm_connection_execute (connection, "CREATE TABLE file (name TEXT PRIMARY KEY, value TEXT)", &error);
  g_assert_no_error (error);
  return connection;
}

typedef void (*ChangeFunc) (const CrmChange *change, gpointer data);

static void
for_each_change (guint n, guint64 seed, CrmDemoDepth depth, ChangeFunc func, gpointer data)
{
  g_autoptr (CrmConnection) connection = open_empty ();
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  g_autoptr (CrmEdit) edit = crm_demo_new_edit_of_depth (n, seed, NULL, clock, depth);
  g_autoptr (GError) error = NULL;
  int more;

  g_assert_cmpint (crm_edit_get_origin (edit), ==, CRM_EDIT_ORIGIN_DEMO);
  do
    {
      crm_edit_clear_changes (edit);
      more = crm_edit_pull (edit, connection, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (crm_edit_get_n_changes (edit), <, 1000);
      for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
        func (crm_edit_get_change (edit, i), data);
    }
  while (more > 0);
}

static const char *
get_text (const CrmChange *change, guint field)
{
  const CrmValue *value = crm_change_get (change, field);

  return value != NULL && value->type == CRM_VALUE_TEXT ? value->text : NULL;
}

/* ── the same again ───────────────────────────────────────────────────────────────────────── */

static void
add_to_checksum (const CrmChange *change, gpointer checksum)
{
  g_checksum_update (checksum, change->id.bytes, CRM_ID_LENGTH);
  for (guint i = 0; change->assignments != NULL && i < change->assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (change->assignments, CrmAssignment, i);
      g_autofree char *stored = crm_value_to_stored (&assignment->value);

      g_checksum_update (checksum, (const guchar *)change->kind->fields[assignment->field].name, -1);
      if (stored != NULL)
        g_checksum_update (checksum, (const guchar *)stored, -1);
    }
}

static char *
digest (guint n, guint64 seed, CrmDemoDepth depth)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for_each_change (n, seed, depth, add_to_checksum, checksum);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_same_seed (void)
{
  for (CrmDemoDepth depth = CRM_DEMO_STORIES; depth <= CRM_DEMO_CONTACTS; depth++)
    {
      g_autofree char *first = digest (60, 7, depth);
      g_autofree char *again = digest (60, 7, depth);
      g_autofree char *other = digest (60, 8, depth);

      g_assert_cmpstr (first, ==, again);
      g_assert_cmpstr (first, !=, other);
    }
}

static void
keep_customer (const CrmChange *change, gpointer data)
{
  if (change->kind == &crm_kind_customer)
    g_ptr_array_add (data, g_strdup (get_text (change, CRM_CUSTOMER_NAME)));
}

/* A larger company begins with the customers of the smaller one. */
static void
test_prefix (void)
{
  g_autoptr (GPtrArray) small = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) large = g_ptr_array_new_with_free_func (g_free);

  for_each_change (20, 3, CRM_DEMO_STORIES, keep_customer, small);
  for_each_change (40, 3, CRM_DEMO_BRIEF, keep_customer, large);
  g_assert_cmpuint (small->len, ==, 20);
  g_assert_cmpuint (large->len, ==, 40);
  for (guint i = 0; i < small->len; i++)
    g_assert_cmpstr (small->pdata[i], ==, large->pdata[i]);
}

/* The first numbers that the authors' reference gives from the state 1, 2, 3, 4. */
static void
test_random (void)
{
  CrmDemoRandom random = { { 1, 2, 3, 4 } };
  static const guint64 reference[] = { 11520, 0, 1509978240, G_GUINT64_CONSTANT (1215971899390074240) };

  for (guint i = 0; i < G_N_ELEMENTS (reference); i++)
    g_assert_cmpuint (crm_demo_random_next (&random), ==, reference[i]);
  crm_demo_random_init (&random, 1, 0);
  for (int i = 0; i < 10000; i++)
    {
      g_assert_cmpuint (crm_demo_random_below (&random, 7), <, 7);
      g_assert_cmpint (crm_demo_random_between (&random, -3, 3), >=, -3);
      g_assert_cmpint (crm_demo_random_between (&random, -3, 3), <=, 3);
    }
}

/* ── what is in it ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint kinds[CRM_N_KINDS];
  guint companies;
  guint chinese;
  guint open_tasks;
  guint overdue;
  guint today;
  guint coming;
  gint64 first;
  gint64 last;
  GHashTable *ids;
  GHashTable *point_kinds;
  GHashTable *stages;
  GHashTable *texts;
  GHashTable *owners;
} Census;

static gboolean
id_equal (gconstpointer a, gconstpointer b)
{
  return crm_id_equal (a, b);
}

static guint
id_hash (gconstpointer id)
{
  return crm_id_hash (id);
}

static void
count_text (GHashTable *table, const char *text)
{
  if (text != NULL)
    g_hash_table_insert (table, g_strdup (text), GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (table, text)) + 1));
}

static void
count_customer (Census *census, const CrmChange *change)
{
  census->companies += g_strcmp0 (get_text (change, CRM_CUSTOMER_TYPE), "company") == 0;
  census->chinese += g_strcmp0 (get_text (change, CRM_CUSTOMER_COUNTRY), "中国") == 0;
  count_text (census->stages, get_text (change, CRM_CUSTOMER_LIFE_CYCLE));
  g_hash_table_add (census->owners, g_memdup2 (&crm_change_get (change, CRM_CUSTOMER_OWNER)->id, sizeof (CrmId)));
}

static void
count_task (Census *census, const CrmChange *change)
{
  gint64 due = crm_change_get (change, CRM_TASK_DUE)->integer;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmDate today = crm_date_time_to_local (NOW, zone, NULL), day = crm_date_time_to_local (due, zone, NULL);

  if (crm_change_get (change, CRM_TASK_DONE_AT) != NULL)
    {
      g_assert_cmpint (crm_change_get (change, CRM_TASK_DONE_AT)->integer, <=, NOW);
      return;
    }
  census->open_tasks++;
  census->overdue += day < today;
  census->today += day == today;
  census->coming += day > today && due < NOW + 8 * DAY;
}

static void
count (const CrmChange *change, gpointer data)
{
  Census *census = data;

  census->kinds[change->kind->id]++;
  g_assert_true (g_hash_table_add (census->ids, g_memdup2 (&change->id, sizeof change->id)));
  if (change->kind == &crm_kind_customer)
    count_customer (census, change);
  else if (change->kind == &crm_kind_contact_point)
    count_text (census->point_kinds, get_text (change, CRM_CONTACT_POINT_KIND));
  else if (change->kind == &crm_kind_task)
    count_task (census, change);
  else if (change->kind == &crm_kind_interaction)
    {
      gint64 at = crm_change_get (change, CRM_INTERACTION_AT)->integer;

      census->first = census->first == 0 ? at : MIN (census->first, at);
      census->last = MAX (census->last, at);
      count_text (census->texts, get_text (change, CRM_INTERACTION_TEXT));
    }
}

static Census
take_census (guint n, guint64 seed, CrmDemoDepth depth)
{
  Census census = {
    .ids = g_hash_table_new_full (id_hash, id_equal, g_free, NULL),
    .point_kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .owners = g_hash_table_new_full (id_hash, id_equal, g_free, NULL),
  };

  for_each_change (n, seed, depth, count, &census);
  return census;
}

static void
census_clear (Census *census)
{
  g_hash_table_unref (census->ids);
  g_hash_table_unref (census->point_kinds);
  g_hash_table_unref (census->stages);
  g_hash_table_unref (census->texts);
  g_hash_table_unref (census->owners);
}

static void
assert_between (guint value, guint first, guint last)
{
  g_assert_cmpuint (value, >=, first);
  g_assert_cmpuint (value, <=, last);
}

static void
test_sums (void)
{
  Census census = take_census (CUSTOMERS, CRM_DEMO_SEED, CRM_DEMO_STORIES);

  g_assert_cmpuint (census.kinds[CRM_KIND_CUSTOMER], ==, CUSTOMERS);
  g_assert_cmpuint (census.kinds[CRM_KIND_USER], ==, 4);
  g_assert_cmpuint (census.kinds[CRM_KIND_TAG], ==, 10);
  g_assert_cmpuint (census.kinds[CRM_KIND_PERSON], ==, census.kinds[CRM_KIND_ROLE]);
  g_assert_cmpuint (census.kinds[CRM_KIND_PERSON], >, census.companies);
  g_assert_cmpuint (census.kinds[CRM_KIND_RELATIONSHIP], >, 5);
  g_assert_cmpuint (census.kinds[CRM_KIND_TAGGING], >, 100);
  g_assert_cmpuint (census.kinds[CRM_KIND_INTERACTION], >, 5 * CUSTOMERS);
  assert_between (census.chinese, CUSTOMERS * 48 / 100, CUSTOMERS * 62 / 100);
  assert_between (census.companies, CUSTOMERS * 65 / 100, CUSTOMERS * 80 / 100);
  g_assert_cmpuint (g_hash_table_size (census.owners), ==, 4);
  g_assert_cmpuint (g_hash_table_size (census.stages), ==, 7);
  g_assert_cmpuint (g_hash_table_size (census.point_kinds), ==, 9);
  census_clear (&census);
}

static void
test_times (void)
{
  Census census = take_census (CUSTOMERS, CRM_DEMO_SEED, CRM_DEMO_STORIES);

  g_assert_cmpint (census.last, <, NOW);
  g_assert_cmpint (census.last, >, NOW - 5 * DAY);
  g_assert_cmpint (census.first, >, NOW - 552 * DAY);
  g_assert_cmpint (census.first, <, NOW - 500 * DAY);
  assert_between (census.overdue, 5, CUSTOMERS / 5);
  assert_between (census.today, 5, CUSTOMERS / 8);
  assert_between (census.coming, 30, CUSTOMERS / 2);
  g_assert_cmpuint (census.open_tasks, <, CUSTOMERS);
  census_clear (&census);
}

/* No text stands so often that a reader of some customers would meet it twice. */
static void
test_variety (void)
{
  Census census = take_census (CUSTOMERS, CRM_DEMO_SEED, CRM_DEMO_STORIES);
  guint n = census.kinds[CRM_KIND_INTERACTION], repeated = 0;
  GHashTableIter iter;
  gpointer uses;

  g_hash_table_iter_init (&iter, census.texts);
  while (g_hash_table_iter_next (&iter, NULL, &uses))
    repeated += GPOINTER_TO_UINT (uses) > 8;
  g_assert_cmpuint (g_hash_table_size (census.texts), >, n * 3 / 4);
  g_assert_cmpuint (repeated, <=, 20);
  census_clear (&census);
}

static void
test_depths (void)
{
  Census stories = take_census (100, 2, CRM_DEMO_STORIES);
  Census brief = take_census (100, 2, CRM_DEMO_BRIEF);
  Census contacts = take_census (100, 2, CRM_DEMO_CONTACTS);

  g_assert_cmpuint (brief.kinds[CRM_KIND_INTERACTION], <=, 200);
  g_assert_cmpuint (brief.kinds[CRM_KIND_PERSON], ==, stories.kinds[CRM_KIND_PERSON]);
  g_assert_cmpuint (brief.kinds[CRM_KIND_TASK], <, stories.kinds[CRM_KIND_TASK]);
  g_assert_cmpuint (contacts.kinds[CRM_KIND_CUSTOMER], ==, 100);
  g_assert_cmpuint (contacts.kinds[CRM_KIND_CONTACT_POINT], >, 200);
  g_assert_cmpuint (contacts.kinds[CRM_KIND_INTERACTION] + contacts.kinds[CRM_KIND_PERSON] + contacts.kinds[CRM_KIND_TASK], ==, 0);
  census_clear (&stories);
  census_clear (&brief);
  census_clear (&contacts);
}

static void
check_ascends (const CrmChange *change, gpointer data)
{
  CrmId *last = data;

  if (change->kind == &crm_kind_user)
    return;
  g_assert_cmpint (crm_id_compare (last, &change->id), <, 0);
  *last = change->id;
}

static void
test_contact_ids_ascend (void)
{
  CrmId last = { 0 };

  for_each_change (3000, 5, CRM_DEMO_CONTACTS, check_ascends, &last);
}

/* ── nothing of it is real ────────────────────────────────────────────────────────────────── */

static gboolean
is_fictional_phone (const char *phone)
{
  static const char *const patterns[] = {
    "^\\+86 555 01\\d\\d \\d{4}$",
    "^\\+44 (113|114|115|116|117|118|121|131|141|151|161) 496 0\\d{3}$",
    "^\\+44 (20 7946 0|29 2018 0)\\d{3}$",
    "^\\+44 (1632 960|7700 900)\\d{3}$",
    "^\\+49 (30 23125|40 66969|221 4710|89 99998|69 90009) \\d{3}$",
    "^\\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98) \\d\\d \\d\\d$",
    "^\\+46 (8 465 004 \\d\\d|31 390 06 \\d\\d|40 628 04 \\d\\d)$",
    "^\\+1 [2-9]\\d\\d 555 01\\d\\d$",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (g_regex_match_simple (patterns[i], phone, 0, 0))
      return TRUE;
  return FALSE;
}

static void
check_point (const CrmChange *change)
{
  const char *kind = get_text (change, CRM_CONTACT_POINT_KIND);
  const char *value = get_text (change, CRM_CONTACT_POINT_VALUE);
  static const struct
  {
    const char *kind;
    const char *pattern;
  } shapes[] = {
    { "email", "^[a-z0-9.-]+@([a-z0-9-]+\\.)?example\\.(com|org)$" },
    { "web", "^https://[a-z0-9-]+\\.example\\.com$" },
    { "wechat", "^example-" },
    { "wecom", "^example-" },
    { "qq", "^0\\d{8}$" },
    { "weibo", "_示例$" },
    { "address", "\\d" },
    { "other", "." },
  };

  if (g_strcmp0 (kind, "phone") == 0)
    {
      if (!is_fictional_phone (value))
        g_error ("%s may be somebody's", value);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_strcmp0 (shapes[i].kind, kind) == 0)
      {
        if (!g_regex_match_simple (shapes[i].pattern, value, 0, 0))
          g_error ("%s “%s” is not of the shape %s", kind, value, shapes[i].pattern);
        return;
      }
  g_error ("A contact point of the kind %s", kind);
}

static void
check_value (const CrmChange *change, const CrmAssignment *assignment)
{
  const CrmField *field = &change->kind->fields[assignment->field];
  const char *text = assignment->value.type == CRM_VALUE_TEXT ? assignment->value.text : NULL;

  g_assert_true (crm_value_fits (&assignment->value, field->type));
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  /* Of a view, what only the program reads. */
  if (change->kind == &crm_kind_saved_view && (field->flags & CRM_FIELD_INTERNAL) != 0)
    return;
  if (strpbrk (text, "{}|[") != NULL || strstr (text, "  ") != NULL || strstr (text, "(null)") != NULL)
    g_error ("%s.%s is “%s”", change->kind->name, field->name, text);
  if (field->type == CRM_TYPE_CHOICE)
    g_assert_cmpstr (crm_field_find_choice (field, text), ==, text);
}

static void
check_change (const CrmChange *change, gpointer data)
{
  for (guint i = 0; change->assignments != NULL && i < change->assignments->len; i++)
    check_value (change, &g_array_index (change->assignments, CrmAssignment, i));
  for (guint i = 0; i < change->kind->n_fields; i++)
    if ((change->kind->fields[i].flags & CRM_FIELD_REQUIRED) != 0)
      g_assert_nonnull (crm_change_get (change, i));
  if (change->kind == &crm_kind_contact_point)
    check_point (change);
}

static void
test_fictional (void)
{
  for (guint64 seed = 1; seed <= 4; seed++)
    for_each_change (400, seed, CRM_DEMO_STORIES, check_change, NULL);
}

static void
collect_phone (const CrmChange *change, gpointer seen)
{
  if (change->kind == &crm_kind_contact_point && g_strcmp0 (get_text (change, CRM_CONTACT_POINT_KIND), "phone") == 0 && g_str_has_prefix (get_text (change, CRM_CONTACT_POINT_VALUE), "+86"))
    g_assert_true (g_hash_table_add (seen, g_strdup (get_text (change, CRM_CONTACT_POINT_VALUE))));
}

/* Or the search for duplicates would find nothing else. */
static void
test_phones_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for_each_change (2000, 1, CRM_DEMO_STORIES, collect_phone, seen);
}

/* ── the word lists ───────────────────────────────────────────────────────────────────────── */

static gboolean
is_slot (const char *name)
{
  for (guint i = 0; i < CRM_DEMO_N_SLOTS; i++)
    if (strcmp (crm_demo_slot_names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
check_sentence (const char *section, const CrmDemoLine *line)
{
  const char *sentence = line->columns[line->n_columns - 1];
  g_autoptr (GRegex) braces = g_regex_new ("\\{([^}]*)\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_cmpstr (line->columns[0], !=, "");
  g_regex_match (braces, sentence, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      if (!is_slot (name))
        g_error ("[%s] knows no {%s}", section, name);
    }
}

static void
test_words (void)
{
  static const char *const languages[] = { "en", "zh" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (CrmDemoWords) words = crm_demo_words_new (languages[i]);
      g_auto (GStrv) sections = crm_demo_words_dup_sections (words);

      g_assert_cmpuint (g_strv_length (sections), >, 60);
      for (char **section = sections; *section != NULL; section++)
        {
          const CrmDemoList *list = crm_demo_words_find (words, *section, NULL);

          g_assert_cmpuint (list->lines->len, >, 0);
          for (guint line = 0; line < list->lines->len; line++)
            check_sentence (*section, &g_array_index (list->lines, CrmDemoLine, line));
        }
      for (guint beat = 0; beat < CRM_DEMO_N_BEATS; beat++)
        if (beat != CRM_DEMO_BEAT_FIRST && beat != CRM_DEMO_BEAT_NOTE)
          g_assert_nonnull (crm_demo_words_find (words, crm_demo_beats[beat].section, NULL));
    }
}

static void
test_schedules (void)
{
  CrmDemoMoment moments[CRM_DEMO_MAX_STEPS];
  CrmDemoRandom random;

  crm_demo_random_init (&random, 11, 0);
  for (guint i = 0; i < crm_demo_story_count (); i++)
    for (int round = 0; round < 200; round++)
      {
        const CrmDemoStory *story = crm_demo_story_get (i);

        g_assert_cmpuint (story->n_steps, <=, CRM_DEMO_MAX_STEPS);
        crm_demo_story_schedule (story, &random, moments);
        g_assert_cmpint (moments[0].days_ago, <=, 548);
        g_assert_cmpint (moments[story->n_steps - 1].days_ago, >=, 0);
        for (guint step = 1; step < story->n_steps; step++)
          g_assert_cmpint (moments[step].days_ago, <=, moments[step - 1].days_ago);
      }
}

/* ── in a store ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *folder;
  CrmClock *clock;
  CrmStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("clientele-demo-XXXXXX", NULL);
  fixture->clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  path = g_build_filename (fixture->folder, "demo.clientele", NULL);
  fixture->store = crm_store_new (path, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->clock);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
read_count (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 value = 0;

  g_value_init (result, G_TYPE_INT64);
  if (!crm_connection_read_integer (connection, sql, &value, error))
    return FALSE;
  g_value_set_int64 (result, value);
  return TRUE;
}

static gint64
query (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_count, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEditResult) result = await_boxed (crm_demo_fill_store (fixture->store, 120, 1, "zh_CN", NULL));
  g_autoptr (CrmRecord) user = NULL;
  CrmId local = crm_demo_get_user (1);

  g_assert_cmpuint (result->created, >, 2000);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 120);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE phone IS NOT NULL OR email IS NOT NULL"), >, 110);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE last_contact IS NOT NULL"), ==, 120);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE next_step IS NOT NULL"), >, 40);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE name_key IS NULL"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM role r WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = r.customer)"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE referrer IS NOT NULL AND referrer NOT IN (SELECT id FROM customer)"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE owner NOT IN (SELECT id FROM user)"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM tagging WHERE tag NOT IN (SELECT id FROM tag)"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM interaction WHERE person IS NOT NULL AND person NOT IN (SELECT id FROM person)"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM task WHERE interaction IS NOT NULL AND interaction NOT IN (SELECT id FROM interaction)"), ==, 0);
  user = await_boxed (crm_store_find_record (fixture->store, &crm_kind_user, &local));
  g_assert_cmpstr (crm_record_get_text (user, CRM_USER_NAME), ==, "林悦");
}

/* In Taiwan a company labels its customers in Traditional characters. */
static void
test_traditional (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEditResult) result = await_boxed (crm_demo_fill_store (fixture->store, 5, 1, "zh_TW.UTF-8", NULL));

  g_assert_cmpuint (result->created, >, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM tag WHERE name IN ('重點客戶', '多門市')"), ==, 2);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM tag WHERE name = '重点客户'"), ==, 0);
}

static void
test_apply_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEditResult) first = await_boxed (crm_demo_fill_store (fixture->store, 30, 1, NULL, NULL));
  g_autoptr (CrmEditResult) again = await_boxed (crm_demo_fill_store (fixture->store, 30, 1, NULL, NULL));

  g_assert_cmpuint (first->created, >, 500);
  g_assert_cmpuint (again->created, ==, 0);
  g_assert_cmpuint (again->changed, ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer"), ==, 30);
}

/* Whoever has set the file up stays its user, and is one of the four. */
static void
test_own_user (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("User", CRM_EDIT_ORIGIN_SETUP);
  CrmChange *change = crm_edit_create (edit, &crm_kind_user, NULL);
  g_autofree char *id = crm_id_to_string (&change->id);

  crm_change_set_text (change, CRM_USER_NAME, "Ms Somebody");
  crm_edit_result_free (await_boxed (crm_store_apply (fixture->store, edit, NULL)));
  await_ok (crm_store_set_setting (fixture->store, "user", id));
  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, 60, 1, NULL, NULL)));
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM user"), ==, 4);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM customer WHERE owner = (SELECT id FROM user WHERE name = 'Ms Somebody')"), >, 10);
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEditResult) result = await_boxed (crm_demo_fill_store (fixture->store, 0, G_MAXUINT64, "", NULL));

  /* Users, tags, and what deals go by: pipelines with stages, targets, rules, rates, a review. */
  g_assert_cmpint (query (fixture, "SELECT (SELECT count(*) FROM user) + (SELECT count(*) FROM tag)"), ==, 14);
  g_assert_cmpint (query (fixture, "SELECT (SELECT count(*) FROM pipeline) + (SELECT count(*) FROM stage)"), ==, 14);
  g_assert_cmpint (query (fixture, "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM deal)"), ==, 0);
  g_assert_cmpuint (result->created, >, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/demo/random/matches-the-reference", test_random);
  g_test_add_func ("/demo/words/every-section-and-slot-is-known", test_words);
  g_test_add_func ("/demo/story/runs-forward-within-18-months", test_schedules);
  g_test_add_func ("/demo/same-seed-same-data", test_same_seed);
  g_test_add_func ("/demo/larger-begins-as-smaller", test_prefix);
  g_test_add_func ("/demo/sums", test_sums);
  g_test_add_func ("/demo/times-and-tasks", test_times);
  g_test_add_func ("/demo/texts-vary", test_variety);
  g_test_add_func ("/demo/depths", test_depths);
  g_test_add_func ("/demo/contacts/ids-ascend", test_contact_ids_ascend);
  g_test_add_func ("/demo/everything-is-fictional-and-valid", test_fictional);
  g_test_add_func ("/demo/phones-differ", test_phones_differ);
  g_test_add ("/demo/store/applies-with-facts", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/demo/store/again-changes-nothing", Fixture, NULL, set_up, test_apply_again, tear_down);
  g_test_add ("/demo/store/traditional-tags", Fixture, NULL, set_up, test_traditional, tear_down);
  g_test_add ("/demo/store/own-user-stays", Fixture, NULL, set_up, test_own_user, tear_down);
  g_test_add ("/demo/store/no-customers", Fixture, NULL, set_up, test_none, tear_down);
  return g_test_run ();
}
