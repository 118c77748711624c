/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel: of the deals that began in a period, how many went on from stage to stage. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmFunnelRule:
 * @CRM_FUNNEL_ANY_STAGE: a deal has reached a stage when it entered that stage or any later one; skipped stages count as reached
 * @CRM_FUNNEL_ALL_STAGES: a deal has reached a stage when the stages up to it stand in its path in their order; what it did between them,
 *   back and forth, does not matter
 * @CRM_FUNNEL_ENTERED_STAGES: a deal is counted at each stage it has been in, and at no other; it moved on when it came to any later one
 */
typedef enum
{
  CRM_FUNNEL_ANY_STAGE,
  CRM_FUNNEL_ALL_STAGES,
  CRM_FUNNEL_ENTERED_STAGES,
} CrmFunnelRule;

/**
 * CrmFunnelCohort:
 * @CRM_FUNNEL_ENTERED_PIPELINE: one cohort: the deals that first came to a stage of the pipeline in the period
 * @CRM_FUNNEL_ENTERED_STAGE: a cohort for each stage: the deals that first reached it in the period
 */
typedef enum
{
  CRM_FUNNEL_ENTERED_PIPELINE,
  CRM_FUNNEL_ENTERED_STAGE,
} CrmFunnelCohort;

/** CrmFunnelFate: what became of a deal after it reached a stage; each deal has exactly one a stage. */
typedef enum
{
  CRM_FUNNEL_NOT_REACHED,
  CRM_FUNNEL_MOVED_ON,  /* reached the next stage; after the last one: is won */
  CRM_FUNNEL_PASSED_BY, /* all-stage only: went on without the next stage */
  CRM_FUNNEL_LOST,
  CRM_FUNNEL_STILL_OPEN,
  CRM_FUNNEL_ELSEWHERE, /* has been moved to another pipeline */
  CRM_N_FUNNEL_FATES,
} CrmFunnelFate;

/** CRM_FUNNEL_ANY_FATE: all deals that reached a stage. */
#define CRM_FUNNEL_ANY_FATE CRM_N_FUNNEL_FATES

/**
 * CrmFunnelOptions:
 * @pipeline: whose stages
 * @period: which deals are in the cohort
 */
typedef struct
{
  guint32 pipeline;
  CrmPeriod period;
  CrmFunnelRule rule;
  CrmFunnelCohort cohort;
} CrmFunnelOptions;

/**
 * CrmFunnelStep:
 * @stage: index into the stages
 * @entered: how many deals of the cohort reached it; the sum of all @fates but %CRM_FUNNEL_NOT_REACHED, which stays 0
 */
typedef struct
{
  guint32 stage;
  guint entered;
  guint fates[CRM_N_FUNNEL_FATES];
} CrmFunnelStep;

/**
 * CrmFunnel:
 * @cohort: how many deals are counted, each once
 * @won: how many of them are won in this pipeline now
 * @not_first: all-stage only: deals that came to the pipeline in the period and are in no step, as they were never in the first stage; they
 *   are in the @cohort of those that entered the pipeline
 * @excluded: the deals of the period that could not be counted
 * @steps: (array length=n_steps): the pipeline's open stages in their order
 */
typedef struct
{
  guint cohort;
  guint won;
  guint not_first;
  CrmExcluded excluded;
  guint n_steps;
  CrmFunnelStep steps[];
} CrmFunnel;

/**
 * crm_funnel_new:
 * @paths: all deals that were ever in the pipeline; those of other pipelines do not matter
 *
 * Conversion of a stage = deals that moved on ÷ deals that reached it; never above 1, as the former are some of the latter.
 *
 * Which date decides: when the deal first came to an open stage of the pipeline (or was won there), or when it first reached the stage. Both
 * lie in the past for good, so what happens later changes a deal's fate and never whether it is in the cohort. Fates are those known
 * at @paths.now.
 *
 * The cases:
 * - A deal that goes back, or comes back, is counted once a stage, at the first time.
 * - A deal created in a later stage, and one that skips: see #CrmFunnelRule. A deal closed as won from any stage has reached all stages
 *   (any-stage), or only those it passed (all-stage; it is %CRM_FUNNEL_PASSED_BY at the last of them).
 * - A deal lost from any stage is lost at the last stage it reached.
 * - A deal won once and reopened has reached all stages (any-stage) and is open at the last; it is not won.
 * - A removed stage is no step: being there neither reaches nor misses anything.
 * - A deal that is now in another pipeline counts for as far as it came; what it became there does not matter here.
 * - Excluded by reason: deals created in the period, or in the future, with something wrong in their moves; those that came to the pipeline in the period and
 *   reached no stage at all (lost at once, or only in removed stages).
 *
 * Source: cohort analysis as in N. D. Glenn, "Cohort Analysis" (1977); "all" and "any" are the two readings of a funnel that sales reports
 * in use today offer side by side.
 *
 * Returns: (transfer full): one step for each open stage of the pipeline that is not removed.
 */
CrmFunnel *crm_funnel_new (const CrmDealPaths *paths, const CrmFunnelOptions *options);
void crm_funnel_free (CrmFunnel *self);

/**
 * crm_funnel_step_get_rate:
 * @rate: (out): the conversion of @step, 0 to 1
 *
 * Returns: whether there is one: whether any deal reached the stage.
 */
gboolean crm_funnel_step_get_rate (const CrmFunnelStep *step, double *rate);

/**
 * crm_funnel_find_deals:
 * @step: index of the step
 * @fate: what became of the deals after it, or %CRM_FUNNEL_ANY_FATE
 *
 * The records behind a figure.
 *
 * Returns: (transfer full) (element-type gint64): the ids, in the order of @paths; as many as the figure says.
 */
GArray *crm_funnel_find_deals (const CrmDealPaths *paths, const CrmFunnelOptions *options, guint step, CrmFunnelFate fate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFunnel, crm_funnel_free)

G_END_DECLS
