/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions: what they mean, against SQL written by hand; how they are written down; what happens when a field is gone. */

#include "core/base/crm-error.h"
#include "core/demo/crm-demo.h"
#include "core/query/crm-filter-rows.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/views/crm-saved-view.h"
#include "core/views/crm-where.h"
#include "tests/await.h"
#include "tests/store/store-fixture.h"

/* The fixture's clock stands on Monday, 21 September 2026, in Shanghai; microseconds of a day, and of the beginning of that one. */
#define DAY_SQL   "86400000000"
#define TODAY_SQL "1789920000000000"

typedef struct
{
  const char *where;
  const char *sql;
} Case;

static const Case customer_cases[] = {
  { "level = A", "level = 'a'" },
  { "level != a", "level IS NULL OR level <> 'a'" },
  { "level any A, B", "level IN ('a', 'b')" },
  { "level none A,B", "level IS NULL OR level NOT IN ('a', 'b')" },
  { "level empty", "level IS NULL" },
  { "level filled", "level IS NOT NULL" },
  { "name contains 公司", "instr (name, '公司') > 0" },
  { "name lacks 公司", "instr (name, '公司') = 0" },
  { "industry lacks a", "industry IS NULL OR instr (lower (industry), 'a') = 0" },
  { "last_contact last 30", "last_contact >= " TODAY_SQL " - 30 * " DAY_SQL " AND last_contact < " TODAY_SQL " + " DAY_SQL },
  { "last_contact older 90", "last_contact IS NULL OR last_contact < " TODAY_SQL " - 90 * " DAY_SQL },
  { "next_step next 7", "next_step >= " TODAY_SQL " AND next_step < " TODAY_SQL " + 8 * " DAY_SQL },
  { "last_contact in this-week", "last_contact >= " TODAY_SQL " AND last_contact < " TODAY_SQL " + 7 * " DAY_SQL },
  { "last_contact in last-week", "last_contact >= " TODAY_SQL " - 7 * " DAY_SQL " AND last_contact < " TODAY_SQL },
  { "last_contact in last-month", "last_contact >= 1785513600000000 AND last_contact < 1788192000000000" },
  { "last_contact in last-quarter", "last_contact >= 1774972800000000 AND last_contact < 1782835200000000" },
  { "last_contact in this-year", "last_contact >= 1767196800000000 AND last_contact < 1798732800000000" },
  { "last_contact < 2026-06-01", "last_contact < 1780243200000000" },
  { "last_contact > 2026-06-01", "last_contact >= 1780243200000000 + " DAY_SQL },
  { "last_contact = 2026-09-16", "last_contact >= " TODAY_SQL " - 5 * " DAY_SQL " AND last_contact < " TODAY_SQL " - 4 * " DAY_SQL },
  { "last_contact between 2026-09-16, 2026-09-07", "last_contact >= " TODAY_SQL " - 14 * " DAY_SQL " AND last_contact < " TODAY_SQL " - 4 * " DAY_SQL },
  { "birthday anniversary this-month", "birthday % 10000 BETWEEN 901 AND 930" },
  { "birthday anniversary next-week", "birthday % 10000 BETWEEN 928 AND 930 OR birthday % 10000 BETWEEN 1001 AND 1004" },
  { "life_cycle_since in last-year", "life_cycle_since BETWEEN 20250101 AND 20251231" },
  { "credit_limit > CNY 50000", "credit_limit > 5000000 AND credit_limit_currency = 'CNY'" },
  { "credit_limit between CNY 10000, CNY 50000", "credit_limit BETWEEN 1000000 AND 5000000 AND credit_limit_currency = 'CNY'" },
  { "credit_limit empty", "credit_limit IS NULL" },
  { "satisfaction < 60", "satisfaction < 60000000" },
  { "open_deals > 0", "open_deals > 0" },
  { "owner filled", "owner IS NOT NULL" },
  { "tag = VIP", "id IN (SELECT customer FROM tagging WHERE deleted = 0 AND tag IN (SELECT id FROM tag WHERE name = 'VIP'))" },
  { "tag != VIP", "id NOT IN (SELECT customer FROM tagging WHERE deleted = 0 AND tag IN (SELECT id FROM tag WHERE name = 'VIP'))" },
  { "tag empty", "id NOT IN (SELECT customer FROM tagging WHERE deleted = 0)" },
  { "tag filled", "id IN (SELECT customer FROM tagging WHERE deleted = 0)" },
  { "deal.outcome = won", "EXISTS (SELECT 1 FROM deal d WHERE d.customer = customer.id AND d.deleted = 0 AND d.outcome = 'won')" },
  { "deal.stage filled", "EXISTS (SELECT 1 FROM deal d WHERE d.customer = customer.id AND d.deleted = 0 AND d.stage IS NOT NULL)" },
  { "interaction.kind any visit, meeting", "EXISTS (SELECT 1 FROM interaction i WHERE i.customer = customer.id AND i.deleted = 0 AND i.kind IN ('visit', 'meeting'))" },
  { "interaction.at older 60", "NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer = customer.id AND i.deleted = 0 AND i.at >= " TODAY_SQL " - 60 * " DAY_SQL ")" },
  { "contact_point.kind = WeChat", "EXISTS (SELECT 1 FROM contact_point p WHERE p.customer = customer.id AND p.deleted = 0 AND p.kind = 'wechat')" },
  { "created last 1", "1" },
  { "created older 1", "0" },
};

