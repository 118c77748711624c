/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends with their gaps, response rates, and the map of satisfaction and loyalty. */

#include "core/surveys/crm-response-rate.h"
#include "core/surveys/crm-satisfaction-map.h"
#include "core/surveys/crm-score-trend.h"

#include <string.h>

#define SEED 20261122

/* ── trend ────────────────────────────────────────────────────────────────────────────────── */

static const CrmDate days[] = { 20260302, 20260131, 20260101, 20251231, 0, 20260305, 415, 20260301 };
static const CrmRating ratings[] = { 10, 9, 3, 8, 10, 0, 10, 127 };

static void
assert_point (const CrmScoreTrend *trend, guint place, CrmDate start, guint n, double value)
{
  g_assert_cmpint (trend->points[place].start, ==, start);
  g_assert_cmpuint (trend->points[place].score.n, ==, n);
  g_assert_cmpint (trend->points[place].score.known, ==, n > 0);
  g_assert_cmpfloat (trend->points[place].score.value, ==, value);
}

/* December: one passive. January: a promoter and a detractor. February: nothing. March: one of each; 127 is not on the scale. */
static void
test_months (void)
{
  CrmTrendOptions options = { CRM_TREND_MONTH, CRM_SCORE_NPS, 0, 11, 0, 0 };
  g_autoptr (CrmScoreTrend) trend = crm_score_trend_new (&options, days, ratings, G_N_ELEMENTS (days));
  g_autoptr (CrmScoreTrend) year = NULL;

  g_assert_cmpuint (trend->n_points, ==, 4);
  g_assert_cmpuint (trend->n_undated, ==, 2);
  assert_point (trend, 0, 20251201, 1, 0);
  assert_point (trend, 1, 20260101, 2, 0);
  assert_point (trend, 2, 20260201, 0, 0);
  assert_point (trend, 3, 20260301, 2, 0);
  options.from = 20260101;
  options.to = 20260531;
  year = crm_score_trend_new (&options, days, ratings, G_N_ELEMENTS (days));
  g_assert_cmpuint (year->n_points, ==, 5);
  assert_point (year, 0, 20260101, 2, 0);
  assert_point (year, 4, 20260501, 0, 0);
}

static void
test_weeks_and_quarters (void)
{
  CrmTrendOptions options = { CRM_TREND_WEEK, CRM_SCORE_MEAN, 0, 11, 0, 0 };
  g_autoptr (CrmScoreTrend) weeks = crm_score_trend_new (&options, days, ratings, G_N_ELEMENTS (days));
  g_autoptr (CrmScoreTrend) quarters = NULL;

  /* 31 December and 1 January are in one week. */
  g_assert_cmpuint (weeks->n_points, ==, 10);
  assert_point (weeks, 0, 20251229, 2, 5.5);
  assert_point (weeks, 4, 20260126, 1, 9);
  assert_point (weeks, 9, 20260302, 2, 5);
  options.step = CRM_TREND_QUARTER;
  quarters = crm_score_trend_new (&options, days, ratings, G_N_ELEMENTS (days));
  g_assert_cmpuint (quarters->n_points, ==, 2);
  assert_point (quarters, 0, 20251001, 1, 8);
  assert_point (quarters, 1, 20260101, 4, 5.5);
}

static void
test_starts (void)
{
  for (int day = crm_date_to_days (19681230); day < crm_date_to_days (19720115); day++)
    {
      CrmDate date = crm_date_from_days (day), week = crm_trend_step_get_start (CRM_TREND_WEEK, date);

      g_assert_cmpint (crm_date_get_weekday (week), ==, 1);
      g_assert_cmpint (day - crm_date_to_days (week), ==, crm_date_get_weekday (date) - 1);
      g_assert_cmpint (crm_trend_step_get_start (CRM_TREND_MONTH, date), ==, date / 100 * 100 + 1);
      g_assert_cmpint (crm_trend_step_get_start (CRM_TREND_QUARTER, date), ==, date / 10000 * 10000 + ((date / 100 % 100 - 1) / 3 * 3 + 1) * 100 + 1);
    }
}

static void
test_hostile_days (void)
{
  static const CrmDate far[] = { 10101, 99991231, -5, G_MAXINT, 20260231 };
  static const CrmRating answers[] = { 5, 6, 5, 5, 5 };

  for (int step = CRM_TREND_WEEK; step <= CRM_TREND_QUARTER; step++)
    {
      CrmTrendOptions options = { step, CRM_SCORE_MEAN, 0, 11, 0, 0 };
      g_autoptr (CrmScoreTrend) trend = crm_score_trend_new (&options, far, answers, G_N_ELEMENTS (far));
      g_autoptr (CrmScoreTrend) nothing = crm_score_trend_new (&options, NULL, NULL, 0);

      g_assert_cmpuint (trend->n_points, ==, CRM_TREND_MAX_POINTS);
      g_assert_cmpuint (trend->n_before, ==, 1);
      g_assert_cmpuint (trend->n_undated, ==, 3);
      g_assert_cmpuint (trend->points[CRM_TREND_MAX_POINTS - 1].score.n, ==, 1);
      g_assert_cmpuint (nothing->n_points, ==, 0);
    }
}

