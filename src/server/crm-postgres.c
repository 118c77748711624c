/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to PostgreSQL, kept to the thread that opened it, with its prepared statements. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-postgres.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "clientele"

/* What the server has to say about statements nobody has waited for must fit into what the network holds. */
#define PENDING_MAX 64

/* Its number is the same on every server. */
#define BYTEA_TYPE 17

#define COPY_SIZE (64 * 1024)

/* Every connection shares it; who restores a backup has it alone. */
#define LOCK "(hashtextextended('clientele ' || current_setting('search_path'), 0))"

struct _CrmPostgres
{
  char *url;
  char *schema;
  PGconn *connection; /* (nullable): lost */

  /* The text of a statement, by its address → the name it is prepared under. */
  GHashTable *statements;
  GPtrArray *fresh; /* of those, the ones nobody has waited for */
  guint n_prepared;
  guint n_pending;
};

/* ── parameters and columns ───────────────────────────────────────────────────────────────── */

void
crm_postgres_add_bytes (CrmPostgresParameters *self, gconstpointer bytes, gsize length)
{
  g_assert (self->n < CRM_POSTGRES_PARAMETERS_MAX);

  self->values[self->n] = bytes;
  self->lengths[self->n++] = bytes != NULL ? (int)length : 0;
}

void
crm_postgres_add_number (CrmPostgresParameters *self, gint64 number)
{
  g_assert (self->n < CRM_POSTGRES_PARAMETERS_MAX);

  self->numbers[self->n] = GINT64_TO_BE (number);
  self->values[self->n] = NULL; /* the structure may move: see bind () */
  self->lengths[self->n++] = -1;
}

void
crm_postgres_add_text (CrmPostgresParameters *self, const char *text)
{
  crm_postgres_add_bytes (self, text, text != NULL ? strlen (text) : 0);
}

void
crm_postgres_add_id (CrmPostgresParameters *self, const CrmId *id)
{
  crm_postgres_add_bytes (self, id != NULL && !crm_id_is_nil (id) ? id->bytes : NULL, CRM_ID_LENGTH);
}

static void
append_number (GByteArray *bytes, gint32 number)
{
  gint32 swapped = GINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *)&swapped, sizeof swapped);
}

/* As PostgreSQL's array_recv() reads it: dimensions, whether there are NULLs, the elements' type, how many from where on. */
GByteArray *
crm_postgres_add_ids (CrmPostgresParameters *self, const CrmId *ids, guint n)
{
  const gint32 head[] = { 1, 0, BYTEA_TYPE, (gint32)n, 1 };
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    append_number (bytes, head[i]);
  for (guint i = 0; i < n; i++)
    {
      append_number (bytes, CRM_ID_LENGTH);
      g_byte_array_append (bytes, ids[i].bytes, CRM_ID_LENGTH);
    }
  crm_postgres_add_bytes (self, bytes->data, bytes->len);
  return bytes;
}

gint64
crm_postgres_get_number (const PGresult *result, int row, int column)
{
  gint64 number;

  if (PQgetlength (result, row, column) != sizeof number)
    return 0;
  memcpy (&number, PQgetvalue (result, row, column), sizeof number);
  return GINT64_FROM_BE (number);
}

const char *
crm_postgres_get_text (const PGresult *result, int row, int column)
{
  return PQgetisnull (result, row, column) ? NULL : PQgetvalue (result, row, column);
}

gboolean
crm_postgres_get_id (const PGresult *result, int row, int column, CrmId *id)
{
  *id = (CrmId){ 0 };
  if (PQgetlength (result, row, column) != CRM_ID_LENGTH)
    return FALSE;
  memcpy (id->bytes, PQgetvalue (result, row, column), CRM_ID_LENGTH);
  return TRUE;
}

/* ── errors ───────────────────────────────────────────────────────────────────────────────── */

/* On one line, for the log. */
static char *
clean (const char *message)
{
  return g_strstrip (g_strdelimit (g_strdup (message != NULL && *message != '\0' ? message : "?"), "\r\n\t", ' '));
}

static void
lose (CrmPostgres *self)
{
  g_clear_pointer (&self->connection, PQfinish);
  g_hash_table_remove_all (self->statements);
  g_ptr_array_set_size (self->fresh, 0);
  self->n_pending = 0;
}

