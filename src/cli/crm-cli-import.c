/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli import, import-deals. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-icalendar-import.h"
#include "core/exchange/crm-icalendar.h"
#include "core/exchange/crm-import.h"
#include "core/exchange/crm-record-json.h"
#include "core/exchange/crm-saved-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *mapping_name; /* of a file, or of a saved mapping */
static char *match_keys;
static char *encoding;
static char *delimiter;
static gboolean dry_run;

/* ── what was said ────────────────────────────────────────────────────────────────────────── */

static gboolean
parse_options (CrmTableReaderOptions *options, guint *match, GError **error)
{
  *options = (CrmTableReaderOptions){ .encoding = encoding };
  *match = 0;
  if (delimiter != NULL && g_strcmp0 (delimiter, "\\t") == 0)
    options->delimiter = '\t';
  else if (delimiter != NULL)
    {
      if (strlen (delimiter) != 1 || (guchar)*delimiter >= 0x80)
        {
          g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Say one character for --delimiter, or \\t for a tab."));
          return FALSE;
        }
      options->delimiter = *delimiter;
    }
  if (match_keys != NULL && !crm_import_mapping_parse_match (match_keys, match, error))
    {
      (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_USAGE;
      return FALSE;
    }
  return TRUE;
}

/* What cannot be read is unreadable input, whatever is wrong with it; an encoding nobody knows was asked for. */
static gboolean
fail_to_read (GError **error)
{
  if ((*error)->domain == CRM_ERROR)
    {
      gboolean usage = (*error)->code == CRM_ERROR_INVALID;

      (*error)->domain = CRM_CLI_ERROR, (*error)->code = usage ? CRM_CLI_USAGE : CRM_CLI_INPUT;
    }
  return FALSE;
}

static int
get_this_year (const CrmCli *cli)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc_usec (crm_clock_now (cli->clock));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, crm_clock_get_zone (cli->clock));

  return g_date_time_get_year (local);
}

static gboolean
check_deals (const CrmImportSource *source, GError **error)
{
  if (crm_import_mapping_names_deals (source->mapping))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("No column of “%s” names a deal: it needs one called deal, or as a CRM program exports it."), source->name);
  return FALSE;
}

static gboolean
check_mapping (const CrmImportSource *source, GError **error)
{
  if (crm_import_mapping_is_useful (source->mapping))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("No column of “%s” names or reaches a customer. Say with --mapping what its columns are."), source->name);
  return FALSE;
}

/* What the command line says of the mapping stands above what is recognised. */
static void
settle (CrmImportSource *source, const CrmImportMapping *mapping, guint match)
{
  if (mapping != NULL)
    crm_import_mapping_apply (source->mapping, mapping);
  if (match != 0)
    source->mapping->match = match;
}

static void
fail_to_find (GPtrArray *saved, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; saved != NULL && i < saved->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((CrmSavedMapping *)saved->pdata[i])->name);
  if (names->len > 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("“%1$s” is neither a file nor a saved mapping. Saved are: %2$s."), mapping_name, names->str);
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("“%s” is neither a file nor a saved mapping. None is saved."), mapping_name);
}

/* Those the app has saved stand in the file that is imported into. */
static CrmImportMapping *
find_saved_mapping (CrmCli *cli, GError **error)
{
  g_autoptr (GPtrArray) saved = NULL;
  const CrmSavedMapping *found = NULL;

  if (crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, NULL))
    saved = dex_await_boxed (crm_saved_mapping_load (cli->store), NULL);
  if (saved != NULL)
    found = crm_saved_mapping_find_by_name (saved, mapping_name);
  if (found != NULL)
    return crm_import_mapping_copy (found->mapping);
  fail_to_find (saved, error);
  return NULL;
}

