/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call that an unhappy answer asks for: a person decides. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * crm_survey_follow_up_plan:
 * @form: what was answered
 * @customer: whom to call
 * @owner: (nullable): who does it
 * @score: 0–100 in millionths
 *
 * Makes the task, for tomorrow.
 */
void crm_survey_follow_up_plan (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const CrmId *owner, gint64 score);

/* Asks whether to, where there is no place that goes on offering it. @name (nullable): the customer's. */
void crm_survey_follow_up_propose (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const char *name, const CrmId *owner, gint64 score);

G_END_DECLS
