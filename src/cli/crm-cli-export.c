/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli export. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/exchange/crm-export.h"
#include "core/views/crm-saved-view.h"
#include "core/views/crm-where.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *kind_name;
static char *format_name;
static char **conditions;
static char *view_name;

static const struct
{
  const char *name;
  CrmExportFormat format;
} formats[] = {
  { "csv", CRM_EXPORT_CSV },
  { "xlsx", CRM_EXPORT_XLSX },
  { "vcard", CRM_EXPORT_VCARD },
  { "ics", CRM_EXPORT_ICALENDAR },
  { "json", CRM_EXPORT_JSON },
};

static gboolean
find_format (CrmExportFormat *format, GError **error)
{
  for (guint i = 0; format_name != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, format_name))
      {
        *format = formats[i].format;
        return TRUE;
      }
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Say --format csv, xlsx, vcard, ics or json."));
  return FALSE;
}

/* ── conditions ───────────────────────────────────────────────────────────────────────────── */

/* Words of the command line that do not fit are its own fault. */
static CrmFilter *
fail_condition (const GError *reason, GError **error)
{
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, "%s", reason->message);
  return NULL;
}

static CrmFilter *
parse_conditions (CrmCli *cli, GPtrArray *facets, const CrmConditionTime *time, GError **error)
{
  g_autoptr (CrmCondition) all = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmValueStyle style = crm_cli_get_style (cli);
  g_autoptr (GError) reason = NULL;
  CrmFilter *filter;

  for (guint i = 0; conditions != NULL && conditions[i] != NULL; i++)
    {
      CrmCondition *condition = crm_where_parse (conditions[i], facets, &style, time->now, &reason);

      if (condition == NULL)
        {
          g_prefix_error (&reason, "--where: ");
          return fail_condition (reason, error);
        }
      g_ptr_array_add (all->parts, condition);
    }
  filter = crm_condition_to_filter (all, facets, time, &reason);
  return filter != NULL ? filter : fail_condition (reason, error);
}

/* What the view named asks, or nothing. */
static CrmFilter *
find_view (CrmCli *cli, const CrmKind *kind, GPtrArray *views, GPtrArray *facets, const CrmConditionTime *time, GError **error)
{
  g_autoptr (GError) reason = NULL;
  const CrmSavedView *view;
  CrmFilter *filter;

  if (view_name == NULL)
    return crm_filter_new_and ();
  view = crm_saved_views_find (views, view_name);
  if (view == NULL || view->kind != kind)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("There is no view of these records called “%s”."), view_name);
      return NULL;
    }
  filter = crm_saved_view_to_filter (view, facets, time, &reason);
  return filter != NULL ? filter : fail_condition (reason, error);
}

static gboolean
read_views (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *views = crm_saved_views_read (connection, error);

  if (views == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, views);
  return TRUE;
}

static gboolean
read_office_time (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return crm_office_time_read (data, connection, error);
}

static CrmFilter *
make_filter (CrmCli *cli, const CrmKind *kind, GError **error)
{
  CrmConditionTime time = { crm_clock_now (cli->clock), crm_clock_get_zone (cli->clock), { 0 } };
  gboolean known = dex_await (crm_store_read (cli->store, NULL, read_office_time, &time.office, NULL), error);
  g_autoptr (GPtrArray) facets = !known ? NULL : dex_await_boxed (crm_store_read (cli->store, NULL, crm_facets_read_into, (gpointer)kind, NULL), error);
  g_autoptr (GPtrArray) views = facets != NULL ? dex_await_boxed (crm_store_read (cli->store, NULL, read_views, NULL, NULL), error) : NULL;
  g_autoptr (CrmFilter) view = views != NULL ? find_view (cli, kind, views, facets, &time, error) : NULL;
  CrmFilter *typed = view != NULL ? parse_conditions (cli, facets, &time, error) : NULL;

  if (typed != NULL)
    crm_filter_add (typed, g_steal_pointer (&view));
  return typed;
}

/* ── running ──────────────────────────────────────────────────────────────────────────────── */

static void
print (const CrmCli *cli, gint64 n)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_autofree char *message = g_strdup_printf (ngettext ("Wrote %u record.", "Wrote %u records.", (gulong)n), (guint)n);

      crm_cli_output_edit (cli, NULL, NULL, message);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "written");
  json_builder_add_int_value (builder, n);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  const CrmKind *kind = crm_cli_record_find_kind (kind_name != NULL ? kind_name : "customer", error);
  g_autoptr (CrmFilter) filter = NULL;
  g_autoptr (CrmQuery) query = NULL;
  CrmExportFormat format;
  GError *local_error = NULL;
  gint64 n;

  if (kind == NULL || !find_format (&format, error) || !crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_USAGE;
  filter = make_filter (cli, kind, error);
  if (filter == NULL)
    return CRM_CLI_USAGE;
  query = crm_query_new (kind, filter, NULL, kind->title >= 0 ? (guint)kind->title : 0, FALSE);
  n = dex_await_int64 (crm_export_run (cli->store, query, format, arguments[0], cli->cancellable), &local_error);
  if (local_error == NULL)
    {
      print (cli, n);
      return CRM_CLI_DONE;
    }
  g_propagate_error (error, local_error);
  return CRM_CLI_DATABASE;
}

static const GOptionEntry options[] = {
  { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("What to write (default customer)"), N_ ("KIND") },
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_name, N_ ("csv, xlsx, vcard (customers), ics (tasks) or json"), N_ ("FORMAT") },
  { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &conditions, N_ ("Only records with: 'level = A', 'city contains 州', 'last_contact older 90', 'tag any VIP, Fair'; repeat for more"), N_ ("CONDITION") },
  { "view", 'v', 0, G_OPTION_ARG_FILENAME, &view_name, N_ ("Only records of this saved view"), N_ ("NAME") },
  { NULL },
};

const CrmCliCommand crm_cli_export = {
  .name = "export",
  .arguments = "FILE",
  .summary = N_ ("Write records to a file that can be imported again"),
  .description = N_ ("A file that is there is replaced once all is written. A customer's row holds its tags, contact points and people as well, a deal's its moves."),
  .min_arguments = 1,
  .max_arguments = 1,
  .options = options,
  .run = run,
};
