/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two days, and how expected closing dates slipped. */

#include "core/sales/crm-movement.h"
#include "core/sales/crm-slippage.h"
#include "tests/sales/deal-fixture.h"

#define NO_RATE CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE)

static CrmDealSnapshot
stand (gint64 deal, guint32 stage, gint64 amount, CrmDate expected_on)
{
  CrmDealOutcome outcome = stage == WON || stage == OTHER_WON ? CRM_DEAL_WON : (stage == LOST ? CRM_DEAL_LOST : CRM_DEAL_OPEN);

  return (CrmDealSnapshot){ deal, amount, 0, stage, expected_on, 0, 5000, (guint8)outcome, CRM_FORECAST_PIPELINE };
}

static void
assert_change (const CrmMovement *movement, guint index, gint64 deal, guint32 kinds, gint64 growth, int days)
{
  const CrmMovementChange *change = &g_array_index (movement->changes, CrmMovementChange, index);

  g_test_message ("deal %" G_GINT64_FORMAT, deal);
  g_assert_cmpint (change->deal, ==, deal);
  g_assert_cmphex (change->kinds, ==, kinds);
  g_assert_cmpint (change->growth, ==, growth);
  g_assert_cmpint (change->days_pushed, ==, days);
}

/* The example of docs/figures.md. */
static void
test_golden (void)
{
  CrmDealSnapshot before[] = {
    stand (1, LEAD, 100, 20260201),
    stand (2, PROPOSAL, 200, 20260201),
    stand (3, NEGOTIATION, 300, 20260201),
    stand (4, LEAD, 400, 20260201),
    stand (5, LOST, 500, 20260201),
    stand (6, LEAD, 600, 20260201),
    stand (7, LEAD, 700, 20260201),
    stand (10, LEAD, 50, 20260201),
    stand (11, LEAD, 10, 20260201),
    stand (12, LEAD, 1000, 20260210),
  };
  CrmDealSnapshot after[] = {
    stand (1, QUALIFIED, 100, 20260201),
    stand (2, QUALIFIED, 250, 20260201),
    stand (3, WON, 280, 20260201),
    stand (4, LOST, 400, 20260201),
    stand (5, QUALIFIED, 450, 20260201),
    stand (6, LEAD, 600, 20260303),
    stand (8, LEAD, 800, 0),
    stand (9, WON, 900, 0),
    stand (10, OTHER_OPEN, 50, 20260201),
    stand (11, LEAD, 10, 20260201),
    stand (12, LEAD, 9000, 20260205),
  };
  g_autoptr (DealFixture) fixture = deal_fixture_new (0);
  const CrmDealStage *stages = deal_fixture_get_paths (fixture)->stages;
  g_autoptr (CrmMovement) movement = NULL;

  after[10].problems = NO_RATE;
  movement = crm_movement_new (stages, N_STAGES, before, G_N_ELEMENTS (before), after, G_N_ELEMENTS (after));
  g_assert_cmpint (movement->opening, ==, 2360);
  g_assert_cmpint (movement->closing, ==, 2260);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_WON], ==, -1180);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_LOST], ==, -400);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_REOPENED], ==, 450);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_ADDED], ==, 1700);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_REMOVED], ==, -700);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_GREW], ==, 50);
  g_assert_cmpint (movement->values[CRM_MOVEMENT_SHRANK], ==, -20);
  g_assert_cmpuint (movement->changes->len, ==, 11);
  assert_change (movement, 0, 1, CRM_MOVEMENT_BIT (CRM_MOVEMENT_MOVED_ON), 0, 0);
  assert_change (movement, 1, 2, CRM_MOVEMENT_BIT (CRM_MOVEMENT_MOVED_BACK) | CRM_MOVEMENT_BIT (CRM_MOVEMENT_GREW), 50, 0);
  assert_change (movement, 2, 3, CRM_MOVEMENT_BIT (CRM_MOVEMENT_WON) | CRM_MOVEMENT_BIT (CRM_MOVEMENT_SHRANK), -20, 0);
  assert_change (movement, 3, 4, CRM_MOVEMENT_BIT (CRM_MOVEMENT_LOST), 0, 0);
  assert_change (movement, 4, 5, CRM_MOVEMENT_BIT (CRM_MOVEMENT_REOPENED), 0, 0);
  assert_change (movement, 5, 6, CRM_MOVEMENT_BIT (CRM_MOVEMENT_PUSHED), 0, 30);
  assert_change (movement, 6, 7, CRM_MOVEMENT_BIT (CRM_MOVEMENT_REMOVED), 0, 0);
  assert_change (movement, 7, 8, CRM_MOVEMENT_BIT (CRM_MOVEMENT_ADDED), 0, 0);
  assert_change (movement, 8, 9, CRM_MOVEMENT_BIT (CRM_MOVEMENT_ADDED) | CRM_MOVEMENT_BIT (CRM_MOVEMENT_WON), 0, 0);
  assert_change (movement, 9, 10, CRM_MOVEMENT_BIT (CRM_MOVEMENT_CHANGED_PIPELINE), 0, 0);
  assert_change (movement, 10, 12, CRM_MOVEMENT_BIT (CRM_MOVEMENT_PULLED_IN), 0, -5);
  g_assert_cmpuint (crm_movement_get_cell (movement, LEAD, QUALIFIED), ==, 1);
  g_assert_cmpuint (crm_movement_get_cell (movement, LEAD, LEAD), ==, 3);
  g_assert_cmpuint (crm_movement_get_cell (movement, LEAD, CRM_STAGE_NONE), ==, 1);
  g_assert_cmpuint (crm_movement_get_cell (movement, CRM_STAGE_NONE, WON), ==, 1);
  g_assert_cmpuint (movement->counts[CRM_MOVEMENT_WON], ==, 2);
  g_assert_cmpuint (movement->excluded.counts[CRM_EXCLUSION_NO_RATE], ==, 1);
}

