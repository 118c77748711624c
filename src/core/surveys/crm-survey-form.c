/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of a survey read whole: pages, questions and options in their order, in both languages. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-form.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CrmSurveyForm, crm_survey_form, crm_survey_form_ref, crm_survey_form_unref)

CrmSurveyForm *
crm_survey_form_ref (CrmSurveyForm *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
form_clear (gpointer data)
{
  CrmSurveyForm *self = data;

  g_clear_pointer (&self->survey, crm_record_unref);
  g_clear_pointer (&self->version, crm_record_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
}

void
crm_survey_form_unref (CrmSurveyForm *self)
{
  g_atomic_rc_box_release_full (self, form_clear);
}

static void
page_free (gpointer data)
{
  CrmSurveyPage *page = data;

  crm_record_unref (page->record);
  g_free (page);
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

/* ── putting together ─────────────────────────────────────────────────────────────────────── */

static void
set_range (CrmSurveyQuestion *question)
{
  int minimum, maximum;
  gboolean points = crm_question_type_get_range (question->type, &minimum, &maximum);

  question->minimum = minimum * CRM_DECIMAL_ONE;
  question->maximum = maximum * CRM_DECIMAL_ONE;
  question->bounded = points;
  if (crm_question_type_has_fixed_range (question->type))
    return;
  question->minimum = crm_record_get_integer (question->record, CRM_QUESTION_MINIMUM, question->minimum);
  question->maximum = crm_record_get_integer (question->record, CRM_QUESTION_MAXIMUM, question->maximum);
  if (!points)
    question->bounded = crm_record_has (question->record, CRM_QUESTION_MINIMUM) && crm_record_has (question->record, CRM_QUESTION_MAXIMUM);
}

static CrmSurveyQuestion *
question_new (CrmRecord *record, guint page)
{
  CrmSurveyQuestion *question = g_new0 (CrmSurveyQuestion, 1);

  question->record = crm_record_ref (record);
  question->type = crm_question_type_find (crm_record_get_text (record, CRM_QUESTION_TYPE));
  question->code = crm_record_get_text (record, CRM_QUESTION_CODE);
  question->page = page;
  question->options = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  question->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  set_range (question);
  return question;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const CrmRecord *x = *(CrmRecord *const *)a, *y = *(CrmRecord *const *)b;
  int field = crm_kind_find_field (x->kind, "position");

  return g_strcmp0 (crm_record_get_text (x, (guint)field), crm_record_get_text (y, (guint)field));
}

/* Those of @records of this kind whose @field is @id, in their order. */
static GPtrArray *
pick_records (GPtrArray *records, const CrmKind *kind, guint field, const CrmId *id)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      CrmRecord *record = records->pdata[i];
      const CrmId *owner = record->kind == kind && !record->deleted ? crm_record_get_id (record, field) : NULL;

      if (owner != NULL && crm_id_equal (owner, id))
        g_ptr_array_add (picked, record);
    }
  g_ptr_array_sort (picked, compare_positions);
  return picked;
}

static void
add_options (CrmSurveyQuestion *question, GPtrArray *records)
{
  g_autoptr (GPtrArray) options = pick_records (records, &crm_kind_question_option, CRM_QUESTION_OPTION_QUESTION, &question->record->id);

  for (guint i = 0; i < options->len; i++)
    {
      gboolean row = g_strcmp0 (crm_record_get_text (options->pdata[i], CRM_QUESTION_OPTION_AXIS), "row") == 0;

      g_ptr_array_add (row ? question->rows : question->options, crm_record_ref (options->pdata[i]));
    }
}

static void
add_page (CrmSurveyForm *self, CrmRecord *record, GPtrArray *records)
{
  g_autoptr (GPtrArray) questions = pick_records (records, &crm_kind_question, CRM_QUESTION_PAGE, &record->id);
  CrmSurveyPage *page = g_new0 (CrmSurveyPage, 1);

  page->record = crm_record_ref (record);
  page->first = self->questions->len;
  page->n_questions = questions->len;
  g_ptr_array_add (self->pages, page);
  for (guint i = 0; i < questions->len; i++)
    {
      CrmSurveyQuestion *question = question_new (questions->pdata[i], self->pages->len - 1);

      add_options (question, records);
      g_ptr_array_add (self->questions, question);
    }
}

CrmSurveyForm *
crm_survey_form_new (CrmRecord *survey, CrmRecord *version, GPtrArray *records)
{
  CrmSurveyForm *self;
  g_autoptr (GPtrArray) pages = NULL;

  g_return_val_if_fail (survey != NULL && version != NULL && records != NULL, NULL);

  self = g_atomic_rc_box_new0 (CrmSurveyForm);
  self->survey = crm_record_ref (survey);
  self->version = crm_record_ref (version);
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pages = pick_records (records, &crm_kind_survey_page, CRM_SURVEY_PAGE_VERSION, &version->id);
  for (guint i = 0; i < pages->len; i++)
    add_page (self, pages->pdata[i], records);
  return self;
}

/* ── from a file ──────────────────────────────────────────────────────────────────────────── */

/* Appends the records of @kind that @where the version is ?. */
static gboolean
read_records (GPtrArray *records, CrmConnection *connection, const CrmKind *kind, const char *where, const CrmId *version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s AND deleted = 0 ORDER BY rowid", crm_kind_get_columns (kind), kind->name, where);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, version);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  return step == 0;
}

static GPtrArray *
read_content (CrmConnection *connection, const CrmId *version, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  if (!read_records (records, connection, &crm_kind_survey_page, "version = ?", version, error) || !read_records (records, connection, &crm_kind_question, "version = ?", version, error) || !read_records (records, connection, &crm_kind_question_option, "question IN (SELECT id FROM question WHERE version = ?)", version, error))
    return NULL;
  return g_steal_pointer (&records);
}

static gboolean
read_codes (CrmSurveyForm *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT DISTINCT q.code FROM survey_version v JOIN question q ON q.version = v.id WHERE v.survey = ? AND q.code IS NOT NULL";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_hash_table_add (self->codes, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  return step == 0;
}

static gboolean
read_standing (CrmSurveyForm *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT (SELECT count(*) FROM response WHERE version = ?1 AND deleted = 0), count(*), NOT EXISTS"
                            " (SELECT 1 FROM survey_version WHERE survey = ?2 AND deleted = 0 AND number > ?3) FROM survey_version WHERE survey = ?2 AND deleted = 0";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->version->id);
  crm_statement_bind_id (statement, 2, &self->survey->id);
  sqlite3_bind_int64 (statement, 3, crm_record_get_integer (self->version, CRM_SURVEY_VERSION_NUMBER, 1));
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      self->n_responses = sqlite3_column_int64 (statement, 0);
      self->n_versions = sqlite3_column_int (statement, 1);
      self->newest = sqlite3_column_int (statement, 2) != 0;
    }
  sqlite3_reset (statement);
  return step > 0;
}