/* Returns FALSE. */
static gboolean
fail_connection (CrmPostgres *self, GError **error)
{
  g_autofree char *message = clean (self->connection != NULL ? PQerrorMessage (self->connection) : NULL);

  if (error != NULL && *error == NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The database cannot be reached: %s"), message);
  lose (self);
  return FALSE;
}

/* The primary message alone: what comes with it may say what was to be written. */
static gboolean
fail_statement (const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  g_autofree char *message = clean (primary != NULL ? primary : PQresultErrorMessage (result));

  if (state != NULL && (strcmp (state, "53100") == 0 || strcmp (state, "53200") == 0))
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("The database has no room left: %s"), message);
  else if (state != NULL && (g_str_has_prefix (state, "40") || strcmp (state, "55P03") == 0))
    g_set_error (error, CRM_ERROR, CRM_ERROR_LOCKED, _ ("Another process holds the database too long: %s"), message);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The database did not do what it was asked: %s"), message);
  return FALSE;
}

/* ── connecting ───────────────────────────────────────────────────────────────────────────── */

static void
on_notice (void *data, const PGresult *result)
{
  g_debug ("%s", PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
}

static gboolean
run_plainly (PGconn *connection, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = PQexec (connection, sql);
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail_statement (result, error);
}

/* The first name of a search path that somebody has set; else our own. */
static char *
find_schema (PGconn *connection)
{
  g_autoptr (PGresult) result = PQexec (connection, "SELECT (current_setting('search_path')::text), (SELECT source FROM pg_settings WHERE name = 'search_path')");
  g_auto (GStrv) names = NULL;
  char *name;

  if (PQresultStatus (result) != PGRES_TUPLES_OK || strcmp (PQgetvalue (result, 0, 1), "client") != 0)
    return g_strdup (SCHEMA);
  names = g_strsplit (PQgetvalue (result, 0, 0), ",", 2);
  name = names[0] != NULL ? g_strstrip (g_strdelimit (names[0], "\"", ' ')) : NULL;
  return g_strdup (name != NULL && *name != '\0' && *name != '$' ? name : SCHEMA);
}

static gboolean
take_lock (PGconn *connection, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    return fail_statement (result, error);
  if (strcmp (PQgetvalue (result, 0, 0), "t") == 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_LOCKED, _ ("Another process works on the database. Wait until it is done, or stop it."));
  return FALSE;
}

/* A process that died in the middle, or hangs, must not hold the others for ever. */
static gboolean
set_up (CrmPostgres *self, GError **error)
{
  const char *encoding = PQparameterStatus (self->connection, "server_encoding");
  g_autofree char *schema = NULL, *sql = NULL;
  char *quoted;

  if (PQserverVersion (self->connection) < 140000 || g_strcmp0 (encoding, "UTF8") != 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The database must be one of PostgreSQL 14 or newer, with the encoding UTF8. Make another, or leave --database out."));
      return FALSE;
    }
  schema = find_schema (self->connection);
  quoted = PQescapeIdentifier (self->connection, schema, strlen (schema));
  sql = g_strdup_printf ("SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '60s'; SET search_path TO %s", quoted);
  PQfreemem (quoted);
  g_set_str (&self->schema, schema);
  return run_plainly (self->connection, sql, error) && take_lock (self->connection, "SELECT pg_try_advisory_lock_shared" LOCK, error);
}

static gboolean
reconnect (CrmPostgres *self, GError **error)
{
  /* What the URL says wins over what stands before it. */
  static const char *const keys[] = { "connect_timeout", "tcp_user_timeout", "fallback_application_name", "dbname", "client_encoding", NULL };
  const char *const values[] = { "10", "30000", "clientele-server", self->url, "UTF8", NULL };

  lose (self);
  self->connection = PQconnectdbParams (keys, values, TRUE);
  if (PQstatus (self->connection) != CONNECTION_OK)
    return fail_connection (self, error);
  PQsetNoticeReceiver (self->connection, on_notice, NULL);
  if (set_up (self, error) && PQenterPipelineMode (self->connection) == 1)
    return TRUE;
  lose (self);
  return FALSE;
}

CrmPostgres *
crm_postgres_open (const char *url, GError **error)
{
  g_autoptr (CrmPostgres) self = g_new0 (CrmPostgres, 1);

  self->url = g_strdup (url);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->fresh = g_ptr_array_new ();
  return reconnect (self, error) ? g_steal_pointer (&self) : NULL;
}

void
crm_postgres_close (CrmPostgres *self)
{
  lose (self);
  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->fresh);
  g_free (self->schema);
  g_free (self->url);
  g_free (self);
}

