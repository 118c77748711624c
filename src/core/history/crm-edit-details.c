/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one edit did, record by record, and what taking it back would do. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/history/crm-edit-details.h"

#include "core/history/crm-record-scope.h"

void
crm_edit_touched_free (CrmEditTouched *touched)
{
  g_free (touched->title);
  g_free (touched->whole);
  g_clear_pointer (&touched->changes, g_ptr_array_unref);
  g_free (touched);
}

static const CrmKind *
get_known_kind (int number)
{
  return number > CRM_KIND_NONE && number < CRM_N_KINDS ? crm_kind_get ((CrmKindId)number) : NULL;
}

/* ── record by record ─────────────────────────────────────────────────────────────────────── */

static CrmEditTouched *
touched_new (const CrmKind *kind, gint64 rowid, CrmTimelineChangeType type)
{
  CrmEditTouched *touched = g_new0 (CrmEditTouched, 1);

  touched->kind = kind;
  touched->type = type;
  touched->position.rowid = rowid;
  touched->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_change_free);
  return touched;
}

static gboolean
name_touched (CrmConnection *connection, CrmEditTouched *touched, const CrmValueStyle *style, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, touched->kind, touched->position.rowid, NULL);

  if (record != NULL)
    {
      crm_record_scope_find_whole (connection, record, &touched->open_kind, &touched->open_id);
      touched->title = crm_record_scope_dup_title (connection, record);
      if (!crm_id_equal (&touched->open_id, &record->id))
        touched->whole = crm_record_scope_dup_whole (connection, record);
    }
  return crm_timeline_changes_resolve (connection, touched->changes, style, error);
}

/* Rows that follow each other about one record are one entry. That a record came or went stands in its type. */
static void
collect_row (GPtrArray *list, sqlite3_stmt *row)
{
  const CrmKind *kind = get_known_kind (sqlite3_column_int (row, 1));
  gint64 rowid = sqlite3_column_int64 (row, 2);
  const char *field = (const char *)sqlite3_column_text (row, 3), *new = (const char *)sqlite3_column_text (row, 5);
  CrmEditTouched *touched = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;

  if (kind == NULL)
    return;
  if (touched == NULL || touched->kind != kind || touched->position.rowid != rowid)
    g_ptr_array_add (list, touched = touched_new (kind, rowid, CRM_TIMELINE_CHANGED));
  touched->position.history = sqlite3_column_int64 (row, 0);
  if (strcmp (field, "deleted") == 0)
    touched->type = g_strcmp0 (new, "1") == 0 ? CRM_TIMELINE_REMOVED : CRM_TIMELINE_RESTORED;
  else if (strcmp (field, CRM_FIELD_NAME_ERASED) == 0)
    touched->type = CRM_TIMELINE_REMOVED;
  else
    crm_timeline_change_collect (touched->changes, kind, rowid, field, (const char *)sqlite3_column_text (row, 4), new);
}

static gboolean
read_changed (CrmConnection *connection, const CrmEditQuestion *question, gint64 after, guint max, GPtrArray *list, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s SELECT number, kind, record, field, old, new FROM history h WHERE edit = ?2 AND number > ?3%s ORDER BY number LIMIT ?4",
                                          question->kind != NULL ? crm_record_scope_get_sql (question->kind) : "",
                                          question->kind != NULL ? " AND EXISTS (SELECT 1 FROM scope s WHERE s.kind = h.kind AND s.record = h.record)" : "");
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step = -1;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, &question->record);
  sqlite3_bind_int64 (row, 2, question->number);
  sqlite3_bind_int64 (row, 3, after);
  sqlite3_bind_int (row, 4, (int)max);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    collect_row (list, row);
  return step == 0;
}

/* Of one record there are few that hang on it, of an edit there may be very many. */
static char *
make_created_sql (const CrmEditQuestion *question, const CrmKind *kind)
{
  if (question->kind != NULL)
    return g_strdup_printf ("%s SELECT record FROM scope WHERE kind = ?3 AND made = ?2 AND record > ?4 ORDER BY record LIMIT ?5", crm_record_scope_get_sql (question->kind));
  return g_strdup_printf ("SELECT t.rowid FROM edit_range r JOIN %s t ON t.rowid BETWEEN max(r.first, ?4 + 1) AND r.last"
                          " WHERE r.edit = ?2 AND r.kind = ?3 AND r.last > ?4 AND t.created_edit = ?2 ORDER BY r.first, t.rowid LIMIT ?5",
                          kind->name);
}

