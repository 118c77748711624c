/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys area's kinds: survey, its versions with pages, questions and options; invitation, response, answer. */

#pragma once

#include "core/base/crm-id.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* What is asked of customers, and how. What people read stands in two languages: the field, and the same with _SECOND right after it. */
typedef enum
{
  CRM_SURVEY_TITLE,
  CRM_SURVEY_TITLE_SECOND,
  CRM_SURVEY_PURPOSE,
  CRM_SURVEY_STATUS,
  CRM_SURVEY_LANGUAGE, /* "en", "zh_CN" … */
  CRM_SURVEY_SECOND_LANGUAGE,
  CRM_SURVEY_ANONYMOUS,
  CRM_SURVEY_THRESHOLD, /* 0–100: a lower score proposes a task */
  CRM_SURVEY_OCCASION,
  CRM_SURVEY_OCCASION_KIND, /* of the task that is done */
  CRM_SURVEY_SAMPLE_PERCENT,
  CRM_SURVEY_REST_DAYS, /* a customer asked by any survey is left alone for so long */
  CRM_SURVEY_OWNER,
  CRM_SURVEY_TEAM,
  CRM_SURVEY_THANKS,
  CRM_SURVEY_THANKS_SECOND,
  CRM_SURVEY_NOTE,
  CRM_SURVEY_EXTERNAL_ID,
  CRM_SURVEY_OPEN_TOKEN, /* of the link that anybody may answer at, on the team's server */
  CRM_SURVEY_TITLE_KEY,
  CRM_SURVEY_N_RESPONSES,
  CRM_SURVEY_LAST_RESPONSE,
  CRM_SURVEY_SCORE,      /* as crm-survey-tally.h says; nothing of an anonymous survey */
  CRM_SURVEY_SCORE_KIND, /* the type of the question it is of */
  CRM_SURVEY_N_SCORED,
  CRM_SURVEY_N_FIELDS
} CrmSurveyField;

/* The questions as they were asked. Once a response to it is in the file nothing of a version changes any more. */
typedef enum
{
  CRM_SURVEY_VERSION_SURVEY,
  CRM_SURVEY_VERSION_NUMBER,
  CRM_SURVEY_VERSION_PUBLISHED_AT, /* nothing while it is a draft */
  CRM_SURVEY_VERSION_NAME,         /* its number as text */
  CRM_SURVEY_VERSION_N_FIELDS
} CrmSurveyVersionField;

typedef enum
{
  CRM_SURVEY_PAGE_VERSION,
  CRM_SURVEY_PAGE_POSITION, /* crm_position_between() */
  CRM_SURVEY_PAGE_TITLE,
  CRM_SURVEY_PAGE_TITLE_SECOND,
  CRM_SURVEY_PAGE_INTRO,
  CRM_SURVEY_PAGE_INTRO_SECOND,
  CRM_SURVEY_PAGE_SHOW_IF, /* crm-survey-logic.h */
  CRM_SURVEY_PAGE_N_FIELDS
} CrmSurveyPageField;

/* Its code is short, unique in its survey and the same in every version: by it trends go on and conditions name it. */
typedef enum
{
  CRM_QUESTION_VERSION,
  CRM_QUESTION_PAGE,
  CRM_QUESTION_POSITION,
  CRM_QUESTION_CODE,
  CRM_QUESTION_TYPE,
  CRM_QUESTION_TEXT,
  CRM_QUESTION_TEXT_SECOND,
  CRM_QUESTION_HINT,
  CRM_QUESTION_HINT_SECOND,
  CRM_QUESTION_REQUIRED,
  CRM_QUESTION_MINIMUM,
  CRM_QUESTION_MAXIMUM,
  CRM_QUESTION_LOW_LABEL,
  CRM_QUESTION_LOW_LABEL_SECOND,
  CRM_QUESTION_HIGH_LABEL,
  CRM_QUESTION_HIGH_LABEL_SECOND,
  CRM_QUESTION_SHOW_IF,
  CRM_QUESTION_DIMENSION, /* of SERVQUAL, or what drives satisfaction */
  CRM_QUESTION_OTHER_ALLOWED,
  CRM_QUESTION_N_FIELDS
} CrmQuestionField;

