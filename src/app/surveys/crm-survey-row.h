/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey in a list where there is no room for a table. */

#pragma once

#include "app/surveys/crm-surveys-columns.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_ROW (crm_survey_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyRow, crm_survey_row, CRM, SURVEY_ROW, GtkBox)

GtkWidget *crm_survey_row_new (void);

/* @survey (nullable): not read yet. */
void crm_survey_row_set_survey (CrmSurveyRow *self, const CrmRecord *survey, const CrmColumnFormat *format);

G_END_DECLS
