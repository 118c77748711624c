/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the builder that holds one field of a record, and stores what is chosen or typed in it. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_INPUT (crm_survey_input_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyInput, crm_survey_input, CRM, SURVEY_INPUT, GObject)

/**
 * crm_survey_input_new:
 * @kind: of the records it will show
 * @field: a reference only to users and other kinds that #CrmNames reads
 *
 * What is chosen is stored at once, what is typed after a pause and on leaving; what cannot be read or is refused stays as typed, marked.
 */
CrmSurveyInput *crm_survey_input_new (CrmSurveyEditor *editor, const CrmKind *kind, guint field);

/* Borrowed: an AdwPreferencesRow, for a group. */
GtkWidget *crm_survey_input_get_row (CrmSurveyInput *self);

/* Other words than the field's own; @subtitle (nullable): where the row has room for one. */
void crm_survey_input_set_words (CrmSurveyInput *self, const char *title, const char *subtitle);

/* Whose field; what was typed for another is stored first. */
void crm_survey_input_set_record (CrmSurveyInput *self, CrmRecord *record);

G_END_DECLS
