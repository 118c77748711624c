/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a question, or the rows of a matrix: written, ordered, added and removed. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_OPTION_LIST (crm_option_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmOptionList, crm_option_list, CRM, OPTION_LIST, AdwBin)

/* @axis: "option" or "row", static. */
GtkWidget *crm_option_list_new (CrmSurveyEditor *editor, const char *axis);

/* @question: of the editor's form; borrowed until the next call. */
void crm_option_list_set_question (CrmOptionList *self, const CrmSurveyQuestion *question);

G_END_DECLS
