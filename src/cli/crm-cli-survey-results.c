/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey, question by question: as JSON, and for a person. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-survey.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* ── names ────────────────────────────────────────────────────────────────────────────────── */

/* (transfer full): what a count is of: a point, an option, a rank, a category. */
static char *
dup_count_name (const CrmQuestionResult *result, guint place)
{
  const CrmSurveyColumn *column = result->column;

  if (column->question->type == CRM_QUESTION_TYPE_KANO)
    return g_strdup (crm_kano_category_get_letter ((CrmKanoCategory)place));
  if (column->question->type == CRM_QUESTION_TYPE_RANKING)
    return g_strdup_printf ("%u", place + 1);
  if (column->options->len > 0)
    return g_strdup (crm_cli_survey_get_option_key (column->options->pdata[place]));
  return g_strdup_printf ("%d", column->minimum + (int)place);
}

static const char *
get_row_name (const CrmQuestionResult *result, guint row)
{
  static const char *const parts[] = { "expectation", "perception", "importance" };
  const CrmSurveyColumn *column = result->column;

  if (column->question->type == CRM_QUESTION_TYPE_SERVQUAL)
    return parts[row];
  return crm_cli_survey_get_option_key (column->question->type == CRM_QUESTION_TYPE_MATRIX ? column->rows->pdata[row] : column->options->pdata[row]);
}

static gboolean
has_named_rows (const CrmQuestionResult *result)
{
  CrmQuestionType type = result->column->question->type;

  return type == CRM_QUESTION_TYPE_SERVQUAL || type == CRM_QUESTION_TYPE_MATRIX || type == CRM_QUESTION_TYPE_RANKING;
}

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_row (JsonBuilder *builder, const CrmQuestionResult *result, guint row)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < result->n_counts; i++)
    {
      g_autofree char *name = dup_count_name (result, i);
      gsize place = (gsize)row * result->n_counts + i;

      json_builder_set_member_name (builder, name);
      if (result->hidden != NULL && result->hidden[place])
        json_builder_add_null_value (builder);
      else
        json_builder_add_int_value (builder, result->counts[place]);
    }
  json_builder_end_object (builder);
}

static void
add_counts (JsonBuilder *builder, const CrmQuestionResult *result)
{
  json_builder_set_member_name (builder, "counts");
  if (result->n_rows == 1 && !has_named_rows (result))
    {
      add_row (builder, result, 0);
      return;
    }
  json_builder_begin_object (builder);
  for (guint i = 0; i < result->n_rows; i++)
    {
      json_builder_set_member_name (builder, get_row_name (result, i));
      add_row (builder, result, i);
    }
  json_builder_end_object (builder);
}

static void
add_numbers (JsonBuilder *builder, const CrmQuestionResult *result)
{
  const CrmNumberSummary *numbers = &result->numbers;
  gboolean known = numbers->mean.known && result->disclosure == CRM_DISCLOSE_ALL;

  crm_cli_survey_add_double (builder, "minimum", known, numbers->minimum);
  crm_cli_survey_add_double (builder, "lower_quartile", known, numbers->lower_quartile);
  crm_cli_survey_add_double (builder, "median", known, numbers->median);
  crm_cli_survey_add_double (builder, "upper_quartile", known, numbers->upper_quartile);
  crm_cli_survey_add_double (builder, "maximum", known, numbers->maximum);
}

