/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All responses to a survey as the figures see them: a column of small numbers for each thing that was asked. */

#pragma once

#include "core/base/crm-date.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/* What a column says where nothing was answered; the figures' CRM_RATING_NONE. */
#define CRM_READING_NONE G_MININT8

/** CrmReadingValues: what a column's numbers are. */
typedef enum
{
  CRM_READING_POINTS, /* points of a scale, and what is said to half of a Kano pair, 1 to 5 */
  CRM_READING_OPTION, /* the place of the option chosen among the question's @options */
  CRM_READING_CHOSEN, /* of one of several options: 1 chosen, 0 not */
  CRM_READING_RANK,   /* of one option of a ranking: 1 the first */
  CRM_READING_TEXT,   /* 1 where something is written */
  CRM_READING_NUMBER, /* in @numbers: millionths, G_MININT64 for nothing */
  CRM_READING_DATE,   /* in @numbers: a packed date, G_MININT64 for nothing */
} CrmReadingValues;

/**
 * CrmReadingColumn:
 * @question: the place of its question in the reading
 * @part: which half of a pair
 * @option: the place of the option it is about, -1 for none
 * @row: the place of the row it is about, -1 for none
 * @ratings: (array) (nullable): a number for each response, or %CRM_READING_NONE; of points and options beyond ±126 nothing is kept
 * @numbers: (array) (nullable): for numbers and dates
 * @n: how many have an answer
 */
typedef struct
{
  guint question;
  CrmReadingValues values;
  CrmAnswerPart part;
  int option;
  int row;
  gint8 *ratings;
  gint64 *numbers;
  guint n;
} CrmReadingColumn;

/**
 * CrmReadingQuestion:
 * @record: of the kind question: as the newest version that has it asks it
 * @options: (element-type CrmRecord): of all versions, those of the newest first; told apart by code
 * @rows: (element-type CrmRecord): the same for rows
 * @minimum: the low end, millionths; @maximum: the high end
 * @first_column: the place of its first column in the reading
 * @n_columns: how many follow
 * @is_removed: whether the newest version does not ask it any more
 *
 * One question through all versions: the same code and type. What was asked by a version with another scale counts only where it fits this one.
 */
typedef struct
{
  CrmRecord *record;
  CrmQuestionType type;
  const char *code;
  GPtrArray *options;
  GPtrArray *rows;
  gint64 minimum;
  gint64 maximum;
  guint first_column;
  guint n_columns;
  gboolean is_removed;
} CrmReadingQuestion;

/** CrmReadingInvitations: how many invitations stand in each state. */
typedef struct
{
  guint planned;
  guint sent;
  guint answered;
  guint declined;
  guint failed;
} CrmReadingInvitations;

/**
 * CrmSurveyReading:
 * @survey: of the kind survey
 * @anonymous: then figures over few are not to be shown (crm-suppression.h)
 * @versions: (element-type CrmRecord): by number
 * @questions: (element-type CrmReadingQuestion): in the order of the newest version, removed ones behind
 * @columns: (element-type CrmReadingColumn)
 * @primary: the question that scores are taken from, as its place; -1 for none
 * @n: responses; all arrays below have as many items, in the order the responses were written
 * @responses: rowids
 * @answered_at: microseconds UTC; @days the same as days in the zone, %CRM_DATE_NONE where it is not known
 * @scores: 0–100 in hundredths, -1 for none
 * @customers: rowids, 0 for none; so @deals
 * @owners: places in @owner_records, 0 for nobody
 * @channels: 1 and up as in crm_choices_survey_channel, 0 for none
 * @languages: places in @language_names, 0 for none
 * @version_places: places in @versions
 * @complete: 0 or 1
 * @owner_records: (element-type CrmRecord) (nullable items): users; the first is %NULL
 * @language_names: (element-type utf8): the first is ""
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *survey;
  gboolean anonymous;
  GPtrArray *versions;
  GPtrArray *questions;
  GArray *columns;
  int primary;
  CrmReadingInvitations invitations;

  guint n;
  gint64 *responses;
  gint64 *answered_at;
  CrmDate *days;
  gint32 *scores;
  guint32 *customers;
  guint32 *deals;
  guint16 *owners;
  guint8 *channels;
  guint8 *languages;
  guint8 *version_places;
  guint8 *complete;
  GPtrArray *owner_records;
  GPtrArray *language_names;
} CrmSurveyReading;

#define CRM_TYPE_SURVEY_READING (crm_survey_reading_get_type ())

GType crm_survey_reading_get_type (void);
CrmSurveyReading *crm_survey_reading_ref (CrmSurveyReading *self);
void crm_survey_reading_unref (CrmSurveyReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyReading, crm_survey_reading_unref)

/**
 * crm_survey_reading_new:
 * @survey: a survey
 * @zone: whose calendar says what day it was
 * @error: %CRM_ERROR_NOT_FOUND
 *
 * Reads the paths of all responses, without texts; on the connection's thread.
 */
