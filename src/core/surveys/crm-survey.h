/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a whole survey: made, published, closed, copied, deleted. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * crm_survey_create:
 * @language: "en", "zh_CN", "zh_TW" …
 * @second_language: (nullable): another
 *
 * Adds a survey in draft with a first version and an empty page.
 *
 * Returns: (transfer none): the change; its id is the survey's.
 */
CrmChange *crm_survey_create (CrmEdit *edit, const char *title, const char *purpose, const char *language, const char *second_language);

/**
 * crm_survey_form_can_publish:
 * @error: %CRM_ERROR_INVALID: what is missing, for the person: no question, a question without text, a choice without options
 */
gboolean crm_survey_form_can_publish (const CrmSurveyForm *self, GError **error);

/* (transfer full): edits that begin to collect with this version; that stop; that put away, and take out again. */
CrmEdit *crm_survey_form_new_publish (CrmSurveyForm *self, gint64 now);
CrmEdit *crm_survey_form_new_status (CrmSurveyForm *self, const char *title, const char *status);

/**
 * crm_survey_form_new_duplicate:
 * @title: the copy's
 * @survey: (out) (optional): its id
 *
 * Returns: (transfer full): an edit that makes another survey in draft with the same pages, questions and options, all with new ids.
 */
CrmEdit *crm_survey_form_new_duplicate (CrmSurveyForm *self, const char *title, CrmId *survey);

/**
 * crm_survey_new_removal:
 * @survey: of the kind survey
 *
 * Returns: (transfer full): an edit that deletes a survey with its invitations and responses, however many; the only way to delete one
 *   that was answered.
 */
CrmEdit *crm_survey_new_removal (CrmRecord *survey);

G_END_DECLS
