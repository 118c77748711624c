/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interviewer's entry: answers typed in while somebody gives them, one customer after the other. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_ENTRY (crm_survey_entry_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyEntry, crm_survey_entry, CRM, SURVEY_ENTRY, AdwDialog)

/**
 * crm_survey_entry_present:
 * @form: a published version
 * @customer: (nullable): who answers; else that is chosen first, and after each response the next
 * @name: (nullable): the customer's
 *
 * Enter goes on and, after the last question, saves. What was begun is kept as a draft in the file until it is saved: it survives the dialog
 * and a crash. An invitation of the customer's that waits for an answer is answered by it. An answer under the survey's threshold proposes a
 * task, in the message that says it is saved.
 */
void crm_survey_entry_present (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const char *name);

/**
 * crm_survey_entry_present_invitation:
 * @form: a published version of the survey it invites to
 * @invitation: what is answered; its customer, person and deal go into the response
 * @name: (nullable): the customer's
 * @on_paper: whether the answers are copied from a form that was filled in
 *
 * The same for one invitation.
 */
void crm_survey_entry_present_invitation (CrmPage *page, CrmSurveyForm *form, const CrmRecord *invitation, const char *name, gboolean on_paper);

G_END_DECLS
