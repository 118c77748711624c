/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well forecasts of the past foretold what came. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmForecastPair:
 * @forecast: what a snapshot foretold for a month, minor units of the home currency
 * @actual: what was won in that month
 */
typedef struct
{
  gint64 forecast;
  gint64 actual;
} CrmForecastPair;

/**
 * CrmForecastAccuracy:
 * @n: how many months
 * @mean_error: Σ (forecast − actual) ÷ n, minor units: above 0 where forecasts were too high
 * @mean_absolute_error: Σ |forecast − actual| ÷ n, minor units
 * @bias: Σ (forecast − actual) ÷ Σ actual; 0.1 is ten per cent too much
 * @wape: Σ |forecast − actual| ÷ Σ actual
 * @mape: the mean of |forecast − actual| ÷ actual over the months in which something was won
 * @n_mape: how many months those are; months without a sale have no percentage
 * @known: whether anything was won, without which there is no @bias and no @wape
 */
typedef struct
{
  guint n;
  gint64 mean_error;
  gint64 mean_absolute_error;
  double bias;
  double wape;
  double mape;
  guint n_mape;
  gboolean known;
} CrmForecastAccuracy;

/**
 * crm_forecast_accuracy_compute:
 * @pairs: (array length=n): months that are over, each with one forecast, all made equally long before
 *
 * WAPE is the figure to look at: MAPE gives small months the same weight as large ones and punishes a forecast that was too high more than one
 * too low. Months with a negative forecast or actual are the caller's mistake; they count as 0.
 *
 * Which date decides: the month foretold. The forecast comes from the deal snapshots of one day before it, by crm_forecast_new (); the
 * actual from the closing dates.
 *
 * Source: R. J. Hyndman and A. B. Koehler, "Another Look at Measures of Forecast Accuracy" (2006); WAPE is S. Kolassa and W. Schütz,
 * "Advantages of the MAD/Mean Ratio over the MAPE" (2007).
 */
void crm_forecast_accuracy_compute (const CrmForecastPair *pairs, guint n, CrmForecastAccuracy *accuracy);

G_END_DECLS
