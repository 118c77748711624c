/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on what customers say: net promoter score, satisfaction, service quality. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-report-survey.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  CrmQuestionType type;
} reports[] = {
  { "nps", CRM_QUESTION_TYPE_NPS },
  { "csat", CRM_QUESTION_TYPE_CSAT },
  { "servqual", CRM_QUESTION_TYPE_SERVQUAL },
};

gboolean
crm_cli_report_is_of_surveys (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (g_str_equal (reports[i].name, name))
      return TRUE;
  return FALSE;
}

static CrmQuestionType
get_type (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    if (g_str_equal (reports[i].name, name))
      return reports[i].type;
  return CRM_QUESTION_TYPE_UNKNOWN;
}

static void
add_date (JsonBuilder *builder, const char *name, CrmDate date)
{
  char text[CRM_DATE_LENGTH];

  crm_json_add_text (builder, name, crm_date_to_iso (date, text));
}

static const char *
get_group_name (const CrmCliSurvey *self, CrmSurveyKey key, gint64 value)
{
  if (key == CRM_SURVEY_BY_OWNER)
    return value != 0 ? g_hash_table_lookup (self->owners, GSIZE_TO_POINTER (value)) : NULL;
  return value > 0 ? crm_choices_survey_channel[value - 1].name : NULL;
}

/* ── scores ───────────────────────────────────────────────────────────────────────────────── */

static void
add_kinds (JsonBuilder *builder, const CrmQuestionResult *result)
{
  gboolean known = result->disclosure >= CRM_DISCLOSE_KINDS;

  if (result->kind == CRM_SCORE_NPS)
    {
      crm_cli_survey_add_count (builder, "promoters", known, result->nps.promoters);
      crm_cli_survey_add_count (builder, "passives", known, result->nps.passives);
      crm_cli_survey_add_count (builder, "detractors", known, result->nps.detractors);
    }
  else
    crm_cli_survey_add_count (builder, "satisfied", known, result->n_top);
}

static void
add_change (JsonBuilder *builder, const CrmQuestionResult *result)
{
  const CrmScoreChange *change = &result->change;
  gboolean tested = change->test != CRM_CHANGE_TEST_NONE;

  json_builder_set_member_name (builder, "change");
  json_builder_begin_object (builder);
  crm_cli_survey_add_double (builder, "difference", tested, change->difference);
  crm_cli_survey_add_double (builder, "p", tested, change->p);
  crm_json_add_text (builder, "verdict", crm_change_verdict_get_name (change->verdict));
  json_builder_end_object (builder);
}

