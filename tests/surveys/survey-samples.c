/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a survey with a question of every type, made without a file. */

#include "tests/surveys/survey-samples.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-kano-words.h"

#include <string.h>

typedef struct
{
  CrmQuestionType type;
  const char *text;
  const char *second;
  const char *options; /* "code=English=中文|…" */
  const char *rows;
} Sample;

#define GOODNESS "good=Good=好|fair=Fair=一般|poor=Poor=差"

static const Sample samples[] = {
  { CRM_QUESTION_TYPE_NPS, "How likely are you to recommend us to a friend or colleague?", "您有多大可能将我们推荐给朋友或同事？" },
  { CRM_QUESTION_TYPE_LONG_TEXT, "What should we do better?", "我们哪里可以做得更好？" },
  { CRM_QUESTION_TYPE_SINGLE, "How did you hear of us?", "您是怎么知道我们的？", "friend=From a friend=朋友介绍|fair=At a trade fair=展会|search=Searching the web=网上搜索" },
  { CRM_QUESTION_TYPE_MULTIPLE, "What do you buy from us?", "您向我们购买什么？", "desks=Desks=办公桌|chairs=Chairs=椅子|lamps=Lamps=灯具|none=None of these=以上都不是" },
  { CRM_QUESTION_TYPE_SHORT_TEXT, "Who looked after you?", "是谁接待您的？" },
  { CRM_QUESTION_TYPE_NUMBER, "How many desks are in your office?", "您的办公室有多少张办公桌？" },
  { CRM_QUESTION_TYPE_DATE, "When was the last delivery?", "上次送货是什么时候？" },
  { CRM_QUESTION_TYPE_MATRIX, "How do you find …", "您觉得以下各项如何？", GOODNESS, "price=The price=价格|quality=The quality=质量|service=The service=服务" },
  { CRM_QUESTION_TYPE_SCALE, "How urgent is it?", "有多紧急？" },
  { CRM_QUESTION_TYPE_STARS, "How was the visit?", "这次拜访怎么样？" },
  { CRM_QUESTION_TYPE_CES, "It was easy to get my problem solved.", "我的问题很容易就解决了。" },
  { CRM_QUESTION_TYPE_RANKING, "What matters most to you?", "什么对您最重要？", "price=Price=价格|quality=Quality=质量|speed=Speed=速度" },
  { CRM_QUESTION_TYPE_KANO, "Delivery on the same day", "当日送达" },
  { CRM_QUESTION_TYPE_SERVQUAL, "They do things by the time they promise.", "能在承诺的时间内完成。" },
  { CRM_QUESTION_TYPE_CSAT, "How satisfied are you with the delivery?", "您对送货满意吗？" },
};

static CrmId
make_id (guint a, guint b, guint c)
{
  CrmId id;

  memset (&id, 0x11, sizeof id);
  ((guint8 *)&id)[0] = (guint8)a;
  ((guint8 *)&id)[1] = (guint8)b;
  ((guint8 *)&id)[2] = (guint8)c;
  return id;
}

typedef struct
{
  guint field;
  CrmValue value;
} Set;

static CrmRecord *
make_record (const CrmKind *kind, CrmId id, const Set *sets, guint n_sets)
{
  CrmValue values[64] = { 0 };

  g_assert_cmpuint (kind->n_fields, <=, G_N_ELEMENTS (values));
  for (guint i = 0; i < n_sets; i++)
    values[sets[i].field] = sets[i].value;
  return crm_record_new (kind, &id, id.bytes[1] + 1, 1, FALSE, values);
}

static CrmRecord *
make_option (guint question, guint place, gboolean row, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "=", 3);
  const Set sets[] = {
    { CRM_QUESTION_OPTION_AXIS, crm_value_text (row ? "row" : "option") },
    { CRM_QUESTION_OPTION_CODE, crm_value_text (words[0]) },
    { CRM_QUESTION_OPTION_TEXT, crm_value_text (words[1]) },
    { CRM_QUESTION_OPTION_TEXT_SECOND, crm_value_text (words[2]) },
    { CRM_QUESTION_OPTION_VALUE, row ? (CrmValue){ 0 } : crm_value_integer ((gint64)(place + 1) * CRM_DECIMAL_ONE) },
    { CRM_QUESTION_OPTION_EXCLUSIVE, strcmp (words[0], "none") == 0 ? crm_value_integer (1) : (CrmValue){ 0 } },
  };

  return make_record (&crm_kind_question_option, make_id (row ? 4 : 3, question, place), sets, G_N_ELEMENTS (sets));
}

