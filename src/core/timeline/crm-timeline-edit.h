/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a line of the timeline, as edits. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-office-time.h"
#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/**
 * crm_timeline_new_done_edit:
 * @entry: a task
 * @done_at: microseconds UTC, or 0 to open it again
 *
 * Returns: (transfer full): the edit. Like all here: pure, any thread.
 */
CrmEdit *crm_timeline_new_done_edit (const CrmTimelineEntry *entry, gint64 done_at);

/**
 * crm_timeline_new_snooze_edit:
 * @entry: a task
 * @due: microseconds UTC
 * @has_time: whether the time of day means something
 */
CrmEdit *crm_timeline_new_snooze_edit (const CrmTimelineEntry *entry, gint64 due, gboolean has_time);

/* @entry: an interaction, to be kept in sight or no longer. */
CrmEdit *crm_timeline_new_pin_edit (const CrmTimelineEntry *entry, gboolean pinned);

/* @entry: an interaction, task or response. */
CrmEdit *crm_timeline_new_delete_edit (const CrmTimelineEntry *entry);

/**
 * CrmSnooze:
 *
 * The times a task is put off to.
 */
typedef enum
{
  CRM_SNOOZE_LATER_TODAY,
  CRM_SNOOZE_TOMORROW,
  CRM_SNOOZE_NEXT_WEEK,
  CRM_SNOOZE_NEXT_MONTH,
  CRM_N_SNOOZES
} CrmSnooze;

/**
 * crm_timeline_snooze:
 * @now: microseconds UTC
 * @zone: whose days they are
 * @office: when somebody works
 *
 * Later today is three hours on, to the full quarter. All others keep to the hour at which work begins: next week is its first working day, next month its
 * first day.
 *
 * Returns: when, microseconds UTC.
 */
gint64 crm_timeline_snooze (CrmSnooze snooze, gint64 now, GTimeZone *zone, const CrmOfficeTime *office);

G_END_DECLS
