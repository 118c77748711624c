/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few words around the questions of a survey, in the languages surveys are written in. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-phrase.h"

typedef struct
{
  const char *english;
  const char *simplified;
  const char *traditional;
} Word;

static const Word words[CRM_N_SURVEY_PHRASES] = {
  [CRM_SURVEY_PHRASE_BEGIN] = { "Begin", "开始", "開始" },
  [CRM_SURVEY_PHRASE_NEXT] = { "Next", "下一题", "下一題" },
  [CRM_SURVEY_PHRASE_BACK] = { "Back", "上一题", "上一題" },
  [CRM_SURVEY_PHRASE_FINISH] = { "Finish", "完成", "完成" },
  [CRM_SURVEY_PHRASE_OTHER] = { "Other", "其他", "其他" },
  [CRM_SURVEY_PHRASE_REQUIRED] = { "Please answer this question.", "请回答此题。", "請回答此題。" },
  [CRM_SURVEY_PHRASE_INVALID] = { "Please check this answer.", "请检查此题的回答。", "請檢查此題的回答。" },
  [CRM_SURVEY_PHRASE_NOTHING] = { "Nothing has been answered yet.", "您还没有回答任何问题。", "您還沒有回答任何問題。" },
  [CRM_SURVEY_PHRASE_SEVERAL] = { "Choose as many as you like.", "可多选。", "可複選。" },
  [CRM_SURVEY_PHRASE_RANK] = { "Choose in order, the most important first.", "请按重要程度依次选择，最重要的在先。", "請依重要程度依序選擇，最重要的在先。" },
  [CRM_SURVEY_PHRASE_DATE] = { "Year-month-day: 2026-01-31", "年-月-日，如 2026-01-31", "年-月-日，如 2026-01-31" },
  [CRM_SURVEY_PHRASE_THANKS] = { "Thank you for your answers!", "感谢您的回答！", "感謝您的回答！" },
  [CRM_SURVEY_PHRASE_STAR] = { "star", "星", "星" },
  [CRM_SURVEY_PHRASE_STARS] = { "stars", "星", "星" },
  [CRM_SURVEY_PHRASE_EXPECTATION] = { "What you expect", "您的期望", "您的期望" },
  [CRM_SURVEY_PHRASE_PERCEPTION] = { "What you experienced", "您的实际感受", "您的實際感受" },
  [CRM_SURVEY_PHRASE_FUNCTIONAL] = { "If it is there", "如果有", "如果有" },
  [CRM_SURVEY_PHRASE_DYSFUNCTIONAL] = { "If it is missing", "如果没有", "如果沒有" },
  [CRM_SURVEY_PHRASE_IMPORTANCE] = { "How important it is", "重要程度", "重要程度" },
  [CRM_SURVEY_PHRASE_NAME] = { "Name", "姓名", "姓名" },
  [CRM_SURVEY_PHRASE_SAVE] = { "Save the Answers", "保存答卷", "儲存答卷" },
  [CRM_SURVEY_PHRASE_COPY] = { "Copy as Code", "复制为代码", "複製為代碼" },
  [CRM_SURVEY_PHRASE_COPIED] = { "Copied", "已复制", "已複製" },
  [CRM_SURVEY_PHRASE_RETURN] = { "One step is left: save your answers and send the file back, or copy them as a code and paste it into your reply.",
                                 "还差一步：请保存答卷并将文件发回，或将答卷复制为代码，粘贴到您的回信中。",
                                 "還差一步：請儲存答卷並將檔案寄回，或將答卷複製為代碼，貼到您的回信中。" },
  [CRM_SURVEY_PHRASE_ANONYMOUS] = { "Nobody is told who answered.", "本问卷为匿名。", "本問卷為匿名。" },
  [CRM_SURVEY_PHRASE_PLACES] = { "Give each a place, 1 for the most important.", "请为每一项排序，1 为最重要。", "請為每一項排序，1 為最重要。" },
  [CRM_SURVEY_PHRASE_ALONE] = { "“%s” cannot be chosen together with others.", "“%s”不能与其他选项同时选择。", "「%s」不能與其他選項同時選擇。" },
  [CRM_SURVEY_PHRASE_TWICE] = { "Each place can be given once.", "每个名次只能使用一次。", "每個名次只能使用一次。" },
  [CRM_SURVEY_PHRASE_CHECK] = { "Something is missing or does not fit yet:", "还有需要补充或更正之处：", "還有需要補充或更正之處：" },
  [CRM_SURVEY_PHRASE_STEP] = { "Page %u of %u", "第 %u 页，共 %u 页", "第 %u 頁，共 %u 頁" },
  [CRM_SURVEY_PHRASE_MORE] = { "Next", "下一页", "下一頁" },
  [CRM_SURVEY_PHRASE_EARLIER] = { "Back", "上一页", "上一頁" },
  [CRM_SURVEY_PHRASE_CLOSED] = { "There is nothing to answer here", "此处没有可填写的问卷", "此處沒有可填寫的問卷" },
  [CRM_SURVEY_PHRASE_CLOSED_MORE] = { "The link may have been used already, or its time is over. If you would like to tell us something, please reply to the message it came with.",
                                      "该链接可能已使用过，或已过期。如有话想告诉我们，请直接回复您收到的消息。",
                                      "該連結可能已使用過，或已過期。如有話想告訴我們，請直接回覆您收到的訊息。" },
  [CRM_SURVEY_PHRASE_BUSY] = { "One moment, please", "请稍候", "請稍候" },
  [CRM_SURVEY_PHRASE_BUSY_MORE] = { "Very much is coming in at the moment. Please try again in a few minutes; what you have answered so far is kept.",
                                    "当前访问较多，请几分钟后再试；您已填写的内容会保留。",
                                    "目前造訪較多，請幾分鐘後再試；您已填寫的內容會保留。" },
};

