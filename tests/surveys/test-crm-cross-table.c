/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cross tables and Cronbach's alpha: against golden.py and a textbook, at nothing and one, and in any order. */

#include "core/surveys/crm-cross-table.h"
#include "core/surveys/crm-reliability.h"

#include <math.h>

#define SEED 20261122
#define NONE CRM_RATING_NONE

static void
assert_table (const CrmCrossTable *table, guint n, double chi_square, guint freedom, double p, double v, double corrected, guint n_small)
{
  g_assert_true (table->known);
  g_assert_cmpuint (table->n, ==, n);
  g_assert_cmpfloat_with_epsilon (table->chi_square, chi_square, 1e-8);
  g_assert_cmpuint (table->freedom, ==, freedom);
  g_assert_cmpfloat_with_epsilon (table->p, p, 1e-12);
  g_assert_cmpfloat_with_epsilon (table->v, v, 1e-8);
  g_assert_cmpfloat_with_epsilon (table->v_corrected, corrected, 1e-8);
  g_assert_cmpuint (table->n_small, ==, n_small);
}

/* Hair by eyes of 592 students (R. D. Snee, "Graphical Display of Two-way Contingency Tables", 1974): χ² 138.29 with 9 degrees of freedom. */
static void
test_golden (void)
{
  static const guint eyes[] = { 68, 20, 15, 5, 119, 84, 54, 29, 26, 17, 14, 14, 7, 94, 10, 16 };
  static const guint two[] = { 10, 20, 20, 10 }, few[] = { 3, 1, 1, 3 }, even[] = { 20, 20, 5, 22, 18, 6 };
  CrmCrossTable table;

  crm_cross_table_compute (eyes, 4, 4, &table);
  assert_table (&table, 592, 138.289841626, 9, 2.32528678709881e-25, 0.279044623, 0.270483153, 0);
  g_assert_cmpfloat_with_epsilon (table.p / 2.32528678709881e-25, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (table.least_expected, 7.675675676, 1e-8);
  crm_cross_table_compute (two, 2, 2, &table);
  assert_table (&table, 60, 6.666666667, 1, 0.0098232745075193, 0.333333333, 0.309492230, 0);
  crm_cross_table_compute (few, 2, 2, &table);
  assert_table (&table, 8, 2, 1, 0.157299207050285, 0.5, 0.353553391, 4);
  crm_cross_table_compute (even, 2, 3, &table);
  assert_table (&table, 91, 0.280455200, 2, 0.869160391821822, 0.055515091, 0, 0);
}

/* A row and a column that nobody is in change nothing. */
static void
test_empty_lines (void)
{
  static const guint counts[] = { 10, 0, 20, 0, 0, 0, 20, 0, 10 };
  CrmCrossTable table;

  crm_cross_table_compute (counts, 3, 3, &table);
  assert_table (&table, 60, 6.666666667, 1, 0.0098232745075193, 0.333333333, 0.309492230, 0);
}

static void
test_nothing_to_compare (void)
{
  static const guint nothing[4] = { 0 }, one[] = { 1, 0, 0, 0 }, column[] = { 5, 0, 9, 0 };
  CrmCrossTable table;

  crm_cross_table_compute (NULL, 0, 0, &table);
  g_assert_false (table.known);
  crm_cross_table_compute (nothing, 2, 2, &table);
  g_assert_false (table.known);
  crm_cross_table_compute (one, 2, 2, &table);
  g_assert_false (table.known);
  g_assert_cmpuint (table.n, ==, 1);
  crm_cross_table_compute (column, 2, 2, &table);
  g_assert_false (table.known);
}

static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 3000; run++)
    {
      guint rows = (guint)g_rand_int_range (random, 1, 7), columns = (guint)g_rand_int_range (random, 1, 7), counts[36], turned[36];
      CrmCrossTable a, b;

      for (guint i = 0; i < rows * columns; i++)
        counts[i] = g_rand_int_range (random, 0, 3) == 0 ? 0 : (guint)g_rand_int_range (random, 0, 1 << (run % 24));
      for (guint i = 0; i < rows; i++)
        for (guint j = 0; j < columns; j++)
          turned[(columns - 1 - j) * rows + i] = counts[i * columns + j];
      crm_cross_table_compute (counts, rows, columns, &a);
      crm_cross_table_compute (turned, columns, rows, &b);
      g_assert_cmpint (a.known, ==, b.known);
      g_assert_cmpfloat (a.chi_square, ==, b.chi_square);
      g_assert_cmpfloat (a.v_corrected, ==, b.v_corrected);
      g_assert_true (a.p >= 0 && a.p <= 1 && a.v >= 0 && a.v <= 1 && a.v_corrected >= 0 && a.v_corrected <= 1 && isfinite (a.chi_square));
    }
}

/* Where answers have nothing to do with each other, V is above 0 by its bias, and the corrected one is not by more than a little. */
static void
test_bias (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  double squares = 0, corrected = 0;
  const int runs = 400, n = 80;

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < runs; run++)
    {
      guint counts[25] = { 0 };
      CrmCrossTable table;

      for (int i = 0; i < n; i++)
        counts[g_rand_int_range (random, 0, 5) * 5 + g_rand_int_range (random, 0, 5)]++;
      crm_cross_table_compute (counts, 5, 5, &table);
      squares += table.v * table.v / runs;
      corrected += table.v_corrected / runs;
    }
  g_assert_cmpfloat_with_epsilon (sqrt (squares), sqrt (16.0 / (n - 1) / 4), 0.02);
  g_assert_cmpfloat (corrected, <, 0.09);
}

