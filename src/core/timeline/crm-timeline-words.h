/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small words of a timeline: its headings, and what stands beside a line's title. Pure; any thread. */

#pragma once

#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/**
 * crm_timeline_dup_heading:
 * @now: microseconds UTC
 * @zone: whose days they are
 *
 * Returns: (transfer full): what @entry stands under: "Overdue", "Upcoming", "Pinned", "Today", "Yesterday", "19 Aug 2026".
 */
char *crm_timeline_dup_heading (const CrmTimelineEntry *entry, gint64 now, GTimeZone *zone);

/**
 * crm_timeline_dup_aside:
 *
 * Returns: (transfer full): "林 · 12 min · 14:05" of what is past, with the day where it is pinned; "Thu 15:00 · in 2 days" of what
 *   is planned; empty for a task without a time.
 */
char *crm_timeline_dup_aside (const CrmTimelineEntry *entry, gint64 now, GTimeZone *zone);

/**
 * crm_timeline_dup_due:
 * @due: microseconds UTC
 * @has_time: whether the time of day means something
 *
 * Returns: (transfer full): when something is due, in words: "Thu 15:00 · in 2 days", "tomorrow", "3 Sep 9:00".
 */
char *crm_timeline_dup_due (gint64 due, gboolean has_time, gint64 now, GTimeZone *zone);

/* "12 min", "1 h", "1 h 30 min". */
char *crm_timeline_dup_minutes (int minutes);

G_END_DECLS
