/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the lines of a timeline come from: each area that has something to tell declares a source. */

#pragma once

#include "core/record/crm-value-format.h"
#include "core/store/crm-connection.h"
#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/**
 * CrmTimelineRequest:
 * @customer: whose timeline
 * @rowid: the customer's row
 * @deal: only what is about this deal of the customer's; nil for all of the customer's
 * @deal_rowid: its row
 * @now: microseconds UTC
 * @style: how values are written; its zone decides what day something happened
 */
typedef struct
{
  CrmId customer;
  gint64 rowid;
  CrmId deal;
  gint64 deal_rowid;
  gint64 now;
  CrmValueStyle style;
} CrmTimelineRequest;

/**
 * CrmTimelineSource:
 * @name: for tests and messages to developers
 * @load: adds the customer's entries in any order; on a reader's thread
 */
typedef struct
{
  const char *name;
  gboolean (*load) (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error);
} CrmTimelineSource;

extern const CrmTimelineSource crm_timeline_interactions;
extern const CrmTimelineSource crm_timeline_tasks;
extern const CrmTimelineSource crm_timeline_moves;
extern const CrmTimelineSource crm_timeline_responses;
extern const CrmTimelineSource crm_timeline_merges;
extern const CrmTimelineSource crm_timeline_changes;

G_END_DECLS
