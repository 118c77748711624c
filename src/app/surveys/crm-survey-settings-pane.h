/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for a survey as a whole: its title and languages, who is asked, what follows. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_SETTINGS_PANE (crm_survey_settings_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveySettingsPane, crm_survey_settings_pane, CRM, SURVEY_SETTINGS_PANE, AdwBin)

/* Once, before the others. */
void crm_survey_settings_pane_set_editor (CrmSurveySettingsPane *self, CrmSurveyEditor *editor);

/* Shows the survey of the editor's form. */
void crm_survey_settings_pane_update (CrmSurveySettingsPane *self);

/* To its title. */
void crm_survey_settings_pane_take_focus (CrmSurveySettingsPane *self);

G_END_DECLS
