/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered to a survey: scores, questions, what goes together, words. */

#pragma once

#include "app/surveys/crm-survey-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_RESULTS_VIEW (crm_results_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmResultsView, crm_results_view, CRM, RESULTS_VIEW, CrmSurveyView)

G_END_DECLS
