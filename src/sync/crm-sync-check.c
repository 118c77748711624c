/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what the file holds of a scope with what the server says that it is, and mends it. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-check.h"

#include "sync/crm-sync-file.h"
#include "sync/crm-sync-row.h"
#include "sync/crm-wire-record.h"

#include <string.h>

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static GArray *
list_ids (CrmConnection *connection, const CrmKind *kind, const char *scope, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE scope = ?", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  CrmId id;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      g_array_append_val (ids, id);
  return step == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
add_kind (CrmConnection *connection, const CrmKind *kind, const char *scope, CrmDigest *digest, GError **error)
{
  g_autoptr (GArray) ids = list_ids (connection, kind, scope, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_auto (CrmSyncRow) row = { 0 };

      if (crm_sync_row_read (connection, kind, &g_array_index (ids, CrmId, i), &row, error) < 0)
        return FALSE;
      if (row.state != NULL)
        crm_digest_add (digest, row.state);
    }
  return ids != NULL;
}

static gboolean
add_raw (CrmConnection *connection, const char *scope, CrmDigest *digest, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT line || ']' FROM sync_raw WHERE scope = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, scope, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      const char *line = (const char *)sqlite3_column_text (statement, 0);
      g_autoptr (CrmSyncRecord) record = NULL;
      CrmWireScan scan;

      if (crm_wire_scan_init (&scan, line, strlen (line)) && (record = crm_wire_scan_record (&scan)) != NULL)
        crm_digest_add (digest, record);
    }
  return step == 0;
}

static gboolean
has_waiting (CrmConnection *connection, gboolean *waiting, GError **error)
{
  gint64 n = 0;

  for (CrmKindId id = CRM_KIND_NONE + 1; n == 0 && id < CRM_N_KINDS; id++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s WHERE dirty <> 0)", crm_kind_get (id)->name);

      if (!crm_connection_read_integer (connection, sql, &n, error))
        return FALSE;
    }
  *waiting = n != 0;
  return TRUE;
}

gboolean
crm_sync_check_read (CrmConnection *connection, const char *scope, CrmDigest *digest, gboolean *quiet, GError **error)
{
  gboolean waiting, sweeping;

  *digest = (CrmDigest){ 0 };
  if (!crm_sync_file_read_cursor (connection, scope, &digest->at, &sweeping, error) || !has_waiting (connection, &waiting, error))
    return FALSE;
  *quiet = !waiting && !sweeping;
  if (!*quiet)
    return TRUE;
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!add_kind (connection, crm_kind_get (id), scope, digest, error))
      return FALSE;
  return add_raw (connection, scope, digest, error);
}

/* ── mending ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *scope;
  guint bucket;
  GArray *theirs;
} Mending;

static void
mending_free (gpointer data)
{
  Mending *self = data;

  g_free (self->scope);
  g_array_unref (self->theirs);
  g_free (self);
}

static gboolean
is_theirs (const Mending *self, const CrmSyncRecord *state)
{
  guint64 hash = crm_digest_hash (state);

  for (guint i = 0; i < self->theirs->len; i++)
    {
      const CrmDigestLine *line = &g_array_index (self->theirs, CrmDigestLine, i);

      if (crm_id_equal (&line->id, &state->id) && strcmp (line->kind, state->kind) == 0)
        return line->hash == hash;
    }
  return FALSE;
}

/* Its number is forgotten, so that the page that brings it counts, and it is sent, as by a change of this edit. */
static gboolean
mend_kind (CrmConnection *connection, const Mending *self, const CrmKind *kind, CrmEdit *edit, GError **error)
{
  g_autoptr (GArray) ids = list_ids (connection, kind, self->scope, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const CrmId *id = &g_array_index (ids, CrmId, i);
      g_auto (CrmSyncRow) row = { 0 };

      if (crm_digest_get_bucket (id) != self->bucket)
        continue;
      if (crm_sync_row_read (connection, kind, id, &row, error) < 0)
        return FALSE;
      if (row.state != NULL && !is_theirs (self, row.state))
        crm_sync_row_write (edit, kind, row.state, row.scope, 0, TRUE);
    }
  return ids != NULL;
}

/* Called once, inside the writer's transaction. */
static int
pull_mending (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const Mending *self = data;
  const CrmCursor beginning = { 0 };

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!mend_kind (connection, self, crm_kind_get (id), edit, error))
      return -1;
  return crm_sync_file_write_cursor (connection, self->scope, &beginning, FALSE, error) ? 0 : -1;
}

CrmEdit *
crm_sync_check_new_mending (const char *title, const char *scope, guint bucket, GArray *theirs)
{
  Mending *self = g_new0 (Mending, 1);

  *self = (Mending){ g_strdup (scope), bucket, theirs };
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SYNC, pull_mending, self, mending_free);
}
