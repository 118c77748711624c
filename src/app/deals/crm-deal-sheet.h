/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal on paper. */

#pragma once

#include "app/deals/crm-deal-page-reading.h"
#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

/* @entries: (element-type CrmTimelineEntry): of its timeline. (transfer full) */
CrmSheet *crm_deal_sheet_new (const CrmDealPageReading *reading, GPtrArray *entries, gint64 now, GTimeZone *zone);

G_END_DECLS
