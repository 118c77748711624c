/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be sent, and what becomes of it when the server has said what it thinks of it. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-outbox.h"

#include "sync/crm-merge.h"
#include "sync/crm-sync-author.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-row.h"
#include "sync/crm-sync-text.h"
#include "sync/crm-wire-record.h"

#include <string.h>

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((CrmOutboxItem *)data)->record, crm_sync_record_unref);
}

static GArray *
new_items (void)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (CrmOutboxItem));

  g_array_set_clear_func (items, clear_item);
  return items;
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmKindId kind;
  CrmId id;
  gint64 dirty;
} Mark;

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Mark *)a)->dirty, y = ((const Mark *)b)->dirty;

  return (x > y) - (x < y);
}

static gboolean
list_marks_of_kind (CrmConnection *connection, const CrmKind *kind, gboolean deleted, guint max, GArray *marks, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, dirty FROM %s WHERE dirty <> 0 AND deleted = ? AND dirty NOT IN (SELECT number FROM edit WHERE state = 1) ORDER BY dirty LIMIT ?", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, deleted);
  sqlite3_bind_int64 (statement, 2, max);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Mark mark = { .kind = kind->id, .dirty = sqlite3_column_int64 (statement, 1) };

      if (crm_statement_read_id (statement, 0, &mark.id))
        g_array_append_val (marks, mark);
    }
  return step == 0;
}

static GArray *
list_marks (CrmConnection *connection, gboolean deleted, guint max, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!list_marks_of_kind (connection, crm_kind_get (id), deleted, max, marks, error))
      return NULL;
  g_array_sort (marks, compare_marks);
  return g_steal_pointer (&marks);
}

/* How long a record's line is; @line is written over. */
static gsize
measure (GString *line, const CrmSyncRecord *record)
{
  g_string_truncate (line, 0);
  crm_wire_append_record (line, record);
  return line->len;
}

/* The first has always room. */
static gboolean
read_marked (CrmConnection *connection, GArray *marks, guint max, gsize max_bytes, GArray *items, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize bytes = 0;

  for (guint i = 0; i < marks->len && items->len < max; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);
      const CrmKind *kind = crm_kind_get (mark->kind);
      g_auto (CrmSyncRow) row = { 0 };
      CrmOutboxItem item = { kind, mark->dirty };

      if (crm_sync_row_read (connection, kind, &mark->id, &row, error) < 0)
        return FALSE;
      if (row.state == NULL)
        return TRUE;
      if (!crm_sync_text_add_bases (connection, kind, row.state, error))
        return FALSE;
      item.length = measure (line, row.state);
      bytes += item.length;
      if (items->len > 0 && bytes > max_bytes)
        return TRUE;
      item.seq = row.seq;
      item.record = g_steal_pointer (&row.state);
      g_array_append_val (items, item);
    }
  return TRUE;
}

static gboolean
read_late (CrmConnection *connection, guint max, GArray *items, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT kind, id, field, clock, value FROM sync_late LIMIT ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, max - items->len);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmOutboxItem item = { crm_kind_get ((CrmKindId)sqlite3_column_int (statement, 0)) };
      CrmHlc clock;
      CrmId id;

      if (item.kind == NULL || !crm_statement_read_id (statement, 1, &id) || sqlite3_column_bytes (statement, 3) != CRM_HLC_LENGTH)
        continue;
      memcpy (clock.bytes, sqlite3_column_blob (statement, 3), CRM_HLC_LENGTH);
      item.record = crm_sync_record_new (item.kind->name, &id);
      crm_sync_record_set (item.record, (const char *)sqlite3_column_text (statement, 2), (const char *)sqlite3_column_text (statement, 4), &clock);
      g_array_append_val (items, item);
    }
  return step == 0;
}

GArray *
crm_outbox_read_many (CrmConnection *connection, guint max, guint n_pushes, GError **error)
{
  g_autoptr (GArray) items = new_items ();
  g_autoptr (GArray) marks = list_marks (connection, FALSE, max * n_pushes, error);

  if (marks != NULL && marks->len == 0)
    {
      g_array_unref (marks);
      marks = list_marks (connection, TRUE, max * n_pushes, error);
    }
  if (marks == NULL || !read_marked (connection, marks, max * n_pushes, (gsize)n_pushes * CRM_OUTBOX_BYTES, items, error) || !read_late (connection, MAX (max, items->len), items, error))
    return NULL;
  return g_steal_pointer (&items);
}

GArray *
crm_outbox_read (CrmConnection *connection, guint max, GError **error)
{
  return crm_outbox_read_many (connection, max, 1, error);
}

