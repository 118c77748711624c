/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers the surveys that a customer can be asked, and asks the one that is chosen. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANSWER_SURVEY_DIALOG (crm_answer_survey_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmAnswerSurveyDialog, crm_answer_survey_dialog, CRM, ANSWER_SURVEY_DIALOG, AdwDialog)

/**
 * crm_answer_survey_dialog_present:
 * @customer: who answers
 * @name: (nullable): the customer's
 *
 * Those that are open, published and not anonymous; those the customer is invited to come first.
 */
void crm_answer_survey_dialog_present (CrmPage *page, const CrmId *customer, const char *name);

G_END_DECLS