const char *
crm_postgres_get_schema (CrmPostgres *self)
{
  return self->schema;
}

int
crm_postgres_get_process (CrmPostgres *self)
{
  return self->connection != NULL ? PQbackendPID (self->connection) : 0;
}

gboolean
crm_postgres_renew (CrmPostgres *self, GError **error)
{
  return self->connection != NULL || reconnect (self, error);
}

gboolean
crm_postgres_is_lost (CrmPostgres *self)
{
  return self->connection == NULL;
}

/* ── statements ───────────────────────────────────────────────────────────────────────────── */

/* After a failure nobody knows which statements were still prepared: they get other names. */
static void
settle_statements (CrmPostgres *self, gboolean ok)
{
  for (guint i = 0; !ok && i < self->fresh->len; i++)
    g_hash_table_remove (self->statements, self->fresh->pdata[i]);
  g_ptr_array_set_size (self->fresh, 0);
  self->n_pending = 0;
}

/* Reads everything up to the next point at which both sides agree; (out) @last is the result of the last statement. */
static gboolean
collect (CrmPostgres *self, PGresult **last, GError **error)
{
  gboolean ok = TRUE;

  if (PQpipelineSync (self->connection) != 1)
    return fail_connection (self, error);
  for (;;)
    {
      PGresult *result = PQgetResult (self->connection);
      ExecStatusType status = PQresultStatus (result);

      if (result == NULL)
        {
          if (PQstatus (self->connection) != CONNECTION_OK)
            return fail_connection (self, error);
          continue;
        }
      if (status == PGRES_FATAL_ERROR && ok)
        ok = fail_statement (result, error);
      else if (status == PGRES_PIPELINE_ABORTED && ok) /* cannot be without the above */
        ok = FALSE;
      if (last == NULL || (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK))
        PQclear (result);
      else
        {
          g_clear_pointer (last, PQclear);
          *last = result;
        }
      if (status == PGRES_PIPELINE_SYNC)
        break;
    }
  if (PQstatus (self->connection) != CONNECTION_OK)
    return fail_connection (self, error);
  settle_statements (self, ok);
  return ok;
}

static const char *
prepare (CrmPostgres *self, const char *sql)
{
  char *name = g_hash_table_lookup (self->statements, sql);

  if (name != NULL)
    return name;
  name = g_strdup_printf ("s%u", ++self->n_prepared);
  if (PQsendPrepare (self->connection, name, sql, 0, NULL) != 1)
    {
      g_free (name);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer)sql, name);
  g_ptr_array_add (self->fresh, (gpointer)sql);
  return name;
}

static gboolean
put (CrmPostgres *self, const char *sql, const CrmPostgresParameters *parameters, GError **error)
{
  static const int binary[CRM_POSTGRES_PARAMETERS_MAX] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  const char *values[CRM_POSTGRES_PARAMETERS_MAX];
  int lengths[CRM_POSTGRES_PARAMETERS_MAX];
  int n = parameters != NULL ? parameters->n : 0;
  const char *name = self->connection != NULL ? prepare (self, sql) : NULL;

  for (int i = 0; i < n; i++)
    {
      gboolean is_number = parameters->lengths[i] < 0;

      values[i] = is_number ? (const char *)&parameters->numbers[i] : parameters->values[i];
      lengths[i] = is_number ? (int)sizeof (gint64) : parameters->lengths[i];
    }
  if (name == NULL || PQsendQueryPrepared (self->connection, name, n, values, lengths, binary, 1) != 1)
    return fail_connection (self, error);
  self->n_pending++;
  return TRUE;
}

gboolean
crm_postgres_wait (CrmPostgres *self, GError **error)
{
  return self->connection != NULL ? collect (self, NULL, error) : fail_connection (self, error);
}

gboolean
crm_postgres_send (CrmPostgres *self, const char *sql, const CrmPostgresParameters *parameters, GError **error)
{
  return put (self, sql, parameters, error) && (self->n_pending < PENDING_MAX || crm_postgres_wait (self, error));
}

