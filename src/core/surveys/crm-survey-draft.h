/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a builder does to a survey: one edit for each act, on the next version where this one has been answered. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/**
 * CrmSurveyDraft:
 *
 * One act of a person on a survey, growing into one edit. Made from a form that may be changed as it is, it changes that; made from one that
 * has been answered, or that is not the newest, it first copies it as the next version, unpublished, and changes the copy. Records are
 * named as they stand in the form all the same. One thread.
 *
 * |[
 * g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, _ ("Change question"));
 * crm_change_set_text (crm_survey_draft_change (draft, question->record), CRM_QUESTION_TEXT, text);
 * dex_future_disown (crm_store_apply (store, crm_survey_draft_get_edit (draft), NULL));
 * ]|
 */
typedef struct _CrmSurveyDraft CrmSurveyDraft;

CrmSurveyDraft *crm_survey_draft_new (CrmSurveyForm *form, const char *title);
void crm_survey_draft_free (CrmSurveyDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyDraft, crm_survey_draft_free)

/* (transfer none): the edit so far. */
CrmEdit *crm_survey_draft_get_edit (CrmSurveyDraft *self);

/* Whether it works on a copy, and the id of the version it changes: which to read and show after the edit is applied. */
gboolean crm_survey_draft_is_copy (const CrmSurveyDraft *self);
const CrmId *crm_survey_draft_get_version (const CrmSurveyDraft *self);

/* The id that a record of the form has in what is changed. */
CrmId crm_survey_draft_find_id (const CrmSurveyDraft *self, const CrmRecord *record);

/**
 * crm_survey_draft_change:
 * @record: the survey, a page, question or option of the form
 *
 * Returns: (transfer none): the change to set fields on.
 */
CrmChange *crm_survey_draft_change (CrmSurveyDraft *self, const CrmRecord *record);

/**
 * crm_survey_draft_add_page:
 * @after: (nullable): the page it follows; %NULL for the end
 *
 * Returns: (transfer none): the change; its id is the page's.
 */
CrmChange *crm_survey_draft_add_page (CrmSurveyDraft *self, const CrmSurveyPage *after);

/**
 * crm_survey_draft_add_question:
 * @page: (nullable): where it stands; %NULL for the last page, which is made where there is none
 * @after: (nullable): the question of @page it follows; %NULL for the end of the page
 *
 * Gives it a code that none had, and what a question of its type begins with: Kano its five answers in the survey's languages, those with
 * options two empty ones.
 *
 * Returns: (transfer none): the change; its id is the question's.
 */
CrmChange *crm_survey_draft_add_question (CrmSurveyDraft *self, CrmQuestionType type, const CrmSurveyPage *page, const CrmSurveyQuestion *after);

/* @axis: "option" or "row"; @after: (nullable): the option it follows; %NULL for the end. */
CrmChange *crm_survey_draft_add_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const char *axis, const CrmRecord *after);

/**
 * crm_survey_draft_move_question:
 * @page: where it goes
 * @place: before the question now at this place of the page, 0 the first; any larger number for its end
 */
void crm_survey_draft_move_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const CrmSurveyPage *page, guint place);
void crm_survey_draft_move_page (CrmSurveyDraft *self, const CrmSurveyPage *page, guint place);
void crm_survey_draft_move_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmRecord *option, guint place);

/* Takes it away with all that is in it. Conditions that name a question stay as they are; crm-survey-logic.h finds them. */
void crm_survey_draft_remove_page (CrmSurveyDraft *self, const CrmSurveyPage *page);
void crm_survey_draft_remove_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question);
void crm_survey_draft_remove_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmRecord *option);

/* A copy behind it: a page with its questions, a question with its options. Codes are new. Returns: (transfer none). */
CrmChange *crm_survey_draft_duplicate_page (CrmSurveyDraft *self, const CrmSurveyPage *page);
CrmChange *crm_survey_draft_duplicate_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question);

/**
 * crm_survey_draft_set_type:
 *
 * Gives a question another type. In the next version of one that was answered it gets another code too: its answers are no longer those
 * of the question before.
 */
void crm_survey_draft_set_type (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmQuestionType type);

G_END_DECLS
