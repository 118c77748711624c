/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, devices and names of workspaces in PostgreSQL. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-postgres-private.h"

#include <string.h>

#define ACCOUNT_SQL "SELECT a.who, w.id, w.name, a.name, a.key, a.password, m.role, m.team, w.recovers_until FROM account a JOIN workspace w ON w.number = a.workspace" \
                    " JOIN member m ON m.workspace = a.workspace AND m.who = a.who "
#define DEVICE_SQL "SELECT id, who, name, token, made, used FROM device "

/* Other processes ask those who listen there for their tokens again. */
static gboolean
tell_accounts (CrmServerStorage *storage, GError **error)
{
  return crm_server_postgres_notify (CRM_SERVER_POSTGRES (storage), "accounts", error);
}

static gboolean
run_for (CrmServerStorage *storage, const char *sql, const CrmId *user, GError **error)
{
  CrmPostgresParameters parameters = { 0 };

  crm_postgres_add_id (&parameters, user);
  return crm_server_postgres_write (storage, sql, &parameters, error);
}

/* ── accounts ─────────────────────────────────────────────────────────────────────────────── */

static void
read_account_row (const PGresult *result, int row, CrmServerAccount *account)
{
  *account = (CrmServerAccount){ .role = (CrmServerRole)crm_postgres_get_number (result, row, 6), .recovers_until = crm_postgres_get_number (result, row, 8) };
  crm_postgres_get_id (result, row, 0, &account->user);
  crm_postgres_get_id (result, row, 1, &account->workspace);
  account->workspace_name = g_strdup (crm_postgres_get_text (result, row, 2));
  account->name = g_strdup (crm_postgres_get_text (result, row, 3));
  account->key = g_strdup (crm_postgres_get_text (result, row, 4));
  account->password = g_strdup (crm_postgres_get_text (result, row, 5));
  account->team = g_strdup (crm_postgres_get_text (result, row, 7));
}

static int
read_account (CrmServerStorage *storage, const char *key, const CrmId *user, CrmServerAccount *account, GError **error)
{
  CrmPostgresParameters parameters = { 0 };
  g_autoptr (PGresult) result = NULL;

  *account = (CrmServerAccount){ 0 };
  if (key != NULL)
    crm_postgres_add_text (&parameters, key);
  else
    crm_postgres_add_id (&parameters, user);
  result = key != NULL ? crm_server_postgres_read (storage, ACCOUNT_SQL "WHERE a.key = $1", &parameters, error) : crm_server_postgres_read (storage, ACCOUNT_SQL "WHERE a.who = $1", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    read_account_row (result, 0, account);
  return PQntuples (result);
}

static GArray *
list_accounts (CrmServerStorage *storage, GError **error)
{
  g_autoptr (PGresult) result = crm_server_postgres_read (storage, ACCOUNT_SQL "ORDER BY w.number, a.key", NULL, error);
  g_autoptr (GArray) accounts = crm_server_accounts_new ();

  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerAccount account;

      read_account_row (result, i, &account);
      g_array_append_val (accounts, account);
    }
  return result != NULL ? g_steal_pointer (&accounts) : NULL;
}

static gboolean
put_account (CrmServerStorage *storage, const CrmServerAccount *account, GError **error)
{
  static const char sql[] = "INSERT INTO account (who, workspace, name, key, password) SELECT $1::bytea, number, $3::text, $4::text, $5::text FROM workspace WHERE id = $2"
                            " ON CONFLICT (who) DO UPDATE SET name = excluded.name, key = excluded.key, password = excluded.password";
  static const char member_sql[] = "INSERT INTO member (workspace, who, role, team) SELECT number, $1::bytea, $3::bigint, $4::text FROM workspace WHERE id = $2"
                                   " ON CONFLICT (workspace, who) DO UPDATE SET role = excluded.role, team = excluded.team";
  CrmPostgresParameters parameters = { 0 }, member = { 0 };

  crm_postgres_add_id (&parameters, &account->user);
  crm_postgres_add_id (&parameters, &account->workspace);
  crm_postgres_add_text (&parameters, account->name);
  crm_postgres_add_text (&parameters, account->key);
  crm_postgres_add_text (&parameters, account->password);
  crm_postgres_add_id (&member, &account->user);
  crm_postgres_add_id (&member, &account->workspace);
  crm_postgres_add_number (&member, account->role);
  crm_postgres_add_text (&member, account->team);
  return crm_server_postgres_write (storage, sql, &parameters, error) && crm_server_postgres_write (storage, member_sql, &member, error) && tell_accounts (storage, error);
}

static gboolean
write_account (CrmServerStorage *storage, const CrmServerAccount *account, GError **error)
{
  return crm_server_postgres_open_own (storage, error) && crm_server_postgres_close_own (storage, put_account (storage, account, error), error);
}

static gboolean
take_account (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  return run_for (storage, "UPDATE device SET token = NULL WHERE who = $1", user, error) && run_for (storage, "UPDATE member SET role = 0, team = NULL WHERE who = $1", user, error) && run_for (storage, "DELETE FROM account WHERE who = $1", user, error) && tell_accounts (storage, error);
}

