/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of a survey read whole: pages, questions and options in their order, in both languages. */

#pragma once

#include "core/store/crm-connection.h"
#include "core/surveys/crm-question-type.h"

G_BEGIN_DECLS

/**
 * CrmSurveyQuestion:
 * @record: of the kind question
 * @type: what the record says, or unknown
 * @code: borrowed from @record
 * @page: its page's place in the form
 * @options: (element-type CrmRecord): of the axis option, in their order
 * @rows: (element-type CrmRecord): of the axis row, in their order: what a matrix asks for
 * @minimum: the low end, millionths; where the record says none, that of the type (crm_question_type_get_range())
 * @maximum: the high end, millionths
 * @bounded: whether the ends mean something: always for points, for a number where the record says both
 */
typedef struct
{
  CrmRecord *record;
  CrmQuestionType type;
  const char *code;
  guint page;
  GPtrArray *options;
  GPtrArray *rows;
  gint64 minimum;
  gint64 maximum;
  gboolean bounded;
} CrmSurveyQuestion;

/**
 * CrmSurveyPage:
 * @record: of the kind survey_page
 * @first: place of its first question in the form's @questions
 * @n_questions: how many follow
 */
typedef struct
{
  CrmRecord *record;
  guint first;
  guint n_questions;
} CrmSurveyPage;

/**
 * CrmSurveyForm:
 * @survey: of the kind survey
 * @version: of the kind survey_version
 * @pages: (element-type CrmSurveyPage): in their order
 * @questions: (element-type CrmSurveyQuestion): of all pages, in their order
 * @codes: (element-type utf8): every code a question of the survey has in any version, also removed ones
 * @n_responses: to this version; while there are any it cannot change
 * @n_versions: how many the survey has
 * @newest: whether no later version exists
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *survey;
  CrmRecord *version;
  GPtrArray *pages;
  GPtrArray *questions;
  GHashTable *codes;
  gint64 n_responses;
  int n_versions;
  gboolean newest;
} CrmSurveyForm;

#define CRM_TYPE_SURVEY_FORM (crm_survey_form_get_type ())

GType crm_survey_form_get_type (void);
CrmSurveyForm *crm_survey_form_ref (CrmSurveyForm *self);
void crm_survey_form_unref (CrmSurveyForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyForm, crm_survey_form_unref)

/* Which version is meant where none is named. */
typedef enum
{
  CRM_SURVEY_NEWEST,    /* what a builder shows */
  CRM_SURVEY_PUBLISHED, /* the newest that is published: what is answered */
} CrmSurveyWhich;

/**
 * crm_survey_form_read:
 * @survey: a survey
 * @error: %CRM_ERROR_NOT_FOUND when there is no such survey, or no such version of it
 *
 * On the connection's thread. Deleted pages, questions and options are not in it.
 *
 * Returns: (transfer full): the version meant.
 */
CrmSurveyForm *crm_survey_form_read (CrmConnection *connection, const CrmId *survey, CrmSurveyWhich which, GError **error);

/* The same for the version with this id, of whatever survey: the one a response was given to. */
CrmSurveyForm *crm_survey_form_read_version (CrmConnection *connection, const CrmId *version, GError **error);

/**
 * crm_survey_form_new:
 * @survey: of the kind survey
 * @version: of the kind survey_version
 * @records: (element-type CrmRecord): its pages, questions and options, in any order; of the same position the one that comes first stays first
 *
 * For whoever has the records from elsewhere than a file. Deleted ones do not count; what is known of other versions and of responses is not
 * known here.
 *
 * Returns: (transfer full): the version they are.
 */
CrmSurveyForm *crm_survey_form_new (CrmRecord *survey, CrmRecord *version, GPtrArray *records);

/* (nullable): the question with this id, with this code. */
const CrmSurveyQuestion *crm_survey_form_find (const CrmSurveyForm *self, const CrmId *question);
const CrmSurveyQuestion *crm_survey_form_find_code (const CrmSurveyForm *self, const char *code);

/* The place of a question in @questions. */
guint crm_survey_form_get_place (const CrmSurveyForm *self, const CrmSurveyQuestion *question);

/* (nullable): what a response's score is taken from: the first NPS question, else the first CSAT, CES, stars, scale. */
const CrmSurveyQuestion *crm_survey_form_get_primary (const CrmSurveyForm *self);

/* Whether nobody may be found from an answer. */
gboolean crm_survey_form_is_anonymous (const CrmSurveyForm *self);

/* Whether it is written in two languages. */
gboolean crm_survey_form_has_second (const CrmSurveyForm *self);

/* (nullable): what stands at an end of a question's scale: what the survey says, else what usually stands there. */
const char *crm_survey_form_get_end (const CrmSurveyForm *self, const CrmSurveyQuestion *question, gboolean high, gboolean second);

/**
 * crm_survey_get_text:
 * @record: of any kind of this area
 * @field: a text that stands in two languages, the first of the two: CRM_QUESTION_TEXT, CRM_SURVEY_PAGE_INTRO …
 * @second: whether the second language is wanted; where it says nothing the first does
 *
 * Returns: (transfer none): the text, "" where there is none.
 */
const char *crm_survey_get_text (const CrmRecord *record, guint field, gboolean second);

/* (nullable): the option, or row, with this id or this code. */
CrmRecord *crm_survey_question_find_option (const CrmSurveyQuestion *self, const CrmId *option);
CrmRecord *crm_survey_question_find_option_code (const CrmSurveyQuestion *self, const char *code);

G_END_DECLS
