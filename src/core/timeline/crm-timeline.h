/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer: everything that happened or is planned, and what of it to show. */

#pragma once

#include "core/timeline/crm-timeline-source.h"

G_BEGIN_DECLS

/**
 * CrmTimeline:
 * @entries: (element-type CrmTimelineEntry): in order: overdue, upcoming, pinned, then the past, newest first
 * @counts: how many entries each group has, system ones apart
 * @n_system: how many are changes of data
 * @last_interaction: when the customer was last in contact, 0 for never; notes, tasks and changes of data do not count
 * @last_modified: when anything of the customer was last changed, 0 for never
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  GPtrArray *entries;
  guint counts[CRM_TIMELINE_N_GROUPS];
  guint n_system;
  gint64 last_interaction;
  gint64 last_modified;
} CrmTimeline;

#define CRM_TYPE_TIMELINE (crm_timeline_get_type ())

GType crm_timeline_get_type (void);
CrmTimeline *crm_timeline_ref (CrmTimeline *self);
void crm_timeline_unref (CrmTimeline *self);

/**
 * crm_timeline_load:
 * @connection: a reader's
 * @request: whose; @rowid and @deal_rowid need not be set
 *
 * Asks every source. A customer that is not there has an empty timeline. On a reader's thread.
 *
 * Returns: (transfer full): the timeline, or %NULL with a %CRM_ERROR.
 */
CrmTimeline *crm_timeline_load (CrmConnection *connection, const CrmTimelineRequest *request, GError **error);

/**
 * CrmTimelineFilter:
 * @groups: a bit (1 << group) for each group to show; 0 shows all
 * @system: with @groups 0: whether changes of data are shown too
 * @person: only what was with this person; nil for all
 * @deal: only what is about this deal; nil for all
 * @from: the first day, or %CRM_DATE_NONE
 * @to: the last day, or %CRM_DATE_NONE
 * @search: (nullable): words that must all be found in an entry's title, text, or names
 */
typedef struct
{
  guint groups;
  gboolean system;
  CrmId person;
  CrmId deal;
  CrmDate from;
  CrmDate to;
  const char *search;
} CrmTimelineFilter;

/**
 * crm_timeline_filter:
 * @cancellable: (nullable): gives up early
 *
 * Returns: (transfer full) (element-type CrmTimelineEntry): the entries that pass, in order. Pure; any thread.
 */
GPtrArray *crm_timeline_filter (const CrmTimeline *self, const CrmTimelineFilter *filter, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTimeline, crm_timeline_unref)

G_END_DECLS