static void
test_nothing_and_odd (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (0);
  const CrmDealStage *stages = deal_fixture_get_paths (fixture)->stages;
  CrmDealSnapshot nowhere = stand (1, 77, G_MAXINT64, 0), won = stand (2, WON, 5, 0), lost = stand (2, LOST, 5, 0);
  CrmDealSnapshot bad = stand (3, LEAD, G_MININT64, 0), good = stand (3, LEAD, 7, 0);
  g_autoptr (CrmMovement) nothing = crm_movement_new (stages, N_STAGES, NULL, 0, NULL, 0);
  g_autoptr (CrmMovement) unknown = crm_movement_new (stages, N_STAGES, NULL, 0, &nowhere, 1);
  g_autoptr (CrmMovement) turned = crm_movement_new (stages, N_STAGES, &won, 1, &lost, 1);
  g_autoptr (CrmMovement) hostile = NULL;

  g_assert_cmpuint (nothing->changes->len, ==, 0);
  g_assert_cmpuint (unknown->changes->len, ==, 0);
  g_assert_cmpuint (unknown->excluded.counts[CRM_EXCLUSION_UNKNOWN_STAGE], ==, 1);
  assert_change (turned, 0, 2, CRM_MOVEMENT_BIT (CRM_MOVEMENT_REOPENED) | CRM_MOVEMENT_BIT (CRM_MOVEMENT_LOST), 0, 0);
  g_assert_cmpint (turned->closing, ==, 0);
  bad.problems = crm_deal_amount_find_problems (bad.amount);
  hostile = crm_movement_new (stages, N_STAGES, &bad, 1, &good, 1);
  g_assert_cmpint (hostile->closing, ==, 0);
  g_assert_cmpuint (hostile->excluded.counts[CRM_EXCLUSION_NEGATIVE_AMOUNT], ==, 1);
}

/* Two days of the same deals: 40 days lie between them, some deals are deleted, some amounts and dates changed. */
static void
test_bridge_reconciles (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (DealFixture) earlier = deal_fixture_new_random (SEED, 2000, 200);
  g_autoptr (DealFixture) later = deal_fixture_new_random (SEED, 2000, 240);
  const CrmDealPaths *before = deal_fixture_get_paths (earlier), *after = deal_fixture_get_paths (later);
  g_autofree CrmDealSnapshot *a = crm_deal_paths_snapshot (before);
  g_autofree CrmDealSnapshot *b = crm_deal_paths_snapshot (after);
  g_autoptr (CrmMovement) movement = NULL;
  gsize n_after = 0;
  guint n_cells = 0;
  gint64 sum;

  for (gsize i = 0; i < after->n_deals; i++)
    {
      b[n_after] = b[i];
      b[n_after].amount += g_rand_int_range (random, 0, 3) * 1000;
      n_after += g_rand_int_range (random, 0, 20) != 0;
    }
  movement = crm_movement_new (before->stages, N_STAGES, a, before->n_deals, b, n_after);
  sum = movement->opening;
  for (int kind = 0; kind < CRM_N_MOVEMENTS; kind++)
    sum += movement->values[kind];
  g_assert_cmpint (sum, ==, movement->closing);
  for (guint from = 0; from <= N_STAGES; from++)
    {
      guint row = 0;

      for (guint to = 0; to <= N_STAGES; to++)
        row += crm_movement_get_cell (movement, from < N_STAGES ? from : CRM_STAGE_NONE, to < N_STAGES ? to : CRM_STAGE_NONE);
      n_cells += from < N_STAGES ? row : 0;
    }
  g_assert_cmpuint (n_cells, ==, before->n_deals);
  g_assert_cmpuint (crm_movement_get_cell (movement, CRM_STAGE_NONE, CRM_STAGE_NONE), ==, 0);
  for (int kind = 0; kind < CRM_N_MOVEMENTS; kind++)
    if (kind != CRM_MOVEMENT_SHRANK && kind != CRM_MOVEMENT_PUSHED && kind != CRM_MOVEMENT_PULLED_IN)
      g_assert_cmpuint (movement->counts[kind], >, 0);
}

