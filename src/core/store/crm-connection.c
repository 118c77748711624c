/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection, kept to the thread that opened it, with its prepared statements. */

#define G_LOG_DOMAIN "crm-connection"

#include "config.h"

#include "core/store/crm-connection.h"

#include "core/base/crm-error.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000
/* SQLite's virtual-machine steps between two looks at the cancellable: some tens of microseconds. */
#define STEPS_BETWEEN_CHECKS 4000

struct _CrmConnection
{
  char *path;
  sqlite3 *handle;
  GHashTable *statements;        /* SQL → sqlite3_stmt */
  GHashTable *static_statements; /* the SQL's address → sqlite3_stmt, borrowed */
  GThread *thread;
  GCancellable *cancellable;
};

static void
statement_free (gpointer data)
{
  sqlite3_finalize (data);
}

static int
on_progress (gpointer data)
{
  CrmConnection *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

gboolean
crm_connection_fail (CrmConnection *self, GError **error)
{
  const char *reason = sqlite3_errmsg (self->handle);

  switch (sqlite3_errcode (self->handle))
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The work was cancelled."));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CRM_ERROR, CRM_ERROR_LOCKED,
                   _ ("Another program is writing “%s” and did not finish in time. Nothing was changed; try again."), self->path);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                   _ ("The file “%s” is damaged or is not a Clientele file (%s). Restore a backup; they lie in the folder “backups” beside it."),
                   self->path, reason);
      break;
    case SQLITE_FULL:
      g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
                   _ ("The disk that holds “%s” is full. The change was not saved; nothing else was lost. Free some space and try again."), self->path);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY, _ ("The file “%s” can be read but not written."), self->path);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE,
                   _ ("The file “%s” cannot be opened. See that its folder exists and may be written."), self->path);
      break;
    default:
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The file “%s” could not be read or written: %s."), self->path, reason);
    }
  return FALSE;
}

static gboolean
configure (CrmConnection *self, CrmConnectionMode mode, GError **error)
{
  /* Each connection's share of memory, in KiB. */
  const char *sql = mode == CRM_CONNECTION_READER
                        ? "PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = memory;"
                        : "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA cache_size = -16384; PRAGMA temp_store = memory; PRAGMA secure_delete = ON;" /* what is erased is gone where it lay */;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_CHECKS, on_progress, self);
  if (mode != CRM_CONNECTION_WRITER)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (mode == CRM_CONNECTION_GUEST && !crm_connection_execute (self, "PRAGMA wal_autocheckpoint = 0;", error))
    return FALSE;
  return crm_connection_execute (self, sql, error);
}

/* SQLite would make it readable by everyone; its log takes the file's own permissions. */
static void
make_private (const char *path)
{
  int descriptor = strcmp (path, ":memory:") == 0 ? -1 : g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (descriptor >= 0)
    close (descriptor);
}

