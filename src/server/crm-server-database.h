/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which storage a server's database is: a file of SQLite, or what a URL of PostgreSQL names. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/* Whether it is a URL; a file's path otherwise. */
gboolean crm_server_database_is_url (const char *database);

/**
 * crm_server_database_open:
 * @tag: what commits to a database of several processes are told of by
 * @writes: whether it may write; of a file, only one process may have one that does
 *
 * Opens a connection of the calling thread's.
 *
 * Returns: (transfer full): the storage.
 */
CrmServerStorage *crm_server_database_open (const char *database, guint64 tag, gboolean writes, GError **error);

/* What a table is called as a file. */
#define CRM_SERVER_TABLE_SUFFIX ".copy"

/**
 * crm_server_database_dump:
 * @database: a URL
 * @folder: where to, a file for each table: all of one moment
 */
gboolean crm_server_database_dump (const char *database, const char *folder, GError **error);

/**
 * crm_server_database_load:
 * @database: a URL that nobody else has open: %CRM_ERROR_LOCKED otherwise
 * @folder: what crm_server_database_dump() wrote
 * @aside: what the schema's name goes on with, once what is there was moved aside
 * @recovers_until: microseconds UTC: until then devices may give back what others wrote
 *
 * Puts it in place of what is there, in one transaction; every workspace begins another epoch, and nobody is signed in.
 */
gboolean crm_server_database_load (const char *database, const char *folder, const char *aside, gint64 recovers_until, GError **error);

/* Reads every record of a URL's database; @damaged is how many cannot be read. */
gboolean crm_server_database_check (const char *database, guint *damaged, GError **error);

/* Hears of what other processes do to the same database, on a thread of its own. */
typedef struct _CrmServerListener CrmServerListener;

/* A commit of somebody else; without a workspace, accounts or devices of any may have changed. In the listener's main context. */
typedef void (*CrmServerHeard) (const CrmId *workspace, gint64 seq, const GPtrArray *scopes, gpointer data);

/**
 * crm_server_listener_new:
 * @tag: whose commits are one's own and not told of
 * @context: where @heard is called
 *
 * Goes on by itself after a connection that was lost; what happened meanwhile is not told of, but that accounts may have changed.
 *
 * Returns: (transfer full) (nullable): %NULL for a file: nobody else writes it.
 */
CrmServerListener *crm_server_listener_new (const char *database, guint64 tag, GMainContext *context, CrmServerHeard heard, gpointer data);
void crm_server_listener_free (CrmServerListener *self);

G_END_DECLS
