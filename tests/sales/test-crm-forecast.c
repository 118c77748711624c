/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking ahead: the forecast by month, how right forecasts were, and targets. */

#include "core/sales/crm-forecast-accuracy.h"
#include "core/sales/crm-forecast.h"
#include "core/sales/crm-targets.h"
#include "tests/sales/deal-fixture.h"

#include <math.h>

#define TODAY 20260121

/* The example of docs/figures.md. */
static const CrmDealSnapshot example[] = {
  { 1, 100000, 0, WON, CRM_DATE_NONE, 20260110, 10000, CRM_DEAL_WON, CRM_FORECAST_COMMITTED },
  { 2, 50000, 0, NEGOTIATION, 20260131, 0, 9000, CRM_DEAL_OPEN, CRM_FORECAST_COMMITTED },
  { 3, 33333, 0, PROPOSAL, 20260215, 0, 5000, CRM_DEAL_OPEN, CRM_FORECAST_BEST_CASE },
  { 4, 20001, 0, QUALIFIED, 20260220, 0, 2500, CRM_DEAL_OPEN, CRM_FORECAST_PIPELINE },
  { 5, 10000, 0, LEAD, 20260105, 0, 1000, CRM_DEAL_OPEN, CRM_FORECAST_PIPELINE },
  { 6, 8000, 0, LEAD, 20260501, 0, 4000, CRM_DEAL_OPEN, CRM_FORECAST_PIPELINE },
  { 7, 7000, 0, LEAD, 20260201, 0, 1000, CRM_DEAL_OPEN, CRM_FORECAST_OMITTED },
  { 8, 7000, 0, LOST, 20260201, 20260110, 0, CRM_DEAL_LOST, CRM_FORECAST_PIPELINE },
  { 9, 7000, 0, LEAD, CRM_DATE_NONE, 0, 1000, CRM_DEAL_OPEN, CRM_FORECAST_PIPELINE },
  { 10, 0, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT), LEAD, 20260201, 0, 1000, CRM_DEAL_OPEN, CRM_FORECAST_PIPELINE },
  { 11, 7000, 0, WON, CRM_DATE_NONE, 20251231, 10000, CRM_DEAL_WON, CRM_FORECAST_PIPELINE },
};

static void
assert_month (const CrmForecastMonth *month, const CrmForecastMonth *expected)
{
  g_assert_cmpint (month->month, ==, expected->month);
  g_assert_cmpuint (month->n_won, ==, expected->n_won);
  g_assert_cmpuint (month->n_open, ==, expected->n_open);
  g_assert_cmpint (month->won, ==, expected->won);
  g_assert_cmpint (month->committed, ==, expected->committed);
  g_assert_cmpint (month->best_case, ==, expected->best_case);
  g_assert_cmpint (month->pipeline, ==, expected->pipeline);
  g_assert_cmpint (month->weighted, ==, expected->weighted);
}

static void
test_golden (void)
{
  g_autoptr (CrmForecast) forecast = crm_forecast_new (example, G_N_ELEMENTS (example), 20260117, 3, TODAY);

  g_assert_cmpuint (forecast->n_months, ==, 3);
  assert_month (&forecast->months[0], &(CrmForecastMonth){ 20260101, 1, 1, 100000, 150000, 150000, 150000, 145000 });
  assert_month (&forecast->months[1], &(CrmForecastMonth){ 20260201, 0, 2, 0, 0, 33333, 53334, 21667 });
  assert_month (&forecast->months[2], &(CrmForecastMonth){ 20260301, 0, 0, 0, 0, 0, 0, 0 });
  assert_month (&forecast->overdue, &(CrmForecastMonth){ 0, 0, 1, 0, 0, 0, 10000, 1000 });
  assert_month (&forecast->later, &(CrmForecastMonth){ 0, 0, 1, 0, 0, 0, 8000, 3200 });
  g_assert_cmpuint (forecast->n_outside, ==, 1);
  g_assert_cmpuint (forecast->n_lost, ==, 1);
  g_assert_cmpuint (forecast->n_omitted, ==, 1);
  g_assert_cmpuint (forecast->excluded.counts[CRM_EXCLUSION_NO_EXPECTED_CLOSE], ==, 1);
  g_assert_cmpuint (forecast->excluded.counts[CRM_EXCLUSION_NO_AMOUNT], ==, 1);
  g_assert_cmpuint (crm_excluded_get_total (&forecast->excluded), ==, 2);
}

