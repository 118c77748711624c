/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All figures on what a damaged file may hold: any numbers at all. They must end, with figures in their bounds and every deal accounted for. */

#include <math.h>

#include "core/sales/crm-concentration.h"
#include "core/sales/crm-deal-groups.h"
#include "core/sales/crm-forecast-accuracy.h"
#include "core/sales/crm-forecast.h"
#include "core/sales/crm-funnel.h"
#include "core/sales/crm-movement.h"
#include "core/sales/crm-reasons.h"
#include "core/sales/crm-slippage.h"
#include "core/sales/crm-stage-time.h"
#include "core/sales/crm-targets.h"
#include "core/sales/crm-velocity.h"
#include "core/sales/crm-win-rate.h"
#include "tests/sales/deal-fixture.h"

#define N_DEALS 300
#define N_RUNS  60

static gint64
any_number (GRand *random)
{
  static const gint64 odd[] = { 0, 1, -1, G_MAXINT64, G_MININT64, G_MAXINT64 - 1, G_MININT64 + 1, DAY_ZERO, CRM_DEAL_AMOUNT_MAX };
  gint64 number = (gint64)((guint64)g_rand_int (random) << 32 | g_rand_int (random));

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      return odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))];
    case 1:
      return number;
    default:
      return DAY_ZERO + number % (100 * DAY);
    }
}

static int
any_date (GRand *random)
{
  return g_rand_int_range (random, 0, 3) == 0 ? (int)any_number (random) : crm_date_add_days (DATE_ZERO, g_rand_int_range (random, -50, 50));
}

static void
add_any_deal (CrmDealPathBuilder *builder, GRand *random, gint64 id)
{
  guint32 from = CRM_STAGE_NONE;
  CrmDealPath deal = { .id = id };

  deal.created_at = any_number (random);
  deal.closed_at = any_number (random);
  deal.amount = any_number (random);
  deal.problems = g_rand_int (random);
  deal.closed_on = any_date (random);
  deal.expected_on = any_date (random);
  deal.pipeline = (guint32)g_rand_int_range (random, 0, 4);
  deal.owner = g_rand_int (random);
  deal.lost_reason = (guint32)g_rand_int_range (random, 0, 3);
  deal.probability = (guint16)g_rand_int (random);
  deal.outcome = (guint8)g_rand_int_range (random, 0, 3);
  deal.category = (guint8)g_rand_int_range (random, 0, 4);
  crm_deal_path_builder_add_deal (builder, &deal);
  for (int i = g_rand_int_range (random, 0, 8); i > 0; i--)
    {
      guint32 to = (guint32)g_rand_int_range (random, 0, N_STAGES + 1);

      crm_deal_path_builder_add_move (builder, g_rand_int_range (random, 0, 9) == 0 ? g_rand_int (random) : from, to, any_number (random));
      from = to;
    }
}

static CrmDealPathBuilder *
new_any_deals (GRand *random)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (0);
  CrmDealPathBuilder *builder = crm_deal_path_builder_new (deal_fixture_get_paths (fixture)->stages, N_STAGES, any_number (random));

  for (gint64 id = 1; id <= N_DEALS; id++)
    add_any_deal (builder, random, id);
  return builder;
}

static void
check_funnel (const CrmDealPaths *paths, const CrmPeriod *period)
{
  for (int kind = 0; kind < 4; kind++)
    {
      CrmFunnelOptions options = { PIPELINE, *period, (CrmFunnelRule)(kind % 2), (CrmFunnelCohort)(kind / 2) };
      g_autoptr (CrmFunnel) funnel = crm_funnel_new (paths, &options);

      g_assert_cmpuint (funnel->cohort + crm_excluded_get_total (&funnel->excluded), <=, N_DEALS);
      for (guint i = 0; i < funnel->n_steps; i++)
        g_assert_cmpuint (funnel->steps[i].fates[CRM_FUNNEL_MOVED_ON], <=, funnel->steps[i].entered);
    }
}

static void
check_times (const CrmDealPaths *paths, const CrmPeriod *period)
{
  g_autoptr (CrmStageTimes) times = crm_stage_times_new (paths, period);

  for (guint i = 0; i < times->n_stages; i++)
    {
      const CrmStageTime *time = &times->stages[i];

      g_assert_cmpuint (time->n_open, <=, time->n);
      g_assert_cmpint (time->median, >=, CRM_DURATION_NOT_REACHED);
      g_assert_true (time->p80 == CRM_DURATION_NOT_REACHED || time->p80 >= time->median);
    }
}

static void
check_closed (const CrmDealPaths *paths, const CrmPeriod *period)
{
  CrmWinRate rate;
  CrmVelocity velocity;
  double by_value;
  g_autoptr (CrmLostReasons) lost = crm_lost_reasons_new (paths, period);

  crm_win_rate_compute (paths, period, &rate);
  crm_win_rate_get_by_value (&rate, &by_value);
  crm_velocity_compute (paths, period, &velocity);
  g_assert_cmpfloat (rate.by_count.rate, <=, 1);
  g_assert_true (isfinite (by_value) && by_value >= 0 && by_value <= 1);
  g_assert_cmpint (velocity.per_day, >=, 0);
  g_assert_cmpuint (lost->n_lost, ==, rate.lost);
}

