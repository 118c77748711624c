/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds a survey: its pages and questions, what each is like, and how it looks to who answers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-builder.h"

struct _CrmSurveyBuilder
{
  CrmSurveyView parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmSurveyBuilder, crm_survey_builder, CRM_TYPE_SURVEY_VIEW)

static void
crm_survey_builder_class_init (CrmSurveyBuilderClass *klass)
{
}

static void
crm_survey_builder_init (CrmSurveyBuilder *self)
{
}
