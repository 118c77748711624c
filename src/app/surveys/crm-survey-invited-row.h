/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One invitation to a survey: who, how it stands, and what can be done about it. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-collect-reading.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_INVITED_ROW (crm_survey_invited_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyInvitedRow, crm_survey_invited_row, CRM, SURVEY_INVITED_ROW, AdwActionRow)

/* A row within a #CrmPage, by which it opens, writes and says things. */
GtkWidget *crm_survey_invited_row_new (void);

/**
 * crm_survey_invited_row_set:
 * @invited: what it shows; copied
 * @form: the published version
 *
 * Answers are typed in and pages made only while the survey collects.
 */
void crm_survey_invited_row_set (CrmSurveyInvitedRow *self, const CrmSurveyInvited *invited, CrmSurveyForm *form);

/* Borrowed. */
const CrmId *crm_survey_invited_row_get_id (CrmSurveyInvitedRow *self);

G_END_DECLS
