/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one page of a survey is like, to be changed. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_PAGE_PANE (crm_survey_page_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyPagePane, crm_survey_page_pane, CRM, SURVEY_PAGE_PANE, AdwBin)

/* Once, before the others. */
void crm_survey_page_pane_set_editor (CrmSurveyPagePane *self, CrmSurveyEditor *editor);

/* @page: of the editor's form, borrowed until the next call; @fault (nullable): what is wrong with its condition. */
void crm_survey_page_pane_set_page (CrmSurveyPagePane *self, const CrmSurveyPage *page, const char *fault);

G_END_DECLS
