/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All responses to a survey as the figures see them: a column of small numbers for each thing that was asked. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-reading.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/sales/crm-local-days.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/surveys/crm-response-pack.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NUMBER_NONE G_MININT64

/* The largest number a column of ratings keeps. */
#define RATING_MAX 126

G_DEFINE_BOXED_TYPE (CrmSurveyReading, crm_survey_reading, crm_survey_reading_ref, crm_survey_reading_unref)

CrmSurveyReading *
crm_survey_reading_ref (CrmSurveyReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
reading_clear (gpointer data)
{
  CrmSurveyReading *self = data;

  g_clear_pointer (&self->survey, crm_record_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->owner_records, g_ptr_array_unref);
  g_clear_pointer (&self->language_names, g_ptr_array_unref);
  g_free (self->responses);
  g_free (self->answered_at);
  g_free (self->days);
  g_free (self->scores);
  g_free (self->customers);
  g_free (self->deals);
  g_free (self->owners);
  g_free (self->channels);
  g_free (self->languages);
  g_free (self->version_places);
  g_free (self->complete);
}

void
crm_survey_reading_unref (CrmSurveyReading *self)
{
  g_atomic_rc_box_release_full (self, reading_clear);
}

static void
question_free (gpointer data)
{
  CrmReadingQuestion *question = data;

  crm_record_unref (question->record);
  g_ptr_array_unref (question->options);
  g_ptr_array_unref (question->rows);
  g_free (question);
}

static void
column_clear (gpointer data)
{
  CrmReadingColumn *column = data;

  g_free (column->ratings);
  g_free (column->numbers);
}

static void
record_free (gpointer record)
{
  g_clear_pointer ((CrmRecord **)&record, crm_record_unref);
}

/* ── what was asked ───────────────────────────────────────────────────────────────────────── */

/* Where things of the file stand in the reading, by rowid; -1 for what does not. */
typedef struct
{
  CrmSurveyReading *reading;
  GArray *question_places; /* of gint32 */
  GArray *option_places;
  GArray *version_places;
  GArray *owner_places;
  guint capacity;
} Builder;

static void
set_place (GArray *places, gint64 rowid, int place)
{
  gint32 none = -1;

  if (rowid < 0 || rowid > G_MAXINT32 / 4)
    return;
  while (places->len <= (guint)rowid)
    g_array_append_val (places, none);
  g_array_index (places, gint32, rowid) = place;
}

static inline int
get_place (const GArray *places, gint64 rowid)
{
  return rowid >= 0 && (guint64)rowid < places->len ? g_array_index (places, gint32, rowid) : -1;
}

static CrmReadingQuestion *
find_question (GPtrArray *questions, const CrmSurveyQuestion *wanted)
{
  for (guint i = 0; i < questions->len; i++)
    {
      CrmReadingQuestion *question = questions->pdata[i];

      if (question->type == wanted->type && g_strcmp0 (question->code, wanted->code) == 0)
        return question;
    }
  return NULL;
}

/* The place of an option among those of all versions, told apart by code. */
static int
merge_option (GPtrArray *options, CrmRecord *option)
{
  const char *code = crm_record_get_text (option, CRM_QUESTION_OPTION_CODE);

  for (guint i = 0; code != NULL && i < options->len; i++)
    if (g_strcmp0 (crm_record_get_text (options->pdata[i], CRM_QUESTION_OPTION_CODE), code) == 0)
      return (int)i;
  g_ptr_array_add (options, crm_record_ref (option));
  return (int)options->len - 1;
}

static void
merge_question (Builder *self, const CrmSurveyQuestion *asked, gboolean newest)
{
  GPtrArray *questions = self->reading->questions;
  CrmReadingQuestion *question = find_question (questions, asked);
  guint place;

  if (question == NULL)
    {
      question = g_new0 (CrmReadingQuestion, 1);
      question->record = crm_record_ref (asked->record);
      question->type = asked->type;
      question->code = crm_record_get_text (asked->record, CRM_QUESTION_CODE);
      question->options = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
      question->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
      question->minimum = asked->minimum;
      question->maximum = asked->maximum;
      question->is_removed = !newest;
      g_ptr_array_add (questions, question);
    }
  g_ptr_array_find (questions, question, &place);
  set_place (self->question_places, asked->record->rowid, (int)place);
  for (guint i = 0; i < asked->options->len; i++)
    set_place (self->option_places, ((CrmRecord *)asked->options->pdata[i])->rowid, merge_option (question->options, asked->options->pdata[i]));
  for (guint i = 0; i < asked->rows->len; i++)
    set_place (self->option_places, ((CrmRecord *)asked->rows->pdata[i])->rowid, merge_option (question->rows, asked->rows->pdata[i]));
}

static gboolean
read_versions (Builder *self, CrmConnection *connection, GError **error)
{
  CrmSurveyReading *reading = self->reading;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM survey_version WHERE survey = ? AND deleted = 0 ORDER BY number, rowid", crm_kind_get_columns (&crm_kind_survey_version));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &reading->survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmRecord *version = crm_statement_read_record (statement, &crm_kind_survey_version);

      set_place (self->version_places, version->rowid, (int)reading->versions->len);
      g_ptr_array_add (reading->versions, version);
    }
  return step == 0;
}

