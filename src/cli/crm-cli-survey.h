/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands about surveys share: which survey, which of its responses, how scores are written. */

#pragma once

#include "cli/crm-cli-output.h"

#include "core/surveys/crm-survey-groups.h"
#include "core/surveys/crm-survey-reading.h"

G_BEGIN_DECLS

/**
 * CrmCliSurvey:
 * @name: (nullable): title or id; without it the survey last answered that asks a question of @type
 * @type: that type, %CRM_QUESTION_TYPE_UNKNOWN for any
 * @channel: (nullable): only responses by it
 * @owner: (nullable): only responses this user answers for
 * @with_texts: whether what was written is read, too
 * @filter: made of these, and of the days set by the caller
 * @texts: (element-type GPtrArray) (nullable): for each question the CrmVerbatim
 * @owners: the names of users by rowid
 */
typedef struct
{
  CrmCli *cli;
  const char *name;
  CrmQuestionType type;
  const char *channel;
  const char *owner;
  gboolean with_texts;
  CrmSurveyFilter filter;
  CrmSurveyReading *reading;
  CrmSurveyResults *results;
  GPtrArray *texts;
  GHashTable *owners;
} CrmCliSurvey;

/* The survey of that id or title. */
gboolean crm_cli_survey_find (CrmConnection *connection, const char *name, CrmId *survey, GError **error);

/* Opens the file and reads; await in a fiber. Returns: whether it did. */
gboolean crm_cli_survey_read (CrmCliSurvey *self, GError **error);
void crm_cli_survey_clear (CrmCliSurvey *self);

/* The place of the question of @type that the newest version asks first, or G_MAXUINT with an error. */
guint crm_cli_survey_find_question (const CrmCliSurvey *self, GError **error);

/* A day typed after @option; %NULL leaves @date as it is. */
gboolean crm_cli_survey_read_date (const char *text, const char *option, CrmDate *date, GError **error);

/* What a person reads of a question or option, in the survey's first language. Borrowed. */
const char *crm_cli_survey_get_question_text (const CrmSurveyColumn *column);
const char *crm_cli_survey_get_option_key (const CrmRecord *option);

/* Members of the object being built: "n", @name with the value, "low", "high"; what is not known is null. */
void crm_cli_survey_add_score (JsonBuilder *builder, const char *name, const CrmScore *score);
void crm_cli_survey_add_number (JsonBuilder *builder, const char *name, guint number);
void crm_cli_survey_add_count (JsonBuilder *builder, const char *name, gboolean known, guint count);
void crm_cli_survey_add_double (JsonBuilder *builder, const char *name, gboolean known, double value);

/* (transfer full): "30.0 (−18.4 to 78.4)" for a person; a share of @kind in per cent. */
char *crm_cli_survey_format_score (CrmScoreKind kind, const CrmScore *score);

/* crm-cli-survey-exchange.c: prints one as JSON; takes answers from a file. In a fiber. */
CrmCliExit crm_cli_survey_export (CrmCli *cli, const char *name, GError **error);
CrmCliExit crm_cli_survey_import_answers (CrmCli *cli, const char *name, const char *file, gboolean newest, gboolean dry_run, GError **error);

/* Prints the results of all questions. */
void crm_cli_survey_print_results (const CrmCliSurvey *self);

G_END_DECLS
