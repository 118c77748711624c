/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli report: the figures of sales and of surveys, for scripts and for a person at a terminal. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-report-quality.h"
#include "cli/crm-cli-report-survey.h"
#include "cli/crm-cli-report.h"

#include "core/base/crm-error.h"
#include "core/base/crm-local-days.h"
#include "core/sales/crm-funnel.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Months that a forecast looks at. */
#define MAX_MONTHS 120

static char *pipeline_name, *survey_name, *from_text, *to_text, *by_name, *rule_name, *cohort_name, *owner_name, *check_name;
static int n_months = 6;

static const struct
{
  const char *name;
  void (*print) (CrmCliReport *report);
  gboolean compares; /* two days */
} reports[] = {
  { "funnel", crm_cli_report_funnel },
  { "forecast", crm_cli_report_forecast },
  { "movement", crm_cli_report_movement, TRUE },
  { "winrate", crm_cli_report_win_rate },
};

/* Those that read no deals come behind; crm-cli-report-survey knows them. */
static const char *const report_names[] = { "funnel", "forecast", "movement", "winrate", "nps", "csat", "servqual", "quality", NULL };

/* ── figures ──────────────────────────────────────────────────────────────────────────────── */

void
crm_cli_report_add_money (const CrmCliReport *report, JsonBuilder *builder, const char *name, gint64 minor)
{
  CrmMoney money = { .minor = minor };
  char plain[CRM_MONEY_PLAIN_LENGTH];

  g_strlcpy (money.currency, report->reading->home, sizeof money.currency);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  crm_json_add_text (builder, "amount", crm_money_to_plain (&money, plain));
  crm_json_add_text (builder, "currency", money.currency);
  json_builder_end_object (builder);
}

void
crm_cli_report_add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
crm_cli_report_add_share (JsonBuilder *builder, const char *name, gboolean known, double share)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_double_value (builder, share);
  else
    json_builder_add_null_value (builder);
}

void
crm_cli_report_add_excluded (JsonBuilder *builder, const CrmExcluded *excluded)
{
  json_builder_set_member_name (builder, "excluded");
  json_builder_begin_array (builder);
  for (int i = 0; i < CRM_N_EXCLUSIONS; i++)
    if (excluded->counts[i] > 0)
      {
        json_builder_begin_object (builder);
        crm_json_add_text (builder, "reason", crm_exclusion_get_name ((CrmExclusion)i));
        crm_cli_report_add_number (builder, "count", excluded->counts[i]);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, CrmDate date)
{
  char text[CRM_DATE_LENGTH];

  crm_json_add_text (builder, name, crm_date_to_iso (date, text));
}

static void
add_rates (const CrmCliReport *report, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "rates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->reading->rates_used->len; i++)
    {
      const CrmRateUse *use = &g_array_index (report->reading->rates_used, CrmRateUse, i);

      json_builder_begin_object (builder);
      crm_json_add_text (builder, "currency", use->rate.currency);
      crm_cli_report_add_number (builder, "units", use->rate.units);
      crm_cli_report_add_share (builder, "rate", TRUE, (double)use->rate.rate / 1e6);
      add_date (builder, "date", use->rate.date);
      crm_cli_report_add_number (builder, "deals", use->n_deals);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What every report says of itself: the period, the pipeline, the rates it used. */
void
crm_cli_report_add_frame (const CrmCliReport *report, JsonBuilder *builder)
{
  add_date (builder, "from", report->from);
  add_date (builder, "to", report->to);
  crm_json_add_text (builder, "pipeline", report->pipeline != CRM_STAGE_NONE ? crm_record_get_title (report->reading->pipelines->pdata[report->pipeline]) : NULL);
  crm_json_add_text (builder, "currency", report->reading->home);
  add_rates (report, builder);
}

char *
crm_cli_report_format_money (const CrmCliReport *report, gint64 minor)
{
  CrmMoney money = { .minor = minor };

  g_strlcpy (money.currency, report->reading->home, sizeof money.currency);
  return crm_money_format (&money, setlocale (LC_MESSAGES, NULL), report->reading->home);
}

char *
crm_cli_report_format_share (gboolean known, double share)
{
  return known ? g_strdup_printf ("%.1f%%", share * 100) : g_strdup ("–");
}

void
crm_cli_report_print_excluded (const CrmExcluded *excluded)
{
  for (int i = 0; i < CRM_N_EXCLUSIONS; i++)
    if (excluded->counts[i] > 0)
      {
        /* Translators: deals that a report leaves out: how many, and why. */
        g_autofree char *line = g_strdup_printf (_ ("Left out: %1$u, %2$s\n"), excluded->counts[i], crm_exclusion_get_text ((CrmExclusion)i));

        crm_cli_output_text (line);
      }
}

const char *
crm_cli_report_get_key_name (const CrmCliReport *report, guint32 key)
{
  if (g_str_equal (report->by, "owner"))
    return crm_deal_reading_get_owner_name (report->reading, key);
  if (g_str_equal (report->by, "source"))
    return crm_deal_reading_get_source_name (report->reading, key);
  return key < report->reading->pipelines->len ? crm_record_get_title (report->reading->pipelines->pdata[key]) : "";
}

CrmDealGroups *
crm_cli_report_divide (const CrmCliReport *report)
{
  CrmDealKey key = g_str_equal (report->by, "owner") ? CRM_DEAL_BY_OWNER : g_str_equal (report->by, "source") ? CRM_DEAL_BY_SOURCE
                                                                                                              : CRM_DEAL_BY_PIPELINE;

  return crm_deal_groups_new (&report->reading->paths, key);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmCliReport *report;
  CrmDealQuestion question;
  gboolean compares;
} Asked;

static CrmFilter *
new_owner_filter (CrmConnection *connection, const char *name, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT id FROM user WHERE name = ? AND deleted = 0", error);
  CrmFilter *filter = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      CrmId id = { 0 };
      CrmValue value;

      crm_statement_read_id (statement, 0, &id);
      value = crm_value_id (&id);
      filter = crm_filter_new (CRM_DEAL_OWNER, CRM_OPERATOR_EQUAL, &value);
    }
  else if (step == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("No user is called “%s”."), name);
  sqlite3_reset (statement);
  return filter;
}

static gboolean
choose_pipeline (CrmCliReport *report, GError **error)
{
  GPtrArray *pipelines = report->reading->pipelines;

  report->pipeline = CRM_STAGE_NONE;
  for (guint i = 0; i < pipelines->len; i++)
    {
      CrmRecord *pipeline = pipelines->pdata[i];
      CrmId id;

      if (pipeline->deleted || report->pipeline != CRM_STAGE_NONE)
        continue;
      if (pipeline_name == NULL || g_strcmp0 (crm_record_get_title (pipeline), pipeline_name) == 0 || (crm_id_parse (pipeline_name, &id) && crm_id_equal (&id, &pipeline->id)))
        report->pipeline = i;
    }
  if (report->pipeline != CRM_STAGE_NONE)
    return TRUE;
  if (pipeline_name != NULL)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("No pipeline is called “%s”."), pipeline_name);
  else
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("The file has no pipeline yet."));
  return FALSE;
}

