/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads history: what was changed, by whom; and works out how to take an edit back. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/store/crm-history.h"

#define PULL_MAX 500

void
crm_history_entry_free (CrmHistoryEntry *entry)
{
  g_free (entry->title);
  g_free (entry->user);
  g_free (entry->device);
  g_free (entry->field);
  g_free (entry->old);
  g_free (entry->new);
  g_free (entry);
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static CrmHistoryEntry *
read_entry (sqlite3_stmt *statement, const CrmRecord *record)
{
  CrmHistoryEntry *entry = g_new0 (CrmHistoryEntry, 1);

  entry->kind = record->kind;
  entry->rowid = record->rowid;
  entry->at = sqlite3_column_int64 (statement, 0);
  entry->edit = sqlite3_column_int64 (statement, 1);
  crm_statement_read_id (statement, 2, &entry->edit_id);
  entry->title = dup_column (statement, 3);
  entry->origin = (CrmEditOrigin)sqlite3_column_int (statement, 4);
  entry->user = dup_column (statement, 5);
  entry->device = dup_column (statement, 6);
  entry->field = dup_column (statement, 7);
  entry->old = dup_column (statement, 8);
  entry->new = dup_column (statement, 9);
  return entry;
}

/* An edit of a sync may bring what several people changed; somebody may have no record of kind user. */
#define WHO       "coalesce((SELECT u.name FROM user u WHERE u.id = coalesce(a.user, e.user)), (SELECT m.name FROM sync_member m WHERE m.id = coalesce(a.user, e.user)))"
#define WHO_JOINS " LEFT JOIN sync_author a ON a.edit = e.number AND a.id = "

GPtrArray *
crm_history_read (CrmConnection *connection, const CrmRecord *record, GError **error)
{
  static const char sql[] = "SELECT e.at, e.number, e.id, e.title, e.origin, " WHO ", e.device, 'created', NULL, NULL, 0"
                            " FROM edit e" WHO_JOINS "?4 WHERE e.number = ?3"
                            " UNION ALL"
                            " SELECT e.at, e.number, e.id, e.title, e.origin, " WHO ", e.device, h.field, h.old, h.new, h.number"
                            " FROM history h JOIN edit e ON e.number = h.edit" WHO_JOINS "?4 WHERE h.kind = ?1 AND h.record = ?2"
                            " ORDER BY 11";
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_history_entry_free);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, (int)record->kind->id);
  sqlite3_bind_int64 (statement, 2, record->rowid);
  sqlite3_bind_int64 (statement, 3, record->created_edit);
  crm_statement_bind_id (statement, 4, &record->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (entries, read_entry (statement, record));
  return step == 0 ? g_steal_pointer (&entries) : NULL;
}

static gboolean
find_id (CrmConnection *connection, const CrmKind *kind, gint64 rowid, CrmId *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE rowid = ?", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  if (crm_connection_next (connection, statement, error) > 0)
    found = crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return found;
}

/* One row of history, turned round. Fields and kinds this version does not know are left alone. */
static void
append_inverse_row (CrmEdit *edit, const CrmKind *kind, const CrmId *id, const char *field, const char *old)
{
  int index;
  CrmValue value;

  if (strcmp (field, "deleted") == 0)
    {
      if (g_strcmp0 (old, "1") == 0)
        crm_edit_delete (edit, kind, id);
      else
        crm_edit_restore (edit, kind, id);
      return;
    }
  index = crm_kind_find_field (kind, field);
  if (index >= 0 && crm_value_from_stored (old, kind->fields[index].type, &value))
    crm_change_set (crm_edit_update (edit, kind, id), (guint)index, value);
}

static const CrmKind *
get_known_kind (int number)
{
  return number > CRM_KIND_NONE && number < CRM_N_KINDS ? crm_kind_get ((CrmKindId)number) : NULL;
}

gboolean
crm_history_append_inverse (CrmConnection *connection, gint64 number, CrmEdit *edit, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT kind, record, field, old FROM history WHERE edit = ? ORDER BY number DESC", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      const CrmKind *kind = get_known_kind (sqlite3_column_int (statement, 0));
      CrmId id;

      if (kind != NULL && find_id (connection, kind, sqlite3_column_int64 (statement, 1), &id, NULL))
        append_inverse_row (edit, kind, &id, (const char *)sqlite3_column_text (statement, 2), (const char *)sqlite3_column_text (statement, 3));
    }
  return step == 0;
}

