/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli new, set, delete, erase and undo. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-custom.h"
#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-error.h"
#include "core/customers/crm-customer-erase.h"
#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-history.h"

#include <glib/gi18n-lib.h>

static gboolean
assign_all (CrmCli *cli, CrmEdit *edit, CrmChange *change, char **assignments, GError **error)
{
  gboolean is_customer = change->kind == &crm_kind_customer;

  for (char **assignment = assignments; *assignment != NULL; assignment++)
    if (!(is_customer && crm_cli_custom_is_named (*assignment)) && !crm_cli_record_assign (cli, change, *assignment, error))
      return FALSE;
  return !is_customer || crm_cli_custom_assign (cli, edit, &change->id, change->type == CRM_CHANGE_CREATE, assignments, error);
}

static CrmEditResult *
apply (CrmCli *cli, CrmEdit *edit, GError **error)
{
  return dex_await_boxed (crm_store_apply (cli->store, edit, cli->cancellable), error);
}

/* ── new ──────────────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
run_new (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  const CrmKind *kind = crm_cli_record_find_kind (arguments[0], error);
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;
  CrmChange *change;
  char id[CRM_ID_STRING_LENGTH + 1];

  if (kind == NULL || !crm_cli_open (cli, CRM_CLI_OPEN_OR_MAKE, error))
    return CRM_CLI_USAGE;
  /* Translators: %s is a kind of record, such as Customer. */
  edit = crm_edit_new (_ ("New record"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_create (edit, kind, NULL);
  if (!assign_all (cli, edit, change, arguments + 1, error))
    return CRM_CLI_USAGE;
  result = apply (cli, edit, error);
  if (result != NULL)
    crm_cli_output_edit (cli, result, &change->id, crm_id_format (&change->id, id));
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_new = {
  .name = "new",
  .arguments = "KIND FIELD=VALUE …",
  .summary = N_ ("Make a record and print its id"),
  .description = N_ ("Fields go by their permanent names, as “show --json” prints them. Choices may be named or labelled, dates and amounts written in any clear way, references are ids."),
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .run = run_new,
};

/* ── set ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_not_deleted (const CrmRecord *record, GError **error)
{
  if (!record->deleted)
    return TRUE;
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("The record has been deleted. “clientele-cli undo” brings it back."));
  return FALSE;
}

static CrmCliExit
run_set (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  record = crm_cli_record_find (cli, arguments[0], error);
  if (record == NULL || !check_not_deleted (record, error))
    return CRM_CLI_USAGE;
  edit = crm_edit_new (_ ("Change record"), CRM_EDIT_ORIGIN_PERSON);
  if (!assign_all (cli, edit, crm_edit_update (edit, record->kind, &record->id), arguments + 1, error))
    return CRM_CLI_USAGE;
  result = apply (cli, edit, error);
  if (result != NULL)
    crm_cli_output_edit (cli, result, &record->id, result->number != 0 ? _ ("Changed.") : _ ("Nothing had to change."));
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_set = {
  .name = "set",
  .arguments = "ID FIELD=VALUE …",
  .summary = N_ ("Change fields of a record"),
  .description = N_ ("An empty value clears the field. All fields change together, or none does. A custom field of a customer is custom.LABEL=VALUE."),
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .run = run_set,
};

/* ── delete ───────────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
run_delete (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  record = crm_cli_record_find (cli, arguments[0], error);
  if (record == NULL || !check_not_deleted (record, error))
    return CRM_CLI_USAGE;
  edit = crm_edit_new (_ ("Delete record"), CRM_EDIT_ORIGIN_PERSON);
  crm_edit_delete (edit, record->kind, &record->id);
  result = apply (cli, edit, error);
  if (result != NULL)
    crm_cli_output_edit (cli, result, &record->id, _ ("Deleted. “clientele-cli undo” brings it back."));
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_delete = {
  .name = "delete",
  .arguments = "ID",
  .summary = N_ ("Delete a record; undo brings it back"),
  .description = "",
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_delete,
};

/* ── erase ────────────────────────────────────────────────────────────────────────────────── */

static gboolean erases_for_good;

static const GOptionEntry erase_options[] = {
  { "for-good", 0, 0, G_OPTION_ARG_NONE, &erases_for_good, N_ ("Say that you know that nothing brings it back"), NULL },
  { NULL },
};

static CrmCliExit
run_erase (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!erases_for_good)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Nothing brings back what is erased. If that is what you want, say --for-good."));
      return CRM_CLI_USAGE;
    }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  record = crm_cli_record_find (cli, arguments[0], error);
  if (record == NULL)
    return CRM_CLI_USAGE;
  if (record->kind != &crm_kind_customer)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Only a customer is erased, with all that belongs to it."));
      return CRM_CLI_USAGE;
    }
  edit = crm_customer_new_erasure (&record->id);
  result = apply (cli, edit, error);
  if (result != NULL)
    crm_cli_output_edit (cli, result, &record->id, _ ("Erased. The server and your colleagues’ computers erase it with their next sync, and older backups of this file go once there is a newer one."));
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_erase = {
  .name = "erase",
  .arguments = "ID",
  .summary = N_ ("Erase a customer for good, as a person may ask"),
  .description = N_ ("Takes all that is known of a customer out of the file: people, calls, notes, tasks, deals, files, answers, and their history. A deleted customer can be erased, too. Copies and exports that you made yourself are yours to remove."),
  .options = erase_options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_erase,
};

