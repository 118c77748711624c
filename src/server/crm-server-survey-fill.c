/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a visitor posted of a survey's step. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-survey-fill.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <string.h>

/* As in the page that is mailed. */
#define TEXT_MAX    20000
#define BUTTONS_MAX 11

typedef struct
{
  CrmSurveyAnswers *answers;
  const CrmSurveyQuestion *question;
  guint place;
  GHashTable *posted;
  GHashTable *problems;
  const char *language;
} Filling;

char *
crm_server_survey_name_field (guint place, const char *part)
{
  return part != NULL ? g_strdup_printf ("q%u.%s", place, part) : g_strdup_printf ("q%u", place);
}

gboolean
crm_server_survey_has_buttons (const CrmSurveyQuestion *question)
{
  gint64 low = question->minimum, high = question->maximum;

  return crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_POINTS && low % CRM_DECIMAL_ONE == 0 && high % CRM_DECIMAL_ONE == 0 && low >= 0 && low <= high && high - low < BUTTONS_MAX * CRM_DECIMAL_ONE;
}

const char *
crm_server_survey_get_language (CrmSurveySheet *sheet)
{
  CrmSurveyForm *form = crm_survey_sheet_get_form (sheet);
  const char *language = crm_record_get_text (form->survey, crm_survey_sheet_is_second (sheet) ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);

  return language != NULL ? language : "en";
}

/* (nullable): what was posted, without white space around it; %NULL for nothing. */
static char *
get_posted (Filling *self, const char *part)
{
  g_autofree char *name = crm_server_survey_name_field (self->place, part);
  const char *value = g_hash_table_lookup (self->posted, name);
  g_autofree char *stripped = value != NULL ? g_strstrip (g_strdup (value)) : NULL;

  return stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static void
say (Filling *self, char *message)
{
  g_hash_table_insert (self->problems, (gpointer)self->question, message);
}

static void
say_phrase (Filling *self, CrmSurveyPhrase phrase)
{
  say (self, g_strdup (crm_survey_get_phrase (phrase, self->language)));
}

/* The place in @list that a text of digits says, or -1. */
static int
read_place (const char *text, const GPtrArray *list)
{
  guint64 place;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &place, NULL) && place < list->len ? (int)place : -1;
}

static void
fill_number (Filling *self, CrmAnswerPart part)
{
  g_autofree char *text = get_posted (self, crm_answer_part_get_name (part));
  gint64 value;

  if (text == NULL)
    return;
  if (crm_decimal_parse (g_strdelimit (text, ",", '.'), '.', &value, NULL))
    crm_survey_answers_set_value (self->answers, self->question, part, value);
  else
    say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
}

static void
fill_option (Filling *self, const char *name, CrmAnswerPart part, CrmRecord *row)
{
  g_autofree char *text = get_posted (self, name);
  int place = text != NULL ? read_place (text, self->question->options) : -1;

  if (place >= 0)
    crm_survey_answers_choose (self->answers, self->question, part, row, self->question->options->pdata[place], TRUE);
  else if (text != NULL)
    say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
}

static void
fill_rows (Filling *self)
{
  for (guint i = 0; i < self->question->rows->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u", i);

      fill_option (self, name, CRM_ANSWER_PART_NONE, self->question->rows->pdata[i]);
    }
}

/* One that is only chosen alone would silently take back the others, or they it: without a script nobody sees that happen. */
static void
fill_options (Filling *self)
{
  g_autofree char *text = get_posted (self, NULL);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\n", -1);
  CrmRecord *alone = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int place = read_place (parts[i], self->question->options);
      CrmRecord *option = place >= 0 ? self->question->options->pdata[place] : NULL;

      if (option == NULL)
        {
          say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
          continue;
        }
      if (crm_record_get_integer (option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0)
        alone = option;
      crm_survey_answers_choose (self->answers, self->question, CRM_ANSWER_PART_NONE, NULL, option, TRUE);
    }
  if (alone != NULL && g_strv_length (parts) > 1)
    {
      g_auto (GStrv) around = g_strsplit (crm_survey_get_phrase (CRM_SURVEY_PHRASE_ALONE, self->language), "%s", 2);
      gboolean second = g_strcmp0 (self->language, crm_record_get_text (crm_survey_answers_get_form (self->answers)->survey, CRM_SURVEY_SECOND_LANGUAGE)) == 0;

      say (self, g_strconcat (around[0], crm_survey_get_text (alone, CRM_QUESTION_OPTION_TEXT, second), around[1], NULL));
    }
}

