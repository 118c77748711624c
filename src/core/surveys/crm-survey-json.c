/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey as JSON: read with suspicion, written in the order of the schema. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-json.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-kano-words.h"
#include "core/surveys/crm-survey-condition.h"
#include "core/surveys/crm-survey-copy.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FORMAT_VERSION 1
#define MEMBER         "clientele-survey"

#define PAGES_MAX     200
#define QUESTIONS_MAX 1000
#define OPTIONS_MAX   500
#define TEXT_MAX      20000

/* The fields that are written and read, by kind; texts in two languages by the first of the two. */
static const CrmSurveyField survey_fields[] = {
  CRM_SURVEY_TITLE,
  CRM_SURVEY_PURPOSE,
  CRM_SURVEY_ANONYMOUS,
  CRM_SURVEY_THRESHOLD,
  CRM_SURVEY_OCCASION,
  CRM_SURVEY_OCCASION_KIND,
  CRM_SURVEY_SAMPLE_PERCENT,
  CRM_SURVEY_REST_DAYS,
  CRM_SURVEY_THANKS,
  CRM_SURVEY_NOTE,
};
static const CrmSurveyPageField page_fields[] = { CRM_SURVEY_PAGE_TITLE, CRM_SURVEY_PAGE_INTRO, CRM_SURVEY_PAGE_SHOW_IF };
static const CrmQuestionField question_fields[] = {
  CRM_QUESTION_CODE,
  CRM_QUESTION_TYPE,
  CRM_QUESTION_TEXT,
  CRM_QUESTION_HINT,
  CRM_QUESTION_REQUIRED,
  CRM_QUESTION_MINIMUM,
  CRM_QUESTION_MAXIMUM,
  CRM_QUESTION_LOW_LABEL,
  CRM_QUESTION_HIGH_LABEL,
  CRM_QUESTION_SHOW_IF,
  CRM_QUESTION_DIMENSION,
  CRM_QUESTION_OTHER_ALLOWED,
};
static const CrmQuestionOptionField option_fields[] = { CRM_QUESTION_OPTION_CODE, CRM_QUESTION_OPTION_TEXT, CRM_QUESTION_OPTION_VALUE, CRM_QUESTION_OPTION_EXCLUSIVE };

/* Whether the field after it is the same in the second language. */
static gboolean
has_second (const CrmKind *kind, guint field)
{
  return field + 1 < kind->n_fields && g_str_has_suffix (kind->fields[field + 1].name, "_second");
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  JsonBuilder *builder;
  const char *language;
  const char *second;
} Writer;

static void
write_texts (Writer *self, const CrmRecord *record, guint field)
{
  const char *first = crm_record_get_text (record, field), *second = crm_record_get_text (record, field + 1);

  json_builder_begin_object (self->builder);
  if (first != NULL)
    {
      json_builder_set_member_name (self->builder, self->language);
      json_builder_add_string_value (self->builder, first);
    }
  if (second != NULL && self->second != NULL)
    {
      json_builder_set_member_name (self->builder, self->second);
      json_builder_add_string_value (self->builder, second);
    }
  json_builder_end_object (self->builder);
}

static void
write_decimal (Writer *self, gint64 value)
{
  if (value % CRM_DECIMAL_ONE == 0)
    json_builder_add_int_value (self->builder, value / CRM_DECIMAL_ONE);
  else
    json_builder_add_double_value (self->builder, (double)value / (double)CRM_DECIMAL_ONE);
}

static void
write_field (Writer *self, const CrmRecord *record, guint field)
{
  const CrmField *description = &record->kind->fields[field];
  gboolean two = has_second (record->kind, field);

  if (!crm_record_has (record, field) && !(two && crm_record_has (record, field + 1)))
    return;
  json_builder_set_member_name (self->builder, description->name);
  if (two)
    write_texts (self, record, field);
  else if (description->type == CRM_TYPE_DECIMAL)
    write_decimal (self, crm_record_get_integer (record, field, 0));
  else if (description->type == CRM_TYPE_BOOLEAN)
    json_builder_add_boolean_value (self->builder, crm_record_get_integer (record, field, 0) != 0);
  else if (description->type == CRM_TYPE_INTEGER)
    json_builder_add_int_value (self->builder, crm_record_get_integer (record, field, 0));
  else
    json_builder_add_string_value (self->builder, crm_record_get_text (record, field));
}