/* Takes both records. */
static CrmSurveyForm *
form_read (CrmConnection *connection, CrmRecord *survey, CrmRecord *version, GError **error)
{
  g_autoptr (CrmRecord) own_survey = survey, own_version = version;
  g_autoptr (GPtrArray) records = read_content (connection, &version->id, error);
  g_autoptr (CrmSurveyForm) self = records != NULL ? crm_survey_form_new (survey, version, records) : NULL;

  if (self == NULL || !read_codes (self, connection, error) || !read_standing (self, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The error for a record that is not there, unless there is one already. */
static gpointer
fail_missing (GError *local_error, const char *message, GError **error)
{
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, message);
  return NULL;
}

static CrmRecord *
read_survey (CrmConnection *connection, const CrmId *id, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *survey = crm_connection_read_record (connection, &crm_kind_survey, id, &local_error);

  return survey != NULL ? survey : fail_missing (local_error, _ ("This survey is not in the file."), error);
}

static CrmRecord *
read_version (CrmConnection *connection, const CrmId *survey, CrmSurveyWhich which, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM survey_version WHERE survey = ? AND deleted = 0%s ORDER BY number DESC, rowid DESC LIMIT 1",
                                          crm_kind_get_columns (&crm_kind_survey_version), which == CRM_SURVEY_PUBLISHED ? " AND published_at IS NOT NULL" : "");
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  CrmRecord *version = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, survey);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    version = crm_statement_read_record (statement, &crm_kind_survey_version);
  sqlite3_reset (statement);
  if (step == 0)
    return fail_missing (NULL, which == CRM_SURVEY_PUBLISHED ? _ ("This survey has not been published yet. Publish it before it is answered.") : _ ("This survey has no questions in this file."), error);
  return version;
}

CrmSurveyForm *
crm_survey_form_read (CrmConnection *connection, const CrmId *survey, CrmSurveyWhich which, GError **error)
{
  CrmRecord *record, *version;

  g_return_val_if_fail (connection != NULL && survey != NULL, NULL);

  record = read_survey (connection, survey, error);
  if (record == NULL)
    return NULL;
  version = read_version (connection, survey, which, error);
  if (version == NULL)
    {
      crm_record_unref (record);
      return NULL;
    }
  return form_read (connection, record, version, error);
}

