/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as one line of text that survives a mail: what the mailed page gives back, and what a draft is kept as. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

/** CRM_SURVEY_ANSWER_CODE_MAX: no code is longer, in bytes. */
#define CRM_SURVEY_ANSWER_CODE_MAX (1024 * 1024)

/**
 * CrmSurveyAnswerCode:
 * @survey: what was answered
 * @version: in which version
 * @id: (nullable): of this filling-in, made where it was begun: the same answers sent twice have the same
 * @token: (nullable): of the invitation that is answered
 * @language: (nullable): the survey's language that was read
 * @answered_at: microseconds UTC; 0 where it is not said
 * @entries: (element-type gpointer): what was answered, by codes; for crm_survey_answer_code_fill()
 *
 * What a code says, before it is known whether it fits a survey.
 *
 * The text is "CLA1.", then JSON as base64url (RFC 4648, 5), a dot, and the CRC-32 (ISO 3309) of the base64url in eight hexadecimal digits: a
 * code that lost a part on its way is told from one that was never ours.
 */
typedef struct
{
  CrmId survey;
  CrmId version;
  char *id;
  char *token;
  char *language;
  gint64 answered_at;
  GPtrArray *entries;
} CrmSurveyAnswerCode;

/**
 * crm_survey_answer_code_write:
 * @id: (nullable), @token: (nullable): as above
 * @second: whether the survey's second language was read
 *
 * Returns: (transfer full): the code of @answers.
 */
char *crm_survey_answer_code_write (const CrmSurveyAnswers *answers, const char *id, const char *token, gboolean second, gint64 answered_at);

/* Whether @text seems to hold a code, whole or not. */
gboolean crm_survey_answer_code_is_in (const char *text, gsize length);

/**
 * crm_survey_answer_code_parse:
 * @text: a file, or what was pasted: with words around it, broken into lines, quoted by a mail program
 * @length: in bytes
 * @error: %CRM_ERROR_INVALID, %CRM_ERROR_DAMAGED: why it is none, for a person
 *
 * Returns: (transfer full) (nullable): the first code in @text.
 */
CrmSurveyAnswerCode *crm_survey_answer_code_parse (const char *text, gsize length, GError **error);
void crm_survey_answer_code_free (CrmSurveyAnswerCode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyAnswerCode, crm_survey_answer_code_free)

/**
 * crm_survey_answer_code_fill:
 * @answers: empty, to the version of @self
 * @error: %CRM_ERROR_INVALID: which answer is to a question or option there is not, or does not fit
 *
 * Returns: whether all of it fits; if not, what fits is in @answers.
 */
gboolean crm_survey_answer_code_fill (const CrmSurveyAnswerCode *self, CrmSurveyAnswers *answers, GError **error);

G_END_DECLS
