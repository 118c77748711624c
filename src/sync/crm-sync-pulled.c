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

/* Pages as they are written, one after the other. */
typedef struct
{
  CrmSyncInbox *inbox;
  CrmSyncPulled *page; /* (nullable): the one that is being written */
  CrmSyncAuthors authors;
  guint64 node;
} Arrival;

static void
put_away (Arrival *arrival)
{
  if (arrival->page != NULL)
    crm_sync_inbox_return (arrival->inbox, g_steal_pointer (&arrival->page));
}

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  put_away (arrival);
  crm_sync_inbox_unref (arrival->inbox);
  g_free (arrival);
}

/* ── records ──────────────────────────────────────────────────────────────────────────────── */

/* What was changed here, and loses before the server has heard of it. */
static gboolean
note_late (CrmConnection *connection, const Arrival *arrival, const CrmKind *kind, const CrmSyncRow *row, const CrmSyncRecord *remote, GError **error)
{
  for (guint i = 0; row->dirty != 0 && i < crm_sync_record_get_n (row->state); i++)
    {
      const CrmRegister *own = crm_sync_record_get (row->state, i);
      const CrmRegister *theirs = crm_sync_record_find (remote, own->field);

      if (theirs == NULL || crm_hlc_get_node (&own->clock) != arrival->node || crm_merge_compare (&theirs->clock, theirs->value, &own->clock, own->value) <= 0)
        continue;
      if (!crm_sync_file_add_late (connection, kind, &remote->id, own, error))
        return FALSE;
    }
  return TRUE;
}

/* What was sent comes back with its number: only that is new. */
static gboolean
note_number (CrmConnection *connection, const Arrival *arrival, const CrmKind *kind, const CrmWireRow *row, GError **error)
{
  static char *sql[CRM_N_KINDS];
  sqlite3_stmt *statement;

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], g_strdup_printf ("UPDATE %s SET scope = ?, seq = ? WHERE id = ?", kind->name));
  statement = crm_connection_prepare_static (connection, sql[kind->id], error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, arrival->page->scope, -1, SQLITE_STATIC);
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
merge_row (CrmConnection *connection, Arrival *arrival, CrmChange *fresh, const CrmWireRow *row, CrmEdit *edit, GError **error)
{
  const CrmKind *kind = fresh->kind;
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
      crm_edit_add (edit, crm_change_ref (fresh));
      return TRUE;
    }
  if (is_same (&own, row->record))
    return note_number (connection, arrival, kind, row, error);
  if (crm_sync_record_is_erased (row->record))
    {
      join = crm_merge (own.state, row->record);
      crm_sync_row_write (edit, kind, join, arrival->page->scope, row->seq, !crm_merge_adds_nothing (row->record, own.state));
      return TRUE;
    }
  overtaken = crm_assignments_new ();
  if (own.dirty != 0 && !crm_sync_text_merge (connection, kind, own.state, row->record, arrival->node, overtaken, error))
    return FALSE;
  if (!note_late (connection, arrival, kind, &own, row->record, error) || !crm_sync_conflict_note (connection, kind, &own, row->record, arrival->node, error))
    return FALSE;
  join = crm_merge (own.state, row->record);
  waits = !crm_merge_adds_nothing (row->record, own.state);
  crm_sync_row_write (edit, kind, join, arrival->page->scope, row->seq, waits)->stamp->overtaken = g_steal_pointer (&overtaken);
  return waits || crm_sync_text_forget (connection, kind, &row->record->id, error);
}

