/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's tables in PostgreSQL as files, and the way back. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "core/base/crm-error.h"
#include "server/crm-server-database.h"
#include "server/crm-server-password.h"
#include "server/crm-server-postgres.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The first says which tables the others are. */
static const char *const tables[] = { "version", "workspace", "member", "account", "device", "node", "turn", "record", "moved", "audit", "item", "blob_name", "blob_owner" };

/* Those that number their rows by themselves. */
static const char *const numbered[] = { "workspace", "record", "audit" };

#define ROWS_AT_ONCE "500"

static GFile *
find_file (const char *folder, const char *table)
{
  g_autofree char *name = g_strconcat (table, CRM_SERVER_TABLE_SUFFIX, NULL);

  return g_file_new_build_filename (folder, name, NULL);
}

static gboolean
copy_out (CrmPostgres *connection, const char *table, const char *folder, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("COPY %s TO STDOUT", table);
  g_autoptr (GFile) file = find_file (folder, table);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);

  return stream != NULL && crm_postgres_copy_out (connection, sql, G_OUTPUT_STREAM (stream), error) && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

gboolean
crm_server_database_dump (const char *database, const char *folder, GError **error)
{
  g_autoptr (CrmPostgres) connection = crm_postgres_open (database, error);
  gboolean ok = connection != NULL && crm_postgres_execute (connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error);

  for (guint i = 0; ok && i < G_N_ELEMENTS (tables); i++)
    ok = copy_out (connection, tables[i], folder, error);
  return ok && crm_postgres_execute (connection, "COMMIT", error);
}

/* ── restoring ────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_version (const char *folder, int *version, GError **error)
{
  g_autoptr (GFile) file = find_file (folder, tables[0]);
  g_autofree char *text = NULL;

  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, error))
    return FALSE;
  *version = (int)g_ascii_strtoll (text, NULL, 10);
  if (*version >= 1 && *version <= CRM_SERVER_POSTGRES_VERSION)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NEWER, _ ("The backup was written by a newer version of the Clientele server. Update this one."));
  return FALSE;
}

static gboolean
copy_in (CrmPostgres *connection, const char *table, const char *folder, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("COPY %s FROM STDIN", table);
  g_autoptr (GFile) file = find_file (folder, table);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  return stream != NULL && crm_postgres_copy_in (connection, sql, G_INPUT_STREAM (stream), error);
}

static gboolean
go_on_numbering (CrmPostgres *connection, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT setval(pg_get_serial_sequence('%s', 'number'), (SELECT coalesce(max(number), 0) + 1 FROM %s), FALSE)", table, table);

  return crm_postgres_execute (connection, sql, error);
}

/* Whoever has read further than the backup must notice, and a token taken away since must not come back. */
static gboolean
begin_epochs (CrmPostgres *connection, gint64 recovers_until, GError **error)
{
  g_autoptr (PGresult) workspaces = NULL;

  if (!crm_postgres_execute (connection, "UPDATE device SET token = NULL", error))
    return FALSE;
  workspaces = crm_postgres_query (connection, "SELECT number FROM workspace", NULL, error);
  for (int i = 0; workspaces != NULL && i < PQntuples (workspaces); i++)
    {
      CrmPostgresParameters parameters = { 0 };
      CrmId epoch = crm_server_random_id ();

      crm_postgres_add_number (&parameters, crm_postgres_get_number (workspaces, i, 0));
      crm_postgres_add_id (&parameters, &epoch);
      crm_postgres_add_number (&parameters, recovers_until);
      if (!crm_postgres_send (connection, "UPDATE workspace SET epoch = $2, recovers_until = $3 WHERE number = $1", &parameters, error))
        return FALSE;
    }
  return workspaces != NULL && crm_postgres_wait (connection, error);
}

/* What is there keeps its tables, under another name. */
static gboolean
make_room (CrmPostgres *connection, const char *aside, GError **error)
{
  const char *schema = crm_postgres_get_schema (connection);
  g_autofree char *move = g_strdup_printf ("ALTER SCHEMA \"%s\" RENAME TO \"%s-%s\"", schema, schema, aside);
  g_autofree char *make = g_strdup_printf ("CREATE SCHEMA \"%s\"", schema);
  g_autoptr (PGresult) there = crm_postgres_query (connection, "SELECT current_schema()::text", NULL, error);

  if (there == NULL || (!PQgetisnull (there, 0, 0) && !crm_postgres_execute (connection, move, error)))
    return FALSE;
  return crm_postgres_execute (connection, make, error);
}

gboolean
crm_server_database_load (const char *database, const char *folder, const char *aside, gint64 recovers_until, GError **error)
{
  g_autoptr (CrmPostgres) connection = crm_postgres_open (database, error);
  int version;
  gboolean ok;

  if (connection == NULL || !read_version (folder, &version, error) || !crm_postgres_claim (connection, error))
    return FALSE;
  ok = crm_postgres_execute (connection, "BEGIN", error) && make_room (connection, aside, error) && crm_server_postgres_make_tables (connection, 0, version, error);
  for (guint i = 1; ok && i < G_N_ELEMENTS (tables); i++)
    ok = copy_in (connection, tables[i], folder, error);
  for (guint i = 0; ok && i < G_N_ELEMENTS (numbered); i++)
    ok = go_on_numbering (connection, numbered[i], error);
  return ok && begin_epochs (connection, recovers_until, error) && crm_postgres_execute (connection, "COMMIT", error);
}

/* ── checking ─────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_server_database_check (const char *database, guint *damaged, GError **error)
{
  g_autoptr (CrmPostgres) connection = crm_postgres_open (database, error);
  int n = 1;

  *damaged = 0;
  if (connection == NULL || !crm_postgres_execute (connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; DECLARE records CURSOR FOR SELECT kind, state FROM record", error))
    return FALSE;
  while (n > 0)
    {
      g_autoptr (PGresult) rows = crm_postgres_query (connection, "FETCH " ROWS_AT_ONCE " FROM records", NULL, error);

      if (rows == NULL)
        return FALSE;
      n = PQntuples (rows);
      for (int i = 0; i < n; i++)
        {
          g_autoptr (CrmSyncRecord) record = crm_server_record_parse (PQgetvalue (rows, i, 1), (gsize)PQgetlength (rows, i, 1));

          *damaged += record == NULL || g_strcmp0 (record->kind, crm_postgres_get_text (rows, i, 0)) != 0;
        }
    }
  return TRUE;
}
