/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a file of answers, read by what its columns mean. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-answers-row.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
crm_answers_row_clear (CrmAnswersRow *self)
{
  g_clear_pointer (&self->answers, crm_survey_answers_free);
}

static gboolean
refuse_option (const char *text, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is none of the question’s options."), text);
  return FALSE;
}

/* ── numbers ──────────────────────────────────────────────────────────────────────────────── */

/* "★★★★" is 4. */
static gboolean
count_stars (const char *text, gint64 *value)
{
  gint64 n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) == 0x2605)
      n++;
    else if (g_utf8_get_char (at) != 0x2606)
      return FALSE;
  *value = n * CRM_DECIMAL_ONE;
  return n > 0;
}

/* Other tools write the words at the ends with the number: "5 – Very satisfied", "10 分". */
static gboolean
read_leading (const char *text, gint64 *value)
{
  gsize length = strspn (text, "0123456789");
  g_autofree char *digits = g_strndup (text, length);

  return length > 0 && length < 10 && !g_ascii_isalpha (text[length]) && strchr (".,/", text[length]) == NULL && crm_decimal_parse (digits, '.', value, NULL);
}

static gboolean
read_number (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, char mark, GError **error)
{
  gint64 value;

  if (!count_stars (text, &value) && !crm_decimal_parse (text, mark, &value, NULL) && !read_leading (text, &value))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a number."), text);
      return FALSE;
    }
  crm_survey_answers_set_value (answers, column->question, column->part, value);
  return TRUE;
}

/* ── options ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_no (const char *text)
{
  static const char *const words[] = { "0", "no", "n", "false", "off", "否", "未选", "未選", "-", NULL };

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      return TRUE;
  return FALSE;
}

/* A column of its own for an option: a tick, or its place in the ranking. */
static gboolean
read_own_column (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, GError **error)
{
  guint64 place;

  if (crm_question_type_get_form (column->question->type) != CRM_ANSWER_FORM_ORDER)
    {
      if (!is_no (text))
        crm_survey_answers_choose (answers, column->question, CRM_ANSWER_PART_NONE, NULL, column->option, TRUE);
      return TRUE;
    }
  if (!g_ascii_string_to_unsigned (text, 10, 1, column->question->options->len, &place, NULL))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no place in the ranking."), text);
      return FALSE;
    }
  crm_survey_answers_rank (answers, column->question, column->option, (guint)place);
  return TRUE;
}

static gboolean
read_one (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, GError **error)
{
  const CrmSurveyQuestion *question = column->question;
  CrmRecord *option = crm_answers_find_option (question->options, text);

  if (option != NULL)
    crm_survey_answers_choose (answers, question, column->part, column->row, option, TRUE);
  else if (crm_record_get_integer (question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0 && column->row == NULL)
    crm_survey_answers_set_text (answers, question, text);
  else
    return refuse_option (text, error);
  return TRUE;
}

/* How many of the pieces are options; texts of options may hold a comma themselves. */
static guint
count_known (const CrmSurveyQuestion *question, GStrv pieces)
{
  guint n = 0;

  for (guint i = 0; pieces[i] != NULL; i++)
    n += *g_strstrip (pieces[i]) != '\0' && crm_answers_find_option (question->options, pieces[i]) != NULL;
  return n;
}

static GStrv
split (const CrmSurveyQuestion *question, const char *text)
{
  static const char *const marks[] = { "\n", ";", "；", "|", "┋", "→", "、", ",", "，" };
  GStrv best = g_strsplit (text, "\n", 200);
  guint most = count_known (question, best);

  for (guint i = 1; i < G_N_ELEMENTS (marks); i++)
    {
      GStrv pieces = g_strsplit (text, marks[i], 200);
      guint n = count_known (question, pieces);

      if (n > most)
        {
          g_strfreev (best);
          best = g_steal_pointer (&pieces);
          most = n;
        }
      g_strfreev (pieces);
    }
  return best;
}

static gboolean
read_several (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, GError **error)
{
  g_auto (GStrv) pieces = split (column->question, text);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*g_strstrip (pieces[i]) != '\0' && !read_one (answers, column, pieces[i], error))
      return FALSE;
  return TRUE;
}

