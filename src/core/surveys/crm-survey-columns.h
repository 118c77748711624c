/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All answers to a survey side by side, question by question, as the figures read them. Pure; immutable once filled. */

#pragma once

#include "core/base/crm-date.h"
#include "core/surveys/crm-score.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/** CRM_SURVEY_NO_SCORE, CRM_SURVEY_NO_NUMBER: nothing was answered. */
#define CRM_SURVEY_NO_SCORE  (-1)
#define CRM_SURVEY_NO_NUMBER G_MININT64

/** CrmSurveySet: a set of responses, a bit each. */
typedef guint64 CrmSurveySet;

#define CRM_SURVEY_SET_BITS 64

/**
 * CrmSurveyResponse:
 * @id: rowid of the response; so are @version, @customer, @deal and @owner, 0 for none
 * @score: 0 to 100 in millionths, or %CRM_SURVEY_NO_SCORE
 * @day: when it was answered, where the office is
 * @channel: the place in crm_choices_survey_channel + 1, 0 for none
 */
typedef struct
{
  gint64 id;
  gint64 version;
  gint64 customer;
  gint64 deal;
  gint64 owner;
  gint64 score;
  CrmDate day;
  guint8 channel;
  gboolean complete;
} CrmSurveyResponse;

/**
 * CrmSurveyColumn:
 * @question: as worded in the newest version that has it; borrowed
 * @is_current: whether the newest version of all has it
 * @minimum: the lowest answer of points and Kano halves; 0 where @n_values counts options
 * @n_values: how many points the scale has, or options there are to choose from
 * @options: (element-type CrmRecord): those of all versions, as worded in the newest that has them
 * @rows: (element-type CrmRecord): the same for the rows of a matrix
 * @n_ratings: how many columns of ratings
 * @ratings: (array length=n_ratings): points: one column; SERVQUAL: expectation, perception, importance; Kano: functional, dysfunctional; one of
 *   several: one, of the place in @options; matrix: one a row, of the place in @options; ranking: one an option, of the rank
 * @chosen: (array length=n_values): several of several: who chose each option
 * @answered: who answered anything
 * @written: who wrote something: a text, or own words beside a choice
 * @numbers: millionths, or %CRM_SURVEY_NO_NUMBER; of questions for a number
 * @dates: of questions for a date
 * @n_off: answers that are not on the scale, or name an option there is not; they are in no column
 *
 * A question, whatever version it was asked in: the same code, type and scale. One whose scale has changed is another.
 */
typedef struct
{
  const CrmSurveyQuestion *question;
  gboolean is_current;
  int minimum;
  guint n_values;
  GPtrArray *options;
  GPtrArray *rows;
  guint n_ratings;
  CrmRating **ratings;
  CrmSurveySet **chosen;
  CrmSurveySet *answered;
  CrmSurveySet *written;
  gint64 *numbers;
  CrmDate *dates;
  guint n_off;
} CrmSurveyColumn;

/* Places in CrmSurveyColumn.ratings. */
enum
{
  CRM_SERVQUAL_EXPECTATION,
  CRM_SERVQUAL_PERCEPTION,
  CRM_SERVQUAL_IMPORTANCE,
  CRM_SERVQUAL_N_PARTS,
};

enum
{
  CRM_KANO_FUNCTIONAL,
  CRM_KANO_DYSFUNCTIONAL,
  CRM_KANO_N_PARTS,
};

/**
 * CrmSurveyColumns:
 * @forms: (element-type CrmSurveyForm): the versions, the newest first
 * @responses: (element-type CrmSurveyResponse): in the order they were added; a bit of a set each
 * @n_words: how many numbers a set has
 * @columns: (element-type CrmSurveyColumn): the questions of the newest version in its order, then those that only older ones have
 * @n_lost: answers to questions that no version has
 */
typedef struct
{
  GPtrArray *forms;
  GArray *responses;
  gsize n_words;
  GArray *columns;
  guint n_lost;

  /*< private >*/
  gsize capacity;
  GArray *question_by_rowid; /* of guint32: place + 1 */
  GArray *option_by_rowid;
} CrmSurveyColumns;

/**
 * crm_survey_columns_new:
 * @forms: (element-type CrmSurveyForm): the versions of one survey, the newest first, at least one
 * @capacity: how many responses there will be at most
 */
CrmSurveyColumns *crm_survey_columns_new (GPtrArray *forms, gsize capacity);
void crm_survey_columns_free (CrmSurveyColumns *self);

/* @pack: (array length=size): its answers, as crm-response-pack.h says. Returns: whether there was room for it. */
gboolean crm_survey_columns_add (CrmSurveyColumns *self, const CrmSurveyResponse *response, const guint8 *pack, gsize size);

static inline gboolean
crm_survey_set_has (const CrmSurveySet *set, gsize response)
{
  return (set[response / CRM_SURVEY_SET_BITS] >> response % CRM_SURVEY_SET_BITS & 1) != 0;
}

static inline void
crm_survey_set_add (CrmSurveySet *set, gsize response)
{
  set[response / CRM_SURVEY_SET_BITS] |= G_GUINT64_CONSTANT (1) << response % CRM_SURVEY_SET_BITS;
}

static inline const CrmSurveyColumn *
crm_survey_columns_get (const CrmSurveyColumns *self, guint place)
{
  return &g_array_index (self->columns, CrmSurveyColumn, place);
}

/* Whether nobody may be found from an answer. */
gboolean crm_survey_columns_are_anonymous (const CrmSurveyColumns *self);

/* The place of the question with this code, the newest of several, or G_MAXUINT. */
guint crm_survey_columns_find (const CrmSurveyColumns *self, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyColumns, crm_survey_columns_free)

G_END_DECLS
