/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody answers to a survey, question by question, before it is written. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-answers.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmSurveyAnswers
{
  CrmSurveyForm *form;
  GPtrArray *of; /* of GArray of CrmSurveyAnswer, one for each question */
};

static void
answer_clear (gpointer data)
{
  g_clear_pointer (&((CrmSurveyAnswer *)data)->text, g_free);
}

CrmSurveyAnswers *
crm_survey_answers_new (CrmSurveyForm *form)
{
  CrmSurveyAnswers *self;

  g_return_val_if_fail (form != NULL, NULL);

  self = g_new0 (CrmSurveyAnswers, 1);
  self->form = crm_survey_form_ref (form);
  self->of = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < form->questions->len; i++)
    {
      GArray *answers = g_array_new (FALSE, TRUE, sizeof (CrmSurveyAnswer));

      g_array_set_clear_func (answers, answer_clear);
      g_ptr_array_add (self->of, answers);
    }
  return self;
}

void
crm_survey_answers_free (CrmSurveyAnswers *self)
{
  g_ptr_array_unref (self->of);
  crm_survey_form_unref (self->form);
  g_free (self);
}

CrmSurveyForm *
crm_survey_answers_get_form (const CrmSurveyAnswers *self)
{
  return self->form;
}

static GArray *
get_list (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  return self->of->pdata[crm_survey_form_get_place (self->form, question)];
}

const GArray *
crm_survey_answers_get (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  g_return_val_if_fail (self != NULL && question != NULL, NULL);

  return get_list (self, question);
}

static CrmSurveyAnswer *
at (const GArray *list, guint i)
{
  return &g_array_index (list, CrmSurveyAnswer, i);
}

/* The place of what is said of that part, row and option; @option NULL for any where @any. */
static int
find (const GArray *list, CrmAnswerPart part, const CrmRecord *row, const CrmRecord *option, gboolean any)
{
  for (guint i = 0; i < list->len; i++)
    {
      const CrmSurveyAnswer *answer = at (list, i);

      if (answer->part == part && answer->row == row && (any ? answer->option != NULL : answer->option == option))
        return (int)i;
    }
  return -1;
}

static void
remove_at (GArray *list, int place)
{
  if (place >= 0)
    g_array_remove_index (list, (guint)place);
}

static CrmSurveyAnswer *
append (GArray *list, CrmAnswerPart part, CrmRecord *row, CrmRecord *option)
{
  CrmSurveyAnswer answer = { .part = part, .row = row, .option = option };

  g_array_append_val (list, answer);
  return at (list, list->len - 1);
}

static CrmSurveyAnswer *
ensure (GArray *list, CrmAnswerPart part)
{
  int place = find (list, part, NULL, NULL, FALSE);

  return place >= 0 ? at (list, (guint)place) : append (list, part, NULL, NULL);
}

/* ── answering ────────────────────────────────────────────────────────────────────────────── */

void
crm_survey_answers_set_value (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, gint64 value)
{
  CrmSurveyAnswer *answer;

  g_return_if_fail (self != NULL && question != NULL);

  answer = ensure (get_list (self, question), part);
  answer->has_value = TRUE;
  answer->value = value;
}

