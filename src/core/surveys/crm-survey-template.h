/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys that come with the program, to begin with. */

#pragma once

#include "core/surveys/crm-survey-json.h"

G_BEGIN_DECLS

/**
 * crm_survey_template_list:
 *
 * Their permanent names: csat, nps, ces, servqual, kano, complaint, win_back. Each is written in English, Simplified and Traditional
 * Chinese ("en", "zh_CN", "zh_TW").
 *
 * The structure of servqual, 22 pairs in five dimensions with weights, is that of A. Parasuraman, V. A. Zeithaml and L. L. Berry, "SERVQUAL: A
 * Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality", Journal of Retailing 64 (1988); the wording is our own. That of kano
 * is N. Kano and others, "Attractive Quality and Must-be Quality" (1984).
 *
 * Returns: (transfer none) (array zero-terminated): static.
 */
const char *const *crm_survey_template_list (void);

/* (transfer full) (nullable): its title and what it is for, in @language; %NULL for a name there is not. */
char *crm_survey_template_dup_title (const char *name, const char *language);
char *crm_survey_template_dup_note (const char *name, const char *language);

/**
 * crm_survey_template_add:
 * @choice: (nullable): as for crm_survey_json_add(); its languages are two of the three
 * @error: %CRM_ERROR_NOT_FOUND for a name there is not
 *
 * Adds a survey made from the template, in draft.
 */
gboolean crm_survey_template_add (const char *name, const CrmSurveyJsonChoice *choice, CrmEdit *edit, CrmId *survey, GError **error);

/* The language of templates that is nearest to a locale's name: "zh_TW" for "zh_HK.UTF-8", "en" for "de_DE". Static. */
const char *crm_survey_template_choose_language (const char *locale);

G_END_DECLS
