/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Collect view of a survey: the ways answers come in, and who was invited. */

#pragma once

#include "app/surveys/crm-survey-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_COLLECT (crm_survey_collect_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyCollect, crm_survey_collect, CRM, SURVEY_COLLECT, CrmSurveyView)

G_END_DECLS
