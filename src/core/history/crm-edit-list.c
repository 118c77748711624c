/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edits of a file, newest first, a page at a time. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/history/crm-edit-list.h"

#include "core/base/crm-error.h"
#include "core/history/crm-record-scope.h"

#include <glib/gi18n-lib.h>

void
crm_edit_entry_free (CrmEditEntry *entry)
{
  g_free (entry->title);
  g_free (entry->who);
  g_free (entry->device);
  g_free (entry->subject);
  g_free (entry);
}

gboolean
crm_edit_entry_can_take_back (const CrmEditEntry *entry)
{
  return entry->undone_by == 0 && entry->created + entry->changed > 0 && entry->origin != CRM_EDIT_ORIGIN_DEMO && entry->origin != CRM_EDIT_ORIGIN_SETUP && entry->origin != CRM_EDIT_ORIGIN_ERASURE;
}

void
crm_edit_person_free (CrmEditPerson *person)
{
  g_free (person->name);
  g_free (person);
}

CrmEditFilter *
crm_edit_filter_copy (const CrmEditFilter *filter)
{
  CrmEditFilter *copy = g_memdup2 (filter, sizeof *filter);

  copy->words = g_strdup (filter->words);
  return copy;
}

void
crm_edit_filter_free (CrmEditFilter *filter)
{
  g_free (filter->words);
  g_free (filter);
}

gboolean
crm_edit_filter_is_set (const CrmEditFilter *filter)
{
  return !crm_id_is_nil (&filter->who) || filter->origins != 0 || filter->from != 0 || filter->before != 0 || filter->words != NULL;
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text (statement, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* ── one edit ─────────────────────────────────────────────────────────────────────────────── */

/* What a sync brought names up to three people. */
#define WHO                                                                                                                                         \
  "CASE WHEN e.user IS NOT NULL THEN coalesce((SELECT u.name FROM user u WHERE u.id = e.user), (SELECT m.name FROM sync_member m WHERE m.id = "     \
  "e.user)) ELSE (SELECT group_concat(n, ', ') FROM (SELECT DISTINCT coalesce((SELECT u.name FROM user u WHERE u.id = a.user), (SELECT m.name FROM" \
  " sync_member m WHERE m.id = a.user)) AS n FROM sync_author a WHERE a.edit = e.number AND n IS NOT NULL LIMIT 3)) END"

#define COLUMNS "SELECT e.number, e.id, e.at, e.title, e.origin, " WHO ", e.device, e.created, e.changed, coalesce(e.undone_by, 0) FROM edit e WHERE e.state = 0"

static CrmEditEntry *
read_entry (sqlite3_stmt *row)
{
  CrmEditEntry *entry = g_new0 (CrmEditEntry, 1);

  entry->number = sqlite3_column_int64 (row, 0);
  crm_statement_read_id (row, 1, &entry->id);
  entry->at = sqlite3_column_int64 (row, 2);
  entry->title = g_strdup ((const char *)sqlite3_column_text (row, 3));
  entry->origin = (CrmEditOrigin)sqlite3_column_int (row, 4);
  entry->who = dup_column (row, 5);
  entry->device = dup_column (row, 6);
  entry->created = (guint)sqlite3_column_int (row, 7);
  entry->changed = (guint)sqlite3_column_int (row, 8);
  entry->undone_by = sqlite3_column_int64 (row, 9);
  return entry;
}

/* What it touched first is what it was about, as far as one line can say. */
static gboolean
read_subject (CrmConnection *connection, CrmEditEntry *entry, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection,
                                              "SELECT kind, record FROM (SELECT kind, record FROM history WHERE edit = ?1 ORDER BY number LIMIT 1)"
                                              " UNION ALL SELECT kind, first FROM (SELECT kind, first FROM edit_range WHERE edit = ?1 ORDER BY kind, first LIMIT 1) LIMIT 1",
                                              error);
  int step, kind = 0;
  gint64 rowid = 0;
  g_autoptr (CrmRecord) record = NULL;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, entry->number);
  step = crm_connection_next (connection, row, error);
  if (step > 0)
    {
      kind = sqlite3_column_int (row, 0);
      rowid = sqlite3_column_int64 (row, 1);
    }
  sqlite3_reset (row);
  if (kind > CRM_KIND_NONE && kind < CRM_N_KINDS)
    record = crm_connection_read_record_at (connection, crm_kind_get ((CrmKindId)kind), rowid, NULL);
  if (record != NULL)
    entry->subject = crm_record_scope_dup_whole (connection, record);
  return step >= 0;
}

