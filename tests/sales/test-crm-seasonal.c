/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seasonal forecast against golden.py, which computes it by the other form of the recursions; and what must hold for any months. */

#include "core/sales/crm-seasonal.h"

#define SEED 20261122

static const int pattern[12] = { -30, -50, 10, 0, 20, 35, -10, -20, 15, 25, 10, -5 };

static void
fill_sales (gint64 *values, int n)
{
  for (int t = 0; t < n; t++)
    values[t] = 400000 + 2500 * t + 1000 * pattern[t % 12] + ((t * 7919) % 13 - 6) * 1700 + (t > 27 ? 60000 : 0);
}

/* The last digit may differ: the two forms add in another order. */
static void
assert_near (gint64 value, gint64 golden)
{
  g_assert_cmpint (value, >=, golden - 1);
  g_assert_cmpint (value, <=, golden + 1);
}

static void
assert_months (const CrmSeasonalForecast *forecast, const CrmSeasonalMonth *golden, guint n)
{
  g_assert_true (forecast->known);
  g_assert_cmpuint (forecast->n_months, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("month %u", i);
      assert_near (forecast->months[i].expected, golden[i].expected);
      assert_near (forecast->months[i].low, golden[i].low);
      assert_near (forecast->months[i].high, golden[i].high);
    }
}

static void
test_golden (void)
{
  static const CrmSeasonalMonth golden[] = {
    { 555177, 534676, 575677 },
    { 540027, 513793, 566260 },
    { 569877, 538956, 600798 },
    { 585777, 550791, 620763 },
    { 576677, 538051, 615303 },
    { 567577, 525626, 609528 },
    { 541110, 496079, 586141 },
    { 515960, 468046, 563874 },
    { 581860, 531228, 632493 },
    { 577760, 524548, 630973 },
    { 603660, 547987, 659333 },
    { 624560, 566531, 682590 },
    { 585460, 525166, 645754 },
    { 570310, 507834, 632786 },
  };
  gint64 values[42];
  g_autoptr (CrmSeasonalForecast) forecast = NULL;

  fill_sales (values, 42);
  forecast = crm_seasonal_forecast_new (values, 42, G_N_ELEMENTS (golden));
  g_assert_cmpfloat_with_epsilon (forecast->alpha, 0.798438, 1e-6);
  g_assert_cmpfloat_with_epsilon (forecast->beta, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (forecast->gamma, 0, 1e-6);
  assert_months (forecast, golden, G_N_ELEMENTS (golden));
}

/* The pattern grows from year to year and the trend bends: all three weights are needed. */
static void
test_growing (void)
{
  static const CrmSeasonalMonth golden[] = { { 728668, 696359, 760977 }, { 677619, 645026, 710213 }, { 908953, 875920, 941987 } };
  gint64 values[60];
  g_autoptr (CrmSeasonalForecast) forecast = NULL;

  for (int t = 0; t < 60; t++)
    values[t] = 300000 + 150 * t * t + 700 * (1 + t / 12) * pattern[t % 12] + ((t * 31) % 7 - 3) * 900;
  forecast = crm_seasonal_forecast_new (values, 60, G_N_ELEMENTS (golden));
  g_assert_cmpfloat_with_epsilon (forecast->alpha, 0.1, 1e-6);
  g_assert_cmpfloat_with_epsilon (forecast->beta, 0.33125, 1e-6);
  g_assert_cmpfloat_with_epsilon (forecast->gamma, 0.9, 1e-6);
  assert_months (forecast, golden, G_N_ELEMENTS (golden));
}

static void
test_two_years (void)
{
  static const CrmSeasonalMonth golden[2] = { { 429575, 419803, 439347 }, { 404425, 394947, 413903 } };

  for (guint n = 0; n < 26; n++)
    {
      gint64 values[26];
      g_autoptr (CrmSeasonalForecast) forecast = NULL;

      fill_sales (values, 26);
      forecast = crm_seasonal_forecast_new (values, n, 1);
      g_assert_cmpint (forecast->known, ==, n >= 24);
      g_assert_cmpuint (forecast->n_months, ==, n >= 24);
      if (n >= 24)
        assert_months (forecast, &golden[n - 24], 1);
    }
}

static void
test_continues_a_line (void)
{
  gint64 values[36];
  g_autoptr (CrmSeasonalForecast) forecast = NULL;

  for (int t = 0; t < 36; t++)
    values[t] = 1000000 + 1200 * t + 500 * pattern[t % 12];
  forecast = crm_seasonal_forecast_new (values, 36, 24);
  g_assert_cmpint (forecast->mean_absolute_error, ==, 0);
  for (int h = 0; h < 24; h++)
    {
      assert_near (forecast->months[h].expected, 1000000 + 1200 * (36 + h) + 500 * pattern[(36 + h) % 12]);
      assert_near (forecast->months[h].low, forecast->months[h].high);
    }
}

static void
test_any_months (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 60; i++)
    {
      gint64 values[72];
      guint n = (guint)g_rand_int_range (random, 24, 73);
      gint64 scale = i % 3 == 0 ? G_MAXINT64 / 1000 : (i % 3 == 1 ? 0 : 100000);
      g_autoptr (CrmSeasonalForecast) forecast = NULL;

      for (guint t = 0; t < n; t++)
        values[t] = scale * g_rand_int_range (random, i % 2 == 0 ? -1000 : 0, 1000);
      forecast = crm_seasonal_forecast_new (values, n, 120);
      g_assert_cmpfloat (forecast->alpha + forecast->gamma, <=, 1 + 1e-9);
      for (guint h = 0; h < 120; h++)
        {
          g_assert_cmpint (forecast->months[h].low, >=, 0);
          g_assert_cmpint (forecast->months[h].low, <=, forecast->months[h].expected);
          g_assert_cmpint (forecast->months[h].expected, <=, forecast->months[h].high);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/seasonal/golden", test_golden);
  g_test_add_func ("/sales/seasonal/golden-with-a-growing-pattern", test_growing);
  g_test_add_func ("/sales/seasonal/two-years-are-needed", test_two_years);
  g_test_add_func ("/sales/seasonal/continues-a-straight-line-exactly", test_continues_a_line);
  g_test_add_func ("/sales/seasonal/any-months-give-amounts-in-order", test_any_months);
  return g_test_run ();
}
