/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Win probability against golden.py, which counts all other deals anew for each; when it is silent; whether its word can be relied on. */

#include "core/sales/crm-win-probability.h"

#include <math.h>

#define SEED       20261122
#define N_FEATURES 4

typedef struct
{
  guint16 *values;
  guint8 *won;
  CrmWinSample sample;
} Deals;

static void
deals_init (Deals *self, gsize n, guint n_features)
{
  self->values = g_new0 (guint16, n * n_features + 1);
  self->won = g_new0 (guint8, n + 1);
  self->sample = (CrmWinSample){ n, n_features, self->values, self->won };
}

static void
deals_clear (Deals *self)
{
  g_free (self->values);
  g_free (self->won);
}

/* The first tells much, the second is a copy of it with some unknown, the third tells nothing, the fourth is rare. */
static void
deals_init_golden (Deals *self)
{
  static const int percent[] = { 75, 45, 20 };

  deals_init (self, 120, N_FEATURES);
  for (int i = 0; i < 120; i++)
    {
      guint16 *values = &self->values[i * N_FEATURES];

      values[0] = (guint16)(1 + i % 3);
      values[1] = i % 4 != 0 ? values[0] : 0;
      values[2] = (guint16)(1 + i / 3 % 2);
      values[3] = (guint16)(1 + i / 5);
      self->won[i] = (i * 37 + 11) % 100 < percent[i % 3];
    }
}

static void
test_calibration_golden (void)
{
  static const struct
  {
    guint won, n;
    double mean;
  } bins[CRM_WIN_N_BINS] = { [2] = { 7, 30, 0.256115962 }, [3] = { 3, 10, 0.358307080 }, [4] = { 17, 40, 0.435956685 }, [5] = { 7, 7, 0.587934693 }, [6] = { 0, 3, 0.610551255 }, [7] = { 22, 30, 0.714280740 } };
  g_autoptr (CrmWinModel) model = NULL;
  const CrmWinCalibration *calibration;
  Deals deals;

  deals_init_golden (&deals);
  model = crm_win_model_new (&deals.sample);
  calibration = crm_win_model_get_calibration (model);
  g_assert_cmpint (crm_win_model_get_state (model), ==, CRM_WIN_MODEL_READY);
  g_assert_cmpfloat_with_epsilon (crm_win_model_get_evidence_weight (model), 0.5, 1e-12);
  g_assert_cmpuint (calibration->n, ==, 120);
  g_assert_cmpfloat_with_epsilon (calibration->base_brier, 0.253020058, 1e-9);
  g_assert_cmpfloat_with_epsilon (calibration->brier, 0.223821005, 1e-9);
  g_assert_cmpfloat_with_epsilon (calibration->skill, 0.115402129, 1e-8);
  for (int i = 0; i < CRM_WIN_N_BINS; i++)
    {
      g_assert_cmpuint (calibration->bins[i].observed.part, ==, bins[i].won);
      g_assert_cmpuint (calibration->bins[i].observed.whole, ==, bins[i].n);
      g_assert_cmpfloat_with_epsilon (calibration->bins[i].mean, bins[i].mean, 1e-9);
    }
  deals_clear (&deals);
}

static void
assert_estimate (const CrmWinModel *model, const guint16 values[N_FEATURES], double probability, guint n_reasons)
{
  CrmWinEstimate estimate;

  g_assert_true (crm_win_model_estimate (model, values, &estimate));
  g_assert_cmpfloat_with_epsilon (estimate.probability, probability, 1e-9);
  g_assert_cmpuint (estimate.base.part, ==, 56);
  g_assert_cmpuint (estimate.base.whole, ==, 120);
  g_assert_cmpuint (estimate.n_reasons, ==, n_reasons);
  for (guint i = 1; i < n_reasons; i++)
    g_assert_cmpfloat (fabs (estimate.reasons[i - 1].weight), >=, fabs (estimate.reasons[i].weight));
}

static void
test_estimate_golden (void)
{
  g_autoptr (CrmWinModel) model = NULL;
  CrmWinEstimate estimate;
  Deals deals;

  deals_init_golden (&deals);
  model = crm_win_model_new (&deals.sample);
  deals_clear (&deals);
  assert_estimate (model, (guint16[]){ 1, 1, 1, 99 }, 0.715470482, 2);
  assert_estimate (model, (guint16[]){ 3, 3, 2, 1 }, 0.254922445, 2);
  assert_estimate (model, (guint16[]){ 2, 0, 0, 0 }, 0.447296637, 1);
  assert_estimate (model, (guint16[]){ 0, 0, 0, 0 }, 0.467213115, 0);
  assert_estimate (model, (guint16[]){ 65535, 65535, 65535, 65535 }, 0.467213115, 0);
  crm_win_model_estimate (model, (guint16[]){ 3, 0, 0, 0 }, &estimate);
  g_assert_cmpuint (estimate.reasons[0].feature, ==, 0);
  g_assert_cmpuint (estimate.reasons[0].value, ==, 3);
  g_assert_cmpuint (estimate.reasons[0].like.part, ==, 10);
  g_assert_cmpuint (estimate.reasons[0].like.whole, ==, 40);
  g_assert_cmpfloat (estimate.reasons[0].weight, <, 0);
}

static void
assert_silent (const CrmWinSample *sample, CrmWinModelState state)
{
  g_autoptr (CrmWinModel) model = crm_win_model_new (sample);
  CrmWinEstimate estimate;

  g_assert_cmpint (crm_win_model_get_state (model), ==, state);
  g_assert_false (crm_win_model_estimate (model, (guint16[]){ 1, 1, 1, 1 }, &estimate));
  g_assert_cmpuint (estimate.n_reasons, ==, 0);
  g_assert_true (isfinite (estimate.probability));
  g_assert_true (isfinite (crm_win_model_get_calibration (model)->skill));
}

