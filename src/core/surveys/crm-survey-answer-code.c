/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as one line of text that survives a mail. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-answer-code.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PREFIX      "CLA1."
#define SUM_DIGITS  8
#define DEPTH_MAX   4
#define ENTRIES_MAX 5000

/* One answer by codes; all nullable but the first. */
typedef struct
{
  char *question;
  char *part;
  char *option;
  char *row;
  char *value;
  char *text;
  char *date;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->question);
  g_free (entry->part);
  g_free (entry->option);
  g_free (entry->row);
  g_free (entry->value);
  g_free (entry->text);
  g_free (entry->date);
  g_free (entry);
}

void
crm_survey_answer_code_free (CrmSurveyAnswerCode *self)
{
  g_free (self->id);
  g_free (self->token);
  g_free (self->language);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* ── the envelope ─────────────────────────────────────────────────────────────────────────── */

static guint32
get_sum (const char *text, gsize length)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= (guchar)text[i];
      for (int bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
  return ~sum;
}

static char *
wrap (const char *json)
{
  g_autofree char *base = g_base64_encode ((const guchar *)json, strlen (json));
  gsize length = strlen (base);

  g_strdelimit (g_strdelimit (base, "+", '-'), "/", '_');
  while (length > 0 && base[length - 1] == '=')
    base[--length] = '\0';
  return g_strdup_printf (PREFIX "%s.%08x", base, get_sum (base, length));
}

/* Without what mail programs put into long lines: ends of lines, marks of quoting, signs of a soft break. */
static char *
strip (const char *text, gsize length)
{
  char *plain = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]) && text[i] != '>' && text[i] != '=' && text[i] != '\0')
      plain[n++] = text[i];
  plain[n] = '\0';
  return plain;
}

static gboolean
fail (GError **error, CrmError code, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, (int)code, message);
  return FALSE;
}

static gboolean
check_sum (const char *base, gsize length, GError **error)
{
  const char *sum = base + length + 1;
  g_autofree char *expected = g_strdup_printf ("%08x", get_sum (base, length));

  if (base[length] != '.' || strlen (sum) < SUM_DIGITS)
    return fail (error, CRM_ERROR_DAMAGED, _ ("The answers are cut off: the end is missing. Ask for them once more, best as a file."));
  if (g_ascii_strncasecmp (sum, expected, SUM_DIGITS) != 0)
    return fail (error, CRM_ERROR_DAMAGED, _ ("The answers were changed on the way: a part is missing or is another. Ask for them once more, best as a file."));
  return TRUE;
}

static char *
decode (const char *base, gsize length)
{
  g_autofree char *padded = g_malloc0 (length + 4);
  gsize n;
  char *json;

  memcpy (padded, base, length);
  g_strdelimit (g_strdelimit (padded, "-", '+'), "_", '/');
  while (length % 4 != 0)
    padded[length++] = '=';
  json = (char *)g_base64_decode (padded, &n);
  json = g_realloc (json, n + 1);
  json[n] = '\0';
  if (g_utf8_validate (json, (gssize)n, NULL) && strlen (json) == n)
    return json;
  g_free (json);
  return NULL;
}

static char *
unwrap (const char *text, gsize length, GError **error)
{
  g_autofree char *plain = NULL;
  const char *base;
  char *json;
  gsize n = 0;

  if (length > CRM_SURVEY_ANSWER_CODE_MAX)
    {
      fail (error, CRM_ERROR_INVALID, _ ("This is too long to be answers to a survey."));
      return NULL;
    }
  plain = strip (text, length);
  base = strstr (plain, PREFIX);
  if (base == NULL)
    {
      fail (error, CRM_ERROR_INVALID, _ ("There are no answers in this: they begin with “CLA1.”."));
      return NULL;
    }
  base += strlen (PREFIX);
  while (g_ascii_isalnum (base[n]) || base[n] == '-' || base[n] == '_')
    n++;
  if (!check_sum (base, n, error))
    return NULL;
  json = decode (base, n);
  if (json == NULL)
    fail (error, CRM_ERROR_INVALID, _ ("The answers are in no form that is understood."));
  return json;
}

