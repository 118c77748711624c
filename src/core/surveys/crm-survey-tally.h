/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many have answered a survey and how it scores, kept up with each response instead of being counted anew. In the writer's transaction. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CRM_PRIMARY_QUESTION_SQL: selects the rowid of the question that gives a version its score.
 * @version: SQL: its id
 */
#define CRM_PRIMARY_QUESTION_SQL(version)                                                                                                          \
  "SELECT q.rowid FROM question q JOIN survey_page p ON p.id = q.page"                                                                             \
  " WHERE q.version = " version " AND q.deleted = 0 AND q.type IN ('nps', 'csat', 'ces', 'stars', 'scale')"                                        \
  " ORDER BY CASE q.type WHEN 'nps' THEN 0 WHEN 'csat' THEN 1 WHEN 'ces' THEN 2 WHEN 'stars' THEN 3 ELSE 4 END, p.position, p.rowid, q.position, " \
  "q.rowid LIMIT 1"

/**
 * crm_survey_tally_add:
 * @response: its survey and version
 * @kind: (nullable): the type of the question that its score is of, as in %CRM_RESPONSE_SCORE_KIND
 * @value: what was answered to it, as in %CRM_RESPONSE_SCORE_VALUE
 * @sign: 1 to count it, -1 to count it no longer
 *
 * Does nothing to a survey that has not been counted.
 */
gboolean crm_survey_tally_add (CrmConnection *connection, const CrmRecord *response, const char *kind, gint64 value, int sign, GError **error);

/* The survey is counted when its facts are wanted next. */
gboolean crm_survey_tally_forget (CrmConnection *connection, const CrmId *survey, GError **error);

/**
 * crm_survey_tally_read:
 * @survey: whose facts they are
 * @values: (out): %CRM_SURVEY_N_RESPONSES, _LAST_RESPONSE, _SCORE, _SCORE_KIND and _N_SCORED; to be cleared
 *
 * The score is that of the question which gives the newest answered version its score, over all versions that ask it on the same scale: of NPS
 * −100 to 100, of CSAT the share of the two highest, else the mean; of an anonymous survey there is none, as each response would be seen in how it
 * moves. Counts the survey where that was not done.
 */
gboolean crm_survey_tally_read (CrmConnection *connection, const CrmRecord *survey, CrmValue values[5], GError **error);

G_END_DECLS
