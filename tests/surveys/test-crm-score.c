/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores, their intervals, numbers and rankings: against golden.py, at nothing and one, and in any order. */

#include "core/base/crm-decimal.h"
#include "core/base/crm-proportion.h"
#include "core/surveys/crm-number-summary.h"
#include "core/surveys/crm-rank-summary.h"
#include "core/surveys/crm-score.h"

#include <math.h>
#include <string.h>

#define SEED 20261122

#define NONE CRM_RATING_NONE

static void
assert_score (const CrmScore *score, guint n, double value, double low, double high)
{
  g_assert_cmpuint (score->n, ==, n);
  g_assert_true (score->known);
  g_assert_true (score->has_interval);
  g_assert_cmpfloat_with_epsilon (score->value, value, 1e-8);
  g_assert_cmpfloat_with_epsilon (score->low, low, 1e-8);
  g_assert_cmpfloat_with_epsilon (score->high, high, 1e-8);
}

static void
assert_nothing (const CrmScore *score)
{
  g_assert_false (score->known);
  g_assert_false (score->has_interval);
  g_assert_cmpuint (score->n, ==, 0);
  g_assert_cmpfloat (score->value, ==, 0);
  g_assert_cmpfloat (score->low, ==, 0);
  g_assert_cmpfloat (score->high, ==, 0);
}

static void
assert_alone (const CrmScore *score, double value)
{
  g_assert_cmpuint (score->n, ==, 1);
  g_assert_true (score->known);
  g_assert_false (score->has_interval);
  g_assert_cmpfloat (score->value, ==, value);
  g_assert_cmpfloat (score->low, ==, value);
  g_assert_cmpfloat (score->high, ==, value);
}

/* ── net promoter score ───────────────────────────────────────────────────────────────────── */

static void
test_nps_golden (void)
{
  CrmScore score = crm_score_nps (&(CrmNps){ 5, 3, 2 });

  assert_score (&score, 10, 30, -18.407539502, 78.407539502);
  score = crm_score_nps (&(CrmNps){ 40, 35, 25 });
  assert_score (&score, 100, 15, -0.525834631, 30.525834631);
  score = crm_score_nps (&(CrmNps){ 1, 1, 0 });
  assert_score (&score, 2, 50, -19.295191217, 100);
  score = crm_score_nps (&(CrmNps){ 150, 30, 20 });
  assert_score (&score, 200, 65, 55.938477926, 74.061522074);
  score = crm_score_nps (&(CrmNps){ 1, 0, 3 });
  assert_score (&score, 4, -50, -100, 34.868930056);
}

/* Ten who all say 10 do not prove that nobody ever says less. */
static void
test_nps_of_one_kind (void)
{
  CrmScore all = crm_score_nps (&(CrmNps){ 10, 0, 0 }), none = crm_score_nps (&(CrmNps){ 0, 0, 10 }), middle = crm_score_nps (&(CrmNps){ 0, 4, 0 });

  assert_score (&all, 10, 100, 47.503551545, 100);
  assert_score (&none, 10, -100, -100, -47.503551545);
  assert_score (&middle, 4, 0, -34.292226260, 34.292226260);
}

/* One answer each: 0, 6 are detractors, 7, 8 passives, 9, 10 promoters. */
static void
test_nps_kinds (void)
{
  static const int expected[] = { -100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100 };

  for (guint answer = 0; answer <= 10; answer++)
    {
      guint counts[11] = { 0 };
      CrmScore score;

      counts[answer] = 1;
      score = crm_score_from_counts (CRM_SCORE_NPS, 0, counts, G_N_ELEMENTS (counts));
      assert_alone (&score, expected[answer]);
    }
}

/* ── shares and means ─────────────────────────────────────────────────────────────────────── */

