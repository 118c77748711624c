/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a visitor posted of a survey's step; and the names that the page gives to its fields. Pure; any thread. */

#pragma once

#include "server/crm-server-survey-steps.h"

G_BEGIN_DECLS

/* (transfer full): the name of the field of question number @place; @part (nullable) is half of a pair, "t" own words, or "r0" a row, "o0" an option. */
char *crm_server_survey_name_field (guint place, const char *part);

/* Whether points are chosen, and not typed. */
gboolean crm_server_survey_has_buttons (const CrmSurveyQuestion *question);

/**
 * crm_server_survey_fill:
 * @posted: (element-type utf8 utf8): fields by name
 * @problems: (element-type CrmSurveyQuestion utf8): what does not fit is said here, in the language that is read
 *
 * The answers to what the step shows become what was posted, and only that: what is not posted is not answered. Brings up to date what is shown.
 */
void crm_server_survey_fill (CrmSurveySheet *sheet, const CrmServerSurveyStep *step, GHashTable *posted, GHashTable *problems);

/* Adds to @problems what must be answered in the step and is not. */
void crm_server_survey_check (CrmSurveySheet *sheet, const CrmServerSurveyStep *step, GHashTable *problems);

/* The code of the language that is read. */
const char *crm_server_survey_get_language (CrmSurveySheet *sheet);

G_END_DECLS