static void
test_silent_with_few (void)
{
  for (gsize n = 0; n < 120; n++)
    {
      Deals deals;
      guint won = 0;

      deals_init_golden (&deals);
      deals.sample.n = n;
      for (gsize i = 0; i < n; i++)
        won += deals.won[i];
      if (MIN (won, n - won) < CRM_WIN_MODEL_MIN_OUTCOMES)
        assert_silent (&deals.sample, CRM_WIN_MODEL_TOO_FEW);
      deals_clear (&deals);
    }
}

static void
test_silent_without_a_pattern (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 40; run++)
    {
      Deals deals;

      deals_init (&deals, 2000, N_FEATURES);
      for (int i = 0; i < 2000 * N_FEATURES; i++)
        deals.values[i] = (guint16)g_rand_int_range (random, 0, 8);
      for (int i = 0; i < 2000; i++)
        deals.won[i] = g_rand_int_range (random, 0, 3) == 0;
      assert_silent (&deals.sample, CRM_WIN_MODEL_NO_PATTERN);
      deals_clear (&deals);
    }
}

static void
test_silent_without_features (void)
{
  Deals deals;

  deals_init (&deals, 200, 0);
  for (int i = 0; i < 200; i++)
    deals.won[i] = i % 2;
  assert_silent (&deals.sample, CRM_WIN_MODEL_NO_PATTERN);
  deals_clear (&deals);
}

/* Draws deals whose chance is known: four traits, the fourth a copy of the first. */
static double
draw_deal (GRand *random, guint16 values[N_FEATURES])
{
  double log_odds = -0.4;

  for (int f = 0; f < 3; f++)
    values[f] = (guint16)g_rand_int_range (random, 1, 5);
  values[3] = values[0];
  log_odds += (values[0] - 2.5) * 0.7 + (values[1] - 2.5) * 0.5 + (values[2] == 4 ? -1 : 0.3);
  return 1 / (1 + exp (-log_odds));
}

/* Where there is a pattern: deals it has not seen come as often as it says, within five points in every bin of 300 and more. */
static void
test_reliable (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (CrmWinModel) model = NULL;
  double estimated[CRM_WIN_N_BINS] = { 0 };
  guint won[CRM_WIN_N_BINS] = { 0 }, n[CRM_WIN_N_BINS] = { 0 };
  Deals deals;

  g_test_message ("seed %d", SEED);
  deals_init (&deals, 4000, N_FEATURES);
  for (int i = 0; i < 4000; i++)
    deals.won[i] = draw_deal (random, &deals.values[i * N_FEATURES]) > g_rand_double (random);
  model = crm_win_model_new (&deals.sample);
  deals_clear (&deals);
  g_assert_cmpint (crm_win_model_get_state (model), ==, CRM_WIN_MODEL_READY);
  g_assert_cmpfloat (crm_win_model_get_calibration (model)->skill, >, 0.15);
  for (int i = 0; i < 20000; i++)
    {
      guint16 values[N_FEATURES];
      gboolean is_won = draw_deal (random, values) > g_rand_double (random);
      CrmWinEstimate estimate;
      int bin;

      crm_win_model_estimate (model, values, &estimate);
      bin = MIN ((int)(estimate.probability * CRM_WIN_N_BINS), CRM_WIN_N_BINS - 1);
      estimated[bin] += estimate.probability;
      won[bin] += is_won;
      n[bin]++;
    }
  for (int bin = 0; bin < CRM_WIN_N_BINS; bin++)
    if (n[bin] >= 300)
      {
        g_test_message ("bin %d: %u of %u, estimated %.3f", bin, won[bin], n[bin], estimated[bin] / n[bin]);
        g_assert_cmpfloat_with_epsilon ((double)won[bin] / n[bin], estimated[bin] / n[bin], 0.05);
      }
}

static void
test_order (void)
{
  g_autoptr (CrmWinModel) a = NULL;
  g_autoptr (CrmWinModel) b = NULL;
  Deals deals, reversed;

  deals_init_golden (&deals);
  deals_init (&reversed, 120, N_FEATURES);
  for (int i = 0; i < 120; i++)
    {
      reversed.won[i] = deals.won[119 - i];
      for (int f = 0; f < N_FEATURES; f++)
        reversed.values[i * N_FEATURES + f] = deals.values[(119 - i) * N_FEATURES + f];
    }
  a = crm_win_model_new (&deals.sample);
  b = crm_win_model_new (&reversed.sample);
  g_assert_cmpfloat_with_epsilon (crm_win_model_get_calibration (a)->brier, crm_win_model_get_calibration (b)->brier, 1e-12);
  g_assert_cmpfloat (crm_win_model_get_evidence_weight (a), ==, crm_win_model_get_evidence_weight (b));
  deals_clear (&deals);
  deals_clear (&reversed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales/win-probability/golden/calibration", test_calibration_golden);
  g_test_add_func ("/sales/win-probability/golden/estimates-and-reasons", test_estimate_golden);
  g_test_add_func ("/sales/win-probability/silent-with-few-deals", test_silent_with_few);
  g_test_add_func ("/sales/win-probability/silent-without-a-pattern", test_silent_without_a_pattern);
  g_test_add_func ("/sales/win-probability/silent-without-features", test_silent_without_features);
  g_test_add_func ("/sales/win-probability/can-be-relied-on", test_reliable);
  g_test_add_func ("/sales/win-probability/order-of-deals-does-not-matter", test_order);
  return g_test_run ();
}
