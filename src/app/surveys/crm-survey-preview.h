/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a survey as whoever answers sees it, to be tried out; nothing of that is kept. */

#pragma once

#include <adwaita.h>

#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_PREVIEW (crm_survey_preview_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyPreview, crm_survey_preview, CRM, SURVEY_PREVIEW, AdwBin)

/**
 * crm_survey_preview_set_form:
 * @page: (nullable): the page to show; %NULL for the first
 * @question: (nullable): the question of it to bring into sight
 */
void crm_survey_preview_set_form (CrmSurveyPreview *self, CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question);

G_END_DECLS
