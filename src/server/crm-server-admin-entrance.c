/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator orders about web forms and hooks. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-admin-entrance.h"

#include "core/base/crm-error.h"
#include "server/crm-server-accounts.h"
#include "server/crm-server-entrance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALLING_CODE "86"

static const char *
get (GHashTable *order, const char *name)
{
  return g_hash_table_lookup (order, name);
}

static gboolean
choose_workspace (CrmServerStorage *storage, const CrmId *given, CrmId *workspace, GError **error)
{
  g_autoptr (GArray) names = given == NULL ? crm_server_storage_list_workspaces (storage, error) : NULL;

  if (given != NULL)
    *workspace = *given;
  else if (names == NULL)
    return FALSE;
  else if (names->len == 1)
    *workspace = g_array_index (names, CrmServerWorkspaceName, 0).id;
  else
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There are several workspaces on this server. Say which: --workspace NAME."));
      return FALSE;
    }
  return TRUE;
}

/* The one that is named, or the first administrator: somebody must see what comes in. */
static gboolean
choose_owner (CrmServerStorage *storage, GHashTable *order, const CrmId *workspace, CrmId *owner, GError **error)
{
  const char *name = get (order, "owner");
  g_autofree char *key = name != NULL ? crm_server_account_key (name) : NULL;
  g_autoptr (GArray) accounts = crm_server_storage_list_accounts (storage, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CrmServerAccount *account = &g_array_index (accounts, CrmServerAccount, i);

      if (!crm_id_equal (&account->workspace, workspace) || (name != NULL ? g_strcmp0 (account->key, key) != 0 : account->role != CRM_SERVER_ROLE_ADMINISTRATOR))
        continue;
      *owner = account->user;
      return TRUE;
    }
  if (accounts != NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, name != NULL ? _ ("There is no account of this name.") : _ ("There is no administrator yet. Say who is to see what comes in: --owner NAME."));
  return FALSE;
}

static gboolean
add (CrmServerStorage *storage, GHashTable *order, const char *sort, const CrmId *workspace, gint64 now, GString *output, GError **error)
{
  const char *address = get (order, "address"), *code = get (order, "calling-code");
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;
  g_autofree char *link = NULL;
  CrmId owner;

  if (!choose_owner (storage, order, workspace, &owner, error))
    return FALSE;
  if (!crm_server_entrance_add (storage, workspace, sort, get (order, "name"), &owner, code != NULL ? code : CALLING_CODE, now, &token, &key, error))
    return FALSE;
  link = g_strdup_printf ("%s/%c/%s", address != NULL ? address : "", sort[0], token);
  g_string_append_printf (output, _ ("Its address, which is not kept here: %s"), link);
  g_string_append_c (output, '\n');
  if (strcmp (sort, CRM_SERVER_ITEM_HOOK) != 0)
    return TRUE;
  g_string_append_printf (output, _ ("Its key, which is not kept here either: %s"), key);
  g_string_append_c (output, '\n');
  return TRUE;
}

static gboolean
list (CrmServerStorage *storage, const char *sort, const CrmId *workspace, GString *output, GError **error)
{
  g_auto (GStrv) names = crm_server_entrance_list (storage, workspace, sort, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (output, "%s\n", names[i]);
  return names != NULL;
}

gboolean
crm_server_admin_entrance (CrmServerStorage *storage, GHashTable *order, const CrmId *workspace, gint64 now, GString *output, GError **error)
{
  const char *command = get (order, "command");
  const char *sort = g_str_has_prefix (command, "form ") ? CRM_SERVER_ITEM_FORM : CRM_SERVER_ITEM_HOOK;
  CrmId id;

  if (!choose_workspace (storage, workspace, &id, error))
    return FALSE;
  if (g_str_has_suffix (command, " add"))
    return add (storage, order, sort, &id, now, output, error);
  if (g_str_has_suffix (command, " remove"))
    return crm_server_entrance_remove (storage, &id, sort, get (order, "name"), error);
  return list (storage, sort, &id, output, error);
}