/* The newest version says the order; what it does not ask any more comes behind. */
static gboolean
read_questions (Builder *self, CrmConnection *connection, GError **error)
{
  CrmSurveyReading *reading = self->reading;

  for (guint i = reading->versions->len; i-- > 0;)
    {
      g_autoptr (CrmSurveyForm) form = crm_survey_form_read_version (connection, &((CrmRecord *)reading->versions->pdata[i])->id, error);
      const CrmSurveyQuestion *primary;

      if (form == NULL)
        return FALSE;
      for (guint j = 0; j < form->questions->len; j++)
        merge_question (self, form->questions->pdata[j], i + 1 == reading->versions->len);
      primary = i + 1 == reading->versions->len ? crm_survey_form_get_primary (form) : NULL;
      if (primary != NULL)
        reading->primary = get_place (self->question_places, primary->record->rowid);
    }
  return TRUE;
}

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static void
add_column (CrmSurveyReading *self, guint question, CrmReadingValues values, CrmAnswerPart part, int option, int row)
{
  CrmReadingColumn column = { .question = question, .values = values, .part = part, .option = option, .row = row };

  g_array_append_val (self->columns, column);
}

static void
add_columns_of_options (CrmSurveyReading *self, guint place, CrmReadingValues values)
{
  const CrmReadingQuestion *question = self->questions->pdata[place];

  for (guint i = 0; i < question->options->len; i++)
    add_column (self, place, values, CRM_ANSWER_PART_NONE, (int)i, -1);
}

static void
add_columns_of_parts (CrmSurveyReading *self, guint place, CrmReadingValues values)
{
  const CrmReadingQuestion *question = self->questions->pdata[place];
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);

  if (parts[0] == CRM_ANSWER_PART_NONE)
    add_column (self, place, values, CRM_ANSWER_PART_NONE, -1, -1);
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    add_column (self, place, values, parts[i], -1, -1);
}

