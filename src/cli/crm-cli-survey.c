/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli survey: which surveys there are, what they brought, and one to give away or to take answers to. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-survey.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *from_text, *to_text, *channel_name, *owner_name;
static gboolean with_texts, dry_run, newest;

/* ── figures ──────────────────────────────────────────────────────────────────────────────── */

void
crm_cli_survey_add_number (JsonBuilder *builder, const char *name, guint number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
crm_cli_survey_add_double (JsonBuilder *builder, const char *name, gboolean known, double value)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
crm_cli_survey_add_count (JsonBuilder *builder, const char *name, gboolean known, guint count)
{
  if (known)
    crm_cli_survey_add_number (builder, name, count);
  else
    crm_cli_survey_add_double (builder, name, FALSE, 0);
}

void
crm_cli_survey_add_score (JsonBuilder *builder, const char *name, const CrmScore *score)
{
  crm_cli_survey_add_number (builder, "n", score->n);
  crm_cli_survey_add_double (builder, name, score->known, score->value);
  crm_cli_survey_add_double (builder, "low", score->has_interval, score->low);
  crm_cli_survey_add_double (builder, "high", score->has_interval, score->high);
}

static char *
format_value (CrmScoreKind kind, double value)
{
  if (kind == CRM_SCORE_SHARE)
    return g_strdup_printf ("%.1f %%", value * 100);
  return g_strdup_printf ("%.*f", kind == CRM_SCORE_MEAN ? 2 : 1, value);
}

char *
crm_cli_survey_format_score (CrmScoreKind kind, const CrmScore *score)
{
  g_autofree char *value = format_value (kind, score->value), *low = format_value (kind, score->low), *high = format_value (kind, score->high);

  if (!score->known)
    return g_strdup ("–");
  /* Translators: a score, and the ends of its 95 % interval. */
  return score->has_interval ? g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), value, low, high) : g_steal_pointer (&value);
}

const char *
crm_cli_survey_get_question_text (const CrmSurveyColumn *column)
{
  return crm_survey_get_text (column->question->record, CRM_QUESTION_TEXT, FALSE);
}

const char *
crm_cli_survey_get_option_key (const CrmRecord *option)
{
  const char *code = crm_record_get_text (option, CRM_QUESTION_OPTION_CODE);

  return code != NULL ? code : crm_survey_get_text (option, CRM_QUESTION_OPTION_TEXT, FALSE);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
find_by (CrmConnection *connection, const char *sql, const char *text, const CrmId *id, CrmId *survey, gboolean *found, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  if (id != NULL)
    crm_statement_bind_id (statement, 1, id);
  else
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (connection, statement, error);
  *found = step > 0 && crm_statement_read_id (statement, 0, survey);
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_cli_survey_find (CrmConnection *connection, const char *name, CrmId *survey, GError **error)
{
  static const char by_id[] = "SELECT id FROM survey WHERE id = ? AND deleted = 0";
  static const char by_title[] = "SELECT id FROM survey WHERE (title = ?1 OR title_second = ?1) AND deleted = 0 ORDER BY last_response DESC NULLS LAST, rowid DESC LIMIT 1";
  CrmId id;
  gboolean found = FALSE;

  if (crm_id_parse (name, &id) && !find_by (connection, by_id, NULL, &id, survey, &found, error))
    return FALSE;
  if (!found && !find_by (connection, by_title, name, NULL, survey, &found, error))
    return FALSE;
  if (!found)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("No survey is called “%s”."), name);
  return found;
}

/* The one named, or the one last answered that asks the question meant. */
static gboolean
find_survey (const CrmCliSurvey *self, CrmConnection *connection, CrmId *survey, GError **error)
{
  static const char by_type[] = "SELECT s.id FROM survey s WHERE s.deleted = 0 AND EXISTS (SELECT 1 FROM survey_version v JOIN question q ON q.version = v.id"
                                " WHERE v.survey = s.id AND v.deleted = 0 AND q.deleted = 0 AND q.type = ?) ORDER BY s.last_response DESC NULLS LAST, s.rowid DESC LIMIT 1";
  gboolean found = FALSE;

  if (self->name != NULL)
    return crm_cli_survey_find (connection, self->name, survey, error);
  if (!find_by (connection, by_type, crm_question_type_get_name (self->type), NULL, survey, &found, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("The file has no survey that asks this yet."));
  return found;
}

static gboolean
read_owners (CrmCliSurvey *self, CrmConnection *connection, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT rowid, name FROM user", error);
  int step;

  if (statement == NULL)
    return FALSE;
  self->owners = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);
      const char *name = (const char *)sqlite3_column_text (statement, 1);

      g_hash_table_insert (self->owners, GSIZE_TO_POINTER (rowid), g_strdup (name));
      if (self->owner != NULL && g_strcmp0 (name, self->owner) == 0)
        self->filter.owner = rowid;
    }
  if (step == 0 && self->owner != NULL && self->filter.owner == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("No user is called “%s”."), self->owner);
  return step == 0 && (self->owner == NULL || self->filter.owner != 0);
}