gboolean
crm_survey_answer_code_is_in (const char *text, gsize length)
{
  return length <= CRM_SURVEY_ANSWER_CODE_MAX && g_strstr_len (text, (gssize)length, PREFIX) != NULL;
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* Deep nesting would go through the parser by recursion. */
static gboolean
is_flat (const char *json)
{
  int depth = 0;
  gboolean quoted = FALSE;

  for (; *json != '\0'; json++)
    {
      if (quoted && *json == '\\' && json[1] != '\0')
        json++;
      else if (*json == '"')
        quoted = !quoted;
      else if (!quoted && (*json == '{' || *json == '['))
        depth++;
      else if (!quoted && (*json == '}' || *json == ']'))
        depth--;
      if (depth > DEPTH_MAX)
        return FALSE;
    }
  return TRUE;
}

/* (nullable): texts only; whatever else stands there is not ours. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
get_id (JsonObject *object, const char *name, CrmId *id)
{
  const char *text = get_text (object, name);

  return text != NULL && crm_id_parse (text, id);
}

static gint64
get_time (JsonObject *object)
{
  const char *text = get_text (object, "at");
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix_usec (time) : 0;
}

static void
add_entry (CrmSurveyAnswerCode *self, JsonObject *object)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->question = g_strdup (get_text (object, "q"));
  entry->part = g_strdup (get_text (object, "p"));
  entry->option = g_strdup (get_text (object, "o"));
  entry->row = g_strdup (get_text (object, "r"));
  entry->value = g_strdup (get_text (object, "v"));
  entry->text = g_strdup (get_text (object, "t"));
  entry->date = g_strdup (get_text (object, "d"));
  g_ptr_array_add (self->entries, entry);
}

static gboolean
read_entries (CrmSurveyAnswerCode *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "a");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > ENTRIES_MAX)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (entry) || get_text (json_node_get_object (entry), "q") == NULL)
        return FALSE;
      add_entry (self, json_node_get_object (entry));
    }
  return TRUE;
}

static gboolean
read_all (CrmSurveyAnswerCode *self, JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL || !get_id (object, "s", &self->survey) || !get_id (object, "n", &self->version))
    return FALSE;
  self->id = g_strdup (get_text (object, "i"));
  self->token = g_strdup (get_text (object, "k"));
  self->language = g_strdup (get_text (object, "l"));
  self->answered_at = get_time (object);
  return read_entries (self, object);
}

CrmSurveyAnswerCode *
crm_survey_answer_code_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (CrmSurveyAnswerCode) self = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  json = unwrap (text, length, error);
  if (json == NULL)
    return NULL;
  self = g_new0 (CrmSurveyAnswerCode, 1);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (is_flat (json) && json_parser_load_from_data (parser, json, -1, NULL) && read_all (self, json_parser_get_root (parser)))
    return g_steal_pointer (&self);
  fail (error, CRM_ERROR_INVALID, _ ("The answers are in no form that is understood."));
  return NULL;
}

/* ── filling in ───────────────────────────────────────────────────────────────────────────── */

/* Takes @message. */
static gboolean
refuse (GError **error, char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
  g_free (message);
  return FALSE;
}

static CrmRecord *
find_code (GPtrArray *options, const char *code)
{
  for (guint i = 0; code != NULL && i < options->len; i++)
    if (g_strcmp0 (crm_record_get_text (options->pdata[i], CRM_QUESTION_OPTION_CODE), code) == 0)
      return options->pdata[i];
  return NULL;
}

static gboolean
has_part (const CrmSurveyQuestion *question, CrmAnswerPart part)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);

  if (part == CRM_ANSWER_PART_NONE)
    return parts[0] == CRM_ANSWER_PART_NONE;
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    if (parts[i] == part)
      return TRUE;
  return FALSE;
}

static gboolean
fill_option (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, const Entry *entry, CrmAnswerPart part, GError **error)
{
  CrmRecord *option = find_code (question->options, entry->option), *row = find_code (question->rows, entry->row);

  if (option == NULL)
    return refuse (error, g_strdup_printf (_ ("The answer “%s” to question “%s” is none of its options."), entry->option, entry->question));
  if (crm_question_type_has_rows (question->type) != (entry->row != NULL) || (entry->row != NULL && row == NULL))
    return refuse (error, g_strdup_printf (_ ("The answer to question “%s” is for the row “%s”, which it does not have."), entry->question, entry->row != NULL ? entry->row : ""));
  if (!has_part (question, part))
    return refuse (error, g_strdup_printf (_ ("The answer to question “%s” is for a part that it does not have."), entry->question));
  crm_survey_answers_choose (answers, question, part, row, option, TRUE);
  return TRUE;
}

static gboolean
fill_value (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, const Entry *entry, CrmAnswerPart part, GError **error)
{
  CrmAnswerForm form = crm_question_type_get_form (question->type);
  gint64 value;

  if ((form != CRM_ANSWER_FORM_POINTS && form != CRM_ANSWER_FORM_NUMBER) || !has_part (question, part) || !crm_decimal_parse (entry->value, '.', &value, NULL))
    return refuse (error, g_strdup_printf (_ ("The answer “%s” does not fit question “%s”."), entry->value, entry->question));
  crm_survey_answers_set_value (answers, question, part, value);
  return TRUE;
}

