/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, devices and names of workspaces in the server's file of SQLite. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-sqlite-private.h"

#include <string.h>

#define ACCOUNT_SQL "SELECT a.user, w.id, w.name, a.name, a.key, a.password, m.role, m.team, w.recovers_until FROM account a JOIN workspace w ON w.number = a.workspace" \
                    " JOIN member m ON m.workspace = a.workspace AND m.user = a.user "
#define DEVICE_SQL "SELECT id, user, name, token, made, used FROM device "

static sqlite3_stmt *
prepare (CrmServerStorage *storage, const char *sql, GError **error)
{
  return crm_connection_prepare_static (CRM_SERVER_SQLITE (storage)->connection, sql, error);
}

static int
next (CrmServerStorage *storage, sqlite3_stmt *statement, GError **error)
{
  return statement != NULL ? crm_connection_next (CRM_SERVER_SQLITE (storage)->connection, statement, error) : -1;
}

static gboolean
run (CrmServerStorage *storage, sqlite3_stmt *statement, GError **error)
{
  return crm_connection_run (CRM_SERVER_SQLITE (storage)->connection, statement, error);
}

/* ── accounts ─────────────────────────────────────────────────────────────────────────────── */

static void
read_account_row (sqlite3_stmt *statement, CrmServerAccount *account)
{
  *account = (CrmServerAccount){ .role = (CrmServerRole)sqlite3_column_int (statement, 6), .recovers_until = sqlite3_column_int64 (statement, 8) };
  crm_statement_read_id (statement, 0, &account->user);
  crm_statement_read_id (statement, 1, &account->workspace);
  account->workspace_name = g_strdup ((const char *)sqlite3_column_text (statement, 2));
  account->name = g_strdup ((const char *)sqlite3_column_text (statement, 3));
  account->key = g_strdup ((const char *)sqlite3_column_text (statement, 4));
  account->password = g_strdup ((const char *)sqlite3_column_text (statement, 5));
  account->team = g_strdup ((const char *)sqlite3_column_text (statement, 7));
}

static int
read_account (CrmServerStorage *storage, const char *key, const CrmId *user, CrmServerAccount *account, GError **error)
{
  sqlite3_stmt *statement = key != NULL ? prepare (storage, ACCOUNT_SQL "WHERE a.key = ?", error) : prepare (storage, ACCOUNT_SQL "WHERE a.user = ?", error);
  int step;

  *account = (CrmServerAccount){ 0 };
  if (statement == NULL)
    return -1;
  if (key != NULL)
    crm_server_sqlite_bind_text (statement, 1, key);
  else
    crm_statement_bind_id (statement, 1, user);
  step = next (storage, statement, error);
  if (step > 0)
    read_account_row (statement, account);
  sqlite3_reset (statement);
  return step;
}

static GArray *
list_accounts (CrmServerStorage *storage, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, ACCOUNT_SQL "ORDER BY w.number, a.key", error);
  g_autoptr (GArray) accounts = crm_server_accounts_new ();
  int step;

  while ((step = next (storage, statement, error)) > 0)
    {
      CrmServerAccount account;

      read_account_row (statement, &account);
      g_array_append_val (accounts, account);
    }
  return step == 0 ? g_steal_pointer (&accounts) : NULL;
}

static gboolean
write_account (CrmServerStorage *storage, const CrmServerAccount *account, GError **error)
{
  static const char sql[] = "INSERT INTO account (user, workspace, name, key, password) SELECT ?1, number, ?3, ?4, ?5 FROM workspace WHERE id = ?2"
                            " ON CONFLICT (user) DO UPDATE SET name = excluded.name, key = excluded.key, password = excluded.password";
  static const char member_sql[] = "INSERT INTO member (workspace, user, role, team) SELECT number, ?1, ?3, ?4 FROM workspace WHERE id = ?2"
                                   " ON CONFLICT DO UPDATE SET role = excluded.role, team = excluded.team";
  sqlite3_stmt *statement = prepare (storage, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &account->user);
  crm_statement_bind_id (statement, 2, &account->workspace);
  crm_server_sqlite_bind_text (statement, 3, account->name);
  crm_server_sqlite_bind_text (statement, 4, account->key);
  crm_server_sqlite_bind_text (statement, 5, account->password);
  if (!run (storage, statement, error) || (statement = prepare (storage, member_sql, error)) == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &account->user);
  crm_statement_bind_id (statement, 2, &account->workspace);
  sqlite3_bind_int (statement, 3, (int)account->role);
  crm_server_sqlite_bind_text (statement, 4, account->team);
  return run (storage, statement, error);
}

static gboolean
run_for (CrmServerStorage *storage, const char *sql, const CrmId *user, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, user);
  return run (storage, statement, error);
}