static const Case deal_cases[] = {
  { "outcome = won", "outcome = 'won'" },
  { "customer.level = A", "customer IN (SELECT id FROM customer WHERE level = 'a' AND deleted = 0)" },
  { "customer.level != A", "customer IN (SELECT id FROM customer WHERE level IS NULL OR level <> 'a')" },
  { "amount > CNY 100000", "amount > 10000000 AND amount_currency = 'CNY'" },
  { "stage filled", "stage IS NOT NULL" },
};

/* Of several choices; those without any have none of them. */
static const Case choices_cases[] = {
  { "Goods any Ink, Paper", "name IN ('Alder', 'Birch', 'Cedar')" },
  { "Goods = Paper", "name IN ('Alder', 'Cedar')" },
  { "Goods all Ink, Paper", "name = 'Alder'" },
  { "Goods none Ink", "name IN ('Cedar', 'Dogwood', 'Elm')" },
  { "Goods != Ink", "name IN ('Cedar', 'Dogwood', 'Elm')" },
  { "Goods any Ink white", "name = 'Elm'" },
  { "Goods empty", "name = 'Dogwood'" },
  { "Goods filled", "name <> 'Dogwood'" },
};

static CrmConditionTime
get_time (GTimeZone *zone)
{
  CrmConditionTime time = { NOW, zone, { 0 } };

  crm_office_time_init (&time.office, "1", NULL, NULL, NULL);
  return time;
}

static gint64
count_by_sql (CrmConnection *connection, const CrmKind *kind, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE deleted = 0 AND (%s)", kind->name, condition);
  gint64 n = -1;

  g_assert_true (crm_connection_read_integer (connection, sql, &n, NULL));
  return n;
}

static gint64
count_by_condition (CrmConnection *connection, const CrmKind *kind, const CrmCondition *condition, GPtrArray *facets)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmConditionTime time = get_time (zone);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFilter) filter = crm_condition_to_filter (condition, facets, &time, &error);
  g_autoptr (CrmRowSet) rows = NULL;

  g_assert_no_error (error);
  rows = crm_filter_find_rows (filter, kind, connection, &error);
  g_assert_no_error (error);
  return (gint64)crm_row_set_count (rows);
}

static CrmCondition *
parse (const char *where, GPtrArray *facets)
{
  CrmValueStyle style = { .locale = "C", .currency = "CNY" };
  g_autoptr (GError) error = NULL;
  CrmCondition *condition = crm_where_parse (where, facets, &style, NOW, &error);

  g_assert_no_error (error);
  return condition;
}

static void
check_cases (CrmConnection *connection, const CrmKind *kind, const Case *cases, gsize n_cases)
{
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, kind, NULL);

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (CrmCondition) condition = parse (cases[i].where, facets);
      g_autofree char *json = crm_condition_to_json (condition);
      g_autoptr (CrmCondition) again = crm_condition_from_json (json, NULL);
      CrmValueStyle style = { .locale = "C", .currency = "CNY" };
      g_autofree char *words = crm_condition_to_words (condition, facets, &style);
      gint64 n = count_by_condition (connection, kind, condition, facets);

      g_test_message ("%s: “%s” of %" G_GINT64_FORMAT, cases[i].where, words, n);
      g_assert_cmpint (n, ==, count_by_sql (connection, kind, cases[i].sql));
      g_assert_true (crm_condition_equal (condition, again));
    }
}