typedef enum
{
  CRM_QUESTION_OPTION_QUESTION,
  CRM_QUESTION_OPTION_AXIS, /* a matrix has both: what can be picked, and the rows it is picked for */
  CRM_QUESTION_OPTION_POSITION,
  CRM_QUESTION_OPTION_CODE,
  CRM_QUESTION_OPTION_TEXT,
  CRM_QUESTION_OPTION_TEXT_SECOND,
  CRM_QUESTION_OPTION_VALUE,
  CRM_QUESTION_OPTION_EXCLUSIVE, /* picking it takes back the others: "none of these" */
  CRM_QUESTION_OPTION_N_FIELDS
} CrmQuestionOptionField;

/* That somebody was asked, or is to be. The program sends nothing: a person hands out the link, the sheet, the mail. */
typedef enum
{
  CRM_INVITATION_SURVEY,
  CRM_INVITATION_VERSION,
  CRM_INVITATION_CUSTOMER,
  CRM_INVITATION_PERSON,
  CRM_INVITATION_DEAL,
  CRM_INVITATION_TOKEN, /* random, 128 bits, base32 in lower case; where the invitation was made, and nowhere else */
  CRM_INVITATION_CHANNEL,
  CRM_INVITATION_STATE,
  CRM_INVITATION_INVITED_AT,
  CRM_INVITATION_ANSWERED_AT,
  CRM_INVITATION_EXPIRES_ON,
  CRM_INVITATION_TASK,       /* the reminder */
  CRM_INVITATION_TOKEN_HASH, /* as crm-token.h makes it: by this others find the invitation */
  CRM_INVITATION_N_FIELDS
} CrmInvitationField;

/* What somebody answered. To an anonymous survey it has no customer, person, deal, invitation or interviewer, and of its time the day. */
typedef enum
{
  CRM_RESPONSE_SURVEY,
  CRM_RESPONSE_VERSION,
  CRM_RESPONSE_CUSTOMER,
  CRM_RESPONSE_PERSON,
  CRM_RESPONSE_DEAL,
  CRM_RESPONSE_INVITATION,
  CRM_RESPONSE_CHANNEL,
  CRM_RESPONSE_LANGUAGE,
  CRM_RESPONSE_STARTED_AT,
  CRM_RESPONSE_ANSWERED_AT,
  CRM_RESPONSE_INTERVIEWER,
  CRM_RESPONSE_COMPLETE,
  CRM_RESPONSE_EXTERNAL_ID,
  CRM_RESPONSE_SCORE,       /* 0–100: where the answer to the primary question lies between its ends */
  CRM_RESPONSE_SCORE_KIND,  /* the type of that question */
  CRM_RESPONSE_SCORE_VALUE, /* the answer itself */
  CRM_RESPONSE_N_ANSWERS,   /* questions answered */
  CRM_RESPONSE_CUSTOMER_NAME,
  CRM_RESPONSE_N_FIELDS
} CrmResponseField;

/* One thing answered: a row for each option chosen, each place of a ranking, each half of a pair. Its id is hashed from what it
   answers, so that the same answer twice is one row. */
typedef enum
{
  CRM_ANSWER_RESPONSE,
  CRM_ANSWER_QUESTION,
  CRM_ANSWER_PART,   /* nothing, or which half of a pair */
  CRM_ANSWER_OPTION, /* of the axis option */
  CRM_ANSWER_ROW,    /* of the axis row */
  CRM_ANSWER_VALUE,
  CRM_ANSWER_TEXT,
  CRM_ANSWER_DATE,
  CRM_ANSWER_TAGS, /* a line each, given to texts by those who read them */
  CRM_ANSWER_N_FIELDS
} CrmAnswerField;

extern const CrmKind crm_kind_survey;
extern const CrmKind crm_kind_survey_version;
extern const CrmKind crm_kind_survey_page;
extern const CrmKind crm_kind_question;
extern const CrmKind crm_kind_question_option;
extern const CrmKind crm_kind_invitation;
extern const CrmKind crm_kind_response;
extern const CrmKind crm_kind_answer;

extern const CrmChoice crm_choices_survey_purpose[];
extern const CrmChoice crm_choices_survey_status[];
extern const CrmChoice crm_choices_survey_occasion[];
extern const CrmChoice crm_choices_question_type[];
extern const CrmChoice crm_choices_survey_channel[];
extern const CrmChoice crm_choices_invitation_state[];
extern const CrmChoice crm_choices_answer_part[];

/**
 * crm_answer_make_id:
 * @part: (nullable): as stored
 * @option: (nullable): which option, where several may be chosen
 * @row: (nullable): which row of a matrix
 *
 * Returns: the id of what @response says to that: the same on every device.
 */
CrmId crm_answer_make_id (const CrmId *response, const CrmId *question, const char *part, const CrmId *option, const CrmId *row);

G_END_DECLS
