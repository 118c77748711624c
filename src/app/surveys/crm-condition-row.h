/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a question or a page is shown: the condition, what it means, and what is wrong with it. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONDITION_ROW (crm_condition_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmConditionRow, crm_condition_row, CRM, CONDITION_ROW, AdwPreferencesRow)

GtkWidget *crm_condition_row_new (CrmSurveyEditor *editor);

/**
 * crm_condition_row_set:
 * @page: (nullable): whose condition it is
 * @question: (nullable): or this one's; borrowed until the next call, as is @page
 * @fault: (nullable): what is known to be wrong
 */
void crm_condition_row_set (CrmConditionRow *self, const CrmSurveyPage *page, const CrmSurveyQuestion *question, const char *fault);

G_END_DECLS
