/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey: all its figures for the responses that a filter leaves. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-results-private.h"

#include "core/schema/crm-schema-surveys.h"

/* In this order a question gives the survey its score, as a response's does. */
static const CrmQuestionType primary_types[] = { CRM_QUESTION_TYPE_NPS, CRM_QUESTION_TYPE_CSAT, CRM_QUESTION_TYPE_CES, CRM_QUESTION_TYPE_STARS, CRM_QUESTION_TYPE_SCALE };

/* ── gathering ────────────────────────────────────────────────────────────────────────────── */

static CrmRating *
gather_ratings (const CrmSurveyResults *self, const CrmSurveyColumn *column, guint place)
{
  return crm_survey_set_gather (self->set, self->columns->n_words, column->ratings[place], sizeof (CrmRating), self->n);
}

static CrmRating **
gather_all (const CrmSurveyResults *self, const CrmSurveyColumn *column)
{
  CrmRating **ratings = g_new0 (CrmRating *, column->n_ratings + 1);

  for (guint i = 0; i < column->n_ratings; i++)
    ratings[i] = gather_ratings (self, column, i);
  return ratings;
}

/* A (NULL-terminated) array of ratings. */
static void
free_ratings (CrmRating **ratings)
{
  for (guint i = 0; ratings[i] != NULL; i++)
    g_free (ratings[i]);
  g_free (ratings);
}

/* ── counts ───────────────────────────────────────────────────────────────────────────────── */

static guint
count_rows (const CrmSurveyColumn *column)
{
  if (column->chosen != NULL || column->question->type == CRM_QUESTION_TYPE_KANO)
    return 1;
  return column->n_ratings;
}

static void
count_ratings (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  const CrmSurveyColumn *column = result->column;
  int minimum = column->question->type == CRM_QUESTION_TYPE_RANKING ? 1 : column->minimum;

  for (guint i = 0; i < result->n_rows; i++)
    result->row_n[i] = crm_survey_set_tally (self->set, self->columns->n_words, column->ratings[i], minimum, result->n_counts, result->counts + (gsize)i * result->n_counts);
}

static void
count_chosen (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  for (guint i = 0; i < result->n_counts; i++)
    result->counts[i] = crm_survey_set_count_both (self->set, result->column->chosen[i], self->columns->n_words);
  result->row_n[0] = result->n;
}

