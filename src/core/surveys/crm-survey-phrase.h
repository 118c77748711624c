/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few words around the questions of a survey, in the languages surveys are written in. */

#pragma once

#include "core/surveys/crm-question-type.h"

G_BEGIN_DECLS

/* What those who answer read that nobody wrote into the survey. */
typedef enum
{
  CRM_SURVEY_PHRASE_BEGIN,
  CRM_SURVEY_PHRASE_NEXT,
  CRM_SURVEY_PHRASE_BACK,
  CRM_SURVEY_PHRASE_FINISH,
  CRM_SURVEY_PHRASE_OTHER,    /* own words beside a choice */
  CRM_SURVEY_PHRASE_REQUIRED, /* a question that must be answered was not */
  CRM_SURVEY_PHRASE_INVALID,  /* what was answered does not fit */
  CRM_SURVEY_PHRASE_NOTHING,  /* no question at all was answered */
  CRM_SURVEY_PHRASE_SEVERAL,  /* more than one may be chosen */
  CRM_SURVEY_PHRASE_RANK,     /* how a ranking is answered */
  CRM_SURVEY_PHRASE_DATE,     /* how a date is written */
  CRM_SURVEY_PHRASE_THANKS,   /* at the end, where the survey has no words of its own */
  CRM_SURVEY_PHRASE_STAR,     /* one star, more stars: "3 stars" with a number before */
  CRM_SURVEY_PHRASE_STARS,
  CRM_SURVEY_PHRASE_EXPECTATION, /* the halves of pairs, in the order of CrmAnswerPart */
  CRM_SURVEY_PHRASE_PERCEPTION,
  CRM_SURVEY_PHRASE_FUNCTIONAL,
  CRM_SURVEY_PHRASE_DYSFUNCTIONAL,
  CRM_SURVEY_PHRASE_IMPORTANCE,
  CRM_SURVEY_PHRASE_NAME, /* who answers, on paper */
  CRM_SURVEY_PHRASE_SAVE, /* in the page that is mailed: the answers as a file */
  CRM_SURVEY_PHRASE_COPY, /* the same as a code to paste into a mail */
  CRM_SURVEY_PHRASE_COPIED,
  CRM_SURVEY_PHRASE_RETURN, /* what to do with them */
  CRM_SURVEY_PHRASE_ANONYMOUS,
  CRM_SURVEY_PHRASE_PLACES, /* on the page of a server: how a ranking is answered there */
  CRM_SURVEY_PHRASE_ALONE,  /* an option that is only chosen alone stands beside others */
  CRM_SURVEY_PHRASE_TWICE,  /* two options have the same place */
  CRM_SURVEY_PHRASE_CHECK,  /* above a page that has something wrong */
  CRM_SURVEY_PHRASE_STEP,   /* how far one is, with two numbers */
  CRM_SURVEY_PHRASE_MORE,   /* to the next page of questions, and the one before */
  CRM_SURVEY_PHRASE_EARLIER,
  CRM_SURVEY_PHRASE_CLOSED, /* a link that leads to no survey, whatever the reason; and what to do */
  CRM_SURVEY_PHRASE_CLOSED_MORE,
  CRM_SURVEY_PHRASE_BUSY, /* too many at once; and what to do */
  CRM_SURVEY_PHRASE_BUSY_MORE,
  CRM_N_SURVEY_PHRASES
} CrmSurveyPhrase;

/**
 * crm_survey_get_phrase:
 * @language: (nullable): "zh_CN", "zh_TW", or anything for English
 *
 * Not translated as the program is: a survey speaks its own language. Any thread.
 */
const char *crm_survey_get_phrase (CrmSurveyPhrase phrase, const char *language);

/* (nullable): how a half of a pair is named; %NULL for no part. */
const char *crm_survey_get_part_phrase (CrmAnswerPart part, const char *language);

/* (nullable): what usually stands at an end of a scale of this type, where the survey says nothing. */
const char *crm_survey_get_end_phrase (CrmQuestionType type, gboolean high, const char *language);

/* What a language calls itself; the code where that is not known. */
const char *crm_survey_get_language_name (const char *code);

G_END_DECLS
