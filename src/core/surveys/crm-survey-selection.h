/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of the responses of a survey, and what they say. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-columns.h"

G_BEGIN_DECLS

/**
 * CrmSurveyFilter:
 * @from: the first day, %CRM_DATE_NONE for any
 * @to: the last day, %CRM_DATE_NONE for any
 * @channels: a set of 1 << CrmSurveyResponse.channel, 0 for any
 * @owner: rowid of the user who answers for the deal or customer, 0 for any
 * @version: rowid of the version that was answered, 0 for any
 * @customers: (array length=n_customers) (nullable): rowids of the customers of a segment, ascending; %NULL for any
 * @complete_only: whether those broken off are left out
 * @has_answer: only those who answered @question with @answer: its place, and a point or the place of an option
 * @rating: which of its ratings: a row of a matrix, half of a pair
 *
 * All zero leaves everything.
 */
typedef struct
{
  CrmDate from;
  CrmDate to;
  guint channels;
  gint64 owner;
  gint64 version;
  const gint64 *customers;
  gsize n_customers;
  gboolean complete_only;
  gboolean has_answer;
  guint question;
  guint rating;
  int answer;
} CrmSurveyFilter;

/* (transfer full): the responses that @filter leaves; @n: (out): how many. */
CrmSurveySet *crm_survey_select (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, guint *n);

/* How many are in @set, and in both. */
guint crm_survey_set_count (const CrmSurveySet *set, gsize n_words);
guint crm_survey_set_count_both (const CrmSurveySet *set, const CrmSurveySet *other, gsize n_words);

/**
 * crm_survey_set_tally:
 * @counts: (array length=n_values): how many of @set gave each rating from @minimum upwards; 0 to begin with
 *
 * Returns: how many gave any of them.
 */
guint crm_survey_set_tally (const CrmSurveySet *set, gsize n_words, const CrmRating *ratings, int minimum, guint n_values, guint *counts);

/* (transfer full): what those in @set have of @size bytes each, in their order; @n: how many they are. */
gpointer crm_survey_set_gather (const CrmSurveySet *set, gsize n_words, gconstpointer items, gsize size, gsize n);

G_END_DECLS
