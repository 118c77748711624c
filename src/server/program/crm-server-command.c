/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of clientele-server. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/program/crm-server-command.h"

#include "core/base/crm-error.h"
#include "server/crm-server-admin.h"
#include "server/crm-server-backup.h"
#include "server/crm-server-database.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

static char *workspace;
static char *role;
static char *team;
static char *password_file;
static char *sharing;
static char *database;
static char *blobs;
static char *owner;
static char *calling_code;
static char *visitor_address;

static const GOptionEntry init_options[] = {
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("What the office is called; “Office” if not given"), N_ ("NAME") },
  { "sharing", 0, 0, G_OPTION_ARG_STRING, &sharing, N_ ("Who sees a customer: everyone (if not given), team (the owner's), owner"), N_ ("WHO") },
  { "database", 0, 0, G_OPTION_ARG_STRING, &database, N_ ("A database of PostgreSQL, postgresql://…; a file in the folder if not given"), N_ ("URL") },
  { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &blobs, N_ ("A folder of attachments that several servers share; one in the folder if not given"), N_ ("FOLDER") },
  { NULL },
};

static const GOptionEntry user_options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("administrator, manager, member (if not given) or reader"), N_ ("ROLE") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_ ("The team whose customers are theirs"), N_ ("TEAM") },
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("A file whose first line is the password; “-” for the standard input"), N_ ("FILE") },
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("The workspace, where there are several"), N_ ("NAME") },
  { NULL },
};

static const GOptionEntry password_options[] = {
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("A file whose first line is the password; “-” for the standard input"), N_ ("FILE") },
  { NULL },
};

static const GOptionEntry role_options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("administrator, manager, member or reader"), N_ ("ROLE") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_ ("The team; empty for none"), N_ ("TEAM") },
  { NULL },
};

static const GOptionEntry workspace_options[] = {
  { "sharing", 0, 0, G_OPTION_ARG_STRING, &sharing, N_ ("Who sees a customer: everyone (if not given), team (the owner's), owner"), N_ ("WHO") },
  { NULL },
};

static const GOptionEntry entrance_options[] = {
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("Whose tasks and new customers come of it; the first administrator if not given"), N_ ("NAME") },
  { "calling-code", 0, 0, G_OPTION_ARG_STRING, &calling_code, N_ ("Of phone numbers written without one; 86 if not given"), N_ ("DIGITS") },
  { "address", 0, 0, G_OPTION_ARG_STRING, &visitor_address, N_ ("The server’s address as visitors reach it, for the link that is printed"), N_ ("URL") },
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("The workspace, where there are several"), N_ ("NAME") },
  { NULL },
};

static const GOptionEntry entrances_options[] = {
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("The workspace, where there are several"), N_ ("NAME") },
  { NULL },
};

/* ── making a server ──────────────────────────────────────────────────────────────────────── */

static gboolean
find_sharing (CrmServerSharing *value, GError **error)
{
  static const char *const names[] = { "everyone", "team", "owner" };

  *value = CRM_SERVER_SHARING_EVERYONE;
  for (guint i = 0; sharing != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (sharing, names[i]) == 0)
      {
        *value = (CrmServerSharing)i;
        return TRUE;
      }
  if (sharing == NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is none of everyone, team and owner."), sharing);
  return FALSE;
}

static gboolean
run_init (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);
  g_autofree char *text = NULL;
  CrmServerSharing value;

  if (!find_sharing (&value, error) || !crm_server_folder_create (folder, workspace != NULL ? workspace : _ ("Office"), value, database, blobs, error))
    return FALSE;
  text = g_strdup_printf (_ ("The server’s folder is “%s”. Add accounts with “clientele-server user add”, then start it with “clientele-server serve”."), folder->path);
  crm_server_command_print (text);
  crm_server_command_print ("\n");
  return TRUE;
}

/* ── administering it ─────────────────────────────────────────────────────────────────────── */

static char *
read_password (GError **error)
{
  g_autofree char *text = NULL;
  gboolean is_stdin = password_file != NULL && strcmp (password_file, "-") == 0;

  if (password_file == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Say where the password is: --password-file FILE."));
      return NULL;
    }
  if (!g_file_get_contents (is_stdin ? "/dev/stdin" : password_file, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("No password can be read from “%s”."), password_file);
      return NULL;
    }
  text[strcspn (text, "\r\n")] = '\0';
  return g_steal_pointer (&text);
}

