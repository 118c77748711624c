/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the figures of surveys are defined, as their cards say it. */

#pragma once

#include "app/reports/crm-report-card.h"
#include "core/surveys/crm-question-type.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_RESULTS_TREND,
  CRM_RESULTS_GAPS,
  CRM_RESULTS_ITEMS,
  CRM_RESULTS_SERVQUAL_MAP,
  CRM_RESULTS_DRIVERS,
  CRM_RESULTS_KANO,
  CRM_RESULTS_KANO_MAP,
  CRM_RESULTS_LOYALTY,
  CRM_RESULTS_CROSS,
  CRM_RESULTS_VERBATIMS,
  CRM_RESULTS_N_CARDS,
} CrmResultsCard;

/* Static. */
const CrmDefinition *crm_results_get_definition (CrmResultsCard card);

/* That of a question of this type. */
const CrmDefinition *crm_results_get_question_definition (CrmQuestionType type);

G_END_DECLS
