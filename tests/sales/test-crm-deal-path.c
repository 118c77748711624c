/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the builder of deal paths marks as wrong, whole-number arithmetic, and proportions. */

#include "core/base/crm-proportion.h"
#include "tests/sales/deal-fixture.h"

#include <math.h>

static guint32
get_problems (const char *moves, gint64 amount, void (*change) (CrmDealPath *deal))
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (50);

  deal_fixture_add_changed (fixture, moves, amount, change);
  return deal_fixture_get_paths (fixture)->deals[0].problems;
}

static void
close_too_early (CrmDealPath *deal)
{
  deal->closed_at = deal->created_at - 1;
}

static void
forget_close (CrmDealPath *deal)
{
  deal->closed_at = 0;
}

static void
set_future_close (CrmDealPath *deal)
{
  deal->closed_at = AT (51);
}

static void
set_no_rate (CrmDealPath *deal)
{
  deal->problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE);
}

static void
test_problems (void)
{
  static const struct
  {
    const char *moves;
    gint64 amount;
    void (*change) (CrmDealPath *deal);
    CrmExclusion reason;
  } table[] = {
    { "0@1 1@2", 5, NULL, CRM_EXCLUSION_NONE },
    { "", 5, NULL, CRM_EXCLUSION_NO_MOVES },
    { "0@1 77@2", 5, NULL, CRM_EXCLUSION_UNKNOWN_STAGE },
    { "77@1", 5, NULL, CRM_EXCLUSION_UNKNOWN_STAGE },
    { "0@1 1@51", 5, NULL, CRM_EXCLUSION_MOVE_IN_FUTURE },
    { "0@3 1@2", 5, NULL, CRM_EXCLUSION_MOVES_OUT_OF_ORDER },
    { "0@1 1@2 4@4", 5, close_too_early, CRM_EXCLUSION_CLOSED_BEFORE_START },
    { "0@1 1@2 4@4", 5, forget_close, CRM_EXCLUSION_NO_CLOSE_DATE },
    { "0@1 1@2 4@4", 5, set_future_close, CRM_EXCLUSION_CLOSED_IN_FUTURE },
    { "0@1 1@2", -1, NULL, CRM_EXCLUSION_NEGATIVE_AMOUNT },
    { "0@1 1@2", CRM_DEAL_AMOUNT_MAX, NULL, CRM_EXCLUSION_NONE },
    { "0@1 1@2", CRM_DEAL_AMOUNT_MAX + 1, NULL, CRM_EXCLUSION_AMOUNT_TOO_LARGE },
    { "0@1 1@2", -1, set_no_rate, CRM_EXCLUSION_NO_RATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("“%s” %" G_GINT64_FORMAT, table[i].moves, table[i].amount);
      g_assert_cmpint (crm_exclusion_first (get_problems (table[i].moves, table[i].amount, table[i].change)), ==, table[i].reason);
    }
}

static void
test_gap (void)
{
  CrmDealStage stages[3] = { 0 };
  g_autoptr (CrmDealPathBuilder) builder = crm_deal_path_builder_new (stages, 3, AT (9));
  CrmDealPath deal = { .id = 7, .created_at = AT (1) };
  CrmDealPaths paths;

  crm_deal_path_builder_add_deal (builder, &deal);
  crm_deal_path_builder_add_move (builder, CRM_STAGE_NONE, 0, AT (1));
  crm_deal_path_builder_add_move (builder, 1, 2, AT (2));
  crm_deal_path_builder_add_deal (builder, &deal);
  crm_deal_path_builder_add_move (builder, 0, 1, AT (1));
  crm_deal_path_builder_add_deal (builder, &deal);
  crm_deal_path_builder_add_move (builder, CRM_STAGE_NONE, 0, AT (1));
  crm_deal_path_builder_add_move (builder, 0, 0, AT (2));
  crm_deal_path_builder_add_move (builder, 0, 1, AT (3));
  paths = crm_deal_path_builder_get_paths (builder);
  g_assert_cmpuint (paths.n_deals, ==, 3);
  g_assert_cmpint (crm_exclusion_first (paths.deals[0].problems), ==, CRM_EXCLUSION_GAP_IN_MOVES);
  g_assert_cmpint (crm_exclusion_first (paths.deals[1].problems), ==, CRM_EXCLUSION_GAP_IN_MOVES);
  g_assert_cmpuint (paths.deals[2].problems, ==, 0);
  g_assert_cmpuint (paths.deals[2].n_moves, ==, 2);
  g_assert_cmpint (crm_deal_paths_get_left_at (&paths, &paths.deals[2], 0), ==, AT (3));
  g_assert_cmpint (crm_deal_paths_get_left_at (&paths, &paths.deals[2], 1), ==, 0);
}

static void
close_where_it_stands (CrmDealPath *deal)
{
  deal->outcome = CRM_DEAL_LOST;
  deal->closed_at = AT (9);
}

/* A pipeline without a stage for losing: the stay in the last stage ends with the deal. */
static void
test_closed_where_it_stands (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (50);
  const CrmDealPaths *paths;

  deal_fixture_add_changed (fixture, "0@1 1@4", 5, close_where_it_stands);
  paths = deal_fixture_get_paths (fixture);
  g_assert_cmpuint (paths->deals[0].problems, ==, 0);
  g_assert_cmpint (crm_deal_paths_get_left_at (paths, &paths->deals[0], 1), ==, AT (9));
}

static void
test_each_reason_has_words (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < CRM_N_EXCLUSIONS; i++)
    {
      g_assert_true (g_hash_table_add (names, (gpointer)crm_exclusion_get_name ((CrmExclusion)i)));
      g_assert_cmpstr (crm_exclusion_get_text ((CrmExclusion)i), !=, "");
    }
}

