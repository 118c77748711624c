/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey as JSON: to give it to another office, and what templates are kept as. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/* A file is read whole: this is how large it may be. */
#define CRM_SURVEY_JSON_MAX (4 * 1024 * 1024)

/**
 * crm_survey_json_write:
 *
 * `{"clientele-survey": 1, "languages": ["en", "zh_CN"], "title": {"en": …, "zh_CN": …}, "purpose": …, "pages": [{"title": …, "questions":
 * [{"code": …, "type": …, "text": {…}, "options": [{"code": …, "text": {…}, "value": 1}], "rows": […]}]}]}`: fields by their permanent names,
 * texts by language, what is not set left out. No responses, no owner, no ids. Any thread.
 *
 * Returns: (transfer full): the text, indented.
 */
char *crm_survey_json_write (const CrmSurveyForm *form);

/**
 * CrmSurveyJsonChoice:
 * @title: (nullable): what it shall be called; %NULL for what the file says
 * @language: (nullable): which of the file's languages is its first; %NULL for the first of them
 * @second: (nullable): which is its second; "" for none; %NULL for the second of them, if there is one
 * @space: (nullable): what its ids are hashed from; %NULL for new ones
 */
typedef struct
{
  const char *title;
  const char *language;
  const char *second;
  const CrmId *space;
} CrmSurveyJsonChoice;

/**
 * crm_survey_json_add:
 * @text: (array length=length): what a file holds
 * @choice: (nullable)
 * @edit: what to add the survey to, in draft
 * @survey: (out) (optional): its id
 * @error: %CRM_ERROR_UNREADABLE: what is wrong, and where in the file, for the person
 *
 * Reads with suspicion: types, sizes, codes and conditions are checked, and what is not known is passed over. After an error @edit is not
 * to be applied. Any thread.
 *
 * Returns: whether it is a survey.
 */
gboolean crm_survey_json_add (const char *text, gsize length, const CrmSurveyJsonChoice *choice, CrmEdit *edit, CrmId *survey, GError **error);

/* (transfer full) (nullable): the languages that the texts of a file have, in its order. */
GStrv crm_survey_json_list_languages (const char *text, gsize length, GError **error);

G_END_DECLS