static void
fill_order (Filling *self)
{
  guint n = self->question->options->len;
  g_autofree int *at = g_new (int, n + 1); /* the option with each place */

  for (guint i = 0; i <= n; i++)
    at[i] = -1;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("o%u", i);
      g_autofree char *text = get_posted (self, name);
      guint64 place = 0;

      if (text == NULL)
        continue;
      if (!g_ascii_string_to_unsigned (text, 10, 1, n, &place, NULL))
        say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
      else if (at[place] >= 0)
        say_phrase (self, CRM_SURVEY_PHRASE_TWICE);
      else
        at[place] = (int)i;
    }
  for (guint i = 1; i <= n; i++)
    if (at[i] >= 0)
      crm_survey_answers_choose (self->answers, self->question, CRM_ANSWER_PART_NONE, NULL, self->question->options->pdata[at[i]], TRUE);
}

static void
fill_text (Filling *self, const char *part)
{
  g_autofree char *text = get_posted (self, part);

  if (text == NULL)
    return;
  if (g_utf8_strlen (text, -1) <= TEXT_MAX)
    crm_survey_answers_set_text (self->answers, self->question, text);
  else
    say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
}

static void
fill_date (Filling *self)
{
  g_autofree char *text = get_posted (self, NULL);
  CrmDate date = CRM_DATE_NONE;

  if (text == NULL)
    return;
  if (crm_date_parse (text, CRM_DATE_ORDER_YMD, 2000, &date, NULL) && crm_date_get_year (date) != 0)
    crm_survey_answers_set_date (self->answers, self->question, date);
  else
    say_phrase (self, CRM_SURVEY_PHRASE_INVALID);
}

/* A question in its halves, or as a whole. */
static void
fill_parts (Filling *self, gboolean points)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (self->question->type);
  guint i = 0;

  do
    if (points)
      fill_number (self, parts[i]);
    else
      fill_option (self, crm_answer_part_get_name (parts[i]), parts[i], NULL);
  while (parts[i] != CRM_ANSWER_PART_NONE && parts[++i] != CRM_ANSWER_PART_NONE);
}

static void
fill_question (Filling *self)
{
  crm_survey_answers_clear (self->answers, self->question);
  switch (crm_question_type_get_form (self->question->type))
    {
    case CRM_ANSWER_FORM_OPTION:
      if (crm_question_type_has_rows (self->question->type))
        fill_rows (self);
      else
        fill_parts (self, FALSE);
      break;
    case CRM_ANSWER_FORM_OPTIONS:
      fill_options (self);
      break;
    case CRM_ANSWER_FORM_ORDER:
      fill_order (self);
      break;
    case CRM_ANSWER_FORM_POINTS:
    case CRM_ANSWER_FORM_NUMBER:
      fill_parts (self, TRUE);
      break;
    case CRM_ANSWER_FORM_DATE:
      fill_date (self);
      break;
    case CRM_ANSWER_FORM_TEXT:
      fill_text (self, NULL);
      break;
    }
  if (crm_question_type_has_options (self->question->type) && crm_record_get_integer (self->question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0)
    fill_text (self, "t");
}

void
crm_server_survey_fill (CrmSurveySheet *sheet, const CrmServerSurveyStep *step, GHashTable *posted, GHashTable *problems)
{
  CrmSurveyAnswers *answers = crm_survey_sheet_get_answers (sheet);
  CrmSurveyForm *form = crm_survey_sheet_get_form (sheet);

  for (guint i = step->first; i < step->first + step->n_questions; i++)
    {
      Filling filling = { answers, form->questions->pdata[i], i, posted, problems, crm_server_survey_get_language (sheet) };

      if (!crm_survey_sheet_is_shown (sheet, filling.question))
        continue;
      fill_question (&filling);
      if (crm_survey_answers_check (answers, filling.question, FALSE, NULL))
        continue;
      say_phrase (&filling, CRM_SURVEY_PHRASE_INVALID);
      crm_survey_answers_clear (answers, filling.question);
    }
  crm_survey_sheet_update (sheet);
}

void
crm_server_survey_check (CrmSurveySheet *sheet, const CrmServerSurveyStep *step, GHashTable *problems)
{
  CrmSurveyForm *form = crm_survey_sheet_get_form (sheet);

  for (guint i = step->first; i < step->first + step->n_questions; i++)
    {
      CrmSurveyQuestion *question = form->questions->pdata[i];

      if (crm_survey_sheet_is_shown (sheet, question) && !g_hash_table_contains (problems, question) && !crm_survey_answers_check (crm_survey_sheet_get_answers (sheet), question, TRUE, NULL))
        g_hash_table_insert (problems, question, g_strdup (crm_survey_get_phrase (CRM_SURVEY_PHRASE_REQUIRED, crm_server_survey_get_language (sheet))));
    }
}
