/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli survey export, import-answers. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-survey.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-answers-import.h"
#include "core/exchange/crm-import.h"
#include "core/exchange/crm-record-json.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-answer-files.h"
#include "core/surveys/crm-survey-json.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct
{
  const char *name;
  CrmSurveyWhich which;
  CrmSurveyForm *form;
} Asked;

static gboolean
read_form (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  CrmId id;

  if (!crm_cli_survey_find (connection, asked->name, &id, error))
    return FALSE;
  asked->form = crm_survey_form_read (connection, &id, asked->which, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return asked->form != NULL;
}

CrmCliExit
crm_cli_survey_export (CrmCli *cli, const char *name, GError **error)
{
  Asked asked = { .name = name, .which = CRM_SURVEY_NEWEST };
  g_autofree char *text = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error) || !dex_await (crm_store_read (cli->store, cli->cancellable, read_form, &asked, NULL), error))
    return CRM_CLI_DATABASE;
  text = crm_survey_json_write (asked.form);
  crm_cli_output_text (text);
  crm_cli_output_text ("\n");
  crm_survey_form_unref (asked.form);
  return CRM_CLI_DONE;
}

/* ── import-answers ───────────────────────────────────────────────────────────────────────── */

static void
add_count (JsonBuilder *builder, const char *name, guint64 count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64)count);
}

static void
print_report_json (const CrmImportReport *report, const CrmImportSource *source, const char *file)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_count (builder, "read", report->n_read);
  add_count (builder, "created", report->n_created);
  add_count (builder, "updated", 0);
  add_count (builder, "unchanged", report->n_unchanged);
  add_count (builder, "skipped", report->n_skipped);
  add_count (builder, "matched", report->n_matched);
  add_count (builder, "unmatched", report->n_unmatched);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmImportFault *fault = report->faults->pdata[i];

      json_builder_begin_object (builder);
      crm_json_add_text (builder, "file", file);
      add_count (builder, "row", fault->row);
      crm_json_add_text (builder, "column", fault->column);
      crm_json_add_text (builder, "reason", fault->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  crm_json_add_id (builder, "edit", report->edit != 0 ? &report->edit_id : NULL);
  crm_json_add_text (builder, "format", crm_import_source_get_format_name (source));
  crm_json_add_text (builder, "encoding", source->encoding);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
print_report (const CrmCli *cli, const CrmImportReport *report, const char *file)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmImportFault *fault = report->faults->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s%s%s", file, fault->row, fault->column != NULL ? fault->column : "", fault->column != NULL ? ": " : "", fault->reason);

      crm_cli_output_error (line);
    }
  message = g_strdup_printf (_ ("%lu rows: %lu responses, %lu of them of known customers, %lu unchanged, %lu without answers, %u refused."), (gulong)report->n_read, (gulong)report->n_created,
                             (gulong)report->n_matched, (gulong)report->n_unchanged, (gulong)report->n_skipped, report->faults->len);
  crm_cli_output_edit (cli, NULL, NULL, message);
}

static int
get_this_year (const CrmCli *cli)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc_usec (crm_clock_now (cli->clock));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, crm_clock_get_zone (cli->clock));

  return g_date_time_get_year (local);
}

