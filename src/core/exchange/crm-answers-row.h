/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a file of answers, read by what its columns mean. Pure; any thread. */

#pragma once

#include "core/exchange/crm-answers-column.h"
#include "core/exchange/crm-column-value.h"
#include "core/exchange/crm-table.h"
#include "core/surveys/crm-survey-answers.h"

G_BEGIN_DECLS

/**
 * CrmAnswersRow:
 * @answers: what was answered
 * @answered_at: microseconds UTC; 0 where the row does not say
 * @second: whether in the form's second language
 * @response_id: (nullable): borrowed from the row, as the rest
 * @token: (nullable)
 * @customer_id: (nullable)
 * @email: (nullable)
 * @phone: (nullable)
 * @n_answers: cells that answered something
 */
typedef struct
{
  CrmSurveyAnswers *answers;
  gint64 answered_at;
  gboolean second;
  const char *response_id;
  const char *token;
  const char *customer_id;
  const char *email;
  const char *phone;
  guint n_answers;
} CrmAnswersRow;

/**
 * crm_answers_row_read:
 * @columns: (array length=n_columns): what the cells mean
 * @style: (array length=n_columns): how they are written
 * @row: without a fault of its own
 * @read: (out): to be cleared
 * @column: (out): the column of the fault
 * @error: %CRM_ERROR_INVALID: what is wrong in that cell, for the person
 */
gboolean crm_answers_row_read (CrmSurveyForm *form, const CrmAnswersColumn *columns, const CrmColumnStyle *style, guint n_columns, const CrmTableRow *row, CrmAnswersRow *read, guint *column, GError **error);
void crm_answers_row_clear (CrmAnswersRow *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmAnswersRow, crm_answers_row_clear)

G_END_DECLS
