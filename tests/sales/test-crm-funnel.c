/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel: a table counted by hand, the awkward cases, and what must hold for any deals. */

#include "core/sales/crm-funnel.h"
#include "tests/sales/deal-fixture.h"

#include <math.h>

typedef struct
{
  guint entered, moved_on, passed_by, lost, open, elsewhere;
} Row;

/* The example of docs/figures.md. */
static const char *const example[] = {
  "0@1 1@3 2@8 3@12 4@20", /* straight to winning */
  "0@2 1@6 5@9",           /* lost */
  "0@4 2@10",              /* skips a stage */
  "1@5 2@9 5@15",          /* created in a later stage */
  "0@6 1@7 2@11 1@14",     /* goes back */
  "0@8 4@18",              /* won from the first stage */
  "0@40 1@45",             /* begins after the period */
  "0@10 5@12",             /* lost from the first stage */
  "0@12 1@15 7@20",        /* goes to the other pipeline */
  "5@13",                  /* lost at once */
};

static DealFixture *
new_example (void)
{
  DealFixture *fixture = deal_fixture_new (60);

  for (gsize i = 0; i < G_N_ELEMENTS (example); i++)
    deal_fixture_add (fixture, example[i], 100);
  return fixture;
}

static CrmFunnelOptions
ask (CrmPeriod period, CrmFunnelRule rule, CrmFunnelCohort cohort)
{
  return (CrmFunnelOptions){ PIPELINE, period, rule, cohort };
}

static void
assert_rows (const CrmFunnel *funnel, const Row *rows, guint n_rows)
{
  g_assert_cmpuint (funnel->n_steps, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const CrmFunnelStep *step = &funnel->steps[i];

      g_test_message ("stage %u", i);
      g_assert_cmpuint (step->stage, ==, i);
      g_assert_cmpuint (step->entered, ==, rows[i].entered);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_MOVED_ON], ==, rows[i].moved_on);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_PASSED_BY], ==, rows[i].passed_by);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_LOST], ==, rows[i].lost);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_STILL_OPEN], ==, rows[i].open);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_ELSEWHERE], ==, rows[i].elsewhere);
    }
}