/* Nobody asks how much memory SQLite has; keeping count of it takes a lock for each piece. Too late, where another library has begun to use it. */
static void
set_up_library (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  if (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
    g_debug ("SQLite keeps count of its memory");
  g_once_init_leave (&done, 1);
}

CrmConnection *
crm_connection_open (const char *path, CrmConnectionMode mode, GError **error)
{
  g_autoptr (CrmConnection) self = g_new0 (CrmConnection, 1);
  int flags = mode == CRM_CONNECTION_READER ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

  set_up_library ();
  self->path = g_strdup (path);
  self->thread = g_thread_self ();
  if (mode != CRM_CONNECTION_READER)
    make_private (path);
  self->static_statements = g_hash_table_new (NULL, NULL);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
  if (sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK || !configure (self, mode, error))
    {
      if (error != NULL && *error == NULL)
        crm_connection_fail (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
crm_connection_close (CrmConnection *self)
{
  g_clear_pointer (&self->static_statements, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
crm_connection_get_handle (CrmConnection *self)
{
  g_assert (self->thread == g_thread_self ());

  return self->handle;
}

const char *
crm_connection_get_path (CrmConnection *self)
{
  return self->path;
}

GCancellable *
crm_connection_get_cancellable (CrmConnection *self)
{
  return self->cancellable;
}

void
crm_connection_set_cancellable (CrmConnection *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

sqlite3_stmt *
crm_connection_prepare (CrmConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement;

  g_assert (self->thread == g_thread_self ());

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      crm_connection_fail (self, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

sqlite3_stmt *
crm_connection_prepare_static (CrmConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->static_statements, sql);

  if (statement == NULL)
    {
      statement = crm_connection_prepare (self, sql, error);
      if (statement != NULL)
        g_hash_table_insert (self->static_statements, (gpointer)sql, statement);
      return statement;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

int
crm_connection_next (CrmConnection *self, sqlite3_stmt *statement, GError **error)
{
  int result;

  g_assert (self->thread == g_thread_self ());

  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    return 1;
  if (result != SQLITE_DONE)
    crm_connection_fail (self, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE ? 0 : -1;
}

gboolean
crm_connection_run (CrmConnection *self, sqlite3_stmt *statement, GError **error)
{
  int step = crm_connection_next (self, statement, error);

  g_assert (step <= 0);

  return step == 0;
}

gboolean
crm_connection_execute (CrmConnection *self, const char *sql, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return crm_connection_fail (self, error);
  return TRUE;
}

gboolean
crm_connection_read_integer (CrmConnection *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self, sql, error);
  int step;

  if (statement == NULL || (step = crm_connection_next (self, statement, error)) < 0)
    return FALSE;
  *value = step > 0 ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

int
crm_statement_bind_id (sqlite3_stmt *statement, int index, const CrmId *id)
{
  if (id == NULL)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_blob (statement, index, id->bytes, CRM_ID_LENGTH, SQLITE_TRANSIENT);
  return index + 1;
}

int
crm_statement_bind_value (sqlite3_stmt *statement, int index, const CrmValue *value, CrmType type)
{
  switch (value->type)
    {
    case CRM_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case CRM_VALUE_TEXT:
      sqlite3_bind_text (statement, index, value->text, -1, SQLITE_TRANSIENT);
      break;
    case CRM_VALUE_MONEY:
      sqlite3_bind_int64 (statement, index, value->money.minor);
      sqlite3_bind_text (statement, index + 1, value->money.currency, 3, SQLITE_TRANSIENT);
      break;
    case CRM_VALUE_ID:
      crm_statement_bind_id (statement, index, &value->id);
      break;
    case CRM_VALUE_NONE:
    default:
      sqlite3_bind_null (statement, index);
      if (type == CRM_TYPE_MONEY)
        sqlite3_bind_null (statement, index + 1);
    }
  return index + (type == CRM_TYPE_MONEY ? 2 : 1);
}

gboolean
crm_statement_read_id (sqlite3_stmt *statement, int column, CrmId *id)
{
  const void *bytes = sqlite3_column_blob (statement, column);

  if (bytes == NULL || sqlite3_column_bytes (statement, column) != CRM_ID_LENGTH)
    return FALSE;
  memcpy (id->bytes, bytes, CRM_ID_LENGTH);
  return TRUE;
}

static void
read_text (sqlite3_value *stored, CrmValue *value)
{
  const char *text = (const char *)sqlite3_value_text (stored);

  if (text == NULL || *text == '\0')
    return;
  value->type = CRM_VALUE_TEXT;
  value->text = g_ref_string_new_len (text, sqlite3_value_bytes (stored));
}

int
crm_statement_read_value (sqlite3_stmt *statement, int column, CrmType type, CrmValue *value)
{
  /* Finding the column once takes a third of the time. Without mutexes, SQLite says, a column's value may be read as any other. */
  sqlite3_value *stored = sqlite3_column_value (statement, column);

  memset (value, 0, sizeof *value);
  if (sqlite3_value_type (stored) == SQLITE_NULL)
    return column + (type == CRM_TYPE_MONEY ? 2 : 1);
  switch (type)
    {
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_CHOICES:
      read_text (stored, value);
      return column + 1;
    case CRM_TYPE_REFERENCE:
      if (crm_statement_read_id (statement, column, &value->id))
        value->type = CRM_VALUE_ID;
      return column + 1;
    case CRM_TYPE_MONEY:
      value->type = CRM_VALUE_MONEY;
      value->money.minor = sqlite3_value_int64 (stored);
      g_strlcpy (value->money.currency, (const char *)sqlite3_column_text (statement, column + 1) ?: "XXX", sizeof value->money.currency);
      return column + 2;
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
    case CRM_TYPE_BOOLEAN:
    case CRM_TYPE_DATE:
    case CRM_TYPE_TIME:
    default:
      value->type = CRM_VALUE_INTEGER;
      value->integer = sqlite3_value_int64 (stored);
      return column + 1;
    }
}

const char *
crm_kind_get_columns (const CrmKind *kind)
{
  static char *columns[CRM_N_KINDS];

  if (g_once_init_enter_pointer (&columns[kind->id]))
    {
      GString *list = g_string_new ("rowid,id,created_edit,deleted");

      for (guint i = 0; i < kind->n_fields; i++)
        {
          g_string_append_printf (list, ",%s", kind->fields[i].name);
          if (kind->fields[i].type == CRM_TYPE_MONEY)
            g_string_append_printf (list, ",%s_currency", kind->fields[i].name);
        }
      g_once_init_leave_pointer (&columns[kind->id], g_string_free_and_steal (list));
    }
  return columns[kind->id];
}

CrmRecord *
crm_statement_read_record (sqlite3_stmt *statement, const CrmKind *kind)
{
  g_autofree CrmValue *values = g_new0 (CrmValue, kind->n_fields);
  CrmId id = { 0 };
  int column = 4;

  crm_statement_read_id (statement, 1, &id);
  for (guint i = 0; i < kind->n_fields; i++)
    column = crm_statement_read_value (statement, column, kind->fields[i].type, &values[i]);
  return crm_record_new (kind, &id, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 2), sqlite3_column_int (statement, 3) != 0, values);
}

static CrmRecord *
read_one (CrmConnection *self, const CrmKind *kind, sqlite3_stmt *statement, GError **error)
{
  CrmRecord *record = NULL;

  if (crm_connection_next (self, statement, error) > 0)
    record = crm_statement_read_record (statement, kind);
  sqlite3_reset (statement);
  return record;
}

static const char *
get_read_sql (const CrmKind *kind, gboolean by_rowid)
{
  static char *sql[CRM_N_KINDS][2];

  if (g_once_init_enter_pointer (&sql[kind->id][by_rowid]))
    g_once_init_leave_pointer (&sql[kind->id][by_rowid],
                               g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?", crm_kind_get_columns (kind), kind->name, by_rowid ? "rowid" : "id"));
  return sql[kind->id][by_rowid];
}

CrmRecord *
crm_connection_read_record (CrmConnection *self, const CrmKind *kind, const CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self, get_read_sql (kind, FALSE), error);

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, id);
  return read_one (self, kind, statement, error);
}

CrmRecord *
crm_connection_read_record_at (CrmConnection *self, const CrmKind *kind, gint64 rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self, get_read_sql (kind, TRUE), error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, rowid);
  return read_one (self, kind, statement, error);
}

gboolean
crm_connection_write_facts (CrmConnection *self, const CrmRecord *record, const guint *fields, const CrmValue *values, guint n, GError **error)
{
  const CrmKind *kind = record->kind;
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index = 1;

  g_string_append_printf (sql, "UPDATE %s SET ", kind->name);
  for (guint i = 0; i < n; i++)
    if (!crm_value_equal (&values[i], &record->values[fields[i]]))
      g_string_append_printf (sql, "%s%s=?", index++ > 1 ? "," : "", kind->fields[fields[i]].name);
  if (index == 1)
    return TRUE;
  g_string_append (sql, " WHERE rowid=?");
  statement = crm_connection_prepare (self, sql->str, error);
  if (statement == NULL)
    return FALSE;
  index = 1;
  for (guint i = 0; i < n; i++)
    if (!crm_value_equal (&values[i], &record->values[fields[i]]))
      index = crm_statement_bind_value (statement, index, &values[i], kind->fields[fields[i]].type);
  sqlite3_bind_int64 (statement, index, record->rowid);
  return crm_connection_run (self, statement, error);
}

char *
crm_connection_dup_setting (CrmConnection *self, const char *name, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self, "SELECT value FROM file WHERE name = ?", error);
  char *value = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  if (crm_connection_next (self, statement, error) > 0)
    {
      value = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      sqlite3_reset (statement);
    }
  return value;
}

gboolean
crm_connection_set_setting (CrmConnection *self, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self, "INSERT INTO file VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, value, -1, SQLITE_TRANSIENT);
  return crm_connection_run (self, statement, error);
}
