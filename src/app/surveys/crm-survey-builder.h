/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds a survey: its pages and questions, what each is like, and how it looks to who answers. */

#pragma once

#include "app/surveys/crm-survey-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_BUILDER (crm_survey_builder_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyBuilder, crm_survey_builder, CRM, SURVEY_BUILDER, CrmSurveyView)

G_END_DECLS
