/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator orders: run by the server where one runs, else by the command itself. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-admin.h"

#include "core/base/crm-error.h"
#include "server/crm-server-admin-entrance.h"
#include "server/crm-server-password.h"

#include <glib/gi18n-lib.h>
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
  { "user add", add_user },
  { "form add", run_entrance },
  { "form list", run_entrance },
  { "form remove", run_entrance },
  { "hook add", run_entrance },
  { "hook list", run_entrance },
  { "hook remove", run_entrance },
};

gboolean
crm_server_admin_hash (GHashTable *order, GError **error)
{
  char *hash;

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