static void
check_ahead (const CrmDealPaths *paths, GRand *random)
{
  g_autofree CrmDealSnapshot *snapshots = crm_deal_paths_snapshot (paths);
  g_autofree CrmDealSnapshot *others = g_memdup2 (snapshots, paths->n_deals * sizeof *snapshots);
  CrmTarget target = { 0, any_date (random), any_date (random), any_number (random) };
  CrmAttainment attainment;
  g_autoptr (CrmForecast) forecast = crm_forecast_new (snapshots, paths->n_deals, DATE_ZERO, 4, any_date (random));
  g_autoptr (CrmMovement) movement = NULL;
  gint64 sum;

  for (gsize i = 0; i < paths->n_deals; i++)
    {
      others[i].stage = g_rand_int_range (random, 0, 9) == 0 ? g_rand_int (random) : (guint32)g_rand_int_range (random, 0, N_STAGES);
      others[i].outcome = (guint8)g_rand_int_range (random, 0, 3);
      others[i].expected_on = any_date (random);
    }
  movement = crm_movement_new (paths->stages, paths->n_stages, snapshots, paths->n_deals, others, paths->n_deals);
  sum = movement->opening;
  for (int kind = 0; kind < CRM_N_MOVEMENTS; kind++)
    sum += movement->values[kind];
  g_assert_cmpint (sum, ==, movement->closing);
  crm_target_compute (paths, &target, DATE_ZERO, &attainment);
  g_assert_true (isfinite (attainment.share) && attainment.share >= 0);
}

static void
check_changes (const CrmDealPaths *paths, const CrmPeriod *period, GRand *random)
{
  CrmCloseDateChange changes[N_DEALS];
  CrmDealDriver drivers[N_DEALS];
  CrmConcentrationPart parts[N_DEALS];
  CrmForecastPair pairs[N_DEALS];
  CrmSlippage slippage;
  CrmConcentration concentration;
  CrmForecastAccuracy accuracy;
  g_autoptr (CrmDrivers) result = NULL;

  for (int i = 0; i < N_DEALS; i++)
    {
      changes[i] = (CrmCloseDateChange){ i / 2, any_number (random), any_date (random), any_date (random) };
      drivers[i] = (CrmDealDriver){ i / 2, (guint32)g_rand_int_range (random, 0, 4) };
      parts[i] = (CrmConcentrationPart){ any_number (random), any_number (random) };
      pairs[i] = (CrmForecastPair){ any_number (random), any_number (random) };
    }
  crm_slippage_compute (paths, changes, N_DEALS, period, &slippage);
  g_assert_cmpuint (slippage.n_pushed, <=, slippage.n_deals);
  result = crm_drivers_new (paths, drivers, N_DEALS, period);
  for (guint i = 0; i < result->drivers->len; i++)
    g_assert_true (isfinite (g_array_index (result->drivers, CrmDriver, i).low));
  crm_concentration_compute (parts, N_DEALS, &concentration);
  g_assert_true (concentration.herfindahl > 0 && concentration.herfindahl <= 1);
  crm_forecast_accuracy_compute (pairs, N_DEALS, &accuracy);
  g_assert_true (isfinite (accuracy.mape) && isfinite (accuracy.wape) && isfinite (accuracy.bias));
}

static void
test_hostile (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < N_RUNS; run++)
    {
      g_autoptr (CrmDealPathBuilder) builder = new_any_deals (random);
      CrmDealPaths paths = crm_deal_path_builder_get_paths (builder);
      CrmPeriod period = { any_number (random), any_number (random) };
      g_autoptr (CrmDealGroups) groups = crm_deal_groups_new (&paths, CRM_DEAL_BY_OWNER);

      check_funnel (&paths, &period);
      check_times (&paths, &period);
      check_closed (&paths, &period);
      check_ahead (&paths, random);
      check_changes (&paths, &period, random);
    }
}

/* One deal, in every state it can be in at the end of each of its moves. */
static void
test_one_deal (void)
{
  static const char *const walks[] = { "", "0@1", "0@1 1@2", "0@1 4@2", "0@1 5@2", "4@1", "5@1", "6@1", "7@1", "8@1" };

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autoptr (DealFixture) fixture = deal_fixture_new (60);
      g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
      CrmPeriod period = ALWAYS;
      const CrmDealPaths *paths;

      deal_fixture_add (fixture, walks[i], 100);
      paths = deal_fixture_get_paths (fixture);
      check_funnel (paths, &period);
      check_times (paths, &period);
      check_closed (paths, &period);
      check_ahead (paths, random);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/figures/survive-hostile-input", test_hostile);
  g_test_add_func ("/sales/figures/one-deal", test_one_deal);
  return g_test_run ();
}
