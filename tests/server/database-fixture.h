/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: the server's database, of SQLite, or where CLIENTELE_TEST_POSTGRES is a URL, in a schema of its own there. */

#pragma once

#include "config.h"

#include "server/crm-server-database.h"
#include "server/crm-server-sqlite.h"
#if CRM_POSTGRES
  #include "server/crm-server-postgres.h"
#endif

#include <string.h>
#include <unistd.h>

static inline gboolean
is_on_postgres (void)
{
  return g_getenv ("CLIENTELE_TEST_POSTGRES") != NULL;
}

/* Where a test says a file: the same path is the same database, ":memory:" another each time. */
static inline char *
test_database (const char *path)
{
  static int n;
  const char *url = g_getenv ("CLIENTELE_TEST_POSTGRES");
  g_autofree char *name = NULL;

  if (url == NULL)
    return g_strdup (path);
  name = strcmp (path, ":memory:") == 0 ? g_strdup_printf ("%d", g_atomic_int_add (&n, 1)) : g_compute_checksum_for_string (G_CHECKSUM_MD5, path, -1);
  return g_strdup_printf ("%s%coptions=-csearch_path%%3Dt%d_%s", url, strchr (url, '?') != NULL ? '&' : '?', (int)getpid (), name);
}

static inline CrmServerStorage *
open_test_database (const char *path)
{
  g_autofree char *database = test_database (path);
  g_autoptr (GError) error = NULL;
  CrmServerStorage *storage = crm_server_database_open (database, 0, TRUE, &error);

  g_assert_no_error (error);
  return storage;
}

/* What a statement that both databases understand counts. */
static inline gint64
count_in_database (CrmServerStorage *storage, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

#if CRM_POSTGRES
  if (CRM_IS_SERVER_POSTGRES (storage))
    {
      g_autoptr (PGresult) result = crm_postgres_query (crm_server_postgres_get_connection (CRM_SERVER_POSTGRES (storage)), g_intern_string (sql), NULL, &error);

      g_assert_no_error (error);
      return crm_postgres_get_number (result, 0, 0);
    }
#endif
  g_assert_true (crm_connection_read_integer (crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (storage)), sql, &n, &error));
  g_assert_no_error (error);
  return n;
}

/* A statement that changes what is there behind the server's back. */
static inline void
run_in_database (CrmServerStorage *storage, const char *sql)
{
  g_autoptr (GError) error = NULL;

#if CRM_POSTGRES
  if (CRM_IS_SERVER_POSTGRES (storage))
    crm_postgres_execute (crm_server_postgres_get_connection (CRM_SERVER_POSTGRES (storage)), sql, &error);
  else
#endif
    crm_connection_execute (crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (storage)), sql, &error);
  g_assert_no_error (error);
}

/* All columns of all rows of a statement that both databases understand, one after the other (element-type GBytes): texts, with a zero behind them, and
   bytes; @id is its $1, where it has one. */
static inline GPtrArray *
read_from_database (CrmServerStorage *storage, const char *sql, const CrmId *id)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  CrmConnection *connection;
  sqlite3_stmt *statement;

#if CRM_POSTGRES
  if (CRM_IS_SERVER_POSTGRES (storage))
    {
      CrmPostgresParameters parameters = { 0 };
      g_autoptr (PGresult) result = NULL;

      if (id != NULL)
        crm_postgres_add_id (&parameters, id);
      result = crm_postgres_query (crm_server_postgres_get_connection (CRM_SERVER_POSTGRES (storage)), g_intern_string (sql), &parameters, NULL);
      g_assert_nonnull (result);
      for (int i = 0; i < PQntuples (result) * PQnfields (result); i++)
        g_ptr_array_add (rows, g_bytes_new (PQgetvalue (result, i / PQnfields (result), i % PQnfields (result)), (gsize)PQgetlength (result, i / PQnfields (result), i % PQnfields (result)) + 1));
      return rows;
    }
#endif
  connection = crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (storage));
  statement = crm_connection_prepare (connection, sql, NULL);
  if (id != NULL)
    crm_statement_bind_id (statement, 1, id);
  while (crm_connection_next (connection, statement, NULL) > 0)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      {
        int length = sqlite3_column_bytes (statement, i);
        char *copy = g_malloc0 ((gsize)length + 1);

        if (length > 0)
          memcpy (copy, sqlite3_column_blob (statement, i), (gsize)length);
        g_ptr_array_add (rows, g_bytes_new_take (copy, (gsize)length + 1));
      }
  return rows;
}

static inline const char *
get_text (const GPtrArray *rows, guint i)
{
  return g_bytes_get_data (rows->pdata[i], NULL);
}

static inline CrmId
get_id (const GPtrArray *rows, guint i)
{
  CrmId id;

  g_assert_cmpuint (g_bytes_get_size (rows->pdata[i]), ==, CRM_ID_LENGTH + 1);
  memcpy (id.bytes, g_bytes_get_data (rows->pdata[i], NULL), CRM_ID_LENGTH);
  return id;
}