/* A file comes before a saved mapping of the same name. */
static gboolean
find_mapping (CrmCli *cli, CrmImportMapping **mapping, GError **error)
{
  if (mapping_name == NULL)
    return TRUE;
  if (!g_file_test (mapping_name, G_FILE_TEST_EXISTS))
    return (*mapping = find_saved_mapping (cli, error)) != NULL;
  *mapping = crm_import_mapping_load (mapping_name, error);
  return *mapping != NULL || fail_to_read (error);
}

static gboolean
open_sources (CrmCli *cli, char **arguments, guint n_arguments, gboolean deals, GPtrArray *sources, CrmImportMapping **mapping, guint *match, GError **error)
{
  CrmTableReaderOptions options;

  if (!parse_options (&options, match, error) || !find_mapping (cli, mapping, error))
    return FALSE;
  for (guint i = 0; i < n_arguments; i++)
    {
      CrmImportSource *source = dex_await_boxed (crm_import_source_load (arguments[i], &options, get_this_year (cli), cli->cancellable), error);

      if (source == NULL)
        return fail_to_read (error);
      g_ptr_array_add (sources, source);
      settle (source, *mapping, *match);
      if (deals ? !check_deals (source, error) : !check_mapping (source, error))
        return FALSE;
    }
  return TRUE;
}

/* Columns of the names of custom fields, which only the file that is imported into knows. */
static gboolean
recognise_custom_fields (CrmCli *cli, GPtrArray *sources, const CrmImportMapping *mapping, guint match, GError **error)
{
  g_autoptr (GPtrArray) fields = dex_await_boxed (crm_store_read (cli->store, cli->cancellable, crm_custom_fields_read_into, NULL, NULL), error);

  for (guint i = 0; fields != NULL && i < sources->len; i++)
    {
      CrmImportSource *source = sources->pdata[i];

      crm_import_mapping_set_custom_fields (source->mapping, fields);
      settle (source, mapping, match);
    }
  return fields != NULL;
}

/* ── what came of it ──────────────────────────────────────────────────────────────────────── */

static void
add_count (JsonBuilder *builder, const char *name, guint64 count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64)count);
}

static void
add_fault (JsonBuilder *builder, const CrmImportFault *fault, char **arguments)
{
  json_builder_begin_object (builder);
  crm_json_add_text (builder, "file", arguments[fault->source]);
  add_count (builder, "row", fault->row);
  crm_json_add_text (builder, "column", fault->column);
  crm_json_add_text (builder, "reason", fault->reason);
  json_builder_end_object (builder);
}

static void
print_json (const CrmImportReport *report, const CrmImportSource *first, char **arguments)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_count (builder, "read", report->n_read);
  add_count (builder, "created", report->n_created);
  add_count (builder, "updated", report->n_updated);
  add_count (builder, "unchanged", report->n_unchanged);
  add_count (builder, "skipped", report->n_skipped);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->faults->len; i++)
    add_fault (builder, report->faults->pdata[i], arguments);
  json_builder_end_array (builder);
  crm_json_add_id (builder, "edit", report->edit != 0 ? &report->edit_id : NULL);
  crm_json_add_text (builder, "format", crm_import_source_get_format_name (first));
  crm_json_add_text (builder, "encoding", first->encoding);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static gboolean
is_left_out (const CrmImportSource *source, guint column, gboolean deals)
{
  const CrmImportColumn *read = &g_array_index (source->mapping->columns, CrmImportColumn, column);

  return deals ? read->deal.target == CRM_DEAL_COLUMN_IGNORE : read->meaning.target == CRM_COLUMN_IGNORE;
}

/* What is left out is said, for a script shows nobody the columns first. */
static void
print_left_out (const CrmImportSource *source, gboolean deals)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *message = NULL;

  for (guint i = 0; i < source->n_columns; i++)
    if (is_left_out (source, i, deals))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", source->columns[i]);
  if (names->len == 0)
    return;
  /* Translators: the first %s is a file, the second the names of columns. */
  message = g_strdup_printf (_ ("%s: left out: %s"), source->name, names->str);
  crm_cli_output_error (message);
}