static gboolean
read_days (Asked *asked, CrmConnection *connection, GError **error)
{
  CrmCliReport *report = asked->report;

  report->before = crm_deal_reading_read_day (report->reading, connection, asked->question.filter, crm_date_add_days (report->from, -1), error);
  report->after = report->before != NULL ? crm_deal_reading_read_day (report->reading, connection, asked->question.filter, report->to, error) : NULL;
  if (report->after == NULL)
    return FALSE;
  crm_deal_snapshots_keep_pipeline (report->before, &report->reading->paths, report->pipeline, TRUE);
  crm_deal_snapshots_keep_pipeline (report->after, &report->reading->paths, report->pipeline, TRUE);
  return TRUE;
}

static gboolean
read_report (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  g_autoptr (CrmFilter) filter = owner_name != NULL ? new_owner_filter (connection, owner_name, error) : NULL;

  if (owner_name != NULL && filter == NULL)
    return FALSE;
  asked->question.filter = filter;
  asked->report->reading = crm_deal_reading_new (connection, &asked->question, error);
  if (asked->report->reading == NULL || !choose_pipeline (asked->report, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  return !asked->compares || read_days (asked, connection, error);
}

/* ── the command ──────────────────────────────────────────────────────────────────────────── */

static gboolean
read_date (const char *text, const char *option, CrmDate *date, GError **error)
{
  if (text == NULL || crm_date_parse (text, CRM_DATE_ORDER_YMD, 2000, date, NULL))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%1$s” after %2$s is not a date such as 2026-03-31."), text, option);
  return FALSE;
}

static gboolean
read_span (CrmCliReport *report, GError **error)
{
  GTimeZone *zone = crm_clock_get_zone (report->cli->clock);
  g_autoptr (CrmLocalDays) days = crm_local_days_new (zone);

  report->to = crm_local_days_get (days, crm_clock_now (report->cli->clock));
  if (!read_date (to_text, "--to", &report->to, error))
    return FALSE;
  report->from = crm_date_add_days (crm_date_add_months (report->to, -12), 1);
  if (!read_date (from_text, "--from", &report->from, error))
    return FALSE;
  if (report->from > report->to)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("The period ends before it begins."));
      return FALSE;
    }
  report->span = (CrmPeriod){ crm_local_days_get_start (days, report->from), crm_local_days_get_start (days, crm_date_add_days (report->to, 1)) };
  return TRUE;
}

/* The place of @text among @names, the first where there is none; -1 with an error for another. */
static int
choose (const char *text, const char *option, const char *const *names, GError **error)
{
  g_autofree char *list = NULL;

  for (int i = 0; names[i] != NULL; i++)
    if (text == NULL || g_str_equal (text, names[i]))
      return i;
  list = g_strjoinv (", ", (char **)names);
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%1$s” after %2$s is none of: %3$s."), text, option, list);
  return -1;
}

