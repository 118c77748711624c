/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the results of a survey are spoken of: scores, changes, questions and their answers. No widget; any thread. */

#pragma once

#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

/* (transfer full): a score as its kind is read: "+42", "78 %", "4.2"; "–" where there is none. */
char *crm_results_format_score (CrmScoreKind kind, const CrmScore *score);

/* (transfer full): a change against the period before with what it is worth: "+6 points: may be chance"; %NULL where there is none. */
char *crm_results_format_change (CrmScoreKind kind, const CrmScoreChange *change);

/* (transfer full): "+42 (95 %: +38 to +45) · 120 answers"; of what may not be shown, that it may not. */
char *crm_results_describe (const CrmQuestionResult *result);

/* (transfer none): what a question asks; in the second language where that is the program's. */
const char *crm_results_get_question (const CrmResultsFigures *self, guint place);

/* (transfer full): what an answer to it is called: "9", "Very satisfied". @answer: as in CrmSurveyFilter. */
char *crm_results_dup_answer (const CrmResultsFigures *self, guint place, int answer);

/* (transfer none): what is written on an option, or a row. */
const char *crm_results_get_option (const CrmResultsFigures *self, const CrmRecord *option);

/* (transfer full): short enough for an axis. */
char *crm_results_dup_label (const char *text);

G_END_DECLS