static void
test_any_stage (void)
{
  static const Row rows[] = { { 8, 7, 0, 1, 0, 0 }, { 7, 5, 0, 1, 0, 1 }, { 5, 2, 0, 1, 2, 0 }, { 2, 2, 0, 0, 0, 0 } };
  g_autoptr (DealFixture) fixture = new_example ();
  CrmFunnelOptions options = ask (DAYS (0, 30), CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  double rate;

  assert_rows (funnel, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (funnel->cohort, ==, 8);
  g_assert_cmpuint (funnel->won, ==, 2);
  g_assert_cmpuint (funnel->excluded.counts[CRM_EXCLUSION_NO_STAGE_REACHED], ==, 1);
  g_assert_cmpuint (crm_excluded_get_total (&funnel->excluded), ==, 1);
  g_assert_true (crm_funnel_step_get_rate (&funnel->steps[0], &rate));
  g_assert_cmpfloat_with_epsilon (rate, 7.0 / 8, 1e-12);
}

static void
test_all_stages (void)
{
  static const Row rows[] = { { 7, 4, 2, 1, 0, 0 }, { 4, 2, 0, 1, 0, 1 }, { 2, 1, 0, 0, 1, 0 }, { 1, 1, 0, 0, 0, 0 } };
  g_autoptr (DealFixture) fixture = new_example ();
  CrmFunnelOptions options = ask (DAYS (0, 30), CRM_FUNNEL_ALL_STAGES, CRM_FUNNEL_ENTERED_PIPELINE);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);

  assert_rows (funnel, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (funnel->cohort, ==, 8);
  g_assert_cmpuint (funnel->won, ==, 2);
  g_assert_cmpuint (funnel->not_first, ==, 1);
  g_assert_cmpuint (funnel->excluded.counts[CRM_EXCLUSION_NO_STAGE_REACHED], ==, 1);
  g_assert_cmpuint (crm_excluded_get_total (&funnel->excluded), ==, 1);
}

static void
test_entered_stages (void)
{
  static const Row rows[] = { { 7, 6, 0, 1, 0, 0 }, { 5, 3, 0, 1, 0, 1 }, { 4, 1, 0, 1, 2, 0 }, { 1, 1, 0, 0, 0, 0 } };
  g_autoptr (DealFixture) fixture = new_example ();
  CrmFunnelOptions options = ask (DAYS (0, 30), CRM_FUNNEL_ENTERED_STAGES, CRM_FUNNEL_ENTERED_PIPELINE);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);

  assert_rows (funnel, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (funnel->cohort, ==, 8);
  g_assert_cmpuint (funnel->won, ==, 2);
  g_assert_cmpuint (crm_excluded_get_total (&funnel->excluded), ==, 1);
}

static void
test_cohort_of_each_stage (void)
{
  static const Row rows[] = { { 2, 1, 0, 1, 0, 0 }, { 3, 2, 0, 0, 0, 1 }, { 3, 1, 0, 0, 2, 0 }, { 2, 2, 0, 0, 0, 0 } };
  g_autoptr (DealFixture) fixture = new_example ();
  CrmFunnelOptions options = ask (DAYS (10, 10), CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_STAGE);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);

  assert_rows (funnel, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (funnel->cohort, ==, 6);
}

static void
assert_one (const char *moves, CrmFunnelRule rule, const Row rows[4])
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  g_autoptr (CrmFunnel) funnel = NULL;
  CrmFunnelOptions options = ask (DAYS (0, 30), rule, CRM_FUNNEL_ENTERED_PIPELINE);

  g_test_message ("“%s”, rule %d", moves, rule);
  deal_fixture_add (fixture, moves, 100);
  funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  assert_rows (funnel, rows, 4);
}

static void
test_awkward_cases (void)
{
  static const Row on = { 1, 1 }, lost = { 1, 0, 0, 1 }, open = { 1, 0, 0, 0, 1 }, by = { 1, 0, 1 }, no = { 0 };

  /* Won at once: every stage is behind it, and none was passed. */
  assert_one ("4@2", CRM_FUNNEL_ANY_STAGE, (Row[]){ on, on, on, on });
  assert_one ("4@2", CRM_FUNNEL_ALL_STAGES, (Row[]){ no, no, no, no });
  /* Won, then reopened. */
  assert_one ("0@1 4@2 1@3", CRM_FUNNEL_ANY_STAGE, (Row[]){ on, on, on, open });
  assert_one ("0@1 4@2 1@3", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, by, no, no });
  /* Lost, reopened, won. */
  assert_one ("0@1 5@2 1@3 4@9", CRM_FUNNEL_ANY_STAGE, (Row[]){ on, on, on, on });
  /* Comes to the first stage late: from there on the stages count. */
  assert_one ("2@1 0@2 1@3", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, by, no, no });
  assert_one ("2@1 0@2 1@3 2@4", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, on, open, no });
  /* Round and round is once. */
  assert_one ("0@1 1@2 0@3 1@4 0@5", CRM_FUNNEL_ANY_STAGE, (Row[]){ on, open, no, no });
  assert_one ("0@1 1@2 0@3 1@4 0@5", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, open, no, no });
  /* A removed stage neither reaches nor misses anything. */
  assert_one ("0@1 6@2", CRM_FUNNEL_ANY_STAGE, (Row[]){ open, no, no, no });
  assert_one ("0@1 6@2 1@3 5@4", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, lost, no, no });
  /* Won in the other pipeline, and back from it. */
  assert_one ("0@1 8@2", CRM_FUNNEL_ANY_STAGE, (Row[]){ { 1, 0, 0, 0, 0, 1 }, no, no, no });
  assert_one ("0@1 7@2 1@5", CRM_FUNNEL_ALL_STAGES, (Row[]){ on, open, no, no });
  /* Came from the other pipeline in the period, was there before it. */
  assert_one ("7@-20 0@1", CRM_FUNNEL_ANY_STAGE, (Row[]){ open, no, no, no });
}

static void
win_where_it_stands (CrmDealPath *deal)
{
  deal->outcome = CRM_DEAL_WON;
  deal->closed_at = AT (9);
}

static void
test_won_without_a_stage_for_it (void)
{
  static const Row rows[] = { { 1, 1 }, { 1, 1 }, { 1, 1 }, { 1, 1 } };
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  g_autoptr (CrmFunnel) funnel = NULL;
  CrmFunnelOptions options = ask (DAYS (0, 30), CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE);

  deal_fixture_add_changed (fixture, "0@1 1@2", 100, win_where_it_stands);
  funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  assert_rows (funnel, rows, 4);
  g_assert_cmpuint (funnel->won, ==, 1);
}