static void
add_trend (JsonBuilder *builder, const CrmSurveyResults *results, guint place)
{
  g_autoptr (CrmScoreTrend) trend = crm_survey_results_make_trend (results, place, CRM_TREND_MONTH);

  json_builder_set_member_name (builder, "months");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trend->n_points; i++)
    {
      json_builder_begin_object (builder);
      add_date (builder, "month", trend->points[i].start);
      crm_cli_survey_add_score (builder, "score", &trend->points[i].score);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_score (JsonBuilder *builder, const CrmSurveyResults *results, guint place)
{
  const CrmQuestionResult *result = &results->questions[place];

  crm_cli_survey_add_score (builder, "score", &result->score);
  add_kinds (builder, result);
}

static void
add_score_groups (const CrmCliSurvey *self, JsonBuilder *builder, guint place, CrmSurveyKey key, const char *name)
{
  g_autoptr (GArray) groups = crm_survey_groups_new (self->reading->columns, &self->filter, key);

  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < groups->len; i++)
    {
      const CrmSurveyGroup *group = &g_array_index (groups, CrmSurveyGroup, i);

      json_builder_begin_object (builder);
      crm_json_add_text (builder, name, get_group_name (self, key, group->key));
      add_score (builder, group->results, place);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* ── SERVQUAL ─────────────────────────────────────────────────────────────────────────────── */

static void
add_gap (JsonBuilder *builder, const CrmGap *gap)
{
  crm_cli_survey_add_double (builder, "expectation", gap->expectation.known, gap->expectation.value);
  crm_cli_survey_add_double (builder, "perception", gap->perception.known, gap->perception.value);
  crm_cli_survey_add_score (builder, "gap", &gap->gap);
}

static void
add_named_gap (JsonBuilder *builder, const char *name, const CrmGap *gap)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_gap (builder, gap);
  json_builder_end_object (builder);
}

static void
add_servqual (JsonBuilder *builder, const CrmSurveyResults *results)
{
  const CrmServqual *servqual = results->servqual;

  add_named_gap (builder, "overall", &servqual->overall);
  add_named_gap (builder, "weighted", &servqual->weighted);
  json_builder_set_member_name (builder, "has_weights");
  json_builder_add_boolean_value (builder, servqual->has_weights);
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < servqual->n_dimensions; i++)
    {
      json_builder_begin_object (builder);
      crm_json_add_text (builder, "dimension", results->dimensions->pdata[i]);
      crm_cli_survey_add_double (builder, "weight", TRUE, servqual->weights[i]);
      add_gap (builder, &servqual->dimensions[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < servqual->n_items; i++)
    {
      const CrmSurveyColumn *column = results->questions[g_array_index (results->items, guint, i)].column;

      json_builder_begin_object (builder);
      crm_json_add_text (builder, "code", column->question->code);
      crm_json_add_text (builder, "text", crm_cli_survey_get_question_text (column));
      add_gap (builder, &servqual->items[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_gap (CrmCliTable *table, const char *name, const CrmGap *gap)
{
  g_autofree char *n = g_strdup_printf ("%u", gap->gap.n), *value = crm_cli_survey_format_score (CRM_SCORE_MEAN, &gap->gap);
  g_autofree char *expected = gap->expectation.known ? g_strdup_printf ("%.2f", gap->expectation.value) : g_strdup ("–");
  g_autofree char *met = gap->perception.known ? g_strdup_printf ("%.2f", gap->perception.value) : g_strdup ("–");

  crm_cli_table_add (table, name, n, expected, met, value, NULL);
}

static void
print_servqual (const CrmSurveyResults *results)
{
  CrmCliTable *table = crm_cli_table_new (5);
  const CrmServqual *servqual = results->servqual;

  crm_cli_table_add (table, _ ("Dimension"), _ ("Answers"), _ ("Expected"), _ ("Experienced"), C_ ("SERVQUAL", "Gap"), NULL);
  for (guint i = 0; i < servqual->n_dimensions; i++)
    print_gap (table, results->dimensions->pdata[i], &servqual->dimensions[i]);
  print_gap (table, _ ("Overall"), &servqual->overall);
  if (servqual->has_weights)
    print_gap (table, _ ("Weighted"), &servqual->weighted);
  crm_cli_table_print (table);
}

/* ── the report ───────────────────────────────────────────────────────────────────────────── */

static void
print_json (const CrmCliSurvey *self, guint place, const char *by)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CrmSurveyKey key = g_strcmp0 (by, "owner") == 0 ? CRM_SURVEY_BY_OWNER : CRM_SURVEY_BY_CHANNEL;

  json_builder_begin_object (builder);
  add_date (builder, "from", self->filter.from);
  add_date (builder, "to", self->filter.to);
  crm_json_add_id (builder, "survey", &self->reading->survey->id);
  crm_json_add_text (builder, "title", crm_record_get_title (self->reading->survey));
  json_builder_set_member_name (builder, "withheld");
  json_builder_add_boolean_value (builder, self->results->is_withheld);
  if (self->type == CRM_QUESTION_TYPE_SERVQUAL)
    add_servqual (builder, self->results);
  else
    {
      crm_json_add_text (builder, "question", self->results->questions[place].column->question->code);
      add_score (builder, self->results, place);
      add_change (builder, &self->results->questions[place]);
      add_trend (builder, self->results, place);
      if (by != NULL)
        add_score_groups (self, builder, place, key, by);
    }
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
print_text (const CrmCliSurvey *self, guint place)
{
  const CrmQuestionResult *result = &self->results->questions[place];
  g_autofree char *score = NULL;
  g_autofree char *line = NULL;

  if (self->type == CRM_QUESTION_TYPE_SERVQUAL)
    {
      print_servqual (self->results);
      return;
    }
  score = crm_cli_survey_format_score (result->kind, &result->score);
  line = g_strdup_printf (ngettext ("%1$s: %2$s, %3$u answer; against the period before: %4$s\n", "%1$s: %2$s, %3$u answers; against the period before: %4$s\n", result->score.n),
                          crm_record_get_title (self->reading->survey), score, result->score.n, crm_change_verdict_get_text (result->change.verdict));
  crm_cli_output_text (line);
}

CrmCliExit
crm_cli_report_survey (CrmCli *cli, const char *report, const CrmCliSurveyReport *asked, GError **error)
{
  CrmCliSurvey survey = { .cli = cli, .name = asked->survey, .type = get_type (report), .owner = asked->owner, .filter = { .from = asked->from, .to = asked->to } };
  guint place = G_MAXUINT;

  if (crm_cli_survey_read (&survey, error))
    place = crm_cli_survey_find_question (&survey, error);
  if (place != G_MAXUINT && cli->json)
    print_json (&survey, place, asked->by);
  else if (place != G_MAXUINT)
    print_text (&survey, place);
  crm_cli_survey_clear (&survey);
  return place != G_MAXUINT ? CRM_CLI_DONE : CRM_CLI_DATABASE;
}
