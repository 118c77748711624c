/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli backup, restore and check. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"

#include "core/base/crm-error.h"
#include "core/store/crm-backup.h"

#include <glib/gi18n-lib.h>

/* Prints {"ok": …, "problems": […]}, or the problems and @message for a person. */
static void
print_outcome (const CrmCli *cli, gboolean ok, const char *const *problems, const char *message)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      for (guint i = 0; problems[i] != NULL; i++)
        crm_cli_output_error (problems[i]);
      if (ok && !cli->quiet)
        crm_cli_output_edit (cli, NULL, NULL, message);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, ok);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems[i] != NULL; i++)
    json_builder_add_string_value (builder, problems[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

/* A failure is an outcome too: scripts read it where they read success. The error goes on to decide the exit code. */
static CrmCliExit
print_failure (const CrmCli *cli, const GError *error)
{
  const char *const problems[] = { error->message, NULL };

  if (cli->json)
    print_outcome (cli, FALSE, problems, NULL);
  return crm_cli_exit_of_error (error);
}

/* What is there but not all of it: files kept with customers that are missing or damaged. */
static CrmCliExit
print_copied (const CrmCli *cli, char **problems, const char *message)
{
  print_outcome (cli, problems[0] == NULL, (const char *const *)problems, message);
  return problems[0] == NULL ? CRM_CLI_DONE : CRM_CLI_IN_PART;
}

/* ── backup ───────────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
run_backup (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autofree char *message = g_strdup_printf (_ ("Backed up to “%s”."), arguments[0]);
  g_auto (GStrv) problems = NULL;

  if (crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    problems = dex_await_boxed (crm_store_back_up (cli->store, arguments[0]), error);
  return problems != NULL ? print_copied (cli, problems, message) : print_failure (cli, *error);
}

const CrmCliCommand crm_cli_backup = {
  .name = "backup",
  .arguments = "FILE",
  .summary = N_ ("Copy the file as it is now, also while the app works on it"),
  .description = N_ ("FILE must not exist. The copy is opened to see that it is sound. The files kept with customers go along, into the folder “FILE-files”; exits with 1 when one of them is missing or damaged."),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_backup,
};

/* ── restore ──────────────────────────────────────────────────────────────────────────────── */

/* A backup that is not one is unreadable input; a file in use, or a disk that is full, is about the database. */
static CrmCliExit
fail_to_restore (const CrmCli *cli, GError **error)
{
  print_failure (cli, *error);
  if ((*error)->domain == CRM_ERROR && ((*error)->code == CRM_ERROR_NOT_FOUND || (*error)->code == CRM_ERROR_DAMAGED || (*error)->code == CRM_ERROR_NEWER))
    (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_INPUT;
  return CRM_CLI_INPUT;
}

static CrmCliExit
run_restore (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autofree char *path = crm_cli_dup_path (cli);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *message = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) problems = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” cannot be made."), folder);
      return print_failure (cli, *error);
    }
  if (!crm_backup_restore (arguments[0], path, builder, error))
    return fail_to_restore (cli, error);
  message = g_strdup_printf (_ ("Restored “%s”. What was there before lies beside it."), arguments[0]);
  problems = g_strv_builder_end (builder);
  return print_copied (cli, problems, message);
}

const CrmCliCommand crm_cli_restore = {
  .name = "restore",
  .arguments = "FILE",
  .summary = N_ ("Put a backup in the file's place; nobody may have it open"),
  .description = N_ ("The file there before stays beside it, with “before-restore” in its name. The files kept with customers are taken from “FILE-files”; exits with 1 when one of them is neither there nor here already."),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_restore,
};

/* ── check ────────────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
run_check (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) found = NULL, files = NULL, rest = NULL, problems = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return print_failure (cli, *error);
  found = dex_await_boxed (crm_store_check (cli->store), error);
  files = found != NULL ? dex_await_boxed (crm_store_check_files (cli->store, cli->cancellable), error) : NULL;
  if (files == NULL)
    return print_failure (cli, *error);
  g_strv_builder_addv (builder, (const char **)found);
  g_strv_builder_addv (builder, (const char **)files);
  problems = g_strv_builder_end (builder);
  print_outcome (cli, problems[0] == NULL, (const char *const *)problems, _ ("The file is sound."));
  if (problems[0] == NULL)
    return CRM_CLI_DONE;
  if (files[0] != NULL)
    return CRM_CLI_DATABASE;
  /* Derived values are right again now; damage is still there. */
  rest = dex_await_boxed (crm_store_check (cli->store), NULL);
  return rest != NULL && rest[0] == NULL ? CRM_CLI_IN_PART : CRM_CLI_DATABASE;
}

const CrmCliCommand crm_cli_check = {
  .name = "check",
  .arguments = "",
  .summary = N_ ("Look for damage; compute facts and the search index anew"),
  .description = N_ ("Reads the files kept with customers, too. Exits with 1 when derived values were wrong and are right now, with 4 when the file or one of those is damaged or missing."),
  .min_arguments = 0,
  .max_arguments = 0,
  .run = run_check,
};
