/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers to a survey as they stand in the file, ready for its figures. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-reading.h"

#include "core/base/crm-local-days.h"
#include "core/schema/crm-schema-surveys.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (CrmSurveyReading, crm_survey_reading, crm_survey_reading_ref, crm_survey_reading_unref)

static void
clear_reading (gpointer data)
{
  CrmSurveyReading *self = data;

  g_clear_pointer (&self->survey, crm_record_unref);
  g_clear_pointer (&self->columns, crm_survey_columns_free);
}

CrmSurveyReading *
crm_survey_reading_ref (CrmSurveyReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_survey_reading_unref (CrmSurveyReading *self)
{
  g_atomic_rc_box_release_full (self, clear_reading);
}

/* ── versions ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_versions (CrmConnection *connection, const CrmId *survey, GArray *versions, GError **error)
{
  static const char sql[] = "SELECT id FROM survey_version v WHERE survey = ? AND deleted = 0 AND (published_at IS NOT NULL"
                            " OR EXISTS (SELECT 1 FROM response WHERE version = v.id AND deleted = 0)) ORDER BY number DESC, rowid DESC";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  CrmId version;
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, survey);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &version))
      g_array_append_val (versions, version);
  return step == 0;
}

/* (nullable): the newest first; a survey that was never published has its draft. */
static GPtrArray *
read_forms (CrmConnection *connection, const CrmId *survey, GError **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_form_unref);
  g_autoptr (GArray) versions = g_array_new (FALSE, FALSE, sizeof (CrmId));

  if (!read_versions (connection, survey, versions, error))
    return NULL;
  for (guint i = 0; i < MAX (versions->len, 1); i++)
    {
      CrmSurveyForm *form = versions->len > 0 ? crm_survey_form_read_version (connection, &g_array_index (versions, CrmId, i), error)
                                              : crm_survey_form_read (connection, survey, CRM_SURVEY_NEWEST, error);

      if (form == NULL)
        return NULL;
      g_ptr_array_add (forms, form);
    }
  return g_steal_pointer (&forms);
}

/* ── responses ────────────────────────────────────────────────────────────────────────────── */

static gboolean
count_responses (CrmConnection *connection, gint64 survey, gint64 *n, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT count(*) FROM response_path WHERE survey = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, survey);
  if (crm_connection_next (connection, statement, error) <= 0)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static void
add_response (CrmSurveyColumns *columns, CrmLocalDays *days, sqlite3_stmt *statement)
{
  gint64 channel = sqlite3_column_int64 (statement, 5);
  const guint8 *pack = sqlite3_column_blob (statement, 9);
  CrmSurveyResponse response = {
    .id = sqlite3_column_int64 (statement, 0),
    .version = sqlite3_column_int64 (statement, 1),
    .customer = sqlite3_column_int64 (statement, 2),
    .deal = sqlite3_column_int64 (statement, 3),
    .owner = sqlite3_column_int64 (statement, 4),
    .channel = channel > 0 && channel < CRM_SURVEY_N_CHANNELS ? (guint8)channel : 0,
    .day = sqlite3_column_type (statement, 6) != SQLITE_NULL ? crm_local_days_get (days, sqlite3_column_int64 (statement, 6)) : CRM_DATE_NONE,
    .complete = sqlite3_column_int (statement, 7) != 0,
    .score = sqlite3_column_type (statement, 8) != SQLITE_NULL ? sqlite3_column_int64 (statement, 8) : CRM_SURVEY_NO_SCORE,
  };

  crm_survey_columns_add (columns, &response, pack, (gsize)sqlite3_column_bytes (statement, 9));
}

static gboolean
read_responses (CrmSurveyReading *self, CrmConnection *connection, GPtrArray *forms, GTimeZone *zone, GError **error)
{
  static const char sql[] = "SELECT response, version, customer, deal, owner, channel, answered_at, complete, score, answers FROM response_path WHERE survey = ? ORDER BY response";
  g_autoptr (CrmLocalDays) days = crm_local_days_new (zone);
  sqlite3_stmt *statement;
  gint64 n;
  int step;

  if (!count_responses (connection, self->survey->rowid, &n, error))
    return FALSE;
  statement = crm_connection_prepare_static (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  self->columns = crm_survey_columns_new (forms, (gsize)n);
  sqlite3_bind_int64 (statement, 1, self->survey->rowid);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_response (self->columns, days, statement);
  return step == 0;
}

/* ── invitations ──────────────────────────────────────────────────────────────────────────── */

static guint
find_channel (const char *name)
{
  for (guint i = 0; name != NULL && crm_choices_survey_channel[i].name != NULL && i + 1 < CRM_SURVEY_N_CHANNELS; i++)
    if (strcmp (crm_choices_survey_channel[i].name, name) == 0)
      return i + 1;
  return 0;
}

static void
add_invitations (CrmInvitationCount *count, const char *state, guint n)
{
  guint *place = &count->sent;

  if (g_strcmp0 (state, "answered") == 0)
    place = &count->answered;
  else if (g_strcmp0 (state, "declined") == 0)
    place = &count->declined;
  else if (g_strcmp0 (state, "failed") == 0)
    place = &count->failed;
  else if (g_strcmp0 (state, "planned") == 0 || state == NULL)
    place = &count->planned;
  *place += n;
}

static gboolean
read_invitations (CrmSurveyReading *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT channel, state, count(*) FROM invitation WHERE survey = ? AND deleted = 0 GROUP BY channel, state";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_invitations (&self->invitations[find_channel ((const char *)sqlite3_column_text (statement, 0))],
                     (const char *)sqlite3_column_text (statement, 1), (guint)sqlite3_column_int64 (statement, 2));
  return step == 0;
}

