/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine lists, and what a person decides about it. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-engine-private.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

typedef GPtrArray *(*ListFunc) (CrmConnection *connection, GError **error);

/* Which list, or which piece of one. Freed on the store's threads: it must not hold the engine, and with it the store. */
typedef struct
{
  ListFunc list;
  const char *table;
  gint64 number;
  gint64 since;
  guint max;
} Query;

static Query *
new_query (CrmSyncEngine *self)
{
  Query *query = g_new0 (Query, 1);

  query->since = self->membership != NULL ? self->membership->looked : 0;
  return query;
}

static gboolean
take_array (GValue *result, GPtrArray *array)
{
  if (array == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, array);
  return TRUE;
}

static gboolean
read_list (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  return take_array (result, ((const Query *)data)->list (connection, error));
}

static DexFuture *
list (CrmSyncEngine *self, ListFunc func)
{
  Query *query = new_query (self);

  query->list = func;
  return crm_store_read (self->store, NULL, read_list, query, g_free);
}

DexFuture *
crm_sync_engine_list_unsaved (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return list (self, crm_sync_list_unsaved);
}

DexFuture *
crm_sync_engine_list_conflicts (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return list (self, crm_sync_list_conflicts);
}

/* ── news ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_news (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Query *query = data;

  return take_array (result, crm_sync_list_news (connection, query->since, query->max, error));
}

DexFuture *
crm_sync_engine_list_news (CrmSyncEngine *self, guint max)
{
  Query *query;

  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  query = new_query (self);
  query->max = max;
  return crm_store_read (self->store, NULL, read_news, query, g_free);
}

static gboolean
read_news_counts (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GArray *counts = crm_sync_count_news (connection, ((const Query *)data)->since, error);

  if (counts == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, counts);
  return TRUE;
}

DexFuture *
crm_sync_engine_count_news (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return crm_store_read (self->store, NULL, read_news_counts, new_query (self), g_free);
}

static gboolean
read_newest_edit (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 number = 0;

  if (!crm_connection_read_integer (connection, "SELECT max(number) FROM edit", &number, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_strdup_printf ("%" G_GINT64_FORMAT, number));
  return TRUE;
}

static DexFuture *
mark_looked (gpointer data)
{
  CrmSyncEngine *self = data;
  GError *error = NULL;
  g_autofree char *number = dex_await_string (crm_store_read (self->store, NULL, read_newest_edit, NULL, NULL), &error);

  if (number == NULL || !dex_await (crm_store_set_setting (self->store, CRM_SYNC_LOOKED, number), &error) || !crm_sync_engine_reload (self, &error) || !crm_sync_engine_count (self, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_mark_looked (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return dex_scheduler_spawn (NULL, 0, mark_looked, g_object_ref (self), g_object_unref);
}

/* ── deciding ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
forget (CrmConnection *connection, const Query *query, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE number = ?", query->table);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, query->number);
  return crm_connection_run (connection, statement, error);
}

static int
pull_dismissal (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  return forget (connection, data, error) ? 0 : -1;
}

static gboolean
fail_to_set (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The record is not here any more, so its value cannot be set again."));
  return FALSE;
}

/* What a list has of a value, as a change of now. */
static gboolean
set_again (CrmConnection *connection, const Query *query, CrmEdit *edit, GError **error)
{
  g_autoptr (CrmSyncUnsaved) value = crm_sync_find_value (connection, query->table, query->number, error);
  CrmValue set;

  if (value == NULL)
    return FALSE;
  if (value->record == NULL)
    return fail_to_set (error);
  if (g_str_equal (value->field_name, "deleted"))
    {
      (g_strcmp0 (value->value, "1") == 0 ? crm_edit_delete : crm_edit_restore) (edit, value->kind, &value->id);
      return TRUE;
    }
  if (value->field == NULL || !crm_value_from_stored (value->value, value->field->type, &set))
    return fail_to_set (error);
  crm_change_set (crm_edit_update (edit, value->kind, &value->id), (guint)(value->field - value->kind->fields), set);
  return TRUE;
}

static int
pull_again (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  return set_again (connection, data, edit, error) && forget (connection, data, error) ? 0 : -1;
}

typedef struct
{
  CrmSyncEngine *self;
  CrmEdit *edit;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_object_unref (decision->self);
  crm_edit_unref (decision->edit);
  g_free (decision);
}

static DexFuture *
run_decision (gpointer data)
{
  Decision *decision = data;
  CrmSyncEngine *self = decision->self;
  GError *error = NULL;

  if (!dex_await (crm_store_apply (self->store, decision->edit, NULL), &error) || !crm_sync_engine_count (self, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
decide (CrmSyncEngine *self, const char *table, gint64 number, gboolean again)
{
  Decision *decision = g_new0 (Decision, 1);
  Query *query = new_query (self);

  query->table = table;
  query->number = number;
  decision->self = g_object_ref (self);
  /* Translators: the title of an edit, as Undo names it. */
  decision->edit = crm_edit_new_stream (_ ("Set value again"), again ? CRM_EDIT_ORIGIN_PERSON : CRM_EDIT_ORIGIN_SYNC, again ? pull_again : pull_dismissal, query, g_free);
  return dex_scheduler_spawn (NULL, 0, run_decision, decision, decision_free);
}

DexFuture *
crm_sync_engine_dismiss_unsaved (CrmSyncEngine *self, gint64 number)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return decide (self, "sync_unsaved", number, FALSE);
}

DexFuture *
crm_sync_engine_retry_unsaved (CrmSyncEngine *self, gint64 number)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return decide (self, "sync_unsaved", number, TRUE);
}

DexFuture *
crm_sync_engine_dismiss_conflict (CrmSyncEngine *self, gint64 number)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return decide (self, "sync_conflict", number, FALSE);
}

DexFuture *
crm_sync_engine_restore_conflict (CrmSyncEngine *self, gint64 number)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return decide (self, "sync_conflict", number, TRUE);
}
