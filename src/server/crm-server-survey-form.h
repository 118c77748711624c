/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a survey's version out of the records of a workspace. */

#pragma once

#include "core/surveys/crm-survey-form.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * crm_server_survey_form_read:
 * @survey: which
 * @version: (nullable): which of its versions; %NULL for the newest that is published
 *
 * Within a transaction.
 *
 * Returns: (transfer full) (nullable): the version; %NULL without an error when there is none such.
 */
CrmSurveyForm *crm_server_survey_form_read (CrmServerStorage *storage, const CrmId *survey, const CrmId *version, GError **error);

G_END_DECLS
