/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's storage in PostgreSQL: for several processes of the server side by side. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-postgres-private.h"

#include "core/base/crm-error.h"
#include "server/crm-server-resources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* PostgreSQL takes less than 8000 bytes in one notification. */
#define NOTIFICATION_MAX 7000

/* Whoever changes tables, of any schema, one after the other. */
#define MIGRATION_LOCK "7297523490212398"

G_DEFINE_FINAL_TYPE (CrmServerPostgres, crm_server_postgres, CRM_TYPE_SERVER_STORAGE)

/* ── transactions ─────────────────────────────────────────────────────────────────────────── */

PGresult *
crm_server_postgres_read (CrmServerStorage *storage, const char *sql, const CrmPostgresParameters *parameters, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);
  gboolean is_alone = !self->in_group && !self->in_transaction;
  g_autoptr (GError) reason = NULL;
  PGresult *result;

  if (is_alone && !crm_postgres_renew (self->connection, error))
    return NULL;
  result = crm_postgres_query (self->connection, sql, parameters, is_alone ? &reason : error);
  if (result != NULL || !is_alone)
    return result;
  if (crm_postgres_is_lost (self->connection))
    return crm_postgres_renew (self->connection, error) ? crm_postgres_query (self->connection, sql, parameters, error) : NULL;
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

gboolean
crm_server_postgres_write (CrmServerStorage *storage, const char *sql, const CrmPostgresParameters *parameters, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  g_assert (self->in_group || self->in_transaction);

  return crm_postgres_send (self->connection, sql, parameters, error);
}

/* A transaction in which something failed is rolled back by COMMIT, and that is no error. */
static gboolean
commit_all (CrmServerPostgres *self, GError **error)
{
  g_autoptr (PGresult) result = crm_postgres_query (self->connection, "COMMIT", NULL, error);

  if (result == NULL)
    return FALSE;
  if (strcmp (PQcmdStatus (result), "COMMIT") == 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The database did not keep what was written."));
  return FALSE;
}

/* Nothing of it was sent before: a connection that turns out to be lost is made again. */
static gboolean
start (CrmServerPostgres *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!crm_postgres_renew (self->connection, error))
    return FALSE;
  result = crm_postgres_query (self->connection, sql, NULL, NULL);
  if (result == NULL && crm_postgres_renew (self->connection, error))
    result = crm_postgres_query (self->connection, sql, NULL, error);
  return result != NULL;
}

static gboolean
run_two (CrmServerPostgres *self, const char *first, const char *second, GError **error)
{
  return crm_postgres_send (self->connection, first, NULL, error) && crm_postgres_send (self->connection, second, NULL, error) && crm_postgres_wait (self->connection, error);
}

gboolean
crm_server_postgres_open_own (CrmServerStorage *storage, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  self->own_is_whole = !self->in_group && !self->in_transaction;
  if (!self->own_is_whole)
    return crm_postgres_send (self->connection, "SAVEPOINT own", NULL, error);
  self->in_transaction = start (self, "BEGIN", error);
  return self->in_transaction;
}

gboolean
crm_server_postgres_close_own (CrmServerStorage *storage, gboolean ok, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  if (!self->own_is_whole)
    {
      if (ok && crm_postgres_send (self->connection, "RELEASE own", NULL, error) && crm_postgres_wait (self->connection, error))
        return TRUE;
      run_two (self, "ROLLBACK TO own", "RELEASE own", NULL);
      return FALSE;
    }
  self->in_transaction = FALSE;
  if (ok && commit_all (self, error))
    return TRUE;
  PQclear (crm_postgres_query (self->connection, "ROLLBACK", NULL, NULL));
  return FALSE;
}

static void
end (CrmServerPostgres *self)
{
  self->workspace = 0;
  g_hash_table_remove_all (self->absent);
  g_hash_table_remove_all (self->childless);
}

static void
rollback (CrmServerStorage *storage)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  end (self);
  if (self->in_group)
    {
      /* What was locked since the savepoint no longer is. */
      run_two (self, "ROLLBACK TO member", "RELEASE member", NULL);
      if (self->has_locked)
        self->locked = (CrmId){ 0 };
    }
  else if (self->in_transaction)
    PQclear (crm_postgres_query (self->connection, "ROLLBACK", NULL, NULL));
  self->in_transaction = FALSE;
}

static gboolean
begin_group (CrmServerStorage *storage, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  g_assert (!self->in_group && self->workspace == 0);

  self->locked = (CrmId){ 0 };
  self->in_group = start (self, "BEGIN", error);
  return self->in_group;
}

