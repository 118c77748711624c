/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Win rate and velocity, whole and by group: tables by hand, and what must hold for any deals. */

#include "core/sales/crm-deal-groups.h"
#include "core/sales/crm-velocity.h"
#include "core/sales/crm-win-rate.h"
#include "tests/sales/deal-fixture.h"

#include <math.h>

static void
set_no_rate (CrmDealPath *deal)
{
  deal->problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE);
}

static void
forget_close (CrmDealPath *deal)
{
  deal->closed_at = 0;
}

static void
close_too_early (CrmDealPath *deal)
{
  deal->created_at = deal->closed_at + DAY;
}

/* The example of docs/figures.md: six deals closed in the days 0 to 29, one of them in a currency without a rate. */
static DealFixture *
new_example (void)
{
  DealFixture *fixture = deal_fixture_new (60);

  deal_fixture_add (fixture, "0@1 4@11", 120000);
  deal_fixture_add (fixture, "0@2 4@22", 60000);
  deal_fixture_add (fixture, "0@3 5@9", 50000);
  deal_fixture_add (fixture, "0@4 5@10", 30000);
  deal_fixture_add (fixture, "0@5 5@29", 40000);
  deal_fixture_add_changed (fixture, "0@5 4@20", 99999, set_no_rate);
  deal_fixture_add (fixture, "0@5 4@30", 70000);
  deal_fixture_add_changed (fixture, "0@5 4@20", 70000, forget_close);
  deal_fixture_add_changed (fixture, "0@5 4@25", 70000, close_too_early);
  deal_fixture_add (fixture, "0@5", 70000);
  deal_fixture_add (fixture, "1@5", 70000);
  return fixture;
}

static void
test_golden (void)
{
  g_autoptr (DealFixture) fixture = new_example ();
  CrmPeriod period = DAYS (0, 30);
  CrmWinRate rate;
  double by_value;

  crm_win_rate_compute (deal_fixture_get_paths (fixture), &period, &rate);
  g_assert_cmpuint (rate.won, ==, 3);
  g_assert_cmpuint (rate.lost, ==, 3);
  g_assert_cmpint (rate.won_value, ==, 180000);
  g_assert_cmpint (rate.lost_value, ==, 120000);
  g_assert_true (crm_win_rate_get_by_value (&rate, &by_value));
  g_assert_cmpfloat_with_epsilon (by_value, 18.0 / 30, 1e-12);
  g_assert_cmpfloat_with_epsilon (rate.by_count.rate, 0.5, 1e-12);
  g_assert_cmpuint (rate.excluded.counts[CRM_EXCLUSION_NO_RATE], ==, 1);
  g_assert_cmpuint (rate.excluded.counts[CRM_EXCLUSION_NO_CLOSE_DATE], ==, 1);
  g_assert_cmpuint (rate.excluded.counts[CRM_EXCLUSION_CLOSED_BEFORE_START], ==, 1);
  g_assert_cmpuint (crm_excluded_get_total (&rate.excluded), ==, 3);
}

/* Two won of five closed, 1,800.00 in 10 and 20 days: 2 open × 2/5 × 900.00 ÷ 15 days = 48.00 a day. */
static void
test_velocity_golden (void)
{
  g_autoptr (DealFixture) fixture = new_example ();
  CrmPeriod period = DAYS (0, 30);
  CrmVelocity velocity;

  crm_velocity_compute (deal_fixture_get_paths (fixture), &period, &velocity);
  g_assert_cmpuint (velocity.open, ==, 2);
  g_assert_cmpuint (velocity.won, ==, 2);
  g_assert_cmpuint (velocity.closed, ==, 5);
  g_assert_cmpint (velocity.mean_value, ==, 90000);
  g_assert_cmpint (velocity.mean_cycle, ==, 15 * DAY);
  g_assert_true (velocity.known);
  g_assert_cmpint (velocity.per_day, ==, 4800);
  g_assert_cmpuint (velocity.excluded.counts[CRM_EXCLUSION_NO_RATE], ==, 1);
  g_assert_cmpuint (velocity.excluded.counts[CRM_EXCLUSION_NO_CLOSE_DATE], ==, 1);
  g_assert_cmpuint (velocity.excluded.counts[CRM_EXCLUSION_CLOSED_BEFORE_START], ==, 1);
}

static void
test_nothing (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = ALWAYS;
  CrmWinRate rate;
  CrmVelocity velocity;
  double by_value;

  crm_win_rate_compute (deal_fixture_get_paths (fixture), &period, &rate);
  crm_velocity_compute (deal_fixture_get_paths (fixture), &period, &velocity);
  g_assert_false (crm_win_rate_get_by_value (&rate, &by_value));
  g_assert_cmpfloat (by_value, ==, 0);
  g_assert_cmpfloat (rate.by_count.rate, ==, 0);
  g_assert_false (velocity.known);
  /* Won the moment it was created: no time, so no velocity, and no division by it. */
  deal_fixture_add (fixture, "4@1", 100);
  crm_velocity_compute (deal_fixture_get_paths (fixture), &period, &velocity);
  g_assert_cmpuint (velocity.won, ==, 1);
  g_assert_false (velocity.known);
  g_assert_cmpint (velocity.per_day, ==, 0);
}

