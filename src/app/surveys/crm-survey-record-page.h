/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one survey: built, collected, read. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_RECORD_PAGE (crm_survey_record_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyRecordPage, crm_survey_record_page, CRM, SURVEY_RECORD_PAGE, CrmPage)

/* It opens on what is asked while that is being written, on the answers where there are some, and between the two on asking. */
CrmPage *crm_survey_record_page_new (CrmContext *context, const CrmId *survey);

/* Shows one of its views: "build", "collect" or "results". */
void crm_survey_record_page_show_view (CrmSurveyRecordPage *self, const char *name);

G_END_DECLS
