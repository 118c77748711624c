/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SERVQUAL gaps and the importance map: against golden.py, with answers missing, in any order. */

#include "core/surveys/crm-importance-map.h"
#include "core/surveys/crm-servqual.h"

#include <math.h>

#define SEED 20261122
#define NONE CRM_RATING_NONE

/* The six persons of golden.py. */
static const CrmRating expected[4][6] = { { 7, 6, 7, 5, 6, 7 }, { 6, 6, NONE, 7, 5, 7 }, { 5, 4, 6, 6, 7, NONE }, { 6, 7, 5, 6, NONE, NONE } };
static const CrmRating met[4][6] = { { 5, 6, 4, 5, 6, 3 }, { 6, 4, 5, NONE, 5, 6 }, { 5, 5, 4, 6, 6, 7 }, { 7, 6, 5, 3, NONE, 4 } };
static const CrmRating *const expected_columns[] = { expected[0], expected[1], expected[2], expected[3] };
static const CrmRating *const met_columns[] = { met[0], met[1], met[2], met[3] };
static const guint dimensions[] = { 0, 0, 1, 1 };

static void
assert_gap (const CrmGap *gap, guint n, double expectation, double perception, double value, double low, double high)
{
  g_assert_cmpuint (gap->gap.n, ==, n);
  g_assert_true (gap->gap.has_interval);
  g_assert_cmpfloat_with_epsilon (gap->expectation.value, expectation, 2e-9);
  g_assert_cmpfloat_with_epsilon (gap->perception.value, perception, 2e-9);
  g_assert_cmpfloat_with_epsilon (gap->gap.value, value, 2e-9);
  g_assert_cmpfloat_with_epsilon (gap->gap.low, low, 4e-9);
  g_assert_cmpfloat_with_epsilon (gap->gap.high, high, 4e-9);
}

static void
assert_same_gaps (const CrmGap *a, const CrmGap *b, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (a[i].gap.n, ==, b[i].gap.n);
      g_assert_cmpfloat (a[i].expectation.value, ==, b[i].expectation.value);
      g_assert_cmpfloat (a[i].perception.high, ==, b[i].perception.high);
      g_assert_cmpfloat (a[i].gap.value, ==, b[i].gap.value);
      g_assert_cmpfloat (a[i].gap.low, ==, b[i].gap.low);
      g_assert_cmpfloat (a[i].gap.high, ==, b[i].gap.high);
    }
}

static void
test_golden (void)
{
  static const double importance[] = { 70, 30 };
  CrmServqualAnswers answers = { 4, 2, 6, dimensions, expected_columns, met_columns };
  g_autoptr (CrmServqual) servqual = crm_servqual_new (&answers, importance);
  g_autoptr (CrmServqual) plain = crm_servqual_new (&answers, NULL);

  assert_gap (&servqual->items[0], 6, 6.333333333, 4.833333333, -1.5, -3.347722112, 0.347722112);
  assert_gap (&servqual->items[1], 4, 6, 5.25, -0.75, -2.273480181, 0.773480181);
  assert_gap (&servqual->items[2], 5, 5.6, 5.2, -0.4, -1.815714777, 1.015714777);
  assert_gap (&servqual->items[3], 4, 6, 5.25, -0.75, -3.467530884, 1.967530884);
  assert_gap (&servqual->dimensions[0], 6, 6.166666667, 4.916666667, -1.25, -2.567031275, 0.067031275);
  assert_gap (&servqual->dimensions[1], 5, 5.9, 5.3, -0.6, -1.620131071, 0.420131071);
  assert_gap (&servqual->overall, 5, 5.95, 5.15, -0.8, -1.661369441, 0.061369441);
  assert_gap (&servqual->weighted, 5, 5.97, 5.09, -0.88, -1.950462722, 0.190462722);
  g_assert_true (servqual->has_weights);
  g_assert_cmpfloat_with_epsilon (servqual->weights[0], 0.7, 1e-12);
  g_assert_false (plain->has_weights);
  g_assert_cmpfloat (plain->weights[1], ==, 0.5);
  assert_same_gaps (&plain->weighted, &servqual->overall, 1);
}