static void
test_largest_amounts (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = ALWAYS;
  CrmWinRate rate;
  CrmVelocity velocity;

  for (int i = 0; i < 20000; i++)
    deal_fixture_add (fixture, i % 2 == 0 ? "0@1 4@2" : "0@1", CRM_DEAL_AMOUNT_MAX);
  crm_win_rate_compute (deal_fixture_get_paths (fixture), &period, &rate);
  crm_velocity_compute (deal_fixture_get_paths (fixture), &period, &velocity);
  g_assert_cmpint (rate.won_value, ==, G_MAXINT64);
  g_assert_cmpint (velocity.per_day, ==, G_MAXINT64);
}

/* Days one after the other count what all of them together count: every closed deal once. */
static void
test_periods_add_up (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  CrmPeriod all = ALWAYS;
  CrmWinRate whole, sum = { 0 };

  crm_win_rate_compute (paths, &all, &whole);
  for (int day = 0; day <= 300; day++)
    {
      CrmPeriod period = DAYS (day, 1);
      CrmWinRate part;

      crm_win_rate_compute (paths, &period, &part);
      sum.won += part.won;
      sum.lost += part.lost;
      sum.won_value += part.won_value;
      sum.lost_value += part.lost_value;
    }
  g_assert_cmpuint (whole.won, >, 300);
  g_assert_cmpuint (sum.won, ==, whole.won);
  g_assert_cmpuint (sum.lost, ==, whole.lost);
  g_assert_cmpint (sum.won_value, ==, whole.won_value);
  g_assert_cmpint (sum.lost_value, ==, whole.lost_value);
}

static void
test_order (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 2000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  g_autofree CrmDealPath *shuffled = deal_fixture_shuffle (paths, SEED);
  CrmDealPaths others = *paths;
  CrmPeriod period = DAYS (60, 120);
  CrmVelocity a, b;

  others.deals = shuffled;
  crm_velocity_compute (paths, &period, &a);
  crm_velocity_compute (&others, &period, &b);
  g_assert_true (a.known);
  g_assert_cmpint (a.per_day, ==, b.per_day);
  g_assert_cmpint (a.mean_cycle, ==, b.mean_cycle);
  g_assert_cmpmem (&a.excluded, sizeof a.excluded, &b.excluded, sizeof b.excluded);
}

/* By whatever they are divided: the parts count what the whole counts. */
static void
test_groups_add_up (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  CrmPeriod period = DAYS (60, 120);
  CrmWinRate whole;

  crm_win_rate_compute (paths, &period, &whole);
  for (int key = CRM_DEAL_BY_OWNER; key <= CRM_DEAL_BY_PIPELINE; key++)
    {
      g_autoptr (CrmDealGroups) groups = crm_deal_groups_new (paths, (CrmDealKey)key);
      guint won = 0, lost = 0;
      gsize n_deals = 0;

      g_assert_cmpuint (groups->n_groups, >, 1);
      for (guint i = 0; i < groups->n_groups; i++)
        {
          const CrmDealPaths *part = &groups->groups[i].paths;
          CrmWinRate rate;

          crm_win_rate_compute (part, &period, &rate);
          won += rate.won;
          lost += rate.lost;
          n_deals += part->n_deals;
          g_assert_true (i == 0 || groups->groups[i - 1].key < groups->groups[i].key);
          for (gsize j = 1; j < part->n_deals; j++)
            g_assert_cmpint (part->deals[j - 1].id, <, part->deals[j].id);
        }
      g_assert_cmpuint (won, ==, whole.won);
      g_assert_cmpuint (lost, ==, whole.lost);
      g_assert_cmpuint (n_deals, ==, paths->n_deals);
    }
}

static void
test_no_groups (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  g_autoptr (CrmDealGroups) groups = crm_deal_groups_new (deal_fixture_get_paths (fixture), CRM_DEAL_BY_OWNER);

  g_assert_cmpuint (groups->n_groups, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/win-rate/golden", test_golden);
  g_test_add_func ("/sales/win-rate/periods-add-up", test_periods_add_up);
  g_test_add_func ("/sales/win-rate/nothing-gives-nothing", test_nothing);
  g_test_add_func ("/sales/velocity/golden", test_velocity_golden);
  g_test_add_func ("/sales/velocity/largest-amounts-stay-in-range", test_largest_amounts);
  g_test_add_func ("/sales/velocity/order-of-deals-does-not-matter", test_order);
  g_test_add_func ("/sales/deal-groups/parts-add-up-to-the-whole", test_groups_add_up);
  g_test_add_func ("/sales/deal-groups/nothing-has-no-groups", test_no_groups);
  return g_test_run ();
}
