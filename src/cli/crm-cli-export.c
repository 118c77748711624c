/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli export. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-custom.h"
#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/exchange/crm-export.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *kind_name;
static char *format_name;
static char **conditions;

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

static const struct
{
  const char *word;
  CrmOperator operation;
} operators[] = {
  { "=", CRM_OPERATOR_EQUAL },
  { "!=", CRM_OPERATOR_NOT_EQUAL },
  { "<", CRM_OPERATOR_LESS },
  { ">", CRM_OPERATOR_MORE },
  { "contains", CRM_OPERATOR_CONTAINS },
  { "empty", CRM_OPERATOR_EMPTY },
  { "not-empty", CRM_OPERATOR_NOT_EMPTY },
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

static gboolean
find_operator (const char *word, CrmOperator *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_strcmp0 (operators[i].word, word) == 0)
      {
        *operation = operators[i].operation;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_operand (const CrmCli *cli, const CrmField *field, CrmOperator operation, const char *text, CrmValue *value, GError **error)
{
  CrmValueStyle style = crm_cli_get_style (cli);

  if (operation == CRM_OPERATOR_EMPTY || operation == CRM_OPERATOR_NOT_EMPTY)
    return TRUE;
  if (operation == CRM_OPERATOR_CONTAINS)
    {
      *value = crm_value_text (text);
      return TRUE;
    }
  if (crm_value_parse (text != NULL ? text : "", field, &style, crm_clock_now (cli->clock), value, error))
    return TRUE;
  g_prefix_error (error, "--where %s: ", (field->flags & CRM_FIELD_OWN_WORDS) != 0 ? field->label : field->name);
  return FALSE;
}

static CrmFilter *
fail_condition (GError **error)
{
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("A condition is --where 'FIELD OP VALUE', where OP is one of = != < > contains empty not-empty."));
  return NULL;
}

/* The label may hold spaces. */
static CrmFilter *
parse_custom_condition (CrmCli *cli, const char *text, GError **error)
{
  const char *rest = NULL;
  g_autoptr (CrmCustomField) field = crm_cli_custom_find (cli, text, ' ', &rest, error);
  g_auto (GStrv) parts = field != NULL ? g_strsplit (rest, " ", 2) : NULL;
  g_auto (CrmValue) value = { 0 };
  CrmOperator operation;

  if (field == NULL)
    return NULL;
  if (!find_operator (parts[0], &operation))
    return fail_condition (error);
  if (!parse_operand (cli, &field->field, operation, parts[0] != NULL ? parts[1] : NULL, &value, error))
    return NULL;
  if (operation == CRM_OPERATOR_CONTAINS && value.type != CRM_VALUE_TEXT)
    operation = CRM_OPERATOR_NOT_EMPTY;
  return crm_filter_new_custom (crm_custom_field_get_id (field), field->column, operation, &value);
}

/* FIELD OP VALUE, the value maybe with spaces, maybe missing. */
static CrmFilter *
parse_condition (CrmCli *cli, const CrmKind *kind, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 3);
  g_auto (CrmValue) value = { 0 };
  CrmOperator operation;
  int field;

  if (!g_utf8_validate (text, -1, NULL) || parts[0] == NULL)
    return fail_condition (error);
  if (kind == &crm_kind_customer && crm_cli_custom_is_named (text))
    return parse_custom_condition (cli, text, error);
  if (!find_operator (parts[1], &operation))
    return fail_condition (error);
  field = crm_cli_record_find_field (kind, parts[0], error);
  if (field < 0 || !parse_operand (cli, &kind->fields[field], operation, parts[2], &value, error))
    return NULL;
  if (operation == CRM_OPERATOR_CONTAINS && value.type != CRM_VALUE_TEXT)
    operation = CRM_OPERATOR_NOT_EMPTY;
  return crm_filter_new ((guint)field, operation, &value);
}

static CrmFilter *
parse_conditions (CrmCli *cli, const CrmKind *kind, GError **error)
{
  g_autoptr (CrmFilter) all = crm_filter_new_and ();

  for (guint i = 0; conditions != NULL && conditions[i] != NULL; i++)
    {
      CrmFilter *condition = parse_condition (cli, kind, conditions[i], error);

      if (condition == NULL)
        return NULL;
      crm_filter_add (all, condition);
    }
  return g_steal_pointer (&all);
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
  filter = parse_conditions (cli, kind, error);
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
  { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &conditions, N_ ("Only records with: 'level = A', 'city contains 州', 'next_step < 2026-09-01', 'email empty'; repeat for more"), N_ ("CONDITION") },
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
