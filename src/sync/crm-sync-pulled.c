/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pulled page as an edit: merged into the file with its cursor, in one transaction. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-pulled.h"

#include "sync/crm-merge.h"
#include "sync/crm-sync-author.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-row.h"
#include "sync/crm-sync-text.h"
#include "sync/crm-wire-record.h"

#include <string.h>

typedef struct
{
  char *scope;
  CrmCursor from;
  CrmWirePage page;
  guint64 node;
} Pulled;

static void
pulled_free (gpointer data)
{
  Pulled *pulled = data;

  crm_wire_page_clear (&pulled->page);
  g_free (pulled->scope);
  g_free (pulled);
}

/* ── records ──────────────────────────────────────────────────────────────────────────────── */

/* What was changed here, and loses before the server has heard of it. */
static gboolean
note_late (CrmConnection *connection, const Pulled *pulled, const CrmKind *kind, const CrmSyncRow *row, const CrmSyncRecord *remote, GError **error)
{
  for (guint i = 0; row->dirty != 0 && i < crm_sync_record_get_n (row->state); i++)
    {
      const CrmRegister *own = crm_sync_record_get (row->state, i);
      const CrmRegister *theirs = crm_sync_record_find (remote, own->field);

      if (theirs == NULL || crm_hlc_get_node (&own->clock) != pulled->node || crm_merge_compare (&theirs->clock, theirs->value, &own->clock, own->value) <= 0)
        continue;
      if (!crm_sync_file_add_late (connection, kind, &remote->id, own, error))
        return FALSE;
    }
  return TRUE;
}

/* What was sent comes back with its number: only that is new. */
static gboolean
note_number (CrmConnection *connection, const Pulled *pulled, const CrmKind *kind, const CrmWireRow *row, GError **error)
{
  static char *sql[CRM_N_KINDS];
  sqlite3_stmt *statement;

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], g_strdup_printf ("UPDATE %s SET scope = ?, seq = ? WHERE id = ?", kind->name));
  statement = crm_connection_prepare_static (connection, sql[kind->id], error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, pulled->scope, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, row->seq);
  crm_statement_bind_id (statement, 3, &row->record->id);
  return crm_connection_run (connection, statement, error);
}

static gboolean
is_same (const CrmSyncRow *own, const CrmSyncRecord *remote)
{
  return own->dirty == 0 && crm_merge_adds_nothing (own->state, remote) && crm_merge_adds_nothing (remote, own->state);
}

static gboolean
merge_row (CrmConnection *connection, Pulled *pulled, const CrmKind *kind, const CrmWireRow *row, CrmEdit *edit, GError **error)
{
  g_auto (CrmSyncRow) own = { 0 };
  g_autoptr (CrmSyncRecord) join = NULL;
  g_autoptr (GArray) overtaken = NULL;
  gboolean waits;
  int found = crm_sync_row_read (connection, kind, &row->record->id, &own, error);

  /* It came in another scope since, and newer. */
  if (found < 0 || (found > 0 && own.seq >= row->seq))
    return found >= 0;
  if (found == 0)
    {
      crm_change_ensure_stamp (crm_sync_row_write (edit, kind, row->record, pulled->scope, row->seq, FALSE))->is_new = TRUE;
      return TRUE;
    }
  if (is_same (&own, row->record))
    return note_number (connection, pulled, kind, row, error);
  if (crm_sync_record_is_erased (row->record))
    {
      join = crm_merge (own.state, row->record);
      crm_sync_row_write (edit, kind, join, pulled->scope, row->seq, !crm_merge_adds_nothing (row->record, own.state));
      return TRUE;
    }
  overtaken = crm_assignments_new ();
  if (own.dirty != 0 && !crm_sync_text_merge (connection, kind, own.state, row->record, pulled->node, overtaken, error))
    return FALSE;
  if (!note_late (connection, pulled, kind, &own, row->record, error) || !crm_sync_conflict_note (connection, kind, &own, row->record, pulled->node, error))
    return FALSE;
  join = crm_merge (own.state, row->record);
  waits = !crm_merge_adds_nothing (row->record, own.state);
  crm_change_ensure_stamp (crm_sync_row_write (edit, kind, join, pulled->scope, row->seq, waits))->overtaken = g_steal_pointer (&overtaken);
  return waits || crm_sync_text_forget (connection, kind, &row->record->id, error);
}

