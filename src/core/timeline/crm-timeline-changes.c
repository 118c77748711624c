/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes of data in a timeline: what was edited about a customer, burst by burst, and how it came into the file. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-change.h"
#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Edits of one person closer together than this are one line. */
#define BURST_GAP (10 * G_TIME_SPAN_MINUTE)

/* An edit of a sync brings what several people changed; who has no record of kind user is one of the workspace's accounts. */
#define WHO_SQL                                                                                                          \
  "coalesce((SELECT u.name FROM user u WHERE u.id = coalesce(a.user, e.user)), (SELECT m.name FROM sync_member m WHERE " \
  "m.id = coalesce(a.user, e.user)))"

/* An edit that was undone tells nothing; one brought back by a redo, the last of the chain, stands where it stood. */
#define STANDING_SQL                                                                                                \
  "e.state = 0 AND e.origin NOT IN (2, 3) AND (e.undone_by IS NULL OR 3 = (WITH RECURSIVE chain(next, origin) AS (" \
  " SELECT undone_by, origin FROM edit WHERE number = e.undone_by"                                                  \
  " UNION SELECT x.undone_by, x.origin FROM chain JOIN edit x ON x.number = chain.next) SELECT origin FROM chain WHERE next IS NULL))"

/* Where a deal stands and when it closed is what its moves tell; that something came from another customer, what the merge does. */
#define CHANGES_SQL                                                                                                                              \
  " SELECT e.number, e.at, e.origin, e.title, " WHO_SQL ", s.kind, s.record, h.field, h.old, h.new, h.number AS place"                           \
  " FROM scope s JOIN history h ON h.kind = s.kind AND h.record = s.record JOIN edit e ON e.number = h.edit"                                     \
  " LEFT JOIN sync_author a ON a.edit = e.number AND a.id = s.id"                                                                                \
  " WHERE NOT (s.kind = 17 AND h.field IN ('stage', 'pipeline', 'closed_at')) AND NOT (s.kind <> 17 AND h.field = 'customer') AND " STANDING_SQL \
  " UNION ALL"                                                                                                                                   \
  " SELECT e.number, e.at, e.origin, e.title, " WHO_SQL ", s.kind, s.record, NULL, NULL, NULL, 0"                                                \
  " FROM scope s JOIN edit e ON e.number = s.made LEFT JOIN sync_author a ON a.edit = e.number AND a.id = s.id WHERE " STANDING_SQL              \
  " ORDER BY 1, place"

static const char customer_sql[] = CRM_TIMELINE_CUSTOMER_SCOPE CHANGES_SQL;
static const char deal_sql[] = CRM_TIMELINE_DEAL_SCOPE CHANGES_SQL;

typedef struct
{
  CrmTimelineEntry *entry;
  GPtrArray *changes; /* of CrmTimelineChange */
  gint64 last;
  CrmEditOrigin origin;
  gboolean creation;
} Burst;

static void
burst_free (Burst *burst)
{
  g_clear_pointer (&burst->entry, crm_timeline_entry_unref);
  g_ptr_array_unref (burst->changes);
  g_free (burst);
}

static const char *
read_text (sqlite3_stmt *statement, int column)
{
  return (const char *)sqlite3_column_text (statement, column);
}

static Burst *
burst_new (sqlite3_stmt *row, gboolean creation)
{
  Burst *burst = g_new0 (Burst, 1);

  burst->origin = (CrmEditOrigin)sqlite3_column_int (row, 2);
  burst->creation = creation;
  burst->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_change_free);
  burst->entry = crm_timeline_entry_new (CRM_TIMELINE_CHANGE, burst->origin == CRM_EDIT_ORIGIN_IMPORT ? "imported" : creation ? "created"
                                                                                                                              : "change");
  burst->entry->number = sqlite3_column_int64 (row, 0);
  burst->entry->who = g_strdup (read_text (row, 4));
  burst->entry->flags = CRM_TIMELINE_HAS_TIME | (creation ? 0 : CRM_TIMELINE_SYSTEM);
  /* What came in by a list is named by it. */
  if (burst->origin == CRM_EDIT_ORIGIN_IMPORT)
    burst->entry->title = g_strdup (read_text (row, 3));
  return burst;
}

