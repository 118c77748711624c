/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of answers means: a question of a survey, or whose answers they are. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-answers-column.h"

#include "core/base/crm-text-fold.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The letters, digits and characters of a text, folded. */
static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);
  CrmTextUnits units;

  crm_text_units_init (&units, text);
  for (gsize i = 0; i < units.n; i++)
    if (units.at[i].class != CRM_TEXT_GAP && units.at[i].class != CRM_TEXT_JOINER)
      g_string_append_unichar (folded, units.at[i].c);
  crm_text_units_clear (&units);
  return g_string_free_and_steal (folded);
}

gboolean
crm_answers_is_same_text (const char *a, const char *b)
{
  g_autofree char *one = a != NULL ? fold (a) : NULL, *two = b != NULL ? fold (b) : NULL;

  return one != NULL && two != NULL && *one != '\0' && strcmp (one, two) == 0;
}

/* By text in either language, or code. */
static CrmRecord *
find_named (GPtrArray *options, const char *text)
{
  static const CrmQuestionOptionField fields[] = { CRM_QUESTION_OPTION_TEXT, CRM_QUESTION_OPTION_TEXT_SECOND, CRM_QUESTION_OPTION_CODE };

  for (guint field = 0; field < G_N_ELEMENTS (fields); field++)
    for (guint i = 0; i < options->len; i++)
      if (crm_answers_is_same_text (crm_record_get_text (options->pdata[i], fields[field]), text))
        return options->pdata[i];
  return NULL;
}

CrmRecord *
crm_answers_find_option (GPtrArray *options, const char *text)
{
  CrmRecord *named = find_named (options, text);
  guint64 number;

  if (named != NULL)
    return named;
  if (g_ascii_string_to_unsigned (text, 10, 1, options->len, &number, NULL))
    return options->pdata[number - 1];
  return NULL;
}

/* ── headings of what is no question ──────────────────────────────────────────────────────── */

static const struct
{
  CrmAnswersTarget target;
  const char *headings; /* folded words parted by | */
} known[] = {
  { CRM_ANSWERS_RESPONSE_ID, "responseid|id|responseuuid|submissionid|respondentid|networkid|token1|答卷编号|答卷id|序号|編號|回覆編號" },
  { CRM_ANSWERS_ANSWERED_AT, "answeredat|answered|timestamp|submittedat|submitted|submitdate|datesubmitted|date|enddate|completiontime|submitdateutc|提交时间|完成时间|完成時間|提交答卷时间|填写时间|时间戳记|提交時間|時間戳記|填寫時間" },
  { CRM_ANSWERS_LANGUAGE, "language|lang|startlanguage|语言|語言" },
  { CRM_ANSWERS_TOKEN, "token|invitation|invitationcode|邀请码|邀請碼" },
  { CRM_ANSWERS_CUSTOMER_ID, "customer|customerid|customernumber|客户|客户编号|客户id|客戶|客戶編號" },
  { CRM_ANSWERS_EMAIL, "email|emailaddress|username|mail|您的邮箱|电子邮件地址|電子郵件地址|邮箱|电子邮件|电子邮箱|郵箱|電子郵件" },
  { CRM_ANSWERS_PHONE, "phone|phonenumber|您的手机号|您的手机号码|您的电话|mobile|mobilephone|tel|telephone|手机|手机号|手机号码|电话|联系电话|手機|電話|聯絡電話" },
};

static CrmAnswersTarget
find_target (const char *heading)
{
  g_autofree char *folded = fold (heading);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_auto (GStrv) words = g_strsplit (known[i].headings, "|", -1);

      if (g_strv_contains ((const char *const *)words, folded))
        return known[i].target;
    }
  return CRM_ANSWERS_NOTHING;
}

/* ── headings of questions ────────────────────────────────────────────────────────────────── */

/* @loosely: also by its code in another case. */
static const CrmSurveyQuestion *
find_question (const CrmSurveyForm *form, const char *text, gboolean loosely)
{
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, text);

  for (guint i = 0; question == NULL && i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *one = form->questions->pdata[i];

      if (crm_answers_is_same_text (crm_record_get_text (one->record, CRM_QUESTION_TEXT), text) || crm_answers_is_same_text (crm_record_get_text (one->record, CRM_QUESTION_TEXT_SECOND), text) || (loosely && crm_answers_is_same_text (one->code, text)))
        question = one;
    }
  return question;
}