guint
crm_outbox_split (GArray *items, guint start, guint max)
{
  gsize bytes = 0;
  guint n = 0;

  while (start + n < items->len && n < max)
    {
      bytes += g_array_index (items, CrmOutboxItem, start + n).length;
      if (n > 0 && bytes > CRM_OUTBOX_BYTES)
        break;
      n++;
    }
  return n;
}

GArray *
crm_outbox_slice (GArray *items, guint start, guint n)
{
  GArray *slice = new_items ();

  for (guint i = start; i < start + n; i++)
    {
      CrmOutboxItem item = g_array_index (items, CrmOutboxItem, i);

      crm_sync_record_ref (item.record);
      g_array_append_val (slice, item);
    }
  return slice;
}

GPtrArray *
crm_outbox_get_records (GArray *items)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_record_unref);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (records, crm_sync_record_ref (g_array_index (items, CrmOutboxItem, i).record));
  return records;
}

/* ── settling ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GArray *items;
  GArray *verdicts;
  gint64 server_time;
  gint64 now;
  guint64 node;
  CrmHlc sent;      /* the newest clock of this file's that the server knew of before */
  CrmHlc newest;    /* and now */
  gint64 has_bases; /* whether any long text here is based on another than it is */

  /* where all of it is on the server now; used when the file has read what is before it */
  char *epoch;
  char *scope; /* (nullable) */
  CrmCursor from, next;
  gboolean is_placed;
} Settlement;

static void
settlement_free (gpointer data)
{
  Settlement *self = data;

  g_array_unref (self->items);
  g_array_unref (self->verdicts);
  g_free (self->epoch);
  g_free (self->scope);
  g_free (self);
}

static gboolean
forget_late (CrmConnection *connection, const CrmOutboxItem *item, GError **error)
{
  const CrmRegister *one = crm_sync_record_get (item->record, 0);
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM sync_late WHERE kind = ? AND id = ? AND field = ? AND clock = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)item->kind->id);
  crm_statement_bind_id (statement, 2, &item->record->id);
  sqlite3_bind_text (statement, 3, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 4, one->clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

static gboolean
clear_mark (CrmConnection *connection, const CrmOutboxItem *item, gboolean taken, GError **error)
{
  static char *sql[2][CRM_N_KINDS];
  char **own = &sql[taken ? 1 : 0][item->kind->id];
  sqlite3_stmt *statement;

  if (g_once_init_enter_pointer (own))
    g_once_init_leave_pointer (own, g_strdup_printf ("UPDATE %s SET dirty = 0%s WHERE id = ? AND dirty = ?", item->kind->name, taken ? "" : ", seq = -1"));
  statement = crm_connection_prepare_static (connection, *own, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &item->record->id);
  sqlite3_bind_int64 (statement, 2, item->dirty);
  return crm_connection_run (connection, statement, error);
}

/* ── what need not be fetched ─────────────────────────────────────────────────────────────── */

static gboolean
is_all_ok (const Settlement *self)
{
  for (guint i = 0; i < self->verdicts->len; i++)
    if (g_array_index (self->verdicts, CrmWireVerdict, i).verdict != CRM_VERDICT_OK || g_array_index (self->items, CrmOutboxItem, i).dirty == 0)
      return FALSE;
  return TRUE;
}

/* The file has all that the scope had before the push, so with the numbers of what was pushed it has all that is there now. */
static gboolean
decide_place (CrmConnection *connection, Settlement *self, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *epoch = NULL;
  gboolean sweeping;
  CrmCursor cursor;

  if (self->scope == NULL || self->items->len != self->verdicts->len || self->next.seq - self->from.seq != (gint64)self->items->len || !is_all_ok (self))
    return TRUE;
  if (!crm_sync_file_read_cursor (connection, self->scope, &cursor, &sweeping, error))
    return FALSE;
  epoch = crm_connection_dup_setting (connection, CRM_SYNC_EPOCH, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  self->is_placed = !sweeping && cursor.seq == self->from.seq && cursor.nonce == self->from.nonce && epoch != NULL && g_strcmp0 (epoch, self->epoch) == 0;
  return TRUE;
}

/* With the mark taken off, or, when it is another by now, under it. What has left the file since has the scope read as it always is. */
static gboolean
place (CrmConnection *connection, Settlement *self, guint position, gboolean marked, GError **error)
{
  static char *sql[2][CRM_N_KINDS];
  const CrmOutboxItem *item = &g_array_index (self->items, CrmOutboxItem, position);
  char **own = &sql[marked ? 1 : 0][item->kind->id];
  sqlite3_stmt *statement;

  if (g_once_init_enter_pointer (own))
    g_once_init_leave_pointer (own, g_strdup_printf ("UPDATE %s SET scope = ?, seq = ?%s WHERE id = ?%s", item->kind->name, marked ? ", dirty = 0" : "", marked ? " AND dirty = ?" : ""));
  statement = crm_connection_prepare_static (connection, *own, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->scope, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, self->from.seq + position + 1);
  crm_statement_bind_id (statement, 3, &item->record->id);
  if (marked)
    sqlite3_bind_int64 (statement, 4, item->dirty);
  return crm_connection_run (connection, statement, error);
}

/* The mark may be another by now: something was changed since. */
static gboolean
accept_in_place (CrmConnection *connection, Settlement *self, guint position, GError **error)
{
  const CrmOutboxItem *item = &g_array_index (self->items, CrmOutboxItem, position);
  sqlite3 *handle = crm_connection_get_handle (connection);

  if ((self->has_bases && !crm_sync_text_rebase (connection, item->kind, item->record, error)) || !place (connection, self, position, TRUE, error))
    return FALSE;
  if (sqlite3_changes (handle) > 0)
    return !self->has_bases || crm_sync_text_forget (connection, item->kind, &item->record->id, error);
  if (!place (connection, self, position, FALSE, error))
    return FALSE;
  self->is_placed = self->is_placed && sqlite3_changes (handle) > 0;
  return TRUE;
}

static gboolean
accept_all_in_place (CrmConnection *connection, Settlement *self, GError **error)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      crm_sync_sent_add (&self->newest, g_array_index (self->items, CrmOutboxItem, i).record, self->node);
      if (!accept_in_place (connection, self, i, error))
        return FALSE;
    }
  return !self->is_placed || crm_sync_file_write_cursor (connection, self->scope, &self->next, FALSE, error);
}

