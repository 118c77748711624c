/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may come in: names, sign-ins, and the tokens that devices show from then on. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-accounts.h"

#include "core/base/crm-error.h"
#include "server/crm-server-password.h"
#include "server/crm-server-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_LENGTH 100

static const char *const role_names[] = {
  [CRM_SERVER_ROLE_READER] = "reader",
  [CRM_SERVER_ROLE_MEMBER] = "member",
  [CRM_SERVER_ROLE_MANAGER] = "manager",
  [CRM_SERVER_ROLE_ADMINISTRATOR] = "administrator",
};

const char *
crm_server_role_get_name (CrmServerRole role)
{
  return role_names[role];
}

gboolean
crm_server_role_find (const char *name, CrmServerRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (strcmp (role_names[i], name) == 0)
      {
        *role = (CrmServerRole)i;
        return TRUE;
      }
  return FALSE;
}

/* ── sessions ─────────────────────────────────────────────────────────────────────────────── */

void
crm_server_session_clear (CrmServerSession *self)
{
  g_clear_pointer (&self->caller.teams, g_strfreev);
  crm_server_account_clear (&self->account);
  crm_server_device_clear (&self->device);
}

static void
fill_caller (CrmServerSession *self, gint64 now)
{
  const CrmServerAccount *account = &self->account;

  self->caller = (CrmServerCaller){ account->workspace, account->user, self->device.id, account->role, .recovers = now < account->recovers_until };
  if (account->team != NULL)
    {
      self->caller.teams = g_new0 (char *, 2);
      self->caller.teams[0] = g_strdup (account->team);
    }
}

gboolean
crm_server_authenticate (CrmServerStorage *storage, const char *token, gint64 now, CrmServerSession *session, GError **error)
{
  g_auto (CrmServerSession) found = { 0 };
  guint8 hash[CRM_SERVER_TOKEN_HASH];
  int step;

  *session = (CrmServerSession){ 0 };
  if (token == NULL)
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_TOKEN);
  crm_server_token_hash (token, hash);
  step = crm_server_storage_read_device (storage, hash, NULL, &found.device, error);
  if (step < 0)
    return FALSE;
  if (step == 0 || now - found.device.used > CRM_SERVER_TOKEN_IDLE)
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_TOKEN);
  step = crm_server_storage_read_account (storage, NULL, &found.device.user, &found.account, error);
  if (step == 0)
    crm_server_refuse (error, CRM_SERVER_REFUSAL_TOKEN);
  if (step <= 0)
    return FALSE;
  fill_caller (&found, now);
  *session = found;
  found = (CrmServerSession){ 0 };
  return TRUE;
}

gboolean
crm_server_session_touch (CrmServerStorage *storage, CrmServerSession *session, gint64 now, GError **error)
{
  if (now - session->device.used < G_TIME_SPAN_HOUR)
    return TRUE;
  session->device.used = now;
  return crm_server_storage_write_device (storage, &session->device, error);
}

static gboolean
find_device (CrmServerStorage *storage, const CrmServerAccount *account, const CrmId *id, gint64 now, CrmServerDevice *device, GError **error)
{
  int step = id != NULL ? crm_server_storage_read_device (storage, NULL, id, device, error) : 0;

  if (step > 0 && crm_id_equal (&device->user, &account->user))
    return TRUE;
  if (id != NULL)
    crm_server_device_clear (device);
  *device = (CrmServerDevice){ .id = crm_server_random_id (), .user = account->user, .made = now };
  return step >= 0;
}

char *
crm_server_sign_in (CrmServerStorage *storage, const CrmServerAccount *account, const CrmId *device, const char *name, gint64 now, CrmServerSession *session, GError **error)
{
  g_autofree char *token = crm_server_token_new ();

  *session = (CrmServerSession){ 0 };
  session->account = (CrmServerAccount){ account->user, account->workspace, g_strdup (account->workspace_name), g_strdup (account->name), g_strdup (account->key), g_strdup (account->password), account->role, g_strdup (account->team), account->recovers_until };
  if (!find_device (storage, account, device, now, &session->device, error))
    return NULL;
  g_set_str (&session->device.name, name);
  session->device.used = now;
  session->device.has_token = TRUE;
  crm_server_token_hash (token, session->device.token);
  fill_caller (session, now);
  return crm_server_storage_write_device (storage, &session->device, error) ? g_steal_pointer (&token) : NULL;
}

gboolean
crm_server_sign_out (CrmServerStorage *storage, CrmServerDevice *device, GError **error)
{
  device->has_token = FALSE;
  return crm_server_storage_write_device (storage, device, error);
}

/* ── accounts ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_control (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

char *
crm_server_account_key (const char *name)
{
  g_autofree char *trimmed = NULL, *normal = NULL;

  if (strlen (name) > NAME_MAX_LENGTH || !g_utf8_validate (name, -1, NULL) || has_control (name))
    return NULL;
  trimmed = g_strstrip (g_strdup (name));
  normal = g_utf8_normalize (trimmed, -1, G_NORMALIZE_NFKC);
  return *normal != '\0' ? g_utf8_casefold (normal, -1) : NULL;
}

static gboolean
find_workspace (CrmServerStorage *storage, const CrmId *workspace, CrmId *id, GError **error)
{
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      *id = g_array_index (names, CrmServerWorkspaceName, i).id;
      if (workspace == NULL ? names->len == 1 : crm_id_equal (id, workspace))
        return TRUE;
    }
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, workspace == NULL ? _ ("This server has several workspaces. Say which one the account is for.") : _ ("There is no such workspace on this server."));
  return FALSE;
}

gboolean
crm_server_account_add (CrmServerStorage *storage, const CrmId *workspace, const char *name, CrmServerRole role, const char *team, const char *password, CrmId *user, GError **error)
{
  g_auto (CrmServerAccount) same = { 0 };
  g_autofree char *key = crm_server_account_key (name);
  CrmServerAccount account = { .user = crm_server_random_id (), .name = (char *)name, .key = key, .password = (char *)password, .role = role, .team = (char *)team };
  int found = key != NULL ? crm_server_storage_read_account (storage, key, NULL, &same, error) : 0;

  if (found < 0 || !find_workspace (storage, workspace, &account.workspace, error))
    return FALSE;
  if (key == NULL || found > 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, key == NULL ? _ ("“%s” is no name for an account. Choose another.") : _ ("There is an account “%s” already. Choose another name."), name);
      return FALSE;
    }
  if (user != NULL)
    *user = account.user;
  return crm_server_storage_write_account (storage, &account, error);
}
