/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lost reasons, drivers won against lost, and concentration. */

#include "core/sales/crm-concentration.h"
#include "core/sales/crm-reasons.h"
#include "tests/sales/deal-fixture.h"

#include <math.h>

#define PRICE     3
#define SILENCE   5
#define NOT_ASKED 0

static guint32 next_reason;

static void
set_reason (CrmDealPath *deal)
{
  deal->lost_reason = next_reason;
}

static void
lose (DealFixture *fixture, guint32 reason, gint64 amount)
{
  next_reason = reason;
  deal_fixture_add_changed (fixture, "0@1 5@9", amount, set_reason);
}

static void
test_lost_reasons_golden (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = DAYS (0, 30);
  g_autoptr (CrmLostReasons) lost = NULL;
  const CrmLostReason *reasons;

  lose (fixture, SILENCE, 10000);
  lose (fixture, PRICE, 20000);
  lose (fixture, PRICE, 30000);
  lose (fixture, PRICE, -1);
  lose (fixture, NOT_ASKED, 90000);
  deal_fixture_add (fixture, "0@1 5@40", 90000);
  deal_fixture_add (fixture, "0@1 4@9", 90000);
  lost = crm_lost_reasons_new (deal_fixture_get_paths (fixture), &period);
  reasons = (const CrmLostReason *)(gpointer)lost->reasons->data;
  g_assert_cmpuint (lost->n_lost, ==, 5);
  g_assert_cmpuint (lost->reasons->len, ==, 2);
  g_assert_cmpuint (reasons[0].reason, ==, PRICE);
  g_assert_cmpuint (reasons[0].count, ==, 3);
  g_assert_cmpint (reasons[0].value, ==, 50000);
  g_assert_cmpuint (reasons[1].reason, ==, SILENCE);
  g_assert_cmpint (reasons[1].value, ==, 10000);
  g_assert_cmpuint (lost->excluded.counts[CRM_EXCLUSION_NO_REASON], ==, 1);
  g_assert_cmpuint (lost->excluded.counts[CRM_EXCLUSION_NEGATIVE_AMOUNT], ==, 1);
}

static void
test_lost_once (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  CrmDealPaths paths = *deal_fixture_get_paths (fixture);
  g_autofree CrmDealPath *shuffled = deal_fixture_shuffle (&paths, SEED);
  CrmPeriod period = DAYS (60, 120);
  g_autoptr (CrmLostReasons) a = crm_lost_reasons_new (&paths, &period);
  g_autoptr (CrmLostReasons) b = NULL;
  guint n = a->excluded.counts[CRM_EXCLUSION_NO_REASON];

  for (guint i = 0; i < a->reasons->len; i++)
    n += g_array_index (a->reasons, CrmLostReason, i).count;
  g_assert_cmpuint (n, ==, a->n_lost);
  g_assert_cmpuint (n, >, 100);
  paths.deals = shuffled;
  b = crm_lost_reasons_new (&paths, &period);
  g_assert_cmpuint (a->reasons->len, ==, b->reasons->len);
  for (guint i = 0; i < a->reasons->len; i++)
    g_assert_cmpmem (&g_array_index (a->reasons, CrmLostReason, i), sizeof (CrmLostReason), &g_array_index (b->reasons, CrmLostReason, i), sizeof (CrmLostReason));
}

/*
 * Twenty closed deals. Driver 7: 9 of its 10 won, of the other 10 one; driver 8: in all of them; driver 9: 4 of 8 won against 6 of 12. The
 * interval comes from golden.py.
 */