static void
test_csat_golden (void)
{
  static const guint counts[] = { 1, 0, 2, 2, 1 };
  CrmScore score = crm_score_from_counts (CRM_SCORE_SHARE, 1, counts, G_N_ELEMENTS (counts));

  /* 3 of 6: Wilson's interval as in the win rate's example. */
  g_assert_cmpuint (score.n, ==, 6);
  g_assert_cmpfloat (score.value, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (score.low, 0.187617, 1e-6);
  g_assert_cmpfloat_with_epsilon (score.high, 0.812383, 1e-6);
}

static void
test_effort_golden (void)
{
  static const guint counts[] = { 0, 1, 1, 0, 2, 3, 3 };
  CrmScore score = crm_score_from_counts (CRM_SCORE_MEAN, 1, counts, G_N_ELEMENTS (counts));

  assert_score (&score, 10, 5.4, 4.174809889, 6.625190111);
}

/* The sleep that ten patients gained by the second medicine over the first, the example of "Student" himself, in millionths. */
static void
test_mean_textbook (void)
{
  static const int tenths[] = { 12, 24, 13, 13, 0, 10, 18, 8, 46, 14 };
  CrmMoments moments = { 0 };
  CrmScore score;

  for (gsize i = 0; i < G_N_ELEMENTS (tenths); i++)
    g_assert_true (crm_moments_add (&moments, tenths[i] * CRM_DECIMAL_ONE / 10));
  score = crm_score_mean (&moments, CRM_DECIMAL_ONE, -INFINITY, INFINITY);
  assert_score (&score, 10, 1.58, 0.700114237, 2.459885763);
  score = crm_score_mean (&moments, CRM_DECIMAL_ONE, 1, 2);
  assert_score (&score, 10, 1.58, 1, 2);
}

static void
test_nothing_and_one (void)
{
  static const guint nothing[11] = { 0 }, one[11] = { 0, 0, 0, 1 };
  static const double alone[] = { -100, 0, 3 };

  for (int kind = CRM_SCORE_NPS; kind <= CRM_SCORE_MEAN; kind++)
    {
      CrmScore none = crm_score_from_counts (kind, 0, nothing, G_N_ELEMENTS (nothing)), single = crm_score_from_counts (kind, 0, one, G_N_ELEMENTS (one));
      CrmScore no_scale = crm_score_from_counts (kind, 0, NULL, 0);

      assert_nothing (&none);
      assert_nothing (&no_scale);
      g_assert_cmpuint (single.n, ==, 1);
      g_assert_cmpfloat (single.value, ==, alone[kind]);
      if (kind != CRM_SCORE_SHARE)
        assert_alone (&single, alone[kind]);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 5000; run++)
    {
      guint counts[11], n = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
        n += counts[i] = g_rand_int_range (random, 0, 3) == 0 ? (guint)g_rand_int_range (random, 0, 1 << g_rand_int_range (random, 1, 20)) : 0;
      for (int kind = CRM_SCORE_NPS; kind <= CRM_SCORE_MEAN; kind++)
        {
          static const double lowest[] = { -100, 0, 0 }, highest[] = { 100, 1, 10 };
          CrmScore score = crm_score_from_counts (kind, 0, counts, G_N_ELEMENTS (counts));

          g_assert_cmpuint (score.n, ==, n);
          g_assert_cmpint (score.known, ==, n > 0);
          if (!score.known)
            continue;
          g_assert_true (isfinite (score.value));
          g_assert_cmpfloat (score.low, >=, lowest[kind]);
          g_assert_cmpfloat (score.low, <=, score.value);
          g_assert_cmpfloat (score.value, <=, score.high);
          g_assert_cmpfloat (score.high, <=, highest[kind]);
        }
    }
}

/* Large numbers that differ by little: a sum of squares in doubles would have lost the difference. */
static void
test_moments_are_exact (void)
{
  CrmMoments moments = { 0 }, parts[2] = { 0 };

  for (int i = 0; i < 1000; i++)
    {
      gint64 number = CRM_MOMENTS_MAX - i % 5;

      crm_moments_add (&moments, number);
      crm_moments_add_times (&parts[i % 2], number, 1);
    }
  /* The variance of 0, 1, 2, 3, 4 two hundred times over: 2 × 1000 ÷ 999. */
  g_assert_cmpfloat_with_epsilon (crm_moments_get_variance (&moments), 2000.0 / 999, 1e-12);
  g_assert_cmpfloat (crm_moments_get_mean (&moments), ==, (double)CRM_MOMENTS_MAX - 2);
  g_assert_true (parts[0].sum + parts[1].sum == moments.sum && parts[0].squares + parts[1].squares == moments.squares);
  g_assert_false (crm_moments_add (&moments, CRM_MOMENTS_MAX + 1));
  g_assert_false (crm_moments_add (&moments, G_MININT64));
  g_assert_cmpuint (moments.n, ==, 1000);
}

/* ── numbers ──────────────────────────────────────────────────────────────────────────────── */

#define M(number) ((gint64)((number) * CRM_DECIMAL_ONE))

static void
test_numbers_golden (void)
{
  static const gint64 numbers[] = { M (12.5), M (3), M (7), M (7), M (101), M (-4), M (0.25), M (18), M (9), M (33) };
  CrmNumberSummary summary;

  crm_number_summary_compute (numbers, G_N_ELEMENTS (numbers), &summary);
  assert_score (&summary.mean, 10, 18.675, -3.292082641, 40.642082641);
  g_assert_cmpfloat (summary.minimum, ==, -4);
  g_assert_cmpfloat (summary.lower_quartile, ==, 4);
  g_assert_cmpfloat (summary.median, ==, 8);
  g_assert_cmpfloat (summary.upper_quartile, ==, 16.625);
  g_assert_cmpfloat (summary.maximum, ==, 101);
  crm_number_summary_compute (numbers, 9, &summary);
  g_assert_cmpfloat (summary.lower_quartile, ==, 3);
  g_assert_cmpfloat (summary.median, ==, 7);
  g_assert_cmpfloat (summary.upper_quartile, ==, 12.5);
}

static void
test_numbers_few (void)
{
  static const gint64 odd[] = { G_MAXINT64, G_MININT64, M (2.5) };
  CrmNumberSummary summary;

  crm_number_summary_compute (NULL, 0, &summary);
  assert_nothing (&summary.mean);
  crm_number_summary_compute (odd, G_N_ELEMENTS (odd), &summary);
  assert_alone (&summary.mean, 2.5);
  g_assert_cmpuint (summary.n_excluded, ==, 2);
  g_assert_cmpfloat (summary.median, ==, 2.5);
  g_assert_cmpfloat (summary.lower_quartile, ==, 2.5);
  g_assert_cmpfloat (summary.upper_quartile, ==, 2.5);
}

static void
test_numbers_in_any_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  gint64 numbers[500];

  g_test_message ("seed %d", SEED);
  for (gsize n = 1; n < G_N_ELEMENTS (numbers); n += 7)
    {
      CrmNumberSummary a, b;

      for (gsize i = 0; i < n; i++)
        numbers[i] = M (g_rand_int_range (random, -1000000, 1000000)) / 7;
      crm_number_summary_compute (numbers, n, &a);
      for (gsize i = n; i-- > 1;)
        {
          gsize other = (gsize)g_rand_int_range (random, 0, (gint32)i + 1);
          gint64 swap = numbers[i];

          numbers[i] = numbers[other];
          numbers[other] = swap;
        }
      crm_number_summary_compute (numbers, n, &b);
      g_assert_true (a.mean.value == b.mean.value && a.mean.low == b.mean.low && a.mean.n == b.mean.n);
      g_assert_true (a.minimum == b.minimum && a.lower_quartile == b.lower_quartile && a.median == b.median && a.upper_quartile == b.upper_quartile && a.maximum == b.maximum);
      g_assert_true (a.minimum <= a.lower_quartile && a.lower_quartile <= a.median && a.median <= a.upper_quartile && a.upper_quartile <= a.maximum);
    }
}

