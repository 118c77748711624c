/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey as one page that is mailed out. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-html.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-condition.h"
#include "core/surveys/crm-survey-phrase.h"
#include "crm-surveys-resources.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PAGE  "/org/clientele/core/surveys/crm-survey-page.html"
#define STYLE "/org/clientele/core/surveys/crm-survey-page.css"

static const char *const forms[] = {
  [CRM_ANSWER_FORM_OPTION] = "option",
  [CRM_ANSWER_FORM_OPTIONS] = "options",
  [CRM_ANSWER_FORM_ORDER] = "order",
  [CRM_ANSWER_FORM_POINTS] = "points",
  [CRM_ANSWER_FORM_NUMBER] = "number",
  [CRM_ANSWER_FORM_DATE] = "date",
  [CRM_ANSWER_FORM_TEXT] = "text",
};

static const struct
{
  const char *name;
  CrmSurveyPhrase phrase;
} phrases[] = {
  { "finish", CRM_SURVEY_PHRASE_FINISH },
  { "back", CRM_SURVEY_PHRASE_BACK },
  { "other", CRM_SURVEY_PHRASE_OTHER },
  { "required", CRM_SURVEY_PHRASE_REQUIRED },
  { "invalid", CRM_SURVEY_PHRASE_INVALID },
  { "nothing", CRM_SURVEY_PHRASE_NOTHING },
  { "several", CRM_SURVEY_PHRASE_SEVERAL },
  { "rank", CRM_SURVEY_PHRASE_RANK },
  { "thanks", CRM_SURVEY_PHRASE_THANKS },
  { "save", CRM_SURVEY_PHRASE_SAVE },
  { "copy", CRM_SURVEY_PHRASE_COPY },
  { "copied", CRM_SURVEY_PHRASE_COPIED },
  { "return", CRM_SURVEY_PHRASE_RETURN },
  { "anonymous", CRM_SURVEY_PHRASE_ANONYMOUS },
};

/* ── small pieces ─────────────────────────────────────────────────────────────────────────── */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* A text in both languages. */
static void
add_texts (JsonBuilder *builder, const char *name, const char *first, const char *second)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, first != NULL ? first : "");
  json_builder_add_string_value (builder, second != NULL ? second : "");
  json_builder_end_array (builder);
}

static void
add_field (JsonBuilder *builder, const char *name, const CrmRecord *record, guint field)
{
  add_texts (builder, name, crm_record_get_text (record, field), crm_record_get_text (record, field + 1));
}

/* As it was understood: the page looks it up and cannot read it differently. What cannot be understood hides nothing. */
static void
add_condition (JsonBuilder *builder, const char *name, const char *text)
{
  g_autoptr (CrmSurveyCondition) condition = text != NULL ? crm_survey_condition_parse (text, NULL) : NULL;

  json_builder_set_member_name (builder, name);
  if (condition != NULL)
    crm_survey_condition_write (condition, builder);
  else
    json_builder_add_null_value (builder);
}

