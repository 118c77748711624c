/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a survey consists of: its pages and questions in order, to choose, add, move and remove. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-outline-row.h"
#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_OUTLINE (crm_survey_outline_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyOutline, crm_survey_outline, CRM, SURVEY_OUTLINE, AdwBin)

/* Once, before the others. Emits "selected" when another line is chosen, and "activated" when one is opened. */
void crm_survey_outline_set_editor (CrmSurveyOutline *self, CrmSurveyEditor *editor);

/**
 * crm_survey_outline_update:
 * @faults: (nullable) (element-type CrmSurveyFault): what is wrong with the conditions
 *
 * Shows the editor's form; the line chosen stays chosen, and one that was just added is chosen.
 */
void crm_survey_outline_update (CrmSurveyOutline *self, GPtrArray *faults);

/* What is chosen: the survey itself, a page or a question, in the editor's form. */
CrmOutlineLevel crm_survey_outline_get_level (CrmSurveyOutline *self);
const CrmSurveyPage *crm_survey_outline_get_page (CrmSurveyOutline *self);
const CrmSurveyQuestion *crm_survey_outline_get_question (CrmSurveyOutline *self);

/* Whether the question chosen was just added, so that its text is what comes next; once. */
gboolean crm_survey_outline_take_fresh (CrmSurveyOutline *self);

/* Whether one click opens a line, as where what is opened stands elsewhere. */
void crm_survey_outline_set_single_click (CrmSurveyOutline *self, gboolean single_click);

/* Opens the choice of what to add. */
void crm_survey_outline_pop_up (CrmSurveyOutline *self);
void crm_survey_outline_take_focus (CrmSurveyOutline *self);

G_END_DECLS
