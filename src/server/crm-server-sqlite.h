/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's storage in a file of SQLite: nothing to set up. */

#pragma once

#include "core/store/crm-connection.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

#define CRM_TYPE_SERVER_SQLITE (crm_server_sqlite_get_type ())

G_DECLARE_FINAL_TYPE (CrmServerSqlite, crm_server_sqlite, CRM, SERVER_SQLITE, CrmServerStorage)

/**
 * crm_server_sqlite_open:
 * @path: the file; made when it is not there
 *
 * Opens a connection of the calling thread's. Only one process may have the file open.
 *
 * Returns: (transfer full): the storage.
 */
CrmServerSqlite *crm_server_sqlite_open (const char *path, GError **error);

/* Another connection to a file that is open already, which only reads; of the calling thread's. (transfer full) */
CrmServerSqlite *crm_server_sqlite_open_reader (const char *path, GError **error);

/* Its connection, for maintenance and tests. */
CrmConnection *crm_server_sqlite_get_connection (CrmServerSqlite *self);

/* Makes a workspace. */
gboolean crm_server_sqlite_add_workspace (CrmServerSqlite *self, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error);

G_END_DECLS
