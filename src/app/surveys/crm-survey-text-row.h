/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a survey in its languages, side by side, written where it is shown. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_TEXT_ROW (crm_survey_text_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyTextRow, crm_survey_text_row, CRM, SURVEY_TEXT_ROW, AdwPreferencesRow)

/**
 * crm_survey_text_row_new:
 * @label: what it is
 * @field: the first of a pair of fields: CRM_QUESTION_TEXT, CRM_SURVEY_THANKS …
 * @several_lines: whether Enter begins a line
 *
 * What is typed is stored after a pause and on leaving. Emits "entered" on Enter in a text of one line.
 */
GtkWidget *crm_survey_text_row_new (CrmSurveyEditor *editor, const char *label, guint field, gboolean several_lines);

/* Whose text; shown in the languages that the survey has now. What was typed for another is stored first. */
void crm_survey_text_row_set_record (CrmSurveyTextRow *self, CrmRecord *record);

/* What holds while nothing is written, in grey, in each language; NULL for nothing. */
void crm_survey_text_row_set_placeholders (CrmSurveyTextRow *self, const char *first, const char *second);

void crm_survey_text_row_take_focus (CrmSurveyTextRow *self);

G_END_DECLS