static guint
count_month (const CrmForecastMonth *month)
{
  g_assert_cmpint (month->won, <=, month->committed);
  g_assert_cmpint (month->committed, <=, month->best_case);
  g_assert_cmpint (month->best_case, <=, month->pipeline);
  g_assert_cmpint (month->won, <=, month->weighted);
  g_assert_cmpint (month->weighted, <=, month->pipeline);
  return month->n_won + month->n_open;
}

static void
test_each_deal_once (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  g_autofree CrmDealSnapshot *snapshots = crm_deal_paths_snapshot (paths);

  for (guint n_months = 0; n_months < 18; n_months++)
    {
      g_autoptr (CrmForecast) forecast = crm_forecast_new (snapshots, paths->n_deals, 20260701, n_months, 20260820);
      guint n = forecast->n_outside + forecast->n_lost + forecast->n_omitted + crm_excluded_get_total (&forecast->excluded);

      for (guint i = 0; i < n_months; i++)
        n += count_month (&forecast->months[i]);
      n += count_month (&forecast->overdue) + count_month (&forecast->later);
      g_assert_cmpuint (n, ==, paths->n_deals);
    }
}

static void
test_order (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  CrmDealPaths paths = *deal_fixture_get_paths (fixture);
  g_autofree CrmDealSnapshot *snapshots = crm_deal_paths_snapshot (&paths);
  g_autofree CrmDealPath *shuffled = deal_fixture_shuffle (&paths, SEED);
  g_autofree CrmDealSnapshot *others = NULL;
  g_autoptr (CrmForecast) a = crm_forecast_new (snapshots, paths.n_deals, 20260701, 12, 20260820);
  g_autoptr (CrmForecast) b = NULL;

  paths.deals = shuffled;
  others = crm_deal_paths_snapshot (&paths);
  b = crm_forecast_new (others, paths.n_deals, 20260701, 12, 20260820);
  g_assert_cmpmem (a->months, 12 * sizeof a->months[0], b->months, 12 * sizeof b->months[0]);
}

/* ── accuracy ─────────────────────────────────────────────────────────────────────────────── */

