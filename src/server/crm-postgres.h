/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to PostgreSQL, kept to the thread that opened it, with its prepared statements. */

#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

#include "core/base/crm-id.h"

G_BEGIN_DECLS

#define CRM_POSTGRES_PARAMETERS_MAX 14

/**
 * CrmPostgresParameters:
 *
 * What a statement is run with, in order, in PostgreSQL's binary form. Begins as { 0 }; texts and bytes must stay until the statement was sent.
 */
typedef struct
{
  int n;
  const char *values[CRM_POSTGRES_PARAMETERS_MAX];
  int lengths[CRM_POSTGRES_PARAMETERS_MAX];
  gint64 numbers[CRM_POSTGRES_PARAMETERS_MAX];
} CrmPostgresParameters;

void crm_postgres_add_number (CrmPostgresParameters *self, gint64 number);                    /* bigint */
void crm_postgres_add_text (CrmPostgresParameters *self, const char *text);                   /* (nullable) */
void crm_postgres_add_id (CrmPostgresParameters *self, const CrmId *id);                      /* (nullable): bytea; the nil id is NULL */
void crm_postgres_add_bytes (CrmPostgresParameters *self, gconstpointer bytes, gsize length); /* (nullable): bytea */

/* An array of ids, bytea[]. (transfer full): must stay until the statement was sent */
GByteArray *crm_postgres_add_ids (CrmPostgresParameters *self, const CrmId *ids, guint n);

typedef struct _CrmPostgres CrmPostgres;

/**
 * crm_postgres_open:
 * @url: "postgresql://…" or another line that libpq understands; its passfile and services are honoured
 *
 * Everything is in a schema of its own: "clientele", unless @url sets a search_path, whose first name it is then. It is made when it is not there.
 *
 * Returns: (transfer full): a connection for the calling thread, or %NULL with %CRM_ERROR_STORAGE when there is none to be had. No message
 *   says the password.
 */
CrmPostgres *crm_postgres_open (const char *url, GError **error);
void crm_postgres_close (CrmPostgres *self);

/**
 * crm_postgres_claim:
 *
 * Has the schema alone, until the connection is closed or lost: %CRM_ERROR_LOCKED as long as any other connection of this kind is open.
 */
gboolean crm_postgres_claim (CrmPostgres *self, GError **error);

/* The schema's name. */
const char *crm_postgres_get_schema (CrmPostgres *self);

/* Its number on the server; another one after crm_postgres_renew(). 0 when it is lost. */
int crm_postgres_get_process (CrmPostgres *self);

/* The connection's socket, to wait for notifications; and the next one that has come, (nullable) (transfer full): for PQfreemem(). */
int crm_postgres_get_socket (CrmPostgres *self);
gboolean crm_postgres_read_notifications (CrmPostgres *self, GError **error);
PGnotify *crm_postgres_next_notification (CrmPostgres *self);

/**
 * crm_postgres_renew:
 *
 * Connects again if the connection was seen to be lost; to be called where no transaction is under way.
 */
gboolean crm_postgres_renew (CrmPostgres *self, GError **error);

/* Whether it was seen to be lost. */
gboolean crm_postgres_is_lost (CrmPostgres *self);

/**
 * crm_postgres_send:
 * @sql: one statement, a string that lives as long as the program
 * @parameters: (nullable)
 *
 * Sends a statement whose rows nobody wants, without waiting for what becomes of it: the next crm_postgres_query() or crm_postgres_wait() tells.
 */
gboolean crm_postgres_send (CrmPostgres *self, const char *sql, const CrmPostgresParameters *parameters, GError **error);

/* Waits for all that was sent; FALSE when any of it failed. */
gboolean crm_postgres_wait (CrmPostgres *self, GError **error);

/**
 * crm_postgres_query:
 *
 * Sends a statement and waits for it and all before it.
 *
 * Returns: (transfer full): its rows, binary; or %NULL when it, or anything before it, failed.
 */
PGresult *crm_postgres_query (CrmPostgres *self, const char *sql, const CrmPostgresParameters *parameters, GError **error);

/* Runs every statement of @sql, which takes no parameters. */
gboolean crm_postgres_execute (CrmPostgres *self, const char *sql, GError **error);

/**
 * crm_postgres_copy_out:
 * @sql: COPY … TO STDOUT
 *
 * Writes what comes to @stream. crm_postgres_copy_in() is the way back.
 */
gboolean crm_postgres_copy_out (CrmPostgres *self, const char *sql, GOutputStream *stream, GError **error);
gboolean crm_postgres_copy_in (CrmPostgres *self, const char *sql, GInputStream *stream, GError **error);

/* Reading a row's columns: NULL is 0, NULL, FALSE. */
gint64 crm_postgres_get_number (const PGresult *result, int row, int column);
const char *crm_postgres_get_text (const PGresult *result, int row, int column);
gboolean crm_postgres_get_id (const PGresult *result, int row, int column, CrmId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPostgres, crm_postgres_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

G_END_DECLS