static CrmAnswerPart
find_part (const CrmSurveyQuestion *question, const char *text)
{
  static const char *const words[CRM_N_ANSWER_PARTS] = {
    [CRM_ANSWER_PART_EXPECTATION] = "expectation|expected|期望|期待",
    [CRM_ANSWER_PART_PERCEPTION] = "perception|experienced|感知|实际|實際",
    [CRM_ANSWER_PART_FUNCTIONAL] = "functional|具备|具備|正向",
    [CRM_ANSWER_PART_DYSFUNCTIONAL] = "dysfunctional|缺少|不具备|不具備|反向",
    [CRM_ANSWER_PART_IMPORTANCE] = "importance|重要性",
  };
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);
  g_autofree char *folded = fold (text);

  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    {
      g_auto (GStrv) names = g_strsplit (words[parts[i]], "|", -1);

      if (g_strv_contains ((const char *const *)names, folded))
        return parts[i];
    }
  return CRM_ANSWER_PART_NONE;
}

/* What stands behind the question in a heading; FALSE where it is none of its parts. */
static gboolean
take_detail (CrmAnswersColumn *column, const char *detail)
{
  const CrmSurveyQuestion *question = column->question;
  CrmAnswerForm form = crm_question_type_get_form (question->type);

  column->part = find_part (question, detail);
  if (column->part != CRM_ANSWER_PART_NONE)
    return TRUE;
  if (crm_question_type_has_rows (question->type))
    column->row = crm_answers_find_option (question->rows, detail);
  else if (form == CRM_ANSWER_FORM_OPTIONS || form == CRM_ANSWER_FORM_ORDER)
    column->option = crm_answers_find_option (question->options, detail);
  return column->row != NULL || column->option != NULL;
}

/* Tries every place where a heading may be parted, the last first. */
static gboolean
take_parted (CrmAnswersColumn *column, const CrmSurveyForm *form, const char *heading)
{
  for (const char *at = heading + strlen (heading); at > heading; at = g_utf8_prev_char (at))
    {
      g_autofree char *front = NULL;

      if (*at == '\0' || strchr (".[-:_(/", *at) == NULL)
        {
          gunichar c = g_utf8_get_char (at);

          if (c != 0xff1a && c != 0x3010 && c != 0x2014 && c != 0xff08 && c != 0x2013)
            continue;
        }
      front = g_strndup (heading, (gsize)(at - heading));
      column->question = find_question (form, g_strstrip (front), TRUE);
      if (column->question != NULL && take_detail (column, g_utf8_next_char (at)))
        return TRUE;
    }
  return FALSE;
}

/* Forms number their questions: "3、How was it?", "Q3. How was it?". */
static const char *
skip_number (const char *heading)
{
  static const char *const marks[] = { "、", ".", "．", "：", ":", ")", "）" };
  const char *at = heading + (*heading == 'Q' || *heading == 'q');
  gsize digits = strspn (at, "0123456789");

  for (guint i = 0; digits > 0 && i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (at + digits, marks[i]))
      return at + digits + strlen (marks[i]);
  return heading;
}

/* Some tools head a column with nothing but the option or the row. Where two questions have one of that name, nothing is meant. */
static gboolean
take_lonely (CrmAnswersColumn *column, const CrmSurveyForm *form, const char *heading)
{
  CrmAnswersColumn found = { .target = CRM_ANSWERS_QUESTION };
  guint n = 0;

  for (guint i = 0; i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      CrmAnswerForm answer = crm_question_type_get_form (question->type);
      gboolean rows = crm_question_type_has_rows (question->type), own = answer == CRM_ANSWER_FORM_OPTIONS || answer == CRM_ANSWER_FORM_ORDER;
      CrmRecord *detail = rows || own ? find_named (rows ? question->rows : question->options, heading) : NULL;

      if (detail == NULL)
        continue;
      n++;
      found.question = question;
      *(rows ? &found.row : &found.option) = detail;
    }
  if (n == 1)
    *column = found;
  return n == 1;
}

/* Whether one column holds all of a question. */
static gboolean
is_whole (const CrmSurveyQuestion *question)
{
  return !crm_question_type_has_rows (question->type) && *crm_question_type_get_parts (question->type) == CRM_ANSWER_PART_NONE;
}

static gboolean
take_question (CrmAnswersColumn *column, const CrmSurveyForm *form, const char *heading)
{
  column->question = find_question (form, heading, FALSE);
  return (column->question != NULL && is_whole (column->question)) || take_parted (column, form, heading);
}

