/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value axis: from where to where it goes and where its lines stand. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-scale.h"

#include <math.h>

/* The nearest step at or above @wanted that a person can count by. */
static double
find_step (double wanted)
{
  static const double steps[] = { 1, 2, 2.5, 5, 10 };
  double power = pow (10, floor (log10 (wanted)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= wanted * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

void
crm_chart_scale_init_tight (CrmChartScale *self, double low, double high, guint n_lines, double least_step)
{
  g_return_if_fail (self != NULL && n_lines >= 2 && isfinite (low) && isfinite (high) && low <= high);

  /* A single value, however large, gets an axis of its own size. */
  if (high - low <= fabs (high) * 1e-9)
    high = low + (low == 0 ? MAX (least_step, 1) * (n_lines - 1) : fabs (low));
  self->step = MAX (find_step ((high - low) / (n_lines - 1)), least_step);
  /* Steps of 2.5 are no steps of wholes. */
  if (least_step > 0 && self->step < 10 * least_step && fmod (self->step, least_step) != 0)
    self->step = 5 * least_step;
  self->first = floor (low / self->step + 1e-9) * self->step;
  self->last = ceil (high / self->step - 1e-9) * self->step;
  /* Next to nothing among wholes still needs an axis to stand on. */
  if (self->last <= self->first)
    self->last = self->first + self->step;
  self->n_lines = (guint)MIN (lround ((self->last - self->first) / self->step) + 1, 100);
}

void
crm_chart_scale_init (CrmChartScale *self, double low, double high, guint n_lines, double least_step)
{
  crm_chart_scale_init_tight (self, MIN (low, 0), MAX (high, 0), n_lines, least_step);
}

double
crm_chart_scale_get_line (const CrmChartScale *self, guint line)
{
  double value = self->first + line * self->step;

  /* Sums of tenths miss 0 by a hair, which would be written as "-0". */
  return fabs (value) < self->step * 1e-6 ? 0 : value;
}

double
crm_chart_scale_place (const CrmChartScale *self, double value)
{
  return (value - self->first) / (self->last - self->first);
}