static void
add_ranks (JsonBuilder *builder, const CrmQuestionResult *result)
{
  json_builder_set_member_name (builder, "ranks");
  json_builder_begin_object (builder);
  for (guint i = 0; i < result->n_rows; i++)
    {
      json_builder_set_member_name (builder, get_row_name (result, i));
      json_builder_begin_object (builder);
      crm_cli_survey_add_score (builder, "rank", &result->ranks[i].rank);
      crm_cli_survey_add_double (builder, "points", result->ranks[i].rank.known, (double)result->ranks[i].points / 2);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_kano (JsonBuilder *builder, const CrmQuestionResult *result)
{
  const CrmKano *kano = &result->kano;
  gboolean known = kano->tied != 0;

  crm_json_add_text (builder, "category", known ? crm_kano_category_get_letter (kano->category) : NULL);
  json_builder_set_member_name (builder, "tied");
  json_builder_begin_array (builder);
  for (guint i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    if ((kano->tied & (kano->tied - 1)) != 0 && (kano->tied >> i & 1) != 0)
      json_builder_add_string_value (builder, crm_kano_category_get_letter ((CrmKanoCategory)i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "clear");
  json_builder_add_boolean_value (builder, kano->is_clear);
  crm_cli_survey_add_double (builder, "better", kano->has_coefficients, kano->better);
  crm_cli_survey_add_double (builder, "worse", kano->has_coefficients, kano->worse);
}

static void
add_texts (JsonBuilder *builder, const GPtrArray *texts)
{
  json_builder_set_member_name (builder, "texts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    {
      const CrmVerbatim *verbatim = texts->pdata[i];
      char day[CRM_DATE_LENGTH];

      json_builder_begin_object (builder);
      crm_json_add_text (builder, "text", verbatim->text);
      crm_json_add_text (builder, "day", verbatim->day != CRM_DATE_NONE ? crm_date_to_iso (verbatim->day, day) : NULL);
      crm_json_add_text (builder, "tags", verbatim->tags);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The gap of a SERVQUAL pair, which the survey's table of gaps holds. */
static const CrmScore *
find_gap (const CrmSurveyResults *results, guint place)
{
  static const CrmScore nothing = { 0 };

  for (guint i = 0; i < results->items->len; i++)
    if (g_array_index (results->items, guint, i) == place)
      return &results->servqual->items[i].gap;
  return &nothing;
}

static void
add_question (const CrmCliSurvey *self, JsonBuilder *builder, guint place)
{
  const CrmQuestionResult *result = &self->results->questions[place];
  CrmQuestionType type = result->column->question->type;
  CrmScore score = type == CRM_QUESTION_TYPE_SERVQUAL ? *find_gap (self->results, place) : result->score;

  json_builder_begin_object (builder);
  crm_json_add_text (builder, "code", result->column->question->code);
  crm_json_add_text (builder, "type", crm_question_type_get_name (type));
  crm_json_add_text (builder, "text", crm_cli_survey_get_question_text (result->column));
  score.n = type == CRM_QUESTION_TYPE_SERVQUAL || result->has_score ? score.n : result->n;
  crm_cli_survey_add_score (builder, "score", &score);
  add_counts (builder, result);
  if (result->column->numbers != NULL)
    add_numbers (builder, result);
  if (result->ranks != NULL)
    add_ranks (builder, result);
  if (type == CRM_QUESTION_TYPE_KANO)
    add_kano (builder, result);
  crm_cli_survey_add_number (builder, "off_scale", self->results->anonymous ? 0 : result->column->n_off);
  if (self->texts != NULL)
    add_texts (builder, self->texts->pdata[place]);
  json_builder_end_object (builder);
}

static void
add_response_rate (const CrmCliSurvey *self, JsonBuilder *builder)
{
  CrmResponseRate rate = crm_survey_reading_get_response_rate (self->reading, 0);

  json_builder_set_member_name (builder, "response_rate");
  json_builder_begin_object (builder);
  crm_cli_survey_add_number (builder, "invited", rate.invited);
  crm_cli_survey_add_number (builder, "answered", rate.answers);
  crm_cli_survey_add_double (builder, "rate", rate.known, rate.rate.rate);
  crm_cli_survey_add_double (builder, "low", rate.known, rate.rate.low);
  crm_cli_survey_add_double (builder, "high", rate.known, rate.rate.high);
  json_builder_end_object (builder);
}

static void
print_json (const CrmCliSurvey *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  crm_json_add_id (builder, "survey", &self->reading->survey->id);
  crm_json_add_text (builder, "title", crm_record_get_title (self->reading->survey));
  json_builder_set_member_name (builder, "anonymous");
  json_builder_add_boolean_value (builder, self->results->anonymous);
  json_builder_set_member_name (builder, "withheld");
  json_builder_add_boolean_value (builder, self->results->is_withheld);
  crm_cli_survey_add_number (builder, "responses", self->results->n);
  add_response_rate (self, builder);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->results->n_questions; i++)
    add_question (self, builder, i);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

/* ── for a person ─────────────────────────────────────────────────────────────────────────── */

static void
print_row (CrmCliTable *table, const CrmQuestionResult *result, guint row)
{
  for (guint i = 0; i < result->n_counts; i++)
    {
      g_autofree char *name = dup_count_name (result, i);
      gsize place = (gsize)row * result->n_counts + i;
      gboolean hidden = result->hidden != NULL && result->hidden[place];
      CrmScore share = crm_score_share (MIN (result->counts[place], result->row_n[row]), result->row_n[row]);
      g_autofree char *count = hidden ? g_strdup ("–") : g_strdup_printf ("%u", result->counts[place]);
      g_autofree char *text = hidden ? g_strdup ("–") : crm_cli_survey_format_score (CRM_SCORE_SHARE, &share);

      crm_cli_table_add (table, name, count, text, NULL);
    }
}

static void
print_question (const CrmCliSurvey *self, guint place)
{
  const CrmQuestionResult *result = &self->results->questions[place];
  CrmQuestionType type = result->column->question->type;
  const CrmScore *score = type == CRM_QUESTION_TYPE_SERVQUAL ? find_gap (self->results, place) : &result->score;
  g_autofree char *value = crm_cli_survey_format_score (result->kind, score);
  g_autofree char *answers = g_strdup_printf (ngettext ("%u answer", "%u answers", result->n), result->n);
  g_autofree char *head = score->known ? g_strdup_printf ("\n%s. %s\n%s: %s\n", result->column->question->code, crm_cli_survey_get_question_text (result->column), answers, value)
                                       : g_strdup_printf ("\n%s. %s\n%s\n", result->column->question->code, crm_cli_survey_get_question_text (result->column), answers);

  crm_cli_output_text (head);
  for (guint i = 0; i < result->n_rows; i++)
    {
      CrmCliTable *table = crm_cli_table_new (3);
      g_autofree char *name = has_named_rows (result) ? g_strdup_printf ("%s\n", get_row_name (result, i)) : NULL;

      if (name != NULL)
        crm_cli_output_text (name);
      print_row (table, result, i);
      crm_cli_table_print (table);
    }
  for (guint i = 0; self->texts != NULL && i < ((GPtrArray *)self->texts->pdata[place])->len; i++)
    {
      const CrmVerbatim *verbatim = ((GPtrArray *)self->texts->pdata[place])->pdata[i];
      g_autofree char *line = g_strdup_printf ("  %s\n", verbatim->text);

      crm_cli_output_text (line);
    }
}

void
crm_cli_survey_print_results (const CrmCliSurvey *self)
{
  g_autofree char *head = NULL;

  if (self->cli->json)
    {
      print_json (self);
      return;
    }
  head = g_strdup_printf (ngettext ("%1$s: %2$u response\n", "%1$s: %2$u responses\n", self->results->n), crm_record_get_title (self->reading->survey), self->results->n);
  crm_cli_output_text (head);
  if (self->results->is_withheld)
    {
      crm_cli_output_text (_ ("Too few to show: of an anonymous survey nothing is shown that fewer than five answered.\n"));
      return;
    }
  for (guint i = 0; i < self->results->n_questions; i++)
    print_question (self, i);
}
