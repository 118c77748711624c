/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody answers to a survey, question by question, before it is written. No store; one thread at a time. */

#pragma once

#include "core/base/crm-date.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * CrmSurveyAnswer:
 * @part: which half of a pair
 * @option: (nullable): the option chosen or ranked; borrowed from the form
 * @row: (nullable): the row of a matrix it is chosen for; borrowed from the form
 * @has_value: whether @value is one
 * @value: millionths: points, a number, a place of a ranking (1 the first), or what the option chosen is worth
 * @text: (nullable): what was written; beside a choice, own words
 * @date: %CRM_DATE_NONE for none
 *
 * What becomes one record of the kind answer.
 */
typedef struct
{
  CrmAnswerPart part;
  CrmRecord *option;
  CrmRecord *row;
  gboolean has_value;
  gint64 value;
  char *text;
  CrmDate date;
} CrmSurveyAnswer;

typedef struct _CrmSurveyAnswers CrmSurveyAnswers;

CrmSurveyAnswers *crm_survey_answers_new (CrmSurveyForm *form);
void crm_survey_answers_free (CrmSurveyAnswers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyAnswers, crm_survey_answers_free)

CrmSurveyForm *crm_survey_answers_get_form (const CrmSurveyAnswers *self);

/* (element-type CrmSurveyAnswer): what was answered to @question, empty for nothing. Borrowed until the next change. */
const GArray *crm_survey_answers_get (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question);

/* ── answering: @question is one of the form's ────────────────────────────────────────────── */

/* Points, or a number, in millionths; @part is %CRM_ANSWER_PART_NONE but for pairs. Takes the place of what was answered before. */
void crm_survey_answers_set_value (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, gint64 value);

/**
 * crm_survey_answers_choose:
 * @part: %CRM_ANSWER_PART_NONE but for the halves of a Kano pair
 * @row: (nullable): the row of a matrix
 * @option: which
 * @chosen: %FALSE takes it back
 *
 * Where one may be chosen it takes the place of the one before; among several, one that is only chosen alone takes back the others, and
 * they it. A ranking appends it as the last, or takes it out.
 */
void crm_survey_answers_choose (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, CrmRecord *row, CrmRecord *option, gboolean chosen);

/* The place of an option in a ranking, 1 the first; the others make room. 0 takes it out. */
void crm_survey_answers_rank (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmRecord *option, guint place);

/* The text of a text question, or the own words beside a choice. White space alone is nothing. */
void crm_survey_answers_set_text (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, const char *text);
void crm_survey_answers_set_date (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmDate date);

/* Takes back all of a question, or one half of it. */
void crm_survey_answers_clear (CrmSurveyAnswers *self, const CrmSurveyQuestion *question);
void crm_survey_answers_clear_part (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part);

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

gboolean crm_survey_answers_get_value (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, gint64 *value);
gboolean crm_survey_answers_is_chosen (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, const CrmRecord *row, const CrmRecord *option);

/* 0 where it has no place. */
guint crm_survey_answers_get_rank (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, const CrmRecord *option);

/* (nullable): borrowed. */
const char *crm_survey_answers_get_text (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question);
CrmDate crm_survey_answers_get_date (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question);

/* Whether there is any answer, and whether both halves, all rows, all places have one. */
gboolean crm_survey_answers_has (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question);
gboolean crm_survey_answers_is_whole (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question);

/**
 * crm_survey_answers_check:
 * @required: whether a question that must be answered has to be, whole
 * @error: %CRM_ERROR_INVALID: what is wrong, for the person who answers
 *
 * Returns: whether what was answered fits the question: within its scale, each place of a ranking once.
 */
gboolean crm_survey_answers_check (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, gboolean required, GError **error);

/* What is answered in a response that is in the file, for showing it; questions of @form only. On the connection's thread. */
CrmSurveyAnswers *crm_survey_answers_read (CrmConnection *connection, CrmSurveyForm *form, const CrmId *response, GError **error);

G_END_DECLS