static void
put (GHashTable *order, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (order, g_strdup (name), g_strdup (value));
}

static GHashTable *
new_order (const char *command)
{
  GHashTable *order = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  put (order, "command", command);
  put (order, "role", role);
  put (order, "team", team);
  put (order, "workspace", workspace);
  return order;
}

static gboolean
run_here (CrmServerFolder *folder, GHashTable *order, GString *output, GError **error)
{
  g_autoptr (CrmServerStorage) storage = NULL;

  if (!crm_server_folder_lock (folder, error) || !crm_server_admin_hash (order, error))
    return FALSE;
  storage = crm_server_database_open (folder->database, 0, TRUE, error);
  if (storage == NULL || !crm_server_storage_begin_group (storage, error))
    return FALSE;
  return crm_server_admin_run (storage, order, g_get_real_time (), output, error) && crm_server_storage_end_group (storage, error);
}

/* A sentence for a person stands in the refusal. */
static void
fail_there (GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  JsonNode *root = data != NULL && json_parser_load_from_data (parser, data, (gssize)length, NULL) ? json_parser_get_root (parser) : NULL;
  const char *message = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_string_member_with_default (json_node_get_object (root), "message", NULL) : NULL;

  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message != NULL ? message : _ ("The server gave no answer that can be read."));
}

/* Whether a server runs and was asked; there is one writer at a time. */
static gboolean
run_there (CrmServerFolder *folder, GHashTable *order, GString *output, gboolean *runs, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (folder->socket);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("remote-connectable", address, NULL);
  g_autofree char *form = soup_form_encode_hash (order);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", "http://localhost/admin");
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) reason = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  answer = soup_session_send_and_read (session, message, NULL, &reason);
  *runs = answer != NULL;
  if (answer == NULL)
    return FALSE;
  if (soup_message_get_status (message) == 200)
    g_string_append_len (output, g_bytes_get_data (answer, NULL), (gssize)g_bytes_get_size (answer));
  else
    fail_there (answer, error);
  return soup_message_get_status (message) == 200;
}

static gboolean
run_order (const char *path, GHashTable *order, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (path);
  g_autoptr (GString) output = g_string_new (NULL);
  gboolean runs;
  gboolean ok = run_there (folder, order, output, &runs, error);

  if (!runs)
    ok = run_here (folder, order, output, error);
  crm_server_command_print (output->str);
  return ok;
}

static gboolean
run_with_password (const char *command, char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order (command);
  g_autofree char *password = read_password (error);

  if (password == NULL)
    return FALSE;
  put (order, "name", arguments[1]);
  put (order, "password", password);
  return run_order (arguments[0], order, error);
}

static gboolean
run_plain (const char *command, const char *name, char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order (command);

  if (name != NULL)
    put (order, name, arguments[1]);
  return run_order (arguments[0], order, error);
}

static gboolean
run_user_add (char **arguments, GError **error)
{
  return run_with_password ("user add", arguments, error);
}

static gboolean
run_user_set_password (char **arguments, GError **error)
{
  return run_with_password ("user set-password", arguments, error);
}

static gboolean
run_user_set_role (char **arguments, GError **error)
{
  return run_plain ("user set-role", "name", arguments, error);
}

static gboolean
run_user_remove (char **arguments, GError **error)
{
  return run_plain ("user remove", "name", arguments, error);
}

static gboolean
run_user_list (char **arguments, GError **error)
{
  return run_plain ("user list", NULL, arguments, error);
}

static gboolean
run_device_list (char **arguments, GError **error)
{
  return run_plain ("device list", NULL, arguments, error);
}

static gboolean
run_device_revoke (char **arguments, GError **error)
{
  return run_plain ("device revoke", "device", arguments, error);
}

static gboolean
run_workspace_list (char **arguments, GError **error)
{
  return run_plain ("workspace list", NULL, arguments, error);
}

static gboolean
run_workspace_add (char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order ("workspace add");
  CrmServerSharing value;

  if (!find_sharing (&value, error))
    return FALSE;
  put (order, "name", arguments[1]);
  g_hash_table_insert (order, g_strdup ("sharing"), g_strdup_printf ("%d", (int)value));
  return run_order (arguments[0], order, error);
}

