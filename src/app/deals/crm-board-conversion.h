/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals go on from each stage, for the heads of the board's columns. */

#pragma once

#include "app/deals/crm-deals-scope.h"
#include "core/base/crm-proportion.h"

G_BEGIN_DECLS

/** CrmStageConversion: of the deals that came to @stage, how many went on. */
typedef struct
{
  CrmId stage;
  CrmProportion rate;
} CrmStageConversion;

/**
 * crm_board_conversion_read:
 *
 * Of the deals that began in the last twelve months, under the filter of @scope but not its period: the any-stage conversion of the funnel, as
 * the Funnel view has it for that period.
 *
 * Returns: (transfer full): a #DexFuture of a boxed #GArray (element-type CrmStageConversion).
 */
DexFuture *crm_board_conversion_read (CrmDealsScope *scope, GCancellable *cancellable);

G_END_DECLS