/* In an order that find_column() below can count on: a choice's own words are its last column. */
static void
add_columns (CrmSurveyReading *self, guint place)
{
  CrmReadingQuestion *question = self->questions->pdata[place];
  CrmAnswerForm form = crm_question_type_get_form (question->type);

  question->first_column = self->columns->len;
  if (crm_question_type_has_rows (question->type))
    for (guint i = 0; i < question->rows->len; i++)
      add_column (self, place, CRM_READING_OPTION, CRM_ANSWER_PART_NONE, -1, (int)i);
  else if (question->type == CRM_QUESTION_TYPE_KANO || form == CRM_ANSWER_FORM_POINTS)
    add_columns_of_parts (self, place, CRM_READING_POINTS);
  else if (form == CRM_ANSWER_FORM_OPTION)
    add_column (self, place, CRM_READING_OPTION, CRM_ANSWER_PART_NONE, -1, -1);
  else if (form == CRM_ANSWER_FORM_OPTIONS || form == CRM_ANSWER_FORM_ORDER)
    add_columns_of_options (self, place, form == CRM_ANSWER_FORM_ORDER ? CRM_READING_RANK : CRM_READING_CHOSEN);
  else if (form == CRM_ANSWER_FORM_NUMBER || form == CRM_ANSWER_FORM_DATE)
    add_column (self, place, form == CRM_ANSWER_FORM_DATE ? CRM_READING_DATE : CRM_READING_NUMBER, CRM_ANSWER_PART_NONE, -1, -1);
  if (form == CRM_ANSWER_FORM_TEXT || crm_record_get_integer (question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0)
    add_column (self, place, CRM_READING_TEXT, CRM_ANSWER_PART_NONE, -1, -1);
  question->n_columns = self->columns->len - question->first_column;
}

static void
allocate_columns (CrmSurveyReading *self, guint n)
{
  for (guint i = 0; i < self->questions->len; i++)
    add_columns (self, i);
  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmReadingColumn *column = &g_array_index (self->columns, CrmReadingColumn, i);

      if (column->values != CRM_READING_NUMBER && column->values != CRM_READING_DATE)
        {
          column->ratings = g_malloc (MAX (n, 1));
          memset (column->ratings, CRM_READING_NONE, n);
          continue;
        }
      column->numbers = g_new (gint64, MAX (n, 1));
      for (guint j = 0; j < n; j++)
        column->numbers[j] = NUMBER_NONE;
    }
}

static void
allocate (CrmSurveyReading *self, guint n)
{
  self->responses = g_new (gint64, MAX (n, 1));
  self->answered_at = g_new (gint64, MAX (n, 1));
  self->days = g_new (CrmDate, MAX (n, 1));
  self->scores = g_new (gint32, MAX (n, 1));
  self->customers = g_new (guint32, MAX (n, 1));
  self->deals = g_new (guint32, MAX (n, 1));
  self->owners = g_new (guint16, MAX (n, 1));
  self->channels = g_new (guint8, MAX (n, 1));
  self->languages = g_new (guint8, MAX (n, 1));
  self->version_places = g_new (guint8, MAX (n, 1));
  self->complete = g_new (guint8, MAX (n, 1));
  allocate_columns (self, n);
}

/* ── what was answered ────────────────────────────────────────────────────────────────────── */

static inline CrmReadingColumn *
get_column (CrmSurveyReading *self, const CrmReadingQuestion *question, guint i)
{
  return &g_array_index (self->columns, CrmReadingColumn, question->first_column + i);
}

static inline void
rate (CrmReadingColumn *column, guint response, gint64 rating)
{
  if (rating >= -RATING_MAX && rating <= RATING_MAX)
    {
      column->n += column->ratings[response] == CRM_READING_NONE;
      column->ratings[response] = (gint8)rating;
    }
}

static inline void
number (CrmReadingColumn *column, guint response, gint64 value)
{
  column->n += column->numbers[response] == NUMBER_NONE;
  column->numbers[response] = value;
}

/* Whoever chose one of several options has not chosen the others. */
static void
choose (CrmSurveyReading *self, const CrmReadingQuestion *question, guint response, int option)
{
  for (guint i = 0; i < question->n_columns; i++)
    {
      CrmReadingColumn *column = get_column (self, question, i);

      if (column->values == CRM_READING_CHOSEN && column->ratings[response] == CRM_READING_NONE)
        rate (column, response, 0);
    }
  if (option >= 0 && (guint)option < question->options->len)
    rate (get_column (self, question, (guint)option), response, 1);
}