static void
test_every_answer_once (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  CrmDate dates[300];
  CrmRating answers[300];

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 200; run++)
    {
      CrmTrendOptions options = { run % 3, run / 3 % 3, 1, 5, run % 2 ? 20260110 : 0, run % 5 ? 0 : 20260820 };
      g_autoptr (CrmScoreTrend) trend = NULL;
      guint wanted = 0, n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
        {
          dates[i] = crm_date_from_days (20454 + g_rand_int_range (random, 0, 400));
          answers[i] = (CrmRating)g_rand_int_range (random, -3, 10);
          wanted += answers[i] >= 1 && answers[i] <= 5 && (options.from == 0 || dates[i] >= options.from) && (options.to == 0 || dates[i] <= options.to);
        }
      trend = crm_score_trend_new (&options, dates, answers, G_N_ELEMENTS (dates));
      for (guint i = 0; i < trend->n_points; i++)
        {
          n += trend->points[i].score.n;
          g_assert_true (i == 0 || trend->points[i].start > trend->points[i - 1].start);
        }
      g_assert_cmpuint (n, ==, wanted);
    }
}

/* ── response rate ────────────────────────────────────────────────────────────────────────── */

static void
test_response_rate (void)
{
  CrmResponseRate rate = crm_response_rate_make (&(CrmInvitationCount){ .sent = 50, .answered = 18, .declined = 3, .failed = 9, .planned = 20 });
  CrmResponseRate nothing = crm_response_rate_make (&(CrmInvitationCount){ .failed = 3, .planned = 20 });
  CrmResponseRate open = crm_response_rate_make_anonymous (&(CrmInvitationCount){ .sent = 4 }, 5), one = crm_response_rate_make_anonymous (&(CrmInvitationCount){ .sent = 1 }, 1);

  g_assert_true (rate.known);
  g_assert_cmpuint (rate.invited, ==, 71);
  g_assert_cmpuint (rate.rate.part, ==, 18);
  g_assert_cmpfloat (rate.rate.rate, ==, 18.0 / 71);
  g_assert_false (nothing.known);
  g_assert_false (open.known);
  g_assert_cmpuint (open.answers, ==, 5);
  g_assert_true (one.known);
  g_assert_cmpfloat (one.rate.rate, ==, 1);
  g_assert_cmpfloat (one.rate.low, <, 1);
}

/* ── satisfaction and loyalty ─────────────────────────────────────────────────────────────── */

#define S(score) ((score) * CRM_DECIMAL_ONE)

static const CrmSatisfactionLimits limits = { CRM_SATISFIED, CRM_LOYAL };

static void
test_map (void)
{
  static const CrmLoyaltyPoint points[] = { { 1, S (75), 2 }, { 2, S (75) - 1, 2 }, { 3, S (100), 1 }, { 4, S (0), 0 }, { 5, CRM_SATISFACTION_NONE, 9 }, { 6, S (90), 40 } };
  static const gint64 loyal[] = { 1, 6 };
  g_autoptr (GArray) found = crm_satisfaction_map_find (points, G_N_ELEMENTS (points), &limits, CRM_SATISFIED_LOYAL);
  CrmSatisfactionMap map;

  crm_satisfaction_map_compute (points, G_N_ELEMENTS (points), &limits, &map);
  g_assert_cmpuint (map.n, ==, 5);
  g_assert_cmpuint (map.n_unknown, ==, 1);
  g_assert_cmpuint (map.counts[CRM_SATISFIED_LOYAL], ==, 2);
  g_assert_cmpuint (map.counts[CRM_SATISFIED_NOT_LOYAL], ==, 1);
  g_assert_cmpuint (map.counts[CRM_LOYAL_UNHAPPY], ==, 1);
  g_assert_cmpuint (map.counts[CRM_NEITHER], ==, 1);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), loyal, sizeof loyal);
  crm_satisfaction_map_compute (NULL, 0, &limits, &map);
  g_assert_cmpuint (map.n, ==, 0);
}

/* The records behind the quadrants are all customers of the map, each once. */
static void
test_map_finds_all (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  CrmLoyaltyPoint points[1000];
  CrmSatisfactionMap map;
  guint n = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 1000; i++)
    points[i] = (CrmLoyaltyPoint){ i, g_rand_int_range (random, 0, 9) == 0 ? CRM_SATISFACTION_NONE : S (g_rand_int_range (random, -10, 120)), (guint)g_rand_int_range (random, 0, 5) };
  crm_satisfaction_map_compute (points, 1000, &limits, &map);
  for (int quadrant = 0; quadrant < CRM_N_SATISFACTION_QUADRANTS; quadrant++)
    {
      g_autoptr (GArray) found = crm_satisfaction_map_find (points, 1000, &limits, quadrant);

      g_assert_cmpuint (found->len, ==, map.counts[quadrant]);
      g_assert_cmpuint (found->len, >, 0);
      n += found->len;
    }
  g_assert_cmpuint (n, ==, map.n);
  g_assert_cmpuint (n + map.n_unknown, ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/trend/months-with-a-gap", test_months);
  g_test_add_func ("/surveys/trend/weeks-and-quarters", test_weeks_and_quarters);
  g_test_add_func ("/surveys/trend/starts", test_starts);
  g_test_add_func ("/surveys/trend/hostile-days", test_hostile_days);
  g_test_add_func ("/surveys/trend/every-answer-once", test_every_answer_once);
  g_test_add_func ("/surveys/response-rate/golden", test_response_rate);
  g_test_add_func ("/surveys/satisfaction-map/golden", test_map);
  g_test_add_func ("/surveys/satisfaction-map/finds-everybody-once", test_map_finds_all);
  return g_test_run ();
}