static gboolean
read_options (CrmCliReport *report, GError **error)
{
  static const char *const keys[] = { "owner", "source", "pipeline", NULL };
  static const char *const rules[] = { "entered", "any", "all", NULL };
  static const char *const cohorts[] = { "pipeline", "stage", NULL };
  static const CrmFunnelRule rule_values[] = { CRM_FUNNEL_ENTERED_STAGES, CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ALL_STAGES };
  int key = choose (by_name, "--by", keys, error), rule = key < 0 ? -1 : choose (rule_name, "--rule", rules, error);
  int cohort = rule < 0 ? -1 : choose (cohort_name, "--cohort", cohorts, error);

  if (cohort < 0)
    return FALSE;
  if (n_months < 1 || n_months > MAX_MONTHS)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("--months must be between 1 and %d."), MAX_MONTHS);
      return FALSE;
    }
  report->by = by_name != NULL ? keys[key] : NULL;
  report->rule = (int)rule_values[rule];
  report->by_stage = cohort == 1;
  report->n_months = n_months;
  return read_span (report, error);
}

static void
clear_report (CrmCliReport *report)
{
  g_clear_pointer (&report->reading, crm_deal_reading_unref);
  g_clear_pointer (&report->before, g_array_unref);
  g_clear_pointer (&report->after, g_array_unref);
}

/* The period is as long and ends as that of the other reports. */
static CrmCliExit
run_survey_report (CrmCli *cli, const char *name, GError **error)
{
  static const char *const keys[] = { "channel", "owner", NULL };
  CrmCliReport report = { .cli = cli };
  CrmCliSurveyReport asked = { survey_name, owner_name, by_name, CRM_DATE_NONE, CRM_DATE_NONE };

  if (choose (by_name, "--by", keys, error) < 0 || !read_span (&report, error))
    return CRM_CLI_USAGE;
  asked.from = report.from;
  asked.to = report.to;
  return crm_cli_report_survey (cli, name, &asked, error);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  CrmCliReport report = { .cli = cli };
  Asked asked = { .report = &report };
  int chosen = choose (arguments[0], "report", report_names, error);
  gboolean ok;

  if (chosen < 0)
    return CRM_CLI_USAGE;
  if (g_str_equal (report_names[chosen], "quality"))
    return crm_cli_report_quality (cli, check_name, error);
  if (crm_cli_report_is_of_surveys (report_names[chosen]))
    return run_survey_report (cli, report_names[chosen], error);
  if (!read_options (&report, error))
    return CRM_CLI_USAGE;
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  asked.question = (CrmDealQuestion){ .span = { 0, 0 }, .now = crm_clock_now (cli->clock), .zone = crm_clock_get_zone (cli->clock) };
  asked.compares = reports[chosen].compares;
  ok = dex_await (crm_store_read (cli->store, cli->cancellable, read_report, &asked, NULL), error);
  if (ok)
    reports[chosen].print (&report);
  clear_report (&report);
  return ok ? CRM_CLI_DONE : CRM_CLI_DATABASE;
}

static const GOptionEntry options[] = {
  { "pipeline", 'p', 0, G_OPTION_ARG_STRING, &pipeline_name, N_ ("Name or id of the pipeline (default: the first)"), N_ ("PIPELINE") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, N_ ("First day (default: twelve months before the last)"), N_ ("DATE") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, N_ ("Last day (default: today)"), N_ ("DATE") },
  { "by", 0, 0, G_OPTION_ARG_STRING, &by_name, N_ ("Also for each owner, source or pipeline; of surveys, each channel or owner"), N_ ("KEY") },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &owner_name, N_ ("Only the deals, or responses, of this user"), N_ ("NAME") },
  { "survey", 0, 0, G_OPTION_ARG_STRING, &survey_name, N_ ("nps, csat, servqual: title or id of the survey (default: the last answered that asks this)"), N_ ("SURVEY") },
  { "months", 0, 0, G_OPTION_ARG_INT, &n_months, N_ ("forecast: how many months from the present one (default 6)"), N_ ("N") },
  { "rule", 0, 0, G_OPTION_ARG_STRING, &rule_name, N_ ("funnel: entered (default), any or all; see the manual page"), N_ ("RULE") },
  { "cohort", 0, 0, G_OPTION_ARG_STRING, &cohort_name, N_ ("funnel: pipeline (default) or stage: what the deals came to in the period"), N_ ("COHORT") },
  { "check", 0, 0, G_OPTION_ARG_STRING, &check_name, N_ ("quality: also the ids of what this check finds"), N_ ("CHECK") },
  { NULL },
};

const CrmCliCommand crm_cli_report = {
  .name = "report",
  .arguments = "funnel|forecast|movement|winrate|nps|csat|servqual|quality",
  .summary = N_ ("Print a figure of sales, of surveys or of the quality of data"),
  .description = N_ ("How each figure is computed, from which dates, and what it leaves out stands in docs/figures.md."),
  .min_arguments = 1,
  .max_arguments = 1,
  .options = options,
  .run = run,
};