static void
test_drivers_golden (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  g_autoptr (GArray) drivers = g_array_new (FALSE, FALSE, sizeof (CrmDealDriver));
  CrmPeriod period = DAYS (0, 30);
  g_autoptr (CrmDrivers) result = NULL;
  const CrmDriver *driver;

  for (gint64 id = 1; id <= 20; id++)
    {
      gboolean has_seven = id <= 10, has_nine = id % 10 >= 2 && id % 10 <= 5;

      deal_fixture_add (fixture, has_seven == (id % 10 != 1) ? "0@1 4@9" : "0@1 5@9", 100);
      for (guint32 number = 7; number <= 9; number++)
        if (number == 8 || (number == 7 && has_seven) || (number == 9 && has_nine))
          for (int twice = 0; twice < 2; twice++)
            g_array_append_vals (drivers, &(CrmDealDriver){ id, number }, 1);
    }
  g_array_append_vals (drivers, &(CrmDealDriver){ 99, 5 }, 1);
  result = crm_drivers_new (deal_fixture_get_paths (fixture), (const CrmDealDriver *)(gpointer)drivers->data, drivers->len, &period);
  g_assert_cmpuint (result->n_won, ==, 10);
  g_assert_cmpuint (result->n_lost, ==, 10);
  g_assert_cmpuint (result->drivers->len, ==, 3);
  driver = &g_array_index (result->drivers, CrmDriver, 0);
  g_assert_cmpuint (driver->driver, ==, 7);
  g_assert_cmpuint (driver->with.part, ==, 9);
  g_assert_cmpuint (driver->with.whole, ==, 10);
  g_assert_cmpuint (driver->without.part, ==, 1);
  g_assert_cmpfloat_with_epsilon (driver->difference, 0.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (driver->low, 0.369867, 1e-6);
  g_assert_cmpfloat_with_epsilon (driver->high, 0.916141, 1e-6);
  g_assert_true (driver->is_clear);
  driver = &g_array_index (result->drivers, CrmDriver, 1);
  g_assert_cmpuint (driver->driver, ==, 8);
  g_assert_cmpuint (driver->with.whole, ==, 20);
  g_assert_cmpuint (driver->without.whole, ==, 0);
  g_assert_cmpfloat (driver->difference, ==, 0);
  g_assert_false (driver->is_clear);
  driver = &g_array_index (result->drivers, CrmDriver, 2);
  g_assert_cmpuint (driver->driver, ==, 9);
  g_assert_cmpuint (driver->with.whole, ==, 8);
  g_assert_cmpuint (driver->with.part, ==, 4);
  g_assert_false (driver->is_clear);
}

static void
test_no_drivers (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = ALWAYS;
  CrmDealDriver driver = { 1, 7 };
  g_autoptr (CrmDrivers) nothing = crm_drivers_new (deal_fixture_get_paths (fixture), &driver, 1, &period);
  g_autoptr (CrmDrivers) one = NULL;

  g_assert_cmpuint (nothing->drivers->len, ==, 0);
  deal_fixture_add (fixture, "0@1 4@9", 100);
  one = crm_drivers_new (deal_fixture_get_paths (fixture), &driver, 1, &period);
  g_assert_cmpuint (one->drivers->len, ==, 1);
  g_assert_cmpfloat (g_array_index (one->drivers, CrmDriver, 0).with.rate, ==, 1);
}

/* ── concentration ────────────────────────────────────────────────────────────────────────── */

/* 500, 300, 100, 50, 30, 20 of 1,000: 0.25 + 0.09 + 0.01 + 0.0025 + 0.0009 + 0.0004. */
static void
test_concentration_golden (void)
{
  static const CrmConcentrationPart parts[] = { { 6, 20 }, { 2, 200 }, { 1, 500 }, { 3, 100 }, { 2, 100 }, { 5, 30 }, { 4, 50 }, { 7, 0 }, { 8, -40 } };
  CrmConcentration concentration;

  crm_concentration_compute (parts, G_N_ELEMENTS (parts), &concentration);
  g_assert_true (concentration.known);
  g_assert_cmpuint (concentration.n, ==, 6);
  g_assert_cmpint (concentration.total, ==, 1000);
  g_assert_cmpint (concentration.largest_key, ==, 1);
  g_assert_cmpint (concentration.largest, ==, 500);
  g_assert_cmpint (concentration.top_five, ==, 980);
  g_assert_cmpfloat_with_epsilon (concentration.herfindahl, 0.3538, 1e-12);
}

static void
test_concentration_bounds (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int n = 0; n < 400; n++)
    {
      g_autofree CrmConcentrationPart *parts = g_new (CrmConcentrationPart, n + 1);
      g_autofree CrmConcentrationPart *reversed = g_new (CrmConcentrationPart, n + 1);
      CrmConcentration a, b;

      for (int i = 0; i < n; i++)
        parts[i] = (CrmConcentrationPart){ g_rand_int_range (random, 0, 50), g_rand_int_range (random, 0, 1000) };
      for (int i = 0; i < n; i++)
        reversed[i] = parts[n - 1 - i];
      crm_concentration_compute (parts, (gsize)n, &a);
      crm_concentration_compute (reversed, (gsize)n, &b);
      g_assert_cmpint (a.largest_key, ==, b.largest_key);
      g_assert_cmpfloat (a.herfindahl, ==, b.herfindahl);
      g_assert_true (isfinite (a.herfindahl));
      g_assert_cmpint (a.largest, <=, a.top_five);
      g_assert_cmpint (a.top_five, <=, a.total);
      if (!a.known)
        continue;
      g_assert_cmpfloat (a.herfindahl, >=, 1.0 / a.n - 1e-12);
      g_assert_cmpfloat (a.herfindahl, <=, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/lost-reasons/golden", test_lost_reasons_golden);
  g_test_add_func ("/sales/lost-reasons/each-deal-once-in-any-order", test_lost_once);
  g_test_add_func ("/sales/drivers/golden", test_drivers_golden);
  g_test_add_func ("/sales/drivers/nothing-and-one", test_no_drivers);
  g_test_add_func ("/sales/concentration/golden", test_concentration_golden);
  g_test_add_func ("/sales/concentration/bounds-and-order", test_concentration_bounds);
  return g_test_run ();
}
