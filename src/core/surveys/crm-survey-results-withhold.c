/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the results of an anonymous survey is kept back, so that nobody is found from an answer. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-results-private.h"

#include <string.h>

#define LEAST CRM_SUPPRESSION_LEAST

/* Of more points than there are weeks in five years none is shown: looking for what to hide would take too long. */
#define MAX_TREND 261

static void
withhold_interval (CrmScore *score)
{
  score->has_interval = FALSE;
  score->low = score->high = score->value;
}

static void
withhold_score (CrmScore *score)
{
  *score = (CrmScore){ .n = score->n };
}

/* By how much of it may be shown: all, without its interval, or nothing. */
static void
limit_score (CrmScore *score, CrmDisclosure disclosure)
{
  if (disclosure == CRM_DISCLOSE_NOTHING)
    score->n = 0;
  if (disclosure < CRM_DISCLOSE_SCORE)
    withhold_score (score);
  else if (disclosure < CRM_DISCLOSE_KINDS)
    withhold_interval (score);
}

/* ── counts ───────────────────────────────────────────────────────────────────────────────── */

/* Hides all counts of row @row. */
static void
hide_row (CrmQuestionResult *result, guint row)
{
  memset (result->hidden + (gsize)row * result->n_counts, TRUE, result->n_counts);
  memset (result->counts + (gsize)row * result->n_counts, 0, result->n_counts * sizeof *result->counts);
}

/* Hides what is small in a row of which each person is in one count. Returns: whether anything is hidden. */
static gboolean
hide_small (CrmQuestionResult *result, guint row)
{
  guint *counts = result->counts + (gsize)row * result->n_counts;
  g_autoptr (CrmSuppression) suppression = crm_suppression_new (counts, 1, result->n_counts, CRM_MARGINS_NONE, LEAST);

  for (guint i = 0; i < result->n_counts; i++)
    if (crm_suppression_hides (suppression, 0, i))
      {
        result->hidden[(gsize)row * result->n_counts + i] = TRUE;
        counts[i] = 0;
      }
  if (result->row_n[row] < LEAST)
    result->row_n[row] = 0;
  return suppression->n_hidden > 0;
}

/* Who chose an option and who did not are two kinds of people: neither may be few. */
static void
hide_few_choosers (CrmQuestionResult *result)
{
  for (guint i = 0; i < result->n_counts; i++)
    if (MIN (result->counts[i], result->n - result->counts[i]) < LEAST)
      {
        result->hidden[i] = TRUE;
        result->counts[i] = 0;
      }
}

/* ── questions ────────────────────────────────────────────────────────────────────────────── */

static void
withhold_kinds (CrmQuestionResult *result)
{
  result->nps = (CrmNps){ 0 };
  result->n_top = 0;
  result->change = (CrmScoreChange){ .p = 1 };
}

static void
withhold_points (CrmQuestionResult *result)
{
  result->disclosure = crm_suppression_get_disclosure (result->kind, result->column->minimum, result->counts, result->n_counts, LEAST);
  limit_score (&result->score, result->disclosure);
  if (result->disclosure < CRM_DISCLOSE_ALL)
    hide_row (result, 0);
  if (result->disclosure < CRM_DISCLOSE_KINDS)
    withhold_kinds (result);
}

static void
withhold_ranks (CrmQuestionResult *result)
{
  for (guint i = 0; i < result->n_rows; i++)
    {
      CrmDisclosure disclosure = crm_suppression_get_disclosure (CRM_SCORE_MEAN, 1, result->counts + (gsize)i * result->n_counts, result->n_counts, LEAST);

      limit_score (&result->ranks[i].rank, disclosure);
      if (disclosure == CRM_DISCLOSE_ALL)
        continue;
      hide_row (result, i);
      result->ranks[i].n_first = 0;
      result->ranks[i].points = 0;
      result->ranks[i].share = 0;
      result->disclosure = MIN (result->disclosure, disclosure);
    }
}

