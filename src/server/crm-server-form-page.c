/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web form as a page, in the words of whoever reads it. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-form-page.h"

#include "core/surveys/crm-survey-phrase.h"

#include <string.h>

static const char *const languages_offered[] = { "en", "zh_CN", "zh_TW", NULL };

/* In the order of the languages. Not translated as the program is: visitors read their own language, whatever the server's is. */
static const char *const words[CRM_SERVER_FORM_N_WORDS][3] = {
  [CRM_SERVER_FORM_WORD_NO_NAME] = { "Please tell us your name.", "请填写您的姓名。", "請填寫您的姓名。" },
  [CRM_SERVER_FORM_WORD_NO_MESSAGE] = { "Please tell us what it is about.", "请填写您的留言。", "請填寫您的留言。" },
  [CRM_SERVER_FORM_WORD_NO_WAY] = { "Please give a phone number or an email address, so that we can answer.", "请填写电话或电子邮箱，以便我们答复。", "請填寫電話或電子郵件，以便我們回覆。" },
  [CRM_SERVER_FORM_WORD_NO_EMAIL] = { "This is not an email address.", "电子邮箱格式不正确。", "電子郵件格式不正確。" },
  [CRM_SERVER_FORM_WORD_NO_PHONE] = { "This is not a phone number.", "电话号码格式不正确。", "電話號碼格式不正確。" },
  [CRM_SERVER_FORM_WORD_LONG] = { "This is too long.", "内容过长。", "內容過長。" },
  [CRM_SERVER_FORM_WORD_LATE] = { "Please look over what you have written, and send it once more.", "请检查您填写的内容，然后再发送一次。", "請檢查您填寫的內容，然後再傳送一次。" },
  [CRM_SERVER_FORM_WORD_CHECK] = { "Something is missing or does not fit yet:", "还有需要补充或更正之处：", "還有需要補充或更正之處：" },
  [CRM_SERVER_FORM_WORD_SEND] = { "Send", "发送", "傳送" },
  [CRM_SERVER_FORM_WORD_THANKS] = { "Thank you!", "谢谢！", "謝謝！" },
  [CRM_SERVER_FORM_WORD_THANKS_MORE] = { "Your message has arrived. We will be in touch soon.", "您的留言已收到，我们会尽快与您联系。", "您的留言已收到，我們會盡快與您聯絡。" },
  [CRM_SERVER_FORM_WORD_WAYS] = { "A phone number or an email address is enough.", "电话和电子邮箱填写其一即可。", "電話和電子郵件填寫其一即可。" },
  [CRM_SERVER_FORM_WORD_TRAP] = { "Leave this empty", "请勿填写此项", "請勿填寫此項" },
};

static const struct
{
  const char *name;
  const char *type;
  const char *completes;
  gboolean required;
  const char *labels[3];
} fields[CRM_SERVER_FORM_N_FIELDS] = {
  [CRM_SERVER_FORM_NAME] = { "name", "text", "name", TRUE, { "Name", "姓名", "姓名" } },
  [CRM_SERVER_FORM_COMPANY] = { "company", "text", "organization", FALSE, { "Company", "公司", "公司" } },
  [CRM_SERVER_FORM_PHONE] = { "phone", "tel", "tel", FALSE, { "Phone", "电话", "電話" } },
  [CRM_SERVER_FORM_EMAIL] = { "email", "email", "email", FALSE, { "Email", "电子邮箱", "電子郵件" } },
  [CRM_SERVER_FORM_MESSAGE] = { "message", NULL, NULL, TRUE, { "What can we do for you?", "有什么可以帮您？", "有什麼可以幫您？" } },
  [CRM_SERVER_FORM_CONSENT] = { "consent", NULL, NULL, FALSE, { "You may also contact me later on", "今后也可以与我联系", "今後也可以與我聯絡" } },
};

const char *
crm_server_form_get_name (CrmServerFormField field)
{
  return fields[field].name;
}

const char *
crm_server_form_choose_language (const char *languages, const char *chosen)
{
  for (guint i = 0; chosen != NULL && languages_offered[i] != NULL; i++)
    if (strcmp (languages_offered[i], chosen) == 0)
      return languages_offered[i];
  return languages_offered[crm_server_page_choose_language (languages, languages_offered)];
}

static guint
get_place (const CrmServerFormPage *self)
{
  guint place = 0;

  for (guint i = 0; languages_offered[i] != NULL; i++)
    if (strcmp (languages_offered[i], self->language) == 0)
      place = i;
  return place;
}

static const char *
say (const CrmServerFormPage *self, CrmServerFormWord word)
{
  return words[word][get_place (self)];
}

static gboolean
has_problems (const CrmServerFormPage *self)
{
  for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
    if (self->problems[i] != CRM_SERVER_FORM_WORD_NONE)
      return TRUE;
  return FALSE;
}

static void
append_summary (const CrmServerFormPage *self, GString *html)
{
  if (has_problems (self))
    {
      crm_server_page_append_format (html, "<div class=\"summary\" role=\"alert\"><p>%s</p><ul>\n", say (self, CRM_SERVER_FORM_WORD_CHECK));
      for (guint i = 0; i < CRM_SERVER_FORM_N_FIELDS; i++)
        if (self->problems[i] != CRM_SERVER_FORM_WORD_NONE)
          crm_server_page_append_format (html, "<li><a href=\"#%s\">%s</a></li>\n", fields[i].name, fields[i].labels[get_place (self)]);
      g_string_append (html, "</ul></div>\n");
    }
  else if (self->late)
    crm_server_page_append_format (html, "<div class=\"summary\" role=\"alert\"><p>%s</p></div>\n", say (self, CRM_SERVER_FORM_WORD_LATE));
}