static gboolean
is_exclusive (const CrmRecord *option)
{
  return crm_record_get_integer (option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0;
}

/* What cannot stand beside @option goes: the one before of a choice of one, and exclusive ones beside others. */
static void
make_way (GArray *list, CrmAnswerForm form, CrmAnswerPart part, const CrmRecord *row, const CrmRecord *option)
{
  for (guint i = list->len; i-- > 0;)
    {
      const CrmSurveyAnswer *answer = at (list, i);

      if (answer->option == NULL || answer->part != part || answer->row != row)
        continue;
      if (form == CRM_ANSWER_FORM_OPTION || is_exclusive (option) || is_exclusive (answer->option))
        g_array_remove_index (list, i);
    }
}

static void
renumber (GArray *list)
{
  gint64 place = 0;

  for (guint i = 0; i < list->len; i++)
    if (at (list, i)->option != NULL)
      {
        at (list, i)->has_value = TRUE;
        at (list, i)->value = ++place * CRM_DECIMAL_ONE;
      }
}

void
crm_survey_answers_rank (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmRecord *option, guint place)
{
  GArray *list;

  g_return_if_fail (self != NULL && question != NULL && option != NULL);

  list = get_list (self, question);
  remove_at (list, find (list, CRM_ANSWER_PART_NONE, NULL, option, FALSE));
  if (place > 0)
    {
      CrmSurveyAnswer answer = { .option = option };

      g_array_insert_val (list, MIN (place - 1, list->len), answer);
    }
  renumber (list);
}

void
crm_survey_answers_choose (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, CrmRecord *row, CrmRecord *option, gboolean chosen)
{
  CrmAnswerForm form;
  CrmSurveyAnswer *answer;
  GArray *list;

  g_return_if_fail (self != NULL && question != NULL && option != NULL);

  form = crm_question_type_get_form (question->type);
  list = get_list (self, question);
  if (form == CRM_ANSWER_FORM_ORDER)
    {
      crm_survey_answers_rank (self, question, option, chosen ? G_MAXUINT : 0);
      return;
    }
  remove_at (list, find (list, part, row, option, FALSE));
  if (!chosen)
    return;
  make_way (list, form, part, row, option);
  answer = append (list, part, row, option);
  answer->has_value = crm_record_has (option, CRM_QUESTION_OPTION_VALUE);
  answer->value = crm_record_get_integer (option, CRM_QUESTION_OPTION_VALUE, 0);
}

void
crm_survey_answers_set_text (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  GArray *list;

  g_return_if_fail (self != NULL && question != NULL);

  list = get_list (self, question);
  remove_at (list, find (list, CRM_ANSWER_PART_NONE, NULL, NULL, FALSE));
  if (*stripped != '\0')
    append (list, CRM_ANSWER_PART_NONE, NULL, NULL)->text = g_steal_pointer (&stripped);
}

void
crm_survey_answers_set_date (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmDate date)
{
  GArray *list;

  g_return_if_fail (self != NULL && question != NULL);

  list = get_list (self, question);
  remove_at (list, find (list, CRM_ANSWER_PART_NONE, NULL, NULL, FALSE));
  if (date != CRM_DATE_NONE)
    append (list, CRM_ANSWER_PART_NONE, NULL, NULL)->date = date;
}

void
crm_survey_answers_clear (CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  g_return_if_fail (self != NULL && question != NULL);

  g_array_set_size (get_list (self, question), 0);
}

void
crm_survey_answers_clear_part (CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part)
{
  GArray *list;

  g_return_if_fail (self != NULL && question != NULL);

  list = get_list (self, question);
  for (guint i = list->len; i-- > 0;)
    if (at (list, i)->part == part)
      g_array_remove_index (list, i);
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_survey_answers_get_value (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, gint64 *value)
{
  const GArray *list = get_list (self, question);

  for (guint i = 0; i < list->len; i++)
    if (at (list, i)->part == part && at (list, i)->has_value)
      {
        *value = at (list, i)->value;
        return TRUE;
      }
  return FALSE;
}

gboolean
crm_survey_answers_is_chosen (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, CrmAnswerPart part, const CrmRecord *row, const CrmRecord *option)
{
  return find (get_list (self, question), part, row, option, FALSE) >= 0;
}

guint
crm_survey_answers_get_rank (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, const CrmRecord *option)
{
  const GArray *list = get_list (self, question);
  int place = find (list, CRM_ANSWER_PART_NONE, NULL, option, FALSE);

  return place >= 0 ? (guint)(at (list, (guint)place)->value / CRM_DECIMAL_ONE) : 0;
}

const char *
crm_survey_answers_get_text (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  const GArray *list = get_list (self, question);
  int place = find (list, CRM_ANSWER_PART_NONE, NULL, NULL, FALSE);

  return place >= 0 ? at (list, (guint)place)->text : NULL;
}

CrmDate
crm_survey_answers_get_date (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  const GArray *list = get_list (self, question);
  int place = find (list, CRM_ANSWER_PART_NONE, NULL, NULL, FALSE);

  return place >= 0 ? at (list, (guint)place)->date : CRM_DATE_NONE;
}

gboolean
crm_survey_answers_has (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  g_return_val_if_fail (self != NULL && question != NULL, FALSE);

  return get_list (self, question)->len > 0;
}

static gboolean
has_part (const GArray *list, CrmAnswerPart part)
{
  for (guint i = 0; i < list->len; i++)
    if (at (list, i)->part == part)
      return TRUE;
  return FALSE;
}

gboolean
crm_survey_answers_is_whole (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);
  const GArray *list = get_list (self, question);

  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    if (!has_part (list, parts[i]))
      return FALSE;
  for (guint i = 0; crm_question_type_has_rows (question->type) && i < question->rows->len; i++)
    if (find (list, CRM_ANSWER_PART_NONE, question->rows->pdata[i], NULL, TRUE) < 0)
      return FALSE;
  if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_ORDER)
    return list->len >= question->options->len;
  return list->len > 0;
}

