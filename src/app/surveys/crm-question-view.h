/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks one question, of whatever type: in the builder's preview, in an interview, at a kiosk. */

#pragma once

#include <adwaita.h>

#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUESTION_VIEW (crm_question_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmQuestionView, crm_question_view, CRM, QUESTION_VIEW, AdwBin)

typedef enum
{
  CRM_QUESTION_VIEW_PLAIN = 0,
  CRM_QUESTION_VIEW_SECOND = 1 << 0, /* in the survey's second language */
  CRM_QUESTION_VIEW_KEYS = 1 << 1,   /* the key of each choice stands beside it */
} CrmQuestionViewFlags;

/**
 * crm_question_view_new:
 * @answers: where answers go at once; borrowed, as is @question of its form, for as long as the widget is used
 *
 * Digits pick, see crm_question_choices_pick(). Emits "changed" (an answer is another), "next" (Enter) and "previous" (Shift+Enter, and Backspace
 * where there is nothing to delete); what comes then is up to the owner. In a text of several lines Shift+Enter begins a line. Enter that
 * ends a composition goes nowhere.
 */
GtkWidget *crm_question_view_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, CrmQuestionViewFlags flags);

const CrmSurveyQuestion *crm_question_view_get_question (CrmQuestionView *self);

/**
 * crm_question_view_check:
 * @error: %CRM_ERROR_INVALID: what is wrong, for the person who answers
 *
 * Returns: whether what is typed can be read, fits, and is there where it must be.
 */
gboolean crm_question_view_check (CrmQuestionView *self, GError **error);

/* Says what is wrong; %NULL says nothing is. The next change takes it away. */
void crm_question_view_set_problem (CrmQuestionView *self, const char *problem);

G_END_DECLS
