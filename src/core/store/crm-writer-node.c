/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file's node id and clock: no two files, nor two lives of one, ever give out the same clock. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define NODE_SETTING   "node"
#define PLACE_SETTING  "node-place"
#define OFFSET_SETTING "clock-offset"

/* Of a clock this far ahead of the time nothing more is given out: a server would not take it. */
#define AHEAD_MAX (60 * G_USEC_PER_SEC)

static guint64
make_random_node (void)
{
  CrmId random = crm_id_new (0);
  guint64 node = 0;

  for (int i = 10; i < CRM_ID_LENGTH; i++)
    node = node << 8 | random.bytes[i];
  return node;
}

static gboolean
write_node (CrmWriter *self, guint64 node, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%012" G_GINT64_MODIFIER "x", node);

  return crm_connection_set_setting (self->connection, NODE_SETTING, text, error);
}

static gboolean
read_setting (CrmWriter *self, const char *name, char **value, GError **error)
{
  GError *local_error = NULL;

  *value = crm_connection_dup_setting (self->connection, name, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Clocks of an earlier node cannot be given out again, however far ahead they are. */
static gboolean
load_last_clock (CrmWriter *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "SELECT clock FROM edit ORDER BY number DESC LIMIT 16", error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmHlc clock;

      if (sqlite3_column_bytes (statement, 0) != CRM_HLC_LENGTH)
        continue;
      memcpy (clock.bytes, sqlite3_column_blob (statement, 0), CRM_HLC_LENGTH);
      if (crm_hlc_get_node (&clock) == self->node && crm_hlc_compare (&clock, &self->last) > 0)
        self->last = clock;
    }
  return step == 0;
}

gboolean
crm_writer_load_node (CrmWriter *self, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_setting (self, NODE_SETTING, &text, error))
    return FALSE;
  self->node = text != NULL ? g_ascii_strtoull (text, NULL, 16) : make_random_node ();
  return (text != NULL || write_node (self, self->node, error)) && load_last_clock (self, error);
}

/* ── renewal ──────────────────────────────────────────────────────────────────────────────── */

static void
pack_node (guint64 node, guint8 bytes[6])
{
  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8)(node >> (40 - 8 * i));
}

static gboolean
run_with_nodes (CrmWriter *self, const char *sql, guint64 from, guint64 to, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  guint8 before[6], after[6];

  if (statement == NULL)
    return FALSE;
  pack_node (from, before);
  pack_node (to, after);
  sqlite3_bind_blob (statement, 1, before, sizeof before, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 2, after, sizeof after, SQLITE_TRANSIENT);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
write_clocks (CrmWriter *self, const CrmKind *kind, gint64 rowid, GByteArray *clocks, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET clocks = ? WHERE rowid = ?", kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, clocks->data, (int)clocks->len, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, rowid);
  return crm_connection_run (self->connection, statement, error);
}

/* Of a record that the server has numbered the creation is known there, and stays. */
static gboolean
restamp_kind (CrmWriter *self, const CrmKind *kind, guint64 from, guint64 to, GError **error)
{
  g_autofree char *list = g_strdup_printf ("SELECT rowid, clocks FROM %s WHERE dirty <> 0 AND clocks IS NOT NULL", kind->name);
  g_autofree char *creation = g_strdup_printf ("UPDATE %s SET created_clock = CAST(substr(created_clock, 1, 8) || ?2 AS BLOB)"
                                               " WHERE dirty <> 0 AND coalesce(seq, 0) = 0 AND substr(created_clock, 9) = ?1",
                                               kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, list, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      g_autoptr (GByteArray) clocks = g_byte_array_new ();

      g_byte_array_append (clocks, sqlite3_column_blob (statement, 1), (guint)sqlite3_column_bytes (statement, 1));
      if (crm_hlc_renew_packed (clocks, from, to) && !write_clocks (self, kind, sqlite3_column_int64 (statement, 0), clocks, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == 0 && run_with_nodes (self, creation, from, to, error);
}

/* What waits to be sent may wait in the file this one was copied from, too, and be sent from there in another state. */
static gboolean
restamp_waiting (CrmWriter *self, guint64 from, guint64 to, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!restamp_kind (self, crm_kind_get (id), from, to, error))
      return FALSE;
  return run_with_nodes (self, "UPDATE OR REPLACE sync_late SET clock = CAST(substr(clock, 1, 8) || ?2 AS BLOB) WHERE substr(clock, 9) = ?1", from, to, error);
}

/* In a file that never met a server everything waits, and nobody has seen any of it. */
static gboolean
is_synced (CrmWriter *self, gboolean *synced, GError **error)
{
  gint64 n = 0;
  gboolean ok = crm_connection_read_integer (self->connection, "SELECT EXISTS (SELECT 1 FROM sync_scope) OR EXISTS (SELECT 1 FROM file WHERE name GLOB 'sync-*')", &n, error);

  *synced = n != 0;
  return ok;
}

static gboolean
renew_in_transaction (CrmWriter *self, guint64 node, GError **error)
{
  gboolean synced;

  return write_node (self, node, error) && is_synced (self, &synced, error) && (!synced || restamp_waiting (self, self->node, node, error)) && crm_connection_execute (self->connection, "COMMIT", error);
}

gboolean
crm_writer_renew_node (CrmWriter *self, GError **error)
{
  guint64 node = make_random_node ();

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (renew_in_transaction (self, node, error))
    {
      g_debug ("The file's node id was renewed");
      self->node = node;
      memset (&self->last, 0, sizeof self->last);
      return TRUE;
    }
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/* ── where the file lies ──────────────────────────────────────────────────────────────────── */

/* The machine's id is told to nobody: it is hashed with the number of the file on it. */
static char *
dup_place (const char *path)
{
  static const char *const sources[] = { "/etc/machine-id", "/var/lib/dbus/machine-id" };
  g_autofree char *machine = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return NULL;
  for (gsize i = 0; machine == NULL && i < G_N_ELEMENTS (sources); i++)
    g_file_get_contents (sources[i], &machine, NULL, NULL);
  text = g_strdup_printf ("%s clientele %" G_GUINT64_FORMAT, machine != NULL ? machine : "", (guint64)info.st_ino);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

gboolean
crm_writer_settle_place (CrmWriter *self, const char *path, GError **error)
{
  g_autofree char *place = dup_place (path);
  g_autofree char *before = NULL;

  if (place == NULL)
    return TRUE;
  if (!read_setting (self, PLACE_SETTING, &before, error))
    return FALSE;
  if (g_strcmp0 (place, before) == 0)
    return TRUE;
  return (before == NULL || crm_writer_renew_node (self, error)) && crm_connection_set_setting (self->connection, PLACE_SETTING, place, error);
}

/* ── the time ─────────────────────────────────────────────────────────────────────────────── */

gint64
crm_writer_get_time (CrmWriter *self)
{
  return crm_clock_now (self->clock) + self->offset;
}

/* A new node begins again with the time; what the old one gave out in advance is not lost, and not given out twice. */
gboolean
crm_writer_load_offset (CrmWriter *self, GError **error)
{
  g_autofree char *text = NULL;
  gint64 offset;

  if (!read_setting (self, OFFSET_SETTING, &text, error))
    return FALSE;
  offset = text != NULL ? g_ascii_strtoll (text, NULL, 10) * 1000 : 0;
  if (offset == self->offset)
    return TRUE;
  self->offset = offset;
  return crm_hlc_get_time (&self->last) <= (crm_writer_get_time (self) + AHEAD_MAX) / 1000 || crm_writer_renew_node (self, error);
}