static gboolean
read_meaning (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  check_cases (connection, &crm_kind_customer, customer_cases, G_N_ELEMENTS (customer_cases));
  check_cases (connection, &crm_kind_deal, deal_cases, G_N_ELEMENTS (deal_cases));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static gboolean
read_choices (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  check_cases (connection, &crm_kind_customer, choices_cases, G_N_ELEMENTS (choices_cases));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
read_with (Fixture *fixture, CrmReadFunc func)
{
  await_ok (crm_store_read (fixture->store, NULL, func, NULL, NULL));
}

static void
fill (Fixture *fixture)
{
  g_autoptr (CrmEdit) edit = crm_demo_new_edit (200, 7, "en_GB", fixture->clock);

  crm_edit_result_free (apply (fixture, edit));
}

static void
test_meaning (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  read_with (fixture, read_meaning);
}

/* A choice that begins like another one is another one. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  static const char *const goods[][2] = { { "Alder", "Ink\nPaper" }, { "Birch", "Ink" }, { "Cedar", "Paper" }, { "Dogwood", NULL }, { "Elm", "Ink white" } };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fill", CRM_EDIT_ORIGIN_SETUP);
  CrmId field = crm_custom_field_create (edit, "Goods", "choices", "Ink\nPaper\nInk white", NULL)->id;

  for (gsize i = 0; i < G_N_ELEMENTS (goods); i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
      CrmId customer = change->id, id = crm_custom_value_make_id (&customer, &field);

      crm_change_set_text (change, CRM_CUSTOMER_NAME, goods[i][0]);
      if (goods[i][1] == NULL)
        continue;
      change = crm_edit_create (edit, &crm_kind_custom_value, &id);
      crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, &customer);
      crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, &field);
      crm_change_set_text (change, CRM_CUSTOM_VALUE_TEXT, goods[i][1]);
    }
  crm_edit_result_free (apply (fixture, edit));
  read_with (fixture, read_choices);
}

/* ── groups ───────────────────────────────────────────────────────────────────────────────── */

static CrmCondition *
group (CrmConditionType type, const char *const *wheres, GPtrArray *facets)
{
  CrmCondition *self = crm_condition_new_group (type);

  for (gsize i = 0; wheres[i] != NULL; i++)
    g_ptr_array_add (self->parts, parse (wheres[i], facets));
  return self;
}

static void
assert_group (CrmConnection *connection, CrmConditionType type, const char *const *wheres, const char *sql)
{
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, NULL);
  g_autoptr (CrmCondition) condition = group (type, wheres, facets);

  g_assert_cmpint (count_by_condition (connection, &crm_kind_customer, condition, facets), ==, count_by_sql (connection, &crm_kind_customer, sql));
}

static gboolean
read_groups (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char won[] = "SELECT 1 FROM deal d WHERE d.customer = customer.id AND d.deleted = 0 AND d.outcome = 'won'";
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, NULL);
  g_autoptr (CrmCondition) outer = group (CRM_CONDITION_ALL, (const char *[]){ "level = A", NULL }, facets);
  g_autofree char *sql = g_strdup_printf ("EXISTS (%s AND d.amount > 2000000 AND d.amount_currency = 'CNY')", won);

  assert_group (connection, CRM_CONDITION_ANY, (const char *[]){ "level = A", "tag = VIP", NULL },
                "level = 'a' OR id IN (SELECT customer FROM tagging WHERE deleted = 0 AND tag IN (SELECT id FROM tag WHERE name = 'VIP'))");
  /* One and the same deal. */
  assert_group (connection, CRM_CONDITION_ALL, (const char *[]){ "deal.outcome = won", "deal.amount > CNY 20000", NULL }, sql);
  /* Not one and the same tag: somebody bears both. */
  assert_group (connection, CRM_CONDITION_ALL, (const char *[]){ "tag = VIP", "tag filled", NULL },
                "id IN (SELECT customer FROM tagging WHERE deleted = 0 AND tag IN (SELECT id FROM tag WHERE name = 'VIP'))");
  assert_group (connection, CRM_CONDITION_ALL, (const char *[]){ NULL }, "1");
  assert_group (connection, CRM_CONDITION_ANY, (const char *[]){ NULL }, "1");
  g_ptr_array_add (outer->parts, group (CRM_CONDITION_ANY, (const char *[]){ "city contains a", "open_deals > 0", NULL }, facets));
  g_ptr_array_add (outer->parts, crm_condition_new_group (CRM_CONDITION_ANY));
  g_assert_cmpint (count_by_condition (connection, &crm_kind_customer, outer, facets), ==,
                   count_by_sql (connection, &crm_kind_customer, "level = 'a' AND (instr (lower (city), 'a') > 0 OR open_deals > 0)"));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  read_with (fixture, read_groups);
}