static inline gboolean
is_within (const CrmReadingQuestion *question, gint64 value)
{
  return value >= question->minimum && value <= question->maximum;
}

static void
take_points (CrmSurveyReading *self, const CrmReadingQuestion *question, guint response, const CrmPackedAnswer *answer)
{
  for (guint i = 0; i < question->n_columns; i++)
    {
      CrmReadingColumn *column = get_column (self, question, i);

      if (column->part == (CrmAnswerPart)answer->part && column->values == CRM_READING_POINTS && answer->has_value && is_within (question, answer->value))
        rate (column, response, answer->value / CRM_DECIMAL_ONE);
    }
}

static void
take_text (CrmSurveyReading *self, const CrmReadingQuestion *question, guint response)
{
  CrmReadingColumn *last = question->n_columns > 0 ? get_column (self, question, question->n_columns - 1) : NULL;

  if (last != NULL && last->values == CRM_READING_TEXT)
    rate (last, response, 1);
}

static void
take_option (Builder *builder, const CrmReadingQuestion *question, guint response, const CrmPackedAnswer *answer)
{
  CrmSurveyReading *self = builder->reading;
  int option = get_place (builder->option_places, answer->option), row = get_place (builder->option_places, answer->row);

  if (crm_question_type_has_rows (question->type))
    {
      if (option >= 0 && row >= 0 && (guint)row < question->rows->len)
        rate (get_column (self, question, (guint)row), response, option);
    }
  else if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTIONS)
    choose (self, question, response, option);
  else if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_ORDER)
    {
      if (option >= 0 && (guint)option < question->options->len && answer->has_value)
        rate (get_column (self, question, (guint)option), response, answer->value / CRM_DECIMAL_ONE);
    }
  else if (option >= 0)
    rate (get_column (self, question, 0), response, option);
}

static inline void
take_answer (Builder *builder, guint response, const CrmPackedAnswer *answer)
{
  CrmSurveyReading *self = builder->reading;
  int place = get_place (builder->question_places, answer->question);
  const CrmReadingQuestion *question;

  if (place < 0)
    return;
  question = self->questions->pdata[place];
  if (answer->has_text)
    take_text (self, question, response);
  if (answer->option != 0 && question->type != CRM_QUESTION_TYPE_KANO)
    take_option (builder, question, response, answer);
  else if (question->type == CRM_QUESTION_TYPE_NUMBER && answer->has_value)
    number (get_column (self, question, 0), response, answer->value);
  else if (question->type == CRM_QUESTION_TYPE_DATE && answer->date != 0)
    number (get_column (self, question, 0), response, answer->date);
  else if (answer->has_value)
    take_points (self, question, response, answer);
  else if (answer->has_text && crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTIONS)
    choose (self, question, response, -1);
}

/* ── responses ────────────────────────────────────────────────────────────────────────────── */

static guint8
find_language (CrmSurveyReading *self, const char *language)
{
  if (language == NULL)
    return 0;
  for (guint i = 1; i < self->language_names->len; i++)
    if (strcmp (self->language_names->pdata[i], language) == 0)
      return (guint8)i;
  if (self->language_names->len > G_MAXUINT8)
    return 0;
  g_ptr_array_add (self->language_names, g_strdup (language));
  return (guint8)(self->language_names->len - 1);
}

static guint16
find_owner (Builder *self, gint64 rowid)
{
  int place = rowid > 0 ? get_place (self->owner_places, rowid) : 0;

  if (place >= 0)
    return (guint16)place;
  /* Its record is read once all are known. */
  set_place (self->owner_places, rowid, (int)self->reading->owner_records->len);
  g_ptr_array_add (self->reading->owner_records, NULL);
  return (guint16)(self->reading->owner_records->len - 1);
}

