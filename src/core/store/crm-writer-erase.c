/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes values away for good: a person's right. */

#define G_LOG_DOMAIN "crm-writer"

#include "core/store/crm-writer-private.h"

#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-search-index.h"

#include <string.h>

/* What a file may still say of a record once its row is empty. */
static const char *
get_traces (CrmKindId kind)
{
  switch ((int)kind)
    {
    case CRM_KIND_DEAL:
      return "DELETE FROM deal_path WHERE deal = ?1; DELETE FROM deal_snapshot WHERE deal = ?1";
    case CRM_KIND_RESPONSE:
      return "DELETE FROM response_path WHERE response = ?1";
    default:
      return NULL;
    }
}

static gboolean
run_with_row (CrmWriter *self, const char *sql, gint64 rowid, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (sql, "; ", 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare (self->connection, parts[i], error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, rowid);
      if (!crm_connection_run (self->connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_writer_forget_lists (CrmWriter *self, const CrmId *id, GError **error)
{
  static const char *const statements[] = { "DELETE FROM sync_late WHERE id = ?", "DELETE FROM sync_unsaved WHERE id = ?", "DELETE FROM sync_conflict WHERE id = ?", "DELETE FROM sync_base WHERE id = ?" };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, statements[i], error);

      if (statement == NULL)
        return FALSE;
      crm_statement_bind_id (statement, 1, id);
      if (!crm_connection_run (self->connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* That it happened, when and by whom, stays. */
static gboolean
forget_history (CrmWriter *self, const CrmRecord *before, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "DELETE FROM history WHERE kind = ? AND record = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)before->kind->id);
  sqlite3_bind_int64 (statement, 2, before->rowid);
  return crm_connection_run (self->connection, statement, error) && crm_writer_add_history (self, before, CRM_FIELD_NAME_ERASED, NULL, "1", error);
}

static gboolean
note_file (CrmWriter *self, const CrmRecord *before, GError **error)
{
  const char *hash = before->kind->id == CRM_KIND_ATTACHMENT ? crm_record_get_text (before, CRM_ATTACHMENT_HASH) : NULL;
  sqlite3_stmt *statement;

  if (hash == NULL)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection, "INSERT OR IGNORE INTO erased_file VALUES (?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, hash, -1, SQLITE_TRANSIENT);
  return crm_connection_run (self->connection, statement, error);
}

gboolean
crm_writer_erase_past (CrmWriter *self, const CrmRecord *before, GError **error)
{
  const char *traces = get_traces (before->kind->id);

  return note_file (self, before, error) && (traces == NULL || run_with_row (self, traces, before->rowid, error)) && crm_writer_forget_lists (self, &before->id, error) && forget_history (self, before, error);
}

/* ── the search ────────────────────────────────────────────────────────────────────────── */

/* An index without contents keeps the words of what was removed from it until it is written anew. */
gboolean
crm_writer_clean_indexes (CrmWriter *self, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);
  gboolean erases = self->erases;

  self->erases = FALSE;
  return !erases || (crm_search_index_rewrite (self->connection, error) && crm_connection_set_setting (self->connection, CRM_SETTING_ERASED_AT, now, error));
}

/* ── one record ───────────────────────────────────────────────────────────────────────────── */

static CrmHlc
read_clock (sqlite3_stmt *statement, int column)
{
  CrmHlc clock = { 0 };

  if (sqlite3_column_bytes (statement, column) == CRM_HLC_LENGTH)
    memcpy (clock.bytes, sqlite3_column_blob (statement, column), CRM_HLC_LENGTH);
  return clock;
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

/* 1 with what is kept of the record, 0 when it is not there or was erased before, -1 on error. */
static int
read_stamp (CrmWriter *self, const CrmChange *change, CrmChangeStamp *stamp, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT created_clock, clocks, scope, seq FROM %s WHERE id = ?", change->kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  CrmHlc erased;
  int step;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, &change->id);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0 && crm_hlc_find_field (sqlite3_column_blob (statement, 1), (gsize)sqlite3_column_bytes (statement, 1), CRM_FIELD_NAME_ERASED, &erased))
    step = 0;
  else if (step > 0)
    {
      stamp->creation = read_clock (statement, 0);
      stamp->scope = dup_text (statement, 2);
      stamp->seq = sqlite3_column_int64 (statement, 3);
    }
  sqlite3_reset (statement);
  return step;
}

gboolean
crm_writer_erase (CrmWriter *self, const CrmChange *change, GError **error)
{
  CrmChangeStamp own = { .deleted = TRUE, .erased = TRUE, .waits = TRUE };
  CrmChange stamped = *change;
  GByteArray *clocks;
  gboolean ok;
  int found = 1;

  self->erases = TRUE;
  if (change->stamp != NULL)
    return crm_writer_apply_stamped (self, change, error);
  found = read_stamp (self, change, &own, error);
  if (found <= 0)
    return found == 0;
  clocks = g_byte_array_new ();
  crm_hlc_pack_field (clocks, CRM_FIELD_NAME_ERASED, &self->stamp);
  own.clocks = g_byte_array_free_to_bytes (clocks);
  stamped.stamp = &own;
  ok = crm_writer_apply_stamped (self, &stamped, error);
  g_bytes_unref (own.clocks);
  g_free (own.scope);
  return ok;
}
