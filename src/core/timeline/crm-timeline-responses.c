/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a timeline's customer answered to surveys. Anonymous answers belong to nobody's timeline. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-satisfaction.h"

#include <glib/gi18n-lib.h>

/* Columns after those of the record. */
enum
{
  SURVEY,
  PERSON,
  INTERVIEWER,
  DEAL,
  WORDS,
};

static char *
make_sql (void)
{
  g_autofree char *columns = NULL;
  g_auto (GStrv) names = g_strsplit (crm_kind_get_columns (&crm_kind_response), ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *name = g_strconcat ("r.", g_strstrip (names[i]), NULL);

      g_free (names[i]);
      names[i] = name;
    }
  columns = g_strjoinv (", ", names);
  return g_strconcat ("SELECT ", columns,
                      ", s.title, p.name, u.name, d.title, (SELECT group_concat(a.text, char(10)) FROM answer a WHERE a.response = r.id AND a.deleted = 0 AND a.text IS NOT NULL)"
                      " FROM response r JOIN survey s ON s.id = r.survey LEFT JOIN person p ON p.id = r.person LEFT JOIN user u ON u.id = r.interviewer LEFT JOIN deal d ON d.id = r.deal"
                      " WHERE r.customer = ?1 AND (?2 IS NULL OR r.deal = ?2) AND r.deleted = 0 AND s.deleted = 0",
                      NULL);
}

/* "“After a sale” answered: 75 of 100" */
static char *
dup_title (const CrmRecord *response, const char *survey)
{
  gint64 score = crm_record_get_integer (response, CRM_RESPONSE_SCORE, -1);

  if (score < 0)
    /* Translators: %s is the title of a survey. */
    return g_strdup_printf (_ ("Answered “%s”"), survey);
  /* Translators: the title of a survey and a score out of 100. */
  return g_strdup_printf (_ ("Answered “%1$s”: %2$d of 100"), survey, crm_satisfaction_get_points (score));
}

static void
copy_id (const CrmRecord *record, guint field, CrmId *id)
{
  const CrmId *own = crm_record_get_id (record, field);

  if (own != NULL)
    *id = *own;
}

static CrmTimelineEntry *
read_entry (sqlite3_stmt *row, int first, const CrmTimelineRequest *request)
{
  CrmTimelineEntry *entry = crm_timeline_entry_new (CRM_TIMELINE_SURVEY, "response");
  const char *survey = (const char *)sqlite3_column_text (row, first + SURVEY);

  entry->record = crm_statement_read_record (row, &crm_kind_response);
  entry->number = entry->record->rowid;
  entry->at = crm_record_get_integer (entry->record, CRM_RESPONSE_ANSWERED_AT, 0);
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  entry->flags = CRM_TIMELINE_HAS_TIME;
  entry->title = dup_title (entry->record, survey != NULL ? survey : "");
  entry->text = g_strdup ((const char *)sqlite3_column_text (row, first + WORDS));
  entry->who = g_strdup ((const char *)sqlite3_column_text (row, first + INTERVIEWER));
  entry->person_name = g_strdup ((const char *)sqlite3_column_text (row, first + PERSON));
  entry->deal_name = g_strdup ((const char *)sqlite3_column_text (row, first + DEAL));
  copy_id (entry->record, CRM_RESPONSE_PERSON, &entry->person);
  copy_id (entry->record, CRM_RESPONSE_DEAL, &entry->deal);
  return entry;
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  g_autofree char *sql = make_sql ();
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step, first;

  if (row == NULL)
    return FALSE;
  first = sqlite3_column_count (row) - WORDS - 1;
  crm_statement_bind_id (row, 1, &request->customer);
  if (!crm_id_is_nil (&request->deal))
    crm_statement_bind_id (row, 2, &request->deal);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    g_ptr_array_add (entries, read_entry (row, first, request));
  return step == 0;
}

const CrmTimelineSource crm_timeline_responses = { "responses", load };
