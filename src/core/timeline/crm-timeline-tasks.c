/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tasks of a timeline: open ones where they are due, done ones where they were done. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"

/* A task for a day is overdue when the day is over; one with a time, when that has passed. */
static void
place (CrmTimelineEntry *entry, const CrmRecord *record, const CrmTimelineRequest *request)
{
  gint64 done = crm_record_get_integer (record, CRM_TASK_DONE_AT, 0);
  gint64 due = crm_record_get_integer (record, CRM_TASK_DUE, 0);
  gboolean has_time = crm_record_get_integer (record, CRM_TASK_DUE_HAS_TIME, 0) != 0;
  CrmDate today = crm_date_time_to_local (request->now, request->style.zone, NULL);

  entry->at = done != 0 ? done : due;
  entry->day = entry->at != 0 ? crm_date_time_to_local (entry->at, request->style.zone, NULL) : CRM_DATE_NONE;
  if (done != 0)
    {
      entry->flags = CRM_TIMELINE_DONE | CRM_TIMELINE_HAS_TIME;
      return;
    }
  entry->flags = has_time ? CRM_TIMELINE_HAS_TIME : CRM_TIMELINE_PLAIN;
  entry->section = due != 0 && (has_time ? due < request->now : entry->day < today) ? CRM_TIMELINE_OVERDUE : CRM_TIMELINE_UPCOMING;
}

static CrmTimelineEntry *
read_entry (sqlite3_stmt *statement, int names, const CrmTimelineRequest *request)
{
  g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_task);
  const char *kind = crm_record_get_text (record, CRM_TASK_KIND);
  CrmTimelineEntry *entry = crm_timeline_entry_new (CRM_TIMELINE_TASK, kind != NULL ? kind : "task");
  const CrmId *person = crm_record_get_id (record, CRM_TASK_PERSON);
  const CrmId *deal = crm_record_get_id (record, CRM_TASK_DEAL);

  place (entry, record, request);
  entry->title = g_strdup (crm_record_get_text (record, CRM_TASK_TITLE));
  entry->text = g_strdup (crm_record_get_text (record, CRM_TASK_NOTE));
  entry->person_name = g_strdup ((const char *)sqlite3_column_text (statement, names));
  entry->who = g_strdup ((const char *)sqlite3_column_text (statement, names + 1));
  if (person != NULL)
    entry->person = *person;
  if (deal != NULL)
    entry->deal = *deal;
  entry->deal_name = g_strdup ((const char *)sqlite3_column_text (statement, names + 2));
  entry->number = record->rowid;
  entry->record = g_steal_pointer (&record);
  return entry;
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, (SELECT name FROM person p WHERE p.id = task.person), (SELECT name FROM user u WHERE u.id = task.assignee),"
                                          " (SELECT title FROM deal d WHERE d.id = task.deal AND d.deleted = 0)"
                                          " FROM task WHERE customer = ?1 AND (?2 IS NULL OR deal = ?2) AND deleted = 0",
                                          crm_kind_get_columns (&crm_kind_task));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &request->customer);
  if (!crm_id_is_nil (&request->deal))
    crm_statement_bind_id (statement, 2, &request->deal);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (entries, read_entry (statement, sqlite3_column_count (statement) - 3, request));
  return step == 0;
}

const CrmTimelineSource crm_timeline_tasks = { "tasks", load };