static void
add_options (GPtrArray *options, guint question, gboolean row, const char *texts)
{
  g_auto (GStrv) parts = texts != NULL ? g_strsplit (texts, "|", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    g_ptr_array_add (options, make_option (question, i, row, parts[i]));
}

static void
add_kano_answers (GPtrArray *options, guint question)
{
  for (guint i = 0; i < CRM_KANO_N_ANSWERS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u=%s=%s", i + 1, crm_kano_get_answer (i, "en"), crm_kano_get_answer (i, "zh_CN"));

      g_ptr_array_add (options, make_option (question, i, FALSE, text));
    }
}

static CrmSurveyQuestion *
make_question (guint place)
{
  const Sample *sample = &samples[place];
  CrmSurveyQuestion *question = g_new0 (CrmSurveyQuestion, 1);
  gboolean nps = sample->type == CRM_QUESTION_TYPE_NPS;
  const Set sets[] = {
    { CRM_QUESTION_CODE, crm_value_text (crm_question_type_get_name (sample->type)) },
    { CRM_QUESTION_TYPE, crm_value_text (crm_question_type_get_name (sample->type)) },
    { CRM_QUESTION_TEXT, crm_value_text (sample->text) },
    { CRM_QUESTION_TEXT_SECOND, crm_value_text (sample->second) },
    { CRM_QUESTION_REQUIRED, nps ? crm_value_integer (1) : (CrmValue){ 0 } },
    { CRM_QUESTION_OTHER_ALLOWED, sample->type == CRM_QUESTION_TYPE_SINGLE ? crm_value_integer (1) : (CrmValue){ 0 } },
    { CRM_QUESTION_SHOW_IF, sample->type == CRM_QUESTION_TYPE_LONG_TEXT ? crm_value_text ("nps <= 6") : (CrmValue){ 0 } },
  };
  int minimum, maximum;

  question->record = make_record (&crm_kind_question, make_id (2, place, 0), sets, G_N_ELEMENTS (sets));
  question->type = sample->type;
  question->code = crm_record_get_text (question->record, CRM_QUESTION_CODE);
  question->page = place < 7 ? 0 : 1;
  question->options = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  question->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  question->bounded = crm_question_type_get_range (sample->type, &minimum, &maximum);
  question->minimum = minimum * CRM_DECIMAL_ONE;
  question->maximum = maximum * CRM_DECIMAL_ONE;
  add_options (question->options, place, FALSE, sample->options);
  add_options (question->rows, place, TRUE, sample->rows);
  if (sample->type == CRM_QUESTION_TYPE_KANO)
    add_kano_answers (question->options, place);
  return question;
}

static void
question_free (gpointer data)
{
  CrmSurveyQuestion *question = data;

  crm_record_unref (question->record);
  g_ptr_array_unref (question->options);
  g_ptr_array_unref (question->rows);
  g_free (question);
}

static void
page_free (gpointer data)
{
  crm_record_unref (((CrmSurveyPage *)data)->record);
  g_free (data);
}

static void
add_page (CrmSurveyForm *form, guint first, guint n_questions, const char *title, const char *second)
{
  const Set sets[] = { { CRM_SURVEY_PAGE_TITLE, crm_value_text (title) }, { CRM_SURVEY_PAGE_TITLE_SECOND, crm_value_text (second) } };
  CrmSurveyPage *page = g_new0 (CrmSurveyPage, 1);

  page->record = make_record (&crm_kind_survey_page, make_id (1, form->pages->len, 1), sets, G_N_ELEMENTS (sets));
  page->first = first;
  page->n_questions = n_questions;
  g_ptr_array_add (form->pages, page);
}

static CrmSurveyForm *
make (gboolean anonymous)
{
  CrmSurveyForm *form = g_atomic_rc_box_new0 (CrmSurveyForm);
  const Set survey[] = {
    { CRM_SURVEY_TITLE, crm_value_text ("After the delivery") },
    { CRM_SURVEY_TITLE_SECOND, crm_value_text ("送货之后") },
    { CRM_SURVEY_LANGUAGE, crm_value_text ("en") },
    { CRM_SURVEY_SECOND_LANGUAGE, crm_value_text ("zh_CN") },
    { CRM_SURVEY_ANONYMOUS, anonymous ? crm_value_integer (1) : (CrmValue){ 0 } },
  };
  const Set version[] = { { CRM_SURVEY_VERSION_NUMBER, crm_value_integer (1) } };

  form->survey = make_record (&crm_kind_survey, make_id (0, 0, anonymous), survey, G_N_ELEMENTS (survey));
  form->version = make_record (&crm_kind_survey_version, make_id (0, 1, anonymous), version, G_N_ELEMENTS (version));
  form->pages = g_ptr_array_new_with_free_func (page_free);
  form->questions = g_ptr_array_new_with_free_func (question_free);
  form->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  form->newest = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_ptr_array_add (form->questions, make_question (i));
  add_page (form, 0, 7, "The visit", "拜访");
  add_page (form, 7, G_N_ELEMENTS (samples) - 7, "In detail", "细节");
  return form;
}

CrmSurveyForm *
survey_sample_new (void)
{
  return make (FALSE);
}

CrmSurveyForm *
survey_sample_new_anonymous (void)
{
  return make (TRUE);
}
