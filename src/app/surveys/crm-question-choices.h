/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question lets people choose from: points, options, places of a ranking, rows of a matrix, halves of a pair. */

#pragma once

#include <adwaita.h>

#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUESTION_CHOICES (crm_question_choices_get_type ())

G_DECLARE_FINAL_TYPE (CrmQuestionChoices, crm_question_choices, CRM, QUESTION_CHOICES, AdwBin)

/* Whether a question is answered by choosing: not so texts, dates, numbers, and scales of more points than fit a line. */
gboolean crm_question_choices_fit (const CrmSurveyQuestion *question);

/**
 * crm_question_choices_new:
 * @answers: where choices go; borrowed, as is @question, for as long as the widget is used
 * @second: whether the survey's second language is shown
 * @keys: whether the key of each choice stands beside it
 *
 * Emits "changed" when something was chosen or taken back.
 */
GtkWidget *crm_question_choices_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, gboolean second, gboolean keys);

/**
 * crm_question_choices_pick:
 * @key: a keyval
 *
 * What a key means: points by their number, also of two digits in quick succession, X for 10; options by 1 to 9, 0 for the tenth and letters
 * after that. In a matrix or a pair it is for the line that has the focus, and the focus goes on to the next.
 *
 * Returns: whether the key meant something.
 */
gboolean crm_question_choices_pick (CrmQuestionChoices *self, guint key);

G_END_DECLS
