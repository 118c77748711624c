/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-server: the server a team shares its customers by. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "core/base/crm-error.h"
#include "server/program/crm-server-command.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#ifdef __GLIBC__
  #include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>

static gboolean show_version;
static gboolean show_help;

static const GOptionEntry global_options[] = {
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_ ("Print the version"), NULL },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &show_help, N_ ("Print this help; after a command, the command's"), NULL },
  { NULL },
};

void
crm_server_command_print (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

static void
complain (const char *message)
{
  fprintf (stderr, "clientele-server: %s\n", message);
}

/* One line an event, for people and for journald alike; nothing in it names a person. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *name = level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL) ? "error" : level & G_LOG_LEVEL_WARNING ? "warning"
                                                                                : level & G_LOG_LEVEL_MESSAGE   ? "notice"
                                                                                                                : "info";
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *stamp = NULL;

  if (level & G_LOG_LEVEL_DEBUG)
    return G_LOG_WRITER_HANDLED;
  if (g_log_writer_is_journald (fileno (stderr)))
    return g_log_writer_journald (level, fields, n_fields, data);
  now = g_date_time_new_now_utc ();
  stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      fprintf (stderr, "%s %s %s\n", stamp, name, (const char *)fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

static void
set_up_translations (void)
{
  const char *folder = g_getenv ("CLIENTELE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Each thread would otherwise keep what it once needed for itself. */
static void
limit_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 2);
  mallopt (M_TRIM_THRESHOLD, 1024 * 1024);
  mallopt (M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

/* ── finding the command ──────────────────────────────────────────────────────────────────── */

/* How many words of the line name it. */
static guint
match (const CrmServerCommand *command, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    if ((int)i + 1 >= argc || strcmp (argv[i + 1], words[i]) != 0)
      return 0;
  return n;
}

static GOptionContext *
new_context (const CrmServerCommand *command)
{
  g_autofree char *parameters = command != NULL ? g_strdup_printf ("%s %s", command->name, command->arguments) : g_strdup (_ ("COMMAND …"));
  GOptionContext *context = g_option_context_new (parameters);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (command != NULL)
    {
      g_autofree char *summary = g_strdup_printf ("%s.", _ (command->summary));

      g_option_context_set_summary (context, summary);
    }
  if (command != NULL && command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, global_options, GETTEXT_PACKAGE);
  return context;
}

static void
print_help (GOptionContext *context, const CrmServerCommand *command)
{
  g_autofree char *text = NULL;

  if (command == NULL)
    {
      g_autoptr (GString) list = g_string_new (_ ("Commands:"));

      for (const CrmServerCommand *one = crm_server_commands_get (); one->name != NULL; one++)
        g_string_append_printf (list, "\n  %-18s %s", one->name, _ (one->summary));
      g_string_append_printf (list, "\n\n%s", _ ("“clientele-server COMMAND --help” says more about each."));
      g_option_context_set_summary (context, list->str);
    }
  text = g_option_context_get_help (context, TRUE, NULL);
  crm_server_command_print (text);
}

/* ── running it ───────────────────────────────────────────────────────────────────────────── */

static CrmServerExit
find_exit (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return CRM_SERVER_EXIT_USAGE;
  if (error->domain != CRM_ERROR)
    return CRM_SERVER_EXIT_NETWORK;
  switch (error->code)
    {
    case CRM_ERROR_UNREADABLE:
      return CRM_SERVER_EXIT_INPUT;
    case CRM_ERROR_INVALID:
    case CRM_ERROR_CONFLICT:
    case CRM_ERROR_NOT_FOUND:
      return CRM_SERVER_EXIT_REFUSED;
    default:
      return CRM_SERVER_EXIT_DATABASE;
    }
}

static CrmServerExit
run (const CrmServerCommand *command, char **arguments)
{
  g_auto (GStrv) names = g_strsplit (command->arguments, " ", -1);
  g_autoptr (GError) error = NULL;
  guint n = g_strv_length (arguments);

  if (n < command->n_required || n > g_strv_length (names))
    g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Write it as “clientele-server %s %s”."), command->name, command->arguments);
  else if (command->run (arguments, &error))
    return CRM_SERVER_EXIT_DONE;
  complain (error->message);
  return find_exit (error);
}

int
main (int argc, char **argv)
{
  const CrmServerCommand *command = NULL;
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = NULL;
  guint n_words = 0;

  limit_memory ();
  set_up_translations ();
  g_log_set_writer_func (write_log, NULL, NULL);
  for (const CrmServerCommand *one = crm_server_commands_get (); one->name != NULL && n_words == 0; one++)
    if ((n_words = match (one, argc, argv)) > 0)
      command = one;
  arguments = g_strdupv (argv);
  context = new_context (command);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      complain (error->message);
      return CRM_SERVER_EXIT_USAGE;
    }
  if (show_version)
    {
      crm_server_command_print ("clientele-server " CRM_VERSION "\n");
      return CRM_SERVER_EXIT_DONE;
    }
  if (show_help || (command == NULL && argc < 2))
    {
      print_help (context, command);
      return show_help ? CRM_SERVER_EXIT_DONE : CRM_SERVER_EXIT_USAGE;
    }
  if (command == NULL)
    {
      complain (_ ("There is no such command. “clientele-server --help” lists them."));
      return CRM_SERVER_EXIT_USAGE;
    }
  return (int)run (command, arguments + 1 + n_words);
}
