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

/* "WITH scope(kind, record, made, id)" of ?1: the customer, and what hangs on it and has a history worth telling; what is deleted as well. Of a deal, itself and its people. */
#define CRM_TIMELINE_CUSTOMER_SCOPE                                                                                              \
  "WITH scope(kind, record, made, id) AS ("                                                                                      \
  " SELECT 1, rowid, created_edit, id FROM customer WHERE id = ?1"                                                               \
  " UNION SELECT 3, rowid, created_edit, id FROM role WHERE customer = ?1"                                                       \
  " UNION SELECT 2, p.rowid, NULL, p.id FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ?1"                      \
  " UNION SELECT 4, rowid, created_edit, id FROM contact_point WHERE customer = ?1"                                              \
  " UNION SELECT 4, c.rowid, c.created_edit, c.id FROM role r JOIN contact_point c ON c.person = r.person WHERE r.customer = ?1" \
  " UNION SELECT 5, rowid, created_edit, id FROM relationship WHERE customer = ?1"                                               \
  " UNION SELECT 9, rowid, created_edit, id FROM tagging WHERE customer = ?1"                                                    \
  " UNION SELECT 10, rowid, created_edit, id FROM attachment WHERE customer = ?1"                                                \
  " UNION SELECT 14, rowid, created_edit, id FROM custom_value WHERE customer = ?1)"

#define CRM_TIMELINE_DEAL_SCOPE                                 \
  "WITH scope(kind, record, made, id) AS ("                     \
  " SELECT 17, rowid, created_edit, id FROM deal WHERE id = ?1" \
  " UNION SELECT 18, rowid, created_edit, id FROM deal_person WHERE deal = ?1)"

extern const CrmTimelineSource crm_timeline_interactions;
extern const CrmTimelineSource crm_timeline_tasks;
extern const CrmTimelineSource crm_timeline_moves;
extern const CrmTimelineSource crm_timeline_responses;
extern const CrmTimelineSource crm_timeline_merges;
extern const CrmTimelineSource crm_timeline_conflicts;
extern const CrmTimelineSource crm_timeline_changes;

G_END_DECLS
