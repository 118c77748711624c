/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator orders: run by the server where one runs, else by the command itself. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-admin.h"

#include "core/base/crm-error.h"
#include "server/crm-server-admin-entrance.h"
#include "server/crm-server-password.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef gboolean (*AdminRun) (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error);

static const char *
get (GHashTable *order, const char *name)
{
  return g_hash_table_lookup (order, name);
}

static gboolean
read_role (GHashTable *order, CrmServerRole *role, GError **error)
{
  const char *name = get (order, "role");

  *role = CRM_SERVER_ROLE_MEMBER;
  if (name == NULL || crm_server_role_find (name, role))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no role. There are administrator, manager, member and reader."), name);
  return FALSE;
}

/* By id or name; (out) @id is NULL where none is named. */
static gboolean
find_workspace (CrmServerStorage *storage, GHashTable *order, CrmId *buffer, const CrmId **id, GError **error)
{
  const char *text = get (order, "workspace");
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  *id = NULL;
  if (names == NULL || text == NULL)
    return names != NULL;
  *id = buffer;
  if (crm_id_parse (text, buffer))
    return TRUE;
  for (guint i = 0; i < names->len; i++)
    if (strcmp (g_array_index (names, CrmServerWorkspaceName, i).name, text) == 0)
      {
        *buffer = g_array_index (names, CrmServerWorkspaceName, i).id;
        return TRUE;
      }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is no workspace “%s” on this server."), text);
  return FALSE;
}

static gboolean
add_user (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  CrmServerRole role;
  CrmId buffer;
  const CrmId *workspace;

  if (!read_role (order, &role, error) || !find_workspace (storage, order, &buffer, &workspace, error))
    return FALSE;
  if (!crm_server_account_add (storage, workspace, get (order, "name"), role, get (order, "team"), get (order, "hash"), NULL, error))
    return FALSE;
  g_string_append_printf (output, _ ("The account “%s” is there."), get (order, "name"));
  g_string_append_c (output, '\n');
  return TRUE;
}

/* ── accounts ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
find_account (CrmServerStorage *storage, GHashTable *order, CrmServerAccount *account, GError **error)
{
  const char *name = get (order, "name");
  g_autofree char *key = name != NULL ? crm_server_account_key (name) : NULL;
  int found = key != NULL ? crm_server_storage_read_account (storage, key, NULL, account, error) : 0;

  if (found == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name != NULL ? name : "");
  return found > 0;
}

static gboolean
sign_out_all (CrmServerStorage *storage, const CrmId *user, GError **error)
{
  g_autoptr (GArray) devices = crm_server_storage_list_devices (storage, user, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    if (!crm_server_sign_out (storage, &g_array_index (devices, CrmServerDevice, i), error))
      return FALSE;
  return devices != NULL;
}

static gboolean
set_password (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_auto (CrmServerAccount) account = { 0 };

  if (!find_account (storage, order, &account, error))
    return FALSE;
  g_set_str (&account.password, get (order, "hash"));
  if (!crm_server_storage_write_account (storage, &account, error) || !sign_out_all (storage, &account.user, error))
    return FALSE;
  g_string_append_printf (output, _ ("“%s” has another password and signs in again with it on every device."), account.name);
  g_string_append_c (output, '\n');
  return TRUE;
}

static gboolean
set_role (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_auto (CrmServerAccount) account = { 0 };
  const char *team = get (order, "team");

  if (!find_account (storage, order, &account, error) || (get (order, "role") != NULL && !read_role (order, &account.role, error)))
    return FALSE;
  if (team != NULL)
    g_set_str (&account.team, *team != '\0' ? team : NULL);
  if (!crm_server_storage_write_account (storage, &account, error))
    return FALSE;
  g_string_append_printf (output, "%s: %s%s%s\n", account.name, crm_server_role_get_name (account.role), account.team != NULL ? ", " : "", account.team != NULL ? account.team : "");
  return TRUE;
}

static gboolean
remove_user (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_auto (CrmServerAccount) account = { 0 };

  if (!find_account (storage, order, &account, error) || !crm_server_storage_remove_account (storage, &account.user, error))
    return FALSE;
  g_string_append_printf (output, _ ("“%s” cannot sign in any more. What they wrote stays."), account.name);
  g_string_append_c (output, '\n');
  return TRUE;
}

static gboolean
list_users (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_autoptr (GArray) accounts = crm_server_storage_list_accounts (storage, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CrmServerAccount *account = &g_array_index (accounts, CrmServerAccount, i);

      g_string_append_printf (output, "%s\t%s\t%s\t%s\n", account->name, crm_server_role_get_name (account->role), account->team != NULL ? account->team : "-", account->workspace_name);
    }
  return accounts != NULL;
}

/* ── devices ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
list_devices (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_autoptr (GArray) devices = crm_server_storage_list_devices (storage, NULL, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const CrmServerDevice *device = &g_array_index (devices, CrmServerDevice, i);
      g_auto (CrmServerAccount) account = { 0 };
      g_autoptr (GDateTime) used = g_date_time_new_from_unix_utc_usec (device->used);
      g_autofree char *day = g_date_time_format (used, "%Y-%m-%d");
      g_autofree char *id = crm_id_to_string (&device->id);
      gboolean is_in = device->has_token && now - device->used <= CRM_SERVER_TOKEN_IDLE;

      if (crm_server_storage_read_account (storage, NULL, &device->user, &account, error) < 0)
        return FALSE;
      g_string_append_printf (output, "%s\t%s\t%s\t%s\t%s\n", id, account.name != NULL ? account.name : "-", device->name, day, is_in ? _ ("signed in") : _ ("signed out"));
    }
  return devices != NULL;
}

static gboolean
revoke_device (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_auto (CrmServerDevice) device = { 0 };
  const char *text = get (order, "device");
  CrmId id;
  int found = text != NULL && crm_id_parse (text, &id) ? crm_server_storage_read_device (storage, NULL, &id, &device, error) : 0;

  if (found == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no device “%s”. “clientele-server device list” lists them."), text != NULL ? text : "");
  if (found <= 0 || !crm_server_sign_out (storage, &device, error))
    return FALSE;
  g_string_append_printf (output, _ ("The device “%s” is signed out."), device.name);
  g_string_append_c (output, '\n');
  return TRUE;
}

/* ── workspaces ───────────────────────────────────────────────────────────────────────────── */

