/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli: what the app does with records, for scripts and cron. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

static const CrmCliCommand *const commands[] = {
  &crm_cli_search,
  &crm_cli_show,
  &crm_cli_history,
  &crm_cli_new,
  &crm_cli_set,
  &crm_cli_delete,
  &crm_cli_erase,
  &crm_cli_log,
  &crm_cli_attach,
  &crm_cli_report,
  &crm_cli_survey,
  &crm_cli_duplicates,
  &crm_cli_merge,
  &crm_cli_unmerge,
  &crm_cli_undo,
  &crm_cli_import,
  &crm_cli_import_deals,
  &crm_cli_export,
  &crm_cli_backup,
  &crm_cli_restore,
  &crm_cli_check,
  &crm_cli_demo,
  &crm_cli_join,
  &crm_cli_sync,
  &crm_cli_leave,
  &crm_cli_conflicts,
};

static CrmCli cli;
static gboolean show_version;
static gboolean show_help;

/* File names and values stay as they were typed: the locale of a cron job says nothing about them. */
static const GOptionEntry global_options[] = {
  { "db", 0, 0, G_OPTION_ARG_FILENAME, &cli.db, N_ ("The file to work on; the app's own if not given"), N_ ("FILE") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, N_ ("Print one JSON document"), NULL },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli.quiet, N_ ("Print only what was asked for, and errors"), NULL },
  { "locale", 0, 0, G_OPTION_ARG_FILENAME, &cli.locale, N_ ("The language and formats of what is printed: zh_CN"), N_ ("LOCALE") },
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_ ("Print the version"), NULL },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &show_help, N_ ("Print this help; after a command, the command's"), NULL },
  { NULL },
};

static void
complain (const char *message)
{
  crm_cli_output_error (message);
}

/* ── language ─────────────────────────────────────────────────────────────────────────────── */

