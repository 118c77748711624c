/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a score has changed: the tests against golden.py and textbooks, and what cannot be said. */

#include "core/surveys/crm-distribution.h"
#include "core/surveys/crm-score-change.h"

#include <math.h>

#define SEED 20261122

static void
assert_change (CrmScoreChange change, CrmChangeVerdict verdict, CrmChangeTest test, double difference, double p)
{
  g_assert_cmpint (change.test, ==, test);
  g_assert_cmpfloat_with_epsilon (change.difference, difference, 1e-9);
  g_assert_cmpfloat_with_epsilon (change.p, p, 1e-9);
  g_assert_cmpint (change.verdict, ==, verdict);
}

static void
test_shares (void)
{
  assert_change (crm_score_change_of_shares (60, 100, 45, 100), CRM_CHANGE_REAL, CRM_CHANGE_TEST_Z, 0.15, 0.033672068856);
  assert_change (crm_score_change_of_shares (300, 400, 260, 400), CRM_CHANGE_REAL, CRM_CHANGE_TEST_Z, 0.1, 0.002028231148);
  assert_change (crm_score_change_of_shares (25, 50, 24, 50), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_Z, 0.02, 0.841449288443);
}

/* The first is the lady who tastes tea, of Fisher's "The Design of Experiments": 34 of 70. */
static void
test_few_shares (void)
{
  assert_change (crm_score_change_of_shares (3, 4, 1, 4), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_FISHER, 0.5, 34.0 / 70);
  assert_change (crm_score_change_of_shares (1, 24, 5, 24), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_FISHER, -4.0 / 24, 0.188190664687);
  assert_change (crm_score_change_of_shares (0, 10, 4, 10), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_FISHER, -0.4, 0.086687306502);
  assert_change (crm_score_change_of_shares (10, 10, 2, 10), CRM_CHANGE_REAL, CRM_CHANGE_TEST_FISHER, 0.8, 0.000714455823);
  assert_change (crm_score_change_of_shares (0, 12, 0, 15), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_FISHER, 0, 1);
  assert_change (crm_score_change_of_shares (12, 12, 15, 15), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_FISHER, 0, 1);
  assert_change (crm_score_change_of_shares (2, 500, 6, 450), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_FISHER, 2.0 / 500 - 6.0 / 450, crm_score_change_of_shares (6, 450, 2, 500).p);
}

static void
test_nps (void)
{
  assert_change (crm_score_change_of_nps (&(CrmNps){ 40, 35, 25 }, &(CrmNps){ 60, 30, 10 }), CRM_CHANGE_REAL, CRM_CHANGE_TEST_Z, -35, 0.00074683712289);
  assert_change (crm_score_change_of_nps (&(CrmNps){ 150, 30, 20 }, &(CrmNps){ 10, 0, 0 }), CRM_CHANGE_REAL, CRM_CHANGE_TEST_Z, -35, 0.02585181725689);
  assert_change (crm_score_change_of_nps (&(CrmNps){ 1, 0, 0 }, &(CrmNps){ 9, 0, 9 }), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_Z, 100,
                 crm_score_change_of_nps (&(CrmNps){ 9, 0, 9 }, &(CrmNps){ 1, 0, 0 }).p);
}

/* The sleep of ten patients by each of two medicines, taken as two groups: t = −1.8608 with 17.776 degrees of freedom. In tenths. */
static void
test_means (void)
{
  static const int first[] = { 7, -16, -2, -12, -1, 34, 37, 8, 0, 20 }, second[] = { 19, 8, 11, 1, -1, 44, 55, 16, 46, 34 };
  CrmMoments a = { 0 }, b = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    {
      crm_moments_add (&a, first[i]);
      crm_moments_add (&b, second[i]);
    }
  assert_change (crm_score_change_of_means (&a, &b, 10), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_WELCH, -1.58, 0.0793941402);
}

static void
test_by_kind (void)
{
  static const guint now[] = { 0, 1, 1, 0, 2, 3, 3 }, before[] = { 0, 2, 3, 4, 2, 1, 0 };

  assert_change (crm_score_change_from_counts (CRM_SCORE_MEAN, 1, now, before, 7), CRM_CHANGE_REAL, CRM_CHANGE_TEST_WELCH, 5.4 - 45.0 / 12, 0.0212161217);
  assert_change (crm_score_change_from_counts (CRM_SCORE_SHARE, 1, now, before, 7), CRM_CHANGE_REAL, CRM_CHANGE_TEST_FISHER, 0.6 - 1.0 / 12, crm_score_change_of_shares (6, 10, 1, 12).p);
  assert_change (crm_score_change_from_counts (CRM_SCORE_NPS, 4, now, before, 7), CRM_CHANGE_REAL, CRM_CHANGE_TEST_Z, 100 * (0.6 - 0.2) - 100 * (1 - 5) / 12.0,
                 crm_score_change_of_nps (&(CrmNps){ 6, 2, 2 }, &(CrmNps){ 1, 6, 5 }).p);
}

