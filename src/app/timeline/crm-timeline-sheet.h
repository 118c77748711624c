/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timeline for the printer. */

#pragma once

#include "app/print/crm-sheet.h"
#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/**
 * crm_timeline_add_to_sheet:
 * @entries: (element-type CrmTimelineEntry): in the timeline's order
 * @now: microseconds UTC
 * @zone: whose days they are
 *
 * Adds a table with a row an entry; what is planned and what is pinned have headings of their own. Pure.
 */
void crm_timeline_add_to_sheet (CrmSheet *sheet, GPtrArray *entries, gint64 now, GTimeZone *zone);

G_END_DECLS