/* ── alpha ────────────────────────────────────────────────────────────────────────────────── */

static const CrmRating items[4][10] = {
  { 4, 5, NONE, 3, 5, 2, 4, 1, 3, NONE },
  { 5, 5, 1, 3, 4, 2, 4, 2, 3, NONE },
  { 4, 4, 1, 2, 5, 3, 5, 1, 2, NONE },
  { 1, 4, 5, 5, 2, 4, 3, 3, 2, NONE },
};
static const CrmRating *const columns_of_items[] = { items[0], items[1], items[2], items[3] };

static void
test_alpha_golden (void)
{
  static const double without[] = { 0.075949367089, 0.303614457831, 0.244897959184, 0.925880923451 };
  g_autoptr (CrmReliability) reliability = crm_reliability_new (columns_of_items, 4, 10);

  g_assert_cmpuint (reliability->n, ==, 8);
  g_assert_cmpuint (reliability->n_left_out, ==, 1);
  g_assert_cmpuint (reliability->n_items, ==, 4);
  g_assert_true (reliability->alpha.known);
  g_assert_cmpfloat_with_epsilon (reliability->alpha.value, 0.595782862270, 1e-11);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (reliability->without[i].value, without[i], 1e-11);
}

/* The same question four times is 1; what each item left out gives is what alpha over the others gives. */
static void
test_alpha_properties (void)
{
  const CrmRating *const same[] = { items[3], items[3], items[3], items[3] };
  const CrmRating *const three[] = { items[1], items[2], items[3] };
  static const CrmRating flat[10] = { 0 };
  const CrmRating *const no_spread[] = { flat, flat };
  g_autoptr (CrmReliability) one = crm_reliability_new (same, 4, 9);
  g_autoptr (CrmReliability) nobody = crm_reliability_new (columns_of_items, 4, 0);
  g_autoptr (CrmReliability) single = crm_reliability_new (columns_of_items, 4, 1);
  g_autoptr (CrmReliability) no_items = crm_reliability_new (columns_of_items, 0, 10);
  g_autoptr (CrmReliability) one_item = crm_reliability_new (columns_of_items, 1, 10);
  g_autoptr (CrmReliability) two = crm_reliability_new (columns_of_items, 2, 9);
  g_autoptr (CrmReliability) even = crm_reliability_new (no_spread, 2, 10);
  g_autoptr (CrmReliability) rest = crm_reliability_new (three, 3, 2);
  g_autoptr (CrmReliability) all = crm_reliability_new (columns_of_items, 4, 2);

  g_assert_cmpfloat_with_epsilon (one->alpha.value, 1, 1e-12);
  g_assert_false (nobody->alpha.known);
  g_assert_false (single->alpha.known);
  g_assert_cmpuint (single->n, ==, 1);
  g_assert_false (no_items->alpha.known);
  g_assert_cmpuint (no_items->n, ==, 0);
  g_assert_false (one_item->alpha.known);
  g_assert_true (two->alpha.known);
  g_assert_false (two->without[0].known);
  g_assert_false (even->alpha.known);
  g_assert_cmpfloat_with_epsilon (all->without[0].value, rest->alpha.value, 1e-12);
}

static void
test_alpha_any_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  CrmRating ratings[2][5][60];
  const CrmRating *forwards[5], *backwards[5];

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 5; i++)
    {
      forwards[i] = ratings[0][i];
      backwards[4 - i] = ratings[1][i];
    }
  for (int run = 0; run < 500; run++)
    {
      g_autoptr (CrmReliability) a = NULL;
      g_autoptr (CrmReliability) b = NULL;

      for (guint i = 0; i < 5; i++)
        for (guint j = 0; j < 60; j++)
          ratings[0][i][j] = ratings[1][i][59 - j] = (CrmRating)(g_rand_int_range (random, 0, 9) == 0 ? NONE : g_rand_int_range (random, -127, 128));
      a = crm_reliability_new (forwards, 5, 60);
      b = crm_reliability_new (backwards, 5, 60);
      g_assert_cmpuint (a->n, ==, b->n);
      g_assert_cmpuint (a->n_left_out, ==, b->n_left_out);
      g_assert_cmpfloat (a->alpha.value, ==, b->alpha.value);
      g_assert_true (isfinite (a->alpha.value) && a->alpha.value <= 1);
      for (guint i = 0; i < 5; i++)
        g_assert_cmpfloat (a->without[i].value, ==, b->without[4 - i].value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/cross-table/golden", test_golden);
  g_test_add_func ("/surveys/cross-table/empty-lines-do-not-count", test_empty_lines);
  g_test_add_func ("/surveys/cross-table/nothing-to-compare", test_nothing_to_compare);
  g_test_add_func ("/surveys/cross-table/properties", test_properties);
  g_test_add_func ("/surveys/cross-table/bias-is-taken-off", test_bias);
  g_test_add_func ("/surveys/alpha/golden", test_alpha_golden);
  g_test_add_func ("/surveys/alpha/properties", test_alpha_properties);
  g_test_add_func ("/surveys/alpha/any-order", test_alpha_any_order);
  return g_test_run ();
}