static void
test_broken_deals_are_counted_apart (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  g_autoptr (CrmFunnel) funnel = NULL;
  CrmFunnelOptions options = ask (DAYS (0, 30), CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE);

  deal_fixture_add (fixture, "0@1 1@2", 100);
  deal_fixture_add (fixture, "0@1 1@99", 100);
  deal_fixture_add (fixture, "0@4 1@2", 100);
  deal_fixture_add (fixture, "0@5 99@6 0@7", 100);
  deal_fixture_add (fixture, "0@40 99@50 0@51", 100);
  deal_fixture_add (fixture, "0@70", 100);
  funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  g_assert_cmpuint (funnel->cohort, ==, 1);
  g_assert_cmpuint (funnel->excluded.counts[CRM_EXCLUSION_MOVE_IN_FUTURE], ==, 2);
  g_assert_cmpuint (funnel->excluded.counts[CRM_EXCLUSION_MOVES_OUT_OF_ORDER], ==, 1);
  g_assert_cmpuint (funnel->excluded.counts[CRM_EXCLUSION_UNKNOWN_STAGE], ==, 1);
  g_assert_cmpuint (crm_excluded_get_total (&funnel->excluded), ==, 4);
}

static void
test_nothing (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmFunnelOptions options = ask (ALWAYS, CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  g_autoptr (CrmFunnel) no_pipeline = NULL;
  double rate;

  g_assert_cmpuint (funnel->n_steps, ==, 4);
  g_assert_false (crm_funnel_step_get_rate (&funnel->steps[0], &rate));
  g_assert_cmpfloat (rate, ==, 0);
  options.pipeline = 99;
  no_pipeline = crm_funnel_new (deal_fixture_get_paths (fixture), &options);
  g_assert_cmpuint (no_pipeline->n_steps, ==, 0);
}

/* ── what holds for any deals ─────────────────────────────────────────────────────────────── */

static void
for_each_kind (void (*check) (const CrmFunnelOptions *options))
{
  for (int rule = 0; rule < 3; rule++)
    for (int cohort = 0; cohort < 2; cohort++)
      {
        CrmFunnelOptions options = ask (DAYS (60, 120), (CrmFunnelRule)rule, (CrmFunnelCohort)cohort);

        check (&options);
      }
}

static void
check_sums (const CrmFunnelOptions *options)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, 300);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (deal_fixture_get_paths (fixture), options);

  g_assert_cmpuint (funnel->cohort, >, 500);
  for (guint i = 0; i < funnel->n_steps; i++)
    {
      const CrmFunnelStep *step = &funnel->steps[i];
      guint sum = 0;
      double rate;

      for (int fate = 0; fate < CRM_N_FUNNEL_FATES; fate++)
        sum += step->fates[fate];
      g_assert_cmpuint (sum, ==, step->entered);
      g_assert_cmpuint (step->fates[CRM_FUNNEL_NOT_REACHED], ==, 0);
      g_assert_cmpuint (step->entered, <=, funnel->cohort);
      crm_funnel_step_get_rate (step, &rate);
      g_assert_true (isfinite (rate) && rate >= 0 && rate <= 1);
      if (options->rule == CRM_FUNNEL_ANY_STAGE)
        g_assert_cmpuint (step->fates[CRM_FUNNEL_PASSED_BY], ==, 0);
      if (options->rule != CRM_FUNNEL_ENTERED_STAGES && options->cohort == CRM_FUNNEL_ENTERED_PIPELINE && i + 1 < funnel->n_steps)
        g_assert_cmpuint (step->fates[CRM_FUNNEL_MOVED_ON], ==, funnel->steps[i + 1].entered);
    }
}

static void
test_sums (void)
{
  for_each_kind (check_sums);
}

static void
check_lists (const CrmFunnelOptions *options)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 1000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (paths, options);

  for (guint step = 0; step < funnel->n_steps; step++)
    for (int fate = 0; fate <= CRM_FUNNEL_ANY_FATE; fate++)
      {
        g_autoptr (GArray) ids = crm_funnel_find_deals (paths, options, step, (CrmFunnelFate)fate);

        g_assert_cmpuint (ids->len, ==, fate == CRM_FUNNEL_ANY_FATE ? funnel->steps[step].entered : funnel->steps[step].fates[fate]);
        for (guint i = 1; i < ids->len; i++)
          g_assert_cmpint (g_array_index (ids, gint64, i - 1), <, g_array_index (ids, gint64, i));
      }
}

static void
test_lists (void)
{
  for_each_kind (check_lists);
}

