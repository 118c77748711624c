/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions under which questions are shown: a small language, parsed and looked up, never run. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CrmSurveyCondition:
 *
 * One line:
 *
 * |[
 * q1 <= 6
 * q2 = late or q2 = never
 * (q3 includes 2 and not q4 answered) or q5.perception < 4
 * ]|
 *
 * A question's code, then =, !=, <, <=, >, >= and a value, or "includes" and an option, or "answered"; joined by "and", which binds first, and
 * "or", with parentheses; "not" turns round what follows. A value is a number, a date as 2026-01-31, the code of an option, or "text in quotation
 * marks". After a dot comes half of a pair, a row of a matrix, or the option of a ranking whose place is meant. Full-width signs are
 * signs too. Of a question that was not answered nothing is true. Immutable; reference-counted, any thread.
 */
typedef struct _CrmSurveyCondition CrmSurveyCondition;

/**
 * crm_survey_condition_parse:
 * @text: a line
 * @error: %CRM_ERROR_INVALID: what is wrong and where, for the person
 *
 * Returns: (transfer full) (nullable): the condition.
 */
CrmSurveyCondition *crm_survey_condition_parse (const char *text, GError **error);
CrmSurveyCondition *crm_survey_condition_ref (CrmSurveyCondition *self);
void crm_survey_condition_unref (CrmSurveyCondition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyCondition, crm_survey_condition_unref)

/**
 * CrmSurveyOperand:
 * @answered: whether there is an answer
 * @has_number: whether @number is one
 * @number: millionths; a date as its packed number
 * @words: (array length=n_words): the codes of the options chosen, or the text
 *
 * What a question was answered with, as a condition sees it.
 */
typedef struct
{
  gboolean answered;
  gboolean has_number;
  gint64 number;
  const char *const *words;
  guint n_words;
} CrmSurveyOperand;

/* Fills in what the question @code was answered with; @detail is what stands after the dot, or NULL. */
typedef void (*CrmSurveyLookup) (const char *code, const char *detail, CrmSurveyOperand *operand, gpointer data);

gboolean crm_survey_condition_is_true (const CrmSurveyCondition *self, CrmSurveyLookup lookup, gpointer data);

/**
 * CrmSurveyTest:
 * @code: the question
 * @detail: (nullable): after the dot
 * @word: (nullable): the value as written; %NULL for "answered"
 * @has_number: whether it is a number or a date
 * @number: as in an operand
 * @quoted: whether @word is a text, and no option's code
 *
 * One comparison in a condition. Borrowed from it.
 */
typedef struct
{
  const char *code;
  const char *detail;
  const char *word;
  gboolean has_number;
  gint64 number;
  gboolean quoted;
} CrmSurveyTest;

/**
 * crm_survey_condition_write:
 *
 * Adds what was understood as nested arrays, so that nobody else has to read the language: `["and", a, b]`, `["or", a, b]`, `["not", a]`, and of a
 * comparison `[sign, code, detail, word, number]` with the sign as "=", "!=", "<", "<=", ">", ">=", "includes" or "answered"; what is not there is
 * null, the number a text, as it may be larger than a double holds.
 */
void crm_survey_condition_write (const CrmSurveyCondition *self, JsonBuilder *builder);

guint crm_survey_condition_get_n_tests (const CrmSurveyCondition *self);
CrmSurveyTest crm_survey_condition_get_test (const CrmSurveyCondition *self, guint i);

G_END_DECLS
