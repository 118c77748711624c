/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server keeps for itself, in its file of SQLite. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-sqlite-private.h"

/* A statement whose first parameter is the workspace under way. */
static sqlite3_stmt *
prepare (CrmServerSqlite *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, self->workspace);
  return statement;
}

static int
read_item (CrmServerStorage *storage, const char *sort, const char *key, CrmServerItem *item, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT value, at FROM item WHERE workspace = ? AND sort = ? AND key = ?", error);
  int step;

  *item = (CrmServerItem){ 0 };
  if (statement == NULL)
    return -1;
  crm_server_sqlite_bind_text (statement, 2, sort);
  crm_server_sqlite_bind_text (statement, 3, key);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    *item = (CrmServerItem){ g_strdup (key), g_strdup ((const char *)sqlite3_column_text (statement, 0)), sqlite3_column_int64 (statement, 1) };
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_item (CrmServerStorage *storage, const char *sort, const CrmServerItem *item, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "INSERT INTO item (workspace, sort, key, value, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at", error);

  if (statement == NULL)
    return FALSE;
  crm_server_sqlite_bind_text (statement, 2, sort);
  crm_server_sqlite_bind_text (statement, 3, item->key);
  crm_server_sqlite_bind_text (statement, 4, item->value);
  sqlite3_bind_int64 (statement, 5, item->at);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
remove_item (CrmServerStorage *storage, const char *sort, const char *key, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "DELETE FROM item WHERE workspace = ? AND sort = ? AND key = ?", error);

  if (statement == NULL)
    return FALSE;
  crm_server_sqlite_bind_text (statement, 2, sort);
  crm_server_sqlite_bind_text (statement, 3, key);
  return crm_connection_run (self->connection, statement, error);
}

/* Keys are ASCII or UTF-8: none that begins with @prefix comes after it with the last character there is. */
static GArray *
list_items (CrmServerStorage *storage, const char *sort, const char *prefix, guint limit, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT key, value, at FROM item WHERE workspace = ?1 AND sort = ?2 AND key >= ?3 AND key < ?3 || char(1114111) ORDER BY key LIMIT ?4", error);
  g_autoptr (GArray) items = crm_server_items_new ();
  int step;

  if (statement == NULL)
    return NULL;
  crm_server_sqlite_bind_text (statement, 2, sort);
  crm_server_sqlite_bind_text (statement, 3, prefix);
  sqlite3_bind_int64 (statement, 4, limit);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmServerItem item = { g_strdup ((const char *)sqlite3_column_text (statement, 0)), g_strdup ((const char *)sqlite3_column_text (statement, 1)), sqlite3_column_int64 (statement, 2) };

      g_array_append_val (items, item);
    }
  return step == 0 ? g_steal_pointer (&items) : NULL;
}

static int
find_item (CrmServerStorage *storage, const char *sort, const char *key, CrmId *workspace, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT w.id FROM item i JOIN workspace w ON w.number = i.workspace WHERE i.sort = ? AND i.key = ? ORDER BY i.at, w.number LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  crm_server_sqlite_bind_text (statement, 1, sort);
  crm_server_sqlite_bind_text (statement, 2, key);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0 && !crm_statement_read_id (statement, 0, workspace))
    step = 0;
  sqlite3_reset (statement);
  return step;
}

void
crm_server_sqlite_class_init_items (CrmServerStorageClass *storage_class)
{
  storage_class->read_item = read_item;
  storage_class->write_item = write_item;
  storage_class->remove_item = remove_item;
  storage_class->list_items = list_items;
  storage_class->find_item = find_item;
}
