/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of clientele-server. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exit codes scripts rely on, as clientele-cli has them. */
typedef enum
{
  CRM_SERVER_EXIT_DONE = 0,
  CRM_SERVER_EXIT_USAGE = 2,
  CRM_SERVER_EXIT_INPUT = 3,
  CRM_SERVER_EXIT_DATABASE = 4,
  CRM_SERVER_EXIT_NETWORK = 5,
  CRM_SERVER_EXIT_REFUSED = 6,
} CrmServerExit;

/**
 * CrmServerCommand:
 * @name: one or two words
 * @arguments: what stands after them, one name a word; the first is always DIR
 * @summary: untranslated, without a full stop
 * @n_required: how many of the arguments must be there
 * @options: (nullable)
 * @run: does it; the exit code for an error follows from it
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  guint n_required;
  const GOptionEntry *options;
  gboolean (*run) (char **arguments, GError **error);
} CrmServerCommand;

/* All of them, ended by one without name. */
const CrmServerCommand *crm_server_commands_get (void);

/* Serves until it is told to stop. */
gboolean crm_server_command_serve (char **arguments, GError **error);
extern const GOptionEntry crm_server_command_serve_options[];

/* Puts what is to be printed out. */
void crm_server_command_print (const char *text);

G_END_DECLS
