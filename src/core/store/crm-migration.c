/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file to the shape this version writes. */

#define G_LOG_DOMAIN "crm-migration"

#include "config.h"

#include "core/store/crm-migration.h"

#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "crm-core-resources.h"

#include <glib/gi18n-lib.h>

/* "Clnt", so that the file tells itself from other SQLite files. */
#define APPLICATION_ID 0x436c6e74

gboolean
crm_migration_check (CrmConnection *connection, int *version, GError **error)
{
  gint64 application = 0, number = 0, tables = 0;

  if (!crm_connection_read_integer (connection, "PRAGMA application_id", &application, error) || !crm_connection_read_integer (connection, "PRAGMA user_version", &number, error) || !crm_connection_read_integer (connection, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  *version = (int)number;
  if (tables > 0 && application != APPLICATION_ID)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("The file is a database of another program, not of Clientele. Choose another file."));
      return FALSE;
    }
  if (number > CRM_FILE_VERSION)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_NEWER,
                   _ ("The file was written by a newer version of Clientele (file version %d, this program knows %d). It can be read; update Clientele to change it."),
                   (int)number, CRM_FILE_VERSION);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_one (CrmConnection *connection, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/clientele/core/migrations/%04d.sql", version);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_core_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *sql = NULL;

  if (bytes == NULL)
    return FALSE;
  sql = g_strdup_printf ("BEGIN IMMEDIATE; %.*s; PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                         (int)g_bytes_get_size (bytes), (const char *)g_bytes_get_data (bytes, NULL), APPLICATION_ID, version);
  if (crm_connection_execute (connection, sql, error))
    return TRUE;
  crm_connection_execute (connection, "ROLLBACK", NULL);
  return FALSE;
}

/* What a migration needs and SQLite does not have. */
static void
hash_token (sqlite3_context *context, int n, sqlite3_value **arguments)
{
  const char *token = (const char *)sqlite3_value_text (arguments[0]);

  if (token != NULL)
    sqlite3_result_text (context, crm_token_hash (token), -1, g_free);
}

gboolean
crm_migration_run (CrmConnection *connection, GError **error)
{
  int version;

  if (!crm_migration_check (connection, &version, error))
    return FALSE;
  sqlite3_create_function_v2 (crm_connection_get_handle (connection), "crm_token_hash", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, hash_token, NULL, NULL, NULL);
  for (int next = version + 1; next <= CRM_FILE_VERSION; next++)
    if (!run_one (connection, next, error))
      return FALSE;
  return TRUE;
}