/* So many that an index finds more than few, in a table of the connection's own. */
static gboolean
read_many (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char many[] = "CREATE TEMP TABLE customer AS SELECT * FROM main.customer WHERE 0;"
                             "CREATE INDEX temp.customer_by_last_contact ON customer (last_contact) WHERE deleted = 0;"
                             "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
                             " INSERT INTO temp.customer (rowid, id, deleted, level, city, last_contact)"
                             " SELECT i, randomblob (16), i % 97 = 0, iif (i % 3 = 0, 'a', 'b'), iif (i % 5 = 0, 'Bath', NULL), iif (i % 7 = 0, NULL, " TODAY_SQL " - i % 400 * " DAY_SQL ") FROM n;";
  static const char later[] = "last_contact >= " TODAY_SQL " - 365 * " DAY_SQL " AND last_contact < " TODAY_SQL " + " DAY_SQL;
  g_autofree char *both = g_strdup_printf ("%s AND level = 'a' AND city IS NOT NULL", later);
  g_autofree char *either = g_strdup_printf ("%s OR level = 'a' OR city IS NOT NULL", later);

  g_assert_true (crm_connection_execute (connection, many, NULL));
  assert_group (connection, CRM_CONDITION_ALL, (const char *[]){ "last_contact last 365", "level = A", "city filled", NULL }, both);
  assert_group (connection, CRM_CONDITION_ANY, (const char *[]){ "last_contact last 365", "level = A", "city filled", NULL }, either);
  /* Few by the index. */
  assert_group (connection, CRM_CONDITION_ALL, (const char *[]){ "last_contact last 3", "level = A", NULL },
                "last_contact >= " TODAY_SQL " - 3 * " DAY_SQL " AND last_contact < " TODAY_SQL " + " DAY_SQL " AND level = 'a'");
  assert_group (connection, CRM_CONDITION_ANY, (const char *[]){ "last_contact last 3", "level = A", NULL },
                "(last_contact >= " TODAY_SQL " - 3 * " DAY_SQL " AND last_contact < " TODAY_SQL " + " DAY_SQL ") OR level = 'a'");
  g_assert_true (crm_connection_execute (connection, "DROP TABLE temp.customer", NULL));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  read_with (fixture, read_many);
}

/* ── what cannot be understood ────────────────────────────────────────────────────────────── */

static gboolean
read_refusals (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char *const wrong[] = {
    "",
    "level",
    "levle = A",
    "level A",
    "level = Z",
    "level older 3",
    "last_contact last many",
    "last_contact in never",
    "tag = Nobody",
    "credit_limit between CNY 1",
    "level any",
    "name'; DROP TABLE customer; -- = x",
    "last_contact last -1",
    "birthday > 31.02.2026",
    "\xff = 1",
  };
  static const char *const broken[] = {
    "",
    "[]",
    "{}",
    "{\"all\": 1}",
    "{\"field\": \"level\", \"is\": \"any\"}",
    "{\"field\": \"level\", \"is\": \"loves\", \"values\": [\"a\"]}",
    "{\"field\": \"level\", \"is\": \"any\", \"values\": [1]}",
    "{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": [{\"any\": []}]}]}]}]}]}]}]}]}]}",
  };
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, NULL);
  CrmValueStyle style = { .locale = "C", .currency = "CNY" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (crm_where_parse (wrong[i], facets, &style, NOW, &reason));
      g_test_message ("%s", reason->message);
      g_assert_true (reason->domain == CRM_ERROR);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (crm_condition_from_json (broken[i], &reason));
      g_assert_error (reason, CRM_ERROR, CRM_ERROR_INVALID);
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  read_with (fixture, read_refusals);
}

static gboolean
read_gone (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  CrmConditionTime time = get_time (zone);
  CrmValueStyle style = { .locale = "C" };
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, NULL);
  g_autoptr (CrmCondition) condition
      = crm_condition_from_json ("{\"all\": [{\"field\": \"custom.0192f0c4-5dd2-7000-8000-000000000000\", \"label\": \"Grade\", \"is\": \"filled\"}]}", NULL);
  g_autofree char *words = crm_condition_to_words (condition, facets, &style);
  g_autoptr (GError) reason = NULL;

  g_assert_null (crm_condition_to_filter (condition, facets, &time, &reason));
  g_assert_error (reason, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (reason->message, "Grade"));
  g_assert_nonnull (strstr (words, "Grade"));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  read_with (fixture, read_gone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/condition/means-what-the-sql-says", test_meaning);
  ADD ("/condition/of-several-choices", test_choices);
  ADD ("/condition/groups-of-all-and-any", test_groups);
  ADD ("/condition/groups-of-many", test_many);
  ADD ("/condition/what-cannot-be-understood-is-said", test_refusals);
  ADD ("/condition/a-field-that-is-gone-is-named", test_gone);
#undef ADD
  return g_test_run ();
}
