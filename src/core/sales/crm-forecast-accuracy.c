/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well forecasts of the past foretold what came. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-forecast-accuracy.h"

#include "core/sales/crm-amount.h"

/* One month's percentage in parts per billion: whole numbers, so that their sum does not depend on the order of the months. */
#define WHOLE G_GINT64_CONSTANT (1000000000)

static gint64
get_share (gint64 error, gint64 actual)
{
  return crm_amount_scale (error, WHOLE, actual);
}

void
crm_forecast_accuracy_compute (const CrmForecastPair *pairs, guint n, CrmForecastAccuracy *accuracy)
{
  gint64 error = 0, absolute = 0, actual = 0, shares = 0;

  *accuracy = (CrmForecastAccuracy){ .n = n };
  for (guint i = 0; i < n; i++)
    {
      gint64 wanted = MAX (pairs[i].forecast, 0), came = MAX (pairs[i].actual, 0);
      gint64 off = wanted - came;

      error = crm_amount_add (error, off);
      absolute = crm_amount_add (absolute, ABS (off));
      actual = crm_amount_add (actual, came);
      if (came == 0)
        continue;
      shares = crm_amount_add (shares, get_share (ABS (off), came));
      accuracy->n_mape++;
    }
  accuracy->mean_error = crm_amount_mean (error, n);
  accuracy->mean_absolute_error = crm_amount_mean (absolute, n);
  accuracy->known = actual > 0;
  if (!accuracy->known)
    return;
  accuracy->bias = (double)error / (double)actual;
  accuracy->wape = (double)absolute / (double)actual;
  accuracy->mape = (double)shares / WHOLE / accuracy->n_mape;
}
