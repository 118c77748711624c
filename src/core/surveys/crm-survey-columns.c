/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All answers to a survey side by side, question by question, as the figures read them. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-columns.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-pack.h"

#include <string.h>

/* The place of an option must fit a rating; nobody reads more of them. */
#define MAX_OPTIONS G_MAXINT8

/* ── questions ────────────────────────────────────────────────────────────────────────────── */

static void
note_place (GArray *places, gint64 rowid, guint32 place)
{
  if (rowid <= 0 || rowid > G_MAXINT32)
    return;
  if (places->len <= rowid)
    g_array_set_size (places, (guint)rowid + 1);
  g_array_index (places, guint32, rowid) = place + 1;
}

static gboolean
find_place (const GArray *places, gint64 rowid, guint32 *place)
{
  if (rowid <= 0 || rowid >= places->len || g_array_index (places, guint32, rowid) == 0)
    return FALSE;
  *place = g_array_index (places, guint32, rowid) - 1;
  return TRUE;
}

static const char *
get_option_key (const CrmRecord *option)
{
  const char *code = crm_record_get_text (option, CRM_QUESTION_OPTION_CODE);

  return code != NULL ? code : crm_survey_get_text (option, CRM_QUESTION_OPTION_TEXT, FALSE);
}

/* Adds the options that @known has not got yet, by their codes, which stay the same from version to version. */
static void
merge_options (CrmSurveyColumns *self, GPtrArray *known, GPtrArray *options)
{
  for (guint i = 0; i < options->len; i++)
    {
      CrmRecord *option = options->pdata[i];
      guint place = 0;

      while (place < known->len && strcmp (get_option_key (known->pdata[place]), get_option_key (option)) != 0)
        place++;
      if (place == MAX_OPTIONS)
        continue;
      if (place == known->len)
        g_ptr_array_add (known, option);
      note_place (self->option_by_rowid, option->rowid, place);
    }
}

static gboolean
is_same (const CrmSurveyColumn *column, const CrmSurveyQuestion *question)
{
  return column->question->type == question->type && g_strcmp0 (column->question->code, question->code) == 0
         && column->question->minimum == question->minimum && column->question->maximum == question->maximum;
}

static void
add_question (CrmSurveyColumns *self, const CrmSurveyQuestion *question, gboolean current)
{
  guint place = 0;

  while (place < self->columns->len && !is_same (crm_survey_columns_get (self, place), question))
    place++;
  if (place == self->columns->len)
    {
      CrmSurveyColumn column = { .question = question, .is_current = current, .options = g_ptr_array_new (), .rows = g_ptr_array_new () };

      g_array_append_val (self->columns, column);
    }
  merge_options (self, crm_survey_columns_get (self, place)->options, question->options);
  merge_options (self, crm_survey_columns_get (self, place)->rows, question->rows);
  note_place (self->question_by_rowid, question->record->rowid, place);
}

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static void
set_scale (CrmSurveyColumn *column)
{
  const CrmSurveyQuestion *question = column->question;
  gint64 minimum = question->minimum / CRM_DECIMAL_ONE, maximum = question->maximum / CRM_DECIMAL_ONE;

  switch (crm_question_type_get_form (question->type))
    {
    case CRM_ANSWER_FORM_POINTS:
      column->minimum = (int)CLAMP (minimum, -G_MAXINT8, G_MAXINT8);
      column->n_values = (guint)MAX (CLAMP (maximum, -G_MAXINT8, G_MAXINT8) - column->minimum + 1, 0);
      break;
    case CRM_ANSWER_FORM_OPTION:
    case CRM_ANSWER_FORM_OPTIONS:
    case CRM_ANSWER_FORM_ORDER:
      column->minimum = question->type == CRM_QUESTION_TYPE_KANO;
      column->n_values = question->type == CRM_QUESTION_TYPE_KANO ? 5 : column->options->len;
      break;
    case CRM_ANSWER_FORM_NUMBER:
    case CRM_ANSWER_FORM_DATE:
    case CRM_ANSWER_FORM_TEXT:
    default:
      break;
    }
}