enum
{
  RESPONSE,
  VERSION,
  CUSTOMER,
  DEAL,
  OWNER,
  CHANNEL,
  LANGUAGE,
  ANSWERED_AT,
  COMPLETE,
  SCORE,
  ANSWERS,
};

static void
take_response (Builder *builder, sqlite3_stmt *row, CrmLocalDays *days)
{
  CrmSurveyReading *self = builder->reading;
  guint i = self->n++;
  const guint8 *pack = sqlite3_column_blob (row, ANSWERS);
  CrmResponseUnpack unpack = { pack, pack + sqlite3_column_bytes (row, ANSWERS), 0 };
  CrmPackedAnswer answer;

  self->responses[i] = sqlite3_column_int64 (row, RESPONSE);
  self->version_places[i] = (guint8)MAX (get_place (builder->version_places, sqlite3_column_int64 (row, VERSION)), 0);
  self->customers[i] = (guint32)sqlite3_column_int64 (row, CUSTOMER);
  self->deals[i] = (guint32)sqlite3_column_int64 (row, DEAL);
  self->owners[i] = find_owner (builder, sqlite3_column_int64 (row, OWNER));
  self->channels[i] = (guint8)sqlite3_column_int (row, CHANNEL);
  self->languages[i] = find_language (self, (const char *)sqlite3_column_text (row, LANGUAGE));
  self->answered_at[i] = sqlite3_column_int64 (row, ANSWERED_AT);
  self->days[i] = sqlite3_column_type (row, ANSWERED_AT) != SQLITE_NULL ? crm_local_days_get (days, self->answered_at[i]) : CRM_DATE_NONE;
  self->complete[i] = sqlite3_column_int (row, COMPLETE) != 0;
  self->scores[i] = sqlite3_column_type (row, SCORE) != SQLITE_NULL ? (gint32)(sqlite3_column_int64 (row, SCORE) / (CRM_DECIMAL_ONE / 100)) : -1;
  while (pack != NULL && crm_response_unpack_next (&unpack, &answer))
    take_answer (builder, i, &answer);
}

static gboolean
count_responses (CrmConnection *connection, gint64 survey, guint *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM response_path WHERE survey = %" G_GINT64_FORMAT, survey);
  gint64 count = 0;

  if (!crm_connection_read_integer (connection, sql, &count, error))
    return FALSE;
  *n = (guint)MIN (count, G_MAXUINT32);
  return TRUE;
}

