/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of answers means: a question of a survey, or whose answers they are. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-answers-column.h"

#include "core/base/crm-text-fold.h"
#include "core/schema/crm-schema-surveys.h"

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

CrmRecord *
crm_answers_find_option (GPtrArray *options, const char *text)
{
  static const CrmQuestionOptionField fields[] = { CRM_QUESTION_OPTION_TEXT, CRM_QUESTION_OPTION_TEXT_SECOND, CRM_QUESTION_OPTION_CODE };
  guint64 number;

  for (guint field = 0; field < G_N_ELEMENTS (fields); field++)
    for (guint i = 0; i < options->len; i++)
      if (crm_answers_is_same_text (crm_record_get_text (options->pdata[i], fields[field]), text))
        return options->pdata[i];
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
  { CRM_ANSWERS_RESPONSE_ID, "responseid|id|responseuuid|submissionid|token1|答卷编号|答卷id|序号|編號|回覆編號" },
  { CRM_ANSWERS_ANSWERED_AT, "answeredat|answered|timestamp|submittedat|submitted|submitdate|datesubmitted|date|enddate|completiontime|提交时间|提交答卷时间|填写时间|时间戳记|提交時間|時間戳記|填寫時間" },
  { CRM_ANSWERS_LANGUAGE, "language|lang|startlanguage|语言|語言" },
  { CRM_ANSWERS_TOKEN, "token|invitation|invitationcode|邀请码|邀請碼" },
  { CRM_ANSWERS_CUSTOMER_ID, "customer|customerid|customernumber|客户|客户编号|客户id|客戶|客戶編號" },
  { CRM_ANSWERS_EMAIL, "email|emailaddress|mail|邮箱|电子邮件|电子邮箱|郵箱|電子郵件" },
  { CRM_ANSWERS_PHONE, "phone|phonenumber|mobile|mobilephone|tel|telephone|手机|手机号|手机号码|电话|联系电话|手機|電話|聯絡電話" },
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

static const CrmSurveyQuestion *
find_question (const CrmSurveyForm *form, const char *text)
{
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, text);

  for (guint i = 0; question == NULL && i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *one = form->questions->pdata[i];

      if (crm_answers_is_same_text (crm_record_get_text (one->record, CRM_QUESTION_TEXT), text) || crm_answers_is_same_text (crm_record_get_text (one->record, CRM_QUESTION_TEXT_SECOND), text) || crm_answers_is_same_text (one->code, text))
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
      column->question = find_question (form, g_strstrip (front));
      if (column->question != NULL && take_detail (column, g_utf8_next_char (at)))
        return TRUE;
    }
  return FALSE;
}

/* Whether one column holds all of a question. */
static gboolean
is_whole (const CrmSurveyQuestion *question)
{
  return !crm_question_type_has_rows (question->type) && *crm_question_type_get_parts (question->type) == CRM_ANSWER_PART_NONE;
}

CrmAnswersColumn
crm_answers_column_recognise (const CrmSurveyForm *form, const char *heading)
{
  CrmAnswersColumn column = { .target = CRM_ANSWERS_QUESTION };
  g_autofree char *trimmed = g_strstrip (g_strdup (heading));

  column.question = find_question (form, trimmed);
  if (column.question != NULL && is_whole (column.question))
    return column;
  if (take_parted (&column, form, trimmed))
    return column;
  return (CrmAnswersColumn){ .target = find_target (trimmed) };
}
