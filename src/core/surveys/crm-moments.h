/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums behind a mean and its spread, kept exact, so that neither the order of the numbers nor how they were divided matters. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

__extension__ typedef __int128 CrmWide;

/** CRM_MOMENTS_MAX: numbers beyond ± this are not added: a billion, where the numbers are millionths. */
#define CRM_MOMENTS_MAX G_GINT64_CONSTANT (1000000000000000)

/** CrmMoments: how many numbers, their sum, the sum of their squares; all zero to begin with. A hundred million numbers fit. */
typedef struct
{
  guint n;
  CrmWide sum;
  CrmWide squares;
} CrmMoments;

/* @number: in whatever unit the caller has. Returns: whether it was added, that is, within %CRM_MOMENTS_MAX. */
static inline gboolean
crm_moments_add (CrmMoments *self, gint64 number)
{
  if (number < -CRM_MOMENTS_MAX || number > CRM_MOMENTS_MAX)
    return FALSE;
  self->n++;
  self->sum += number;
  self->squares += (CrmWide)number * number;
  return TRUE;
}

/* @number, @times over. */
gboolean crm_moments_add_times (CrmMoments *self, gint64 number, guint times);

/* The mean; 0 where there is none, with @n 0. */
double crm_moments_get_mean (const CrmMoments *self);

/* The variance of a sample, Σ (x − mean)² ÷ (n − 1); 0 with fewer than two numbers. */
double crm_moments_get_variance (const CrmMoments *self);

G_END_DECLS