static CrmImportSource *
open_file (CrmCli *cli, const char *file, GError **error)
{
  CrmImportSource *source = dex_await_boxed (crm_import_source_load (file, NULL, get_this_year (cli), cli->cancellable), error);

  if (source == NULL && (*error)->domain == CRM_ERROR)
    (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_INPUT;
  return source;
}

/* ── answers of a mailed page ─────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *name;
  CrmSurveyAnswerFiles *files;
  gint64 now;
} Returned;

static gboolean
read_returned (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Returned *returned = data;
  CrmId id;

  g_value_init (result, G_TYPE_BOOLEAN);
  return crm_cli_survey_find (connection, returned->name, &id, error) && crm_survey_answer_files_read (returned->files, connection, &id, returned->now, error);
}

static void
print_returned (CrmCli *cli, const CrmSurveyAnswerFile *file, const CrmEditResult *written)
{
  gboolean fresh = file->state == CRM_SURVEY_ANSWER_FILE_NEW;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      crm_cli_output_edit (cli, NULL, NULL, !fresh ? _ ("These answers were read before.") : written == NULL ? _ ("One response would be kept.")
                                                                                                             : _ ("One response is kept."));
      return;
    }
  json_builder_begin_object (builder);
  add_count (builder, "read", 1);
  add_count (builder, "created", fresh);
  add_count (builder, "updated", 0);
  add_count (builder, "unchanged", !fresh);
  add_count (builder, "skipped", 0);
  add_count (builder, "matched", fresh && file->customer != NULL);
  add_count (builder, "unmatched", 0);
  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  crm_json_add_id (builder, "edit", written != NULL ? &written->id : NULL);
  crm_json_add_text (builder, "format", "code");
  crm_json_add_text (builder, "encoding", "UTF-8");
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

/* Takes @text. */
static CrmCliExit
import_returned (CrmCli *cli, const char *name, const char *path, char *text, gsize length, gboolean dry_run, GError **error)
{
  g_autoptr (CrmSurveyAnswerFiles) files = crm_survey_answer_files_new ();
  g_autoptr (CrmEditResult) written = NULL;
  Returned returned = { name, files, 0 };
  const CrmSurveyAnswerFile *file;

  crm_survey_answer_files_add (files, path, text, length, NULL);
  file = files->files->pdata[0];
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_INPUT;
  returned.now = crm_clock_now (cli->clock);
  if (!dex_await (crm_store_read (cli->store, cli->cancellable, read_returned, &returned, NULL), error))
    return CRM_CLI_DATABASE;
  if (file->state == CRM_SURVEY_ANSWER_FILE_REFUSED)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, "%s: %s", path, file->message);
      return CRM_CLI_INPUT;
    }
  if (files->edit != NULL && !dry_run)
    {
      written = dex_await_boxed (crm_store_apply (cli->store, files->edit, cli->cancellable), error);
      if (written == NULL)
        return CRM_CLI_DATABASE;
    }
  print_returned (cli, file, written);
  return CRM_CLI_DONE;
}

/* (nullable): the file where it holds a code, as what comes back from a mailed page does. */
static char *
load_returned (const char *path, gsize *length)
{
  g_autofree char *text = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > CRM_SURVEY_ANSWER_CODE_MAX || !g_file_get_contents (path, &text, length, NULL))
    return NULL;
  return crm_survey_answer_code_is_in (text, *length) ? g_steal_pointer (&text) : NULL;
}

static void
on_interrupted (GCancellable *cancellable, gpointer import)
{
  crm_import_cancel (import);
}

static CrmImportReport *
run_import (CrmCli *cli, CrmSurveyForm *form, CrmImportSource *source, gboolean dry_run, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (CrmImport) import = NULL;
  CrmImportReport *report;
  gulong handler;

  g_ptr_array_add (sources, crm_import_source_ref (source));
  import = crm_import_new_of_answers (cli->store, form, sources);
  handler = g_cancellable_connect (cli->cancellable, G_CALLBACK (on_interrupted), import, NULL);
  report = dex_await_boxed (dry_run ? crm_import_rehearse (import) : crm_import_run (import), error);
  g_cancellable_disconnect (cli->cancellable, handler);
  return report;
}

CrmCliExit
crm_cli_survey_import_answers (CrmCli *cli, const char *name, const char *file, gboolean newest, gboolean dry_run, GError **error)
{
  Asked asked = { .name = name, .which = newest ? CRM_SURVEY_NEWEST : CRM_SURVEY_PUBLISHED };
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmImportReport) report = NULL;
  gsize length;
  char *returned = load_returned (file, &length);

  if (returned != NULL)
    return import_returned (cli, name, file, returned, length, dry_run, error);
  source = open_file (cli, file, error);
  if (source == NULL || !crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_INPUT;
  if (!dex_await (crm_store_read (cli->store, cli->cancellable, read_form, &asked, NULL), error))
    return CRM_CLI_DATABASE;
  form = asked.form;
  crm_answers_import_recognise (form, source);
  if (!crm_answers_import_is_useful (source->mapping))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("No column of “%s” is a question of this survey, by its code or its text."), source->name);
      return CRM_CLI_INPUT;
    }
  report = run_import (cli, form, source, dry_run, error);
  if (report == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_report_json (report, source, file);
  else
    print_report (cli, report, file);
  return report->faults->len > 0 ? CRM_CLI_IN_PART : CRM_CLI_DONE;
}