static gboolean
end_group (CrmServerStorage *storage, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);
  gboolean ok;

  g_assert (self->in_group && self->workspace == 0);

  self->in_group = FALSE;
  ok = commit_all (self, error);
  if (!ok)
    PQclear (crm_postgres_query (self->connection, "ROLLBACK", NULL, NULL));
  return ok;
}

/* Processes that hold a workspace each and wait for the other's would wait for ever: a group holds one at a time, and what it has done in another
   lasts before it goes on. */
static gboolean
begin_member (CrmServerPostgres *self, const CrmId *workspace, GError **error)
{
  self->has_locked = !crm_id_equal (&self->locked, workspace);
  if (self->has_locked && !crm_id_is_nil (&self->locked))
    {
      self->locked = (CrmId){ 0 };
      if (!commit_all (self, error) || !crm_postgres_send (self->connection, "BEGIN", NULL, error))
        return FALSE;
    }
  return crm_postgres_send (self->connection, "SAVEPOINT member", NULL, error);
}

static gboolean
read_workspace (CrmServerPostgres *self, const CrmId *workspace, gboolean locks, CrmServerWorkspace *state, GError **error)
{
  CrmPostgresParameters parameters = { 0 };
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_id (&parameters, workspace);
  result = locks ? crm_postgres_query (self->connection, "SELECT number, seq, oldest_move, sharing, epoch FROM workspace WHERE id = $1 FOR UPDATE", &parameters, error)
                 : crm_postgres_query (self->connection, "SELECT number, seq, oldest_move, sharing, epoch FROM workspace WHERE id = $1", &parameters, error);
  if (result == NULL)
    return FALSE;
  if (PQntuples (result) == 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no such workspace on this server."));
      return FALSE;
    }
  *state = (CrmServerWorkspace){ crm_postgres_get_number (result, 0, 0), crm_postgres_get_number (result, 0, 1), crm_postgres_get_number (result, 0, 2),
                                 (CrmServerSharing)crm_postgres_get_number (result, 0, 3) };
  crm_postgres_get_id (result, 0, 4, &state->epoch);
  self->workspace = state->number;
  self->id = *workspace;
  self->seq = state->seq;
  return TRUE;
}

/* One moment: a snapshot for who reads, the workspace alone for who writes. A group has it alone whatever its members do. */
static gboolean
begin (CrmServerStorage *storage, const CrmId *workspace, gboolean writes, CrmServerWorkspace *state, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  g_assert (self->workspace == 0);

  if (self->in_group)
    {
      if (!begin_member (self, workspace, error))
        return FALSE;
    }
  else if (!(self->in_transaction = start (self, writes ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error)))
    return FALSE;
  if (read_workspace (self, workspace, writes || self->in_group, state, error))
    {
      if (self->in_group)
        self->locked = *workspace;
      return TRUE;
    }
  rollback (storage);
  return FALSE;
}

gboolean
crm_server_postgres_notify (CrmServerPostgres *self, const char *text, GError **error)
{
  g_autofree char *payload = g_strdup_printf ("%016" G_GINT64_MODIFIER "x %s", self->tag, text);
  CrmPostgresParameters parameters = { 0 };

  crm_postgres_add_text (&parameters, payload);
  return crm_postgres_send (self->connection, "SELECT pg_notify('" CRM_SERVER_POSTGRES_CHANNEL "', $1)", &parameters, error);
}

static gboolean
tell_touched (CrmServerPostgres *self, gint64 seq, GError **error)
{
  const GPtrArray *touched = crm_server_storage_get_touched (CRM_SERVER_STORAGE (self));
  g_autoptr (GString) text = g_string_new (NULL);
  char id[CRM_ID_STRING_LENGTH + 1];
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < touched->len; i++)
    {
      const char *scope = touched->pdata[i];

      if (text->len > 0 && text->len + strlen (scope) > NOTIFICATION_MAX)
        {
          ok = crm_server_postgres_notify (self, text->str, error);
          g_string_truncate (text, 0);
        }
      if (text->len == 0)
        g_string_append_printf (text, "change %s %" G_GINT64_FORMAT, crm_id_format (&self->id, id), seq);
      g_string_append_printf (text, "\n%s", scope);
    }
  return ok && (text->len == 0 || text->len > NOTIFICATION_MAX || crm_server_postgres_notify (self, text->str, error));
}

