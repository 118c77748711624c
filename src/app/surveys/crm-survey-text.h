/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a survey being written, in one language. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_TEXT (crm_survey_text_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyText, crm_survey_text, CRM, SURVEY_TEXT, GtkBox)

/**
 * crm_survey_text_new:
 * @several_lines: whether Enter begins a line; else it emits "entered"
 *
 * What is typed is told by "commit" (const char *): after a pause, on leaving, and on Enter. Backspace in an empty text emits "emptied".
 */
GtkWidget *crm_survey_text_new (gboolean several_lines);

/* What stands above it, and what assistive technology calls it; @label %NULL shows nothing. */
void crm_survey_text_set_label (CrmSurveyText *self, const char *label, const char *accessible_name);

/* Shows another text, unless one is being typed. */
void crm_survey_text_set_text (CrmSurveyText *self, const char *text);

/* Commits now what has been typed and not told yet. */
void crm_survey_text_flush (CrmSurveyText *self);

/* Shown, not to be typed in. */
void crm_survey_text_set_editable (CrmSurveyText *self, gboolean editable);

/* What stands there in grey while nothing is typed. */
void crm_survey_text_set_placeholder (CrmSurveyText *self, const char *placeholder);

void crm_survey_text_take_focus (CrmSurveyText *self);

G_END_DECLS
