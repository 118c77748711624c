/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invites customers to a survey: which, how, and who is left out and why. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_INVITE_DIALOG (crm_survey_invite_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyInviteDialog, crm_survey_invite_dialog, CRM, SURVEY_INVITE_DIALOG, AdwDialog)

/* Nothing is sent: invitations are planned, and a person hands out the page, the form, the question. */
void crm_survey_invite_dialog_present (CrmPage *page, CrmSurveyForm *form);

G_END_DECLS
