/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey in steps that can be shown and answered one at a time, without a script. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-sheet.h"

G_BEGIN_DECLS

/**
 * CrmServerSurveyStep:
 * @page: place of its page in the form
 * @first: place of its first question
 * @n_questions: how many it has
 * @opens: whether its page begins with it
 *
 * A page of the survey, or a part of one: a question whose condition asks for an answer that is given in the same step begins another.
 */
typedef struct
{
  guint page;
  guint first;
  guint n_questions;
  gboolean opens;
} CrmServerSurveyStep;

/* (transfer full) (element-type CrmServerSurveyStep): whatever is answered, they are the same. */
GArray *crm_server_survey_steps_new (const CrmSurveyForm *form);

const CrmServerSurveyStep *crm_server_survey_steps_get (const GArray *steps, guint place);

/* The place of the next step after @place, or before it, in which anything is shown; -1 for none. Begin with -1, and with the length. */
int crm_server_survey_steps_find_next (const GArray *steps, CrmSurveySheet *sheet, int place);
int crm_server_survey_steps_find_previous (const GArray *steps, CrmSurveySheet *sheet, int place);

/* The step a question is in. */
int crm_server_survey_steps_find_question (const GArray *steps, guint question);

/* Whether an answer to the step at @place can have questions shown after it, that are not shown as things stand. */
gboolean crm_server_survey_steps_may_add (const GArray *steps, const CrmSurveyForm *form, guint place);

G_END_DECLS