/* ── copies ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
run_backup (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);

  return crm_server_folder_exists (folder, error) && crm_server_backup_make (folder, arguments[1], error);
}

static gboolean
run_restore (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);

  if (!crm_server_backup_restore (folder, arguments[1], error))
    return FALSE;
  crm_server_command_print (_ ("The backup is restored. Everybody signs in again; what their devices have and the backup lacks comes back from them."));
  crm_server_command_print ("\n");
  return TRUE;
}

static gboolean
run_check (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) problems = NULL;

  if (!crm_server_folder_exists (folder, error) || !crm_server_backup_check (folder, builder, error))
    return FALSE;
  problems = g_strv_builder_end (builder);
  for (guint i = 0; problems[i] != NULL; i++)
    {
      crm_server_command_print (problems[i]);
      crm_server_command_print ("\n");
    }
  if (problems[0] == NULL)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("The server’s data is damaged. Restore a backup."));
  return FALSE;
}

/* ── web forms and hooks ──────────────────────────────────────────────────────────────────── */

static gboolean
run_entrance (const char *command, char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order (command);

  put (order, "owner", owner);
  put (order, "calling-code", calling_code);
  put (order, "address", visitor_address);
  put (order, "name", arguments[1]);
  return run_order (arguments[0], order, error);
}

static gboolean
run_form_add (char **arguments, GError **error)
{
  return run_entrance ("form add", arguments, error);
}

static gboolean
run_form_list (char **arguments, GError **error)
{
  return run_entrance ("form list", arguments, error);
}

static gboolean
run_form_remove (char **arguments, GError **error)
{
  return run_entrance ("form remove", arguments, error);
}

static gboolean
run_hook_add (char **arguments, GError **error)
{
  return run_entrance ("hook add", arguments, error);
}

static gboolean
run_hook_list (char **arguments, GError **error)
{
  return run_entrance ("hook list", arguments, error);
}

static gboolean
run_hook_remove (char **arguments, GError **error)
{
  return run_entrance ("hook remove", arguments, error);
}

static const CrmServerCommand commands[] = {
  { "init", "DIR", N_ ("Make a server’s folder"), 1, init_options, run_init },
  { "serve", "DIR", N_ ("Run the server"), 1, crm_server_command_serve_options, crm_server_command_serve },
  { "user add", "DIR NAME", N_ ("Add an account"), 2, user_options, run_user_add },
  { "user list", "DIR", N_ ("List the accounts: name, role, team, workspace"), 1, NULL, run_user_list },
  { "user set-password", "DIR NAME", N_ ("Give an account another password and sign its devices out"), 2, password_options, run_user_set_password },
  { "user set-role", "DIR NAME", N_ ("Give an account another role or team"), 2, role_options, run_user_set_role },
  { "user remove", "DIR NAME", N_ ("Remove an account; what it wrote stays"), 2, NULL, run_user_remove },
  { "device list", "DIR", N_ ("List the devices: id, account, name, last used"), 1, NULL, run_device_list },
  { "device revoke", "DIR DEVICE", N_ ("Sign a device out"), 2, NULL, run_device_revoke },
  { "workspace add", "DIR NAME", N_ ("Add another office that shares nothing with the first"), 2, workspace_options, run_workspace_add },
  { "workspace list", "DIR", N_ ("List the workspaces"), 1, NULL, run_workspace_list },
  { "backup", "DIR FILE", N_ ("Write all of the server into one file, while it runs"), 2, NULL, run_backup },
  { "restore", "DIR FILE", N_ ("Put a backup in place of what is there"), 2, NULL, run_restore },
  { "check", "DIR", N_ ("Read everything and say what is damaged"), 1, NULL, run_check },
  { "form add", "DIR NAME", N_ ("Make a web form, and print its link"), 2, entrance_options, run_form_add },
  { "form list", "DIR", N_ ("List the web forms"), 1, entrances_options, run_form_list },
  { "form remove", "DIR NAME", N_ ("Take a web form away"), 2, entrances_options, run_form_remove },
  { "hook add", "DIR NAME", N_ ("Make a hook for another program, and print its address and key"), 2, entrance_options, run_hook_add },
  { "hook list", "DIR", N_ ("List the hooks"), 1, entrances_options, run_hook_list },
  { "hook remove", "DIR NAME", N_ ("Take a hook away"), 2, entrances_options, run_hook_remove },
  { NULL },
};

const CrmServerCommand *
crm_server_commands_get (void)
{
  return commands;
}