static void
set_up_translations (void)
{
  const char *folder = g_getenv ("CLIENTELE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Where the system lacks the locale, dates and money still follow it, and the messages when any locale is there. */
static void
use_locale (const char *locale)
{
  g_autofree char *with_codeset = g_strconcat (locale, ".UTF-8", NULL);

  g_setenv ("LANGUAGE", locale, TRUE);
  if (setlocale (LC_ALL, locale) == NULL && setlocale (LC_ALL, with_codeset) == NULL)
    setlocale (LC_ALL, "");
}

/* ── help ─────────────────────────────────────────────────────────────────────────────────── */

static GOptionContext *
new_context (const CrmCliCommand *command)
{
  g_autofree char *parameters = command != NULL ? g_strdup_printf ("%s %s", command->name, command->arguments) : g_strdup (_ ("COMMAND …"));
  GOptionContext *context = g_option_context_new (parameters);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, command == NULL);
  if (command != NULL && command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  if (command != NULL)
    {
      g_autofree char *summary = g_strdup_printf ("%s.", _ (command->summary));

      g_option_context_set_summary (context, summary);
      g_option_context_set_description (context, *command->description != '\0' ? _ (command->description) : NULL);
    }
  g_option_context_add_main_entries (context, global_options, GETTEXT_PACKAGE);
  return context;
}

static void
print_help (GOptionContext *context, const CrmCliCommand *command)
{
  g_autofree char *text = NULL;

  if (command == NULL)
    {
      g_autoptr (GString) list = g_string_new (_ ("Commands:"));

      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        g_string_append_printf (list, "\n  %-13s %s", commands[i]->name, _ (commands[i]->summary));
      g_string_append_printf (list, "\n\n%s", _ ("“clientele-cli COMMAND --help” says more about each."));
      g_option_context_set_summary (context, list->str);
    }
  text = g_option_context_get_help (context, TRUE, NULL);
  crm_cli_output_text (text);
}

static const CrmCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

/* ── running ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmCliCommand *command;
  char **arguments;
} Running;

static DexFuture *
run (gpointer data)
{
  Running *running = data;
  GError *error = NULL;
  CrmCliExit code = running->command->run (&cli, running->arguments, g_strv_length (running->arguments), &error);

  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_for_int ((int)code);
}

static DexFuture *
on_done (DexFuture *future, gpointer loop)
{
  g_main_loop_quit (loop);
  return dex_ref (future);
}

static gboolean
on_interrupt (gpointer data)
{
  g_cancellable_cancel (cli.cancellable);
  return G_SOURCE_CONTINUE;
}

static int
get_exit (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    return g_value_get_int (value);
  complain (error->message);
  return (int)crm_cli_exit_of_error (error);
}

static int
run_in_fiber (const CrmCliCommand *command, char **arguments)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Running running = { command, arguments };
  g_autoptr (DexFuture) future = NULL;
  int code;

  cli.clock = crm_clock_new ();
  cli.cancellable = g_cancellable_new ();
  g_unix_signal_add (SIGINT, on_interrupt, NULL);
  g_unix_signal_add (SIGTERM, on_interrupt, NULL);
  future = dex_future_finally (dex_scheduler_spawn (NULL, 0, run, &running, NULL), on_done, loop, NULL);
  while (dex_future_is_pending (future))
    g_main_loop_run (loop);
  code = get_exit (future);
  g_clear_object (&cli.store);
  g_clear_object (&cli.cancellable);
  g_clear_object (&cli.clock);
  g_clear_pointer (&cli.currency, g_free);
  return code;
}

/* What stands behind "--" is no option, whatever it looks like. */
static void
drop_dashes (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    if (g_str_equal (arguments[i], "--"))
      {
        g_free (arguments[i]);
        memmove (&arguments[i], &arguments[i + 1], sizeof (char *) * (g_strv_length (&arguments[i + 1]) + 1));
        return;
      }
}

static gboolean
check_arguments (const CrmCliCommand *command, char **arguments)
{
  guint n = g_strv_length (arguments);

  for (guint i = 0; i < n; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      {
        complain (_ ("The arguments must be UTF-8."));
        return FALSE;
      }
  if (n < command->min_arguments || n > command->max_arguments)
    {
      g_autofree char *message = g_strdup_printf (n < command->min_arguments ? _ ("Something is missing. Usage: clientele-cli %1$s %2$s")
                                                                             : _ ("That is too much. Usage: clientele-cli %1$s %2$s"),
                                                  command->name, command->arguments);

      complain (message);
      return FALSE;
    }
  return TRUE;
}

static int
run_command (const CrmCliCommand *command, char ***arguments)
{
  g_autoptr (GOptionContext) context = new_context (command);
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      complain (error->message);
      return CRM_CLI_USAGE;
    }
  if (cli.locale != NULL)
    use_locale (cli.locale);
  if (show_help)
    {
      print_help (context, command);
      return CRM_CLI_DONE;
    }
  g_free ((*arguments)[0]);
  memmove (*arguments, *arguments + 1, sizeof (char *) * g_strv_length (*arguments));
  drop_dashes (*arguments);
  return check_arguments (command, *arguments) ? run_in_fiber (command, *arguments) : CRM_CLI_USAGE;
}

static int
complain_about_command (const char *name)
{
  g_autofree char *message = name == NULL ? g_strdup (_ ("Which command? “clientele-cli --help” lists them."))
                                          : g_strdup_printf (_ ("There is no command “%s”. “clientele-cli --help” lists them."), name);

  complain (message);
  return CRM_CLI_USAGE;
}

static int
dispatch (char ***arguments)
{
  g_autoptr (GOptionContext) context = new_context (NULL);
  g_autoptr (GError) error = NULL;
  const CrmCliCommand *command;

  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      complain (error->message);
      return CRM_CLI_USAGE;
    }
  if (cli.locale != NULL)
    use_locale (cli.locale);
  if (show_version)
    {
      crm_cli_output_text ("clientele-cli " CRM_VERSION "\n");
      return CRM_CLI_DONE;
    }
  if ((*arguments)[0] == NULL || (*arguments)[1] == NULL)
    {
      if (!show_help)
        return complain_about_command (NULL);
      print_help (context, NULL);
      return CRM_CLI_DONE;
    }
  command = find_command ((*arguments)[1]);
  if (command == NULL)
    return complain_about_command ((*arguments)[1]);
  g_free ((*arguments)[0]);
  memmove (*arguments, *arguments + 1, sizeof (char *) * g_strv_length (*arguments));
  return run_command (command, arguments);
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  int code;

  set_up_translations ();
  dex_init ();
  g_set_prgname ("clientele-cli");
  code = dispatch (&arguments);
  if (!crm_cli_output_flush ())
    code = code != CRM_CLI_DONE ? code : CRM_CLI_IN_PART;
  g_free (cli.db);
  g_free (cli.locale);
  return code;
}