static gboolean
remove_account (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  return crm_server_postgres_open_own (storage, error) && crm_server_postgres_close_own (storage, take_account (storage, user, error), error);
}

/* ── devices ──────────────────────────────────────────────────────────────────────────────── */

static void
read_device_row (const PGresult *result, int row, CrmServerDevice *device)
{
  *device = (CrmServerDevice){ .made = crm_postgres_get_number (result, row, 4), .used = crm_postgres_get_number (result, row, 5) };
  crm_postgres_get_id (result, row, 0, &device->id);
  crm_postgres_get_id (result, row, 1, &device->user);
  device->name = g_strdup (crm_postgres_get_text (result, row, 2));
  device->has_token = PQgetlength (result, row, 3) == CRM_SERVER_TOKEN_HASH;
  if (device->has_token)
    memcpy (device->token, PQgetvalue (result, row, 3), CRM_SERVER_TOKEN_HASH);
}

static int
read_device (CrmServerStorage *storage, const guint8 *token, const CrmId *id, CrmServerDevice *device, GError **error)
{
  CrmPostgresParameters parameters = { 0 };
  g_autoptr (PGresult) result = NULL;

  *device = (CrmServerDevice){ 0 };
  if (token != NULL)
    crm_postgres_add_bytes (&parameters, token, CRM_SERVER_TOKEN_HASH);
  else
    crm_postgres_add_id (&parameters, id);
  result = token != NULL ? crm_server_postgres_read (storage, DEVICE_SQL "WHERE token = $1", &parameters, error) : crm_server_postgres_read (storage, DEVICE_SQL "WHERE id = $1", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    read_device_row (result, 0, device);
  return PQntuples (result);
}

static gboolean
put_device (CrmServerStorage *storage, const CrmServerDevice *device, GError **error)
{
  static const char sql[] = "INSERT INTO device (id, who, name, token, made, used) VALUES ($1, $2, $3, $4, $5, $6)"
                            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, token = excluded.token, used = excluded.used";
  CrmPostgresParameters parameters = { 0 };

  crm_postgres_add_id (&parameters, &device->id);
  crm_postgres_add_id (&parameters, &device->user);
  crm_postgres_add_text (&parameters, device->name);
  crm_postgres_add_bytes (&parameters, device->has_token ? device->token : NULL, CRM_SERVER_TOKEN_HASH);
  crm_postgres_add_number (&parameters, device->made);
  crm_postgres_add_number (&parameters, device->used);
  return crm_server_postgres_write (storage, sql, &parameters, error) && (device->has_token || tell_accounts (storage, error));
}

static gboolean
write_device (CrmServerStorage *storage, const CrmServerDevice *device, GError **error)
{
  return crm_server_postgres_open_own (storage, error) && crm_server_postgres_close_own (storage, put_device (storage, device, error), error);
}

static GArray *
list_devices (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  CrmPostgresParameters parameters = { 0 };
  g_autoptr (GArray) devices = crm_server_devices_new ();
  g_autoptr (PGresult) result = NULL;

  if (user != NULL)
    crm_postgres_add_id (&parameters, user);
  result = user != NULL ? crm_server_postgres_read (storage, DEVICE_SQL "WHERE who = $1 ORDER BY made", &parameters, error) : crm_server_postgres_read (storage, DEVICE_SQL "ORDER BY made", NULL, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerDevice device;

      read_device_row (result, i, &device);
      g_array_append_val (devices, device);
    }
  return result != NULL ? g_steal_pointer (&devices) : NULL;
}

/* ── workspaces ───────────────────────────────────────────────────────────────────────────── */

static GArray *
list_workspaces (CrmServerStorage *storage, GError **error)
{
  g_autoptr (PGresult) result = crm_server_postgres_read (storage, "SELECT id, name, epoch FROM workspace ORDER BY number", NULL, error);
  g_autoptr (GArray) names = crm_server_workspace_names_new ();

  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerWorkspaceName name = { .name = g_strdup (crm_postgres_get_text (result, i, 1)) };

      crm_postgres_get_id (result, i, 0, &name.id);
      crm_postgres_get_id (result, i, 2, &name.epoch);
      g_array_append_val (names, name);
    }
  return result != NULL ? g_steal_pointer (&names) : NULL;
}

static gboolean
put_workspace (CrmServerStorage *storage, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error)
{
  CrmPostgresParameters parameters = { 0 };

  crm_postgres_add_id (&parameters, id);
  crm_postgres_add_text (&parameters, name);
  crm_postgres_add_id (&parameters, epoch);
  crm_postgres_add_number (&parameters, sharing);
  return crm_server_postgres_write (storage, "INSERT INTO workspace (id, name, epoch, sharing) VALUES ($1, $2, $3, $4)", &parameters, error);
}

static gboolean
add_workspace (CrmServerStorage *storage, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error)
{
  return crm_server_postgres_open_own (storage, error) && crm_server_postgres_close_own (storage, put_workspace (storage, id, name, epoch, sharing, error), error);
}

void
crm_server_postgres_class_init_accounts (CrmServerStorageClass *storage_class)
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