static gboolean
write_turn (CrmServerPostgres *self, const CrmServerWorkspace *state, guint64 nonce, GError **error)
{
  static const char sql[] = "WITH raised AS (UPDATE workspace SET seq = $2 WHERE number = $1 AND seq < $2 RETURNING number)"
                            " INSERT INTO turn SELECT number, $2, $3::bigint FROM raised";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (self);

  if (state->seq <= self->seq)
    return TRUE;
  crm_postgres_add_number (&parameters, state->seq);
  crm_postgres_add_number (&parameters, (gint64)nonce);
  return crm_postgres_send (self->connection, sql, &parameters, error) && tell_touched (self, state->seq, error);
}

static gboolean
commit (CrmServerStorage *storage, const CrmServerWorkspace *state, guint64 nonce, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);
  gboolean ok = write_turn (self, state, nonce, error);

  if (ok && self->in_group)
    ok = crm_postgres_send (self->connection, "RELEASE member", NULL, error) && crm_postgres_wait (self->connection, error);
  else if (ok)
    ok = commit_all (self, error);
  if (!ok)
    {
      rollback (storage);
      return FALSE;
    }
  end (self);
  self->in_transaction = FALSE;
  return TRUE;
}

/* ── commits, nodes, members ──────────────────────────────────────────────────────────────── */