/* ── slippage ─────────────────────────────────────────────────────────────────────────────── */

static void
test_slippage_golden (void)
{
  static const CrmCloseDateChange changes[] = {
    { 0, AT (12), 20260131, 20260228 },
    { 1, AT (5), 20260120, 20260131 },
    { 1, AT (12), 20260131, 20260228 },
    { 1, AT (20), 20260228, 20260305 },
    { 1, AT (30), 20260305, 20260320 },
    { 2, AT (15), 20260210, 20260212 },
    { 2, AT (25), 20260212, 20260301 },
    { 3, AT (13), 0, 20260210 },
    { 3, AT (16), 20260210, 20260201 },
    { 3, AT (17), 20260201, 0 },
    { 3, AT (18), 20260201, 20269999 },
    { 4, AT (13), 20260210, 20260310 },
    { 9, AT (13), 20260210, 20260310 },
  };
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = DAYS (10, 30);
  CrmSlippage slippage;

  deal_fixture_add (fixture, "0@1", 1);
  deal_fixture_add (fixture, "0@1 4@20", 1);
  deal_fixture_add (fixture, "0@1", 1);
  deal_fixture_add (fixture, "0@50", 1);
  deal_fixture_add (fixture, "0@1 5@5", 1);
  crm_slippage_compute (deal_fixture_get_paths (fixture), changes, G_N_ELEMENTS (changes), &period, &slippage);
  g_assert_cmpuint (slippage.n_deals, ==, 3);
  g_assert_cmpuint (slippage.n_pushed, ==, 2);
  g_assert_cmpuint (slippage.n_repeatedly, ==, 1);
  g_assert_cmpuint (slippage.n_pushes, ==, 4);
  g_assert_cmpuint (slippage.n_out_of_month, ==, 2);
  g_assert_cmpuint (slippage.n_pulls, ==, 1);
  g_assert_cmpint (slippage.days_pushed, ==, 50);
  g_assert_cmpint (slippage.median_days, ==, 5);
  g_assert_cmpint (slippage.p80_days, ==, 28);
}

static void
test_no_slippage (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 500, 300);
  g_autoptr (DealFixture) empty = deal_fixture_new (60);
  static const CrmCloseDateChange change = { 1, AT (12), 20260131, 20260228 };
  CrmPeriod period = ALWAYS;
  CrmSlippage slippage;

  crm_slippage_compute (deal_fixture_get_paths (fixture), NULL, 0, &period, &slippage);
  g_assert_cmpuint (slippage.n_deals, ==, deal_fixture_get_paths (fixture)->n_deals);
  g_assert_cmpuint (slippage.n_pushed, ==, 0);
  g_assert_cmpint (slippage.median_days, ==, 0);
  crm_slippage_compute (deal_fixture_get_paths (empty), &change, 1, &period, &slippage);
  g_assert_cmpuint (slippage.n_deals, ==, 0);
  g_assert_cmpuint (slippage.n_pushes, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/movement/golden", test_golden);
  g_test_add_func ("/sales/movement/nothing-and-odd-deals", test_nothing_and_odd);
  g_test_add_func ("/sales/movement/values-lead-from-opening-to-closing", test_bridge_reconciles);
  g_test_add_func ("/sales/slippage/golden", test_slippage_golden);
  g_test_add_func ("/sales/slippage/nothing-pushed", test_no_slippage);
  return g_test_run ();
}