static guint
count_ratings (const CrmSurveyColumn *column)
{
  switch (column->question->type)
    {
    case CRM_QUESTION_TYPE_SERVQUAL:
      return CRM_SERVQUAL_N_PARTS;
    case CRM_QUESTION_TYPE_KANO:
      return CRM_KANO_N_PARTS;
    case CRM_QUESTION_TYPE_MATRIX:
      return column->rows->len;
    case CRM_QUESTION_TYPE_RANKING:
      return column->options->len;
    case CRM_QUESTION_TYPE_SINGLE:
    case CRM_QUESTION_TYPE_SCALE:
    case CRM_QUESTION_TYPE_STARS:
    case CRM_QUESTION_TYPE_NPS:
    case CRM_QUESTION_TYPE_CES:
    case CRM_QUESTION_TYPE_CSAT:
      return 1;
    case CRM_QUESTION_TYPE_MULTIPLE:
    case CRM_QUESTION_TYPE_SHORT_TEXT:
    case CRM_QUESTION_TYPE_LONG_TEXT:
    case CRM_QUESTION_TYPE_NUMBER:
    case CRM_QUESTION_TYPE_DATE:
    case CRM_N_QUESTION_TYPES:
    default:
      return 0;
    }
}

static void
make_column (CrmSurveyColumns *self, CrmSurveyColumn *column)
{
  set_scale (column);
  column->answered = g_new0 (CrmSurveySet, self->n_words);
  column->written = g_new0 (CrmSurveySet, self->n_words);
  column->n_ratings = count_ratings (column);
  column->ratings = g_new0 (CrmRating *, column->n_ratings + 1);
  for (guint i = 0; i < column->n_ratings; i++)
    {
      column->ratings[i] = g_malloc (self->capacity + 1);
      memset (column->ratings[i], (guint8)CRM_RATING_NONE, self->capacity + 1);
    }
  if (column->question->type == CRM_QUESTION_TYPE_MULTIPLE)
    {
      column->chosen = g_new0 (CrmSurveySet *, column->n_values + 1);
      for (guint i = 0; i < column->n_values; i++)
        column->chosen[i] = g_new0 (CrmSurveySet, self->n_words);
    }
  if (column->question->type == CRM_QUESTION_TYPE_DATE)
    column->dates = g_new0 (CrmDate, self->capacity + 1);
  if (column->question->type != CRM_QUESTION_TYPE_NUMBER)
    return;
  column->numbers = g_new (gint64, self->capacity + 1);
  for (gsize i = 0; i <= self->capacity; i++)
    column->numbers[i] = CRM_SURVEY_NO_NUMBER;
}

static void
clear_column (gpointer data)
{
  CrmSurveyColumn *column = data;

  for (guint i = 0; i < column->n_ratings; i++)
    g_free (column->ratings[i]);
  for (guint i = 0; column->chosen != NULL && i < column->n_values; i++)
    g_free (column->chosen[i]);
  g_free (column->ratings);
  g_free (column->chosen);
  g_free (column->answered);
  g_free (column->written);
  g_free (column->numbers);
  g_free (column->dates);
  g_ptr_array_unref (column->options);
  g_ptr_array_unref (column->rows);
}

