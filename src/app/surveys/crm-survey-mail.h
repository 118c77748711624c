/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the page that is mailed out. */

#pragma once

#include "app/crm-page.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * crm_survey_mail_save:
 * @form: a published version
 * @token: (nullable): of the invitation the page is for
 * @name: (nullable): whom it is for: part of the file's name
 *
 * Asks where, and saves it there.
 */
void crm_survey_mail_save (CrmPage *page, CrmSurveyForm *form, const char *token, const char *name);

G_END_DECLS
