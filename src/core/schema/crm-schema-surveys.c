/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys area's kinds: survey, its versions with pages, questions and options; invitation, response, answer. */

#include "config.h"

#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-rules.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

const CrmChoice crm_choices_survey_purpose[] = {
  { "satisfaction", NC_ ("choice", "Satisfaction") },
  { "nps", NC_ ("choice", "Recommendation (NPS)") },
  { "effort", NC_ ("choice", "Effort (CES)") },
  { "servqual", NC_ ("choice", "Service quality (SERVQUAL)") },
  { "kano", NC_ ("choice", "Wishes (Kano)") },
  { "complaint", NC_ ("choice", "After a complaint") },
  { "win_back", NC_ ("choice", "Winning back") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

const CrmChoice crm_choices_survey_status[] = {
  { "draft", NC_ ("choice", "Draft") },
  { "open", NC_ ("choice", "Collecting") },
  { "closed", NC_ ("choice", "Closed") },
  { "archived", NC_ ("choice", "Archived") },
  { NULL },
};

const CrmChoice crm_choices_survey_occasion[] = {
  { "by_hand", NC_ ("choice", "By hand") },
  { "deal_won", NC_ ("choice", "After a deal is won") },
  { "task_done", NC_ ("choice", "After a task is done") },
  { NULL },
};

const CrmChoice crm_choices_question_type[] = {
  { "single", NC_ ("choice", "Single choice") },
  { "multiple", NC_ ("choice", "Multiple choice") },
  { "short_text", NC_ ("choice", "Short text") },
  { "long_text", NC_ ("choice", "Long text") },
  { "number", NC_ ("choice", "Number") },
  { "date", NC_ ("choice", "Date") },
  { "matrix", NC_ ("choice", "Matrix") },
  { "scale", NC_ ("choice", "Scale") },
  { "stars", NC_ ("choice", "Stars") },
  { "nps", NC_ ("choice", "Recommendation (NPS)") },
  { "ces", NC_ ("choice", "Effort (CES)") },
  { "ranking", NC_ ("choice", "Ranking") },
  { "kano", NC_ ("choice", "Kano pair") },
  { "servqual", NC_ ("choice", "SERVQUAL pair") },
  { "csat", NC_ ("choice", "Satisfaction (CSAT)") },
  { NULL },
};

const CrmChoice crm_choices_survey_channel[] = {
  { "interview", NC_ ("choice", "Interview") },
  { "kiosk", NC_ ("choice", "Kiosk") },
  { "paper", NC_ ("choice", "Paper") },
  { "file", NC_ ("choice", "File") },
  { "mail", NC_ ("choice", "Mail") },
  { "web", NC_ ("choice", "Web") },
  { NULL },
};

const CrmChoice crm_choices_invitation_state[] = {
  { "planned", NC_ ("choice", "Planned") },
  { "sent", NC_ ("choice", "Handed out") },
  { "answered", NC_ ("choice", "Answered") },
  { "declined", NC_ ("choice", "Declined") },
  { "failed", NC_ ("choice", "Could not be reached") },
  { NULL },
};

const CrmChoice crm_choices_answer_part[] = {
  { "expectation", NC_ ("choice", "Expected") },
  { "perception", NC_ ("choice", "Experienced") },
  { "functional", NC_ ("choice", "If it is there") },
  { "dysfunctional", NC_ ("choice", "If it is missing") },
  { "importance", NC_ ("choice", "Importance") },
  { NULL },
};

static const CrmChoice axes[] = {
  { "option", NC_ ("choice", "Option") },
  { "row", NC_ ("choice", "Row") },
  { NULL },
};

#define SURVEY  N_ ("Survey")
#define ASKING  N_ ("Who is asked")
#define WORDING N_ ("Wording")

static const CrmField survey_fields[CRM_SURVEY_N_FIELDS] = {
  [CRM_SURVEY_TITLE] = { "title", N_ ("Survey"), SURVEY, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_SURVEY_TITLE_SECOND] = { "title_second", N_ ("Title in the second language"), WORDING, CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_SURVEY_PURPOSE] = { "purpose", N_ ("Purpose"), SURVEY, CRM_TYPE_CHOICE, .choices = crm_choices_survey_purpose },
  [CRM_SURVEY_STATUS] = { "status", N_ ("Status"), SURVEY, CRM_TYPE_CHOICE, .choices = crm_choices_survey_status },
  [CRM_SURVEY_LANGUAGE] = { "language", N_ ("Language"), WORDING, CRM_TYPE_TEXT },
  [CRM_SURVEY_SECOND_LANGUAGE] = { "second_language", N_ ("Second language"), WORDING, CRM_TYPE_TEXT },
  [CRM_SURVEY_ANONYMOUS] = { "anonymous", N_ ("Anonymous"), ASKING, CRM_TYPE_BOOLEAN },
  [CRM_SURVEY_THRESHOLD] = { "threshold", N_ ("Follow up below"), SURVEY, CRM_TYPE_DECIMAL },
  [CRM_SURVEY_OCCASION] = { "occasion", N_ ("Occasion"), ASKING, CRM_TYPE_CHOICE, .choices = crm_choices_survey_occasion },
  [CRM_SURVEY_OCCASION_KIND] = { "occasion_kind", N_ ("Kind of task"), ASKING, CRM_TYPE_CHOICE, .choices = crm_choices_task_kind },
  [CRM_SURVEY_SAMPLE_PERCENT] = { "sample_percent", N_ ("Sample in per cent"), ASKING, CRM_TYPE_INTEGER },
  [CRM_SURVEY_REST_DAYS] = { "rest_days", N_ ("Days of rest between two surveys"), ASKING, CRM_TYPE_INTEGER },
  [CRM_SURVEY_OWNER] = { "owner", N_ ("Owner"), SURVEY, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_SURVEY_TEAM] = { "team", N_ ("Team"), SURVEY, CRM_TYPE_TEXT },
  [CRM_SURVEY_THANKS] = { "thanks", N_ ("Thanks at the end"), WORDING, CRM_TYPE_LONG_TEXT },
  [CRM_SURVEY_THANKS_SECOND] = { "thanks_second", N_ ("Thanks in the second language"), WORDING, CRM_TYPE_LONG_TEXT },
  [CRM_SURVEY_NOTE] = { "note", N_ ("Note"), SURVEY, CRM_TYPE_LONG_TEXT },
  [CRM_SURVEY_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), SURVEY, CRM_TYPE_TEXT },
  [CRM_SURVEY_OPEN_TOKEN] = { "open_token", N_ ("Open link"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_SURVEY_TITLE_KEY] = { "title_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_SURVEY_N_RESPONSES] = { "n_responses", N_ ("Responses"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_FACT },
  [CRM_SURVEY_LAST_RESPONSE] = { "last_response", N_ ("Last response"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
  [CRM_SURVEY_SCORE] = { "score", N_ ("Score"), NULL, CRM_TYPE_DECIMAL, CRM_FIELD_FACT },
  [CRM_SURVEY_SCORE_KIND] = { "score_kind", N_ ("Kind of score"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_SURVEY_N_SCORED] = { "n_scored", N_ ("Scored responses"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
};

static const CrmField survey_version_fields[CRM_SURVEY_VERSION_N_FIELDS] = {
  [CRM_SURVEY_VERSION_SURVEY] = { "survey", N_ ("Survey"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY },
  [CRM_SURVEY_VERSION_NUMBER] = { "number", N_ ("Version"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_INTERNAL },
  [CRM_SURVEY_VERSION_PUBLISHED_AT] = { "published_at", N_ ("Published"), NULL, CRM_TYPE_TIME },
  [CRM_SURVEY_VERSION_NAME] = { "name", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
};

static const CrmField survey_page_fields[CRM_SURVEY_PAGE_N_FIELDS] = {
  [CRM_SURVEY_PAGE_VERSION] = { "version", N_ ("Version"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY_VERSION },
  [CRM_SURVEY_PAGE_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_SURVEY_PAGE_TITLE] = { "title", N_ ("Title"), NULL, CRM_TYPE_TEXT },
  [CRM_SURVEY_PAGE_TITLE_SECOND] = { "title_second", N_ ("Title in the second language"), NULL, CRM_TYPE_TEXT },
  [CRM_SURVEY_PAGE_INTRO] = { "intro", N_ ("Introduction"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_SURVEY_PAGE_INTRO_SECOND] = { "intro_second", N_ ("Introduction in the second language"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_SURVEY_PAGE_SHOW_IF] = { "show_if", N_ ("Show if"), NULL, CRM_TYPE_TEXT },
};

static const CrmField question_fields[CRM_QUESTION_N_FIELDS] = {
  [CRM_QUESTION_VERSION] = { "version", N_ ("Version"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY_VERSION },
  [CRM_QUESTION_PAGE] = { "page", N_ ("Page"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY_PAGE },
  [CRM_QUESTION_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_QUESTION_CODE] = { "code", N_ ("Code"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_QUESTION_TYPE] = { "type", N_ ("Type"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = crm_choices_question_type },
  [CRM_QUESTION_TEXT] = { "text", N_ ("Question"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_QUESTION_TEXT_SECOND] = { "text_second", N_ ("Question in the second language"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_QUESTION_HINT] = { "hint", N_ ("Hint"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_HINT_SECOND] = { "hint_second", N_ ("Hint in the second language"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_REQUIRED] = { "required", N_ ("Must be answered"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_QUESTION_MINIMUM] = { "minimum", N_ ("From"), NULL, CRM_TYPE_DECIMAL },
  [CRM_QUESTION_MAXIMUM] = { "maximum", N_ ("To"), NULL, CRM_TYPE_DECIMAL },
  [CRM_QUESTION_LOW_LABEL] = { "low_label", N_ ("Words at the low end"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_LOW_LABEL_SECOND] = { "low_label_second", N_ ("Low end in the second language"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_HIGH_LABEL] = { "high_label", N_ ("Words at the high end"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_HIGH_LABEL_SECOND] = { "high_label_second", N_ ("High end in the second language"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_SHOW_IF] = { "show_if", N_ ("Show if"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_DIMENSION] = { "dimension", N_ ("Dimension"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_OTHER_ALLOWED] = { "other_allowed", N_ ("Own words allowed"), NULL, CRM_TYPE_BOOLEAN },
};

static const CrmField question_option_fields[CRM_QUESTION_OPTION_N_FIELDS] = {
  [CRM_QUESTION_OPTION_QUESTION] = { "question", N_ ("Question"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_QUESTION },
  [CRM_QUESTION_OPTION_AXIS] = { "axis", N_ ("Axis"), NULL, CRM_TYPE_CHOICE, .choices = axes },
  [CRM_QUESTION_OPTION_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_QUESTION_OPTION_CODE] = { "code", N_ ("Code"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_OPTION_TEXT] = { "text", N_ ("Option"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_OPTION_TEXT_SECOND] = { "text_second", N_ ("Option in the second language"), NULL, CRM_TYPE_TEXT },
  [CRM_QUESTION_OPTION_VALUE] = { "value", N_ ("Value"), NULL, CRM_TYPE_DECIMAL },
  [CRM_QUESTION_OPTION_EXCLUSIVE] = { "exclusive", N_ ("Only alone"), NULL, CRM_TYPE_BOOLEAN },
};

static const CrmField invitation_fields[CRM_INVITATION_N_FIELDS] = {
  [CRM_INVITATION_SURVEY] = { "survey", N_ ("Survey"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY },
  [CRM_INVITATION_VERSION] = { "version", N_ ("Version"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_SURVEY_VERSION },
  [CRM_INVITATION_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_INVITATION_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PERSON },
  [CRM_INVITATION_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_DEAL },
  [CRM_INVITATION_TOKEN] = { "token", N_ ("Token"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL | CRM_FIELD_SECRET },
  [CRM_INVITATION_CHANNEL] = { "channel", N_ ("Channel"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_survey_channel },
  [CRM_INVITATION_STATE] = { "state", N_ ("State"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_invitation_state },
  [CRM_INVITATION_INVITED_AT] = { "invited_at", N_ ("Invited"), NULL, CRM_TYPE_TIME },
  [CRM_INVITATION_ANSWERED_AT] = { "answered_at", N_ ("Answered"), NULL, CRM_TYPE_TIME },
  [CRM_INVITATION_EXPIRES_ON] = { "expires_on", N_ ("Valid until"), NULL, CRM_TYPE_DATE },
  [CRM_INVITATION_TASK] = { "task", N_ ("Reminder"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_TASK },
  [CRM_INVITATION_TOKEN_HASH] = { "token_hash", N_ ("Hash of the token"), NULL, CRM_TYPE_TEXT, CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL },
};

static const CrmField response_fields[CRM_RESPONSE_N_FIELDS] = {
  [CRM_RESPONSE_SURVEY] = { "survey", N_ ("Survey"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY },
  [CRM_RESPONSE_VERSION] = { "version", N_ ("Version"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_SURVEY_VERSION },
  [CRM_RESPONSE_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_RESPONSE_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PERSON },
  [CRM_RESPONSE_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_DEAL },
  [CRM_RESPONSE_INVITATION] = { "invitation", N_ ("Invitation"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_INVITATION },
  [CRM_RESPONSE_CHANNEL] = { "channel", N_ ("Channel"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_survey_channel },
  [CRM_RESPONSE_LANGUAGE] = { "language", N_ ("Language"), NULL, CRM_TYPE_TEXT },
  [CRM_RESPONSE_STARTED_AT] = { "started_at", N_ ("Begun"), NULL, CRM_TYPE_TIME },
  [CRM_RESPONSE_ANSWERED_AT] = { "answered_at", N_ ("Answered"), NULL, CRM_TYPE_TIME },
  [CRM_RESPONSE_INTERVIEWER] = { "interviewer", N_ ("Interviewer"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_RESPONSE_COMPLETE] = { "complete", N_ ("Complete"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_RESPONSE_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), NULL, CRM_TYPE_TEXT },
  [CRM_RESPONSE_SCORE] = { "score", N_ ("Score"), NULL, CRM_TYPE_DECIMAL, CRM_FIELD_FACT },
  [CRM_RESPONSE_SCORE_KIND] = { "score_kind", N_ ("Score from"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_FACT, .choices = crm_choices_question_type },
  [CRM_RESPONSE_SCORE_VALUE] = { "score_value", N_ ("Answer"), NULL, CRM_TYPE_DECIMAL, CRM_FIELD_FACT },
  [CRM_RESPONSE_N_ANSWERS] = { "n_answers", N_ ("Questions answered"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_FACT },
  [CRM_RESPONSE_CUSTOMER_NAME] = { "customer_name", N_ ("Customer"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_INTERNAL },
};

static const CrmField answer_fields[CRM_ANSWER_N_FIELDS] = {
  [CRM_ANSWER_RESPONSE] = { "response", N_ ("Response"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_RESPONSE },
  [CRM_ANSWER_QUESTION] = { "question", N_ ("Question"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_QUESTION },
  [CRM_ANSWER_PART] = { "part", N_ ("Part"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_answer_part },
  [CRM_ANSWER_OPTION] = { "option", N_ ("Option"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_QUESTION_OPTION },
  [CRM_ANSWER_ROW] = { "row", N_ ("Row"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_QUESTION_OPTION },
  [CRM_ANSWER_VALUE] = { "value", N_ ("Value"), NULL, CRM_TYPE_DECIMAL },
  [CRM_ANSWER_TEXT] = { "text", N_ ("Text"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_ANSWER_DATE] = { "date", N_ ("Date"), NULL, CRM_TYPE_DATE },
  [CRM_ANSWER_TAGS] = { "tags", N_ ("Tags"), NULL, CRM_TYPE_LONG_TEXT },
};

const CrmKind crm_kind_survey = {
  CRM_KIND_SURVEY,
  "survey",
  N_ ("Survey"),
  survey_fields,
  CRM_SURVEY_N_FIELDS,
  .title = CRM_SURVEY_TITLE,
  .customer = -1,
  .rules = &crm_survey_rules,
};

const CrmKind crm_kind_survey_version = {
  CRM_KIND_SURVEY_VERSION,
  "survey_version",
  N_ ("Version of a survey"),
  survey_version_fields,
  CRM_SURVEY_VERSION_N_FIELDS,
  .title = CRM_SURVEY_VERSION_NAME,
  .customer = -1,
  .rules = &crm_survey_version_rules,
};

const CrmKind crm_kind_survey_page = {
  CRM_KIND_SURVEY_PAGE,
  "survey_page",
  N_ ("Page of a survey"),
  survey_page_fields,
  CRM_SURVEY_PAGE_N_FIELDS,
  .title = CRM_SURVEY_PAGE_TITLE,
  .customer = -1,
  .rules = &crm_survey_page_rules,
};

const CrmKind crm_kind_question = {
  CRM_KIND_QUESTION,
  "question",
  N_ ("Question"),
  question_fields,
  CRM_QUESTION_N_FIELDS,
  .title = CRM_QUESTION_TEXT,
  .customer = -1,
  .rules = &crm_question_rules,
};

const CrmKind crm_kind_question_option = {
  CRM_KIND_QUESTION_OPTION,
  "question_option",
  N_ ("Option of a question"),
  question_option_fields,
  CRM_QUESTION_OPTION_N_FIELDS,
  .title = CRM_QUESTION_OPTION_TEXT,
  .customer = -1,
  .rules = &crm_question_option_rules,
};

const CrmKind crm_kind_invitation = {
  CRM_KIND_INVITATION,
  "invitation",
  N_ ("Invitation"),
  invitation_fields,
  CRM_INVITATION_N_FIELDS,
  .title = -1,
  .customer = -1,
  .rules = &crm_invitation_rules,
};

const CrmKind crm_kind_response = {
  CRM_KIND_RESPONSE,
  "response",
  N_ ("Response"),
  response_fields,
  CRM_RESPONSE_N_FIELDS,
  .title = -1,
  .customer = CRM_RESPONSE_CUSTOMER,
  .rules = &crm_response_rules,
};

const CrmKind crm_kind_answer = {
  CRM_KIND_ANSWER,
  "answer",
  N_ ("Answer"),
  answer_fields,
  CRM_ANSWER_N_FIELDS,
  .title = CRM_ANSWER_TEXT,
  .customer = -1,
  .rules = &crm_answer_rules,
};

CrmId
crm_answer_make_id (const CrmId *response, const CrmId *question, const char *part, const CrmId *option, const CrmId *row)
{
  char texts[3][CRM_ID_STRING_LENGTH + 1] = { "", "", "" };
  g_autofree char *name = NULL;

  crm_id_format (question, texts[0]);
  if (option != NULL)
    crm_id_format (option, texts[1]);
  if (row != NULL)
    crm_id_format (row, texts[2]);
  name = g_strjoin ("|", texts[0], part != NULL ? part : "", texts[1], texts[2], NULL);
  return crm_id_from_name (response, name);
}
