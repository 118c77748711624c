/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Collect view shows. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-collect-reading.h"

#include "core/schema/crm-schema-surveys.h"

G_DEFINE_BOXED_TYPE (CrmSurveyCollectReading, crm_survey_collect_reading, crm_survey_collect_reading_ref, crm_survey_collect_reading_unref)

static CrmRecord *
ref_or_null (CrmRecord *record)
{
  return record != NULL ? crm_record_ref (record) : NULL;
}

CrmSurveyInvited *
crm_survey_invited_copy (const CrmSurveyInvited *self)
{
  CrmSurveyInvited *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (CrmSurveyInvited, 1);
  *copy = (CrmSurveyInvited){ crm_record_ref (self->invitation), ref_or_null (self->customer), ref_or_null (self->task), g_strdup (self->deal), self->response };
  return copy;
}

void
crm_survey_invited_free (CrmSurveyInvited *self)
{
  g_return_if_fail (self != NULL);

  crm_record_unref (self->invitation);
  g_clear_pointer (&self->customer, crm_record_unref);
  g_clear_pointer (&self->task, crm_record_unref);
  g_free (self->deal);
  g_free (self);
}

CrmSurveyCollectReading *
crm_survey_collect_reading_ref (CrmSurveyCollectReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
reading_clear (gpointer data)
{
  CrmSurveyCollectReading *self = data;

  g_hash_table_unref (self->by_channel);
  g_hash_table_unref (self->by_state);
  g_ptr_array_unref (self->invited);
}

void
crm_survey_collect_reading_unref (CrmSurveyCollectReading *self)
{
  g_atomic_rc_box_release_full (self, reading_clear);
}

static gboolean
read_counts (CrmConnection *connection, const char *sql, const CrmId *survey, GHashTable *counts, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, survey);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_hash_table_insert (counts, g_strdup ((const char *)sqlite3_column_text (statement, 0)), GUINT_TO_POINTER ((guint)sqlite3_column_int64 (statement, 1)));
  return step == 0;
}

static gboolean
read_invitations (CrmSurveyCollectReading *self, CrmConnection *connection, const CrmId *survey, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM invitation WHERE survey = ? AND deleted = 0"
                                          " ORDER BY state NOT IN ('planned', 'sent'), coalesce(answered_at, invited_at) DESC, rowid DESC LIMIT %d",
                                          crm_kind_get_columns (&crm_kind_invitation), CRM_SURVEY_INVITATIONS_SHOWN);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, survey);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmSurveyInvited *invited = g_new0 (CrmSurveyInvited, 1);

      invited->invitation = crm_statement_read_record (statement, &crm_kind_invitation);
      g_ptr_array_add (self->invited, invited);
    }
  return step == 0;
}

/* The record @field refers to; NULL where there is none, and on error. */
static CrmRecord *
read_referred (CrmConnection *connection, const CrmRecord *invitation, guint field, GError **error)
{
  const CrmId *id = crm_record_get_id (invitation, field);

  return id != NULL && *error == NULL ? crm_connection_read_record (connection, crm_kind_get (invitation->kind->fields[field].refers), id, error) : NULL;
}

static void
read_response (CrmConnection *connection, CrmSurveyInvited *invited, GError **error)
{
  static const char sql[] = "SELECT id FROM response WHERE survey = ?1 AND customer IS ?2 AND invitation = ?3 AND deleted = 0 LIMIT 1";
  sqlite3_stmt *statement = *error == NULL ? crm_connection_prepare_static (connection, sql, error) : NULL;

  if (statement == NULL)
    return;
  crm_statement_bind_id (statement, 1, crm_record_get_id (invited->invitation, CRM_INVITATION_SURVEY));
  if (crm_record_has (invited->invitation, CRM_INVITATION_CUSTOMER))
    crm_statement_bind_id (statement, 2, crm_record_get_id (invited->invitation, CRM_INVITATION_CUSTOMER));
  crm_statement_bind_id (statement, 3, &invited->invitation->id);
  if (crm_connection_next (connection, statement, error) > 0)
    crm_statement_read_id (statement, 0, &invited->response);
  sqlite3_reset (statement);
}

static gboolean
read_around (CrmSurveyCollectReading *self, CrmConnection *connection, GError **error)
{
  GError *local_error = NULL;

  for (guint i = 0; i < self->invited->len && local_error == NULL; i++)
    {
      CrmSurveyInvited *invited = self->invited->pdata[i];
      g_autoptr (CrmRecord) deal = read_referred (connection, invited->invitation, CRM_INVITATION_DEAL, &local_error);

      invited->customer = read_referred (connection, invited->invitation, CRM_INVITATION_CUSTOMER, &local_error);
      invited->task = read_referred (connection, invited->invitation, CRM_INVITATION_TASK, &local_error);
      invited->deal = deal != NULL ? g_strdup (crm_record_get_title (deal)) : NULL;
      if (invited->task != NULL && invited->task->deleted)
        g_clear_pointer (&invited->task, crm_record_unref);
      read_response (connection, invited, &local_error);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
read_all (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const CrmId *survey = data;
  g_autoptr (CrmSurveyCollectReading) self = g_atomic_rc_box_new0 (CrmSurveyCollectReading);
  GHashTableIter iter;
  gpointer n;

  self->by_channel = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->invited = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_survey_invited_free);
  if (!read_counts (connection, "SELECT coalesce(channel, ''), count(*) FROM response WHERE survey = ? AND deleted = 0 GROUP BY 1", survey, self->by_channel, error) || !read_counts (connection, "SELECT coalesce(state, 'planned'), count(*) FROM invitation WHERE survey = ? AND deleted = 0 GROUP BY 1", survey, self->by_state, error) || !read_invitations (self, connection, survey, error) || !read_around (self, connection, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->by_state);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    self->n_invited += GPOINTER_TO_UINT (n);
  g_value_init (result, CRM_TYPE_SURVEY_COLLECT_READING);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
crm_survey_collect_reading_read (CrmContext *context, const CrmId *survey)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (context) && survey != NULL, NULL);

  return crm_store_read (crm_context_get_store (context), NULL, read_all, g_memdup2 (survey, sizeof *survey), g_free);
}

guint
crm_survey_collect_reading_count (const CrmSurveyCollectReading *self, GHashTable *counts, const char *name)
{
  g_return_val_if_fail (self != NULL && counts != NULL && name != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
}