/* ── cells ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_date (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, const CrmColumnStyle *style, GError **error)
{
  CrmDate date;

  if (!crm_date_parse (text, style->date_order, style->this_year, &date, error))
    return FALSE;
  crm_survey_answers_set_date (answers, column->question, date);
  return TRUE;
}

static gboolean
read_answer (CrmSurveyAnswers *answers, const CrmAnswersColumn *column, const char *text, const CrmColumnStyle *style, GError **error)
{
  if (column->option != NULL)
    return read_own_column (answers, column, text, error);
  switch (crm_question_type_get_form (column->question->type))
    {
    case CRM_ANSWER_FORM_OPTION:
      return read_one (answers, column, text, error);
    case CRM_ANSWER_FORM_OPTIONS:
    case CRM_ANSWER_FORM_ORDER:
      return read_several (answers, column, text, error);
    case CRM_ANSWER_FORM_POINTS:
    case CRM_ANSWER_FORM_NUMBER:
      return read_number (answers, column, text, style->decimal_mark, error);
    case CRM_ANSWER_FORM_DATE:
      return read_date (answers, column, text, style, error);
    case CRM_ANSWER_FORM_TEXT:
    default:
      crm_survey_answers_set_text (answers, column->question, text);
      return TRUE;
    }
}

static gboolean
read_moment (const char *text, const CrmColumnStyle *style, gint64 *moment, GError **error)
{
  g_auto (CrmValue) value = { 0 };

  if (crm_column_value_parse (&crm_kind_response.fields[CRM_RESPONSE_ANSWERED_AT], text, style, &value, error) == CRM_COLUMN_FAULT)
    return FALSE;
  *moment = value.type == CRM_VALUE_INTEGER ? value.integer : 0;
  return TRUE;
}

static gboolean
is_second (const CrmSurveyForm *form, const char *text)
{
  const char *second = crm_record_get_text (form->survey, CRM_SURVEY_SECOND_LANGUAGE), *first = crm_record_get_text (form->survey, CRM_SURVEY_LANGUAGE);

  return second != NULL && g_ascii_strncasecmp (text, second, 2) == 0 && !(first != NULL && g_ascii_strncasecmp (first, second, 2) == 0 && g_ascii_strcasecmp (text, second) != 0);
}

static gboolean
read_cell (CrmAnswersRow *self, const CrmAnswersColumn *column, const char *text, const CrmColumnStyle *style, GError **error)
{
  switch (column->target)
    {
    case CRM_ANSWERS_QUESTION:
      self->n_answers++;
      return read_answer (self->answers, column, text, style, error) && crm_survey_answers_check (self->answers, column->question, FALSE, error);
    case CRM_ANSWERS_ANSWERED_AT:
      return read_moment (text, style, &self->answered_at, error);
    case CRM_ANSWERS_LANGUAGE:
      self->second = is_second (crm_survey_answers_get_form (self->answers), text);
      return TRUE;
    case CRM_ANSWERS_RESPONSE_ID:
      self->response_id = text;
      return TRUE;
    case CRM_ANSWERS_TOKEN:
      self->token = text;
      return TRUE;
    case CRM_ANSWERS_CUSTOMER_ID:
      self->customer_id = text;
      return TRUE;
    case CRM_ANSWERS_EMAIL:
      /* "anonymous" stands there where nobody was asked. */
      if (strchr (text, '@') != NULL)
        self->email = text;
      return TRUE;
    case CRM_ANSWERS_PHONE:
      self->phone = text;
      return TRUE;
    case CRM_ANSWERS_NOTHING:
    default:
      return TRUE;
    }
}

/* "(空)" is how WJX says that nothing was answered. */
static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0' || strcmp (text, "(空)") == 0 || strcmp (text, "(跳过)") == 0;
}

gboolean
crm_answers_row_read (CrmSurveyForm *form, const CrmAnswersColumn *columns, const CrmColumnStyle *style, guint n_columns, const CrmTableRow *row, CrmAnswersRow *read, guint *column, GError **error)
{
  *read = (CrmAnswersRow){ .answers = crm_survey_answers_new (form) };
  for (*column = 0; *column < n_columns && *column < row->n_cells; (*column)++)
    {
      const char *text = row->cells[*column].text;

      if (columns[*column].target == CRM_ANSWERS_QUESTION || columns[*column].target == CRM_ANSWERS_ANSWERED_AT)
        {
          g_autofree char *stripped = g_strstrip (g_strdup (text));

          if (!is_blank (stripped) && !read_cell (read, &columns[*column], stripped, &style[*column], error))
            return FALSE;
        }
      else if (!is_blank (text) && !read_cell (read, &columns[*column], text, &style[*column], error))
        return FALSE;
    }
  return TRUE;
}