static int
read_nonce (CrmServerStorage *storage, gint64 seq, guint64 *nonce, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_number (&parameters, seq);
  result = crm_server_postgres_read (storage, "SELECT nonce FROM turn WHERE workspace = $1 AND seq >= $2 ORDER BY seq LIMIT 1", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    *nonce = (guint64)crm_postgres_get_number (result, 0, 0);
  return PQntuples (result);
}

static int
read_node (CrmServerStorage *storage, guint64 node, CrmServerNode *record, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  *record = (CrmServerNode){ .node = node };
  crm_postgres_add_number (&parameters, (gint64)node);
  result = crm_server_postgres_read (storage, "SELECT device, push, hash FROM node WHERE workspace = $1 AND node = $2", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    {
      crm_postgres_get_id (result, 0, 0, &record->device);
      record->push = crm_postgres_get_number (result, 0, 1);
      record->hash = g_strdup (crm_postgres_get_text (result, 0, 2));
    }
  return PQntuples (result);
}

static gboolean
write_node (CrmServerStorage *storage, const CrmServerNode *node, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_number (&parameters, (gint64)node->node);
  crm_postgres_add_bytes (&parameters, node->device.bytes, CRM_ID_LENGTH);
  crm_postgres_add_number (&parameters, node->push);
  crm_postgres_add_text (&parameters, node->hash);
  return crm_server_postgres_write (storage, "INSERT INTO node (workspace, node, device, push, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, node) DO UPDATE SET push = excluded.push, hash = excluded.hash", &parameters, error);
}

static int
read_member (CrmServerStorage *storage, const CrmId *user, CrmServerMember *member, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  *member = (CrmServerMember){ .user = *user };
  crm_postgres_add_id (&parameters, user);
  result = crm_server_postgres_read (storage, "SELECT role, team FROM member WHERE workspace = $1 AND who = $2", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    {
      member->role = (CrmServerRole)crm_postgres_get_number (result, 0, 0);
      member->team = g_strdup (crm_postgres_get_text (result, 0, 1));
    }
  return PQntuples (result);
}

static gboolean
write_member (CrmServerStorage *storage, const CrmServerMember *member, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_id (&parameters, &member->user);
  crm_postgres_add_number (&parameters, member->role);
  crm_postgres_add_text (&parameters, member->team);
  return crm_server_postgres_write (storage, "INSERT INTO member (workspace, who, role, team) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, who) DO UPDATE SET role = excluded.role, team = excluded.team", &parameters, error);
}

static char **
list_teams (CrmServerStorage *storage, GError **error)
{
  /* From one scope to the next: the index of them has a row for each record. */
  static const char sql[] = "WITH RECURSIVE held(scope) AS ("
                            " (SELECT min (scope) FROM record WHERE workspace = $1 AND scope >= 'team:' AND scope < 'team;')"
                            " UNION ALL SELECT (SELECT min (scope) FROM record WHERE workspace = $1 AND scope > held.scope AND scope < 'team;') FROM held WHERE held.scope IS NOT NULL)"
                            " SELECT substr (scope, 6) COLLATE \"C\" FROM held WHERE scope IS NOT NULL"
                            " UNION SELECT team FROM member WHERE workspace = $1 AND team IS NOT NULL ORDER BY 1";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (GStrvBuilder) teams = g_strv_builder_new ();
  g_autoptr (PGresult) result = crm_server_postgres_read (storage, sql, &parameters, error);

  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    g_strv_builder_add (teams, crm_postgres_get_text (result, i, 0));
  return result != NULL ? g_strv_builder_end (teams) : NULL;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_server_postgres_finalize (GObject *object)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (object);

  g_clear_pointer (&self->connection, crm_postgres_close);
  g_clear_pointer (&self->absent, g_hash_table_unref);
  g_clear_pointer (&self->childless, g_hash_table_unref);

  G_OBJECT_CLASS (crm_server_postgres_parent_class)->finalize (object);
}

static void
crm_server_postgres_class_init (CrmServerPostgresClass *klass)
{
  CrmServerStorageClass *storage_class = CRM_SERVER_STORAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_server_postgres_finalize;
  storage_class->begin = begin;
  storage_class->commit = commit;
  storage_class->rollback = rollback;
  storage_class->read_nonce = read_nonce;
  storage_class->read_node = read_node;
  storage_class->write_node = write_node;
  storage_class->read_member = read_member;
  storage_class->write_member = write_member;
  storage_class->list_teams = list_teams;
  storage_class->begin_group = begin_group;
  storage_class->end_group = end_group;
  crm_server_postgres_class_init_records (storage_class);
  crm_server_postgres_class_init_accounts (storage_class);
  crm_server_postgres_class_init_items (storage_class);
  crm_server_postgres_class_init_blobs (storage_class);
}

static void
crm_server_postgres_init (CrmServerPostgres *self)
{
  self->absent = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  self->childless = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_server_postgres_make_tables (CrmPostgres *connection, int from, int to, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("DELETE FROM version; INSERT INTO version VALUES (%d)", to);

  if (from == 0 && !crm_postgres_execute (connection, "CREATE TABLE version (number BIGINT NOT NULL)", error))
    return FALSE;
  for (int i = from + 1; i <= to; i++)
    {
      g_autofree char *path = g_strdup_printf ("/org/clientele/server/migrations/postgres/%04d.sql", i);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_server_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      g_autofree char *sql = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

      if (sql == NULL || !crm_postgres_execute (connection, sql, error))
        return FALSE;
    }
  return crm_postgres_execute (connection, set_version, error);
}

/* The tables as they are: the number of the last migration, 0 where there are none, -1 on error. */
static gint64
read_version (CrmPostgres *connection, GError **error)
{
  g_autoptr (PGresult) table = crm_postgres_query (connection, "SELECT to_regclass('version')::text", NULL, error);
  g_autoptr (PGresult) version = NULL;

  if (table == NULL || PQgetisnull (table, 0, 0))
    return table != NULL ? 0 : -1;
  version = crm_postgres_query (connection, "SELECT number FROM version", NULL, error);
  return version != NULL ? crm_postgres_get_number (version, 0, 0) : -1;
}

/* Processes that start together do this one after the other. */
static gboolean
bring_up_to_date (CrmPostgres *connection, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("BEGIN; SELECT pg_advisory_xact_lock(" MIGRATION_LOCK "); CREATE SCHEMA IF NOT EXISTS \"%s\"", crm_postgres_get_schema (connection));
  gint64 version;

  if (!crm_postgres_execute (connection, sql, error) || (version = read_version (connection, error)) < 0)
    return FALSE;
  return (version >= CRM_SERVER_POSTGRES_VERSION || crm_server_postgres_make_tables (connection, (int)version, CRM_SERVER_POSTGRES_VERSION, error)) && crm_postgres_execute (connection, "COMMIT", error);
}

static gboolean
migrate (CrmPostgres *connection, GError **error)
{
  gint64 version = read_version (connection, error);

  if (version > CRM_SERVER_POSTGRES_VERSION)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NEWER, _ ("The database was written by a newer version of the Clientele server. Update this one."));
      return FALSE;
    }
  return version == CRM_SERVER_POSTGRES_VERSION || (version >= 0 && bring_up_to_date (connection, error));
}

CrmServerPostgres *
crm_server_postgres_open (const char *url, guint64 tag, gboolean writes, GError **error)
{
  g_autoptr (CrmServerPostgres) self = g_object_new (CRM_TYPE_SERVER_POSTGRES, NULL);

  g_return_val_if_fail (url != NULL, NULL);

  self->tag = tag;
  self->connection = crm_postgres_open (url, error);
  return self->connection != NULL && (!writes || migrate (self->connection, error)) ? g_steal_pointer (&self) : NULL;
}

CrmPostgres *
crm_server_postgres_get_connection (CrmServerPostgres *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_POSTGRES (self), NULL);

  return self->connection;
}
