/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a survey with a question of every type, made without a file. */

#pragma once

#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * survey_sample_new:
 *
 * In English and Chinese, named, of two pages. The code of each question is the name of its type; "nps" must be answered, and "long_text" is shown
 * if "nps <= 6". Ids are the same each time.
 */
CrmSurveyForm *survey_sample_new (void);

/* The same, anonymous. */
CrmSurveyForm *survey_sample_new_anonymous (void);

G_END_DECLS