static void
test_accuracy_golden (void)
{
  static const CrmForecastPair pairs[] = { { 120000, 100000 }, { 80000, 100000 }, { 50000, 0 }, { 90000, 100000 } };
  CrmForecastAccuracy accuracy;

  crm_forecast_accuracy_compute (pairs, G_N_ELEMENTS (pairs), &accuracy);
  g_assert_true (accuracy.known);
  g_assert_cmpint (accuracy.mean_error, ==, 10000);
  g_assert_cmpint (accuracy.mean_absolute_error, ==, 25000);
  g_assert_cmpfloat_with_epsilon (accuracy.bias, 4.0 / 30, 1e-12);
  g_assert_cmpfloat_with_epsilon (accuracy.wape, 1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (accuracy.mape, 0.5 / 3, 1e-9);
  g_assert_cmpuint (accuracy.n_mape, ==, 3);
}

static void
test_accuracy_extremes (void)
{
  static const CrmForecastPair nothing = { 5, 0 }, right = { 7, 7 }, huge = { G_MAXINT64, 1 }, wrong = { -5, G_MAXINT64 };
  CrmForecastAccuracy accuracy;

  crm_forecast_accuracy_compute (NULL, 0, &accuracy);
  g_assert_false (accuracy.known);
  crm_forecast_accuracy_compute (&nothing, 1, &accuracy);
  g_assert_false (accuracy.known);
  g_assert_cmpint (accuracy.mean_error, ==, 5);
  g_assert_cmpfloat (accuracy.mape, ==, 0);
  crm_forecast_accuracy_compute (&right, 1, &accuracy);
  g_assert_true (accuracy.known);
  g_assert_cmpfloat (accuracy.wape, ==, 0);
  crm_forecast_accuracy_compute (&huge, 1, &accuracy);
  g_assert_true (isfinite (accuracy.mape) && isfinite (accuracy.bias));
  crm_forecast_accuracy_compute (&wrong, 1, &accuracy);
  g_assert_cmpfloat (accuracy.bias, ==, -1);
}

/* ── targets ──────────────────────────────────────────────────────────────────────────────── */

static void
commit_for_january (CrmDealPath *deal)
{
  deal->expected_on = 20260131;
  deal->category = CRM_FORECAST_COMMITTED;
}

static void
expect_in_january (CrmDealPath *deal)
{
  deal->expected_on = 20260125;
}

static void
expect_too_early (CrmDealPath *deal)
{
  deal->expected_on = 20260119;
}

static void
give_to_seven (CrmDealPath *deal)
{
  deal->owner = 7;
}

/* 3,100.00 for January, seen on the 20th: 2,000.00 are due, 1,200.00 + 600.00 won; committed 500.00, all of it at 50 % weighs 400.00. */
static void
test_target_golden (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (20);
  CrmTarget target = { 0, 20260101, 20260131, 310000 };
  CrmAttainment attainment;

  deal_fixture_add (fixture, "0@1 4@11", 120000);
  deal_fixture_add_changed (fixture, "0@1 4@19", 60000, give_to_seven);
  deal_fixture_add (fixture, "0@-20 4@-1", 90000);
  deal_fixture_add (fixture, "0@1 5@11", 70000);
  deal_fixture_add_changed (fixture, "0@1", 50000, commit_for_january);
  deal_fixture_add_changed (fixture, "0@1", 30000, expect_in_january);
  deal_fixture_add_changed (fixture, "0@1", 80000, expect_too_early);
  deal_fixture_add (fixture, "0@1", 80000);
  deal_fixture_add (fixture, "0@1 4@12", -1);
  crm_target_compute (deal_fixture_get_paths (fixture), &target, 20260120, &attainment);
  g_assert_true (attainment.known);
  g_assert_cmpuint (attainment.n_won, ==, 2);
  g_assert_cmpint (attainment.won, ==, 180000);
  g_assert_cmpint (attainment.remaining, ==, 130000);
  g_assert_cmpint (attainment.due, ==, 200000);
  g_assert_cmpint (attainment.committed, ==, 50000);
  g_assert_cmpint (attainment.weighted, ==, 40000);
  g_assert_cmpfloat_with_epsilon (attainment.share, 18.0 / 31, 1e-12);
  g_assert_false (attainment.reached);
  g_assert_cmpuint (attainment.excluded.counts[CRM_EXCLUSION_NEGATIVE_AMOUNT], ==, 1);
  target = (CrmTarget){ 7, 20260119, 20260120, 60000 };
  crm_target_compute (deal_fixture_get_paths (fixture), &target, 20260301, &attainment);
  g_assert_true (attainment.reached);
  g_assert_cmpuint (attainment.n_won, ==, 1);
  g_assert_cmpint (attainment.due, ==, 60000);
}

static void
test_no_target (void)
{
  static const CrmTarget targets[] = { { 0, 20260101, 20260131, 0 }, { 0, 20260101, 20260131, -5 }, { 0, 20260131, 20260101, 5 }, { 0, 0, 20260101, 5 }, { 0, 20260101, 20261399, 5 } };
  g_autoptr (DealFixture) fixture = deal_fixture_new (20);
  CrmAttainment attainment;

  deal_fixture_add (fixture, "0@1 4@11", 120000);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      crm_target_compute (deal_fixture_get_paths (fixture), &targets[i], 20260120, &attainment);
      g_assert_false (attainment.known);
      g_assert_cmpfloat (attainment.share, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/forecast/golden", test_golden);
  g_test_add_func ("/sales/forecast/each-deal-is-in-one-place", test_each_deal_once);
  g_test_add_func ("/sales/forecast/order-of-deals-does-not-matter", test_order);
  g_test_add_func ("/sales/forecast-accuracy/golden", test_accuracy_golden);
  g_test_add_func ("/sales/forecast-accuracy/extremes", test_accuracy_extremes);
  g_test_add_func ("/sales/targets/golden", test_target_golden);
  g_test_add_func ("/sales/targets/a-target-of-nothing-is-none", test_no_target);
  return g_test_run ();
}
