/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response being filled in: what is shown next, what is wrong, and the edit that writes it. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

/**
 * CrmSurveyWho:
 * @customer: (nullable): who answers; all of these are left out of the response where the survey is anonymous
 * @person: (nullable): which of their people
 * @deal: (nullable): what it is about
 * @invitation: (nullable): what is answered by it
 * @interviewer: (nullable): who asks and types
 * @owner: (nullable): who follows up an unhappy answer
 */
typedef struct
{
  const CrmId *customer;
  const CrmId *person;
  const CrmId *deal;
  const CrmId *invitation;
  const CrmId *interviewer;
  const CrmId *owner;
} CrmSurveyWho;

/**
 * CrmSurveySheet:
 *
 * Nothing here reads or writes a file: entering answers never waits. One thread.
 */
typedef struct _CrmSurveySheet CrmSurveySheet;

/**
 * crm_survey_sheet_new:
 * @channel: of crm_choices_survey_channel: "interview", "kiosk" …
 * @second: whether it is answered in the form's second language
 * @started_at: microseconds UTC
 */
CrmSurveySheet *crm_survey_sheet_new (CrmSurveyForm *form, const char *channel, gboolean second, gint64 started_at);
void crm_survey_sheet_free (CrmSurveySheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveySheet, crm_survey_sheet_free)

CrmSurveyForm *crm_survey_sheet_get_form (CrmSurveySheet *self);

/* The answers, to be changed by crm_survey_answers_…(); then call crm_survey_sheet_update(). */
CrmSurveyAnswers *crm_survey_sheet_get_answers (CrmSurveySheet *self);

/* The id that the response shall have; %NULL for a new one. Whoever may write it twice derives it from what is answered. */
void crm_survey_sheet_set_response (CrmSurveySheet *self, const CrmId *response);

/* Works out anew what is shown. Returns: whether that is something else than before. */
gboolean crm_survey_sheet_update (CrmSurveySheet *self);

gboolean crm_survey_sheet_is_second (CrmSurveySheet *self);
void crm_survey_sheet_set_second (CrmSurveySheet *self, gboolean second);

gboolean crm_survey_sheet_is_shown (CrmSurveySheet *self, const CrmSurveyQuestion *question);

/* (nullable): the next question shown after @question, or the first after %NULL; and the one before. */
const CrmSurveyQuestion *crm_survey_sheet_get_next (CrmSurveySheet *self, const CrmSurveyQuestion *question);
const CrmSurveyQuestion *crm_survey_sheet_get_previous (CrmSurveySheet *self, const CrmSurveyQuestion *question);

/* How many questions are shown as things stand, and how many of them are answered. */
void crm_survey_sheet_get_progress (CrmSurveySheet *self, guint *n_shown, guint *n_answered);

/**
 * crm_survey_sheet_find_problem:
 * @error: %CRM_ERROR_INVALID: what is wrong with it, for the person who answers
 *
 * Returns: (nullable): the first question shown that must be answered and is not, or whose answer does not fit; %NULL when all is well.
 */
const CrmSurveyQuestion *crm_survey_sheet_find_problem (CrmSurveySheet *self, GError **error);

/* 0–100 in millionths; -1 while the question that gives the score is not answered. */
gint64 crm_survey_sheet_get_score (CrmSurveySheet *self);

/* Whether the score is under the survey's threshold, so that a task for following up is to be proposed. */
gboolean crm_survey_sheet_is_unhappy (CrmSurveySheet *self);

/**
 * crm_survey_sheet_make_edit:
 * @who: (nullable): nobody known
 * @now: microseconds UTC
 * @complete: %FALSE for what was broken off; questions left open then do not matter
 * @response: (out) (optional): the response's id
 * @error: %CRM_ERROR_INVALID: nothing is answered, or something does not fit
 *
 * Answers to questions that are not shown are left out. An invitation that is answered is marked so, unless the survey is anonymous.
 *
 * Returns: (transfer full) (nullable): one edit.
 */
CrmEdit *crm_survey_sheet_make_edit (CrmSurveySheet *self, const CrmSurveyWho *who, gint64 now, gboolean complete, CrmId *response, GError **error);

/**
 * crm_survey_add_response:
 * @id: (nullable): the id the response shall have; %NULL for a new one
 * @answers: what was answered; all of it is written
 * @change: (out) (optional): the response's change, to set more on
 *
 * Adds a response with its answers to an edit: what sheets and imports share. Of an anonymous survey @edit becomes discreet and @who counts
 * for nothing.
 *
 * Returns: the response's id.
 */
CrmId crm_survey_add_response (CrmEdit *edit, const CrmId *id, const CrmSurveyAnswers *answers, const CrmSurveyWho *who, const char *channel, gboolean second, gint64 answered_at, gboolean complete, CrmChange **change);

/**
 * crm_survey_add_follow_up:
 * @survey: the survey
 * @customer: whom to call
 * @score: 0–100 in millionths
 * @due: microseconds UTC
 *
 * Adds the task that an unhappy answer proposes. Only called when a person says so.
 *
 * Returns: (transfer none): the task's change.
 */
CrmChange *crm_survey_add_follow_up (CrmEdit *edit, const CrmRecord *survey, const CrmSurveyWho *who, gint64 score, gint64 due);

G_END_DECLS