static gboolean
find_edit (CrmConnection *connection, sqlite3_stmt *statement, gint64 *number, char **title, GError **error)
{
  int step;

  *number = 0;
  *title = NULL;
  if (statement == NULL)
    return FALSE;
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      *number = sqlite3_column_int64 (statement, 0);
      *title = dup_column (statement, 1);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_history_find_undo (CrmConnection *connection, gint64 *number, char **title, GError **error)
{
  /* Origins: person 0, import 1, redo 3. */
  return find_edit (connection,
                    crm_connection_prepare (connection,
                                            "SELECT number, title FROM edit WHERE state = 0 AND undone_by IS NULL AND origin IN (0, 1, 3)"
                                            " AND created + changed > 0 ORDER BY number DESC LIMIT 1",
                                            error),
                    number, title, error);
}

gboolean
crm_history_find_redo (CrmConnection *connection, gint64 *number, char **title, GError **error)
{
  return find_edit (connection,
                    crm_connection_prepare (connection,
                                            "SELECT number, title FROM edit WHERE state = 0 AND undone_by IS NULL AND origin = 2 AND created + changed > 0"
                                            " AND number > coalesce((SELECT max(number) FROM edit WHERE state = 0 AND origin IN (0, 1, 7) AND created + changed > 0), 0)"
                                            " ORDER BY number DESC LIMIT 1",
                                            error),
                    number, title, error);
}

gboolean
crm_history_find_edit (CrmConnection *connection, const CrmId *id, gint64 *number, char **title, CrmEditOrigin *origin, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT number, title, origin FROM edit WHERE id = ? AND undone_by IS NULL", error);
  int step;

  *number = 0;
  *title = NULL;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      *number = sqlite3_column_int64 (statement, 0);
      *title = dup_column (statement, 1);
      *origin = (CrmEditOrigin)sqlite3_column_int (statement, 2);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

/* ── taking back ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 target;
  gint64 before_history; /* rows of history with smaller numbers are still to be done */
  CrmKindId kind;        /* then created rows, kind by kind from the last */
  gint64 before_rowid;
} Undo;

/* Whether an edit that still stands changed this field of this record (any field, when NULL) after the target did. */
static int
has_later_change (CrmConnection *connection, const Undo *undo, int kind, gint64 rowid, const char *field, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection,
                                                    "SELECT 1 FROM history h JOIN edit e ON e.number = h.edit WHERE h.kind = ?1 AND h.record = ?2"
                                                    " AND (h.field = ?3 OR (?3 IS NULL AND h.field <> 'deleted')) AND e.root > (SELECT root FROM edit WHERE number = ?4)"
                                                    " AND e.undone_by IS NULL AND e.origin <> 2 LIMIT 1",
                                                    error);
  int step;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, rowid);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, undo->target);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

static gboolean
append_unless_changed (CrmConnection *connection, Undo *undo, CrmEdit *edit, sqlite3_stmt *row, GError **error)
{
  const CrmKind *kind = get_known_kind (sqlite3_column_int (row, 1));
  gint64 rowid = sqlite3_column_int64 (row, 2);
  const char *field = (const char *)sqlite3_column_text (row, 3);
  int later = has_later_change (connection, undo, sqlite3_column_int (row, 1), rowid, field, error);
  CrmId id;

  if (later < 0)
    return FALSE;
  if (later > 0 || kind == NULL || !find_id (connection, kind, rowid, &id, NULL))
    crm_edit_add_skipped (edit, 1);
  else
    append_inverse_row (edit, kind, &id, field, (const char *)sqlite3_column_text (row, 4));
  return TRUE;
}

static int
pull_history (CrmConnection *connection, Undo *undo, CrmEdit *edit, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection,
                                                    "SELECT number, kind, record, field, old FROM history WHERE edit = ? AND number < ? ORDER BY number DESC LIMIT ?",
                                                    error);
  int step, n = 0;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, undo->target);
  sqlite3_bind_int64 (statement, 2, undo->before_history);
  sqlite3_bind_int (statement, 3, PULL_MAX);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      undo->before_history = sqlite3_column_int64 (statement, 0);
      n++;
      if (!append_unless_changed (connection, undo, edit, statement, error))
        {
          sqlite3_reset (statement);
          return -1;
        }
    }
  return step < 0 ? -1 : n;
}

static int
pull_created_of_kind (CrmConnection *connection, Undo *undo, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.rowid, t.id FROM edit_range r JOIN %s t ON t.rowid BETWEEN r.first AND r.last AND t.rowid < ?3"
                                          " WHERE r.edit = ?1 AND r.kind = ?2 AND r.first < ?3 AND t.created_edit = ?1 AND t.deleted = 0"
                                          " ORDER BY r.first DESC, t.rowid DESC LIMIT ?4",
                                          kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step, n = 0;
  CrmId id;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, undo->target);
  sqlite3_bind_int (statement, 2, (int)kind->id);
  sqlite3_bind_int64 (statement, 3, undo->before_rowid);
  sqlite3_bind_int (statement, 4, PULL_MAX);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      int later;

      undo->before_rowid = sqlite3_column_int64 (statement, 0);
      n++;
      later = has_later_change (connection, undo, (int)kind->id, undo->before_rowid, NULL, error);
      if (later == 0 && crm_statement_read_id (statement, 1, &id))
        crm_edit_delete (edit, kind, &id);
      else if (later > 0)
        crm_edit_add_skipped (edit, 1);
      else if (later < 0)
        {
          sqlite3_reset (statement);
          return -1;
        }
    }
  return step < 0 ? -1 : n;
}

static int
pull_undo (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Undo *undo = data;
  int n = undo->before_history > 0 ? pull_history (connection, undo, edit, error) : 0;

  if (n != 0)
    return n < 0 ? -1 : 1;
  undo->before_history = 0;
  while (undo->kind < CRM_N_KINDS)
    {
      n = pull_created_of_kind (connection, undo, crm_kind_get (undo->kind), edit, error);
      if (n != 0)
        return n < 0 ? -1 : 1;
      undo->kind++;
      undo->before_rowid = G_MAXINT64;
    }
  return 0;
}

CrmEdit *
crm_history_new_undo (gint64 number, const char *title, CrmEditOrigin origin)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->target = number;
  undo->before_history = G_MAXINT64;
  undo->before_rowid = G_MAXINT64;
  /* Customers go first: what hangs on them then needs no new facts and documents, one kind after the other. */
  undo->kind = CRM_KIND_NONE + 1;
  return crm_edit_new_stream (title, origin, pull_undo, undo, g_free);
}
