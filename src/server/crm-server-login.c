/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in: a name and a password for a token, slowly and not too often. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-login.h"

#include "core/base/crm-error.h"
#include "server/crm-server-password.h"
#include "sync/crm-wire-scan.h"

#include <string.h>

#define DEVICE_NAME_MAX 200

typedef struct
{
  char *user;
  char *password;
  char *device;
  char *device_name;

  char *key;
  gboolean exists;
  CrmServerAccount account;
} Login;

static void
login_free (gpointer data)
{
  Login *login = data;

  g_free (login->user);
  g_free (login->password);
  g_free (login->device);
  g_free (login->device_name);
  g_free (login->key);
  crm_server_account_clear (&login->account);
  g_free (login);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static char **
find_place (Login *login, const char *name)
{
  if (strcmp (name, "user") == 0)
    return &login->user;
  if (strcmp (name, "password") == 0)
    return &login->password;
  if (strcmp (name, "device") == 0)
    return &login->device;
  return strcmp (name, "device_name") == 0 ? &login->device_name : NULL;
}

static gboolean
scan_member (CrmWireScan *scan, GString *text, char **place)
{
  if (place == NULL)
    return crm_wire_scan_skip (scan);
  if (crm_wire_scan_is_at (scan, 'n'))
    return crm_wire_scan_null (scan);
  if (*place != NULL || !crm_wire_scan_string (scan, text))
    return FALSE;
  *place = g_strdup (text->str);
  return TRUE;
}

static gboolean
scan_login (GBytes *body, Login *login)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  CrmWireScan scan;
  gboolean more = TRUE;

  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  if (length == 0 || !crm_wire_scan_init (&scan, data, length) || !crm_wire_scan_sign (&scan, '{'))
    return FALSE;
  while (more)
    if (!crm_wire_scan_string (&scan, name) || !crm_wire_scan_sign (&scan, ':') || !scan_member (&scan, text, find_place (login, name->str)) || !crm_wire_scan_more (&scan, '}', &more))
      return FALSE;
  return crm_wire_scan_end (&scan) && login->user != NULL && login->password != NULL;
}

/* ── deciding ─────────────────────────────────────────────────────────────────────────────── */

/* The account's own limit holds for names that are no account's, too: whether they are is nobody's business. */
static gboolean
is_allowed (CrmServerExchange *self, const Login *login, GError **error)
{
  gint64 now = crm_clock_now (self->house->clock);
  const char *address = self->request.address != NULL ? self->request.address : "";
  g_autofree char *both = g_strdup_printf ("%s\n%s", address, login->key);
  guint wait = crm_server_tries_count (self->house->tries, both, now);

  if (wait == 0)
    wait = crm_server_tries_count (self->house->account_tries, login->key, now);
  if (wait == 0)
    wait = crm_server_tries_count (self->house->address_tries, address, now);
  self->reply.retry_after = wait;
  return wait == 0 || crm_server_refuse (error, CRM_SERVER_REFUSAL_BUSY);
}

static void
forget_tries (CrmServerExchange *self, const Login *login)
{
  const char *address = self->request.address != NULL ? self->request.address : "";
  g_autofree char *both = g_strdup_printf ("%s\n%s", address, login->key);

  crm_server_tries_forget (self->house->tries, both);
  crm_server_tries_forget (self->house->account_tries, login->key);
  crm_server_tries_forget (self->house->address_tries, address);
}

static gboolean
prepare_login (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  Login *login = g_new0 (Login, 1);
  int found;

  self->state = login;
  self->state_free = login_free;
  if (self->request.is_packed || !scan_login (self->request.body, login))
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_UNREADABLE);
  login->key = crm_server_account_key (login->user);
  if (login->key == NULL)
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_PASSWORD);
  if (!is_allowed (self, login, error))
    return FALSE;
  found = crm_server_storage_read_account (storage, login->key, NULL, &login->account, error);
  login->exists = found > 0;
  return found >= 0;
}

static gboolean
verify (const Login *login, GError **error)
{
  return crm_server_password_verify (login->exists ? login->account.password : NULL, login->password) || crm_server_refuse (error, CRM_SERVER_REFUSAL_PASSWORD);
}

/* ── answering ────────────────────────────────────────────────────────────────────────────── */

static void
append (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (text, "%s\"%s\":", text->len > 1 ? "," : "", name);
  crm_wire_append_string (text, value);
}

static void
append_id (GString *text, const char *name, const CrmId *id)
{
  char buffer[CRM_ID_STRING_LENGTH + 1];

  append (text, name, crm_id_format (id, buffer));
}

static gboolean
append_epoch (GString *text, CrmServerStorage *storage, const CrmId *workspace, GError **error)
{
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (crm_id_equal (&g_array_index (names, CrmServerWorkspaceName, i).id, workspace))
      append_id (text, "epoch", &g_array_index (names, CrmServerWorkspaceName, i).epoch);
  return names != NULL;
}

static GBytes *
write_answer (CrmServerStorage *storage, const char *token, const CrmServerSession *session, gint64 now, GError **error)
{
  const CrmServerAccount *account = &session->account;
  GString *text = g_string_new ("{");

  append (text, "token", token);
  append_id (text, "device", &session->device.id);
  append_id (text, "user", &account->user);
  append (text, "user_name", account->name);
  append_id (text, "workspace", &account->workspace);
  append (text, "workspace_name", account->workspace_name);
  append (text, "role", crm_server_role_get_name (account->role));
  append (text, "team", account->team);
  if (!append_epoch (text, storage, &account->workspace, error))
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  g_string_append_printf (text, ",\"server_time\":%" G_GINT64_FORMAT "}\n", now / 1000);
  return g_string_free_to_bytes (text);
}

/* Since it was looked up the account may have got another password. */
static gboolean
is_still_right (CrmServerStorage *storage, Login *login, GError **error)
{
  g_auto (CrmServerAccount) account = { 0 };
  int found = crm_server_storage_read_account (storage, login->key, NULL, &account, error);

  if (found < 0)
    return FALSE;
  if (found == 0 || strcmp (account.password, login->account.password) != 0)
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_PASSWORD);
  crm_server_account_clear (&login->account);
  login->account = account;
  account = (CrmServerAccount){ 0 };
  return TRUE;
}

static void
sign_in (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  Login *login = self->state;
  gint64 now = crm_clock_now (self->house->clock);
  g_autofree char *name = g_utf8_substring (login->device_name != NULL ? login->device_name : "", 0, MIN (DEVICE_NAME_MAX, g_utf8_strlen (login->device_name != NULL ? login->device_name : "", -1)));
  g_autofree char *token = NULL;
  GBytes *answer;
  CrmId device;

  if (!is_still_right (storage, login, error))
    return;
  token = crm_server_sign_in (storage, &login->account, login->device != NULL && crm_id_parse (login->device, &device) ? &device : NULL, name, now, &self->session, error);
  answer = token != NULL ? write_answer (storage, token, &self->session, now, error) : NULL;
  if (answer == NULL)
    return;
  crm_server_reply_set_body (&self->reply, "application/json", answer);
  self->changes_accounts = TRUE;
  forget_tries (self, login);
}

CrmServerStage
crm_server_answer_login (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  if (stage == CRM_SERVER_STAGE_READ)
    return prepare_login (self, storage, error) ? CRM_SERVER_STAGE_HASH : CRM_SERVER_STAGE_DONE;
  if (stage == CRM_SERVER_STAGE_HASH)
    return verify (self->state, error) ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
  sign_in (self, storage, error);
  return CRM_SERVER_STAGE_DONE;
}
