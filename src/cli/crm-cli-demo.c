/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli demo. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"

#include "core/demo/crm-demo.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#define MAX_CUSTOMERS 10000000

static int n_customers = CRM_DEMO_CUSTOMERS;
static gint64 seed = CRM_DEMO_SEED;
static gboolean add_to_others;

static const char *const counted[] = { "customer", "person", "contact_point", "interaction", "task", "tag", "user", "deal", "stage_move", "pipeline" };

typedef struct
{
  gint64 counts[G_N_ELEMENTS (counted)];
} Counts;

static gboolean
read_counts (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Counts *counts = data;

  g_value_init (result, G_TYPE_BOOLEAN);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE deleted = 0", counted[i]);

      if (!crm_connection_read_integer (connection, sql, &counts->counts[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Invented people among real ones are hard to tell apart later. */
static gboolean
check_empty (CrmCli *cli, GError **error)
{
  Counts before = { 0 };

  if (!dex_await (crm_store_read (cli->store, cli->cancellable, read_counts, &before, NULL), error))
    return FALSE;
  if (before.counts[0] == 0 || add_to_others)
    return TRUE;
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED,
                       _ ("The file holds customers already. Name another with --db, or use --add to put the demo company beside them."));
  return FALSE;
}

static void
print (const CrmCli *cli, const CrmEditResult *result, const Counts *counts)
{
  static const char *const plurals[] = { "customers", "people", "contact_points", "interactions", "tasks", "tags", "users", "deals", "stage_moves", "pipelines" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_autofree char *message = g_strdup_printf (ngettext ("Made %u record.", "Made %u records.", result->created), result->created);

      crm_cli_output_edit (cli, result, NULL, message);
      return;
    }
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      json_builder_set_member_name (builder, plurals[i]);
      json_builder_add_int_value (builder, counts->counts[i]);
    }
  json_builder_set_member_name (builder, "created");
  json_builder_add_int_value (builder, result->created);
  crm_json_add_id (builder, "edit", result->number != 0 ? &result->id : NULL);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  const char *locale = cli->locale != NULL ? cli->locale : setlocale (LC_MESSAGES, NULL);
  g_autoptr (CrmEditResult) result = NULL;
  Counts counts = { 0 };

  if (n_customers < 0 || n_customers > MAX_CUSTOMERS)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("--customers must be between 0 and %d."), MAX_CUSTOMERS);
      return CRM_CLI_USAGE;
    }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_OR_MAKE, error) || !check_empty (cli, error))
    return CRM_CLI_DATABASE;
  result = dex_await_boxed (crm_demo_fill_store (cli->store, (guint)n_customers, (guint64)seed, locale, cli->cancellable), error);
  if (result == NULL || !dex_await (crm_store_read (cli->store, NULL, read_counts, &counts, NULL), error))
    return CRM_CLI_DATABASE;
  print (cli, result, &counts);
  return CRM_CLI_DONE;
}

static const GOptionEntry options[] = {
  { "customers", 0, 0, G_OPTION_ARG_INT, &n_customers, N_ ("How many customers (default 300)"), N_ ("N") },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("The same number gives the same company (default 1)"), N_ ("SEED") },
  { "add", 0, 0, G_OPTION_ARG_NONE, &add_to_others, N_ ("Also into a file that holds customers"), NULL },
  { NULL },
};

const CrmCliCommand crm_cli_demo = {
  .name = "demo",
  .arguments = "",
  .summary = N_ ("Fill a file with an invented company"),
  .description = N_ ("The locale decides the language of tags and of the first user's name. Above 10,000 customers only the latest interactions of each are made."),
  .min_arguments = 0,
  .max_arguments = 0,
  .options = options,
  .run = run,
};