static gboolean
read_texts (CrmCliSurvey *self, CrmConnection *connection, GError **error)
{
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < self->results->n_questions; i++)
    {
      GPtrArray *texts = crm_survey_reading_read_verbatims (self->reading, connection, self->results, i, error);

      if (texts == NULL)
        return FALSE;
      g_ptr_array_add (self->texts, texts);
    }
  return TRUE;
}

static gboolean
read_survey (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmCliSurvey *self = data;
  CrmId survey;

  g_value_init (result, G_TYPE_BOOLEAN);
  if (!find_survey (self, connection, &survey, error) || !read_owners (self, connection, error))
    return FALSE;
  self->reading = crm_survey_reading_new (connection, &survey, crm_clock_get_zone (self->cli->clock), error);
  if (self->reading == NULL)
    return FALSE;
  self->results = crm_survey_results_new (self->reading->columns, &self->filter);
  return !self->with_texts || read_texts (self, connection, error);
}

static gboolean
choose_channel (CrmCliSurvey *self, GError **error)
{
  if (self->channel == NULL)
    return TRUE;
  for (guint i = 0; crm_choices_survey_channel[i].name != NULL; i++)
    if (g_str_equal (self->channel, crm_choices_survey_channel[i].name))
      self->filter.channels = 1u << (i + 1);
  if (self->filter.channels == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%1$s” after %2$s is no channel of surveys."), self->channel, "--channel");
  return self->filter.channels != 0;
}

gboolean
crm_cli_survey_read (CrmCliSurvey *self, GError **error)
{
  if (self->filter.from != CRM_DATE_NONE && self->filter.to != CRM_DATE_NONE && self->filter.from > self->filter.to)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("The period ends before it begins."));
      return FALSE;
    }
  return choose_channel (self, error) && crm_cli_open (self->cli, CRM_CLI_OPEN_EXISTING, error)
         && dex_await (crm_store_read (self->cli->store, self->cli->cancellable, read_survey, self, NULL), error);
}

void
crm_cli_survey_clear (CrmCliSurvey *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->results, crm_survey_results_free);
  g_clear_pointer (&self->reading, crm_survey_reading_unref);
  g_clear_pointer (&self->owners, g_hash_table_unref);
}

guint
crm_cli_survey_find_question (const CrmCliSurvey *self, GError **error)
{
  for (guint i = 0; i < self->results->n_questions; i++)
    if (self->results->questions[i].column->question->type == self->type && self->results->questions[i].column->is_current)
      return i;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("“%s” asks no such question."), crm_record_get_title (self->reading->survey));
  return G_MAXUINT;
}

gboolean
crm_cli_survey_read_date (const char *text, const char *option, CrmDate *date, GError **error)
{
  if (text == NULL || crm_date_parse (text, CRM_DATE_ORDER_YMD, 2000, date, NULL))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%1$s” after %2$s is not a date such as 2026-03-31."), text, option);
  return FALSE;
}

/* ── list ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_list (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *surveys = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT id FROM survey WHERE deleted = 0 ORDER BY last_response DESC NULLS LAST, rowid DESC", error);
  CrmId id;
  int step;

  g_value_init (result, G_TYPE_BOOLEAN);
  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      g_array_append_val (ids, id);
  for (guint i = 0; step == 0 && i < ids->len; i++)
    {
      CrmRecord *survey = crm_connection_read_record (connection, &crm_kind_survey, &g_array_index (ids, CrmId, i), error);

      if (survey == NULL)
        return FALSE;
      g_ptr_array_add (surveys, survey);
    }
  return step == 0;
}

/* How many answered an anonymous survey is not said below five. */
static gint64
get_n_responses (const CrmRecord *survey)
{
  gint64 n = crm_record_has (survey, CRM_SURVEY_N_RESPONSES) ? survey->values[CRM_SURVEY_N_RESPONSES].integer : 0;
  gboolean anonymous = crm_record_has (survey, CRM_SURVEY_ANONYMOUS) && survey->values[CRM_SURVEY_ANONYMOUS].integer != 0;

  return anonymous && n < CRM_SUPPRESSION_LEAST ? 0 : n;
}

