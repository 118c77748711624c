/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic on amounts in minor units of one currency: whole numbers throughout. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-amount.h"

__extension__ typedef __int128 Wide;

gint64
crm_amount_add (gint64 a, gint64 b)
{
  gint64 sum;

  if (!__builtin_add_overflow (a, b, &sum))
    return sum;
  return a > 0 ? G_MAXINT64 : G_MININT64;
}

gint64
crm_amount_scale (gint64 amount, gint64 numerator, gint64 denominator)
{
  Wide product = (Wide)amount * numerator;
  Wide half, result;

  g_return_val_if_fail (denominator > 0, 0);

  half = denominator / 2;
  /* With an odd denominator no result lies half way, and rounding half down is rounding to the nearest. */
  result = product >= 0 ? (product + half) / denominator : (product - half) / denominator;
  return result > G_MAXINT64 ? G_MAXINT64 : (result < G_MININT64 ? G_MININT64 : (gint64)result);
}

gint64
crm_amount_weigh (gint64 amount, guint basis_points)
{
  return crm_amount_scale (amount, MIN (basis_points, CRM_BASIS_POINTS), CRM_BASIS_POINTS);
}

gint64
crm_amount_mean (gint64 sum, gint64 n)
{
  return n > 0 ? crm_amount_scale (sum, 1, n) : 0;
}