/* ── checking ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_value (const CrmSurveyQuestion *question, const CrmSurveyAnswer *answer, GError **error)
{
  CrmAnswerForm form = crm_question_type_get_form (question->type);
  g_autofree char *low = crm_decimal_format (question->minimum), *high = crm_decimal_format (question->maximum);
  gboolean has_low = question->bounded || crm_record_has (question->record, CRM_QUESTION_MINIMUM);
  gboolean has_high = question->bounded || crm_record_has (question->record, CRM_QUESTION_MAXIMUM);

  if (!answer->has_value || (form != CRM_ANSWER_FORM_POINTS && form != CRM_ANSWER_FORM_NUMBER))
    return TRUE;
  if (form == CRM_ANSWER_FORM_POINTS && (answer->value - question->minimum) % CRM_DECIMAL_ONE != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Choose a whole number from %s to %s."), low, high);
      return FALSE;
    }
  if ((!has_low || answer->value >= question->minimum) && (!has_high || answer->value <= question->maximum))
    return TRUE;
  if (has_low && has_high)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The answer lies between %s and %s."), low, high);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, has_low ? _ ("The answer is at least %s.") : _ ("The answer is at most %s."), has_low ? low : high);
  return FALSE;
}

static const char *
get_missing_words (const CrmSurveyQuestion *question, gboolean begun)
{
  if (begun && *crm_question_type_get_parts (question->type) != CRM_ANSWER_PART_NONE)
    return _ ("Answer both parts of this question.");
  if (begun && crm_question_type_has_rows (question->type))
    return _ ("Answer every row of this question.");
  if (begun && crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_ORDER)
    return _ ("Give every option a place.");
  return _ ("This question must be answered.");
}

gboolean
crm_survey_answers_check (const CrmSurveyAnswers *self, const CrmSurveyQuestion *question, gboolean required, GError **error)
{
  const GArray *list;

  g_return_val_if_fail (self != NULL && question != NULL, FALSE);

  list = get_list (self, question);
  for (guint i = 0; i < list->len; i++)
    if (!check_value (question, at (list, i), error))
      return FALSE;
  if (!required || crm_record_get_integer (question->record, CRM_QUESTION_REQUIRED, 0) == 0 || crm_survey_answers_is_whole (self, question))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, get_missing_words (question, list->len > 0));
  return FALSE;
}

/* ── from the file ────────────────────────────────────────────────────────────────────────── */

static void
take_row (CrmSurveyAnswers *self, sqlite3_stmt *row)
{
  const CrmSurveyQuestion *question;
  CrmSurveyAnswer *answer;
  CrmId id;

  if (!crm_statement_read_id (row, 0, &id))
    return;
  question = crm_survey_form_find (self->form, &id);
  if (question == NULL)
    return;
  answer = append (get_list (self, question), crm_answer_part_find ((const char *)sqlite3_column_text (row, 1)), NULL, NULL);
  if (crm_statement_read_id (row, 2, &id))
    answer->option = crm_survey_question_find_option (question, &id);
  if (crm_statement_read_id (row, 3, &id))
    answer->row = crm_survey_question_find_option (question, &id);
  answer->has_value = sqlite3_column_type (row, 4) != SQLITE_NULL;
  answer->value = sqlite3_column_int64 (row, 4);
  answer->text = g_strdup ((const char *)sqlite3_column_text (row, 5));
  answer->date = sqlite3_column_int (row, 6);
}

CrmSurveyAnswers *
crm_survey_answers_read (CrmConnection *connection, CrmSurveyForm *form, const CrmId *response, GError **error)
{
  static const char sql[] = "SELECT question, part, option, row, value, text, date FROM answer WHERE response = ? AND deleted = 0 ORDER BY value, rowid";
  g_autoptr (CrmSurveyAnswers) self = NULL;
  sqlite3_stmt *statement;
  int step;

  g_return_val_if_fail (connection != NULL && form != NULL && response != NULL, NULL);

  statement = crm_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  self = crm_survey_answers_new (form);
  crm_statement_bind_id (statement, 1, response);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    take_row (self, statement);
  return step == 0 ? g_steal_pointer (&self) : NULL;
}