/* ── one verdict ──────────────────────────────────────────────────────────────────────────── */

/* The mark may be another by now: something was changed since. */
static gboolean
accept (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, GError **error)
{
  if (!self->has_bases)
    return clear_mark (connection, item, TRUE, error);
  if (!crm_sync_text_rebase (connection, item->kind, item->record, error) || !clear_mark (connection, item, TRUE, error))
    return FALSE;
  return sqlite3_changes (crm_connection_get_handle (connection)) == 0 || crm_sync_text_forget (connection, item->kind, &item->record->id, error);
}

/* Of this device, and not what the server has. */
static gboolean
list_unsaved (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmSyncRecord *state, const CrmWireVerdict *verdict, GError **error)
{
  const char *reason = verdict->reason != NULL ? verdict->reason : "gone";

  for (guint i = 0; i < crm_sync_record_get_n (state); i++)
    {
      const CrmRegister *one = crm_sync_record_get (state, i);
      const CrmRegister *theirs = verdict->record != NULL ? crm_sync_record_find (verdict->record, one->field) : NULL;

      int order = theirs != NULL ? crm_merge_compare (&theirs->clock, theirs->value, &one->clock, one->value) : -1;

      if (crm_hlc_get_node (&one->clock) != self->node || order == 0)
        continue;
      /* What came too late as well is told to the server like any that did. */
      if (order > 0 ? !crm_sync_file_add_late (connection, item->kind, &item->record->id, one, error) : !crm_sync_file_add_unsaved (connection, item->kind, &item->record->id, one, reason, self->now, error))
        return FALSE;
    }
  return TRUE;
}

/* What nobody else may have from here goes; what the server is only too old or too small for stays, with a number that no page has. */
static gboolean
is_forbidden (const char *reason)
{
  return g_strv_contains ((const char *const[]){ "permission", "scope", "node", "unknown", NULL }, reason);
}

/* What was changed since, here or by a page, is sent first, and refused or not by itself: the server's state in the verdict may be of before that. */
static gboolean
reject (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmEdit *edit, GError **error)
{
  g_auto (CrmSyncRow) row = { 0 };
  int found = crm_sync_row_read (connection, item->kind, &item->record->id, &row, error);

  if (found <= 0 || row.dirty != item->dirty || row.seq != item->seq)
    return found >= 0;
  if (!list_unsaved (connection, self, item, row.state, verdict, error) || !crm_sync_text_forget (connection, item->kind, &item->record->id, error))
    return FALSE;
  if (verdict->record == NULL && is_forbidden (verdict->reason))
    crm_edit_purge (edit, item->kind, &item->record->id);
  else if (verdict->record == NULL)
    return clear_mark (connection, item, FALSE, error);
  else
    crm_sync_row_write (edit, item->kind, verdict->record, row.scope, row.seq, FALSE);
  return TRUE;
}

