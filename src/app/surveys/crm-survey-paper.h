/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey on paper: boxes to tick and lines to write on. */

#pragma once

#include "app/print/crm-sheet.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * crm_survey_paper_new:
 *
 * Returns: (transfer full): an empty sheet for forms of this survey.
 */
CrmSheet *crm_survey_paper_new (const CrmSurveyForm *form);

/**
 * crm_survey_paper_add:
 * @second: whether it is in the survey's second language
 * @name: (nullable): who fills it in
 * @token: (nullable): of the invitation: stands on it as a QR code, which a scanner types in, and as letters; not on an anonymous one
 *
 * Adds a form on pages of its own. Conditions stand beside the questions as a hint, since paper hides nothing.
 */
void crm_survey_paper_add (CrmSheet *sheet, CrmSurveyForm *form, gboolean second, const char *name, const char *token);

G_END_DECLS