static void
write_options (Writer *self, const char *member, GPtrArray *options)
{
  if (options->len == 0)
    return;
  json_builder_set_member_name (self->builder, member);
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < options->len; i++)
    {
      json_builder_begin_object (self->builder);
      for (guint j = 0; j < G_N_ELEMENTS (option_fields); j++)
        write_field (self, options->pdata[i], option_fields[j]);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
write_page (Writer *self, const CrmSurveyForm *form, const CrmSurveyPage *page)
{
  json_builder_begin_object (self->builder);
  for (guint i = 0; i < G_N_ELEMENTS (page_fields); i++)
    write_field (self, page->record, page_fields[i]);
  json_builder_set_member_name (self->builder, "questions");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < page->n_questions; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[page->first + i];

      json_builder_begin_object (self->builder);
      for (guint j = 0; j < G_N_ELEMENTS (question_fields); j++)
        write_field (self, question->record, question_fields[j]);
      write_options (self, "options", question->options);
      write_options (self, "rows", question->rows);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

char *
crm_survey_json_write (const CrmSurveyForm *form)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  Writer self = { builder, crm_record_get_text (form->survey, CRM_SURVEY_LANGUAGE), crm_record_get_text (form->survey, CRM_SURVEY_SECOND_LANGUAGE) };

  if (self.language == NULL)
    self.language = "en";
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, MEMBER);
  json_builder_add_int_value (builder, FORMAT_VERSION);
  json_builder_set_member_name (builder, "languages");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, self.language);
  if (self.second != NULL)
    json_builder_add_string_value (builder, self.second);
  json_builder_end_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (survey_fields); i++)
    write_field (&self, form->survey, survey_fields[i]);
  json_builder_set_member_name (builder, "pages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < form->pages->len; i++)
    write_page (&self, form, form->pages->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmEdit *edit;
  const char *language;
  const char *second; /* (nullable) */
  CrmId space;
  gboolean is_hashed;
  guint serial;
  GHashTable *codes; /* of questions so far */
  GString *place;    /* "pages[2].questions[1]" */
  guint n_questions;
} Reader;

static gboolean
refuse (Reader *self, const char *member, const char *what, GError **error)
{
  g_autofree char *place = g_strconcat (self->place->str, self->place->len > 0 && member != NULL ? "." : "", member, NULL);

  /* Translators: the second is a place in a file, such as pages[2].questions[1].text. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("%s The place is “%s”."), what, place);
  return FALSE;
}

/* Goes into a member of an array; returns the length to go back to. */
static gsize
enter (Reader *self, const char *member, guint i)
{
  gsize length = self->place->len;

  g_string_append_printf (self->place, "%s%s[%u]", length > 0 ? "." : "", member, i + 1);
  return length;
}

static CrmChange *
create (Reader *self, const CrmKind *kind)
{
  g_autofree char *name = g_strdup_printf ("%s %u", kind->name, self->serial++);
  CrmId id = self->is_hashed ? crm_id_from_name (&self->space, name) : crm_id_new (g_get_real_time ());

  return crm_edit_create (self->edit, kind, &id);
}

static gboolean
take_string (Reader *self, JsonNode *node, const char *member, CrmChange *change, guint field, GError **error)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  const CrmField *description = &change->kind->fields[field];

  if (text == NULL)
    return refuse (self, member, _ ("A text is expected."), error);
  if (strlen (text) > TEXT_MAX)
    return refuse (self, member, _ ("The text is too long."), error);
  if (description->type == CRM_TYPE_CHOICE && *text != '\0')
    {
      gboolean known = FALSE;

      for (const CrmChoice *choice = description->choices; choice->name != NULL; choice++)
        known = known || strcmp (choice->name, text) == 0;
      if (!known)
        return refuse (self, member, _ ("This version of Clientele does not know the word."), error);
    }
  crm_change_set_text (change, field, text);
  return TRUE;
}

static gboolean
take_texts (Reader *self, JsonNode *node, const char *member, CrmChange *change, guint field, GError **error)
{
  gboolean two = self->second != NULL && has_second (change->kind, field);
  JsonObject *texts;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return take_string (self, node, member, change, field, error);
  texts = json_node_get_object (node);
  if (json_object_has_member (texts, self->language) && !take_string (self, json_object_get_member (texts, self->language), member, change, field, error))
    return FALSE;
  return !two || !json_object_has_member (texts, self->second) || take_string (self, json_object_get_member (texts, self->second), member, change, field + 1, error);
}

static gboolean
take_number (Reader *self, JsonNode *node, const char *member, CrmChange *change, guint field, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double scale = change->kind->fields[field].type == CRM_TYPE_DECIMAL ? (double)CRM_DECIMAL_ONE : 1, number;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse (self, member, _ ("A number is expected."), error);
  number = json_node_get_double (node);
  if (!isfinite (number) || fabs (number) > 1e9)
    return refuse (self, member, _ ("The number is too large."), error);
  crm_change_set_integer (change, field, llround (number * scale));
  return TRUE;
}

static gboolean
take_field (Reader *self, JsonObject *object, CrmChange *change, guint field, GError **error)
{
  const CrmField *description = &change->kind->fields[field];
  JsonNode *node = json_object_get_member (object, description->name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (description->type == CRM_TYPE_DECIMAL || description->type == CRM_TYPE_INTEGER)
    return take_number (self, node, description->name, change, field, error);
  if (description->type != CRM_TYPE_BOOLEAN)
    return take_texts (self, node, description->name, change, field, error);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (self, description->name, _ ("true or false is expected."), error);
  crm_change_set_integer (change, field, json_node_get_boolean (node));
  return TRUE;
}

static gboolean
take_condition (Reader *self, CrmChange *change, guint field, GError **error)
{
  const CrmValue *text = crm_change_get (change, field);
  g_autoptr (CrmSurveyCondition) condition = NULL;
  g_autoptr (GError) reason = NULL;

  if (text == NULL || text->type != CRM_VALUE_TEXT)
    return TRUE;
  condition = crm_survey_condition_parse (text->text, &reason);
  return condition != NULL || refuse (self, change->kind->fields[field].name, reason->message, error);
}

static gboolean
get_array (Reader *self, JsonObject *object, const char *member, guint most, JsonArray **array, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *array = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (self, member, _ ("A list is expected."), error);
  *array = json_node_get_array (node);
  return json_array_get_length (*array) <= most || refuse (self, member, _ ("The list is too long."), error);
}

static JsonObject *
get_object (Reader *self, JsonArray *array, guint i, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (self, NULL, _ ("An object is expected."), error);
  return NULL;
}

static void
set_next_position (CrmChange *change, guint field, char **last)
{
  g_autofree char *position = crm_position_between (*last, NULL);

  crm_change_set_text (change, field, position);
  g_free (*last);
  *last = g_steal_pointer (&position);
}

static gboolean
read_option (Reader *self, JsonObject *object, CrmChange *change, guint i, const char *axis, GError **error)
{
  for (guint j = 0; j < G_N_ELEMENTS (option_fields); j++)
    if (!take_field (self, object, change, option_fields[j], error))
      return FALSE;
  crm_change_set_text (change, CRM_QUESTION_OPTION_AXIS, axis);
  if (crm_change_get (change, CRM_QUESTION_OPTION_CODE) == NULL)
    {
      g_autofree char *code = g_strdup_printf (*axis == 'r' ? "r%u" : "%u", i + 1);

      crm_change_set_text (change, CRM_QUESTION_OPTION_CODE, code);
    }
  return TRUE;
}

static gboolean
read_options (Reader *self, JsonObject *question, const char *member, const char *axis, const CrmId *id, guint *n, GError **error)
{
  g_autofree char *position = NULL;
  JsonArray *array;

  *n = 0;
  if (!get_array (self, question, member, OPTIONS_MAX, &array, error))
    return FALSE;
  for (; array != NULL && *n < json_array_get_length (array); (*n)++)
    {
      gsize length = enter (self, member, *n);
      JsonObject *object = get_object (self, array, *n, error);
      CrmChange *change = object != NULL ? create (self, &crm_kind_question_option) : NULL;

      if (change == NULL || !read_option (self, object, change, *n, axis, error))
        return FALSE;
      crm_change_set_id (change, CRM_QUESTION_OPTION_QUESTION, id);
      set_next_position (change, CRM_QUESTION_OPTION_POSITION, &position);
      g_string_truncate (self->place, length);
    }
  return TRUE;
}

/* A Kano pair without answers of its own has the usual five. */
static void
add_kano_answers (Reader *self, const CrmId *question)
{
  g_autofree char *position = NULL;

  for (guint i = 0; i < CRM_KANO_N_ANSWERS; i++)
    {
      CrmChange *change = create (self, &crm_kind_question_option);
      g_autofree char *code = g_strdup_printf ("%u", i + 1);

      crm_change_set_id (change, CRM_QUESTION_OPTION_QUESTION, question);
      crm_change_set_text (change, CRM_QUESTION_OPTION_AXIS, "option");
      crm_change_set_text (change, CRM_QUESTION_OPTION_CODE, code);
      crm_change_set_text (change, CRM_QUESTION_OPTION_TEXT, crm_kano_get_answer (i, self->language));
      if (self->second != NULL)
        crm_change_set_text (change, CRM_QUESTION_OPTION_TEXT_SECOND, crm_kano_get_answer (i, self->second));
      crm_change_set_integer (change, CRM_QUESTION_OPTION_VALUE, (gint64)(i + 1) * CRM_DECIMAL_ONE);
      set_next_position (change, CRM_QUESTION_OPTION_POSITION, &position);
    }
}

static gboolean
check_code (Reader *self, CrmChange *change, GError **error)
{
  const CrmValue *code = crm_change_get (change, CRM_QUESTION_CODE);
  g_autofree char *own = NULL;

  if (code == NULL || code->type != CRM_VALUE_TEXT)
    {
      own = g_strdup_printf ("q%u", self->n_questions);
      crm_change_set_text (change, CRM_QUESTION_CODE, own);
      code = crm_change_get (change, CRM_QUESTION_CODE);
    }
  for (const char *at = code->text; *at != '\0'; at++)
    if (!(g_ascii_isalpha (*at) || (at > code->text && (g_ascii_isdigit (*at) || *at == '_'))))
      return refuse (self, "code", _ ("A code is a letter, then letters, digits and underscores."), error);
  return g_hash_table_add (self->codes, g_strdup (code->text)) || refuse (self, "code", _ ("Two questions have the same code."), error);
}

static gboolean
read_question (Reader *self, JsonObject *object, CrmChange *change, GError **error)
{
  const CrmValue *value;
  CrmQuestionType type;
  guint n_options, n_rows;

  if (++self->n_questions > QUESTIONS_MAX)
    return refuse (self, NULL, _ ("There are too many questions."), error);
  for (guint i = 0; i < G_N_ELEMENTS (question_fields); i++)
    if (!take_field (self, object, change, question_fields[i], error))
      return FALSE;
  value = crm_change_get (change, CRM_QUESTION_TYPE);
  if (value == NULL || value->type != CRM_VALUE_TEXT)
    return refuse (self, "type", _ ("A question without a type cannot be asked."), error);
  type = crm_question_type_find (value->text);
  if (!check_code (self, change, error) || !take_condition (self, change, CRM_QUESTION_SHOW_IF, error) || !read_options (self, object, "options", "option", &change->id, &n_options, error) || !read_options (self, object, "rows", "row", &change->id, &n_rows, error))
    return FALSE;
  if (n_options == 0 && type == CRM_QUESTION_TYPE_KANO)
    add_kano_answers (self, &change->id);
  return TRUE;
}

static gboolean
read_page (Reader *self, JsonObject *object, CrmChange *page, const CrmId *version, GError **error)
{
  g_autofree char *position = NULL;
  JsonArray *array;

  for (guint i = 0; i < G_N_ELEMENTS (page_fields); i++)
    if (!take_field (self, object, page, page_fields[i], error))
      return FALSE;
  if (!take_condition (self, page, CRM_SURVEY_PAGE_SHOW_IF, error) || !get_array (self, object, "questions", QUESTIONS_MAX, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gsize length = enter (self, "questions", i);
      JsonObject *question = get_object (self, array, i, error);
      CrmChange *change = question != NULL ? create (self, &crm_kind_question) : NULL;

      if (change == NULL || !read_question (self, question, change, error))
        return FALSE;
      crm_change_set_id (change, CRM_QUESTION_VERSION, version);
      crm_change_set_id (change, CRM_QUESTION_PAGE, &page->id);
      set_next_position (change, CRM_QUESTION_POSITION, &position);
      g_string_truncate (self->place, length);
    }
  return TRUE;
}

static gboolean
read_pages (Reader *self, JsonObject *root, const CrmId *version, GError **error)
{
  g_autofree char *position = NULL;
  JsonArray *array;

  if (!get_array (self, root, "pages", PAGES_MAX, &array, error))
    return FALSE;
  if (array == NULL)
    return refuse (self, "pages", _ ("The survey has no pages."), error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = enter (self, "pages", i);
      JsonObject *object = get_object (self, array, i, error);
      CrmChange *page = object != NULL ? create (self, &crm_kind_survey_page) : NULL;

      if (page == NULL || !read_page (self, object, page, version, error))
        return FALSE;
      crm_change_set_id (page, CRM_SURVEY_PAGE_VERSION, version);
      set_next_position (page, CRM_SURVEY_PAGE_POSITION, &position);
      g_string_truncate (self->place, length);
    }
  return TRUE;
}

static gboolean
read_survey (Reader *self, JsonObject *root, const char *title, CrmId *id, GError **error)
{
  CrmChange *survey = create (self, &crm_kind_survey), *version = create (self, &crm_kind_survey_version);

  for (guint i = 0; i < G_N_ELEMENTS (survey_fields); i++)
    if (!take_field (self, root, survey, survey_fields[i], error))
      return FALSE;
  if (title != NULL)
    crm_change_set_text (survey, CRM_SURVEY_TITLE, title);
  if (crm_change_get (survey, CRM_SURVEY_TITLE) == NULL || crm_change_get (survey, CRM_SURVEY_TITLE)->type != CRM_VALUE_TEXT)
    return refuse (self, "title", _ ("The survey has no title in this language."), error);
  crm_change_set_text (survey, CRM_SURVEY_STATUS, "draft");
  crm_change_set_text (survey, CRM_SURVEY_LANGUAGE, self->language);
  crm_change_set_text (survey, CRM_SURVEY_SECOND_LANGUAGE, self->second);
  crm_change_set_id (version, CRM_SURVEY_VERSION_SURVEY, &survey->id);
  *id = survey->id;
  return read_pages (self, root, &version->id, error);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, message);
  return FALSE;
}

/* Objects and lists stand at most four deep in a survey; what is deeper is not one, whatever a parser would make of it. */
static gboolean
is_shallow (const char *text, gsize length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    if (quoted)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          quoted = FALSE;
      }
    else if (text[i] == '"')
      quoted = TRUE;
    else if (text[i] == '{' || text[i] == '[')
      {
        if (++depth > 12)
          return FALSE;
      }
    else if (text[i] == '}' || text[i] == ']')
      depth--;
  return TRUE;
}

static JsonObject *
parse (JsonParser *parser, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  JsonNode *root, *version;

  if (length > CRM_SURVEY_JSON_MAX || !is_shallow (text, length))
    return fail (error, _ ("The file is too large for a survey.")), NULL;
  if (!g_utf8_validate_len (text, length, NULL))
    return fail (error, _ ("The file is not text in UTF-8, as a survey is.")), NULL;
  if (!json_parser_load_from_data (parser, text, (gssize)length, &reason))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The file is not a survey, or was cut: %s"), reason->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  version = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), MEMBER) : NULL;
  if (version == NULL || !JSON_NODE_HOLDS_VALUE (version) || json_node_get_value_type (version) != G_TYPE_INT64)
    return fail (error, _ ("The file is JSON, but not a survey of Clientele.")), NULL;
  if (json_node_get_int (version) > FORMAT_VERSION)
    return fail (error, _ ("The survey was written by a newer version of Clientele. Update Clientele to read it.")), NULL;
  return json_node_get_object (root);
}

static GStrv
list_languages (JsonObject *root)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (root, "languages");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), 20); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING && strlen (json_node_get_string (element)) < 20)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  return g_strv_builder_end (builder);
}

