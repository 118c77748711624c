/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the server's file of SQLite: the audit as it is read, and whose the bytes of attachments are. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-sqlite-private.h"

#include <string.h>

static sqlite3_stmt *
prepare (CrmServerStorage *storage, const char *sql, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);

  g_assert (self->workspace != 0);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, self->workspace);
  return statement;
}

static int
next (CrmServerStorage *storage, sqlite3_stmt *statement, GError **error)
{
  return statement != NULL ? crm_connection_next (CRM_SERVER_SQLITE (storage)->connection, statement, error) : -1;
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static GArray *
list_past (CrmServerStorage *storage, const char *kind, const CrmId *id, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, "SELECT at, user, device, scope, field, old, value, clock, outcome FROM audit WHERE workspace = ? AND id = ? AND kind = ? ORDER BY number", error);
  g_autoptr (GArray) pasts = crm_server_pasts_new ();
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 2, id);
  crm_server_sqlite_bind_text (statement, 3, kind);
  while ((step = next (storage, statement, error)) > 0)
    {
      CrmServerPast past = { .at = sqlite3_column_int64 (statement, 0), .outcome = (CrmServerAuditOutcome)sqlite3_column_int (statement, 8) };

      crm_statement_read_id (statement, 1, &past.user);
      crm_statement_read_id (statement, 2, &past.device);
      past.scope = dup_text (statement, 3);
      past.field = dup_text (statement, 4);
      past.old = dup_text (statement, 5);
      past.value = dup_text (statement, 6);
      if (sqlite3_column_bytes (statement, 7) == CRM_HLC_LENGTH)
        memcpy (past.clock.bytes, sqlite3_column_blob (statement, 7), CRM_HLC_LENGTH);
      g_array_append_val (pasts, past);
    }
  return step == 0 ? g_steal_pointer (&pasts) : NULL;
}

static gboolean
erase_past (CrmServerStorage *storage, const char *kind, const CrmId *id, GError **error)
{
  static const char disown[] = "DELETE FROM blob_owner WHERE workspace = ?1 AND hash IN (SELECT hash FROM blob_name WHERE workspace = ?1 AND id = ?2)"
                               " AND hash NOT IN (SELECT hash FROM blob_name WHERE workspace = ?1 AND id <> ?2)";
  sqlite3_stmt *statement = prepare (storage, "UPDATE audit SET old = NULL, value = NULL WHERE workspace = ? AND id = ? AND kind = ? AND field NOT IN ('created', 'erased')", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 2, id);
  crm_server_sqlite_bind_text (statement, 3, kind);
  if (!crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error))
    return FALSE;
  statement = prepare (storage, disown, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 2, id);
  if (!crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error))
    return FALSE;
  statement = prepare (storage, "DELETE FROM blob_name WHERE workspace = ? AND id = ?", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 2, id);
  return crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error);
}

static gboolean
write_blob_name (CrmServerStorage *storage, const char *hash, const CrmId *id, const CrmId *user, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, "INSERT INTO blob_name VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  crm_server_sqlite_bind_text (statement, 2, hash);
  crm_statement_bind_id (statement, 3, id);
  crm_statement_bind_id (statement, 4, user);
  return crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error);
}

static gboolean
write_blob_owner (CrmServerStorage *storage, const char *hash, const CrmId *user, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, "INSERT INTO blob_owner VALUES (?, ?, ?) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  crm_server_sqlite_bind_text (statement, 2, hash);
  crm_statement_bind_id (statement, 3, user);
  return crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error);
}

static int
is_blob_owner (CrmServerStorage *storage, const char *hash, const CrmId *user, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, "SELECT 1 FROM blob_owner WHERE workspace = ?1 AND hash = ?2 AND (?3 IS NULL OR user = ?3) LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  crm_server_sqlite_bind_text (statement, 2, hash);
  if (user != NULL)
    crm_statement_bind_id (statement, 3, user);
  else
    sqlite3_bind_null (statement, 3);
  step = next (storage, statement, error);
  sqlite3_reset (statement);
  return step;
}

static char **
list_blob_scopes (CrmServerStorage *storage, const char *hash, GError **error)
{
  static const char sql[] = "SELECT DISTINCT r.scope FROM blob_name n JOIN blob_owner o ON o.workspace = n.workspace AND o.hash = n.hash AND o.user = n.user"
                            " JOIN record r ON r.workspace = n.workspace AND r.id = n.id AND r.kind = 'attachment' WHERE n.workspace = ? AND n.hash = ?";
  sqlite3_stmt *statement = prepare (storage, sql, error);
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  int step;

  if (statement == NULL)
    return NULL;
  crm_server_sqlite_bind_text (statement, 2, hash);
  while ((step = next (storage, statement, error)) > 0)
    g_strv_builder_take (scopes, dup_text (statement, 0));
  return step == 0 ? g_strv_builder_end (scopes) : NULL;
}

void
crm_server_sqlite_class_init_blobs (CrmServerStorageClass *storage_class)
{
  storage_class->erase_past = erase_past;
  storage_class->list_past = list_past;
  storage_class->write_blob_name = write_blob_name;
  storage_class->write_blob_owner = write_blob_owner;
  storage_class->is_blob_owner = is_blob_owner;
  storage_class->list_blob_scopes = list_blob_scopes;
}