static gboolean
read_responses (Builder *self, CrmConnection *connection, GTimeZone *zone, GError **error)
{
  static const char sql[] = "SELECT response, version, customer, deal, owner, channel, language, answered_at, complete, score, answers FROM response_path WHERE survey = ?";
  g_autoptr (CrmLocalDays) days = crm_local_days_new (zone);
  sqlite3_stmt *statement;
  int step;

  if (!count_responses (connection, self->reading->survey->rowid, &self->capacity, error))
    return FALSE;
  allocate (self->reading, self->capacity);
  statement = crm_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->reading->survey->rowid);
  while ((step = crm_connection_next (connection, statement, error)) > 0 && self->reading->n < self->capacity)
    take_response (self, statement, days);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_owners (Builder *self, CrmConnection *connection, GError **error)
{
  for (guint rowid = 1; rowid < self->owner_places->len; rowid++)
    {
      int place = get_place (self->owner_places, rowid);
      GError *local_error = NULL;

      if (place <= 0)
        continue;
      self->reading->owner_records->pdata[place] = crm_connection_read_record_at (connection, &crm_kind_user, rowid, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_invitations (CrmSurveyReading *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT state, count(*) FROM invitation WHERE survey = ? AND deleted = 0 GROUP BY state";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  struct
  {
    const char *state;
    guint *count;
  } states[] = { { "planned", &self->invitations.planned }, { "sent", &self->invitations.sent }, { "answered", &self->invitations.answered }, { "declined", &self->invitations.declined }, { "failed", &self->invitations.failed } };
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    for (guint i = 0; i < G_N_ELEMENTS (states); i++)
      if (g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), states[i].state) == 0)
        *states[i].count = (guint)sqlite3_column_int (statement, 1);
  return step == 0;
}

static gboolean
read_all (Builder *self, CrmConnection *connection, GTimeZone *zone, GError **error)
{
  return read_versions (self, connection, error) && read_questions (self, connection, error) && read_responses (self, connection, zone, error) && read_owners (self, connection, error) && read_invitations (self->reading, connection, error);
}

static CrmSurveyReading *
reading_new (CrmRecord *survey)
{
  CrmSurveyReading *self = g_atomic_rc_box_new0 (CrmSurveyReading);

  self->survey = survey;
  self->anonymous = crm_record_get_integer (survey, CRM_SURVEY_ANONYMOUS, 0) != 0;
  self->primary = -1;
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->columns = g_array_new (FALSE, TRUE, sizeof (CrmReadingColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->owner_records = g_ptr_array_new_with_free_func (record_free);
  g_ptr_array_add (self->owner_records, NULL);
  self->language_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->language_names, g_strdup (""));
  return self;
}

CrmSurveyReading *
crm_survey_reading_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmSurveyReading) self = NULL;
  Builder builder = { 0 };
  CrmRecord *record;
  gboolean ok;

  g_return_val_if_fail (connection != NULL && survey != NULL && zone != NULL, NULL);

  record = crm_connection_read_record (connection, &crm_kind_survey, survey, &local_error);
  if (record == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      else
        g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This survey is not in the file."));
      return NULL;
    }
  self = builder.reading = reading_new (record);
  builder.question_places = g_array_new (FALSE, FALSE, sizeof (gint32));
  builder.option_places = g_array_new (FALSE, FALSE, sizeof (gint32));
  builder.version_places = g_array_new (FALSE, FALSE, sizeof (gint32));
  builder.owner_places = g_array_new (FALSE, FALSE, sizeof (gint32));
  ok = read_all (&builder, connection, zone, error);
  g_array_unref (builder.question_places);
  g_array_unref (builder.option_places);
  g_array_unref (builder.version_places);
  g_array_unref (builder.owner_places);
  return ok ? g_steal_pointer (&self) : NULL;
}

/* ── looking ──────────────────────────────────────────────────────────────────────────────── */

const CrmReadingQuestion *
crm_survey_reading_find (const CrmSurveyReading *self, const char *code)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (g_strcmp0 (((CrmReadingQuestion *)self->questions->pdata[i])->code, code) == 0)
      return self->questions->pdata[i];
  return NULL;
}

const CrmReadingColumn *
crm_survey_reading_find_column (const CrmSurveyReading *self, const CrmReadingQuestion *question, CrmAnswerPart part, int option, int row)
{
  for (guint i = 0; i < question->n_columns; i++)
    {
      const CrmReadingColumn *column = crm_survey_reading_get_column (self, question->first_column + i);

      if (column->part == part && column->option == option && column->row == row)
        return column;
    }
  return NULL;
}

/* ── some of them ─────────────────────────────────────────────────────────────────────────── */

static gboolean
is_customer (const GArray *customers, guint32 customer)
{
  guint low = 0, high = customers->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (customers, gint64, middle) < customer)
        low = middle + 1;
      else
        high = middle;
    }
  return customer != 0 && low < customers->len && g_array_index (customers, gint64, low) == customer;
}

