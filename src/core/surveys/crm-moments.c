/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums behind a mean and its spread, kept exact. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-moments.h"

gboolean
crm_moments_add_times (CrmMoments *self, gint64 number, guint times)
{
  if (number < -CRM_MOMENTS_MAX || number > CRM_MOMENTS_MAX)
    return FALSE;
  self->n += times;
  self->sum += (CrmWide)number * times;
  self->squares += (CrmWide)number * number * times;
  return TRUE;
}

double
crm_moments_get_mean (const CrmMoments *self)
{
  return self->n > 0 ? (double)self->sum / self->n : 0;
}

/* Squares about a whole number near the mean: their sum is exact, and what is left to take off is less than n. */
double
crm_moments_get_variance (const CrmMoments *self)
{
  CrmWide near, rest, squares;

  if (self->n < 2)
    return 0;
  near = self->sum / self->n;
  rest = self->sum - near * self->n;
  squares = self->squares - near * near * self->n - 2 * near * rest;
  return ((double)squares - (double)rest * (double)rest / self->n) / (self->n - 1);
}
