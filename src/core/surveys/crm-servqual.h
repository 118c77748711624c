/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SERVQUAL: how far a service stays behind what was expected of it, by item and by dimension. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/**
 * CrmServqualAnswers:
 * @dimensions: (array length=n_items): to which dimension each item belongs, below @n_dimensions
 * @expectations: (array length=n_items): for each item what each person expects, %CRM_RATING_NONE where he did not say
 * @perceptions: (array length=n_items): the same for what he met with
 */
typedef struct
{
  guint n_items;
  guint n_dimensions;
  gsize n_persons;
  const guint *dimensions;
  const CrmRating *const *expectations;
  const CrmRating *const *perceptions;
} CrmServqualAnswers;

/**
 * CrmGap:
 * @expectation: the mean expectation, of those who said both
 * @perception: the mean perception, of the same
 * @gap: the mean of perception − expectation with its paired interval: below 0, the service stays behind
 */
typedef struct
{
  CrmScore expectation;
  CrmScore perception;
  CrmScore gap;
} CrmGap;

/**
 * CrmServqual:
 * @items: (array length=n_items)
 * @dimensions: (array length=n_dimensions)
 * @overall: each dimension counts the same
 * @weighted: each dimension counts by its weight
 * @weights: (array length=n_dimensions): adding up to 1
 * @has_weights: whether there were any; else they are all the same and @weighted is @overall
 */
typedef struct
{
  guint n_items;
  guint n_dimensions;
  CrmGap *items;
  CrmGap *dimensions;
  CrmGap overall;
  CrmGap weighted;
  double *weights;
  gboolean has_weights;
} CrmServqual;

/**
 * crm_servqual_new:
 * @importance: (array length=n_dimensions) (nullable): how important each dimension is, in any unit (points of a hundred, means of a scale); below 0
 *   counts as 0
 *
 * gap = perception − expectation. Of an item: the mean over the persons who said both. Of a dimension: each person's mean over the items of which he said
 * both, then the mean over the persons. Overall: the mean over the persons who have a gap in every dimension that anybody has one in, of their
 * dimensions' mean, and of Σ wᵢ × dimension with wᵢ = importance ÷ Σ importance. Intervals by crm_score_mean () over the differences, that is, paired.
 * A person's mean is rounded to 1e-9.
 *
 * Source: A. Parasuraman, V. A. Zeithaml, L. L. Berry, "SERVQUAL: A Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality" (1988).
 * There each customer's own weights are used; here those of all, so that who did not weigh is counted as well.
 *
 * Returns: (transfer full)
 */
CrmServqual *crm_servqual_new (const CrmServqualAnswers *answers, const double *importance);
void crm_servqual_free (CrmServqual *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServqual, crm_servqual_free)

G_END_DECLS