static inline gboolean
passes (const CrmSurveyReading *self, const CrmReadingFilter *filter, guint i)
{
  if ((filter->from != CRM_DATE_NONE && self->days[i] < filter->from) || (filter->to != CRM_DATE_NONE && (self->days[i] == CRM_DATE_NONE || self->days[i] > filter->to)))
    return FALSE;
  if ((filter->channel != 0 && self->channels[i] != filter->channel) || (filter->owner >= 0 && self->owners[i] != filter->owner) || (filter->language >= 0 && self->languages[i] != filter->language))
    return FALSE;
  if ((filter->version >= 0 && self->version_places[i] != filter->version) || (filter->complete_only && !self->complete[i]))
    return FALSE;
  if ((filter->min_score >= 0 && self->scores[i] < filter->min_score) || (filter->max_score >= 0 && (self->scores[i] < 0 || self->scores[i] > filter->max_score)))
    return FALSE;
  for (guint j = 0; j < filter->n_clauses; j++)
    {
      const gint8 *ratings = crm_survey_reading_get_column (self, filter->clauses[j].column)->ratings;

      if (ratings == NULL || ratings[i] == CRM_READING_NONE || ratings[i] < filter->clauses[j].least || ratings[i] > filter->clauses[j].most)
        return FALSE;
    }
  return filter->customers == NULL || is_customer (filter->customers, self->customers[i]);
}

CrmReadingSelection *
crm_survey_reading_select (const CrmSurveyReading *self, const CrmReadingFilter *filter)
{
  CrmReadingSelection *selection = g_new0 (CrmReadingSelection, 1);

  selection->places = g_new (guint32, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    {
      selection->places[selection->n] = i;
      selection->n += filter == NULL || passes (self, filter, i);
    }
  return selection;
}

void
crm_reading_selection_free (CrmReadingSelection *self)
{
  g_free (self->places);
  g_free (self);
}

static inline guint
get_n (const CrmSurveyReading *self, const CrmReadingSelection *selection)
{
  return selection != NULL ? selection->n : self->n;
}

static inline guint
get_response (const CrmReadingSelection *selection, guint i)
{
  return selection != NULL ? selection->places[i] : i;
}

guint
crm_survey_reading_count (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection, int minimum, guint *counts, guint n_values)
{
  guint all[256] = { 0 }, n = get_n (self, selection);

  g_return_val_if_fail (column->ratings != NULL, 0);

  for (guint i = 0; i < n; i++)
    all[(guint8)column->ratings[get_response (selection, i)]]++;
  for (guint i = 0; i < n_values; i++)
    if (minimum + (int)i > CRM_READING_NONE && minimum + (int)i <= G_MAXINT8)
      counts[i] += all[(guint8)(gint8)(minimum + (int)i)];
  return n - all[(guint8)(gint8)CRM_READING_NONE];
}

gint8 *
crm_survey_reading_gather (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection)
{
  guint n = get_n (self, selection);
  gint8 *ratings = g_new (gint8, MAX (n, 1));

  g_return_val_if_fail (column->ratings != NULL, ratings);

  for (guint i = 0; i < n; i++)
    ratings[i] = column->ratings[get_response (selection, i)];
  return ratings;
}

gint64 *
crm_survey_reading_gather_numbers (const CrmSurveyReading *self, const CrmReadingColumn *column, const CrmReadingSelection *selection)
{
  guint n = get_n (self, selection);
  gint64 *numbers = g_new (gint64, MAX (n, 1));

  g_return_val_if_fail (column->numbers != NULL, numbers);

  for (guint i = 0; i < n; i++)
    numbers[i] = column->numbers[get_response (selection, i)];
  return numbers;
}

CrmDate *
crm_survey_reading_gather_days (const CrmSurveyReading *self, const CrmReadingSelection *selection)
{
  guint n = get_n (self, selection);
  CrmDate *days = g_new (CrmDate, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    days[i] = self->days[get_response (selection, i)];
  return days;
}

/* ── what is not in it ────────────────────────────────────────────────────────────────────── */

static guint16
find_name (GPtrArray *names, GHashTable *known, const char *name)
{
  guint number;

  if (name == NULL)
    return 0;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));
  if (number != 0 || names->len > G_MAXUINT16)
    return (guint16)number;
  number = names->len;
  g_ptr_array_add (names, g_strdup (name));
  g_hash_table_insert (known, names->pdata[number], GUINT_TO_POINTER (number));
  return (guint16)number;
}