static gboolean
let_go (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmEdit *edit, GError **error)
{
  g_auto (CrmSyncRow) row = { 0 };
  int found = crm_sync_row_read (connection, item->kind, &item->record->id, &row, error);

  if (found <= 0 || row.seq != item->seq)
    return found >= 0;
  if (!list_unsaved (connection, self, item, row.state, verdict, error) || !crm_sync_text_forget (connection, item->kind, &item->record->id, error))
    return FALSE;
  crm_edit_purge (edit, item->kind, &item->record->id);
  /* Who may see it again before the file hears that they might not has the scope read from behind it: the next round compares. */
  return crm_connection_set_setting (connection, CRM_SYNC_CHECK, "1", error);
}

/* What is further ahead than any server takes was given out in this file, be it before it was put back or copied and had another node. */
static gboolean
is_own (const Settlement *self, const CrmHlc *clock)
{
  return crm_hlc_get_node (clock) == self->node || crm_hlc_get_time (clock) > self->server_time + CRM_SYNC_CLOCK_AHEAD / 1000;
}

/* By how much this file's clocks in a record are ahead, milliseconds. */
static gint64
measure_lead (const Settlement *self, const CrmSyncRecord *state)
{
  gint64 lead = is_own (self, &state->creation) ? crm_hlc_get_time (&state->creation) - self->server_time : 0;

  for (guint i = 0; i < crm_sync_record_get_n (state); i++)
    {
      const CrmRegister *one = crm_sync_record_get (state, i);

      if (is_own (self, &one->clock))
        lead = MAX (lead, crm_hlc_get_time (&one->clock) - self->server_time);
    }
  return lead;
}

/* All by the same, so that they stay in order. Those of before the lead, which the server has, are left alone. */
static CrmHlc
set_back (const Settlement *self, const CrmHlc *clock, gint64 lead)
{
  if (!is_own (self, clock) || crm_hlc_get_time (clock) <= self->server_time)
    return *clock;
  return crm_hlc_move (clock, -lead, self->node);
}

/* With clocks of the future the record has won over what came from the server; with those it has now it may lose, and nothing brings that again. */
static gboolean
meet (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmSyncRecord *state, const CrmSyncRow *row, CrmEdit *edit, GError **error)
{
  g_autoptr (GArray) overtaken = crm_assignments_new ();
  g_autoptr (CrmSyncRecord) join = NULL;

  if (verdict->record == NULL)
    {
      crm_sync_row_write (edit, item->kind, state, row->scope, row->seq, TRUE);
      return TRUE;
    }
  if (!crm_sync_text_merge (connection, item->kind, state, verdict->record, self->node, overtaken, error))
    return FALSE;
  for (guint i = 0; i < crm_sync_record_get_n (state); i++)
    {
      const CrmRegister *own = crm_sync_record_get (state, i), *theirs = crm_sync_record_find (verdict->record, own->field);

      if (theirs != NULL && crm_hlc_get_node (&own->clock) == self->node && crm_merge_compare (&theirs->clock, theirs->value, &own->clock, own->value) > 0
          && !crm_sync_file_add_late (connection, item->kind, &item->record->id, own, error))
        return FALSE;
    }
  join = crm_merge (state, verdict->record);
  crm_sync_row_write (edit, item->kind, join, row->scope, row->seq, TRUE)->stamp->overtaken = g_steal_pointer (&overtaken);
  return TRUE;
}

static gboolean
restamp (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmEdit *edit, GError **error)
{
  g_auto (CrmSyncRow) row = { 0 };
  g_autoptr (CrmSyncRecord) state = NULL;
  CrmHlc creation;
  gint64 lead;
  int found = crm_sync_row_read (connection, item->kind, &item->record->id, &row, error);

  if (found <= 0)
    return found == 0;
  lead = measure_lead (self, row.state);
  state = crm_sync_record_new (item->kind->name, &item->record->id);
  creation = set_back (self, &row.state->creation, lead);
  crm_sync_record_set_creation (state, &creation);
  for (guint i = 0; i < crm_sync_record_get_n (row.state); i++)
    {
      const CrmRegister *one = crm_sync_record_get (row.state, i);
      CrmHlc clock = set_back (self, &one->clock, lead);

      crm_sync_record_set (state, one->field, one->value, &clock);
    }
  return meet (connection, self, item, verdict, state, &row, edit, error);
}

