/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey: all its figures for the responses that a filter leaves. Pure; any thread. */

#pragma once

#include "core/surveys/crm-cross-table.h"
#include "core/surveys/crm-importance-map.h"
#include "core/surveys/crm-kano.h"
#include "core/surveys/crm-number-summary.h"
#include "core/surveys/crm-rank-summary.h"
#include "core/surveys/crm-reliability.h"
#include "core/surveys/crm-score-change.h"
#include "core/surveys/crm-score-trend.h"
#include "core/surveys/crm-servqual.h"
#include "core/surveys/crm-suppression.h"
#include "core/surveys/crm-survey-selection.h"

G_BEGIN_DECLS

/**
 * CrmQuestionResult:
 * @column: the question with its answers
 * @n: how many answered it; 0 where @disclosure is nothing
 * @n_written: how many wrote something
 * @disclosure: how much may be shown: all, but of an anonymous survey. What may not is 0 or not known below
 * @has_score: whether it is of a type that has one: points, and a number's mean
 * @kind: how it is made
 * @nps: of an NPS question, its kinds; 0 where @disclosure is less than the kinds
 * @n_top: of CSAT, how many gave the two highest answers; the same
 * @change: against the period before; %CRM_CHANGE_TEST_NONE where there is none
 * @n_rows: how many rows of counts: those of a matrix, expectation and perception, the options of a ranking, else one; none for numbers, dates, texts
 * @n_counts: how many counts in each: points, options, ranks, Kano's categories
 * @counts: (array length=n_rows × n_counts): row by row
 * @row_n: (array length=n_rows): how many answered each row
 * @hidden: (array length=n_rows × n_counts) (nullable): which counts may not be shown; %NULL where all may
 * @ranks: (nullable): of a ranking, for each option
 */
typedef struct
{
  const CrmSurveyColumn *column;
  guint n;
  guint n_written;
  CrmDisclosure disclosure;
  gboolean has_score;
  CrmScoreKind kind;
  CrmScore score;
  CrmNps nps;
  guint n_top;
  CrmScoreChange change;
  guint n_rows;
  guint n_counts;
  guint *counts;
  guint *row_n;
  guint8 *hidden;
  CrmRankSummary *ranks;
  CrmNumberSummary numbers;
  CrmKano kano;
} CrmQuestionResult;

/**
 * CrmSurveyResults:
 * @anonymous: whether what is small is hidden
 * @n_all: all responses of the survey
 * @n: those the filter leaves; 0 where they may not be counted
 * @n_before: those of the period before, as long as the filter's, by the same filter; 0 where it has no period
 * @is_withheld: anonymous, and the filter leaves fewer than five, or takes away fewer than five, so that nothing is shown
 * @set: the responses left, by their places in @columns
 * @questions: (array length=n_questions): as in @columns
 * @primary: the place of the question that gives the survey its score, or G_MAXUINT
 * @servqual: (nullable): over all SERVQUAL pairs of the newest version
 * @items: (element-type guint): the places of the questions that are its items
 * @dimensions: (element-type utf8): the names of its dimensions
 */
typedef struct
{
  const CrmSurveyColumns *columns;
  CrmSurveyFilter filter;
  gboolean anonymous;
  guint n_all;
  guint n;
  guint n_before;
  gboolean is_withheld;
  CrmSurveySet *set;
  guint n_questions;
  CrmQuestionResult *questions;
  guint primary;
  CrmServqual *servqual;
  GArray *items;
  GPtrArray *dimensions;
} CrmSurveyResults;

/**
 * crm_survey_results_new:
 * @columns: must outlive the results
 * @filter: copied, but not its customers
 *
 * Each question by the figure for its type: NPS crm_score_nps (), CSAT the share of the two highest, CES, stars and scales the mean, numbers and
 * rankings by their summaries, Kano pairs and SERVQUAL pairs by theirs. A question left out by logic or by the person does not count.
 *
 * Returns: (transfer full)
 */
CrmSurveyResults *crm_survey_results_new (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter);
void crm_survey_results_free (CrmSurveyResults *self);

/* (transfer full): how the score of the question at @place went; without points where it has no score or must not be shown. */
CrmScoreTrend *crm_survey_results_make_trend (const CrmSurveyResults *self, guint place, CrmTrendStep step);

/* (transfer full): Cronbach's alpha over the questions at @places, all of points; of SERVQUAL pairs what was perceived. */
CrmReliability *crm_survey_results_make_reliability (const CrmSurveyResults *self, const guint *places, guint n);

/**
 * crm_survey_results_make_cross_table:
 * @row: the place of a question of points or of one of several; so is @column
 * @counts: (out) (array): row by row, as many as both have values
 * @suppression: (out) (nullable): what of them must be hidden; %NULL for nothing
 * @table: (out): whether they go together; not known where anything is hidden, as χ² would tell of it
 *
 * Returns: whether both are such questions.
 */
gboolean crm_survey_results_make_cross_table (const CrmSurveyResults *self, guint row, guint column, guint **counts, CrmSuppression **suppression, CrmCrossTable *table);

/* (transfer full): what drives the score of @overall: the questions at @places by how well they do and how they go with it. */
CrmImportanceMap *crm_survey_results_make_importance_map (const CrmSurveyResults *self, guint overall, const guint *places, guint n);

/* CrmSurveyMatch: whether the response at this place of the columns is one of those looked for. */
typedef gboolean (*CrmSurveyMatch) (const CrmSurveyResults *self, gsize response, gconstpointer data);

/**
 * crm_survey_results_find:
 * @matches: (nullable): %NULL for all
 *
 * Returns: (transfer full) (element-type gint64): rowids of the responses left that match; none of an anonymous survey's.
 */
GArray *crm_survey_results_find (const CrmSurveyResults *self, CrmSurveyMatch matches, gconstpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyResults, crm_survey_results_free)

G_END_DECLS
