/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers in a timeline that turned out to be this one. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

/* The last time each was merged; a merge that was undone left nothing in merged_into. */
static const char merges_sql[] = "SELECT max(h.number), e.at, m.name, coalesce((SELECT u.name FROM user u WHERE u.id = coalesce(a.user, e.user)),"
                                 " (SELECT s.name FROM sync_member s WHERE s.id = coalesce(a.user, e.user)))"
                                 " FROM customer m JOIN history h ON h.kind = 1 AND h.record = m.rowid AND h.field = 'merged_into' AND h.new IS NOT NULL"
                                 " JOIN edit e ON e.number = h.edit LEFT JOIN sync_author a ON a.edit = e.number AND a.id = m.id"
                                 " WHERE m.merged_into = ?1 AND m.deleted = 1 GROUP BY m.rowid";

static CrmTimelineEntry *
read_entry (sqlite3_stmt *row, const CrmTimelineRequest *request)
{
  CrmTimelineEntry *entry = crm_timeline_entry_new (CRM_TIMELINE_CHANGE, "merged");
  const char *name = (const char *)sqlite3_column_text (row, 2);

  entry->number = sqlite3_column_int64 (row, 0);
  entry->at = sqlite3_column_int64 (row, 1);
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  entry->flags = CRM_TIMELINE_HAS_TIME;
  /* Translators: on a customer's timeline: another customer, whose history now stands here. */
  entry->title = g_strdup_printf (_ ("Merged with “%s”"), name != NULL ? name : "");
  entry->who = g_strdup ((const char *)sqlite3_column_text (row, 3));
  return entry;
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  sqlite3_stmt *row;
  int step;

  if (!crm_id_is_nil (&request->deal))
    return TRUE;
  row = crm_connection_prepare (connection, merges_sql, error);
  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, &request->customer);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    g_ptr_array_add (entries, read_entry (row, request));
  return step == 0;
}

const CrmTimelineSource crm_timeline_merges = { "merges", load };
