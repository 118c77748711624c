/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's storage in PostgreSQL: for several processes of the server side by side. */

#pragma once

#include "server/crm-postgres.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

#define CRM_TYPE_SERVER_POSTGRES (crm_server_postgres_get_type ())

G_DECLARE_FINAL_TYPE (CrmServerPostgres, crm_server_postgres, CRM, SERVER_POSTGRES, CrmServerStorage)

/* Where commits are told of. */
#define CRM_SERVER_POSTGRES_CHANNEL "clientele"

/**
 * crm_server_postgres_open:
 * @url: as for crm_postgres_open()
 * @tag: what its commits are told of by, so that who made them knows them: see #CrmServerListener
 * @writes: whether it may write; one that does brings the tables up to date
 *
 * Opens a connection of the calling thread's, and again where it is lost between two transactions.
 *
 * Returns: (transfer full): the storage.
 */
CrmServerPostgres *crm_server_postgres_open (const char *url, guint64 tag, gboolean writes, GError **error);

/* Its connection, for maintenance and tests. */
CrmPostgres *crm_server_postgres_get_connection (CrmServerPostgres *self);

/* The last migration. */
#define CRM_SERVER_POSTGRES_VERSION 1

/* Brings the tables from one version to another, within a transaction; 0 is none at all. */
gboolean crm_server_postgres_make_tables (CrmPostgres *connection, int from, int to, GError **error);

G_END_DECLS
