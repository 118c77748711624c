/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values in a timeline that were typed here and lost to somebody else's, until somebody has looked at them. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-change.h"
#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

/* Who has set the field last, by what history says of the syncs. */
#define AUTHOR_SQL                                                                                                                  \
  "(SELECT coalesce(u.name, m.name) FROM history h JOIN edit e ON e.number = h.edit LEFT JOIN sync_author a ON a.edit = e.number"   \
  " AND a.id = o.id LEFT JOIN user u ON u.id = coalesce(a.user, e.user) LEFT JOIN sync_member m ON m.id = coalesce(a.user, e.user)" \
  " WHERE h.kind = o.kind AND h.record = o.record AND h.field = c.field ORDER BY h.number DESC LIMIT 1)"

#define CONFLICTS_SQL " SELECT c.number, c.at, o.kind, o.record, c.field, c.value, " AUTHOR_SQL " FROM own o JOIN sync_conflict c ON c.id = o.id AND c.kind = o.kind ORDER BY c.number"

static const char customer_sql[] = CRM_TIMELINE_CUSTOMER_SCOPE ", own(kind, record, id) AS (SELECT kind, record, id FROM scope"
                                                               " UNION SELECT 6, rowid, id FROM interaction WHERE customer = ?1 UNION SELECT 7, rowid, id FROM task WHERE customer = ?1)" CONFLICTS_SQL;
static const char deal_sql[] = CRM_TIMELINE_DEAL_SCOPE ", own(kind, record, id) AS (SELECT kind, record, id FROM scope"
                                                       " UNION SELECT 6, rowid, id FROM interaction WHERE deal = ?1 UNION SELECT 7, rowid, id FROM task WHERE deal = ?1)" CONFLICTS_SQL;

/* What a later version wrote may have a field that is not known here. */
static CrmTimelineEntry *
read_entry (CrmConnection *connection, sqlite3_stmt *row, const CrmTimelineRequest *request, GError **error)
{
  const CrmKind *kind = crm_kind_get ((CrmKindId)sqlite3_column_int (row, 2));
  const char *field_name = (const char *)sqlite3_column_text (row, 4);
  int field = crm_kind_find_field (kind, field_name);
  g_autoptr (CrmRecord) record = field >= 0 ? crm_connection_read_record_at (connection, kind, sqlite3_column_int64 (row, 3), error) : NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_change_free);
  g_autoptr (CrmTimelineEntry) entry = NULL;
  g_autofree char *theirs = NULL;

  if (record == NULL)
    return NULL;
  theirs = crm_value_to_stored (&record->values[field]);
  crm_timeline_change_collect (changes, kind, record->rowid, field_name, (const char *)sqlite3_column_text (row, 5), theirs);
  if (!crm_timeline_changes_resolve (connection, changes, &request->style, error))
    return NULL;
  entry = crm_timeline_entry_new (CRM_TIMELINE_CHANGE, "overtaken");
  entry->number = sqlite3_column_int64 (row, 0);
  entry->at = sqlite3_column_int64 (row, 1);
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  entry->flags = CRM_TIMELINE_HAS_TIME;
  /* Translators: on a timeline: a value that was typed on this computer was replaced by a colleague's. %s is the field: "City". */
  entry->title = g_strdup_printf (_ ("%s: yours was overwritten"), ((const CrmTimelineChange *)changes->pdata[0])->label);
  entry->text = crm_timeline_changes_dup_text (changes);
  entry->who = g_strdup ((const char *)sqlite3_column_text (row, 6));
  return g_steal_pointer (&entry);
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  gboolean of_deal = !crm_id_is_nil (&request->deal);
  sqlite3_stmt *row = crm_connection_prepare (connection, of_deal ? deal_sql : customer_sql, error);
  GError *local_error = NULL;
  int step;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, of_deal ? &request->deal : &request->customer);
  while ((step = crm_connection_next (connection, row, &local_error)) > 0)
    {
      CrmTimelineEntry *entry = read_entry (connection, row, request, &local_error);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      else if (local_error != NULL)
        break;
    }
  if (local_error == NULL)
    return TRUE;
  sqlite3_reset (row);
  g_propagate_error (error, local_error);
  return FALSE;
}

const CrmTimelineSource crm_timeline_conflicts = { "conflicts", load };
