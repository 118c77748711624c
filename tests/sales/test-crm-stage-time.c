/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time in stage: a table by hand, Kaplan and Meier against a slow way to compute them, and open deals that count. */

#include "core/sales/crm-stage-time.h"
#include "tests/sales/deal-fixture.h"

static void
assert_time (const CrmStageTime *time, guint n, guint n_open, gint64 median, gint64 p80)
{
  g_assert_cmpuint (time->n, ==, n);
  g_assert_cmpuint (time->n_open, ==, n_open);
  g_assert_cmpint (time->median, ==, median);
  g_assert_cmpint (time->p80, ==, p80);
}

/*
 * The deals of the funnel's example; days in each stage by hand, + for still there:
 * lead 1 2 2 3 4 6 10; qualified 3 4 5 5 50+ (twice there); proposal 3 4 6 50+; negotiation 8.
 */
static void
test_golden (void)
{
  static const char *const example[] = { "0@1 1@3 2@8 3@12 4@20", "0@2 1@6 5@9", "0@4 2@10", "1@5 2@9 5@15", "0@6 1@7 2@11 1@14", "0@8 4@18", "0@40 1@45", "0@10 5@12", "0@12 1@15 7@20", "5@13" };
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = DAYS (0, 30);
  g_autoptr (CrmStageTimes) times = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (example); i++)
    deal_fixture_add (fixture, example[i], 100);
  times = crm_stage_times_new (deal_fixture_get_paths (fixture), &period);
  assert_time (&times->stages[LEAD], 7, 0, 3 * DAY, 6 * DAY);
  assert_time (&times->stages[QUALIFIED], 5, 1, 5 * DAY, 5 * DAY);
  assert_time (&times->stages[PROPOSAL], 4, 1, 4 * DAY, CRM_DURATION_NOT_REACHED);
  assert_time (&times->stages[NEGOTIATION], 1, 0, 8 * DAY, 8 * DAY);
  assert_time (&times->stages[WON], 0, 0, CRM_DURATION_NOT_REACHED, CRM_DURATION_NOT_REACHED);
  g_assert_cmpuint (crm_excluded_get_total (&times->excluded), ==, 0);
}

/* The remission times of the treated group in Freireich et al. (1963), weeks, the usual example of the method: its median is 23. */
static void
test_textbook (void)
{
  static const int ended[] = { 6, 6, 6, 7, 10, 13, 16, 22, 23 };
  static const int running[] = { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 };
  CrmDurations durations;

  crm_durations_init (&durations);
  for (gsize i = 0; i < G_N_ELEMENTS (running); i++)
    crm_durations_add (&durations, running[i], FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (ended); i++)
    crm_durations_add (&durations, ended[i], TRUE);
  /* S(6) = 0.857, S(13) = 0.690, S(16) = 0.627, S(22) = 0.538, S(23) = 0.448. */
  g_assert_cmpint (crm_durations_get_quantile (&durations, 14), ==, 6);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 31), ==, 16);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 46), ==, 22);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 50), ==, 23);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 80), ==, CRM_DURATION_NOT_REACHED);
  crm_durations_clear (&durations);
}

/* Without running ones the quantile is the plain one: the ⌈n × p⌉-th of the sorted durations. */
static void
test_plain_quantile (void)
{
  for (int n = 1; n < 200; n++)
    for (int percent = 1; percent < 100; percent += 7)
      {
        CrmDurations durations;

        crm_durations_init (&durations);
        for (int i = n; i > 0; i--)
          crm_durations_add (&durations, (gint64)i * 1000003, TRUE);
        g_assert_cmpint (crm_durations_get_quantile (&durations, percent), ==, (gint64)((n * percent + 99) / 100) * 1000003);
        crm_durations_clear (&durations);
      }
}

static void
test_extremes (void)
{
  CrmDurations durations;

  crm_durations_init (&durations);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 50), ==, CRM_DURATION_NOT_REACHED);
  crm_durations_add (&durations, -5, TRUE);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 50), ==, 0);
  crm_durations_add (&durations, G_MAXINT64, TRUE);
  crm_durations_add (&durations, G_MAXINT64, FALSE);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 50), ==, CRM_DURATION_MAX);
  g_assert_cmpint (crm_durations_get_quantile (&durations, 80), ==, CRM_DURATION_NOT_REACHED);
  crm_durations_clear (&durations);
}

/* Five fast deals are through and five slow ones are not: the median is not that of the fast. */
static void
test_open_deals_count (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new (60);
  CrmPeriod period = ALWAYS;
  g_autoptr (CrmStageTimes) times = NULL;

  for (int i = 0; i < 5; i++)
    {
      deal_fixture_add (fixture, "0@1 1@3", 100);
      deal_fixture_add (fixture, "0@1", 100);
      deal_fixture_add (fixture, "0@2", 100);
    }
  times = crm_stage_times_new (deal_fixture_get_paths (fixture), &period);
  assert_time (&times->stages[LEAD], 15, 10, CRM_DURATION_NOT_REACHED, CRM_DURATION_NOT_REACHED);
}

static void
test_order (void)
{
  g_autoptr (DealFixture) fixture = deal_fixture_new_random (SEED, 2000, 300);
  const CrmDealPaths *paths = deal_fixture_get_paths (fixture);
  g_autofree CrmDealPath *shuffled = deal_fixture_shuffle (paths, SEED);
  CrmDealPaths others = *paths;
  CrmPeriod period = DAYS (60, 120);
  g_autoptr (CrmStageTimes) a = crm_stage_times_new (paths, &period);
  g_autoptr (CrmStageTimes) b = NULL;

  others.deals = shuffled;
  b = crm_stage_times_new (&others, &period);
  g_assert_cmpmem (a->stages, a->n_stages * sizeof a->stages[0], b->stages, b->n_stages * sizeof b->stages[0]);
  g_assert_cmpuint (a->stages[LEAD].n, >, 100);
}

static void
test_closed_under_time (void)
{
  g_autoptr (DealFixture) before = deal_fixture_new_random (SEED, 2000, 180);
  g_autoptr (DealFixture) after = deal_fixture_new_random (SEED, 2000, 400);
  CrmPeriod period = DAYS (60, 120);
  g_autoptr (CrmStageTimes) a = crm_stage_times_new (deal_fixture_get_paths (before), &period);
  g_autoptr (CrmStageTimes) b = crm_stage_times_new (deal_fixture_get_paths (after), &period);

  for (guint i = 0; i < a->n_stages; i++)
    g_assert_cmpuint (a->stages[i].n, ==, b->stages[i].n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/stage-time/golden", test_golden);
  g_test_add_func ("/sales/stage-time/kaplan-meier-textbook", test_textbook);
  g_test_add_func ("/sales/stage-time/plain-quantile-when-all-are-over", test_plain_quantile);
  g_test_add_func ("/sales/stage-time/extremes", test_extremes);
  g_test_add_func ("/sales/stage-time/open-deals-count", test_open_deals_count);
  g_test_add_func ("/sales/stage-time/order-of-deals-does-not-matter", test_order);
  g_test_add_func ("/sales/stage-time/cohort-is-closed-under-time", test_closed_under_time);
  return g_test_run ();
}