/* ── rankings ─────────────────────────────────────────────────────────────────────────────── */

/*
 * Four options, five persons: full, full, only the first two, with the second rank given twice, and nothing at all. Points in halves by hand:
 *   A: 6 + 4 + 6 + 6 = 22;  B: 4 + 6 + 4 + 3 = 17;  C: 2 + 2 + 1 + 3 = 8;  D: 0 + 0 + 1 + 0 = 1; together 4 × 12 = 48.
 */
static void
test_ranking_golden (void)
{
  static const CrmRating a[] = { 1, 2, 1, 1, NONE }, b[] = { 2, 1, 2, 2, NONE }, c[] = { 3, 3, NONE, 2, NONE }, d[] = { 4, 4, NONE, 4, NONE };
  static const CrmRating *const ranks[] = { a, b, c, d };
  CrmRankSummary summaries[4];

  g_assert_cmpuint (crm_rank_summary_compute (ranks, 4, 5, summaries), ==, 4);
  g_assert_cmpuint (summaries[0].points, ==, 22);
  g_assert_cmpuint (summaries[1].points, ==, 17);
  g_assert_cmpuint (summaries[2].points, ==, 8);
  g_assert_cmpuint (summaries[3].points, ==, 1);
  g_assert_cmpuint (summaries[0].n_first, ==, 3);
  g_assert_cmpuint (summaries[1].n_first, ==, 1);
  g_assert_cmpuint (summaries[0].rank.n, ==, 4);
  g_assert_cmpfloat (summaries[0].rank.value, ==, 1.25);
  g_assert_cmpuint (summaries[2].rank.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (summaries[2].rank.value, 8.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (summaries[0].share, 22.0 / 24, 1e-12);
}

static void
test_ranking_any_ranks (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 500; run++)
    {
      CrmRating ranks[6][40];
      const CrmRating *columns[6];
      CrmRankSummary summaries[6];
      guint n_options = (guint)g_rand_int_range (random, 0, 7), n, persons = (guint)g_rand_int_range (random, 0, 41);
      guint64 points = 0;

      for (guint i = 0; i < 6; i++)
        {
          columns[i] = ranks[i];
          for (guint j = 0; j < 40; j++)
            ranks[i][j] = (CrmRating)(g_rand_int_range (random, 0, 3) == 0 ? NONE : g_rand_int_range (random, -128, 128));
        }
      n = crm_rank_summary_compute (columns, n_options, persons, summaries);
      g_assert_cmpuint (n, <=, persons);
      for (guint i = 0; i < n_options; i++)
        {
          points += summaries[i].points;
          g_assert_true (summaries[i].share >= 0 && summaries[i].share <= 1);
          g_assert_cmpuint (summaries[i].rank.n, <=, n);
        }
      g_assert_cmpuint (points, ==, (guint64)n * n_options * (n_options > 0 ? n_options - 1 : 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/nps/golden", test_nps_golden);
  g_test_add_func ("/surveys/nps/all-of-one-kind-leave-doubt", test_nps_of_one_kind);
  g_test_add_func ("/surveys/nps/kinds", test_nps_kinds);
  g_test_add_func ("/surveys/csat/golden", test_csat_golden);
  g_test_add_func ("/surveys/effort/golden", test_effort_golden);
  g_test_add_func ("/surveys/mean/textbook", test_mean_textbook);
  g_test_add_func ("/surveys/score/nothing-and-one", test_nothing_and_one);
  g_test_add_func ("/surveys/score/bounds", test_bounds);
  g_test_add_func ("/surveys/moments/exact-in-any-order", test_moments_are_exact);
  g_test_add_func ("/surveys/numbers/golden", test_numbers_golden);
  g_test_add_func ("/surveys/numbers/nothing-one-and-slips", test_numbers_few);
  g_test_add_func ("/surveys/numbers/any-order", test_numbers_in_any_order);
  g_test_add_func ("/surveys/ranking/golden", test_ranking_golden);
  g_test_add_func ("/surveys/ranking/points-add-up-whatever-was-ranked", test_ranking_any_ranks);
  return g_test_run ();
}
