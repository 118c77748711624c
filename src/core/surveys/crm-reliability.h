/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cronbach's alpha: whether several questions measure one thing. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/** CrmAlpha: at most 1; below 0 where the items contradict each other. Means something where @known. */
typedef struct
{
  gboolean known;
  double value;
} CrmAlpha;

/**
 * CrmReliability:
 * @n: how many persons answered all of the items; only these are counted
 * @n_left_out: how many answered some of them
 * @n_items: k
 * @alpha: known with at least two items, two persons, and sums that differ
 * @without: (array length=n_items): what alpha would be without each item, over the same persons
 */
typedef struct
{
  guint n;
  guint n_left_out;
  guint n_items;
  CrmAlpha alpha;
  CrmAlpha without[];
} CrmReliability;

/**
 * crm_reliability_new:
 * @items: (array length=n_items): for each item what each person answered, all in the same direction
 * @n: how many persons
 *
 * α = k ÷ (k − 1) × (1 − Σ sᵢ² ÷ s²): sᵢ² the variance of an item, s² that of the persons' sums.
 *
 * Source: L. J. Cronbach, "Coefficient Alpha and the Internal Structure of Tests" (1951).
 *
 * Returns: (transfer full)
 */
CrmReliability *crm_reliability_new (const CrmRating *const *items, guint n_items, gsize n);
void crm_reliability_free (CrmReliability *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmReliability, crm_reliability_free)

G_END_DECLS
