/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a whole, and how sure one can be of it. */

#define G_LOG_DOMAIN "crm-base"

#include "core/base/crm-proportion.h"

#include <math.h>

#define Z_95 1.959963984540054

CrmProportion
crm_proportion_make (guint part, guint whole)
{
  double n = whole, p, center, reach, scale;

  g_return_val_if_fail (part <= whole, (CrmProportion){ .high = 1 });

  if (whole == 0)
    return (CrmProportion){ .high = 1 };
  p = part / n;
  scale = 1 / (1 + Z_95 * Z_95 / n);
  center = (p + Z_95 * Z_95 / (2 * n)) * scale;
  reach = Z_95 * sqrt (p * (1 - p) / n + Z_95 * Z_95 / (4 * n * n)) * scale;
  /* At the ends the interval touches 0 or 1 but for the last digit of the arithmetic. */
  return (CrmProportion){ part, whole, p, part == 0 ? 0 : MAX (center - reach, 0), part == whole ? 1 : MIN (center + reach, 1) };
}
