/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The touches of a timeline: calls, messages, meetings, notes. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

/* Whole phrases, because languages order and join them differently. */
typedef struct
{
  const char *kind;
  CrmTimelineGroup group;
  const char *plain;
  const char *with;
  const char *from;
  const char *to;
} Phrases;

static const Phrases phrases[] = {
  { "call", CRM_TIMELINE_CALL, N_ ("Call"), N_ ("Call with %s"), N_ ("Call from %s"), N_ ("Call to %s") },
  { "meeting", CRM_TIMELINE_MEETING, N_ ("Meeting"), N_ ("Meeting with %s"), N_ ("Meeting with %s"), N_ ("Meeting with %s") },
  { "visit", CRM_TIMELINE_MEETING, N_ ("Visit"), N_ ("Visit with %s"), N_ ("Visit from %s"), N_ ("Visit to %s") },
  { "email", CRM_TIMELINE_MESSAGE, N_ ("Email"), N_ ("Email with %s"), N_ ("Email from %s"), N_ ("Email to %s") },
  { "wechat", CRM_TIMELINE_MESSAGE, N_ ("WeChat"), N_ ("WeChat with %s"), N_ ("WeChat from %s"), N_ ("WeChat to %s") },
  { "wecom", CRM_TIMELINE_MESSAGE, N_ ("WeCom"), N_ ("WeCom with %s"), N_ ("WeCom from %s"), N_ ("WeCom to %s") },
  { "qq", CRM_TIMELINE_MESSAGE, N_ ("QQ"), N_ ("QQ with %s"), N_ ("QQ from %s"), N_ ("QQ to %s") },
  { "weibo", CRM_TIMELINE_MESSAGE, N_ ("Weibo"), N_ ("Weibo with %s"), N_ ("Weibo from %s"), N_ ("Weibo to %s") },
  { "message", CRM_TIMELINE_MESSAGE, N_ ("Message"), N_ ("Messages with %s"), N_ ("Message from %s"), N_ ("Message to %s") },
  { "web", CRM_TIMELINE_MESSAGE, N_ ("Web enquiry"), N_ ("Web enquiry by %s"), N_ ("Web enquiry from %s"), N_ ("Web reply to %s") },
  { "letter", CRM_TIMELINE_MESSAGE, N_ ("Letter"), N_ ("Letters with %s"), N_ ("Letter from %s"), N_ ("Letter to %s") },
  { "note", CRM_TIMELINE_NOTE, N_ ("Note"), N_ ("Note about %s"), N_ ("Note about %s"), N_ ("Note about %s") },
  { "other", CRM_TIMELINE_NOTE, N_ ("Contact"), N_ ("Contact with %s"), N_ ("Contact from %s"), N_ ("Contact with %s") },
};

static const Phrases *
find_phrases (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_strcmp0 (phrases[i].kind, kind) == 0)
      return &phrases[i];
  return &phrases[G_N_ELEMENTS (phrases) - 1];
}

/* The forms come from the table above, and gettext's own check keeps their one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
make_title (const Phrases *of, const char *direction, const char *person)
{
  if (person == NULL)
    return g_strdup (_ (of->plain));
  if (g_strcmp0 (direction, "in") == 0)
    return g_strdup_printf (_ (of->from), person);
  if (g_strcmp0 (direction, "out") == 0)
    return g_strdup_printf (_ (of->to), person);
  return g_strdup_printf (_ (of->with), person);
}
#pragma GCC diagnostic pop

static CrmTimelineEntry *
read_entry (sqlite3_stmt *statement, int names, const CrmTimelineRequest *request)
{
  g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_interaction);
  const char *kind = crm_record_get_text (record, CRM_INTERACTION_KIND);
  const char *person = (const char *)sqlite3_column_text (statement, names);
  const Phrases *of = find_phrases (kind);
  CrmTimelineEntry *entry = crm_timeline_entry_new (of->group, kind != NULL ? kind : "other");
  const CrmId *person_id = crm_record_get_id (record, CRM_INTERACTION_PERSON);
  const CrmId *deal = crm_record_get_id (record, CRM_INTERACTION_DEAL);

  entry->at = crm_record_get_integer (record, CRM_INTERACTION_AT, 0);
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  entry->flags = CRM_TIMELINE_HAS_TIME | (crm_interaction_kind_is_contact (kind) ? CRM_TIMELINE_TOUCH : 0);
  entry->section = crm_record_get_integer (record, CRM_INTERACTION_PINNED, 0) != 0 ? CRM_TIMELINE_PINNED : CRM_TIMELINE_PAST;
  entry->title = make_title (of, crm_record_get_text (record, CRM_INTERACTION_DIRECTION), person);
  entry->text = g_strdup (crm_record_get_text (record, CRM_INTERACTION_TEXT));
  entry->who = g_strdup ((const char *)sqlite3_column_text (statement, names + 1));
  entry->person_name = g_strdup (person);
  if (person_id != NULL)
    entry->person = *person_id;
  if (deal != NULL)
    entry->deal = *deal;
  entry->deal_name = g_strdup ((const char *)sqlite3_column_text (statement, names + 3));
  entry->minutes = (int)CLAMP (crm_record_get_integer (record, CRM_INTERACTION_MINUTES, 0), 0, G_MAXINT);
  entry->files = g_strdup ((const char *)sqlite3_column_text (statement, names + 2));
  entry->number = record->rowid;
  entry->record = g_steal_pointer (&record);
  return entry;
}

/* By whom: the author as entered, else who wrote the record. */
static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, (SELECT name FROM person p WHERE p.id = interaction.person),"
                                          " coalesce((SELECT name FROM user u WHERE u.id = interaction.author),"
                                          " (SELECT u.name FROM edit e JOIN user u ON u.id = e.user WHERE e.number = interaction.created_edit)),"
                                          " (SELECT group_concat(f.name, char(10)) FROM attachment f WHERE f.customer = interaction.customer AND f.interaction = interaction.id AND f.deleted = 0),"
                                          " (SELECT title FROM deal d WHERE d.id = interaction.deal AND d.deleted = 0)"
                                          " FROM interaction WHERE customer = ?1 AND (?2 IS NULL OR deal = ?2) AND deleted = 0",
                                          crm_kind_get_columns (&crm_kind_interaction));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &request->customer);
  if (!crm_id_is_nil (&request->deal))
    crm_statement_bind_id (statement, 2, &request->deal);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (entries, read_entry (statement, sqlite3_column_count (statement) - 4, request));
  return step == 0;
}

const CrmTimelineSource crm_timeline_interactions = { "interactions", load };