static void
withhold_kano (CrmQuestionResult *result)
{
  CrmKano kano = { .n = result->kano.n };

  if (!hide_small (result, 0))
    return;
  result->kano = kano;
  result->disclosure = CRM_DISCLOSE_N;
}

/* Each half on its own; its gap is for crm_survey_results_withhold (). */
static void
withhold_pair (CrmQuestionResult *result)
{
  for (guint i = 0; i < result->n_rows; i++)
    {
      CrmDisclosure disclosure = crm_suppression_get_disclosure (CRM_SCORE_MEAN, result->column->minimum, result->counts + (gsize)i * result->n_counts, result->n_counts, LEAST);

      if (i != CRM_SERVQUAL_IMPORTANCE)
        result->disclosure = MIN (result->disclosure, disclosure);
      if (disclosure < CRM_DISCLOSE_ALL)
        hide_row (result, i);
    }
}

/* The smallest and the largest are one person's each, and so may be what stands in the middle. */
static void
withhold_numbers (CrmQuestionResult *result)
{
  CrmNumberSummary mean_only = { .mean = result->numbers.mean, .n_excluded = 0 };

  withhold_interval (&mean_only.mean);
  result->numbers = mean_only;
  result->score = mean_only.mean;
  result->disclosure = CRM_DISCLOSE_SCORE;
}

static void
withhold_by_type (CrmQuestionResult *result)
{
  CrmScoreKind kind;

  if (crm_question_has_points (result->column, &kind))
    withhold_points (result);
  else if (result->column->numbers != NULL)
    withhold_numbers (result);
  else if (result->ranks != NULL)
    withhold_ranks (result);
  else if (result->column->question->type == CRM_QUESTION_TYPE_KANO)
    withhold_kano (result);
  else if (result->column->question->type == CRM_QUESTION_TYPE_SERVQUAL)
    withhold_pair (result);
  else if (result->column->chosen != NULL)
    hide_few_choosers (result);
  else
    for (guint i = 0; i < result->n_rows; i++)
      hide_small (result, i);
}

static void
withhold_all (CrmQuestionResult *result)
{
  for (guint i = 0; i < result->n_rows; i++)
    {
      hide_row (result, i);
      result->row_n[i] = 0;
      if (result->ranks != NULL)
        result->ranks[i] = (CrmRankSummary){ 0 };
    }
  result->n = result->n_written = 0;
  result->score = (CrmScore){ 0 };
  result->numbers = (CrmNumberSummary){ 0 };
  result->kano = (CrmKano){ 0 };
  withhold_kinds (result);
  result->disclosure = CRM_DISCLOSE_NOTHING;
}

static void
withhold_question (const CrmSurveyResults *self, CrmQuestionResult *result)
{
  result->hidden = g_new0 (guint8, (gsize)result->n_rows * result->n_counts + 1);
  if (self->is_withheld || result->n < LEAST)
    {
      withhold_all (result);
      return;
    }
  if (self->n_before < LEAST)
    result->change = (CrmScoreChange){ .p = 1 };
  result->n_written = result->n_written < LEAST ? 0 : result->n_written;
  withhold_by_type (result);
}

/* ── SERVQUAL ─────────────────────────────────────────────────────────────────────────────── */

static void
limit_gap (CrmGap *gap, CrmDisclosure disclosure)
{
  /* Fewer may have answered both halves, or all dimensions, than each of them. */
  if (gap->gap.n < LEAST)
    disclosure = CRM_DISCLOSE_NOTHING;
  limit_score (&gap->expectation, disclosure);
  limit_score (&gap->perception, disclosure);
  limit_score (&gap->gap, disclosure);
}

static void
limit_combined (CrmServqual *servqual, CrmDisclosure disclosure)
{
  if (servqual == NULL)
    return;
  for (guint i = 0; i < servqual->n_dimensions; i++)
    limit_gap (&servqual->dimensions[i], disclosure);
  limit_gap (&servqual->overall, disclosure);
  limit_gap (&servqual->weighted, disclosure);
}

