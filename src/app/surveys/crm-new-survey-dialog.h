/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a survey: blank, or from a template. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_NEW_SURVEY_DIALOG (crm_new_survey_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmNewSurveyDialog, crm_new_survey_dialog, CRM, NEW_SURVEY_DIALOG, AdwDialog)

/* Shows it over @page; the survey that is made is opened. */
void crm_new_survey_dialog_present (CrmPage *page);

G_END_DECLS