CrmSurveyReading *crm_survey_reading_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error);

/* (nullable): by code. */
const CrmReadingQuestion *crm_survey_reading_find (const CrmSurveyReading *self, const char *code);

/* (nullable): the column of a question for that part, option and row (-1 for none). */
const CrmReadingColumn *crm_survey_reading_find_column (const CrmSurveyReading *self, const CrmReadingQuestion *question, CrmAnswerPart part, int option, int row);

static inline const CrmReadingColumn *
crm_survey_reading_get_column (const CrmSurveyReading *self, guint place)
{
  return &g_array_index (self->columns, CrmReadingColumn, place);
}

/* ── some of them ─────────────────────────────────────────────────────────────────────────── */

/**
 * CrmReadingClause:
 * @column: the place of a column with ratings
 * @least: the lowest number that passes
 * @most: the highest
 *
 * What was answered: %CRM_READING_NONE never passes.
 */
typedef struct
{
  guint column;
  gint8 least;
  gint8 most;
} CrmReadingClause;

/**
 * CrmReadingFilter:
 * @from: the first day, or %CRM_DATE_NONE; @to: the last
 * @channel: 0 for all; @owner, @language: -1 for all; @version: -1 for all
 * @complete_only: without those that were broken off
 * @min_score: in hundredths, -1 for no limit; @max_score, -1 for no limit: those without a score pass neither
 * @customers: (element-type gint64) (nullable): only responses of these customers, ascending rowids: a segment
 * @clauses: (array length=n_clauses): all must pass
 */
typedef struct
{
  CrmDate from;
  CrmDate to;
  int channel;
  int owner;
  int language;
  int version;
  gboolean complete_only;
  int min_score;
  int max_score;
  const GArray *customers;
  const CrmReadingClause *clauses;
  guint n_clauses;
} CrmReadingFilter;

/* One that lets all pass. */
#define CRM_READING_FILTER_ALL ((CrmReadingFilter){ .owner = -1, .language = -1, .version = -1, .min_score = -1, .max_score = -1 })

/** CrmReadingSelection: the places of the responses that pass, ascending. */
typedef struct
{
  guint n;
  guint32 *places;
} CrmReadingSelection;

/**
 * crm_survey_reading_select:
 * @filter: (nullable): all pass
 *
 * Returns: (transfer full): in memory; any thread.
 */
CrmReadingSelection *crm_survey_reading_select (const CrmSurveyReading *self, const CrmReadingFilter *filter);
void crm_reading_selection_free (CrmReadingSelection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmReadingSelection, crm_reading_selection_free)

/**
 * crm_survey_reading_count:
 * @selection: (nullable): all
 * @minimum: the number counted in the first of @counts
 * @counts: (array length=n_values) (inout): counted up
 *
 * Returns: how many had an answer, counted or not.
 */
guint crm_survey_reading_count (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection, int minimum, guint *counts, guint n_values);

/* (transfer full) (array): the ratings, the numbers and the days of those selected, as the figures take them; @selection NULL for all. */
gint8 *crm_survey_reading_gather (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection);
gint64 *crm_survey_reading_gather_numbers (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection);
CrmDate *crm_survey_reading_gather_days (const CrmSurveyReading *self, const CrmReadingSelection *selection);

/* ── what is not in it ────────────────────────────────────────────────────────────────────── */

/**
 * crm_survey_reading_read_segment:
 * @field: of a customer, a choice or a text: %CRM_CUSTOMER_LEVEL, %CRM_CUSTOMER_CITY …
 * @names: (element-type utf8): filled with the values by number, as stored; 0 is "" for none
 *
 * On the connection's thread. Responses that came in since are not in it.
 *
 * Returns: (transfer full) (array): the number for each response of the reading.
 */
guint16 *crm_survey_reading_read_segment (const CrmSurveyReading *self, CrmConnection *connection, guint field, GPtrArray *names, GError **error);

/**
 * CrmVerbatim:
 * @response: its place in the reading
 * @answer: of the kind answer: text and tags
 */
typedef struct
{
  guint response;
  CrmRecord *answer;
} CrmVerbatim;

/**
 * crm_survey_reading_read_verbatims:
 * @question: one with a column of texts, or with own words beside a choice; %NULL for all
 * @selection: (nullable): of these responses only
 * @limit: at most so many
 *
 * What was written, the newest first. On the connection's thread.
 *
 * Returns: (transfer container) (element-type CrmVerbatim)
 */
GPtrArray *crm_survey_reading_read_verbatims (const CrmSurveyReading *self, CrmConnection *connection, const CrmReadingQuestion *question, const CrmReadingSelection *selection, guint limit, GError **error);

G_END_DECLS