CrmSurveyColumns *
crm_survey_columns_new (GPtrArray *forms, gsize capacity)
{
  CrmSurveyColumns *self = g_new0 (CrmSurveyColumns, 1);

  self->forms = g_ptr_array_ref (forms);
  self->capacity = capacity;
  self->n_words = capacity / CRM_SURVEY_SET_BITS + 1;
  self->responses = g_array_sized_new (FALSE, FALSE, sizeof (CrmSurveyResponse), (guint)capacity + 1);
  self->columns = g_array_new (FALSE, FALSE, sizeof (CrmSurveyColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->question_by_rowid = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->option_by_rowid = g_array_new (FALSE, TRUE, sizeof (guint32));
  for (guint i = 0; i < forms->len; i++)
    {
      const CrmSurveyForm *form = forms->pdata[i];

      for (guint j = 0; j < form->questions->len; j++)
        add_question (self, form->questions->pdata[j], i == 0);
    }
  for (guint i = 0; i < self->columns->len; i++)
    make_column (self, &g_array_index (self->columns, CrmSurveyColumn, i));
  return self;
}

void
crm_survey_columns_free (CrmSurveyColumns *self)
{
  g_array_unref (self->columns);
  g_array_unref (self->responses);
  g_array_unref (self->question_by_rowid);
  g_array_unref (self->option_by_rowid);
  g_ptr_array_unref (self->forms);
  g_free (self);
}

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

/* A whole number that a rating can hold and the scale has. */
static gboolean
read_points (const CrmSurveyColumn *column, const CrmPackedAnswer *answer, CrmRating *rating)
{
  gint64 points = answer->whole;

  if (!answer->is_whole || points < column->minimum || points >= column->minimum + (gint64)column->n_values)
    return FALSE;
  *rating = (CrmRating)points;
  return TRUE;
}

/* Which of the columns of ratings the part of a pair is in; G_MAXUINT for none. */
static guint
get_part_place (guint8 part)
{
  switch (part)
    {
    case CRM_ANSWER_PART_NONE:
    case CRM_ANSWER_PART_EXPECTATION:
    case CRM_ANSWER_PART_FUNCTIONAL:
      return 0;
    case CRM_ANSWER_PART_PERCEPTION:
    case CRM_ANSWER_PART_DYSFUNCTIONAL:
      return 1;
    case CRM_ANSWER_PART_IMPORTANCE:
      return CRM_SERVQUAL_IMPORTANCE;
    default:
      return G_MAXUINT;
    }
}

static gboolean
put_points (CrmSurveyColumn *column, gsize response, const CrmPackedAnswer *answer)
{
  guint place = get_part_place (answer->part);
  CrmRating rating;

  if (place >= column->n_ratings || !read_points (column, answer, &rating))
    return FALSE;
  column->ratings[place][response] = rating;
  return TRUE;
}

static gboolean
put_option (const CrmSurveyColumns *self, CrmSurveyColumn *column, gsize response, const CrmPackedAnswer *answer)
{
  guint32 option, row = 0;

  if (column->question->type == CRM_QUESTION_TYPE_KANO)
    return put_points (column, response, answer);
  if (!find_place (self->option_by_rowid, answer->option, &option) || option >= column->n_values)
    return FALSE;
  if (column->question->type == CRM_QUESTION_TYPE_MATRIX && !find_place (self->option_by_rowid, answer->row, &row))
    return FALSE;
  if (column->chosen != NULL)
    crm_survey_set_add (column->chosen[option], response);
  else if (row < column->n_ratings)
    column->ratings[row][response] = (CrmRating)option;
  return column->chosen != NULL || row < column->n_ratings;
}

static gboolean
put_rank (const CrmSurveyColumns *self, CrmSurveyColumn *column, gsize response, const CrmPackedAnswer *answer)
{
  guint32 option;
  gint64 rank = answer->whole;

  if (!find_place (self->option_by_rowid, answer->option, &option) || option >= column->n_ratings)
    return FALSE;
  if (!answer->is_whole || rank < 1 || rank > column->n_values)
    return FALSE;
  column->ratings[option][response] = (CrmRating)rank;
  return TRUE;
}

static gboolean
put_answer (const CrmSurveyColumns *self, CrmSurveyColumn *column, gsize response, const CrmPackedAnswer *answer)
{
  switch (crm_question_type_get_form (column->question->type))
    {
    case CRM_ANSWER_FORM_POINTS:
      return put_points (column, response, answer);
    case CRM_ANSWER_FORM_OPTION:
    case CRM_ANSWER_FORM_OPTIONS:
      /* Own words beside the options come without one. */
      return put_option (self, column, response, answer) || (answer->has_text && answer->option == 0);
    case CRM_ANSWER_FORM_ORDER:
      return put_rank (self, column, response, answer);
    case CRM_ANSWER_FORM_NUMBER:
      if (answer->has_value && column->numbers != NULL)
        column->numbers[response] = answer->value;
      return answer->has_value;
    case CRM_ANSWER_FORM_DATE:
      if (column->dates != NULL)
        column->dates[response] = answer->date;
      return answer->date != CRM_DATE_NONE;
    case CRM_ANSWER_FORM_TEXT:
    default:
      return answer->has_text;
    }
}

gboolean
crm_survey_columns_add (CrmSurveyColumns *self, const CrmSurveyResponse *response, const guint8 *pack, gsize size)
{
  CrmResponseUnpack unpack = { pack, pack + size, 0 };
  CrmPackedAnswer answer;
  gsize place = self->responses->len;

  if (place >= self->capacity)
    return FALSE;
  g_array_append_val (self->responses, *response);
  while (crm_response_unpack_next (&unpack, &answer))
    {
      guint32 question;
      CrmSurveyColumn *column;

      if (!find_place (self->question_by_rowid, answer.question, &question))
        {
          self->n_lost++;
          continue;
        }
      column = &g_array_index (self->columns, CrmSurveyColumn, question);
      if (put_answer (self, column, place, &answer))
        crm_survey_set_add (column->answered, place);
      else
        column->n_off++;
      if (answer.has_text)
        crm_survey_set_add (column->written, place);
    }
  return TRUE;
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_survey_columns_are_anonymous (const CrmSurveyColumns *self)
{
  return self->forms->len > 0 && crm_survey_form_is_anonymous (self->forms->pdata[0]);
}

guint
crm_survey_columns_find (const CrmSurveyColumns *self, const char *code)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (crm_survey_columns_get (self, i)->question->code, code) == 0)
      return i;
  return G_MAXUINT;
}
