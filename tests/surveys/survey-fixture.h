/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: surveys in a store, and responses to them. */

#pragma once

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-draft.h"
#include "core/surveys/crm-survey.h"
#include "tests/store/store-fixture.h"

/* A survey in English and Chinese with a page of three questions: nps (q1), single with two options (q2), long text (q3). Published. */
CrmId make_survey (Fixture *fixture, const char *title, gboolean anonymous);

CrmSurveyForm *read_form (Fixture *fixture, const CrmId *survey);
CrmSurveyForm *read_form_version (Fixture *fixture, const CrmId *version);

/* Applies what @draft holds. */
void apply_draft (Fixture *fixture, CrmSurveyDraft *draft);

/* The error of applying @edit, which must fail. */
GError *apply_badly (Fixture *fixture, CrmEdit *edit);

/* A response to the newest version with @points to q1; @customer may be NULL. */
CrmId make_response (Fixture *fixture, const CrmId *survey, const CrmId *customer, int points);

/* The edit that make_response() applies. */
CrmEdit *new_response_edit (Fixture *fixture, const CrmId *survey, const CrmId *customer, int points, CrmId *response);

gint64 count_rows (Fixture *fixture, const char *sql);
