/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question has people type: a text, a number, a date. */

#pragma once

#include <adwaita.h>

#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUESTION_ENTRY (crm_question_entry_get_type ())

G_DECLARE_FINAL_TYPE (CrmQuestionEntry, crm_question_entry, CRM, QUESTION_ENTRY, AdwBin)

/**
 * crm_question_entry_new:
 * @answers: where what is typed goes as soon as it can be read; borrowed, as is @question, for as long as the widget is used
 * @second: whether the survey's second language is shown
 * @label: what assistive technology calls it
 *
 * Beside a choice it asks for own words. Emits "changed".
 */
GtkWidget *crm_question_entry_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, gboolean second, const char *label);

/**
 * crm_question_entry_check:
 * @error: %CRM_ERROR_INVALID: why what is typed is no number, no date
 *
 * Returns: whether what is typed could be read.
 */
gboolean crm_question_entry_check (CrmQuestionEntry *self, GError **error);

/* Whether an input method is at work, to which Enter belongs; and whether nothing is typed. */
gboolean crm_question_entry_is_composing (CrmQuestionEntry *self);
gboolean crm_question_entry_is_empty (CrmQuestionEntry *self);

/* Whether it has several lines. */
gboolean crm_question_entry_is_long (CrmQuestionEntry *self);

G_END_DECLS
