/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of what a version of a survey holds, for the next version and for another survey. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/* Creates a record with all that a person wrote in another. */
CrmChange *crm_survey_copy_record (CrmEdit *edit, const CrmRecord *record, const CrmId *id);

/* The id that the copy of @record has in @version: found again without a table. */
CrmId crm_survey_copy_make_id (const CrmId *version, const CrmRecord *record);

/* Copies @options (element-type CrmRecord) to @question, with ids made from @version. */
void crm_survey_copy_options (CrmEdit *edit, const CrmId *version, GPtrArray *options, const CrmId *question);

/* Copies all pages, questions and options into @version. */
void crm_survey_copy_content (CrmEdit *edit, const CrmId *version, const CrmSurveyForm *form);

/* Adds a version without content to a survey; the store numbers it. Returns its id. */
CrmId crm_survey_create_version (CrmEdit *edit, const CrmId *survey);

G_END_DECLS