static gboolean
read_created_of_kind (CrmConnection *connection, const CrmEditQuestion *question, const CrmKind *kind, gint64 after, guint max, GPtrArray *list, GError **error)
{
  g_autofree char *sql = make_created_sql (question, kind);
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step = -1;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, &question->record);
  sqlite3_bind_int64 (row, 2, question->number);
  sqlite3_bind_int (row, 3, (int)kind->id);
  sqlite3_bind_int64 (row, 4, after);
  sqlite3_bind_int (row, 5, (int)max);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    {
      CrmEditTouched *touched = touched_new (kind, sqlite3_column_int64 (row, 0), CRM_TIMELINE_ADDED);

      touched->position.kind = kind->id;
      touched->position.history = G_MAXINT64;
      g_ptr_array_add (list, touched);
    }
  return step == 0;
}

GPtrArray *
crm_edit_details_read (CrmConnection *connection, const CrmEditQuestion *question, const CrmEditTouched *after, guint max, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_edit_touched_free);
  CrmKindId kind = after != NULL && after->position.kind != CRM_KIND_NONE ? after->position.kind : CRM_KIND_NONE + 1;
  gint64 rowid = after != NULL && after->position.kind != CRM_KIND_NONE ? after->position.rowid : 0;

  if ((after == NULL || after->position.kind == CRM_KIND_NONE) && !read_changed (connection, question, after != NULL ? after->position.history : 0, max, list, error))
    return NULL;
  for (; kind < CRM_N_KINDS && list->len == 0; kind++, rowid = 0)
    if (!read_created_of_kind (connection, question, crm_kind_get (kind), rowid, max, list, error))
      return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!name_touched (connection, list->pdata[i], &question->style, error))
      return NULL;
  return g_steal_pointer (&list);
}

static gboolean
count_into (CrmConnection *connection, const char *sql, gint64 number, guint *counts, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step = -1;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, number);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    if (get_known_kind (sqlite3_column_int (row, 0)) != NULL)
      counts[sqlite3_column_int (row, 0)] = (guint)sqlite3_column_int64 (row, 1);
  return step == 0;
}

gboolean
crm_edit_details_count (CrmConnection *connection, gint64 number, CrmEditCounts *counts, GError **error)
{
  *counts = (CrmEditCounts){ 0 };
  return count_into (connection, "SELECT kind, sum(last - first + 1) FROM edit_range WHERE edit = ? GROUP BY kind", number, counts->created, error) && count_into (connection, "SELECT kind, count(DISTINCT record) FROM history WHERE edit = ? GROUP BY kind", number, counts->changed, error);
}

/* ── taking back ──────────────────────────────────────────────────────────────────────────── */

/* The same question that an undo asks of each row (core/store/crm-history). */
#define CHANGED_SINCE                                                                                                                           \
  "EXISTS (SELECT 1 FROM history l JOIN edit e ON e.number = l.edit WHERE l.kind = %s AND l.record = %s AND %s AND e.root > (SELECT root FROM " \
  "edit WHERE number = ?1) AND e.undone_by IS NULL AND e.origin <> 2)"

void
crm_take_back_free (CrmTakeBack *self)
{
  crm_edit_entry_free (self->entry);
  g_free (self);
}

static gboolean
count_left (CrmConnection *connection, CrmTakeBack *self, const char *sql, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, self->entry->number);
  step = crm_connection_next (connection, row, error);
  if (step > 0)
    {
      self->n += (guint)sqlite3_column_int64 (row, 0);
      self->left += (guint)sqlite3_column_int64 (row, 1);
      self->is_merge = self->is_merge || sqlite3_column_int (row, 2) != 0;
    }
  sqlite3_reset (row);
  return step >= 0;
}

CrmTakeBack *
crm_take_back_read (CrmConnection *connection, gint64 number, GError **error)
{
  g_autoptr (CrmTakeBack) self = g_new0 (CrmTakeBack, 1);
  g_autofree char *since = g_strdup_printf (CHANGED_SINCE, "h.kind", "h.record", "l.field = h.field");
  g_autofree char *sql = g_strdup_printf ("SELECT count(*), total (%s), max(h.kind = 1 AND h.field = 'merged_into' AND h.new IS NOT NULL) FROM history h WHERE h.edit = ?1", since);

  self->entry = crm_edit_list_read_one (connection, number, error);
  if (self->entry == NULL)
    {
      g_free (g_steal_pointer (&self));
      return NULL;
    }
  if (!count_left (connection, self, sql, error))
    return NULL;
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_autofree char *kind = g_strdup_printf ("%d", (int)id);
      g_autofree char *made_since = g_strdup_printf (CHANGED_SINCE, kind, "t.rowid", "l.field <> 'deleted'");
      g_autofree char *made = g_strdup_printf ("SELECT count(*), total (%s), 0 FROM edit_range r JOIN %s t ON t.rowid BETWEEN r.first AND r.last"
                                               " WHERE r.edit = ?1 AND r.kind = %s AND t.created_edit = ?1 AND t.deleted = 0",
                                               made_since, crm_kind_get (id)->name, kind);

      if (!count_left (connection, self, made, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
