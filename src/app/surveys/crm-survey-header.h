/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a survey's page: what it is, and what comes next for it. */

#pragma once

#include <gtk/gtk.h>

#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_HEADER (crm_survey_header_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyHeader, crm_survey_header, CRM, SURVEY_HEADER, GtkBox)

/* Shows @form. Its button stands for the actions "survey.publish" and "survey.status" of its page. */
void crm_survey_header_set_form (CrmSurveyHeader *self, const CrmSurveyForm *form);

G_END_DECLS
