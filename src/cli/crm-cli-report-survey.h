/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on what customers say. */

#pragma once

#include "cli/crm-cli-survey.h"

G_BEGIN_DECLS

/**
 * CrmCliSurveyReport:
 * @survey: (nullable): title or id; without it the one last answered that asks such a question
 * @owner: (nullable): only responses this user answers for
 * @by: (nullable): "owner" or "channel"
 * @from: first day
 * @to: last day
 */
typedef struct
{
  const char *survey;
  const char *owner;
  const char *by;
  CrmDate from;
  CrmDate to;
} CrmCliSurveyReport;

/* Whether @name is one of them. */
gboolean crm_cli_report_is_of_surveys (const char *name);

/* Reads and prints @report; await in a fiber. */
CrmCliExit crm_cli_report_survey (CrmCli *cli, const char *report, const CrmCliSurveyReport *asked, GError **error);

G_END_DECLS