static gboolean
keep_raw (CrmConnection *connection, Pulled *pulled, const CrmWireRow *row, GError **error)
{
  static const char sql[] = "INSERT INTO sync_raw VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET scope = excluded.scope, seq = excluded.seq, line = excluded.line WHERE seq < excluded.seq";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  g_autoptr (GString) line = g_string_new (NULL);

  if (statement == NULL)
    return FALSE;
  crm_wire_append_record (line, row->record);
  sqlite3_bind_text (statement, 1, row->record->kind, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 2, &row->record->id);
  sqlite3_bind_text (statement, 3, pulled->scope, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, row->seq);
  sqlite3_bind_text (statement, 5, line->str, (int)line->len, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

static guint
hash_record (gconstpointer data)
{
  const CrmSyncRecord *record = data;
  guint32 end;

  /* The end of an id is random. */
  memcpy (&end, record->id.bytes + sizeof record->id.bytes - sizeof end, sizeof end);
  return end;
}

static gboolean
is_same_record (gconstpointer a, gconstpointer b)
{
  const CrmSyncRecord *x = a, *y = b;

  return crm_id_equal (&x->id, &y->id) && strcmp (x->kind, y->kind) == 0;
}

/* A server has each record once; of one said twice only the last counts, or it would be merged with what the file had before the first. */
static gboolean
is_said_again (GHashTable *later, const CrmWireRow *row)
{
  return !g_hash_table_add (later, row->record);
}

static gboolean
merge_rows (CrmConnection *connection, Pulled *pulled, CrmEdit *edit, GError **error)
{
  g_autoptr (GHashTable) later = g_hash_table_new (hash_record, is_same_record);

  for (guint i = pulled->page.rows->len; i-- > 0;)
    {
      const CrmWireRow *row = &g_array_index (pulled->page.rows, CrmWireRow, i);
      const CrmKind *kind = crm_kind_find (row->record->kind);

      if (is_said_again (later, row))
        continue;
      if (kind != NULL ? !merge_row (connection, pulled, kind, row, edit, error) : !keep_raw (connection, pulled, row, error))
        return FALSE;
    }
  return TRUE;
}

/* ── what leaves ──────────────────────────────────────────────────────────────────────────── */

/* What was changed here stays, without a home, until it was pushed: whoever may see it where it went has it back then. */
static gboolean
leave_homeless (CrmConnection *connection, const CrmKind *kind, const CrmId *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET scope = NULL, seq = 0 WHERE id = ?", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  return crm_connection_run (connection, statement, error);
}

static gboolean
drop_raw (CrmConnection *connection, const CrmWireMove *move, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM sync_raw WHERE kind = ? AND id = ? AND seq < ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, move->kind, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 2, &move->id);
  sqlite3_bind_int64 (statement, 3, move->seq);
  return crm_connection_run (connection, statement, error);
}

/* Whether the page brings the record with a number above @seq: its rows are not written yet. */
static gboolean
is_in_page (const CrmWirePage *page, const char *kind, const CrmId *id, gint64 seq)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const CrmWireRow *row = &g_array_index (page->rows, CrmWireRow, i);

      if (row->seq > seq && crm_id_equal (&row->record->id, id) && strcmp (row->record->kind, kind) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
apply_move (CrmConnection *connection, Pulled *pulled, const CrmWireMove *move, CrmEdit *edit, GError **error)
{
  const CrmKind *kind = crm_kind_find (move->kind);
  g_auto (CrmSyncRow) own = { 0 };
  int found = kind != NULL ? crm_sync_row_read (connection, kind, &move->id, &own, error) : 0;

  if (kind == NULL)
    return drop_raw (connection, move, error);
  if (found <= 0 || own.seq >= move->seq || g_strcmp0 (own.scope, pulled->scope) != 0)
    return found >= 0;
  /* It went and came back. */
  if (is_in_page (&pulled->page, move->kind, &move->id, move->seq))
    return TRUE;
  if (own.dirty != 0)
    return leave_homeless (connection, kind, &move->id, error);
  crm_edit_purge (edit, kind, &move->id);
  return TRUE;
}

static gboolean
apply_moves (CrmConnection *connection, Pulled *pulled, CrmEdit *edit, GError **error)
{
  for (guint i = 0; i < pulled->page.moves->len; i++)
    if (!apply_move (connection, pulled, &g_array_index (pulled->page.moves, CrmWireMove, i), edit, error))
      return FALSE;
  return TRUE;
}

/* Lets go of the clean records that a condition finds; @scope is its parameter, if it has one. */
static gboolean
purge_where (CrmConnection *connection, const CrmKind *kind, const char *condition, const char *scope, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE dirty = 0 AND %s", kind->name, condition);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  CrmId id;
  int step;

  if (statement == NULL)
    return FALSE;
  if (scope != NULL)
    sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      crm_edit_purge (edit, kind, &id);
  return step == 0;
}

/* What was to come again and has not, neither before nor in this page. */
static gboolean
sweep_kind (CrmConnection *connection, Pulled *pulled, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE dirty = 0 AND scope = ? AND seq = 0", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  CrmId id;
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, pulled->scope, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id) && !is_in_page (&pulled->page, kind->name, &id, 0))
      crm_edit_purge (edit, kind, &id);
  return step == 0;
}

