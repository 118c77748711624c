/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of clientele-cli share: options, the open file, how a failure becomes an exit code. */

#pragma once

#include "core/record/crm-value-format.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmCliExit:
 *
 * The exit codes scripts rely on.
 */
typedef enum
{
  CRM_CLI_DONE = 0,
  CRM_CLI_IN_PART = 1,
  CRM_CLI_USAGE = 2,
  CRM_CLI_INPUT = 3,
  CRM_CLI_DATABASE = 4,
  CRM_CLI_NETWORK = 5,
  CRM_CLI_REFUSED = 6,
} CrmCliExit;

#define CRM_CLI_ERROR (crm_cli_error_quark ())

/* Codes are those of #CrmCliExit. */
GQuark crm_cli_error_quark (void);

/**
 * CrmCli:
 * @db: (nullable): the file named by --db, in the system's encoding
 * @store: (nullable): open after crm_cli_open()
 * @currency: (nullable): the office's own, known after crm_cli_open()
 * @cancellable: cancelled by an interrupt
 */
typedef struct
{
  char *db;
  gboolean json;
  gboolean quiet;
  char *locale;
  CrmClock *clock;
  CrmStore *store;
  char *currency;
  GCancellable *cancellable;
} CrmCli;

/**
 * CrmCliRun:
 * @arguments: %NULL-terminated, valid UTF-8, without the options
 * @n_arguments: how many; within the bounds of the command
 *
 * Does the command, in a fiber.
 *
 * Returns: the exit code; @error decides it where it is set.
 */
typedef CrmCliExit (*CrmCliRun) (CrmCli *cli, char **arguments, guint n_arguments, GError **error);

/**
 * CrmCliCommand:
 * @name: as typed
 * @arguments: how they are written in the help
 * @summary: untranslated sentence without a full stop
 * @description: untranslated, more about it
 * @min_arguments: fewest, @max_arguments most; G_MAXUINT for any number
 * @options: (nullable): its own options
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *description;
  guint min_arguments;
  guint max_arguments;
  const GOptionEntry *options;
  CrmCliRun run;
} CrmCliCommand;

typedef enum
{
  CRM_CLI_OPEN_EXISTING,
  CRM_CLI_OPEN_OR_MAKE,
} CrmCliOpenMode;

/**
 * crm_cli_open:
 *
 * Opens the file; await in a fiber. A file that can only be read is opened with a warning.
 *
 * Returns: whether it is open.
 */
gboolean crm_cli_open (CrmCli *self, CrmCliOpenMode mode, GError **error);

/* The path of the file, named or the app's own. */
char *crm_cli_dup_path (const CrmCli *self);

/* How values are written for a person. Borrowed from @self. */
CrmValueStyle crm_cli_get_style (const CrmCli *self);

CrmCliExit crm_cli_exit_of_error (const GError *error);

/* The user of the file; FALSE when it has none, or on error. */
gboolean crm_cli_find_user (CrmCli *self, CrmId *user, GError **error);

/* Where the commands stand. */
extern const CrmCliCommand crm_cli_search, crm_cli_show, crm_cli_history;
extern const CrmCliCommand crm_cli_set, crm_cli_new, crm_cli_delete, crm_cli_erase, crm_cli_undo, crm_cli_log, crm_cli_attach;
extern const CrmCliCommand crm_cli_backup, crm_cli_restore, crm_cli_check, crm_cli_demo, crm_cli_export, crm_cli_import, crm_cli_import_deals;
extern const CrmCliCommand crm_cli_duplicates, crm_cli_merge, crm_cli_unmerge;
extern const CrmCliCommand crm_cli_report, crm_cli_survey;
extern const CrmCliCommand crm_cli_join, crm_cli_sync, crm_cli_leave, crm_cli_conflicts;

G_END_DECLS