static void
print_text (const CrmCli *cli, const CrmImportReport *report, GPtrArray *sources, gboolean deals, char **arguments)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmImportFault *fault = report->faults->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s%s%s", arguments[fault->source], fault->row,
                                               fault->column != NULL ? fault->column : "", fault->column != NULL ? ": " : "", fault->reason);

      crm_cli_output_error (line);
    }
  for (guint i = 0; !cli->quiet && i < sources->len; i++)
    print_left_out (sources->pdata[i], deals);
  message = g_strdup_printf (_ ("%lu rows: %lu created, %lu updated, %lu unchanged, %lu skipped, %u refused."),
                             (gulong)report->n_read, (gulong)report->n_created, (gulong)report->n_updated, (gulong)report->n_unchanged, (gulong)report->n_skipped, report->faults->len);
  crm_cli_output_edit (cli, NULL, NULL, message);
}

/* ── running ──────────────────────────────────────────────────────────────────────────────── */

static void
on_interrupted (GCancellable *cancellable, gpointer import)
{
  crm_import_cancel (CRM_IMPORT (import));
}

static CrmImportReport *
import_files (CrmCli *cli, GPtrArray *sources, gboolean deals, GError **error)
{
  g_autoptr (CrmImport) import = deals ? crm_import_new_of_deals (cli->store, sources) : crm_import_new (cli->store, sources);
  gulong handler = g_cancellable_connect (cli->cancellable, G_CALLBACK (on_interrupted), import, NULL);
  CrmImportReport *report = dex_await_boxed (dry_run ? crm_import_rehearse (import) : crm_import_run (import), error);

  g_cancellable_disconnect (cli->cancellable, handler);
  return report;
}

static CrmCliExit
import (CrmCli *cli, char **arguments, guint n_arguments, gboolean deals, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (CrmImportReport) report = NULL;
  g_autoptr (CrmImportMapping) mapping = NULL;
  guint match = 0;

  if (!open_sources (cli, arguments, n_arguments, deals, sources, &mapping, &match, error) || (cli->store == NULL && !crm_cli_open (cli, CRM_CLI_OPEN_OR_MAKE, error)))
    return CRM_CLI_INPUT;
  if (!deals && !recognise_custom_fields (cli, sources, mapping, match, error))
    return CRM_CLI_DATABASE;
  report = import_files (cli, sources, deals, error);
  if (report == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_json (report, sources->pdata[0], arguments);
  else
    print_text (cli, report, sources, deals, arguments);
  return report->faults->len > 0 ? CRM_CLI_IN_PART : CRM_CLI_DONE;
}

/* ── calendars ────────────────────────────────────────────────────────────────────────────── */

static void
print_calendar_json (const CrmIcalendarReport *report, const char *file)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_count (builder, "tasks", report->n_tasks);
  add_count (builder, "meetings", report->n_meetings);
  add_count (builder, "unchanged", report->n_known);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmIcalendarFault *fault = report->faults->pdata[i];

      json_builder_begin_object (builder);
      crm_json_add_text (builder, "file", file);
      add_count (builder, "line", fault->line);
      crm_json_add_text (builder, "title", fault->title);
      crm_json_add_text (builder, "reason", fault->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  crm_json_add_id (builder, "edit", report->edit != 0 ? &report->edit_id : NULL);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
print_calendar (const CrmCli *cli, const CrmIcalendarReport *report, const char *file)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmIcalendarFault *fault = report->faults->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s:%u: %s%s%s", file, fault->line, fault->title != NULL ? fault->title : "", fault->title != NULL ? ": " : "", fault->reason);

      crm_cli_output_error (line);
    }
  message = g_strdup_printf (_ ("%u tasks, %u meetings, %u there already, %u told of."), report->n_tasks, report->n_meetings, report->n_known, report->faults->len);
  crm_cli_output_edit (cli, NULL, NULL, message);
}