static gboolean
list_workspaces (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *id = crm_id_to_string (&g_array_index (names, CrmServerWorkspaceName, i).id);

      g_string_append_printf (output, "%s\t%s\n", id, g_array_index (names, CrmServerWorkspaceName, i).name);
    }
  return names != NULL;
}

static gboolean
add_workspace (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  CrmId id = crm_server_random_id (), epoch = crm_server_random_id ();
  const char *name = get (order, "name"), *sharing = get (order, "sharing");
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (g_strcmp0 (g_array_index (names, CrmServerWorkspaceName, i).name, name) == 0)
      name = NULL;
  if (name == NULL || !g_utf8_validate (name, -1, NULL) || *name == '\0')
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A workspace needs a name that no other has."));
      return FALSE;
    }
  if (!crm_server_storage_add_workspace (storage, &id, name, &epoch, sharing != NULL ? (CrmServerSharing)CLAMP (atoi (sharing), 0, 2) : CRM_SERVER_SHARING_EVERYONE, error))
    return FALSE;
  g_string_append_printf (output, _ ("The workspace “%s” is there."), name);
  g_string_append_c (output, '\n');
  return TRUE;
}

/* ── web forms and hooks ──────────────────────────────────────────────────────────────────── */

static gboolean
run_entrance (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  CrmId buffer;
  const CrmId *workspace;

  return find_workspace (storage, order, &buffer, &workspace, error) && crm_server_admin_entrance (storage, order, workspace, now, output, error);
}

static const struct
{
  const char *name;
  AdminRun run;
} runs[] = {
  { "device list", list_devices },
  { "device revoke", revoke_device },
  { "form add", run_entrance },
  { "form list", run_entrance },
  { "form remove", run_entrance },
  { "hook add", run_entrance },
  { "hook list", run_entrance },
  { "hook remove", run_entrance },
  { "user add", add_user },
  { "user list", list_users },
  { "user remove", remove_user },
  { "user set-password", set_password },
  { "user set-role", set_role },
  { "workspace add", add_workspace },
  { "workspace list", list_workspaces },
};

gboolean
crm_server_admin_hash (GHashTable *order, GError **error)
{
  char *hash;

  g_hash_table_remove (order, "hash"); /* is made here only */
  if (get (order, "password") == NULL)
    return TRUE;
  hash = crm_server_password_hash (get (order, "password"), error);
  if (hash != NULL)
    g_hash_table_insert (order, g_strdup ("hash"), hash);
  g_hash_table_remove (order, "password");
  return hash != NULL;
}

gboolean
crm_server_admin_run (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error)
{
  const char *command = get (order, "command");

  for (guint i = 0; command != NULL && i < G_N_ELEMENTS (runs); i++)
    if (strcmp (runs[i].name, command) == 0)
      return runs[i].run (storage, order, now, output, error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The server does not know this command. Its version may be another one than yours."));
  return FALSE;
}