/* Of texts alone: the rest is sent again, and says for itself whether it came too late. */
static gboolean
merge (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmEdit *edit, GError **error)
{
  g_auto (CrmSyncRow) row = { 0 };
  g_autoptr (GArray) overtaken = crm_assignments_new ();
  int found = crm_sync_row_read (connection, item->kind, &item->record->id, &row, error);

  if (found <= 0 || verdict->record == NULL)
    return found >= 0;
  if (!crm_sync_text_merge (connection, item->kind, row.state, verdict->record, self->node, overtaken, error))
    return FALSE;
  crm_sync_row_write (edit, item->kind, row.state, row.scope, row.seq, TRUE)->stamp->overtaken = g_steal_pointer (&overtaken);
  return TRUE;
}

/* Nobody waits for it any more but who typed it; nor do they, where the record was erased while it was under way. */
static gboolean
settle_late (CrmConnection *connection, const Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, GError **error)
{
  gboolean taken = verdict->verdict == CRM_VERDICT_OK || verdict->verdict == CRM_VERDICT_SUPERSEDED;
  const char *reason = verdict->reason != NULL ? verdict->reason : verdict->verdict == CRM_VERDICT_GONE ? "gone"
                                                                                                        : "other";

  if (!forget_late (connection, item, error))
    return FALSE;
  return taken || sqlite3_changes (crm_connection_get_handle (connection)) == 0
         || crm_sync_file_add_unsaved (connection, item->kind, &item->record->id, crm_sync_record_get (item->record, 0), reason, self->now, error);
}

static gboolean
settle (CrmConnection *connection, Settlement *self, const CrmOutboxItem *item, const CrmWireVerdict *verdict, CrmEdit *edit, GError **error)
{
  if (item->dirty == 0)
    return settle_late (connection, self, item, verdict, error);
  switch (verdict->verdict)
    {
    case CRM_VERDICT_SUPERSEDED:
      if (!crm_sync_conflict_expect (connection, &item->record->id, &self->sent, error))
        return FALSE;
      G_GNUC_FALLTHROUGH;
    case CRM_VERDICT_OK:
      crm_sync_sent_add (&self->newest, item->record, self->node);
      return accept (connection, self, item, error);
    case CRM_VERDICT_CLOCK:
      return restamp (connection, self, item, verdict, edit, error);
    case CRM_VERDICT_REJECTED:
      return reject (connection, self, item, verdict, edit, error);
    case CRM_VERDICT_GONE:
      return let_go (connection, self, item, verdict, edit, error);
    case CRM_VERDICT_MERGE:
      return merge (connection, self, item, verdict, edit, error);
    case CRM_N_VERDICTS:
    default:
      return TRUE;
    }
}

static gboolean
settle_all (CrmConnection *connection, Settlement *self, CrmEdit *edit, GError **error)
{
  for (guint i = 0; i < MIN (self->items->len, self->verdicts->len); i++)
    if (!settle (connection, self, &g_array_index (self->items, CrmOutboxItem, i), &g_array_index (self->verdicts, CrmWireVerdict, i), edit, error))
      return FALSE;
  return TRUE;
}

/* Called once, inside the writer's transaction. */
static int
pull_settlement (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Settlement *self = data;

  if (!crm_sync_file_read_node (connection, &self->node, error) || !crm_sync_sent_read (connection, &self->sent, error) || !crm_connection_read_integer (connection, "SELECT EXISTS (SELECT 1 FROM sync_base)", &self->has_bases, error))
    return -1;
  self->newest = self->sent;
  if (!decide_place (connection, self, error) || !(self->is_placed ? accept_all_in_place (connection, self, error) : settle_all (connection, self, edit, error)))
    return -1;
  return crm_hlc_compare (&self->newest, &self->sent) == 0 || crm_sync_sent_write (connection, &self->newest, error) ? 0 : -1;
}

CrmEdit *
crm_outbox_new_settlement (const char *title, GArray *items, GArray *verdicts, const CrmWireTrailer *trailer, gint64 now)
{
  Settlement *self = g_new0 (Settlement, 1);

  *self = (Settlement){ .items = items, .verdicts = verdicts, .now = now };
  if (trailer != NULL)
    self->server_time = trailer->server_time;
  if (trailer != NULL && trailer->from != NULL && trailer->next != NULL && crm_cursor_parse (trailer->from, &self->from) && crm_cursor_parse (trailer->next, &self->next))
    {
      self->epoch = g_strdup (trailer->epoch);
      self->scope = g_strdup (trailer->scope);
    }
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_settlement, self, settlement_free);
}