/* ── undo ─────────────────────────────────────────────────────────────────────────────────── */

/* The edit that Undo would take back now; fails when there is none. */
static gboolean
read_target (CrmConnection *connection, gpointer id, GValue *result, GError **error)
{
  g_autofree char *title = NULL;
  sqlite3_stmt *statement;
  gint64 number;
  int step;

  g_value_init (result, G_TYPE_BOOLEAN);
  if (!crm_history_find_undo (connection, &number, &title, error))
    return FALSE;
  statement = crm_connection_prepare (connection, "SELECT id FROM edit WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
find_target (CrmCli *cli, const char *argument, CrmId *id, GError **error)
{
  if (argument != NULL)
    {
      if (crm_id_parse (argument, id))
        return TRUE;
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is not the id of an edit."), argument);
      return FALSE;
    }
  if (!dex_await (crm_store_read (cli->store, cli->cancellable, read_target, id, NULL), error))
    return FALSE;
  if (!crm_id_is_nil (id))
    return TRUE;
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("There is nothing to undo."));
  return FALSE;
}

static CrmCliExit
run_undo (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  CrmId target = { 0 };
  g_autoptr (CrmEditResult) result = NULL;
  g_autofree char *message = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error) || !find_target (cli, arguments[0], &target, error))
    return CRM_CLI_DATABASE;
  result = dex_await_boxed (crm_store_undo (cli->store, &target), error);
  if (result == NULL)
    {
      if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
        (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_REFUSED;
      return CRM_CLI_REFUSED;
    }
  message = g_strdup_printf (ngettext ("Taken back: %u record.", "Taken back: %u records.", result->changed), result->changed);
  crm_cli_output_edit (cli, result, &target, message);
  if (result->skipped == 0)
    return CRM_CLI_DONE;
  g_free (g_steal_pointer (&message));
  message = g_strdup_printf (ngettext ("%u value was changed since and stays.", "%u values were changed since and stay.", result->skipped), result->skipped);
  crm_cli_output_error (message);
  return CRM_CLI_IN_PART;
}

const CrmCliCommand crm_cli_undo = {
  .name = "undo",
  .arguments = "[EDIT]",
  .summary = N_ ("Take back the latest edit, or the one named"),
  .description = N_ ("Undoing an undo brings the edit back. Values that were changed again since stay as they are."),
  .min_arguments = 0,
  .max_arguments = 1,
  .run = run_undo,
};