static void
test_nothing_and_one (void)
{
  CrmMoments none = { 0 }, one = { 1, 4, 16 }, four = { 12, 48, 192 }, five = { 12, 60, 300 };

  assert_change (crm_score_change_of_shares (0, 0, 5, 10), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, 0, 1);
  assert_change (crm_score_change_of_shares (5, 10, 0, 0), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, 0, 1);
  assert_change (crm_score_change_of_nps (&(CrmNps){ 0 }, &(CrmNps){ 5, 5, 5 }), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, 0, 1);
  assert_change (crm_score_change_of_means (&none, &four, 1), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, 0, 1);
  assert_change (crm_score_change_of_means (&one, &five, 1), CRM_CHANGE_TOO_FEW, CRM_CHANGE_TEST_NONE, -1, 1);
  assert_change (crm_score_change_of_means (&four, &four, 1), CRM_CHANGE_CHANCE, CRM_CHANGE_TEST_WELCH, 0, 1);
  assert_change (crm_score_change_of_means (&five, &four, 1), CRM_CHANGE_REAL, CRM_CHANGE_TEST_WELCH, 1, 0);
}

/* Which period is which does not matter to p, the verdict says what p says, and nothing is ever said of fewer than ten. */
static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_real = 0;

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 6000; run++)
    {
      guint a[11], b[11], n = 0, m = 0;

      for (gsize i = 0; i < 11; i++)
        {
          n += a[i] = (guint)g_rand_int_range (random, 0, 1 << (run % 8));
          m += b[i] = (guint)g_rand_int_range (random, 0, 1 << (run / 8 % 8));
        }
      for (int kind = CRM_SCORE_NPS; kind <= CRM_SCORE_MEAN; kind++)
        {
          CrmScoreChange change = crm_score_change_from_counts (kind, 0, a, b, 11), back = crm_score_change_from_counts (kind, 0, b, a, 11);

          g_assert_true (isfinite (change.difference) && change.p >= 0 && change.p <= 1);
          g_assert_cmpfloat_with_epsilon (change.p, back.p, 1e-9);
          g_assert_cmpfloat (change.difference, ==, -back.difference);
          if (MIN (n, m) < CRM_CHANGE_LEAST)
            g_assert_cmpint (change.verdict, ==, CRM_CHANGE_TOO_FEW);
          else
            g_assert_cmpint (change.verdict, ==, change.p < CRM_CHANGE_LEVEL ? CRM_CHANGE_REAL : CRM_CHANGE_CHANCE);
          n_real += change.verdict == CRM_CHANGE_REAL;
        }
    }
  g_assert_cmpuint (n_real, >, 0);
}

/* Where nothing has changed, "likely a real change" is said about once in twenty times. */
static void
test_false_alarms (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint alarms[CRM_SCORE_MEAN + 1] = { 0 };
  const int runs = 4000;

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < runs; run++)
    {
      guint a[11] = { 0 }, b[11] = { 0 };

      for (int i = 0; i < 100; i++)
        {
          a[g_rand_int_range (random, 0, 11)]++;
          b[g_rand_int_range (random, 0, 11)]++;
        }
      for (int kind = CRM_SCORE_NPS; kind <= CRM_SCORE_MEAN; kind++)
        alarms[kind] += crm_score_change_from_counts (kind, 0, a, b, 11).verdict == CRM_CHANGE_REAL;
    }
  for (int kind = CRM_SCORE_NPS; kind <= CRM_SCORE_MEAN; kind++)
    {
      g_assert_cmpuint (alarms[kind], >, runs * 0.03);
      g_assert_cmpuint (alarms[kind], <, runs * 0.07);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/change/shares", test_shares);
  g_test_add_func ("/surveys/change/few-shares", test_few_shares);
  g_test_add_func ("/surveys/change/nps", test_nps);
  g_test_add_func ("/surveys/change/means", test_means);
  g_test_add_func ("/surveys/change/by-kind", test_by_kind);
  g_test_add_func ("/surveys/change/nothing-and-one", test_nothing_and_one);
  g_test_add_func ("/surveys/change/properties", test_properties);
  g_test_add_func ("/surveys/change/false-alarms-are-rare", test_false_alarms);
  return g_test_run ();
}