/* What is made of several items may be shown as far as each of them. */
static void
withhold_servqual (CrmSurveyResults *self)
{
  CrmDisclosure all = CRM_DISCLOSE_ALL;

  if (self->servqual == NULL)
    return;
  for (guint i = 0; i < self->servqual->n_items; i++)
    {
      CrmDisclosure disclosure = self->questions[g_array_index (self->items, guint, i)].disclosure;

      limit_gap (&self->servqual->items[i], disclosure);
      all = MIN (all, disclosure);
    }
  limit_combined (self->servqual, all);
}

void
crm_survey_results_withhold_all (CrmSurveyResults *self)
{
  self->is_withheld = TRUE;
  for (guint i = 0; i < self->n_questions; i++)
    withhold_all (&self->questions[i]);
  for (guint i = 0; i < self->items->len; i++)
    limit_gap (&self->servqual->items[i], CRM_DISCLOSE_NOTHING);
  limit_combined (self->servqual, CRM_DISCLOSE_NOTHING);
  self->n = self->n_before = 0;
}

void
crm_survey_results_withhold (CrmSurveyResults *self)
{
  guint left_out = self->n_all - self->n;

  self->is_withheld = self->n < LEAST || (left_out > 0 && left_out < LEAST);
  for (guint i = 0; i < self->n_questions; i++)
    withhold_question (self, &self->questions[i]);
  withhold_servqual (self);
  if (self->is_withheld)
    self->n = 0;
  if (self->n_before < LEAST)
    self->n_before = 0;
}

/* ── trends and cross tables ──────────────────────────────────────────────────────────────── */

/* How many answered in each period is a row of counts, and each period's answers another. */
void
crm_survey_trend_withhold (CrmScoreTrend *trend, const CrmTrendOptions *options, const CrmDate *days, const CrmRating *ratings, gsize n)
{
  g_autofree guint *sizes = g_new0 (guint, trend->n_points + 1);
  g_autofree guint *counts = g_new (guint, options->n_values + 1);
  g_autoptr (CrmSuppression) suppression = NULL;

  for (guint i = 0; i < trend->n_points; i++)
    sizes[i] = trend->points[i].score.n;
  suppression = trend->n_points <= MAX_TREND ? crm_suppression_new (sizes, 1, trend->n_points, CRM_MARGINS_NONE, LEAST) : NULL;
  for (guint i = 0; i < trend->n_points; i++)
    {
      CrmDate next = i + 1 < trend->n_points ? trend->points[i + 1].start : G_MAXINT;

      if (suppression == NULL || sizes[i] < LEAST || crm_suppression_hides (suppression, 0, i))
        {
          trend->points[i].score = (CrmScore){ 0 };
          continue;
        }
      memset (counts, 0, options->n_values * sizeof *counts);
      for (gsize j = 0; j < n; j++)
        if (days[j] >= trend->points[i].start && days[j] < next && ratings[j] >= options->minimum && ratings[j] - options->minimum < (int)options->n_values)
          counts[ratings[j] - options->minimum]++;
      limit_score (&trend->points[i].score, crm_suppression_get_disclosure (options->kind, options->minimum, counts, options->n_values, LEAST));
    }
}

CrmSuppression *
crm_survey_cross_table_withhold (guint *counts, guint n_rows, guint n_columns, CrmCrossTable *table)
{
  g_autoptr (CrmSuppression) suppression = crm_suppression_new (counts, n_rows, n_columns, CRM_MARGINS_ROWS | CRM_MARGINS_COLUMNS, LEAST);

  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      if (crm_suppression_hides (suppression, i, j))
        counts[i * n_columns + j] = 0;
  if (crm_suppression_hides (suppression, n_rows, n_columns))
    table->n = 0;
  if (suppression->n_hidden == 0)
    return NULL;
  *table = (CrmCrossTable){ .n = table->n };
  return g_steal_pointer (&suppression);
}