static gboolean
fill_date (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, const Entry *entry, GError **error)
{
  CrmDate date = CRM_DATE_NONE;

  if (crm_question_type_get_form (question->type) != CRM_ANSWER_FORM_DATE || !crm_date_parse (entry->date, CRM_DATE_ORDER_YMD, 2000, &date, NULL) || crm_date_get_year (date) == 0)
    return refuse (error, g_strdup_printf (_ ("The answer “%s” does not fit question “%s”."), entry->date, entry->question));
  crm_survey_answers_set_date (answers, question, date);
  return TRUE;
}

static gboolean
takes_text (const CrmSurveyQuestion *question)
{
  return crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_TEXT || (crm_question_type_has_options (question->type) && crm_record_get_integer (question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0);
}

static gboolean
fill_entry (CrmSurveyAnswers *answers, const Entry *entry, GError **error)
{
  const CrmSurveyQuestion *question = crm_survey_form_find_code (crm_survey_answers_get_form (answers), entry->question);
  CrmAnswerPart part = crm_answer_part_find (entry->part);

  if (question == NULL)
    return refuse (error, g_strdup_printf (_ ("There is an answer to question “%s”, which the survey does not have."), entry->question));
  if (entry->option != NULL)
    return fill_option (answers, question, entry, part, error);
  if (entry->value != NULL)
    return fill_value (answers, question, entry, part, error);
  if (entry->date != NULL)
    return fill_date (answers, question, entry, error);
  if (entry->text == NULL || !takes_text (question))
    return refuse (error, g_strdup_printf (_ ("The answer “%s” does not fit question “%s”."), entry->text != NULL ? entry->text : "", entry->question));
  crm_survey_answers_set_text (answers, question, entry->text);
  return TRUE;
}

gboolean
crm_survey_answer_code_fill (const CrmSurveyAnswerCode *self, CrmSurveyAnswers *answers, GError **error)
{
  CrmSurveyForm *form;

  g_return_val_if_fail (self != NULL && answers != NULL, FALSE);

  form = crm_survey_answers_get_form (answers);
  for (guint i = 0; i < self->entries->len; i++)
    if (!fill_entry (answers, self->entries->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      g_autoptr (GError) local_error = NULL;

      if (!crm_survey_answers_check (answers, question, FALSE, &local_error))
        /* Translators: the code of a question, and a sentence about what is wrong with its answer. */
        return refuse (error, g_strdup_printf (_ ("Question “%s”: %s"), question->code, local_error->message));
    }
  return TRUE;
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_answer (JsonBuilder *builder, const CrmSurveyQuestion *question, const CrmSurveyAnswer *answer)
{
  g_autofree char *value = answer->has_value && answer->option == NULL ? crm_decimal_format (answer->value) : NULL;
  char iso[CRM_DATE_LENGTH];

  json_builder_begin_object (builder);
  add_text (builder, "q", question->code);
  add_text (builder, "p", crm_answer_part_get_name (answer->part));
  add_text (builder, "o", answer->option != NULL ? crm_record_get_text (answer->option, CRM_QUESTION_OPTION_CODE) : NULL);
  add_text (builder, "r", answer->row != NULL ? crm_record_get_text (answer->row, CRM_QUESTION_OPTION_CODE) : NULL);
  add_text (builder, "v", value);
  add_text (builder, "t", answer->text);
  add_text (builder, "d", answer->date != CRM_DATE_NONE ? crm_date_to_iso (answer->date, iso) : NULL);
  json_builder_end_object (builder);
}

static void
add_answers (JsonBuilder *builder, const CrmSurveyAnswers *answers)
{
  CrmSurveyForm *form = crm_survey_answers_get_form (answers);

  json_builder_set_member_name (builder, "a");
  json_builder_begin_array (builder);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const GArray *list = crm_survey_answers_get (answers, form->questions->pdata[i]);

      for (guint j = 0; j < list->len; j++)
        add_answer (builder, form->questions->pdata[i], &g_array_index (list, CrmSurveyAnswer, j));
    }
  json_builder_end_array (builder);
}

char *
crm_survey_answer_code_write (const CrmSurveyAnswers *answers, const char *id, const char *token, gboolean second, gint64 answered_at)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (answered_at);
  g_autofree char *at = answered_at != 0 ? g_date_time_format_iso8601 (time) : NULL, *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  char survey[CRM_ID_STRING_LENGTH + 1], version[CRM_ID_STRING_LENGTH + 1];
  CrmSurveyForm *form;

  g_return_val_if_fail (answers != NULL, NULL);

  form = crm_survey_answers_get_form (answers);
  json_builder_begin_object (builder);
  add_text (builder, "s", crm_id_format (&form->survey->id, survey));
  add_text (builder, "n", crm_id_format (&form->version->id, version));
  add_text (builder, "i", id);
  add_text (builder, "k", token);
  add_text (builder, "l", crm_record_get_text (form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE));
  add_text (builder, "at", at);
  add_answers (builder, answers);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return wrap (json);
}