static void
count_kano (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  CrmRating **ratings = gather_all (self, result->column);

  crm_kano_compute (ratings[CRM_KANO_FUNCTIONAL], ratings[CRM_KANO_DYSFUNCTIONAL], self->n, &result->kano);
  for (guint i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    result->counts[i] = result->kano.counts[i];
  result->row_n[0] = result->kano.n;
  free_ratings (ratings);
}

static void
count_answers (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  const CrmSurveyColumn *column = result->column;

  result->n = crm_survey_set_count_both (self->set, column->answered, self->columns->n_words);
  result->n_written = crm_survey_set_count_both (self->set, column->written, self->columns->n_words);
  result->n_rows = count_rows (column);
  result->n_counts = column->question->type == CRM_QUESTION_TYPE_KANO ? CRM_N_KANO_CATEGORIES : column->n_values;
  result->counts = g_new0 (guint, (gsize)result->n_rows * result->n_counts + 1);
  result->row_n = g_new0 (guint, result->n_rows + 1);
  if (column->question->type == CRM_QUESTION_TYPE_KANO)
    count_kano (self, result);
  else if (column->chosen != NULL)
    count_chosen (self, result);
  else
    count_ratings (self, result);
}

/* ── scores ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_question_has_points (const CrmSurveyColumn *column, CrmScoreKind *kind)
{
  CrmQuestionType type = column->question->type;

  *kind = crm_question_type_get_score_kind (type);
  return crm_question_type_get_form (type) == CRM_ANSWER_FORM_POINTS && type != CRM_QUESTION_TYPE_SERVQUAL;
}

static void
summarize_numbers (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  g_autofree gint64 *numbers = crm_survey_set_gather (self->set, self->columns->n_words, result->column->numbers, sizeof (gint64), self->n);
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    if (numbers[i] != CRM_SURVEY_NO_NUMBER)
      numbers[n++] = numbers[i];
  crm_number_summary_compute (numbers, n, &result->numbers);
  result->score = result->numbers.mean;
  result->has_score = TRUE;
  result->kind = CRM_SCORE_MEAN;
}

static void
summarize_ranks (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  CrmRating **ranks = gather_all (self, result->column);

  result->ranks = g_new0 (CrmRankSummary, result->column->n_ratings + 1);
  crm_rank_summary_compute ((const CrmRating *const *)ranks, result->column->n_ratings, self->n, result->ranks);
  free_ratings (ranks);
}

static void
compare_with_before (const CrmSurveyResults *self, const CrmSurveySet *before, CrmQuestionResult *result)
{
  const CrmSurveyColumn *column = result->column;
  g_autofree guint *counts = g_new0 (guint, column->n_values + 1);

  crm_survey_set_tally (before, self->columns->n_words, column->ratings[0], column->minimum, column->n_values, counts);
  result->change = crm_score_change_from_counts (result->kind, column->minimum, result->counts, counts, column->n_values);
}

static void
count_kinds (CrmQuestionResult *result)
{
  guint n = result->column->n_values;

  if (result->kind == CRM_SCORE_NPS)
    result->nps = crm_nps_from_counts (result->column->minimum, result->counts, n);
  for (guint i = n - MIN (CRM_SCORE_N_TOP, n); i < n && result->kind == CRM_SCORE_SHARE; i++)
    result->n_top += result->counts[i];
}

static void
compute_question (const CrmSurveyResults *self, const CrmSurveySet *before, CrmQuestionResult *result)
{
  const CrmSurveyColumn *column = result->column;

  result->change.p = 1;
  result->disclosure = CRM_DISCLOSE_ALL;
  count_answers (self, result);
  result->has_score = crm_question_has_points (column, &result->kind);
  if (result->has_score)
    {
      result->score = crm_score_from_counts (result->kind, column->minimum, result->counts, column->n_values);
      count_kinds (result);
    }
  if (result->has_score && before != NULL)
    compare_with_before (self, before, result);
  if (column->numbers != NULL)
    summarize_numbers (self, result);
  if (column->question->type == CRM_QUESTION_TYPE_RANKING)
    summarize_ranks (self, result);
}

/* ── SERVQUAL ─────────────────────────────────────────────────────────────────────────────── */

static guint
find_dimension (CrmSurveyResults *self, const char *name)
{
  for (guint i = 0; i < self->dimensions->len; i++)
    if (g_str_equal (self->dimensions->pdata[i], name))
      return i;
  g_ptr_array_add (self->dimensions, g_strdup (name));
  return self->dimensions->len - 1;
}

/* The items of the newest version, and the dimension of each. */
static guint *
find_items (CrmSurveyResults *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n_questions; i++)
    {
      const CrmSurveyColumn *column = self->questions[i].column;
      const char *name = crm_record_get_text (column->question->record, CRM_QUESTION_DIMENSION);
      guint dimension;

      if (column->question->type != CRM_QUESTION_TYPE_SERVQUAL || !column->is_current)
        continue;
      dimension = find_dimension (self, name != NULL ? name : "");
      g_array_append_val (self->items, i);
      g_array_append_val (places, dimension);
    }
  return (guint *)(gpointer)g_array_free (places, FALSE);
}

/* How important each dimension is: the mean of what was said of its items. Returns: (nullable): NULL where nobody was asked. */
static double *
weigh_dimensions (const CrmSurveyResults *self, const guint *dimensions)
{
  g_autofree CrmMoments *moments = g_new0 (CrmMoments, self->dimensions->len + 1);
  double *importance = g_new0 (double, self->dimensions->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const CrmQuestionResult *result = &self->questions[g_array_index (self->items, guint, i)];
      const guint *counts = result->counts + (gsize)CRM_SERVQUAL_IMPORTANCE * result->n_counts;

      for (guint j = 0; j < result->n_counts; j++)
        crm_moments_add_times (&moments[dimensions[i]], result->column->minimum + (int)j, counts[j]);
    }
  for (guint i = 0; i < self->dimensions->len; i++)
    {
      importance[i] = crm_moments_get_mean (&moments[i]);
      n += moments[i].n;
    }
  if (n == 0)
    g_clear_pointer (&importance, g_free);
  return importance;
}

static void
compute_servqual (CrmSurveyResults *self)
{
  g_autofree guint *dimensions = find_items (self);
  g_autofree double *importance = weigh_dimensions (self, dimensions);
  guint n = self->items->len;
  CrmRating **expectations = g_new0 (CrmRating *, n + 1), **perceptions = g_new0 (CrmRating *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const CrmSurveyColumn *column = self->questions[g_array_index (self->items, guint, i)].column;

      expectations[i] = gather_ratings (self, column, CRM_SERVQUAL_EXPECTATION);
      perceptions[i] = gather_ratings (self, column, CRM_SERVQUAL_PERCEPTION);
    }
  if (n > 0)
    self->servqual = crm_servqual_new (&(CrmServqualAnswers){ n, self->dimensions->len, self->n, dimensions, (const CrmRating *const *)expectations, (const CrmRating *const *)perceptions }, importance);
  free_ratings (expectations);
  free_ratings (perceptions);
}

