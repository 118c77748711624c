/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long deals stay in each stage. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"
#include "core/sales/crm-kaplan-meier.h"

G_BEGIN_DECLS

/**
 * CrmStageTime:
 * @n: how many deals are counted, each once
 * @n_open: how many of them still stand in the stage
 * @median: microseconds: half of the deals have left by then; %CRM_DURATION_NOT_REACHED
 * @p80: the same for four of five
 */
typedef struct
{
  guint n;
  guint n_open;
  gint64 median;
  gint64 p80;
} CrmStageTime;

/**
 * CrmStageTimes:
 * @excluded: deals created in the period, or in the future, whose stays are not known
 * @stages: (array length=n_stages): one for each of the stages, by index; closing stages have no deals in them
 */
typedef struct
{
  CrmExcluded excluded;
  guint n_stages;
  CrmStageTime stages[];
} CrmStageTimes;

/**
 * crm_stage_times_new:
 *
 * Each deal is one observation a stage: the sum of its stays there. It is over when the deal has left, whether on, back, won, lost or to
 * another pipeline; a deal that stands there now is censored at @paths.now. Leaving open deals out would make slow stages look fast, as
 * the slow deals are those that are still there. Median and 80th percentile by crm_durations_get_quantile (); calendar time, nights
 * and holidays included.
 *
 * Which date decides: when the deal first entered the stage.
 *
 * Returns: (transfer full)
 */
CrmStageTimes *crm_stage_times_new (const CrmDealPaths *paths, const CrmPeriod *period);
void crm_stage_times_free (CrmStageTimes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmStageTimes, crm_stage_times_free)

G_END_DECLS
