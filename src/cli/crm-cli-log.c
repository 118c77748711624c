/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli log. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/customers/crm-log-edit.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_MINUTE (9 * 60)

static char *next_line;

/* The people at the customer who may be mentioned, in the profile's order. */
static GArray *
list_people (const CrmProfile *profile)
{
  GArray *people = g_array_new (FALSE, TRUE, sizeof (CrmMentionPerson));

  for (guint i = 0; i < profile->people->len; i++)
    {
      CrmMentionPerson mention = { "", crm_record_get_title (((CrmProfilePerson *)profile->people->pdata[i])->person) };

      g_array_append_val (people, mention);
    }
  return people;
}

static CrmLogLine *
parse (const CrmCli *cli, const char *text, GArray *people)
{
  CrmLogLineContext context = {
    .now_us = crm_clock_now (cli->clock),
    .zone = crm_clock_get_zone (cli->clock),
    .first_weekday = 1,
    .default_minute = DEFAULT_MINUTE,
    .default_kind = "note",
    .people = (const CrmMentionPerson *)(gpointer)people->data,
    .n_people = people->len,
  };

  return crm_log_line_parse (text, next_line, &context);
}

static CrmEdit *
make_edit (CrmCli *cli, const CrmProfile *profile, const char *text, CrmId *id, CrmId *next, GError **error)
{
  g_autoptr (GArray) people = list_people (profile);
  g_autoptr (CrmLogLine) line = parse (cli, text, people);
  GError *local_error = NULL;
  CrmId user;
  gboolean has_user = crm_cli_find_user (cli, &user, &local_error);
  CrmLogRequest request = {
    .customer = &profile->customer->id,
    .kind = line->kind,
    .line = text,
    .read = line,
    .people = profile->people,
    .user = has_user ? &user : NULL,
    .now = crm_clock_now (cli->clock),
    .zone = crm_clock_get_zone (cli->clock),
  };

  if (local_error == NULL && line->next.is_set && line->next.time_us == 0)
    g_set_error_literal (&local_error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The next step needs a date, such as “thu 3pm”."));
  if (local_error == NULL && !line->next.is_set && strspn (text, " \t\n") == strlen (text))
    g_set_error_literal (&local_error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is nothing to log: the line is empty."));
  if (local_error == NULL)
    return crm_log_new_edit (&request, id, next);
  g_propagate_error (error, local_error);
  return NULL;
}

static void
print (const CrmCli *cli, const CrmEditResult *result, const CrmId *id, const CrmId *next, const char *name)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *message = NULL;

  if (!cli->json)
    {
      /* Translators: %s is a customer. */
      message = g_strdup_printf (_ ("Logged for %s."), name);
      crm_cli_output_edit (cli, result, id, message);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  crm_json_add_id (builder, "edit", &result->id);
  crm_json_add_id (builder, "id", id);
  crm_json_add_id (builder, "next", crm_id_is_nil (next) ? NULL : next);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) customer = NULL;
  g_autoptr (CrmProfile) profile = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;
  CrmId id, next;

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
  profile = crm_cli_record_load_profile (cli, &customer->id, error);
  if (profile == NULL)
    return CRM_CLI_DATABASE;
  edit = make_edit (cli, profile, arguments[1], &id, &next, error);
  if (edit == NULL)
    return CRM_CLI_USAGE;
  result = dex_await_boxed (crm_store_apply (cli->store, edit, cli->cancellable), error);
  if (result != NULL)
    print (cli, result, &id, &next, crm_record_get_title (customer));
  return CRM_CLI_DONE;
}

static const GOptionEntry options[] = {
  { "next", 0, 0, G_OPTION_ARG_FILENAME, &next_line, N_ ("The next step: “thu 3pm call about the renewal”"), N_ ("LINE") },
  { NULL },
};

const CrmCliCommand crm_cli_log = {
  .name = "log",
  .arguments = "CUSTOMER LINE",
  .summary = N_ ("Note what was done with a customer, in one line"),
  .description = N_ ("CUSTOMER is an id, or words that find one customer. Kind, people, day and duration are read from the line: “called Anna yesterday 12 min about the renewal”."),
  .min_arguments = 2,
  .max_arguments = 2,
  .options = options,
  .run = run,
};