PGresult *
crm_postgres_query (CrmPostgres *self, const char *sql, const CrmPostgresParameters *parameters, GError **error)
{
  PGresult *result = NULL;

  if (put (self, sql, parameters, error) && collect (self, &result, error))
    return result;
  g_clear_pointer (&result, PQclear);
  return NULL;
}

/* ── apart from the pipeline ──────────────────────────────────────────────────────────────── */

static gboolean
leave_pipeline (CrmPostgres *self, GError **error)
{
  return crm_postgres_wait (self, error) && (PQexitPipelineMode (self->connection) == 1 || fail_connection (self, error));
}

static gboolean
enter_pipeline (CrmPostgres *self, gboolean ok, GError **error)
{
  if (PQstatus (self->connection) != CONNECTION_OK || PQenterPipelineMode (self->connection) != 1)
    return fail_connection (self, error);
  return ok;
}

gboolean
crm_postgres_execute (CrmPostgres *self, const char *sql, GError **error)
{
  return leave_pipeline (self, error) && enter_pipeline (self, run_plainly (self->connection, sql, error), error);
}

static gboolean
begin_copy (CrmPostgres *self, const char *sql, ExecStatusType expected, GError **error)
{
  g_autoptr (PGresult) result = PQexec (self->connection, sql);

  return PQresultStatus (result) == expected || fail_statement (result, error);
}

/* Takes what the server says in the end. */
static gboolean
end_copy (CrmPostgres *self, GError **error)
{
  gboolean ok = TRUE;
  PGresult *result;

  while ((result = PQgetResult (self->connection)) != NULL)
    {
      if (PQresultStatus (result) == PGRES_FATAL_ERROR && ok)
        ok = fail_statement (result, error);
      PQclear (result);
    }
  return ok;
}

gboolean
crm_postgres_copy_out (CrmPostgres *self, const char *sql, GOutputStream *stream, GError **error)
{
  gboolean ok;
  char *buffer;
  int n;

  if (!leave_pipeline (self, error))
    return FALSE;
  ok = begin_copy (self, sql, PGRES_COPY_OUT, error);
  while (ok && (n = PQgetCopyData (self->connection, &buffer, FALSE)) > 0)
    {
      ok = g_output_stream_write_all (stream, buffer, (gsize)n, NULL, NULL, error);
      PQfreemem (buffer);
    }
  /* What cannot be written is not asked for any longer. */
  if (!ok && PQstatus (self->connection) == CONNECTION_OK && error != NULL && *error != NULL && (*error)->domain != CRM_ERROR)
    {
      lose (self);
      return FALSE;
    }
  ok = end_copy (self, ok ? error : NULL) && ok;
  return enter_pipeline (self, ok, error);
}

gboolean
crm_postgres_copy_in (CrmPostgres *self, const char *sql, GInputStream *stream, GError **error)
{
  g_autofree char *buffer = g_malloc (COPY_SIZE);
  gboolean ok;
  gssize n = 0;

  if (!leave_pipeline (self, error))
    return FALSE;
  ok = begin_copy (self, sql, PGRES_COPY_IN, error);
  if (ok)
    {
      while ((n = g_input_stream_read (stream, buffer, COPY_SIZE, NULL, error)) > 0 && PQputCopyData (self->connection, buffer, (int)n) == 1)
        ;
      PQputCopyEnd (self->connection, n != 0 ? "cut short" : NULL);
      ok = end_copy (self, n != 0 ? NULL : error) && n == 0;
    }
  return enter_pipeline (self, ok, error);
}

gboolean
crm_postgres_claim (CrmPostgres *self, GError **error)
{
  gboolean ok;

  if (!leave_pipeline (self, error))
    return FALSE;
  ok = run_plainly (self->connection, "SELECT pg_advisory_unlock_shared" LOCK, error) && take_lock (self->connection, "SELECT pg_try_advisory_lock" LOCK, error);
  return enter_pipeline (self, ok, error);
}

/* ── notifications ────────────────────────────────────────────────────────────────────────── */

int
crm_postgres_get_socket (CrmPostgres *self)
{
  return self->connection != NULL ? PQsocket (self->connection) : -1;
}

gboolean
crm_postgres_read_notifications (CrmPostgres *self, GError **error)
{
  return self->connection != NULL && (PQconsumeInput (self->connection) == 1 || fail_connection (self, error));
}

PGnotify *
crm_postgres_next_notification (CrmPostgres *self)
{
  return self->connection != NULL ? PQnotifies (self->connection) : NULL;
}