static gboolean
remove_account (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  return run_for (storage, "UPDATE device SET token = NULL WHERE user = ?", user, error) && run_for (storage, "UPDATE member SET role = 0, team = NULL WHERE user = ?", user, error) && run_for (storage, "DELETE FROM account WHERE user = ?", user, error);
}

/* ── devices ──────────────────────────────────────────────────────────────────────────────── */

static void
read_device_row (sqlite3_stmt *statement, CrmServerDevice *device)
{
  *device = (CrmServerDevice){ .made = sqlite3_column_int64 (statement, 4), .used = sqlite3_column_int64 (statement, 5) };
  crm_statement_read_id (statement, 0, &device->id);
  crm_statement_read_id (statement, 1, &device->user);
  device->name = g_strdup ((const char *)sqlite3_column_text (statement, 2));
  device->has_token = sqlite3_column_bytes (statement, 3) == CRM_SERVER_TOKEN_HASH;
  if (device->has_token)
    memcpy (device->token, sqlite3_column_blob (statement, 3), CRM_SERVER_TOKEN_HASH);
}

static int
read_device (CrmServerStorage *storage, const guint8 *token, const CrmId *id, CrmServerDevice *device, GError **error)
{
  sqlite3_stmt *statement = token != NULL ? prepare (storage, DEVICE_SQL "WHERE token = ?", error) : prepare (storage, DEVICE_SQL "WHERE id = ?", error);
  int step;

  *device = (CrmServerDevice){ 0 };
  if (statement == NULL)
    return -1;
  if (token != NULL)
    sqlite3_bind_blob (statement, 1, token, CRM_SERVER_TOKEN_HASH, SQLITE_TRANSIENT);
  else
    crm_statement_bind_id (statement, 1, id);
  step = next (storage, statement, error);
  if (step > 0)
    read_device_row (statement, device);
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_device (CrmServerStorage *storage, const CrmServerDevice *device, GError **error)
{
  static const char sql[] = "INSERT INTO device (id, user, name, token, made, used) VALUES (?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, token = excluded.token, used = excluded.used";
  sqlite3_stmt *statement = prepare (storage, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &device->id);
  crm_statement_bind_id (statement, 2, &device->user);
  crm_server_sqlite_bind_text (statement, 3, device->name);
  if (device->has_token)
    sqlite3_bind_blob (statement, 4, device->token, CRM_SERVER_TOKEN_HASH, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 5, device->made);
  sqlite3_bind_int64 (statement, 6, device->used);
  return run (storage, statement, error);
}

static GArray *
list_devices (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  sqlite3_stmt *statement = user != NULL ? prepare (storage, DEVICE_SQL "WHERE user = ? ORDER BY made", error) : prepare (storage, DEVICE_SQL "ORDER BY made", error);
  g_autoptr (GArray) devices = crm_server_devices_new ();
  int step;

  if (statement != NULL && user != NULL)
    crm_statement_bind_id (statement, 1, user);
  while ((step = next (storage, statement, error)) > 0)
    {
      CrmServerDevice device;

      read_device_row (statement, &device);
      g_array_append_val (devices, device);
    }
  return step == 0 ? g_steal_pointer (&devices) : NULL;
}

/* ── workspaces ───────────────────────────────────────────────────────────────────────────── */

static GArray *
list_workspaces (CrmServerStorage *storage, GError **error)
{
  sqlite3_stmt *statement = prepare (storage, "SELECT id, name, epoch FROM workspace ORDER BY number", error);
  g_autoptr (GArray) names = crm_server_workspace_names_new ();
  int step;

  while ((step = next (storage, statement, error)) > 0)
    {
      CrmServerWorkspaceName name = { .name = g_strdup ((const char *)sqlite3_column_text (statement, 1)) };

      crm_statement_read_id (statement, 0, &name.id);
      crm_statement_read_id (statement, 2, &name.epoch);
      g_array_append_val (names, name);
    }
  return step == 0 ? g_steal_pointer (&names) : NULL;
}

static gboolean
add_workspace (CrmServerStorage *storage, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error)
{
  return crm_server_sqlite_add_workspace (CRM_SERVER_SQLITE (storage), id, name, epoch, sharing, error);
}

void
crm_server_sqlite_class_init_accounts (CrmServerStorageClass *storage_class)
{
  storage_class->read_account = read_account;
  storage_class->write_account = write_account;
  storage_class->remove_account = remove_account;
  storage_class->list_accounts = list_accounts;
  storage_class->read_device = read_device;
  storage_class->write_device = write_device;
  storage_class->list_devices = list_devices;
  storage_class->list_workspaces = list_workspaces;
  storage_class->add_workspace = add_workspace;
}