/* No persons, one person, nobody in one of the dimensions: that one has no part in the whole. */
static void
test_few (void)
{
  static const double importance[] = { 1, -4 }, odd[] = { NAN, INFINITY };
  static const CrmRating silent[6] = { NONE, NONE, NONE, NONE, NONE, NONE };
  const CrmRating *const half[] = { met[0], met[1], silent, silent };
  CrmServqualAnswers answers = { 4, 2, 0, dimensions, expected_columns, met_columns }, half_answers = { 4, 2, 6, dimensions, expected_columns, half };
  g_autoptr (CrmServqual) nobody = crm_servqual_new (&answers, importance);
  g_autoptr (CrmServqual) one = NULL;
  g_autoptr (CrmServqual) one_dimension = crm_servqual_new (&half_answers, odd);
  g_autoptr (CrmServqual) no_items = crm_servqual_new (&(CrmServqualAnswers){ 0 }, NULL);

  g_assert_false (nobody->overall.gap.known);
  g_assert_false (nobody->items[0].gap.known);
  g_assert_cmpfloat (nobody->weights[0], ==, 1);
  g_assert_cmpfloat (nobody->weights[1], ==, 0);
  g_assert_false (no_items->overall.gap.known);
  answers.n_persons = 1;
  one = crm_servqual_new (&answers, NULL);
  g_assert_true (one->overall.gap.known);
  g_assert_false (one->overall.gap.has_interval);
  g_assert_cmpfloat (one->overall.gap.value, ==, -0.25);
  g_assert_false (one_dimension->dimensions[1].gap.known);
  g_assert_false (one_dimension->has_weights);
  g_assert_cmpuint (one_dimension->overall.gap.n, ==, 6);
  g_assert_cmpfloat (one_dimension->overall.gap.value, ==, one_dimension->dimensions[0].gap.value);
}

#define N_PERSONS 400
#define N_ITEMS   22

/* Any ratings: gap = perception − expectation everywhere, and the order of persons does not matter to the last digit. */
static void
test_any_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree CrmRating *ratings = g_new (CrmRating, 4 * N_ITEMS * N_PERSONS);
  const CrmRating *columns[4][N_ITEMS];
  guint places[N_ITEMS];
  double importance[5];

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 4 * N_ITEMS; i++)
    columns[i / N_ITEMS][i % N_ITEMS] = ratings + i * N_PERSONS;
  for (guint i = 0; i < N_ITEMS; i++)
    places[i] = i % 5;
  for (int run = 0; run < 20; run++)
    {
      CrmServqualAnswers forwards = { N_ITEMS, 5, N_PERSONS, places, columns[0], columns[1] }, backwards = { N_ITEMS, 5, N_PERSONS, places, columns[2], columns[3] };
      g_autoptr (CrmServqual) a = NULL;
      g_autoptr (CrmServqual) b = NULL;

      for (guint i = 0; i < 2 * N_ITEMS; i++)
        for (guint j = 0; j < N_PERSONS; j++)
          {
            CrmRating rating = (CrmRating)g_rand_int_range (random, run % 2 == 0 ? -128 : 1, run % 2 == 0 ? 128 : 8);

            ratings[i * N_PERSONS + j] = rating;
            ratings[(i + 2 * N_ITEMS) * N_PERSONS + N_PERSONS - 1 - j] = rating;
          }
      for (guint i = 0; i < 5; i++)
        importance[i] = g_rand_double (random);
      a = crm_servqual_new (&forwards, importance);
      b = crm_servqual_new (&backwards, importance);
      assert_same_gaps (a->items, b->items, N_ITEMS);
      assert_same_gaps (a->dimensions, b->dimensions, 5);
      assert_same_gaps (&a->weighted, &b->weighted, 1);
      for (guint i = 0; i < 5; i++)
        g_assert_cmpfloat_with_epsilon (a->dimensions[i].gap.value, a->dimensions[i].perception.value - a->dimensions[i].expectation.value, 1e-9);
      g_assert_cmpfloat_with_epsilon (a->overall.gap.value, a->overall.perception.value - a->overall.expectation.value, 1e-9);
    }
}