guint16 *
crm_survey_reading_read_segment (const CrmSurveyReading *self, CrmConnection *connection, guint field, GPtrArray *names, GError **error)
{
  const CrmKind *customer = crm_kind_get (CRM_KIND_CUSTOMER);
  g_autofree char *sql = g_strdup_printf ("SELECT p.response, c.%s FROM response_path p JOIN customer c ON c.rowid = p.customer WHERE p.survey = ? ORDER BY p.response", customer->fields[field].name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint16 *numbers = g_new0 (guint16, MAX (self->n, 1));
  guint i = 0;
  int step;

  if (statement == NULL)
    return NULL;
  g_ptr_array_set_size (names, 0);
  g_ptr_array_add (names, g_strdup (""));
  sqlite3_bind_int64 (statement, 1, self->survey->rowid);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      while (i < self->n && self->responses[i] < sqlite3_column_int64 (statement, 0))
        i++;
      if (i < self->n && self->responses[i] == sqlite3_column_int64 (statement, 0))
        numbers[i] = find_name (names, known, (const char *)sqlite3_column_text (statement, 1));
    }
  return step == 0 ? g_steal_pointer (&numbers) : NULL;
}

static void
verbatim_free (gpointer data)
{
  CrmVerbatim *verbatim = data;

  crm_record_unref (verbatim->answer);
  g_free (verbatim);
}

/* Whether anything is written in it, to that question or to any. */
static gboolean
has_text (const CrmSurveyReading *self, const CrmReadingQuestion *question, guint response)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CrmReadingColumn *column = crm_survey_reading_get_column (self, i);

      if (column->values == CRM_READING_TEXT && column->ratings[response] == 1 && (question == NULL || self->questions->pdata[column->question] == question))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_verbatims (const CrmSurveyReading *self, CrmConnection *connection, const char *sql, const CrmReadingQuestion *question, guint response, GPtrArray *verbatims, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->responses[response]);
  if (question != NULL)
    sqlite3_bind_text (statement, 2, question->code, -1, SQLITE_STATIC);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmVerbatim *verbatim = g_new0 (CrmVerbatim, 1);

      verbatim->response = response;
      verbatim->answer = crm_statement_read_record (statement, &crm_kind_answer);
      g_ptr_array_add (verbatims, verbatim);
    }
  return step == 0;
}

static int
compare_newest (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmSurveyReading *self = data;
  guint x = *(const guint *)a, y = *(const guint *)b;

  if (self->answered_at[x] != self->answered_at[y])
    return self->answered_at[x] < self->answered_at[y] ? 1 : -1;
  return (y > x) - (y < x);
}

GPtrArray *
crm_survey_reading_read_verbatims (const CrmSurveyReading *self, CrmConnection *connection, const CrmReadingQuestion *question, const CrmReadingSelection *selection, guint limit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM answer WHERE response = (SELECT id FROM response WHERE rowid = ?1) AND deleted = 0 AND text IS NOT NULL"
                                          " AND (?2 IS NULL OR question IN (SELECT id FROM question WHERE code = ?2)) ORDER BY rowid",
                                          crm_kind_get_columns (&crm_kind_answer));
  g_autoptr (GPtrArray) verbatims = g_ptr_array_new_with_free_func (verbatim_free);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < get_n (self, selection); i++)
    {
      guint response = get_response (selection, i);

      if (has_text (self, question, response))
        g_array_append_val (order, response);
    }
  g_array_sort_with_data (order, compare_newest, (gpointer)self);
  for (guint i = 0; i < order->len && verbatims->len < limit; i++)
    if (!add_verbatims (self, connection, sql, question, g_array_index (order, guint, i), verbatims, error))
      return NULL;
  return g_steal_pointer (&verbatims);
}
