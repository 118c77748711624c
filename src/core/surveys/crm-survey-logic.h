/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions of a survey are shown, given the answers so far; and what is wrong with its conditions. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

/**
 * CrmSurveyLogic:
 *
 * The conditions of a form, parsed once. A question is shown where its page's condition and its own are true; answers to questions that are not
 * shown count as none. What cannot be understood hides nothing. Immutable; reference-counted.
 */
typedef struct _CrmSurveyLogic CrmSurveyLogic;

CrmSurveyLogic *crm_survey_logic_new (CrmSurveyForm *form);
CrmSurveyLogic *crm_survey_logic_ref (CrmSurveyLogic *self);
void crm_survey_logic_unref (CrmSurveyLogic *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyLogic, crm_survey_logic_unref)

/**
 * crm_survey_logic_evaluate:
 * @answers: to the same form
 * @shown: (array): as long as the form has questions: whether each is shown
 */
void crm_survey_logic_evaluate (const CrmSurveyLogic *self, const CrmSurveyAnswers *answers, gboolean *shown);

/**
 * CrmSurveyFaultType:
 * @CRM_SURVEY_FAULT_SYNTAX: it cannot be understood
 * @CRM_SURVEY_FAULT_UNKNOWN: it names a question or an option there is not
 * @CRM_SURVEY_FAULT_FORWARD: it asks for an answer that is given later, or for its own
 * @CRM_SURVEY_FAULT_UNREACHABLE: whatever is answered, it is never shown
 */
typedef enum
{
  CRM_SURVEY_FAULT_SYNTAX,
  CRM_SURVEY_FAULT_UNKNOWN,
  CRM_SURVEY_FAULT_FORWARD,
  CRM_SURVEY_FAULT_UNREACHABLE,
} CrmSurveyFaultType;

/**
 * CrmSurveyFault:
 * @page: (nullable): the page whose condition it is
 * @question: (nullable): the question whose condition it is, or that is never shown
 * @message: for the person who builds the survey
 */
typedef struct
{
  CrmSurveyFaultType type;
  const CrmSurveyPage *page;
  const CrmSurveyQuestion *question;
  char *message;
} CrmSurveyFault;

/**
 * crm_survey_logic_find_faults:
 *
 * Unreachable questions are found by trying the answers that can make a difference, as far as those are not too many; what was not tried counts
 * as reachable.
 *
 * Returns: (transfer container) (element-type CrmSurveyFault): in the order of the questions; they live as long as @form.
 */
GPtrArray *crm_survey_logic_find_faults (CrmSurveyForm *form);

/* Checks one condition for @question of @form, or for @page: the faults it would have there, but reachability. */
gboolean crm_survey_logic_check (const CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question, const char *condition, GError **error);

G_END_DECLS