CrmSurveyReading *
crm_survey_reading_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error)
{
  g_autoptr (CrmSurveyReading) self = g_atomic_rc_box_new0 (CrmSurveyReading);
  g_autoptr (GPtrArray) forms = read_forms (connection, survey, error);

  if (forms == NULL)
    return NULL;
  self->survey = crm_record_ref (((CrmSurveyForm *)forms->pdata[0])->survey);
  if (!read_responses (self, connection, forms, zone, error) || !read_invitations (self, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ── response rate ────────────────────────────────────────────────────────────────────────── */

static guint
count_answers (const CrmSurveyReading *self, guint channel)
{
  guint n = 0;

  for (guint i = 0; i < self->columns->responses->len; i++)
    n += channel == 0 || g_array_index (self->columns->responses, CrmSurveyResponse, i).channel == channel;
  return n;
}

CrmResponseRate
crm_survey_reading_get_response_rate (const CrmSurveyReading *self, guint channel)
{
  CrmInvitationCount count = { 0 };
  guint answers;

  for (guint i = 0; i < CRM_SURVEY_N_CHANNELS; i++)
    {
      const CrmInvitationCount *part = &self->invitations[i];

      if (channel != 0 && i != channel)
        continue;
      count.sent += part->sent;
      count.answered += part->answered;
      count.declined += part->declined;
      count.failed += part->failed;
      count.planned += part->planned;
    }
  if (!crm_survey_columns_are_anonymous (self->columns))
    return crm_response_rate_make (&count);
  answers = count_answers (self, channel);
  return crm_response_rate_make_anonymous (&count, answers < CRM_SUPPRESSION_LEAST ? 0 : answers);
}

/* ── verbatims ────────────────────────────────────────────────────────────────────────────── */

static void
free_verbatim (gpointer data)
{
  CrmVerbatim *self = data;

  g_free (self->text);
  g_free (self->tags);
  g_free (self);
}

/* The response with this rowid, if the results' filter leaves it. Responses are in the order of their rowids. */
static const CrmSurveyResponse *
find_response (const CrmSurveyReading *self, const CrmSurveyResults *results, gint64 rowid)
{
  const CrmSurveyResponse *responses = (const CrmSurveyResponse *)(gpointer)self->columns->responses->data;
  guint from = 0, until = self->columns->responses->len;

  while (from < until)
    {
      guint middle = from + (until - from) / 2;

      if (responses[middle].id < rowid)
        from = middle + 1;
      else
        until = middle;
    }
  if (from == self->columns->responses->len || responses[from].id != rowid || !crm_survey_set_has (results->set, from))
    return NULL;
  return &responses[from];
}

static int
compare_verbatims (gconstpointer a, gconstpointer b)
{
  const CrmVerbatim *x = *(const CrmVerbatim *const *)a, *y = *(const CrmVerbatim *const *)b;

  if (x->day != y->day)
    return x->day > y->day ? -1 : 1;
  if (x->response != y->response)
    return x->response > y->response ? -1 : 1;
  return strcmp (x->text, y->text);
}

static void
add_verbatim (const CrmSurveyReading *self, const CrmSurveyResults *results, sqlite3_stmt *statement, GPtrArray *verbatims)
{
  const CrmSurveyResponse *response = find_response (self, results, sqlite3_column_int64 (statement, 1));
  CrmVerbatim *verbatim;

  if (response == NULL)
    return;
  verbatim = g_new0 (CrmVerbatim, 1);
  crm_statement_read_id (statement, 0, &verbatim->answer);
  verbatim->response = results->anonymous ? 0 : response->id;
  verbatim->day = results->anonymous ? CRM_DATE_NONE : response->day;
  verbatim->text = g_strdup ((const char *)sqlite3_column_text (statement, 2));
  verbatim->tags = g_strdup ((const char *)sqlite3_column_text (statement, 3));
  g_ptr_array_add (verbatims, verbatim);
}

static gboolean
read_verbatims_of (const CrmSurveyReading *self, CrmConnection *connection, const CrmSurveyResults *results, const CrmId *question, GPtrArray *verbatims, GError **error)
{
  static const char sql[] = "SELECT a.id, r.rowid, a.text, a.tags FROM answer a JOIN response r ON r.id = a.response WHERE a.question = ? AND a.text IS NOT NULL AND a.deleted = 0 AND r.deleted = 0";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, question);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_verbatim (self, results, statement, verbatims);
  return step == 0;
}

GPtrArray *
crm_survey_reading_read_verbatims (const CrmSurveyReading *self, CrmConnection *connection, const CrmSurveyResults *results, guint place, GError **error)
{
  g_autoptr (GPtrArray) verbatims = g_ptr_array_new_with_free_func (free_verbatim);

  if (place >= results->n_questions || results->is_withheld)
    return g_steal_pointer (&verbatims);
  for (guint i = 0; i < self->columns->forms->len; i++)
    {
      const CrmSurveyForm *form = self->columns->forms->pdata[i];
      const CrmSurveyQuestion *question = crm_survey_form_find_code (form, results->questions[place].column->question->code);

      if (question != NULL && question->type == results->questions[place].column->question->type
          && !read_verbatims_of (self, connection, results, &question->record->id, verbatims, error))
        return NULL;
    }
  g_ptr_array_sort (verbatims, compare_verbatims);
  return g_steal_pointer (&verbatims);
}
