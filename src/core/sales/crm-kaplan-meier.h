/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long something takes when part of it is not over yet. Pure; one thread at a time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_DURATION_NOT_REACHED: so few are over that nobody can say. */
#define CRM_DURATION_NOT_REACHED G_GINT64_CONSTANT (-1)

/** CRM_DURATION_MAX: the longest duration that is told apart, microseconds: 146,000 years. */
#define CRM_DURATION_MAX (G_MAXINT64 / 2)

/**
 * CrmDurations:
 *
 * Observed durations: some ended, some still running (censored: all that is known is that they last longer).
 */
typedef struct
{
  GArray *keys; /* duration × 2, + 1 when still running, so that the ends at one moment come before those who were only seen until then */
  gboolean sorted;
  guint n_ended;
} CrmDurations;

void crm_durations_init (CrmDurations *self);
void crm_durations_clear (CrmDurations *self);

/* @duration: microseconds; below 0 counts as 0. @ended: whether it is over. */
void crm_durations_add (CrmDurations *self, gint64 duration, gboolean ended);

/**
 * crm_durations_get_quantile:
 * @percent: 1 to 99: 50 for the median, 80 for what four of five do not exceed
 *
 * The share still running after t, S(t), is the product over all ends tᵢ ≤ t of (1 − dᵢ/nᵢ): dᵢ ended at tᵢ, nᵢ were still seen running
 * just before. The quantile is the smallest t with S(t) ≤ 1 − percent/100. Without running ones this is the plain quantile.
 * Source: E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations" (1958).
 *
 * Returns: microseconds, or %CRM_DURATION_NOT_REACHED where the curve does not fall that far.
 */
gint64 crm_durations_get_quantile (CrmDurations *self, int percent);

G_END_DECLS