/* The same edit, or a later one by the same person soon after; a creation and an import stay by themselves. */
static gboolean
continues (const Burst *burst, sqlite3_stmt *row)
{
  if (burst->entry->number == sqlite3_column_int64 (row, 0))
    return TRUE;
  return !burst->creation && burst->origin == CRM_EDIT_ORIGIN_PERSON && sqlite3_column_int (row, 2) == CRM_EDIT_ORIGIN_PERSON && g_strcmp0 (burst->entry->who, read_text (row, 4)) == 0 && sqlite3_column_int64 (row, 1) - burst->last <= BURST_GAP;
}

static GPtrArray *
read_bursts (CrmConnection *connection, const CrmTimelineRequest *request, gint64 created, GError **error)
{
  g_autoptr (GPtrArray) bursts = g_ptr_array_new_with_free_func ((GDestroyNotify)burst_free);
  gboolean of_deal = !crm_id_is_nil (&request->deal);
  sqlite3_stmt *row = crm_connection_prepare (connection, of_deal ? deal_sql : customer_sql, error);
  int step;

  if (row == NULL)
    return NULL;
  crm_statement_bind_id (row, 1, of_deal ? &request->deal : &request->customer);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    {
      Burst *burst = bursts->len > 0 ? g_ptr_array_index (bursts, bursts->len - 1) : NULL;

      if (burst == NULL || !continues (burst, row))
        g_ptr_array_add (bursts, burst = burst_new (row, sqlite3_column_int64 (row, 0) == created));
      burst->last = sqlite3_column_int64 (row, 1);
      burst->entry->at = burst->last;
      crm_timeline_change_collect (burst->changes, crm_kind_get ((CrmKindId)sqlite3_column_int (row, 5)), sqlite3_column_int64 (row, 6), read_text (row, 7),
                                   read_text (row, 8), read_text (row, 9));
    }
  return step == 0 ? g_steal_pointer (&bursts) : NULL;
}

/* An import says what it was by its title, a creation by its being one; neither lists what it set. */
static gboolean
describe (CrmConnection *connection, const CrmTimelineRequest *request, const CrmRecord *subject, Burst *burst, GError **error)
{
  CrmTimelineEntry *entry = burst->entry;
  gint64 made = crm_record_get_created (subject);

  /* What was made elsewhere and came in later, as from another device, is as old as its id says. */
  if (burst->creation && made > 0 && made < entry->at)
    entry->at = made;
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  if (burst->creation)
    {
      entry->text = g_steal_pointer (&entry->title);
      entry->title = g_strdup (burst->origin == CRM_EDIT_ORIGIN_IMPORT ? _ ("Customer imported") : _ ("Customer created"));
      return TRUE;
    }
  if (!crm_timeline_changes_resolve (connection, burst->changes, &request->style, error))
    return FALSE;
  if (entry->title == NULL)
    entry->title = crm_timeline_changes_dup_title (burst->changes);
  entry->text = crm_timeline_changes_dup_text (burst->changes);
  return TRUE;
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  gboolean of_deal = !crm_id_is_nil (&request->deal);
  g_autoptr (CrmRecord) subject = crm_connection_read_record_at (connection, of_deal ? &crm_kind_deal : &crm_kind_customer, of_deal ? request->deal_rowid : request->rowid, error);
  g_autoptr (GPtrArray) bursts = subject != NULL ? read_bursts (connection, request, subject->created_edit, error) : NULL;

  if (bursts == NULL)
    return FALSE;
  for (guint i = 0; i < bursts->len; i++)
    {
      Burst *burst = g_ptr_array_index (bursts, i);

      crm_timeline_changes_merge (burst->changes);
      /* That a deal began is its first move. */
      if (burst->creation ? of_deal : burst->changes->len == 0)
        continue;
      if (!describe (connection, request, subject, burst, error))
        return FALSE;
      g_ptr_array_add (entries, g_steal_pointer (&burst->entry));
    }
  return TRUE;
}

const CrmTimelineSource crm_timeline_changes = { "changes", load };
