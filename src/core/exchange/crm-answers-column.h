/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of answers means: a question of a survey, or whose answers they are. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * CrmAnswersTarget:
 * @CRM_ANSWERS_NOTHING: the column is left alone
 * @CRM_ANSWERS_QUESTION: an answer
 * @CRM_ANSWERS_RESPONSE_ID: what the other tool calls the response: the same twice is one
 * @CRM_ANSWERS_ANSWERED_AT: when
 * @CRM_ANSWERS_LANGUAGE: in which of the survey's languages
 * @CRM_ANSWERS_TOKEN: of the invitation that is answered
 * @CRM_ANSWERS_CUSTOMER_ID: the customer's id, or its id elsewhere
 * @CRM_ANSWERS_EMAIL: of the customer or one of its people
 * @CRM_ANSWERS_PHONE: the same
 */
typedef enum
{
  CRM_ANSWERS_NOTHING,
  CRM_ANSWERS_QUESTION,
  CRM_ANSWERS_RESPONSE_ID,
  CRM_ANSWERS_ANSWERED_AT,
  CRM_ANSWERS_LANGUAGE,
  CRM_ANSWERS_TOKEN,
  CRM_ANSWERS_CUSTOMER_ID,
  CRM_ANSWERS_EMAIL,
  CRM_ANSWERS_PHONE,
} CrmAnswersTarget;

/**
 * CrmAnswersColumn:
 * @question: (nullable): which, borrowed from the form
 * @part: which half of a pair
 * @option: (nullable): of a choice of several, or a ranking, that has a column for each option
 * @row: (nullable): of a matrix
 */
typedef struct
{
  CrmAnswersTarget target;
  const CrmSurveyQuestion *question;
  CrmAnswerPart part;
  CrmRecord *option;
  CrmRecord *row;
} CrmAnswersColumn;

/**
 * crm_answers_column_recognise:
 * @heading: as in the file
 *
 * A question is known by its code or its text in either language, and its rows, options and halves after a dot, hyphen, colon or in brackets,
 * by code or text: "q3", "How was it? [Delivery]", "s1.expectation".
 */
CrmAnswersColumn crm_answers_column_recognise (const CrmSurveyForm *form, const char *heading);

/* Whether both mean the same. */
gboolean crm_answers_column_equal (const CrmAnswersColumn *a, const CrmAnswersColumn *b);

/* (transfer full): what a person calls it: the question, and which part of it. */
char *crm_answers_column_dup_label (const CrmAnswersColumn *self);

/* (transfer full) (element-type CrmAnswersColumn): all that a column can mean in answers to @form; those that are no questions first. */
GArray *crm_answers_column_list (const CrmSurveyForm *form);

/* Whether two texts are the same but for case, width, spaces and punctuation. */
gboolean crm_answers_is_same_text (const char *a, const char *b);

/* (nullable): the option of @options that a person means by its code, its text in either language, or its number in the order. */
CrmRecord *crm_answers_find_option (GPtrArray *options, const char *text);

G_END_DECLS