GStrv
crm_survey_json_list_languages (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, text, length, error);

  return root != NULL ? list_languages (root) : NULL;
}

gboolean
crm_survey_json_add (const char *text, gsize length, const CrmSurveyJsonChoice *choice, CrmEdit *edit, CrmId *survey, GError **error)
{
  static const CrmSurveyJsonChoice usual = { 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) place = g_string_new (NULL);
  g_auto (GStrv) languages = NULL;
  Reader self = { .edit = edit, .codes = codes, .place = place };
  JsonObject *root;
  CrmId id;

  g_return_val_if_fail (text != NULL && edit != NULL, FALSE);

  root = parse (parser, text, length, error);
  if (root == NULL)
    return FALSE;
  if (choice == NULL)
    choice = &usual;
  languages = list_languages (root);
  self.language = choice->language != NULL ? choice->language : languages[0] != NULL ? languages[0]
                                                                                     : "en";
  self.second = choice->second != NULL ? choice->second : languages[0] != NULL ? languages[1]
                                                                               : NULL;
  if (self.second != NULL && (*self.second == '\0' || strcmp (self.second, self.language) == 0))
    self.second = NULL;
  self.is_hashed = choice->space != NULL;
  if (self.is_hashed)
    self.space = *choice->space;
  if (!read_survey (&self, root, choice->title, &id, error))
    return FALSE;
  if (survey != NULL)
    *survey = id;
  return TRUE;
}