static CrmCliExit
import_calendars (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  gboolean in_part = FALSE;

  for (guint i = 0; i < n_arguments; i++)
    if (!crm_icalendar_is_named (arguments[i]))
      {
        g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Import calendars by themselves, and other files by themselves."));
        return CRM_CLI_USAGE;
      }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_OR_MAKE, error))
    return CRM_CLI_DATABASE;
  for (guint i = 0; i < n_arguments; i++)
    {
      g_autoptr (CrmIcalendarReport) report = dex_await_boxed (crm_icalendar_import (cli->store, (const char *const[]){ arguments[i], NULL }, dry_run, cli->cancellable), error);

      if (report == NULL)
        {
          if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_INVALID))
            (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_INPUT;
          return CRM_CLI_DATABASE;
        }
      if (cli->json)
        print_calendar_json (report, arguments[i]);
      else
        print_calendar (cli, report, arguments[i]);
      in_part |= report->faults->len > 0;
    }
  return in_part ? CRM_CLI_IN_PART : CRM_CLI_DONE;
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  if (crm_icalendar_is_named (arguments[0]))
    return import_calendars (cli, arguments, n_arguments, error);
  return import (cli, arguments, n_arguments, FALSE, error);
}

static CrmCliExit
run_deals (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  return import (cli, arguments, n_arguments, TRUE, error);
}

static const GOptionEntry deal_options[] = {
  { "encoding", 'e', 0, G_OPTION_ARG_FILENAME, &encoding, N_ ("Of text files; found out if not given"), N_ ("ENCODING") },
  { "delimiter", 'd', 0, G_OPTION_ARG_FILENAME, &delimiter, N_ ("What parts the cells of text files; found out if not given"), N_ ("CHARACTER") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Say what would be done, and write nothing"), NULL },
  { NULL },
};

static const GOptionEntry options[] = {
  { "mapping", 'm', 0, G_OPTION_ARG_FILENAME, &mapping_name, N_ ("What the columns mean: a file, or the name of a mapping saved in the app; guessed if not given"), N_ ("FILE|NAME") },
  { "match", 0, 0, G_OPTION_ARG_FILENAME, &match_keys, N_ ("By what rows are known to be records: any of email,phone,id,name (default email,phone,id)"), N_ ("KEYS") },
  { "encoding", 'e', 0, G_OPTION_ARG_FILENAME, &encoding, N_ ("Of text files; found out if not given"), N_ ("ENCODING") },
  { "delimiter", 'd', 0, G_OPTION_ARG_FILENAME, &delimiter, N_ ("What parts the cells of text files; found out if not given"), N_ ("CHARACTER") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Say what would be done, and write nothing"), NULL },
  { NULL },
};

const CrmCliCommand crm_cli_import = {
  .name = "import",
  .arguments = "FILE…",
  .summary = N_ ("Take customers from CSV, vCard, Excel and JSON files, tasks and meetings from calendars (ics)"),
  .description = N_ ("Rows that are known already are updated. Rows with a fault are listed and refused, the others imported; one undo takes all back. Exits with 1 when rows were refused."),
  .min_arguments = 1,
  .max_arguments = G_MAXUINT,
  .options = options,
  .run = run,
};

const CrmCliCommand crm_cli_import_deals = {
  .name = "import-deals",
  .arguments = "FILE…",
  .summary = N_ ("Take deals and their moves from CSV, Excel and JSON files"),
  .description = N_ ("Columns: deal, customer, pipeline, stage, moved_at, amount, currency, outcome, lost_reason, people; a row for each move. The exports of HubSpot, Pipedrive, Odoo and Salesforce are known too, with a row for each deal. Customers, pipelines and stages that are not there are made; deals that are known already are updated. Exits with 1 when rows were refused."),
  .min_arguments = 1,
  .max_arguments = G_MAXUINT,
  .options = deal_options,
  .run = run_deals,
};
