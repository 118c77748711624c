/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one question of a survey is like, to be changed. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUESTION_PANE (crm_question_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmQuestionPane, crm_question_pane, CRM, QUESTION_PANE, AdwBin)

/* Once, before the others. */
void crm_question_pane_set_editor (CrmQuestionPane *self, CrmSurveyEditor *editor);

/* @question: of the editor's form, borrowed until the next call; @fault (nullable): what is wrong with its condition. */
void crm_question_pane_set_question (CrmQuestionPane *self, const CrmSurveyQuestion *question, const char *fault);

/* To its text. */
void crm_question_pane_take_focus (CrmQuestionPane *self);

G_END_DECLS