CrmEditEntry *
crm_edit_list_read_one (CrmConnection *connection, gint64 number, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, COLUMNS " AND e.number = ?", error);
  g_autoptr (CrmEditEntry) entry = NULL;
  int step;

  if (row == NULL)
    return NULL;
  sqlite3_bind_int64 (row, 1, number);
  step = crm_connection_next (connection, row, error);
  if (step > 0)
    entry = read_entry (row);
  sqlite3_reset (row);
  if (step == 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This edit is not in this file."));
  return entry != NULL && read_subject (connection, entry, error) ? g_steal_pointer (&entry) : NULL;
}

/* ── many ─────────────────────────────────────────────────────────────────────────────────── */

static char *
make_pattern (const char *words)
{
  GString *pattern = g_string_new ("%");

  for (const char *p = words; *p != '\0'; p++)
    {
      if (strchr ("%_\\", *p) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free_and_steal (pattern);
}

static char *
make_sql (const CrmEditFilter *filter)
{
  GString *sql = g_string_new (NULL);

  if (filter->kind != NULL)
    g_string_append_printf (sql, "%s, touched(edit) AS (SELECT h.edit FROM scope s JOIN history h ON h.kind = s.kind AND h.record = s.record UNION SELECT made FROM scope)",
                            crm_record_scope_get_sql (filter->kind));
  /* What changed nothing is an undo that had nothing left to do. */
  g_string_append (sql, " " COLUMNS " AND e.created + e.changed > 0 AND e.number < ?2");
  if (filter->kind != NULL)
    g_string_append (sql, " AND e.number IN touched");
  if (!crm_id_is_nil (&filter->who))
    g_string_append (sql, " AND (e.user = ?3 OR EXISTS (SELECT 1 FROM sync_author a WHERE a.edit = e.number AND a.user = ?3))");
  if (filter->origins != 0)
    g_string_append (sql, " AND (?4 >> e.origin) & 1");
  if (filter->from != 0)
    g_string_append (sql, " AND e.at >= ?5");
  if (filter->before != 0)
    g_string_append (sql, " AND e.at < ?6");
  if (filter->words != NULL)
    g_string_append (sql, " AND e.title LIKE ?7 ESCAPE '\\'");
  g_string_append (sql, " ORDER BY e.number DESC LIMIT ?8");
  return g_string_free_and_steal (sql);
}

GPtrArray *
crm_edit_list_read (CrmConnection *connection, const CrmEditFilter *filter, gint64 below, guint max, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_edit_entry_free);
  g_autofree char *sql = make_sql (filter);
  g_autofree char *pattern = filter->words != NULL ? make_pattern (filter->words) : NULL;
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step;

  if (row == NULL)
    return NULL;
  if (filter->kind != NULL)
    crm_statement_bind_id (row, 1, &filter->record);
  sqlite3_bind_int64 (row, 2, below);
  crm_statement_bind_id (row, 3, &filter->who);
  sqlite3_bind_int (row, 4, (int)filter->origins);
  sqlite3_bind_int64 (row, 5, filter->from);
  sqlite3_bind_int64 (row, 6, filter->before);
  sqlite3_bind_text (row, 7, pattern, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (row, 8, (int)max);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    g_ptr_array_add (entries, read_entry (row));
  if (step < 0)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    if (!read_subject (connection, entries->pdata[i], error))
      return NULL;
  return g_steal_pointer (&entries);
}

GPtrArray *
crm_edit_list_read_people (CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_edit_person_free);
  sqlite3_stmt *row = crm_connection_prepare (connection,
                                              "SELECT id, name FROM user WHERE name IS NOT NULL UNION SELECT id, name FROM sync_member m"
                                              " WHERE name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM user u WHERE u.id = m.id) ORDER BY 2",
                                              error);
  int step = -1;

  while (row != NULL && (step = crm_connection_next (connection, row, error)) > 0)
    {
      CrmEditPerson *person = g_new0 (CrmEditPerson, 1);

      crm_statement_read_id (row, 0, &person->id);
      person->name = dup_column (row, 1);
      g_ptr_array_add (people, person);
    }
  return step == 0 ? g_steal_pointer (&people) : NULL;
}
