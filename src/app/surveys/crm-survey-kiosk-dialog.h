/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the PIN before the kiosk starts. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_KIOSK_DIALOG (crm_survey_kiosk_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyKioskDialog, crm_survey_kiosk_dialog, CRM, SURVEY_KIOSK_DIALOG, AdwDialog)

/* Its hash is kept in the file: where one is, nothing need be typed to keep it. */
void crm_survey_kiosk_dialog_present (CrmPage *page, CrmSurveyForm *form);

G_END_DECLS
