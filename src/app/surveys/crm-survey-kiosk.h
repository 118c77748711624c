/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey on the whole screen for visitors: nothing else of the program can be reached until the PIN is given. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_KIOSK (crm_survey_kiosk_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyKiosk, crm_survey_kiosk, CRM, SURVEY_KIOSK, AdwWindow)

/**
 * crm_survey_kiosk_open:
 * @page: on the window that is hidden meanwhile
 * @form: a published version
 * @pin: hash of the PIN to leave with, see crm-pin.h
 *
 * Each visitor begins on the start page, in one of the survey's languages. After the thanks, or where nobody touches anything for a while,
 * it begins again; what was answered by then is kept as a response that is not complete. What cannot be written is tried again, and told, when
 * the kiosk is left.
 */
void crm_survey_kiosk_open (CrmPage *page, CrmSurveyForm *form, const char *pin);

G_END_DECLS