static void
test_amounts (void)
{
  g_assert_cmpint (crm_amount_weigh (1001, 5000), ==, 501);
  g_assert_cmpint (crm_amount_weigh (1000, 3333), ==, 333);
  g_assert_cmpint (crm_amount_weigh (1000, 12000), ==, 1000);
  g_assert_cmpint (crm_amount_weigh (CRM_DEAL_AMOUNT_MAX, 9999), ==, CRM_DEAL_AMOUNT_MAX / 10000 * 9999);
  g_assert_cmpint (crm_amount_scale (-5, 1, 2), ==, -3);
  g_assert_cmpint (crm_amount_scale (5, 1, 2), ==, 3);
  g_assert_cmpint (crm_amount_scale (5, 1, 3), ==, 2);
  g_assert_cmpint (crm_amount_scale (4, 1, 3), ==, 1);
  g_assert_cmpint (crm_amount_scale (-5, 1, 3), ==, -2);
  g_assert_cmpint (crm_amount_scale (G_MAXINT64, G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (crm_amount_scale (G_MININT64, G_MAXINT64, 1), ==, G_MININT64);
  g_assert_cmpint (crm_amount_scale (G_MAXINT64, G_MAXINT64, G_MAXINT64), ==, G_MAXINT64);
  g_assert_cmpint (crm_amount_add (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (crm_amount_add (G_MININT64, -1), ==, G_MININT64);
  g_assert_cmpint (crm_amount_mean (7, 2), ==, 4);
  g_assert_cmpint (crm_amount_mean (7, 0), ==, 0);
}

static void
assert_interval (guint part, guint whole, double low, double high)
{
  CrmProportion proportion = crm_proportion_make (part, whole);

  g_test_message ("%u of %u", part, whole);
  g_assert_cmpfloat_with_epsilon (proportion.low, low, 5e-7);
  g_assert_cmpfloat_with_epsilon (proportion.high, high, 5e-7);
}

/* Computed by golden.py from the quadratic equation that defines the interval, not from its solved form. */
static void
test_wilson (void)
{
  assert_interval (18, 41, 0.298901, 0.589595);
  assert_interval (1, 1, 0.206549, 1);
  assert_interval (0, 1, 0, 0.793451);
  assert_interval (0, 10, 0, 0.277533);
  assert_interval (2, 5, 0.117621, 0.769276);
  assert_interval (3, 6, 0.187616, 0.812384);
  assert_interval (500, 1000, 0.469070, 0.530930);
  assert_interval (0, 0, 0, 1);
}

static void
test_proportions_hold_their_rate (void)
{
  for (guint whole = 0; whole < 120; whole++)
    for (guint part = 0; part <= whole; part++)
      {
        CrmProportion proportion = crm_proportion_make (part, whole);

        g_assert_true (isfinite (proportion.rate));
        g_assert_cmpfloat (proportion.low, >=, 0);
        g_assert_cmpfloat (proportion.low, <=, proportion.rate);
        g_assert_cmpfloat (proportion.rate, <=, proportion.high);
        g_assert_cmpfloat (proportion.high, <=, 1);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/deal-path/marks-what-is-wrong", test_problems);
  g_test_add_func ("/sales/deal-path/marks-gaps-in-the-log", test_gap);
  g_test_add_func ("/sales/deal-path/closing-ends-the-last-stay", test_closed_where_it_stands);
  g_test_add_func ("/sales/exclusion/each-reason-has-words", test_each_reason_has_words);
  g_test_add_func ("/sales/amount/rounds-as-documented-and-stays-in-range", test_amounts);
  g_test_add_func ("/sales/proportion/wilson-golden-table", test_wilson);
  g_test_add_func ("/sales/proportion/interval-holds-the-rate", test_proportions_hold_their_rate);
  return g_test_run ();
}