static void
check_order (const CrmFunnelOptions *options)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 2000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  g_autofree CrmDealPath *shuffled = deal_fixture_shuffle (paths, SEED);
  CrmDealPaths others = *paths;
  g_autoptr (CrmFunnel) a = crm_funnel_new (paths, options);
  g_autoptr (CrmFunnel) b = NULL;

  others.deals = shuffled;
  b = crm_funnel_new (&others, options);
  g_assert_cmpmem (a, sizeof *a + a->n_steps * sizeof a->steps[0], b, sizeof *b + b->n_steps * sizeof b->steps[0]);
}

static void
test_order (void)
{
  for_each_kind (check_order);
}

/* Who is in the cohort of a step is known when the period is over: half a year later it is the same deals. */
static void
check_closed_under_time (const CrmFunnelOptions *options)
{
  g_autoptr (DealFixture) before = deal_fixture_new_random (SEED, 3000, 180);
  g_autoptr (DealFixture) after = deal_fixture_new_random (SEED, 3000, 400);

  for (guint step = 0; step < 4; step++)
    {
      g_autoptr (GArray) ids = crm_funnel_find_deals (deal_fixture_get_paths (before), options, step, CRM_FUNNEL_ANY_FATE);
      g_autoptr (GArray) later = crm_funnel_find_deals (deal_fixture_get_paths (after), options, step, CRM_FUNNEL_ANY_FATE);

      g_assert_cmpuint (ids->len, >, 30);
      if (options->cohort == CRM_FUNNEL_ENTERED_STAGE || (step == 0 && options->rule == CRM_FUNNEL_ANY_STAGE))
        g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), later->data, later->len * sizeof (gint64));
      else
        g_assert_cmpuint (ids->len, <=, later->len);
    }
}

static void
test_closed_under_time (void)
{
  for_each_kind (check_closed_under_time);
}

/* The two rules read the same deals; what they differ in is where the deals have been. */
static void
test_rules_share_a_cohort (void)
{
  for (int today = 170; today < 400; today += 30)
    {
      g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 3000, today);
      CrmFunnelOptions any = ask (DAYS (60, 120), CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE);
      CrmFunnelOptions all = ask (DAYS (60, 120), CRM_FUNNEL_ALL_STAGES, CRM_FUNNEL_ENTERED_PIPELINE);
      g_autoptr (CrmFunnel) a = crm_funnel_new (deal_fixture_get_paths (fixture), &any);
      g_autoptr (CrmFunnel) b = crm_funnel_new (deal_fixture_get_paths (fixture), &all);

      g_assert_cmpuint (a->cohort, ==, b->cohort);
      g_assert_cmpuint (a->cohort, ==, a->steps[0].entered);
      g_assert_cmpuint (b->cohort, ==, b->steps[0].entered + b->not_first);
      g_assert_cmpuint (a->won, ==, b->won);
      g_assert_cmpmem (&a->excluded, sizeof a->excluded, &b->excluded, sizeof b->excluded);
      for (guint i = 0; i < a->n_steps; i++)
        g_assert_cmpuint (b->steps[i].entered, <=, a->steps[i].entered);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/funnel/golden/any-stage", test_any_stage);
  g_test_add_func ("/sales/funnel/golden/all-stages", test_all_stages);
  g_test_add_func ("/sales/funnel/golden/entered-stages", test_entered_stages);
  g_test_add_func ("/sales/funnel/golden/cohort-of-each-stage", test_cohort_of_each_stage);
  g_test_add_func ("/sales/funnel/awkward-cases", test_awkward_cases);
  g_test_add_func ("/sales/funnel/won-without-a-stage-for-it", test_won_without_a_stage_for_it);
  g_test_add_func ("/sales/funnel/broken-deals-are-counted-apart", test_broken_deals_are_counted_apart);
  g_test_add_func ("/sales/funnel/nothing-gives-nothing", test_nothing);
  g_test_add_func ("/sales/funnel/each-deal-has-one-fate-a-stage", test_sums);
  g_test_add_func ("/sales/funnel/lists-are-as-long-as-the-figures", test_lists);
  g_test_add_func ("/sales/funnel/order-of-deals-does-not-matter", test_order);
  g_test_add_func ("/sales/funnel/cohort-is-closed-under-time", test_closed_under_time);
  g_test_add_func ("/sales/funnel/both-rules-read-the-same-deals", test_rules_share_a_cohort);
  return g_test_run ();
}