/* ── importance map ───────────────────────────────────────────────────────────────────────── */

static CrmScore
make (double value)
{
  return (CrmScore){ 10, TRUE, FALSE, value, value, value };
}

/* Means 3 and 5: the last lies on both and counts as above. */
static void
test_map (void)
{
  CrmScore importance[] = { make (5), make (4), make (1), make (2), { 0 }, make (3) }, performance[] = { make (2), make (9), make (3), make (6), make (99), make (5) };
  g_autoptr (CrmImportanceMap) map = crm_importance_map_new (CRM_IMPORTANCE_STATED, importance, performance, 6);
  g_autoptr (CrmImportanceMap) nothing = crm_importance_map_new (CRM_IMPORTANCE_DERIVED, NULL, NULL, 0);

  g_assert_cmpint (map->source, ==, CRM_IMPORTANCE_STATED);
  g_assert_cmpuint (map->n, ==, 5);
  g_assert_cmpfloat (map->importance, ==, 3);
  g_assert_cmpfloat (map->performance, ==, 5);
  g_assert_cmpint (map->points[0].quadrant, ==, CRM_IMPORTANCE_CONCENTRATE);
  g_assert_cmpint (map->points[1].quadrant, ==, CRM_IMPORTANCE_KEEP_UP);
  g_assert_cmpint (map->points[2].quadrant, ==, CRM_IMPORTANCE_LOW);
  g_assert_cmpint (map->points[3].quadrant, ==, CRM_IMPORTANCE_OVERKILL);
  g_assert_false (map->points[4].known);
  g_assert_cmpint (map->points[5].quadrant, ==, CRM_IMPORTANCE_KEEP_UP);
  g_assert_cmpuint (nothing->n, ==, 0);
  g_assert_cmpfloat (nothing->importance, ==, 0);
}

static void
test_correlation (void)
{
  static const CrmRating x[] = { 5, NONE, 4, 3, 5, 2, 1, 4, 3, 5 }, y[] = { 5, 1, 5, 3, 4, 2, 2, 3, 3, NONE }, same[] = { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 };
  CrmScore r = crm_importance_derive (x, y, G_N_ELEMENTS (x)), itself = crm_importance_derive (x, x, G_N_ELEMENTS (x));

  g_assert_cmpuint (r.n, ==, 8);
  g_assert_cmpfloat_with_epsilon (r.value, 0.843630079900, 1e-11);
  g_assert_cmpfloat_with_epsilon (r.low, 0.342666884595, 1e-11);
  g_assert_cmpfloat_with_epsilon (r.high, 0.971037469508, 1e-11);
  g_assert_cmpfloat (itself.value, ==, 1);
  g_assert_true (isfinite (itself.low) && isfinite (itself.high));
  for (gsize n = 0; n < 4; n++)
    {
      CrmScore few = crm_importance_derive (x, y, n), flat = crm_importance_derive (x, same, n + 6);

      g_assert_false (few.known);
      g_assert_false (flat.known);
    }
  r = crm_importance_derive (x, y, 4);
  g_assert_true (r.known && !r.has_interval);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/servqual/golden", test_golden);
  g_test_add_func ("/surveys/servqual/nobody-one-and-half-answered", test_few);
  g_test_add_func ("/surveys/servqual/any-order", test_any_order);
  g_test_add_func ("/surveys/importance-map/quadrants", test_map);
  g_test_add_func ("/surveys/importance-map/derived", test_correlation);
  return g_test_run ();
}
