/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distributions: tables of golden.py, closed forms, and what holds for all of them. */

#include "core/surveys/crm-distribution.h"

#include <math.h>

#define SEED 20261122

static void
assert_near (double a, double b, double relative)
{
  if (!(fabs (a - b) <= relative * MAX (fabs (b), 1e-300)))
    g_error ("%.17g is not %.17g", a, b);
}

static void
test_student_quantile (void)
{
  static const struct
  {
    double freedom, t;
  } rows[] = {
    { 1, 12.706204736175 },
    { 1.5, 6.016663104428 },
    { 2, 4.302652729749 },
    { 2.7, 3.392148383174 },
    { 3, 3.182446305284 },
    { 4, 2.776445105198 },
    { 5, 2.570581835636 },
    { 9, 2.262157162798 },
    { 10, 2.228138851986 },
    { 17.3, 2.107032003753 },
    { 30, 2.042272456301 },
    { 99, 1.984216951586 },
    { 250.25, 1.969488823140 },
    { 1000, 1.962339080826 },
    { 20001, 1.960082599226 },
    { INFINITY, 1.959963984540 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_near (crm_student_quantile (0.95, rows[i].freedom), rows[i].t, 1e-11);
  assert_near (crm_student_quantile (0.999, 1), 636.619248768599, 1e-11);
  assert_near (crm_student_quantile (0.999, 12), 4.317791283606, 1e-11);
  assert_near (crm_student_quantile (0.5, 3), 0.764892328404, 1e-11);
  g_assert_cmpfloat (crm_student_quantile (0, 3), ==, 0);
}

/* With one degree of freedom the quantile is tan (π/2 share), with two share × √(2 ÷ (1 − share²)). */
static void
test_student_closed_forms (void)
{
  for (double share = 0.005; share < 1; share += 0.005)
    {
      assert_near (crm_student_quantile (share, 1), tan (G_PI / 2 * share), 1e-9);
      assert_near (crm_student_quantile (share, 2), share * sqrt (2 / (1 - share * share)), 1e-9);
    }
}

static void
test_student_tail (void)
{
  assert_near (crm_student_tail (0.1, 3), 0.92665234880081, 1e-10);
  assert_near (crm_student_tail (0.5, 10), 0.62789360574297, 1e-10);
  assert_near (crm_student_tail (-2.5, 7), 0.04099221858575, 1e-10);
  assert_near (crm_student_tail (6, 40), 0.00000047264551, 1e-7);
  assert_near (crm_student_tail (12, 5), 0.00007089492517, 1e-9);
  g_assert_cmpfloat (crm_student_tail (0, 5), ==, 1);
  g_assert_cmpfloat (crm_student_tail (INFINITY, 5), ==, 0);
}

/* What one finds for a share has that share outside; it grows with the share, falls with the degrees of freedom and never below the normal one. */
static void
test_student_inverse (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 4000; run++)
    {
      double freedom = exp (g_rand_double_range (random, 0, log (1e9))), share = g_rand_double_range (random, 0.001, 0.9999);
      double t = crm_student_quantile (share, freedom);

      assert_near (crm_student_tail (t, freedom), 1 - share, 1e-9);
      g_assert_cmpfloat (crm_student_quantile (share * 0.999, freedom), <, t);
      g_assert_cmpfloat (crm_student_quantile (share, freedom * 1.01), <=, t * (1 + 1e-12));
      g_assert_cmpfloat (t * (1 + 1e-9), >=, crm_student_quantile (share, INFINITY));
    }
}

/* Both ways to compute the tail meet at a million degrees of freedom. */
static void
test_student_seam (void)
{
  for (double t = 0.25; t < 6; t += 0.25)
    assert_near (crm_student_tail (t, 999999), crm_student_tail (t, 1000001), 1e-9);
}

static void
test_chi_square (void)
{
  assert_near (crm_chi_square_tail (3.841458820694124, 1), 0.05, 1e-12);
  assert_near (crm_chi_square_tail (5, 2), 0.08208499862390, 1e-12);
  assert_near (crm_chi_square_tail (0.3, 3), 0.96002848030688, 1e-12);
  assert_near (crm_chi_square_tail (11.07, 5), 0.05000961862241, 1e-12);
  assert_near (crm_chi_square_tail (40, 12), 0.00007190884053, 1e-9);
  assert_near (crm_chi_square_tail (120, 81), 0.00319514268802, 1e-11);
  g_assert_cmpfloat (crm_chi_square_tail (0, 4), ==, 1);
  g_assert_cmpfloat (crm_chi_square_tail (INFINITY, 4), ==, 0);
  /* With one degree of freedom it is the normal distribution's tail, with two an exponential. */
  for (double z = 0.1; z < 8; z += 0.1)
    {
      assert_near (crm_chi_square_tail (z * z, 1), crm_normal_tail (z), 1e-10);
      assert_near (crm_chi_square_tail (z, 2), exp (-z / 2), 1e-12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/student/quantile", test_student_quantile);
  g_test_add_func ("/surveys/student/closed-forms", test_student_closed_forms);
  g_test_add_func ("/surveys/student/tail", test_student_tail);
  g_test_add_func ("/surveys/student/inverse-and-monotonous", test_student_inverse);
  g_test_add_func ("/surveys/student/seam", test_student_seam);
  g_test_add_func ("/surveys/chi-square/tail", test_chi_square);
  return g_test_run ();
}
