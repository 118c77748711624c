/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey for each channel, or for each owner. Pure; any thread. */

#pragma once

#include "core/surveys/crm-survey-results.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_SURVEY_BY_CHANNEL, /* CrmSurveyResponse.channel */
  CRM_SURVEY_BY_OWNER,   /* rowid of the user */
} CrmSurveyKey;

/** CrmSurveyGroup: @results of the responses whose channel or owner is @key, 0 for none. */
typedef struct
{
  gint64 key;
  CrmSurveyResults *results;
} CrmSurveyGroup;

/**
 * crm_survey_groups_new:
 * @columns: must outlive the groups
 * @filter: which responses are divided
 *
 * Of an anonymous survey those groups are withheld that are too small, and as many others as it takes that the whole does not tell of them.
 *
 * Returns: (transfer full) (element-type CrmSurveyGroup): ascending by key; each response is in exactly one, and none is empty.
 */
GArray *crm_survey_groups_new (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, CrmSurveyKey key);

G_END_DECLS
