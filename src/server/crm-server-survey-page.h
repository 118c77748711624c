/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of a survey as a page: plain HTML that looks and reads as the mailed page, and works without a script. Pure; any thread. */

#pragma once

#include "server/crm-server-page.h"
#include "server/crm-server-survey-fill.h"

G_BEGIN_DECLS

/**
 * CrmServerSurveyPage:
 * @sheet: what is answered so far, and the language
 * @steps: of its form
 * @place: which of them is shown
 * @draft: (nullable): what tells this filling-in from others at the same link
 * @posted: (nullable): what was typed, where it does not fit
 * @problems: (nullable): what is wrong, by question
 * @nothing: whether nothing at all is answered though it was to be finished
 */
typedef struct
{
  CrmSurveySheet *sheet;
  const GArray *steps;
  guint place;
  const char *draft;
  GHashTable *posted;
  GHashTable *problems;
  gboolean nothing;
} CrmServerSurveyPage;

/* The names of the fields around the questions, and the values of the first. */
#define CRM_SERVER_SURVEY_GO    "go"
#define CRM_SERVER_SURVEY_DRAFT "d"
#define CRM_SERVER_SURVEY_STEP  "p"
#define CRM_SERVER_SURVEY_NEXT  "next"
#define CRM_SERVER_SURVEY_BACK  "back"
#define CRM_SERVER_SURVEY_OTHER "language"

void crm_server_survey_page_write (const CrmServerSurveyPage *self, CrmServerPageResponse *response);

/* The page at the end. */
void crm_server_survey_page_write_thanks (const CrmSurveyForm *form, gboolean second, CrmServerPageResponse *response);

G_END_DECLS