/* What the survey leaves unsaid at the ends of the scales everybody knows. */
static const struct
{
  CrmQuestionType type;
  Word low;
  Word high;
} ends[] = {
  { CRM_QUESTION_TYPE_NPS, { "Not at all likely", "完全不可能", "完全不可能" }, { "Extremely likely", "极有可能", "極有可能" } },
  { CRM_QUESTION_TYPE_CSAT, { "Very dissatisfied", "非常不满意", "非常不滿意" }, { "Very satisfied", "非常满意", "非常滿意" } },
  { CRM_QUESTION_TYPE_CES, { "Strongly disagree", "非常不同意", "非常不同意" }, { "Strongly agree", "非常同意", "非常同意" } },
  { CRM_QUESTION_TYPE_SERVQUAL, { "Strongly disagree", "非常不同意", "非常不同意" }, { "Strongly agree", "非常同意", "非常同意" } },
};

static const char *
choose (const Word *word, const char *language)
{
  if (language != NULL && (g_str_has_prefix (language, "zh_TW") || g_str_has_prefix (language, "zh_HK")))
    return word->traditional;
  if (language != NULL && g_str_has_prefix (language, "zh"))
    return word->simplified;
  return word->english;
}

const char *
crm_survey_get_phrase (CrmSurveyPhrase phrase, const char *language)
{
  g_return_val_if_fail (phrase < CRM_N_SURVEY_PHRASES, "");

  return choose (&words[phrase], language);
}

const char *
crm_survey_get_part_phrase (CrmAnswerPart part, const char *language)
{
  g_return_val_if_fail (part < CRM_N_ANSWER_PARTS, NULL);

  return part != CRM_ANSWER_PART_NONE ? choose (&words[(guint)CRM_SURVEY_PHRASE_EXPECTATION + (guint)part - (guint)CRM_ANSWER_PART_EXPECTATION], language) : NULL;
}

const char *
crm_survey_get_end_phrase (CrmQuestionType type, gboolean high, const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i].type == type)
      return choose (high ? &ends[i].high : &ends[i].low, language);
  return NULL;
}

static const struct
{
  const char *code;
  const char *name;
} language_names[] = {
  { "en", "English" },
  { "zh_CN", "简体中文" },
  { "zh_TW", "繁體中文" },
};

const char *
crm_survey_get_language_name (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (language_names); i++)
    if (g_strcmp0 (language_names[i].code, code) == 0)
      return language_names[i].name;
  return code;
}