static void
add_survey (CrmCli *cli, JsonBuilder *builder, const CrmRecord *survey)
{
  json_builder_begin_object (builder);
  crm_json_add_id (builder, "id", &survey->id);
  crm_json_add_text (builder, "title", crm_record_get_title (survey));
  crm_json_add_text (builder, "purpose", crm_record_get_text (survey, CRM_SURVEY_PURPOSE));
  crm_json_add_text (builder, "status", crm_record_get_text (survey, CRM_SURVEY_STATUS));
  json_builder_set_member_name (builder, "anonymous");
  json_builder_add_boolean_value (builder, crm_record_has (survey, CRM_SURVEY_ANONYMOUS) && survey->values[CRM_SURVEY_ANONYMOUS].integer != 0);
  crm_cli_survey_add_number (builder, "responses", (guint)get_n_responses (survey));
  json_builder_end_object (builder);
}

static CrmCliExit
list_surveys (CrmCli *cli, GError **error)
{
  g_autoptr (GPtrArray) surveys = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CrmCliTable *table;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error) || !dex_await (crm_store_read (cli->store, cli->cancellable, read_list, surveys, NULL), error))
    return CRM_CLI_DATABASE;
  if (cli->json)
    {
      json_builder_begin_array (builder);
      for (guint i = 0; i < surveys->len; i++)
        add_survey (cli, builder, surveys->pdata[i]);
      json_builder_end_array (builder);
      crm_cli_output_json (builder);
      return CRM_CLI_DONE;
    }
  table = crm_cli_table_new (3);
  crm_cli_table_add (table, _ ("Survey"), _ ("Status"), _ ("Responses"), NULL);
  for (guint i = 0; i < surveys->len; i++)
    {
      g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, get_n_responses (surveys->pdata[i]));

      crm_cli_table_add (table, crm_record_get_title (surveys->pdata[i]), crm_record_get_text (surveys->pdata[i], CRM_SURVEY_STATUS), n, NULL);
    }
  crm_cli_table_print (table);
  return CRM_CLI_DONE;
}

/* ── the command ──────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
print_results (CrmCli *cli, const char *name, GError **error)
{
  CrmCliSurvey survey = { .cli = cli, .name = name, .type = CRM_QUESTION_TYPE_UNKNOWN, .channel = channel_name, .owner = owner_name, .with_texts = with_texts };
  gboolean ok = crm_cli_survey_read_date (from_text, "--from", &survey.filter.from, error) && crm_cli_survey_read_date (to_text, "--to", &survey.filter.to, error)
                && crm_cli_survey_read (&survey, error);

  if (ok)
    crm_cli_survey_print_results (&survey);
  crm_cli_survey_clear (&survey);
  return ok ? CRM_CLI_DONE : CRM_CLI_DATABASE;
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  if (g_str_equal (arguments[0], "list") && n_arguments == 1)
    return list_surveys (cli, error);
  if (g_str_equal (arguments[0], "results") && n_arguments == 2)
    return print_results (cli, arguments[1], error);
  if (g_str_equal (arguments[0], "export") && n_arguments == 2)
    return crm_cli_survey_export (cli, arguments[1], error);
  if (g_str_equal (arguments[0], "import-answers") && n_arguments == 3)
    return crm_cli_survey_import_answers (cli, arguments[1], arguments[2], newest, dry_run, error);
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Say “survey list”, “survey results” or “survey export” and which survey, or “survey import-answers”, which survey and the file."));
  return CRM_CLI_USAGE;
}

static const GOptionEntry options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("results: first day"), N_ ("DATE") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("results: last day"), N_ ("DATE") },
  { "channel", 0, 0, G_OPTION_ARG_STRING, &channel_name, N_ ("results: only those answered this way: interview, kiosk, paper, file, mail, web"), N_ ("CHANNEL") },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner_name, N_ ("results: only those this user answers for"), N_ ("NAME") },
  { "texts", 0, 0, G_OPTION_ARG_NONE, &with_texts, N_ ("results: also what was written"), NULL },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("import-answers: say what would be done, and write nothing"), NULL },
  { "newest", 0, 0, G_OPTION_ARG_NONE, &newest, N_ ("import-answers: to the newest version, published or not"), NULL },
  { NULL },
};

const CrmCliCommand crm_cli_survey = {
  .name = "survey",
  .arguments = "list | results SURVEY | export SURVEY | import-answers SURVEY FILE",
  .summary = N_ ("List surveys, print one or its results, take answers from a file"),
  .description = N_ ("SURVEY is a title or an id. How each figure is computed stands in docs/figures.md. Answers come from CSV, Excel and JSON files of any other tool: columns are known by the code or the text of the question in either language. What came back from a mailed page is taken too. Exits with 1 when rows were refused."),
  .min_arguments = 1,
  .max_arguments = 3,
  .options = options,
  .run = run,
};