static const char *
get_language (const CrmSurveyForm *form, gboolean second)
{
  return crm_record_get_text (form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
}

/* ── questions ────────────────────────────────────────────────────────────────────────────── */

static void
add_options (JsonBuilder *builder, const char *name, GPtrArray *options)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < options->len; i++)
    {
      const CrmRecord *option = options->pdata[i];
      g_autofree char *value = crm_record_has (option, CRM_QUESTION_OPTION_VALUE) ? crm_decimal_format (crm_record_get_integer (option, CRM_QUESTION_OPTION_VALUE, 0)) : NULL;

      json_builder_begin_object (builder);
      add_text (builder, "code", crm_record_get_text (option, CRM_QUESTION_OPTION_CODE));
      add_field (builder, "text", option, CRM_QUESTION_OPTION_TEXT);
      add_boolean (builder, "exclusive", crm_record_get_integer (option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0);
      if (value != NULL)
        add_text (builder, "value", value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_parts (JsonBuilder *builder, const CrmSurveyForm *form, const CrmSurveyQuestion *question)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);

  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "name", crm_answer_part_get_name (parts[i]));
      add_texts (builder, "text", crm_survey_get_part_phrase (parts[i], get_language (form, FALSE)), crm_survey_get_part_phrase (parts[i], get_language (form, TRUE)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_end (JsonBuilder *builder, const char *name, const CrmSurveyForm *form, const CrmSurveyQuestion *question, gboolean high)
{
  add_texts (builder, name, crm_survey_form_get_end (form, question, high, FALSE), crm_survey_form_get_end (form, question, high, TRUE));
}

static void
add_bound (JsonBuilder *builder, const char *name, const CrmSurveyQuestion *question, guint field, gint64 value)
{
  json_builder_set_member_name (builder, name);
  if (question->bounded || crm_record_has (question->record, field))
    json_builder_add_double_value (builder, (double)value / CRM_DECIMAL_ONE);
  else
    json_builder_add_null_value (builder);
}

static void
add_question (JsonBuilder *builder, const CrmSurveyForm *form, const CrmSurveyQuestion *question)
{
  json_builder_begin_object (builder);
  add_text (builder, "code", question->code);
  add_text (builder, "type", crm_question_type_get_name (question->type));
  add_text (builder, "form", forms[crm_question_type_get_form (question->type)]);
  add_field (builder, "text", question->record, CRM_QUESTION_TEXT);
  add_field (builder, "hint", question->record, CRM_QUESTION_HINT);
  add_boolean (builder, "required", crm_record_get_integer (question->record, CRM_QUESTION_REQUIRED, 0) != 0);
  add_boolean (builder, "other", crm_record_get_integer (question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0);
  add_bound (builder, "min", question, CRM_QUESTION_MINIMUM, question->minimum);
  add_bound (builder, "max", question, CRM_QUESTION_MAXIMUM, question->maximum);
  add_end (builder, "low", form, question, FALSE);
  add_end (builder, "high", form, question, TRUE);
  add_condition (builder, "showIf", crm_record_get_text (question->record, CRM_QUESTION_SHOW_IF));
  add_parts (builder, form, question);
  add_options (builder, "options", question->options);
  add_options (builder, "rows", question->rows);
  json_builder_end_object (builder);
}

static void
add_pages (JsonBuilder *builder, const CrmSurveyForm *form)
{
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < form->pages->len; i++)
    {
      const CrmSurveyPage *page = form->pages->pdata[i];

      json_builder_begin_object (builder);
      add_field (builder, "title", page->record, CRM_SURVEY_PAGE_TITLE);
      add_field (builder, "intro", page->record, CRM_SURVEY_PAGE_INTRO);
      add_condition (builder, "showIf", crm_record_get_text (page->record, CRM_SURVEY_PAGE_SHOW_IF));
      json_builder_set_member_name (builder, "questions");
      json_builder_begin_array (builder);
      for (guint j = page->first; j < page->first + page->n_questions; j++)
        add_question (builder, form, form->questions->pdata[j]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* ── all of it ────────────────────────────────────────────────────────────────────────────── */

static void
add_language (JsonBuilder *builder, const CrmSurveyForm *form, gboolean second)
{
  const char *language = get_language (form, second) != NULL ? get_language (form, second) : "en";

  json_builder_begin_object (builder);
  add_text (builder, "code", language);
  add_text (builder, "name", crm_survey_get_language_name (language));
  add_text (builder, "title", crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, second));
  add_text (builder, "thanks", crm_survey_get_text (form->survey, CRM_SURVEY_THANKS, second));
  json_builder_set_member_name (builder, "phrases");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    add_text (builder, phrases[i].name, crm_survey_get_phrase (phrases[i].phrase, language));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static char *
write_json (const CrmSurveyForm *form, const char *token)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char id[CRM_ID_STRING_LENGTH + 1];

  json_builder_begin_object (builder);
  add_text (builder, "survey", crm_id_format (&form->survey->id, id));
  add_text (builder, "version", crm_id_format (&form->version->id, id));
  add_text (builder, "token", crm_survey_form_is_anonymous (form) ? NULL : token);
  add_boolean (builder, "anonymous", crm_survey_form_is_anonymous (form));
  json_builder_set_member_name (builder, "languages");
  json_builder_begin_array (builder);
  add_language (builder, form, FALSE);
  if (crm_survey_form_has_second (form))
    add_language (builder, form, TRUE);
  json_builder_end_array (builder);
  add_pages (builder, form);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Nothing that is written in a survey can end the script it stands in. */
static void
append_script (GString *html, const char *json)
{
  for (const char *c = json; *c != '\0'; c++)
    if (*c == '<' || *c == '>' || *c == '&')
      g_string_append_printf (html, "\\u%04x", *c);
    else
      g_string_append_c (html, *c);
}

/* Appends what stands before @place. Returns: what stands after it. */
static const char *
append_until (GString *html, const char *text, const char *place)
{
  const char *at = strstr (text, place);

  g_string_append_len (html, text, at - text);
  return at + strlen (place);
}

const char *
crm_survey_html_get_style (void)
{
  static char *style;

  if (g_once_init_enter_pointer (&style))
    {
      g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_surveys_get_resource (), STYLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_once_init_leave_pointer (&style, g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
    }
  return style;
}

char *
crm_survey_html_write (const CrmSurveyForm *form, const char *token)
{
  g_autoptr (GBytes) page = g_resource_lookup_data (crm_surveys_get_resource (), PAGE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) html = NULL;
  const char *rest;

  g_return_val_if_fail (form != NULL && page != NULL, NULL);

  text = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  json = write_json (form, token);
  html = g_string_new (NULL);
  rest = append_until (html, text, "@STYLE@");
  g_string_append (html, crm_survey_html_get_style ());
  rest = append_until (html, rest, "@SURVEY@");
  append_script (html, json);
  g_string_append (html, rest);
  return g_string_free_and_steal (g_steal_pointer (&html));
}
