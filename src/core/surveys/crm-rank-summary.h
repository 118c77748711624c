/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people put first, second, third. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/**
 * CrmRankSummary:
 * @rank: the mean rank among those who ranked the option, 1 the best, with its interval
 * @n_first: how many put it first
 * @points: Borda points by all who ranked anything, in halves: 2 for each option it stands before, 1 for each it is level with
 * @share: @points ÷ the most it could have, 0 to 1; 0 where nobody ranked anything
 */
typedef struct
{
  CrmScore rank;
  guint n_first;
  guint64 points;
  double share;
} CrmRankSummary;

/**
 * crm_rank_summary_compute:
 * @ranks: (array length=n_options): for each option the rank each person gave it, %CRM_RATING_NONE for none
 * @n: how many persons
 * @summaries: (array length=n_options) (out)
 *
 * With m options the first of a full ranking gets m − 1 points, the last 0. What somebody left out stands level behind what he ranked, so each such
 * option gets the mean of the points that are left; ranks given twice share theirs in the same way. Somebody who ranked nothing does not
 * count. The points of each person add up to m (m − 1) ÷ 2 whatever he did.
 *
 * Source: J.-C. de Borda, "Mémoire sur les élections au scrutin" (1781); for ties and what is left out D. Black, "Partial Justification of the Borda
 * Count" (1976).
 *
 * Returns: how many persons ranked anything.
 */
guint crm_rank_summary_compute (const CrmRating *const *ranks, guint n_options, gsize n, CrmRankSummary *summaries);

G_END_DECLS
