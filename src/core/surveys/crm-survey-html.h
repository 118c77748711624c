/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey as one page that is mailed out: no network, no other file, and the answers come back as a code. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * crm_survey_html_write:
 * @form: a published version
 * @token: (nullable): of the invitation it is for; not used for an anonymous survey
 *
 * In both languages, for light and dark, for phones. What is shown under a condition, and what must be answered, is so in the page as in the
 * program. At its end it gives what crm_survey_answer_code_parse() reads.
 *
 * Returns: (transfer full): HTML, UTF-8.
 */
char *crm_survey_html_write (const CrmSurveyForm *form, const char *token);

/* The style of that page: what a server shows of a survey looks alike. */
const char *crm_survey_html_get_style (void);

G_END_DECLS
