/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's deals: complete logs, nothing wrong but what is meant to be, and something for every figure to show. */

#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/demo/demo-fixture.h"

#define CUSTOMERS CRM_DEMO_CUSTOMERS
#define MICROS    "1000000"
#define NOW_TEXT  "1790000000000000"

static gboolean
read_number (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 number = -1;

  if (!crm_connection_read_integer (connection, sql, &number, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_number, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static void
assert_none (Fixture *fixture, const char *sql)
{
  gint64 n = count (fixture, sql);

  if (n != 0)
    g_error ("%" G_GINT64_FORMAT " by: %s", n, sql);
}

static void
assert_between (gint64 value, gint64 first, gint64 last)
{
  g_assert_cmpint (value, >=, first);
  g_assert_cmpint (value, <=, last);
}

static Company companies[] = {
  { CUSTOMERS, CRM_DEMO_SEED, "zh_CN" },
  { CUSTOMERS, CRM_DEMO_SEED + 1, "zh_CN" },
};

/* From nothing, each move from where the one before arrived, and to where the deal is. */
static void
test_logs (Fixture *fixture, gconstpointer data)
{
  assert_none (fixture, "SELECT count(*) FROM (SELECT from_stage, at, lag(to_stage) OVER w AS arrived, lag(at) OVER w AS before FROM stage_move"
                        " WINDOW w AS (PARTITION BY deal ORDER BY at)) WHERE from_stage IS NOT arrived OR before >= at");
  assert_none (fixture, "SELECT count(*) FROM stage_move WHERE from_stage = to_stage");
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE stage IS NOT (SELECT to_stage FROM stage_move WHERE deal = d.id ORDER BY at DESC LIMIT 1)");
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE stage_since IS NOT (SELECT max(at) FROM stage_move WHERE deal = d.id)");
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE began_at IS NOT (SELECT min(at) FROM stage_move WHERE deal = d.id)");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE closed_at IS NOT iif (outcome = 'open', NULL, stage_since)");
  assert_none (fixture, "SELECT count(*) FROM stage_move WHERE at > " NOW_TEXT);
  assert_none (fixture, "SELECT count(*) FROM deal WHERE amount IS NULL OR amount <= 0");
  assert_none (fixture, "SELECT count(*) FROM stage_move WHERE amount IS NULL OR amount <= 0");
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE amount IS NOT (SELECT amount FROM stage_move WHERE deal = d.id ORDER BY at DESC LIMIT 1)"
                        " AND (SELECT count(*) FROM stage_move WHERE deal = d.id) > 1");
}

static void
test_references (Fixture *fixture, gconstpointer data)
{
  assert_none (fixture, "SELECT count(*) FROM deal WHERE customer NOT IN (SELECT id FROM customer) OR owner NOT IN (SELECT id FROM user)");
  assert_none (fixture, "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage WHERE s.pipeline <> d.pipeline OR s.outcome <> d.outcome");
  assert_none (fixture, "SELECT count(*) FROM stage_move m JOIN deal d ON d.id = m.deal JOIN stage s ON s.id = m.to_stage WHERE s.pipeline <> d.pipeline");
  assert_none (fixture, "SELECT count(*) FROM deal_person p JOIN deal d ON d.id = p.deal WHERE p.person NOT IN (SELECT person FROM role WHERE customer = d.customer)");
  assert_none (fixture, "SELECT count(*) FROM task t JOIN deal d ON d.id = t.deal WHERE t.customer <> d.customer");
  assert_none (fixture, "SELECT count(*) FROM interaction i JOIN deal d ON d.id = i.deal WHERE i.customer <> d.customer");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE referrer IS NOT NULL AND referrer NOT IN (SELECT id FROM customer)");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE rowid NOT IN (SELECT deal FROM deal_path)");
}

/* What a stage asks for is there. */
static void
test_requirements (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage WHERE requirements IS NOT NULL"), ==, 1);
  assert_none (fixture, "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage WHERE s.requirements IS NOT NULL AND (d.amount IS NULL OR d.expected_close IS NULL)");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE outcome = 'lost' AND lost_reason IS NULL");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE outcome <> 'lost' AND lost_reason IS NOT NULL");
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM pipeline"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM user WHERE team IS NOT NULL"), ==, 4);
  assert_between (count (fixture, "SELECT count(*) FROM deal"), CUSTOMERS * 12 / 10, CUSTOMERS * 17 / 10);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE outcome = 'open'"), CUSTOMERS / 5, CUSTOMERS / 2);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE outcome = 'lost'"), CUSTOMERS / 4, CUSTOMERS);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE amount_currency = 'CNY'"), CUSTOMERS * 6 / 10, CUSTOMERS * 14 / 10);
  g_assert_cmpint (count (fixture, "SELECT count(DISTINCT amount_currency) FROM deal"), >=, 5);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal_person"), >, CUSTOMERS);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction WHERE deal IS NOT NULL"), >, CUSTOMERS);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM score_rule"), >=, 5);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM target WHERE length = 'month' AND owner IS NOT NULL"), >=, 40);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM target WHERE length = 'quarter'"), >=, 4);
  assert_between (count (fixture, "SELECT (" NOW_TEXT " - at) / " MICROS " / 86400 FROM review"), 20, 28);
}

