/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one survey shows: the version that is built, and the one that is answered. */

#pragma once

#include "app/crm-context.h"
#include "core/surveys/crm-survey-logic.h"

G_BEGIN_DECLS

/**
 * CrmSurveyPageReading:
 * @newest: the version a builder shows
 * @published: (nullable): the newest that is published: what is answered; often the same version as @newest
 * @faults: (element-type CrmSurveyFault): what is wrong with the conditions of @newest
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmSurveyForm *newest;
  CrmSurveyForm *published;
  GPtrArray *faults;
} CrmSurveyPageReading;

#define CRM_TYPE_SURVEY_PAGE_READING (crm_survey_page_reading_get_type ())

GType crm_survey_page_reading_get_type (void);
CrmSurveyPageReading *crm_survey_page_reading_ref (CrmSurveyPageReading *self);
void crm_survey_page_reading_unref (CrmSurveyPageReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyPageReading, crm_survey_page_reading_unref)

/* Returns: (transfer full): a #DexFuture of a boxed #CrmSurveyPageReading. */
DexFuture *crm_survey_page_reading_read (CrmContext *context, const CrmId *survey);

G_END_DECLS