static gboolean
keep_raw (CrmConnection *connection, Arrival *arrival, const CrmWireRow *row, GError **error)
{
  static const char sql[] = "INSERT INTO sync_raw VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET scope = excluded.scope, seq = excluded.seq, line = excluded.line WHERE seq < excluded.seq";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  g_autoptr (GString) line = g_string_new (NULL);

  if (statement == NULL)
    return FALSE;
  crm_wire_append_record (line, row->record);
  sqlite3_bind_text (statement, 1, row->record->kind, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 2, &row->record->id);
  sqlite3_bind_text (statement, 3, arrival->page->scope, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 4, row->seq);
  sqlite3_bind_text (statement, 5, line->str, (int)line->len, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

static gboolean
merge_rows (CrmConnection *connection, Arrival *arrival, CrmEdit *edit, GError **error)
{
  const CrmSyncPulled *pulled = arrival->page;

  for (guint i = 0; i < pulled->page.rows->len; i++)
    {
      const CrmWireRow *row = &g_array_index (pulled->page.rows, CrmWireRow, i);

      if (pulled->again[i])
        continue;
      if (pulled->fresh[i] != NULL ? !merge_row (connection, arrival, pulled->fresh[i], row, edit, error) : !keep_raw (connection, arrival, row, error))
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
apply_move (CrmConnection *connection, Arrival *arrival, const CrmWireMove *move, CrmEdit *edit, GError **error)
{
  const CrmKind *kind = crm_kind_find (move->kind);
  g_auto (CrmSyncRow) own = { 0 };
  int found = kind != NULL ? crm_sync_row_read (connection, kind, &move->id, &own, error) : 0;

  if (kind == NULL)
    return drop_raw (connection, move, error);
  if (found <= 0 || own.seq >= move->seq || g_strcmp0 (own.scope, arrival->page->scope) != 0)
    return found >= 0;
  /* It went and came back. */
  if (is_in_page (&arrival->page->page, move->kind, &move->id, move->seq))
    return TRUE;
  if (own.dirty != 0)
    return leave_homeless (connection, kind, &move->id, error);
  crm_edit_purge (edit, kind, &move->id);
  return TRUE;
}

static gboolean
apply_moves (CrmConnection *connection, Arrival *arrival, CrmEdit *edit, GError **error)
{
  for (guint i = 0; i < arrival->page->page.moves->len; i++)
    if (!apply_move (connection, arrival, &g_array_index (arrival->page->page.moves, CrmWireMove, i), edit, error))
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
sweep_kind (CrmConnection *connection, Arrival *arrival, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE dirty = 0 AND scope = ? AND seq = 0", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  CrmId id;
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, arrival->page->scope, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id) && !is_in_page (&arrival->page->page, kind->name, &id, 0))
      crm_edit_purge (edit, kind, &id);
  return step == 0;
}

static gboolean
sweep (CrmConnection *connection, Arrival *arrival, CrmEdit *edit, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!sweep_kind (connection, arrival, crm_kind_get (id), edit, error))
      return FALSE;
  return TRUE;
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_wanted (CrmConnection *connection, Arrival *arrival, gboolean *wanted, gboolean *sweeping, GError **error)
{
  CrmCursor cursor;

  *wanted = FALSE;
  if (arrival->page->page.trailer.epoch != NULL && !crm_sync_file_meet_epoch (connection, arrival->page->page.trailer.epoch, wanted, error))
    return FALSE;
  if (!*wanted)
    return TRUE;
  *wanted = FALSE;
  if (!crm_sync_file_read_cursor (connection, arrival->page->scope, &cursor, sweeping, error))
    return FALSE;
  *wanted = cursor.seq == arrival->page->from.seq && cursor.nonce == arrival->page->from.nonce;
  return TRUE;
}

static gboolean
apply_page (CrmConnection *connection, Arrival *arrival, gboolean sweeping, CrmEdit *edit, GError **error)
{
  gboolean ends;

  if (arrival->page->page.reconcile && !crm_sync_file_begin_sweep (connection, arrival->page->scope, error))
    return FALSE;
  sweeping |= arrival->page->page.reconcile;
  ends = sweeping && !arrival->page->page.trailer.more;
  if (!crm_sync_author_note (connection, &arrival->page->page, &arrival->authors, error) || !merge_rows (connection, arrival, edit, error) || !apply_moves (connection, arrival, edit, error) || (ends && !sweep (connection, arrival, edit, error)))
    return FALSE;
  return crm_sync_file_write_cursor (connection, arrival->page->scope, &arrival->page->page.next, sweeping && !ends, error);
}

/* Other settings make other keys. */
static gboolean
check_keys (CrmConnection *connection, CrmSyncPulled *pulled, GError **error)
{
  CrmKeySettings settings;

  if (!crm_key_settings_read (connection, &settings, error))
    return FALSE;
  for (guint i = 0; !crm_key_settings_equal (&settings, &pulled->settings) && i < pulled->page.rows->len; i++)
    if (pulled->fresh[i] != NULL)
      pulled->fresh[i]->stamp->has_keys = FALSE;
  return TRUE;
}

/* Inside the writer's transaction: what it writes itself is committed with the records or not at all. */
static int
pull_page (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Arrival *arrival = data;
  gboolean wanted, sweeping;

  put_away (arrival);
  arrival->page = crm_sync_inbox_take (arrival->inbox);
  if (arrival->page == NULL)
    return 0;
  if (!crm_sync_file_read_node (connection, &arrival->node, error) || !is_wanted (connection, arrival, &wanted, &sweeping, error) || !check_keys (connection, arrival->page, error))
    return -1;
  return !wanted || apply_page (connection, arrival, sweeping, edit, error) ? 1 : -1;
}

CrmEdit *
crm_sync_pulled_new_edit_of (const char *title, CrmSyncInbox *inbox)
{
  Arrival *arrival = g_new0 (Arrival, 1);
  CrmEdit *edit = crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_page, arrival, arrival_free);

  arrival->inbox = crm_sync_inbox_ref (inbox);
  crm_edit_set_divisible (edit, TRUE);
  return edit;
}

CrmEdit *
crm_sync_pulled_new_edit (const char *title, const char *scope, const CrmCursor *from, CrmWirePage *page)
{
  /* As most files have them; the writer looks. */
  CrmKeySettings settings = { .calling_code = "86" };
  g_autoptr (CrmSyncInbox) inbox = crm_sync_inbox_new ();

  crm_sync_inbox_add (inbox, crm_sync_pulled_new (scope, from, page, &settings));
  return crm_sync_pulled_new_edit_of (title, inbox);
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
