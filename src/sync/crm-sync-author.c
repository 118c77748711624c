/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who made what a page brings, for history; and whose value lost, for the list. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-author.h"

#include "sync/crm-merge.h"

#include <string.h>

static gboolean
run_with (CrmConnection *connection, const char *sql, gint64 number, const CrmId *first, const CrmId *second, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (first != NULL)
    crm_statement_bind_id (statement, 2, first);
  if (second != NULL)
    crm_statement_bind_id (statement, 3, second);
  return crm_connection_run (connection, statement, error);
}

/* An edit that changed nothing goes again, and its number comes again. */
static gboolean
begin_authors (CrmConnection *connection, const CrmId *author, CrmSyncAuthors *authors, GError **error)
{
  static const char clear[] = "DELETE FROM sync_author WHERE edit >= ?";
  static const char set[] = "UPDATE edit SET user = ?2 WHERE number = ?1";

  if (!crm_connection_read_integer (connection, "SELECT max(number) FROM edit", &authors->edit, error))
    return FALSE;
  authors->first = *author;
  return run_with (connection, clear, authors->edit, NULL, NULL, error) && run_with (connection, set, authors->edit, author, NULL, error);
}

/* A record may come again in a later page of the edit, by the first author. */
static gboolean
note_author (CrmConnection *connection, const CrmWireRow *row, CrmSyncAuthors *authors, GError **error)
{
  static const char add[] = "INSERT OR REPLACE INTO sync_author VALUES (?, ?, ?)";
  static const char remove[] = "DELETE FROM sync_author WHERE edit = ? AND id = ?";

  if (!crm_id_equal (&row->author, &authors->first))
    {
      authors->has_others = TRUE;
      return run_with (connection, add, authors->edit, &row->record->id, &row->author, error);
    }
  return !authors->has_others || run_with (connection, remove, authors->edit, &row->record->id, NULL, error);
}

gboolean
crm_sync_author_note (CrmConnection *connection, const CrmWirePage *page, CrmSyncAuthors *authors, GError **error)
{
  if (page->rows->len > 0 && authors->edit == 0 && !begin_authors (connection, &g_array_index (page->rows, CrmWireRow, 0).author, authors, error))
    return FALSE;
  for (guint i = 0; i < page->rows->len; i++)
    if (!note_author (connection, &g_array_index (page->rows, CrmWireRow, i), authors, error))
      return FALSE;
  return TRUE;
}

/* ── what lost ────────────────────────────────────────────────────────────────────────────── */

#define SENT "sync-sent"

gboolean
crm_sync_sent_read (CrmConnection *connection, CrmHlc *sent, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = crm_connection_dup_setting (connection, SENT, &local_error);

  if (text == NULL || !crm_hlc_parse (text, strlen (text), sent))
    *sent = (CrmHlc){ 0 };
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
crm_sync_sent_write (CrmConnection *connection, const CrmHlc *sent, GError **error)
{
  return crm_connection_set_setting (connection, SENT, crm_hlc_format (sent, (char[CRM_HLC_STRING_LENGTH + 1]){ 0 }), error);
}

void
crm_sync_sent_add (CrmHlc *sent, const CrmSyncRecord *record, guint64 node)
{
  for (guint i = 0; i < crm_sync_record_get_n (record); i++)
    {
      const CrmHlc *clock = &crm_sync_record_get (record, i)->clock;

      if (crm_hlc_get_node (clock) == node && crm_hlc_compare (clock, sent) > 0)
        *sent = *clock;
    }
}

gboolean
crm_sync_conflict_expect (CrmConnection *connection, const CrmId *id, const CrmHlc *sent, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT OR IGNORE INTO sync_overtaken VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  sqlite3_bind_blob (statement, 2, sent->bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

/* Whether the server was told of the record too late, and of what it knew before; it is asked once. */
static gboolean
take_expected (CrmConnection *connection, const CrmId *id, gboolean *expected, CrmHlc *sent, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM sync_overtaken WHERE id = ? RETURNING sent", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  *expected = step > 0 && sqlite3_column_bytes (statement, 0) == CRM_HLC_LENGTH;
  if (*expected)
    memcpy (sent->bytes, sqlite3_column_blob (statement, 0), CRM_HLC_LENGTH);
  if (step > 0)
    step = crm_connection_next (connection, statement, error);
  return step >= 0;
}

static gboolean
add_conflict (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT OR IGNORE INTO sync_conflict (at, kind, id, field, clock, value) VALUES (?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, crm_hlc_get_time (&one->clock) * 1000);
  sqlite3_bind_int (statement, 2, (int)kind->id);
  crm_statement_bind_id (statement, 3, id);
  sqlite3_bind_text (statement, 4, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 5, one->clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 6, one->value, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

/* Typed here since the server was told, and other than what is in its place now. */
static gboolean
loses (const CrmRegister *own, const CrmHlc *sent, const CrmSyncRecord *remote, guint64 node)
{
  const CrmRegister *theirs = crm_sync_record_find (remote, own->field);

  if (theirs == NULL || crm_hlc_get_node (&own->clock) != node || crm_hlc_compare (&own->clock, sent) <= 0)
    return FALSE;
  return crm_merge_compare (&theirs->clock, theirs->value, &own->clock, own->value) > 0 && g_strcmp0 (theirs->value, own->value) != 0;
}

gboolean
crm_sync_conflict_note (CrmConnection *connection, const CrmKind *kind, const CrmSyncRow *own, const CrmSyncRecord *remote, guint64 node, GError **error)
{
  gboolean expected = FALSE;
  CrmHlc sent;

  if (own->dirty != 0 ? !crm_sync_sent_read (connection, &sent, error) : !take_expected (connection, &remote->id, &expected, &sent, error))
    return FALSE;
  if (own->dirty == 0 && !expected)
    return TRUE;
  for (guint i = 0; i < crm_sync_record_get_n (own->state); i++)
    {
      const CrmRegister *one = crm_sync_record_get (own->state, i);

      if (loses (one, &sent, remote, node) && !add_conflict (connection, kind, &remote->id, one, error))
        return FALSE;
    }
  return TRUE;
}