/* ── all of them ──────────────────────────────────────────────────────────────────────────── */

/* The same filter over as many days just before. Returns: whether there is such a period. */
static gboolean
make_filter_before (const CrmSurveyFilter *filter, CrmSurveyFilter *before)
{
  *before = *filter;
  if (!crm_date_is_valid (filter->from) || !crm_date_is_valid (filter->to) || filter->from > filter->to)
    return FALSE;
  before->to = crm_date_add_days (filter->from, -1);
  before->from = crm_date_add_days (filter->from, crm_date_to_days (filter->from) - crm_date_to_days (filter->to) - 1);
  return before->from != CRM_DATE_NONE && before->to != CRM_DATE_NONE;
}

static guint
find_primary (const CrmSurveyColumns *columns)
{
  for (gsize type = 0; type < G_N_ELEMENTS (primary_types); type++)
    for (guint i = 0; i < columns->columns->len; i++)
      if (crm_survey_columns_get (columns, i)->question->type == primary_types[type] && crm_survey_columns_get (columns, i)->is_current)
        return i;
  return G_MAXUINT;
}

static CrmSurveyResults *
make_results (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, CrmSurveySet *set, guint n)
{
  CrmSurveyResults *self = g_new0 (CrmSurveyResults, 1);

  self->columns = columns;
  self->filter = *filter;
  self->anonymous = crm_survey_columns_are_anonymous (columns);
  self->n_all = columns->responses->len;
  self->set = set;
  self->n = n;
  self->primary = find_primary (columns);
  self->n_questions = columns->columns->len;
  self->questions = g_new0 (CrmQuestionResult, self->n_questions + 1);
  self->items = g_array_new (FALSE, FALSE, sizeof (guint));
  self->dimensions = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
compute_all (CrmSurveyResults *self, const CrmSurveySet *before)
{
  for (guint i = 0; i < self->n_questions; i++)
    {
      self->questions[i].column = crm_survey_columns_get (self->columns, i);
      compute_question (self, before, &self->questions[i]);
    }
  compute_servqual (self);
  if (self->anonymous)
    crm_survey_results_withhold (self);
}

CrmSurveyResults *
crm_survey_results_new_for_set (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, CrmSurveySet *set, guint n)
{
  CrmSurveyResults *self = make_results (columns, filter, set, n);

  compute_all (self, NULL);
  return self;
}

CrmSurveyResults *
crm_survey_results_new (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter)
{
  guint n;
  CrmSurveySet *set = crm_survey_select (columns, filter, &n);
  CrmSurveyResults *self = make_results (columns, filter, set, n);
  g_autofree CrmSurveySet *before = NULL;
  CrmSurveyFilter filter_before;

  if (make_filter_before (filter, &filter_before))
    before = crm_survey_select (columns, &filter_before, &self->n_before);
  compute_all (self, before);
  return self;
}

void
crm_survey_results_free (CrmSurveyResults *self)
{
  for (guint i = 0; i < self->n_questions; i++)
    {
      g_free (self->questions[i].counts);
      g_free (self->questions[i].row_n);
      g_free (self->questions[i].hidden);
      g_free (self->questions[i].ranks);
    }
  g_clear_pointer (&self->servqual, crm_servqual_free);
  g_array_unref (self->items);
  g_ptr_array_unref (self->dimensions);
  g_free (self->questions);
  g_free (self->set);
  g_free (self);
}

/* ── on demand ────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_whole (const CrmSurveyResults *self, guint place)
{
  return place < self->n_questions && !self->is_withheld && self->questions[place].disclosure == CRM_DISCLOSE_ALL;
}

CrmScoreTrend *
crm_survey_results_make_trend (const CrmSurveyResults *self, guint place, CrmTrendStep step)
{
  CrmTrendOptions options = { .step = step, .from = self->filter.from, .to = self->filter.to };
  g_autofree CrmDate *days = g_new (CrmDate, (gsize)self->n + 1);
  g_autofree CrmRating *ratings = NULL;
  g_autofree CrmSurveyResponse *responses = NULL;
  const CrmSurveyColumn *column;
  CrmScoreTrend *trend;

  if (place >= self->n_questions || self->is_withheld || !crm_question_has_points (self->questions[place].column, &options.kind))
    return crm_score_trend_new (&(CrmTrendOptions){ .step = step }, NULL, NULL, 0);
  column = self->questions[place].column;
  ratings = gather_ratings (self, column, 0);
  responses = crm_survey_set_gather (self->set, self->columns->n_words, self->columns->responses->data, sizeof (CrmSurveyResponse), self->n);
  for (gsize i = 0; i < self->n; i++)
    days[i] = responses[i].day;
  options.minimum = column->minimum;
  options.n_values = column->n_values;
  trend = crm_score_trend_new (&options, days, ratings, self->n);
  if (self->anonymous)
    crm_survey_trend_withhold (trend, &options, days, ratings, self->n);
  return trend;
}

CrmReliability *
crm_survey_results_make_reliability (const CrmSurveyResults *self, const guint *places, guint n)
{
  CrmRating **ratings = g_new0 (CrmRating *, n + 1);
  CrmReliability *reliability;
  guint n_known = 0;

  for (guint i = 0; i < n; i++)
    if (places[i] < self->n_questions && !self->is_withheld && crm_question_type_get_form (self->questions[places[i]].column->question->type) == CRM_ANSWER_FORM_POINTS)
      ratings[n_known++] = gather_ratings (self, self->questions[places[i]].column, self->questions[places[i]].column->n_ratings > 1 ? CRM_SERVQUAL_PERCEPTION : 0);
  reliability = crm_reliability_new ((const CrmRating *const *)ratings, n_known, n_known > 0 ? self->n : 0);
  free_ratings (ratings);
  return reliability;
}

static gboolean
can_be_crossed (const CrmSurveyResults *self, guint place)
{
  const CrmSurveyColumn *column = place < self->n_questions ? self->questions[place].column : NULL;

  return column != NULL && column->n_ratings == 1 && column->n_values > 0 && column->question->type != CRM_QUESTION_TYPE_RANKING && column->question->type != CRM_QUESTION_TYPE_MATRIX;
}

static void
count_pairs (const CrmSurveyResults *self, const CrmSurveyColumn *row, const CrmSurveyColumn *column, guint *counts)
{
  g_autofree CrmRating *rows = gather_ratings (self, row, 0);
  g_autofree CrmRating *columns = gather_ratings (self, column, 0);

  for (gsize i = 0; i < self->n; i++)
    if (rows[i] != CRM_RATING_NONE && columns[i] != CRM_RATING_NONE)
      counts[(gsize)(rows[i] - row->minimum) * column->n_values + (gsize)(columns[i] - column->minimum)]++;
}

gboolean
crm_survey_results_make_cross_table (const CrmSurveyResults *self, guint row, guint column, guint **counts, CrmSuppression **suppression, CrmCrossTable *table)
{
  guint n_rows, n_columns;

  *table = (CrmCrossTable){ 0 };
  *suppression = NULL;
  *counts = NULL;
  if (!can_be_crossed (self, row) || !can_be_crossed (self, column) || self->is_withheld)
    return FALSE;
  n_rows = self->questions[row].column->n_values;
  n_columns = self->questions[column].column->n_values;
  *counts = g_new0 (guint, (gsize)n_rows * n_columns + 1);
  count_pairs (self, self->questions[row].column, self->questions[column].column, *counts);
  crm_cross_table_compute (*counts, n_rows, n_columns, table);
  if (self->anonymous)
    *suppression = crm_survey_cross_table_withhold (*counts, n_rows, n_columns, table);
  return TRUE;
}

CrmImportanceMap *
crm_survey_results_make_importance_map (const CrmSurveyResults *self, guint overall, const guint *places, guint n)
{
  g_autofree CrmScore *importance = g_new0 (CrmScore, n + 1);
  g_autofree CrmScore *performance = g_new0 (CrmScore, n + 1);
  g_autofree CrmRating *whole = is_whole (self, overall) && can_be_crossed (self, overall) ? gather_ratings (self, self->questions[overall].column, 0) : NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree CrmRating *item = NULL;
      CrmScoreKind kind;

      if (whole == NULL || !is_whole (self, places[i]) || !crm_question_has_points (self->questions[places[i]].column, &kind))
        continue;
      item = gather_ratings (self, self->questions[places[i]].column, 0);
      importance[i] = crm_importance_derive (item, whole, self->n);
      performance[i] = crm_score_from_counts (CRM_SCORE_MEAN, self->questions[places[i]].column->minimum, self->questions[places[i]].counts, self->questions[places[i]].n_counts);
    }
  return crm_importance_map_new (CRM_IMPORTANCE_DERIVED, importance, performance, n);
}

GArray *
crm_survey_results_find (const CrmSurveyResults *self, CrmSurveyMatch matches, gconstpointer data)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < self->columns->responses->len && !self->anonymous; i++)
    if (crm_survey_set_has (self->set, i) && (matches == NULL || matches (self, i, data)))
      g_array_append_val (ids, g_array_index (self->columns->responses, CrmSurveyResponse, i).id);
  return ids;
}