/* Every month of the deals has a rate for every currency but one. */
static void
test_rates (Fixture *fixture, gconstpointer data)
{
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE amount_currency NOT IN ('CNY', 'SEK') AND NOT EXISTS (SELECT 1 FROM exchange_rate r"
                        " WHERE r.currency = d.amount_currency AND r.date <= CAST (strftime ('%Y%m%d', d.began_at / 1000000, 'unixepoch') AS INTEGER))");
  assert_none (fixture, "SELECT count(*) FROM exchange_rate WHERE currency = 'SEK' OR home <> 'CNY'");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal WHERE amount_currency = 'SEK'"), >, 0);
  assert_none (fixture, "SELECT count(*) FROM (SELECT rate, lag(rate) OVER (PARTITION BY currency ORDER BY date) AS before FROM exchange_rate)"
                        " WHERE abs (rate - before) * 50 > before");
}

/* Figures have something to find: referrals are won more often than cold calls, and long histories have no empty years. */
static void
test_patterns (Fixture *fixture, gconstpointer data)
{
  gint64 referral = count (fixture, "SELECT 100 * sum (outcome = 'won') / count(*) FROM deal WHERE outcome <> 'open' AND source = 'referral'");
  gint64 cold_call = count (fixture, "SELECT 100 * sum (outcome = 'won') / count(*) FROM deal WHERE outcome <> 'open' AND source = 'cold-call'");

  g_assert_cmpint (referral, >, cold_call + 5);
  g_assert_cmpint (count (fixture, "SELECT count(DISTINCT strftime ('%Y%m', closed_at / 1000000, 'unixepoch')) FROM deal WHERE outcome = 'won'"), >=, 22);
  g_assert_cmpint (count (fixture, "SELECT min (closed_at) FROM deal WHERE outcome = 'won'"), <, NOW - 24 * 30 * G_TIME_SPAN_DAY);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage WHERE d.outcome = 'open' AND d.stage_since + s.day_limit * 86400000000 < " NOW_TEXT), >, 10);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE outcome = 'open' AND next_step IS NULL"), 10, CUSTOMERS / 4);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE outcome = 'open' AND next_step < " NOW_TEXT), 2, CUSTOMERS / 8);
  assert_between (count (fixture, "SELECT count(*) FROM deal WHERE outcome = 'open' AND expected_close < 20260921"), 4, CUSTOMERS / 8);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move m JOIN deal d ON d.id = m.deal WHERE m.expected_close < d.expected_close"), >, CUSTOMERS / 4);
  g_assert_cmpint (count (fixture, "SELECT count(DISTINCT stage) FROM deal WHERE outcome = 'open'"), ==, 8);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move m JOIN stage f ON f.id = m.from_stage JOIN stage t ON t.id = m.to_stage WHERE t.position < f.position"), >, 20);
  g_assert_cmpint (count (fixture, "SELECT 100 * (SELECT sum (amount) FROM (SELECT amount FROM deal WHERE amount_currency = 'CNY' ORDER BY amount DESC LIMIT (SELECT count(*) / 10 FROM deal WHERE amount_currency = 'CNY')))"
                                   " / sum (amount) FROM deal WHERE amount_currency = 'CNY'"),
                   >, 35);
}

/* Every deal stands in the days before, as its log tells. */
static void
test_snapshots (Fixture *fixture, gconstpointer data)
{
  assert_none (fixture, "SELECT count(*) FROM deal d WHERE NOT EXISTS (SELECT 1 FROM deal_snapshot s WHERE s.deal = d.rowid)");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal_snapshot"), >, count (fixture, "SELECT count(*) FROM deal"));
}

/* Deriving it all anew finds nothing to put right. */
static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) problems = await_boxed (crm_store_check (fixture->store));

  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

/* The last, as it writes. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  const Company *company = data;
  g_autoptr (CrmEditResult) again = await_boxed (crm_demo_fill_store (fixture->store, CUSTOMERS + 1, company->seed, company->locale, NULL));

  g_assert_cmpuint (again->created, >, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, &again->id)));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, CUSTOMERS);
  assert_none (fixture, "SELECT count(*) FROM deal d JOIN customer c ON c.id = d.customer WHERE d.deleted <> c.deleted");
  assert_none (fixture, "SELECT count(*) FROM deal WHERE deleted = (rowid IN (SELECT deal FROM deal_path))");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "logs-are-complete", test_logs },
    { "references-lead-somewhere", test_references },
    { "requirements-are-met", test_requirements },
    { "sums", test_sums },
    { "rates-for-all-but-one-currency", test_rates },
    { "patterns-to-find", test_patterns },
    { "snapshots-of-past-days", test_snapshots },
    { "check-finds-nothing", test_check },
    { "undo-takes-them-back", test_undo },
  };
  int result;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (guint j = 0; j < G_N_ELEMENTS (companies); j++)
      {
        g_autofree char *path = g_strdup_printf ("/demo/deals/%s/%" G_GUINT64_FORMAT, tests[i].name, companies[j].seed);

        g_test_add (path, Fixture, &companies[j], enter_company, tests[i].test, leave_company);
      }
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    close_company (&companies[i]);
  return result;
}
