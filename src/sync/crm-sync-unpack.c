/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier version could only keep as it came, taken out by one that knows what it is. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-unpack.h"

#include "sync/crm-sync-file.h"
#include "sync/crm-sync-row.h"
#include "sync/crm-wire-record.h"

#include <string.h>

/* Another one whenever a kind, a field or the type of one is another. */
static char *
dup_fingerprint (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);

      g_checksum_update (checksum, (const guchar *)kind->name, -1);
      for (guint i = 0; i < kind->n_fields; i++)
        {
          g_autofree char *field = g_strdup_printf (" %s:%d", kind->fields[i].name, (int)kind->fields[i].type);

          g_checksum_update (checksum, (const guchar *)field, -1);
        }
    }
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
crm_sync_unpack_is_due (CrmConnection *connection, gboolean *due, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *known = crm_connection_dup_setting (connection, CRM_SYNC_SCHEMA, &local_error);
  g_autofree char *now = dup_fingerprint ();

  *due = g_strcmp0 (known, now) != 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* ── kinds ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
unpack_record (CrmConnection *connection, const CrmKind *kind, sqlite3_stmt *raw, CrmEdit *edit, GError **error)
{
  g_autofree char *line = g_strdup_printf ("%s]", (const char *)sqlite3_column_text (raw, 0));
  g_autoptr (CrmSyncRecord) record = NULL;
  g_auto (CrmSyncRow) own = { 0 };
  CrmWireScan scan;
  int found;

  if (!crm_wire_scan_init (&scan, line, strlen (line)) || (record = crm_wire_scan_record (&scan)) == NULL)
    return TRUE;
  found = crm_sync_row_read (connection, kind, &record->id, &own, error);
  if (found == 0)
    crm_sync_row_write (edit, kind, record, (const char *)sqlite3_column_text (raw, 1), sqlite3_column_int64 (raw, 2), FALSE);
  return found >= 0;
}

static gboolean
unpack_kind (CrmConnection *connection, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT line, scope, seq FROM sync_raw WHERE kind = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, kind->name, -1, SQLITE_STATIC);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (!unpack_record (connection, kind, statement, edit, error))
      {
        sqlite3_reset (statement);
        return FALSE;
      }
  if (step < 0)
    return FALSE;
  statement = crm_connection_prepare_static (connection, "DELETE FROM sync_raw WHERE kind = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, kind->name, -1, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

/* ── fields ───────────────────────────────────────────────────────────────────────────────── */

static GArray *
list_packed (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE unknown IS NOT NULL", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  CrmId id;
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      g_array_append_val (ids, id);
  return step == 0 ? g_steal_pointer (&ids) : NULL;
}

/* Read and written again, each value goes where it belongs. */
static gboolean
unpack_fields (CrmConnection *connection, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  g_autoptr (GArray) ids = list_packed (connection, kind, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_auto (CrmSyncRow) row = { 0 };

      if (crm_sync_row_read (connection, kind, &g_array_index (ids, CrmId, i), &row, error) < 0)
        return FALSE;
      if (row.state != NULL)
        crm_sync_row_write (edit, kind, row.state, row.scope, row.seq, row.dirty != 0);
    }
  return ids != NULL;
}

/* Called once, inside the writer's transaction. */
static int
pull_unpacking (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  g_autofree char *fingerprint = dup_fingerprint ();

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!unpack_fields (connection, crm_kind_get (id), edit, error) || !unpack_kind (connection, crm_kind_get (id), edit, error))
      return -1;
  return crm_connection_set_setting (connection, CRM_SYNC_SCHEMA, fingerprint, error) ? 0 : -1;
}

CrmEdit *
crm_sync_unpack_new (const char *title)
{
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_unpacking, NULL, NULL);
}
