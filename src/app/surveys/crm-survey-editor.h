/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a builder share: the survey as it stands, and the one way to change it. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-draft.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_EDITOR (crm_survey_editor_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyEditor, crm_survey_editor, CRM, SURVEY_EDITOR, GObject)

/* Borrows the page: it holds the editor. */
CrmSurveyEditor *crm_survey_editor_new (CrmPage *page);

/* Another reading of the survey. Nobody is told: who made it shows it. */
void crm_survey_editor_set_form (CrmSurveyEditor *self, CrmSurveyForm *form);

/* Whether two languages stand below each other, where there is no room side by side. Properties "stacked", and "orientation" that says the same. */
void crm_survey_editor_set_stacked (CrmSurveyEditor *self, gboolean stacked);

/* Borrowed; the form is NULL before it was read. */
CrmPage *crm_survey_editor_get_page (CrmSurveyEditor *self);
CrmSurveyForm *crm_survey_editor_get_form (CrmSurveyEditor *self);

/* What the survey's texts are written in: borrowed; the second NULL where there is one language. */
const char *crm_survey_editor_get_language (CrmSurveyEditor *self);
const char *crm_survey_editor_get_second (CrmSurveyEditor *self);

/* Whether what is asked can be changed: not in a version that has been answered, nor where nothing can be written. */
gboolean crm_survey_editor_can_change (CrmSurveyEditor *self);

/**
 * crm_survey_editor_begin:
 * @title: of the edit
 *
 * Returns: (transfer full) (nullable): one act on what is asked, to be given to crm_survey_editor_apply(); %NULL where it cannot be changed.
 */
CrmSurveyDraft *crm_survey_editor_begin (CrmSurveyEditor *self, const char *title);

/* Writes it. @toast (nullable): what to say when it is done, with an Undo button. */
void crm_survey_editor_apply (CrmSurveyEditor *self, CrmSurveyDraft *draft, const char *toast);

/**
 * crm_survey_editor_set:
 * @record: the survey, or a page, question or option of the form
 * @value: taken
 *
 * Sets one field in an edit of its own, named after the field. The survey itself can be changed also when it has been answered.
 */
void crm_survey_editor_set (CrmSurveyEditor *self, const CrmRecord *record, guint field, CrmValue value);

/* The same for a text; "" is nothing. */
void crm_survey_editor_set_text (CrmSurveyEditor *self, const CrmRecord *record, guint field, const char *text);

G_END_DECLS