static gboolean
sweep (CrmConnection *connection, Pulled *pulled, CrmEdit *edit, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!sweep_kind (connection, pulled, crm_kind_get (id), edit, error))
      return FALSE;
  return TRUE;
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_wanted (CrmConnection *connection, Pulled *pulled, gboolean *wanted, gboolean *sweeping, GError **error)
{
  CrmCursor cursor;

  *wanted = FALSE;
  if (pulled->page.trailer.epoch != NULL && !crm_sync_file_meet_epoch (connection, pulled->page.trailer.epoch, wanted, error))
    return FALSE;
  if (!*wanted)
    return TRUE;
  *wanted = FALSE;
  if (!crm_sync_file_read_cursor (connection, pulled->scope, &cursor, sweeping, error))
    return FALSE;
  *wanted = cursor.seq == pulled->from.seq && cursor.nonce == pulled->from.nonce;
  return TRUE;
}

static gboolean
apply_page (CrmConnection *connection, Pulled *pulled, gboolean sweeping, CrmEdit *edit, GError **error)
{
  gboolean ends;

  if (pulled->page.reconcile && !crm_sync_file_begin_sweep (connection, pulled->scope, error))
    return FALSE;
  sweeping |= pulled->page.reconcile;
  ends = sweeping && !pulled->page.trailer.more;
  if (!crm_sync_author_note (connection, &pulled->page, error) || !merge_rows (connection, pulled, edit, error) || !apply_moves (connection, pulled, edit, error) || (ends && !sweep (connection, pulled, edit, error)))
    return FALSE;
  return crm_sync_file_write_cursor (connection, pulled->scope, &pulled->page.next, sweeping && !ends, error);
}

/* Called once, inside the writer's transaction: what it writes itself is committed with the records or not at all. */
static int
pull_page (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Pulled *pulled = data;
  gboolean wanted, sweeping;

  if (!crm_sync_file_read_node (connection, &pulled->node, error) || !is_wanted (connection, pulled, &wanted, &sweeping, error))
    return -1;
  return !wanted || apply_page (connection, pulled, sweeping, edit, error) ? 0 : -1;
}

CrmEdit *
crm_sync_pulled_new_edit (const char *title, const char *scope, const CrmCursor *from, CrmWirePage *page)
{
  Pulled *pulled = g_new0 (Pulled, 1);

  pulled->scope = g_strdup (scope);
  pulled->from = *from;
  pulled->page = *page;
  *page = (CrmWirePage){ 0 };
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_page, pulled, pulled_free);
}

/* ── revocation ───────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
list_lost (CrmConnection *connection, const char *const *scopes, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT scope FROM sync_scope", error);
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    if (!g_strv_contains (scopes, (const char *)sqlite3_column_text (statement, 0)))
      g_ptr_array_add (lost, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  return step == 0 ? g_steal_pointer (&lost) : NULL;
}

static gboolean
run_on_scope (CrmConnection *connection, const char *sql, const char *scope, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

static gboolean
let_go (CrmConnection *connection, const char *scope, CrmEdit *edit, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);
      g_autofree char *sql = g_strdup_printf ("UPDATE %s SET scope = NULL, seq = 0 WHERE scope = ? AND dirty <> 0", kind->name);

      if (!purge_where (connection, kind, "scope = ?", scope, edit, error) || !run_on_scope (connection, sql, scope, error))
        return FALSE;
    }
  return run_on_scope (connection, "DELETE FROM sync_raw WHERE scope = ?", scope, error) && run_on_scope (connection, "DELETE FROM sync_scope WHERE scope = ?", scope, error);
}

static int
pull_revocation (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) lost = list_lost (connection, data, error);

  for (guint i = 0; lost != NULL && i < lost->len; i++)
    if (!let_go (connection, lost->pdata[i], edit, error))
      return -1;
  return lost != NULL ? 0 : -1;
}

CrmEdit *
crm_sync_pulled_new_revocation (const char *title, const char *const *scopes)
{
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_revocation, g_strdupv ((char **)scopes), (GDestroyNotify)g_strfreev);
}

/* ── what is nowhere ──────────────────────────────────────────────────────────────────────── */

static int
pull_clearance (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!purge_where (connection, crm_kind_get (id), "scope IS NULL AND coalesce(seq, 0) = 0", NULL, edit, error))
      return -1;
  return 0;
}

CrmEdit *
crm_sync_pulled_new_clearance (const char *title)
{
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_clearance, NULL, NULL);
}
