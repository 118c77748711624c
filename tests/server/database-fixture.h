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
