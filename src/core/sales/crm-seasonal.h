/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coming months bring if the year's pattern and the trend go on. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_SEASON_LENGTH: months a year. */
#define CRM_SEASON_LENGTH 12

/** CRM_SEASONAL_MIN_MONTHS: with less than two whole years no pattern of a year can be told from chance. */
#define CRM_SEASONAL_MIN_MONTHS (2 * CRM_SEASON_LENGTH)

/**
 * CrmSeasonalMonth:
 * @expected: minor units, never below 0
 * @low: the lower end of the 80 % prediction interval, never below 0
 * @high: its upper end
 */
typedef struct
{
  gint64 expected;
  gint64 low;
  gint64 high;
} CrmSeasonalMonth;

/**
 * CrmSeasonalForecast:
 * @known: whether there were enough months; else all that follows is empty
 * @alpha: how fast the level follows, 0 to 1
 * @beta: how fast the trend follows, 0 to 1
 * @gamma: how fast the pattern of the year follows, 0 to 1 − @alpha
 * @mean_absolute_error: of the forecasts one month ahead within the past, minor units
 * @months: (array length=n_months): the months after the last value
 */
typedef struct
{
  gboolean known;
  double alpha;
  double beta;
  double gamma;
  gint64 mean_absolute_error;
  guint n_months;
  CrmSeasonalMonth months[];
} CrmSeasonalForecast;

/**
 * crm_seasonal_forecast_new:
 * @values: (array length=n): won value of each month, minor units, the oldest first, without a gap (a month without a sale is 0) and without
 *   the month that is not over
 * @n_months: how many months to look ahead, at most 120
 *
 * Additive Holt–Winters. With m = 12 and the error e = yₜ − (l + b + sₜ₋ₘ): l ← l + b + αe, b ← b + αβe, sₜ = sₜ₋ₘ + γe; h months ahead:
 * l + hb + s of that month.
 *
 * Beginning, from the first two years: b = (mean of the second − mean of the first) ÷ 12; l = mean of the first − 6.5 b, the level just before
 * the first month; s of a month = the mean over both years of value − (l + b × its number). A straight line with a fixed pattern is thereby
 * continued exactly.
 *
 * α, β, γ minimise Σ e² over all months: on a grid of steps of 0.1, then from the best point by steps of half that length each, down to
 * 0.1 ÷ 64; of equals the first, so the same values give the same forecast.
 *
 * Interval: expected ± 1.2816 σ √(1 + Σ cⱼ²), j from 1 to h − 1, cⱼ = α + αβj + γ where j is a multiple of 12; σ² = Σ e² ÷ (n − 17), as three
 * parameters and fourteen values of the beginning come from the same months.
 *
 * These are estimates, not totals: they are computed in floating point and rounded to minor units at the end.
 *
 * Which date decides: the closing dates, by whoever adds up the months.
 *
 * Source: P. R. Winters, "Forecasting Sales by Exponentially Weighted Moving Averages" (1960); the form with the error and the interval:
 * R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, "Forecasting with Exponential Smoothing" (2008), model (A,A,A).
 *
 * Returns: (transfer full)
 */
CrmSeasonalForecast *crm_seasonal_forecast_new (const gint64 *values, guint n, guint n_months);
void crm_seasonal_forecast_free (CrmSeasonalForecast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSeasonalForecast, crm_seasonal_forecast_free)

G_END_DECLS
