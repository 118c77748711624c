/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of clientele-server. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/program/crm-server-command.h"

#include "core/base/crm-error.h"
#include "server/crm-server-admin.h"
#include "server/crm-server-sqlite.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *workspace;
static char *role;
static char *team;
static char *password_file;
static char *sharing;
static char *owner;
static char *calling_code;
static char *server_address;

static const GOptionEntry init_options[] = {
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("What the office is called; “Office” if not given"), N_ ("NAME") },
  { "sharing", 0, 0, G_OPTION_ARG_STRING, &sharing, N_ ("Who sees a customer: everyone (if not given), team (the owner's), owner"), N_ ("WHO") },
  { NULL },
};

static const GOptionEntry user_options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("administrator, manager, member (if not given) or reader"), N_ ("ROLE") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_ ("The team whose customers are theirs"), N_ ("TEAM") },
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("A file whose first line is the password; “-” for the standard input"), N_ ("FILE") },
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("The workspace, where there are several"), N_ ("NAME") },
  { NULL },
};

static const GOptionEntry entrance_options[] = {
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner, N_ ("Whose tasks and new customers come of it; the first administrator if not given"), N_ ("NAME") },
  { "calling-code", 0, 0, G_OPTION_ARG_STRING, &calling_code, N_ ("Of phone numbers written without one; 86 if not given"), N_ ("DIGITS") },
  { "address", 0, 0, G_OPTION_ARG_STRING, &server_address, N_ ("The server’s address as visitors reach it, for the link that is printed"), N_ ("URL") },
  { "workspace", 0, 0, G_OPTION_ARG_STRING, &workspace, N_ ("The workspace, where there are several"), N_ ("NAME") },
  { NULL },
};

static const GOptionEntry list_options[] = {
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

  if (!find_sharing (&value, error) || !crm_server_folder_create (folder, workspace != NULL ? workspace : _ ("Office"), value, error))
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
  g_autoptr (CrmServerSqlite) storage = NULL;

  if (!crm_server_folder_lock (folder, error) || !crm_server_admin_hash (order, error))
    return FALSE;
  storage = crm_server_sqlite_open (folder->database, error);
  if (storage == NULL || !crm_server_storage_begin_group (CRM_SERVER_STORAGE (storage), error))
    return FALSE;
  return crm_server_admin_run (CRM_SERVER_STORAGE (storage), order, g_get_real_time (), output, error) && crm_server_storage_end_group (CRM_SERVER_STORAGE (storage), error);
}

static gboolean
run_order (const char *path, GHashTable *order, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (path);
  g_autoptr (GString) output = g_string_new (NULL);
  gboolean ok = run_here (folder, order, output, error);

  crm_server_command_print (output->str);
  return ok;
}

static gboolean
run_user_add (char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order ("user add");
  g_autofree char *password = read_password (error);

  if (password == NULL)
    return FALSE;
  put (order, "name", arguments[1]);
  put (order, "password", password);
  return run_order (arguments[0], order, error);
}

static gboolean
run_entrance (const char *command, char **arguments, GError **error)
{
  g_autoptr (GHashTable) order = new_order (command);

  put (order, "owner", owner);
  put (order, "calling-code", calling_code);
  put (order, "address", server_address);
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
  { "form add", "DIR NAME", N_ ("Make a web form, and print its link"), 2, entrance_options, run_form_add },
  { "form list", "DIR", N_ ("List the web forms"), 1, list_options, run_form_list },
  { "form remove", "DIR NAME", N_ ("Take a web form away"), 2, list_options, run_form_remove },
  { "hook add", "DIR NAME", N_ ("Make a hook for another program, and print its address and key"), 2, entrance_options, run_hook_add },
  { "hook list", "DIR", N_ ("List the hooks"), 1, list_options, run_hook_list },
  { "hook remove", "DIR NAME", N_ ("Take a hook away"), 2, list_options, run_hook_remove },
  { NULL },
};

const CrmServerCommand *
crm_server_commands_get (void)
{
  return commands;
}
