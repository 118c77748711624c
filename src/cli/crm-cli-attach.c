/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli attach: keeps files with a customer. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/customers/crm-attachment.h"

#include <glib/gi18n-lib.h>

static void
print (const CrmCli *cli, const CrmAttachmentReport *report, const char *customer)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *message = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < report->problems->len; i++)
        crm_cli_output_error (g_ptr_array_index (report->problems, i));
      /* Translators: the last is a customer. */
      message = g_strdup_printf (ngettext ("%1$u file added to %2$s.", "%1$u files added to %2$s.", report->n_added), report->n_added, customer);
      if (!cli->quiet)
        crm_cli_output_edit (cli, NULL, NULL, message);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "added");
  json_builder_add_int_value (builder, report->n_added);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->problems->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (report->problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (CrmAttachmentReport) report = NULL;
  g_autoptr (CrmRecord) customer = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  customer = crm_cli_record_find_customer (cli, arguments[0], error);
  if (customer == NULL)
    return CRM_CLI_REFUSED;
  if (customer->deleted)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("The customer has been deleted. “clientele-cli undo” brings it back."));
      return CRM_CLI_REFUSED;
    }
  for (guint i = 1; i < n_arguments; i++)
    g_ptr_array_add (files, g_file_new_for_path (arguments[i]));
  g_signal_connect_object (cli->cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), crm_transfer_get_cancellable (transfer), G_CONNECT_SWAPPED);
  report = dex_await_boxed (crm_attachment_add (cli->store, &customer->id, NULL, files, transfer), error);
  if (report == NULL)
    return CRM_CLI_INPUT;
  print (cli, report, crm_record_get_title (customer));
  return report->problems->len == 0 ? CRM_CLI_DONE : CRM_CLI_IN_PART;
}

const CrmCliCommand crm_cli_attach = {
  .name = "attach",
  .arguments = "CUSTOMER FILE…",
  .summary = N_ ("Keep files with a customer"),
  .description = N_ ("CUSTOMER is an id, or words that find one customer. The files are copied into the folder beside the customer file. Exits with 1 when some could not be read; the others are added."),
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .run = run,
};