static void
append_control (const CrmServerFormPage *self, GString *html, guint i)
{
  const char *value = self->values[i] != NULL ? self->values[i] : "";

  if (fields[i].type != NULL)
    crm_server_page_append_format (html, "<input class=\"text\" id=\"%s\" name=\"%s\" type=\"%s\" autocomplete=\"%s\" maxlength=\"254\" value=\"%s\"", fields[i].name, fields[i].name, fields[i].type, fields[i].completes, value);
  else
    crm_server_page_append_format (html, "<textarea id=\"%s\" name=\"%s\" rows=\"5\" maxlength=\"10000\"", fields[i].name, fields[i].name);
  if (fields[i].required)
    g_string_append (html, " required");
  if (self->problems[i] != CRM_SERVER_FORM_WORD_NONE)
    crm_server_page_append_format (html, " aria-invalid=\"true\" aria-describedby=\"%s-problem\"", fields[i].name);
}

static void
append_field (const CrmServerFormPage *self, GString *html, guint i, gboolean focus)
{
  crm_server_page_append_format (html, "<label class=\"block\" for=\"%s\">%s", fields[i].name, fields[i].labels[get_place (self)]);
  g_string_append (html, fields[i].required ? "\302\240*</label>\n" : "</label>\n");
  append_control (self, html, i);
  if (focus)
    g_string_append (html, " autofocus");
  if (fields[i].type != NULL)
    g_string_append (html, ">\n");
  else
    crm_server_page_append_format (html, ">\n%s</textarea>\n", self->values[i]);
  if (self->problems[i] != CRM_SERVER_FORM_WORD_NONE)
    crm_server_page_append_format (html, "<p class=\"problem\" id=\"%s-problem\">%s</p>\n", fields[i].name, say (self, self->problems[i]));
}

static void
append_fields (const CrmServerFormPage *self, GString *html)
{
  gboolean focus = TRUE;

  g_string_append (html, "<fieldset class=\"form\">\n");
  for (guint i = 0; i < CRM_SERVER_FORM_CONSENT; i++)
    {
      gboolean here = focus && self->problems[i] != CRM_SERVER_FORM_WORD_NONE;

      append_field (self, html, i, here);
      focus &= !here;
      if (i == CRM_SERVER_FORM_EMAIL)
        crm_server_page_append_format (html, "<div class=\"hint\">%s</div>\n", say (self, CRM_SERVER_FORM_WORD_WAYS));
    }
  crm_server_page_append_format (html, "<label class=\"check\"><input type=\"checkbox\" name=\"%s\" value=\"1\"", fields[CRM_SERVER_FORM_CONSENT].name);
  crm_server_page_append_format (html, self->values[CRM_SERVER_FORM_CONSENT] != NULL ? " checked><span>%s</span></label>\n" : "><span>%s</span></label>\n", fields[CRM_SERVER_FORM_CONSENT].labels[get_place (self)]);
  g_string_append (html, "</fieldset>\n");
}

static void
append_form (const CrmServerFormPage *self, GString *html)
{
  const char *other = get_place (self) == 0 ? "zh_CN" : "en";
  g_autofree char *tag = g_strdelimit (g_strdup (other), "_", '-');

  crm_server_page_append_format (html, "<header><h1>%s</h1><a class=\"switch\" href=\"?l=%s\" lang=\"%s\" hreflang=\"%s\">%s</a></header>\n", self->title, other, tag, tag, crm_survey_get_language_name (other));
  append_summary (self, html);
  crm_server_page_append_format (html, "<form id=\"form\" method=\"post\" action=\"?l=%s\" novalidate>\n<button type=\"submit\" disabled hidden></button>\n", self->language);
  append_fields (self, html);
  crm_server_page_append_format (html, "<div class=\"skip\" aria-hidden=\"true\"><label>%s <input name=\"" CRM_SERVER_FORM_TRAP "\" tabindex=\"-1\" autocomplete=\"off\"></label></div>\n", say (self, CRM_SERVER_FORM_WORD_TRAP));
  crm_server_page_append_format (html, "<input type=\"hidden\" name=\"" CRM_SERVER_FORM_STAMP "\" value=\"%s\">\n", self->stamp);
  crm_server_page_append_format (html, "<div class=\"bar\"><button type=\"submit\" class=\"main\">%s</button></div>\n</form>\n", say (self, CRM_SERVER_FORM_WORD_SEND));
}

void
crm_server_form_page_write (const CrmServerFormPage *self, CrmServerPageResponse *response)
{
  GString *html = crm_server_page_begin (self->language, self->title);
  gboolean wrong = has_problems (self) || self->late;

  if (self->sent)
    crm_server_page_append_format (html, "<section class=\"note done\"><h1>%s</h1>\n<p>%s</p></section>\n", say (self, CRM_SERVER_FORM_WORD_THANKS), say (self, CRM_SERVER_FORM_WORD_THANKS_MORE));
  else
    append_form (self, html);
  crm_server_page_finish (html, wrong ? 422 : 200, response);
}
