/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection, kept to the thread that opened it, with its prepared statements. */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * CrmConnectionMode:
 * @CRM_CONNECTION_WRITER: the one that writes and, holding the file's lock, checkpoints
 * @CRM_CONNECTION_GUEST: writes beside another process that holds the lock: never checkpoints
 * @CRM_CONNECTION_READER: reads only
 */
typedef enum
{
  CRM_CONNECTION_WRITER,
  CRM_CONNECTION_GUEST,
  CRM_CONNECTION_READER,
} CrmConnectionMode;

/**
 * crm_connection_open:
 * @path: the file; a writer makes it when it is not there
 *
 * Returns: (transfer full): a connection for the calling thread, or %NULL with a %CRM_ERROR.
 */
CrmConnection *crm_connection_open (const char *path, CrmConnectionMode mode, GError **error);

/* Checkpoints nothing by itself; the caller decides. */
void crm_connection_close (CrmConnection *self);

sqlite3 *crm_connection_get_handle (CrmConnection *self);

/* As it was opened. */
const char *crm_connection_get_path (CrmConnection *self);

/**
 * crm_connection_prepare:
 * @sql: one statement, or the first of several; the rest is not run
 *
 * Returns: (transfer none): the statement, reset and with no bindings, kept for the connection's life under its text.
 *   It must not be used again before its caller is done with it.
 */
sqlite3_stmt *crm_connection_prepare (CrmConnection *self, const char *sql, GError **error);

/* The same for a string that lives as long as the program, found by its address: quicker where every microsecond counts. */
sqlite3_stmt *crm_connection_prepare_static (CrmConnection *self, const char *sql, GError **error);

/**
 * crm_connection_next:
 *
 * Returns: 1 when there is a row to read, 0 after the last one, -1 on error; in the latter two the statement is reset.
 */
int crm_connection_next (CrmConnection *self, sqlite3_stmt *statement, GError **error);

/* Runs a statement that gives no rows. */
gboolean crm_connection_run (CrmConnection *self, sqlite3_stmt *statement, GError **error);

/* Runs every statement of @sql. */
gboolean crm_connection_execute (CrmConnection *self, const char *sql, GError **error);

/* The first column of the first row of @sql as a number; @fallback without a row or a value. */
gboolean crm_connection_read_integer (CrmConnection *self, const char *sql, gint64 *value, GError **error);

/* Turns the connection's last error into a CRM_ERROR that says what to do. Returns FALSE. */
gboolean crm_connection_fail (CrmConnection *self, GError **error);

/* While @cancellable is set and cancelled, whatever runs ends with G_IO_ERROR_CANCELLED. */
void crm_connection_set_cancellable (CrmConnection *self, GCancellable *cancellable);
GCancellable *crm_connection_get_cancellable (CrmConnection *self);

/* Binding and reading by the schema. Money takes two parameters; each returns the next index. */
int crm_statement_bind_value (sqlite3_stmt *statement, int index, const CrmValue *value, CrmType type);
int crm_statement_read_value (sqlite3_stmt *statement, int column, CrmType type, CrmValue *value);
int crm_statement_bind_id (sqlite3_stmt *statement, int index, const CrmId *id);

/* Reads an id; FALSE when the column holds none. */
gboolean crm_statement_read_id (sqlite3_stmt *statement, int column, CrmId *id);

/* "rowid, id, created_edit, deleted" and then every field's columns, in the order crm_statement_read_record() wants. Static. */
const char *crm_kind_get_columns (const CrmKind *kind);

CrmRecord *crm_statement_read_record (sqlite3_stmt *statement, const CrmKind *kind);

/* One record, deleted or not; NULL without an error when there is none. */
CrmRecord *crm_connection_read_record (CrmConnection *self, const CrmKind *kind, const CrmId *id, GError **error);
CrmRecord *crm_connection_read_record_at (CrmConnection *self, const CrmKind *kind, gint64 rowid, GError **error);

/**
 * crm_connection_write_facts:
 * @record: as it stands
 * @fields: (array length=n): its facts
 * @values: (array length=n): what they are now
 *
 * Writes those that differ, in the writer's transaction: an indexed column set to what it is costs two index rows all the same.
 */
gboolean crm_connection_write_facts (CrmConnection *self, const CrmRecord *record, const guint *fields, const CrmValue *values, guint n, GError **error);

/* The named value of the file, or NULL; and setting it. */
char *crm_connection_dup_setting (CrmConnection *self, const char *name, GError **error);
gboolean crm_connection_set_setting (CrmConnection *self, const char *name, const char *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmConnection, crm_connection_close)

G_END_DECLS
