/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file knows of its server: cursors, epoch, what could not be saved. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-file.h"

#include <string.h>

static gboolean
run_for_kinds (CrmConnection *connection, const char *format, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_string_append (sql, format);
      g_string_replace (sql, "KIND", crm_kind_get (id)->name, 0);
    }
  return crm_connection_execute (connection, sql->str, error);
}

gboolean
crm_sync_file_prepare (CrmConnection *connection, GError **error)
{
  static const char indices[] = "CREATE INDEX IF NOT EXISTS KIND_dirty ON KIND (dirty) WHERE dirty <> 0;"
                                "CREATE INDEX IF NOT EXISTS KIND_homeless ON KIND (scope) WHERE scope IS NULL AND dirty = 0;";

  return run_for_kinds (connection, indices, error) && crm_connection_execute (connection, "CREATE INDEX IF NOT EXISTS edit_running ON edit (number) WHERE state = 1", error);
}

gboolean
crm_sync_file_read_node (CrmConnection *connection, guint64 *node, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = crm_connection_dup_setting (connection, "node", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  *node = text != NULL ? g_ascii_strtoull (text, NULL, 16) : 0;
  return TRUE;
}

gboolean
crm_sync_file_read_cursor (CrmConnection *connection, const char *scope, CrmCursor *cursor, gboolean *sweeping, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT seq, nonce, sweeping FROM sync_scope WHERE scope = ?", error);
  int step;

  *cursor = (CrmCursor){ 0 };
  *sweeping = FALSE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      *cursor = (CrmCursor){ sqlite3_column_int64 (statement, 0), (guint64)sqlite3_column_int64 (statement, 1) };
      *sweeping = sqlite3_column_int (statement, 2) != 0;
    }
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_sync_file_write_cursor (CrmConnection *connection, const char *scope, const CrmCursor *cursor, gboolean sweeping, GError **error)
{
  static const char sql[] = "INSERT INTO sync_scope VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, nonce = excluded.nonce, sweeping = excluded.sweeping";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, cursor->seq);
  sqlite3_bind_int64 (statement, 3, (gint64)cursor->nonce);
  sqlite3_bind_int (statement, 4, sweeping);
  return crm_connection_run (connection, statement, error);
}

gboolean
crm_sync_file_count_there (CrmConnection *connection, gint64 *n, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT (SELECT count(*) FROM sync_raw)");

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    g_string_append_printf (sql, "+(SELECT count(*) FROM %s WHERE seq > 0)", crm_kind_get (id)->name);
  return crm_connection_read_integer (connection, sql->str, n, error);
}

gboolean
crm_sync_file_begin_sweep (CrmConnection *connection, const char *scope, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE %s SET seq = 0 WHERE scope = ?", crm_kind_get (id)->name);
      sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Which edit made a record is as good a mark as any: all of it is to be sent. */
static gboolean
send_all_again (CrmConnection *connection, GError **error)
{
  return run_for_kinds (connection, "UPDATE KIND SET seq = 0, dirty = CASE dirty WHEN 0 THEN created_edit ELSE dirty END;", error) && crm_connection_execute (connection, "UPDATE sync_scope SET seq = 0, nonce = 0, sweeping = 1", error);
}

gboolean
crm_sync_file_meet_epoch (CrmConnection *connection, const char *epoch, gboolean *same, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *known = crm_connection_dup_setting (connection, CRM_SYNC_EPOCH, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  *same = known == NULL || strcmp (known, epoch) == 0;
  if (known != NULL && *same)
    return TRUE;
  return (*same || send_all_again (connection, error)) && crm_connection_set_setting (connection, CRM_SYNC_EPOCH, epoch, error);
}

/* 1 when the list has that value under that clock, 0 when it has another, -1 on error. */
static int
has_unsaved (CrmConnection *connection, const CrmId *id, const CrmRegister *one, const CrmHlc *clock, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT 1 FROM sync_unsaved WHERE id = ? AND field = ? AND clock = ? AND value = ?", error);
  int step;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, id);
  sqlite3_bind_text (statement, 2, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 3, clock->bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, one->value, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

static gboolean
insert_unsaved (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, const CrmHlc *clock, const char *reason, gint64 now, GError **error)
{
  static const char sql[] = "INSERT INTO sync_unsaved (at, kind, id, field, clock, value, reason) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id, field, clock) DO NOTHING";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int (statement, 2, (int)kind->id);
  crm_statement_bind_id (statement, 3, id);
  sqlite3_bind_text (statement, 4, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 5, clock->bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 6, one->value, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 7, reason, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

/* What was refused takes its clock along: where the field's own clock lies ahead, the next that is typed there is given the same one. Both are kept. */
gboolean
crm_sync_file_add_unsaved (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, const char *reason, gint64 now, GError **error)
{
  CrmHlc clock = one->clock;

  for (;;)
    {
      int found;

      if (!insert_unsaved (connection, kind, id, one, &clock, reason, now, error))
        return FALSE;
      found = sqlite3_changes (crm_connection_get_handle (connection)) > 0 ? 1 : has_unsaved (connection, id, one, &clock, error);
      if (found != 0)
        return found > 0;
      clock = crm_hlc_next (&clock, 0, crm_hlc_get_node (&clock));
    }
}

gboolean
crm_sync_file_add_late (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT INTO sync_late VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)kind->id);
  crm_statement_bind_id (statement, 2, id);
  sqlite3_bind_text (statement, 3, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 4, one->clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, one->value, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}
