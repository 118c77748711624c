/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How surveys are spoken of: status, languages, what a survey is at a glance. */

#pragma once

#include "app/widgets/crm-chip.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/* Shows the status of @survey. */
void crm_survey_words_set_chip (CrmChip *chip, const CrmRecord *survey);

/* "Satisfaction · Version 2 · 34 responses · anonymous". (transfer full). */
char *crm_survey_words_describe (const CrmSurveyForm *form);

/**
 * CrmSurveyLanguage:
 * @code: as a survey has it
 * @name: in the language itself
 */
typedef struct
{
  const char *code;
  const char *name;
} CrmSurveyLanguage;

/* The languages offered; ends with a NULL code. */
extern const CrmSurveyLanguage crm_survey_languages[];

/* What a language calls itself; its code where we do not know. */
const char *crm_survey_language_get_name (const char *code);

/* The code of the language the program speaks now, "en" where surveys cannot be made in that. */
const char *crm_survey_language_get_own (void);

G_END_DECLS
