/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which storage a server's database is: a file of SQLite, or what a URL of PostgreSQL names. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-database.h"

#include "core/base/crm-error.h"
#include "server/crm-server-sqlite.h"
#if CRM_POSTGRES
  #include "server/crm-server-postgres.h"
#endif

#include <glib/gi18n-lib.h>

gboolean
crm_server_database_is_url (const char *database)
{
  return g_str_has_prefix (database, "postgresql://") || g_str_has_prefix (database, "postgres://");
}

#if !CRM_POSTGRES
static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This server was built without PostgreSQL. Leave --database out, or install another build."));
  return FALSE;
}
#endif

CrmServerStorage *
crm_server_database_open (const char *database, guint64 tag, gboolean writes, GError **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  if (!crm_server_database_is_url (database))
    return (CrmServerStorage *)(writes ? crm_server_sqlite_open (database, error) : crm_server_sqlite_open_reader (database, error));
#if CRM_POSTGRES
  return (CrmServerStorage *)crm_server_postgres_open (database, tag, writes, error);
#else
  refuse (error);
  return NULL;
#endif
}

#if !CRM_POSTGRES

gboolean
crm_server_database_dump (const char *database, const char *folder, GError **error)
{
  return refuse (error);
}

gboolean
crm_server_database_load (const char *database, const char *folder, const char *aside, gint64 recovers_until, GError **error)
{
  return refuse (error);
}

gboolean
crm_server_database_check (const char *database, guint *damaged, GError **error)
{
  return refuse (error);
}

CrmServerListener *
crm_server_listener_new (const char *database, guint64 tag, GMainContext *context, CrmServerHeard heard, gpointer data)
{
  return NULL;
}

void
crm_server_listener_free (CrmServerListener *self)
{
}

#endif