CrmAnswersColumn
crm_answers_column_recognise (const CrmSurveyForm *form, const char *heading)
{
  CrmAnswersColumn column = { .target = CRM_ANSWERS_QUESTION };
  g_autofree char *trimmed = g_strstrip (g_strdup (heading));
  CrmAnswersTarget target;

  if (take_question (&column, form, trimmed) || take_question (&column, form, skip_number (trimmed)))
    return column;
  target = strcmp (trimmed, "#") == 0 ? CRM_ANSWERS_RESPONSE_ID : find_target (trimmed);
  if (target == CRM_ANSWERS_NOTHING && take_lonely (&column, form, trimmed))
    return column;
  column = (CrmAnswersColumn){ .target = CRM_ANSWERS_QUESTION, .question = find_question (form, trimmed, TRUE) };
  if (target == CRM_ANSWERS_NOTHING && column.question != NULL && is_whole (column.question))
    return column;
  return (CrmAnswersColumn){ .target = target };
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_answers_column_equal (const CrmAnswersColumn *a, const CrmAnswersColumn *b)
{
  return a->target == b->target && a->question == b->question && a->part == b->part && a->option == b->option && a->row == b->row;
}

static const char *
get_target_label (CrmAnswersTarget target)
{
  switch (target)
    {
    case CRM_ANSWERS_RESPONSE_ID:
      return _ ("Id of the response");
    case CRM_ANSWERS_ANSWERED_AT:
      return _ ("Time of the answer");
    case CRM_ANSWERS_LANGUAGE:
      return _ ("Language");
    case CRM_ANSWERS_TOKEN:
      return _ ("Code of the invitation");
    case CRM_ANSWERS_CUSTOMER_ID:
      return _ ("Id of the customer");
    case CRM_ANSWERS_EMAIL:
      return _ ("Email address");
    case CRM_ANSWERS_PHONE:
      return _ ("Phone number");
    case CRM_ANSWERS_NOTHING:
    case CRM_ANSWERS_QUESTION:
    default:
      return _ ("Not imported");
    }
}

char *
crm_answers_column_dup_label (const CrmAnswersColumn *self)
{
  const char *text, *detail = NULL;

  if (self->target != CRM_ANSWERS_QUESTION || self->question == NULL)
    return g_strdup (get_target_label (self->target));
  text = crm_record_get_text (self->question->record, CRM_QUESTION_TEXT);
  if (self->row != NULL || self->option != NULL)
    detail = crm_record_get_text (self->row != NULL ? self->row : self->option, CRM_QUESTION_OPTION_TEXT);
  else if (self->part != CRM_ANSWER_PART_NONE)
    detail = crm_survey_get_part_phrase (self->part, g_get_language_names ()[0]);
  return detail != NULL ? g_strdup_printf ("%s: %s", text, detail) : g_strdup (text);
}

static void
list_options (GArray *list, const CrmSurveyQuestion *question, GPtrArray *options, gboolean rows)
{
  for (guint i = 0; i < options->len; i++)
    {
      CrmAnswersColumn column = { .target = CRM_ANSWERS_QUESTION, .question = question };

      *(rows ? &column.row : &column.option) = options->pdata[i];
      g_array_append_val (list, column);
    }
}

static void
list_question (GArray *list, const CrmSurveyQuestion *question)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);
  CrmAnswerForm form = crm_question_type_get_form (question->type);
  CrmAnswersColumn column = { .target = CRM_ANSWERS_QUESTION, .question = question };

  if (is_whole (question))
    g_array_append_val (list, column);
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    {
      column.part = parts[i];
      g_array_append_val (list, column);
    }
  list_options (list, question, question->rows, TRUE);
  if (form == CRM_ANSWER_FORM_OPTIONS || form == CRM_ANSWER_FORM_ORDER)
    list_options (list, question, question->options, FALSE);
}

GArray *
crm_answers_column_list (const CrmSurveyForm *form)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (CrmAnswersColumn));

  for (CrmAnswersTarget target = CRM_ANSWERS_NOTHING; target <= CRM_ANSWERS_PHONE; target++)
    {
      CrmAnswersColumn column = { .target = target };

      if (target != CRM_ANSWERS_QUESTION)
        g_array_append_val (list, column);
    }
  for (guint i = 0; i < form->questions->len; i++)
    list_question (list, form->questions->pdata[i]);
  return list;
}