CrmSurveyForm *
crm_survey_form_read_version (CrmConnection *connection, const CrmId *version, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *record, *survey;
  const CrmId *id;

  g_return_val_if_fail (connection != NULL && version != NULL, NULL);

  record = crm_connection_read_record (connection, &crm_kind_survey_version, version, &local_error);
  if (record == NULL)
    return fail_missing (local_error, _ ("This version of the survey is not in the file."), error);
  id = crm_record_get_id (record, CRM_SURVEY_VERSION_SURVEY);
  survey = id != NULL ? read_survey (connection, id, error) : fail_missing (NULL, _ ("This survey is not in the file."), error);
  if (survey == NULL)
    {
      crm_record_unref (record);
      return NULL;
    }
  return form_read (connection, survey, record, error);
}

/* ── looking ──────────────────────────────────────────────────────────────────────────────── */

const CrmSurveyQuestion *
crm_survey_form_find (const CrmSurveyForm *self, const CrmId *question)
{
  g_return_val_if_fail (self != NULL && question != NULL, NULL);

  for (guint i = 0; i < self->questions->len; i++)
    if (crm_id_equal (&((CrmSurveyQuestion *)self->questions->pdata[i])->record->id, question))
      return self->questions->pdata[i];
  return NULL;
}

const CrmSurveyQuestion *
crm_survey_form_find_code (const CrmSurveyForm *self, const char *code)
{
  g_return_val_if_fail (self != NULL && code != NULL, NULL);

  for (guint i = 0; i < self->questions->len; i++)
    if (g_strcmp0 (((CrmSurveyQuestion *)self->questions->pdata[i])->code, code) == 0)
      return self->questions->pdata[i];
  return NULL;
}

guint
crm_survey_form_get_place (const CrmSurveyForm *self, const CrmSurveyQuestion *question)
{
  guint place = 0;

  g_return_val_if_fail (self != NULL && question != NULL, 0);

  g_ptr_array_find (self->questions, question, &place);
  return place;
}

const CrmSurveyQuestion *
crm_survey_form_get_primary (const CrmSurveyForm *self)
{
  static const CrmQuestionType order[] = { CRM_QUESTION_TYPE_NPS, CRM_QUESTION_TYPE_CSAT, CRM_QUESTION_TYPE_CES, CRM_QUESTION_TYPE_STARS, CRM_QUESTION_TYPE_SCALE };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < self->questions->len; j++)
      if (((CrmSurveyQuestion *)self->questions->pdata[j])->type == order[i])
        return self->questions->pdata[j];
  return NULL;
}

gboolean
crm_survey_form_is_anonymous (const CrmSurveyForm *self)
{
  return crm_record_get_integer (self->survey, CRM_SURVEY_ANONYMOUS, 0) != 0;
}

gboolean
crm_survey_form_has_second (const CrmSurveyForm *self)
{
  return crm_record_has (self->survey, CRM_SURVEY_SECOND_LANGUAGE);
}

const char *
crm_survey_form_get_end (const CrmSurveyForm *self, const CrmSurveyQuestion *question, gboolean high, gboolean second)
{
  guint field = high ? CRM_QUESTION_HIGH_LABEL : CRM_QUESTION_LOW_LABEL;
  const char *text = crm_record_get_text (question->record, field + second);

  if (text != NULL || crm_record_has (question->record, field))
    return text;
  return crm_survey_get_end_phrase (question->type, high, crm_record_get_text (self->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE));
}

const char *
crm_survey_get_text (const CrmRecord *record, guint field, gboolean second)
{
  const char *text = NULL;

  g_return_val_if_fail (record != NULL && field + 1 < record->kind->n_fields, "");

  if (second)
    text = crm_record_get_text (record, field + 1);
  if (text == NULL)
    text = crm_record_get_text (record, field);
  return text != NULL ? text : "";
}

CrmRecord *
crm_survey_question_find_option (const CrmSurveyQuestion *self, const CrmId *option)
{
  GPtrArray *axes[] = { self->options, self->rows };

  for (guint axis = 0; axis < G_N_ELEMENTS (axes); axis++)
    for (guint i = 0; i < axes[axis]->len; i++)
      if (crm_id_equal (&((CrmRecord *)axes[axis]->pdata[i])->id, option))
        return axes[axis]->pdata[i];
  return NULL;
}

CrmRecord *
crm_survey_question_find_option_code (const CrmSurveyQuestion *self, const char *code)
{
  GPtrArray *axes[] = { self->options, self->rows };

  for (guint axis = 0; axis < G_N_ELEMENTS (axes); axis++)
    for (guint i = 0; i < axes[axis]->len; i++)
      if (g_strcmp0 (crm_record_get_text (axes[axis]->pdata[i], CRM_QUESTION_OPTION_CODE), code) == 0)
        return axes[axis]->pdata[i];
  return NULL;
}
