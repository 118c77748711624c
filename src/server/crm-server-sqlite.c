/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's storage in a file of SQLite: nothing to set up. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-sqlite-private.h"

#include "core/base/crm-error.h"
#include "server/crm-server-resources.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>

/* "ClSv", so that the file tells itself from a client's. */
#define APPLICATION_ID  0x436c5376
#define STORAGE_VERSION 1

G_DEFINE_FINAL_TYPE (CrmServerSqlite, crm_server_sqlite, CRM_TYPE_SERVER_STORAGE)

#define RECORD_COLUMNS "kind, id, scope, seq, author, parent_kind, parent, link, state"

/* A statement whose first parameter is the workspace under way. */
static sqlite3_stmt *
prepare (CrmServerSqlite *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, self->workspace);
  return statement;
}

static void
bind_id (sqlite3_stmt *statement, int index, const CrmId *id)
{
  crm_statement_bind_id (statement, index, crm_id_is_nil (id) ? NULL : id);
}

/* ── transactions ─────────────────────────────────────────────────────────────────────────── */

static gboolean
read_workspace (CrmServerSqlite *self, const CrmId *workspace, CrmServerWorkspace *state, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT number, seq, oldest_move, sharing, epoch FROM workspace WHERE id = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, workspace);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      *state = (CrmServerWorkspace){ sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2),
                                     (CrmServerSharing)sqlite3_column_int (statement, 3) };
      crm_statement_read_id (statement, 4, &state->epoch);
      self->workspace = state->number;
    }
  sqlite3_reset (statement);
  if (step == 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no such workspace on this server."));
  return step > 0;
}

/* One of the words around each push and pull: parsing it again each time would cost as much as what stands between them. */
static gboolean
run (CrmServerSqlite *self, const char *word, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, word, error);

  return statement != NULL && crm_connection_run (self->connection, statement, error);
}

static void
rollback (CrmServerStorage *storage)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);

  self->workspace = 0;
  if (self->in_group)
    crm_connection_execute (self->connection, "ROLLBACK TO member; RELEASE member", NULL);
  else if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    run (self, "ROLLBACK", NULL);
}

/* A failure that ended the whole transaction leaves nothing to be ended. */
static gboolean
end_group (CrmServerStorage *storage, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  gboolean ok;

  g_assert (self->in_group && self->workspace == 0);

  self->in_group = FALSE;
  ok = run (self, "COMMIT", error);
  if (!ok)
    rollback (storage);
  return ok;
}

static gboolean
begin_group (CrmServerStorage *storage, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);

  g_assert (!self->in_group && self->workspace == 0);

  self->in_group = run (self, "BEGIN IMMEDIATE", error);
  return self->in_group;
}

static gboolean
begin (CrmServerStorage *storage, const CrmId *workspace, gboolean writes, CrmServerWorkspace *state, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);

  g_assert (self->workspace == 0);

  if (!run (self, self->in_group ? "SAVEPOINT member" : writes ? "BEGIN IMMEDIATE"
                                                               : "BEGIN",
            error))
    return FALSE;
  if (read_workspace (self, workspace, state, error))
    return TRUE;
  rollback (storage);
  return FALSE;
}

static gboolean
write_turn (CrmServerSqlite *self, const CrmServerWorkspace *state, guint64 nonce, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "UPDATE workspace SET seq = ?2 WHERE number = ?1 AND seq < ?2", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, state->seq);
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  if (sqlite3_changes (crm_connection_get_handle (self->connection)) == 0)
    return TRUE;
  statement = prepare (self, "INSERT INTO turn VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, state->seq);
  sqlite3_bind_int64 (statement, 3, (gint64)nonce);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
commit (CrmServerStorage *storage, const CrmServerWorkspace *state, guint64 nonce, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);

  if (write_turn (self, state, nonce, error) && run (self, self->in_group ? "RELEASE member" : "COMMIT", error))
    {
      self->workspace = 0;
      return TRUE;
    }
  rollback (storage);
  return FALSE;
}

/* ── records ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_row (sqlite3_stmt *statement, CrmServerRecord *record, GError **error)
{
  const CrmKind *parent = sqlite3_column_type (statement, 5) != SQLITE_NULL ? crm_kind_find ((const char *)sqlite3_column_text (statement, 5)) : NULL;

  *record = (CrmServerRecord){ .state = crm_server_record_parse ((const char *)sqlite3_column_text (statement, 8), (gsize)sqlite3_column_bytes (statement, 8)) };
  if (record->state == NULL)
    return crm_server_record_fail (error);
  record->scope = g_strdup ((const char *)sqlite3_column_text (statement, 2));
  record->seq = sqlite3_column_int64 (statement, 3);
  crm_statement_read_id (statement, 4, &record->author);
  record->parent_kind = parent != NULL ? parent->name : NULL;
  crm_statement_read_id (statement, 6, &record->parent);
  crm_statement_read_id (statement, 7, &record->link);
  return TRUE;
}

static int
read_record (CrmServerStorage *storage, const char *kind, const CrmId *id, CrmServerRecord *record, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = ? AND id = ? AND kind = ?", error);
  int step;

  *record = (CrmServerRecord){ 0 };
  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 2, id);
  crm_server_sqlite_bind_text (statement, 3, kind);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0 && !read_row (statement, record, error))
    step = -1;
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_record (CrmServerStorage *storage, const CrmServerRecord *record, GError **error)
{
  static const char sql[] = "INSERT INTO record (workspace, " RECORD_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (workspace, id, kind) DO UPDATE SET scope = excluded.scope, seq = excluded.seq, author = excluded.author,"
                            " parent_kind = excluded.parent_kind, parent = excluded.parent, link = excluded.link, state = excluded.state";
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, sql, error);
  g_autoptr (GString) state = g_string_new (NULL);

  if (statement == NULL)
    return FALSE;
  crm_wire_append_record (state, record->state);
  crm_server_sqlite_bind_text (statement, 2, record->state->kind);
  crm_statement_bind_id (statement, 3, &record->state->id);
  crm_server_sqlite_bind_text (statement, 4, record->scope);
  sqlite3_bind_int64 (statement, 5, record->seq);
  crm_statement_bind_id (statement, 6, &record->author);
  crm_server_sqlite_bind_text (statement, 7, record->parent_kind);
  bind_id (statement, 8, &record->parent);
  bind_id (statement, 9, &record->link);
  sqlite3_bind_text (statement, 10, state->str, (int)state->len, SQLITE_STATIC);
  return crm_connection_run (self->connection, statement, error);
}

static GArray *
list_rows (CrmServerSqlite *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GArray) records = crm_server_records_new ();
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmServerRecord record;
      gboolean ok = read_row (statement, &record, error);

      if (!ok)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_array_append_val (records, record);
    }
  return step == 0 ? g_steal_pointer (&records) : NULL;
}

static GArray *
list_children (CrmServerStorage *storage, const CrmId *id, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = ? AND parent = ? ORDER BY rowid", error);

  if (statement != NULL)
    crm_statement_bind_id (statement, 2, id);
  return list_rows (self, statement, error);
}

static GArray *
list_links (CrmServerStorage *storage, const CrmId *id, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = ? AND link = ? ORDER BY rowid", error);

  if (statement != NULL)
    crm_statement_bind_id (statement, 2, id);
  return list_rows (self, statement, error);
}

static GArray *
list_changes (CrmServerStorage *storage, const char *scope, gint64 after, guint limit, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = ? AND scope = ? AND seq > ? ORDER BY seq LIMIT ?", error);

  if (statement != NULL)
    {
      crm_server_sqlite_bind_text (statement, 2, scope);
      sqlite3_bind_int64 (statement, 3, after);
      sqlite3_bind_int64 (statement, 4, limit);
    }
  return list_rows (self, statement, error);
}

static GArray *
list_graves (CrmServerStorage *storage, gint64 before, guint limit, GError **error)
{
  static const char sql[] = "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = ? AND instr (state, '" CRM_SERVER_GRAVE_MARK "') > 0 AND instr (state, '\"erased\":[') = 0"
                            " AND substr (state, instr (state, '" CRM_SERVER_GRAVE_MARK "') + " CRM_SERVER_GRAVE_OFFSET ", 12) < ? ORDER BY rowid LIMIT ?";
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  g_autofree char *first = crm_server_grave_dup_limit (before);
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 2, first, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (statement, 3, limit);
    }
  return list_rows (self, statement, error);
}

static int
append_changes (CrmServerStorage *storage, const char *scope, gint64 after, gint64 upto, guint limit, gsize size, GString *lines, guint *n, gint64 *last, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT seq, author, state FROM record WHERE workspace = ? AND scope = ? AND seq > ? AND seq <= ? ORDER BY seq", error);
  gsize begin = lines->len;
  int step;

  *n = 0;
  if (statement == NULL)
    return -1;
  crm_server_sqlite_bind_text (statement, 2, scope);
  sqlite3_bind_int64 (statement, 3, after);
  sqlite3_bind_int64 (statement, 4, upto);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0 && *n < limit && lines->len - begin < size)
    {
      CrmId author = { 0 };

      *last = sqlite3_column_int64 (statement, 0);
      crm_statement_read_id (statement, 1, &author);
      crm_server_append_line (lines, *last, &author, (const char *)sqlite3_column_text (statement, 2), (gsize)sqlite3_column_bytes (statement, 2));
      ++*n;
    }
  sqlite3_reset (statement);
  return step;
}

static gint64
count_records (CrmServerStorage *storage, const char *scope, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT count(*) FROM record WHERE workspace = ? AND scope = ?", error);
  gint64 n = -1;

  if (statement == NULL)
    return -1;
  crm_server_sqlite_bind_text (statement, 2, scope);
  if (crm_connection_next (self->connection, statement, error) > 0)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* ── moves and audit ──────────────────────────────────────────────────────────────────────── */

static gboolean
write_move (CrmServerStorage *storage, const char *scope, const char *kind, const CrmId *id, gint64 seq, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "INSERT INTO moved VALUES (?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  crm_server_sqlite_bind_text (statement, 2, scope);
  sqlite3_bind_int64 (statement, 3, seq);
  crm_server_sqlite_bind_text (statement, 4, kind);
  crm_statement_bind_id (statement, 5, id);
  return crm_connection_run (self->connection, statement, error);
}

static GArray *
list_moves (CrmServerStorage *storage, const char *scope, gint64 after, guint limit, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT seq, kind, id FROM moved WHERE workspace = ? AND scope = ? AND seq > ? ORDER BY seq LIMIT ?", error);
  g_autoptr (GArray) moves = crm_server_moves_new ();
  int step;

  if (statement == NULL)
    return NULL;
  crm_server_sqlite_bind_text (statement, 2, scope);
  sqlite3_bind_int64 (statement, 3, after);
  sqlite3_bind_int64 (statement, 4, limit);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmServerMove move = { sqlite3_column_int64 (statement, 0), g_ref_string_new ((const char *)sqlite3_column_text (statement, 1)) };

      crm_statement_read_id (statement, 2, &move.id);
      g_array_append_val (moves, move);
    }
  return step == 0 ? g_steal_pointer (&moves) : NULL;
}

static gboolean
write_audit (CrmServerStorage *storage, const CrmServerAudit *audit, GError **error)
{
  static const char sql[] = "INSERT INTO audit (workspace, at, user, device, scope, kind, id, field, old, value, clock, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (workspace, id, field, clock, kind, value) DO NOTHING";
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, audit->at);
  crm_statement_bind_id (statement, 3, &audit->user);
  crm_statement_bind_id (statement, 4, &audit->device);
  crm_server_sqlite_bind_text (statement, 5, audit->scope);
  crm_server_sqlite_bind_text (statement, 6, audit->kind);
  crm_statement_bind_id (statement, 7, &audit->id);
  crm_server_sqlite_bind_text (statement, 8, audit->field);
  crm_server_sqlite_bind_text (statement, 9, audit->old);
  crm_server_sqlite_bind_text (statement, 10, audit->value);
  sqlite3_bind_blob (statement, 11, audit->clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 12, (int)audit->outcome);
  return crm_connection_run (self->connection, statement, error);
}

/* ── commits, nodes, members ──────────────────────────────────────────────────────────────── */

static int
read_nonce (CrmServerStorage *storage, gint64 seq, guint64 *nonce, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT nonce FROM turn WHERE workspace = ? AND seq >= ? ORDER BY seq LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 2, seq);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    *nonce = (guint64)sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return step;
}

static int
read_node (CrmServerStorage *storage, guint64 node, CrmServerNode *result, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT device, push, hash FROM node WHERE workspace = ? AND node = ?", error);
  int step;

  *result = (CrmServerNode){ .node = node };
  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 2, (gint64)node);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      crm_statement_read_id (statement, 0, &result->device);
      result->push = sqlite3_column_int64 (statement, 1);
      result->hash = g_strdup ((const char *)sqlite3_column_text (statement, 2));
    }
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_node (CrmServerStorage *storage, const CrmServerNode *node, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "INSERT INTO node VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET push = excluded.push, hash = excluded.hash", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, (gint64)node->node);
  crm_statement_bind_id (statement, 3, &node->device);
  sqlite3_bind_int64 (statement, 4, node->push);
  crm_server_sqlite_bind_text (statement, 5, node->hash);
  return crm_connection_run (self->connection, statement, error);
}

static int
read_member (CrmServerStorage *storage, const CrmId *user, CrmServerMember *member, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "SELECT role, team FROM member WHERE workspace = ? AND user = ?", error);
  int step;

  *member = (CrmServerMember){ .user = *user };
  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 2, user);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      member->role = (CrmServerRole)sqlite3_column_int (statement, 0);
      member->team = g_strdup ((const char *)sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_member (CrmServerStorage *storage, const CrmServerMember *member, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  sqlite3_stmt *statement = prepare (self, "INSERT INTO member VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role, team = excluded.team", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 2, &member->user);
  sqlite3_bind_int (statement, 3, (int)member->role);
  crm_server_sqlite_bind_text (statement, 4, member->team);
  return crm_connection_run (self->connection, statement, error);
}

static char **
list_teams (CrmServerStorage *storage, GError **error)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (storage);
  /* From one scope to the next: the index of them has a row for each record. */
  static const char sql[] = "WITH RECURSIVE held(scope) AS ("
                            " SELECT min (scope) FROM record WHERE workspace = ?1 AND scope >= 'team:' AND scope < 'team;'"
                            " UNION ALL SELECT (SELECT min (scope) FROM record WHERE workspace = ?1 AND scope > held.scope AND scope < 'team;') FROM held WHERE held.scope IS NOT NULL)"
                            " SELECT substr (scope, 6) FROM held WHERE scope IS NOT NULL"
                            " UNION SELECT team FROM member WHERE workspace = ?1 AND team IS NOT NULL ORDER BY 1";
  sqlite3_stmt *statement = prepare (self, sql, error);
  g_autoptr (GStrvBuilder) teams = g_strv_builder_new ();
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    g_strv_builder_add (teams, (const char *)sqlite3_column_text (statement, 0));
  return step == 0 ? g_strv_builder_end (teams) : NULL;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_server_sqlite_finalize (GObject *object)
{
  CrmServerSqlite *self = CRM_SERVER_SQLITE (object);

  g_clear_pointer (&self->connection, crm_connection_close);

  G_OBJECT_CLASS (crm_server_sqlite_parent_class)->finalize (object);
}

static void
crm_server_sqlite_class_init (CrmServerSqliteClass *klass)
{
  CrmServerStorageClass *storage_class = CRM_SERVER_STORAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_server_sqlite_finalize;
  storage_class->begin = begin;
  storage_class->commit = commit;
  storage_class->rollback = rollback;
  storage_class->read_record = read_record;
  storage_class->write_record = write_record;
  storage_class->write_move = write_move;
  storage_class->write_audit = write_audit;
  storage_class->list_children = list_children;
  storage_class->list_links = list_links;
  storage_class->list_changes = list_changes;
  storage_class->append_changes = append_changes;
  storage_class->count_records = count_records;
  storage_class->list_moves = list_moves;
  storage_class->list_graves = list_graves;
  storage_class->read_nonce = read_nonce;
  storage_class->read_node = read_node;
  storage_class->write_node = write_node;
  storage_class->read_member = read_member;
  storage_class->write_member = write_member;
  storage_class->list_teams = list_teams;
  storage_class->begin_group = begin_group;
  storage_class->end_group = end_group;
  crm_server_sqlite_class_init_accounts (storage_class);
  crm_server_sqlite_class_init_items (storage_class);
  crm_server_sqlite_class_init_blobs (storage_class);
}

static void
crm_server_sqlite_init (CrmServerSqlite *self)
{
}

static gboolean
migrate (CrmServerSqlite *self, GError **error)
{
  gint64 application = 0, version = 0, tables = 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sql = NULL;

  if (!crm_connection_read_integer (self->connection, "PRAGMA application_id", &application, error) || !crm_connection_read_integer (self->connection, "PRAGMA user_version", &version, error) || !crm_connection_read_integer (self->connection, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (tables > 0 && application != APPLICATION_ID)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("The file is not the database of a Clientele server. Choose another."));
      return FALSE;
    }
  if (version > STORAGE_VERSION)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NEWER, _ ("The database was written by a newer version of the Clientele server. Update this one."));
      return FALSE;
    }
  if (version == STORAGE_VERSION)
    return TRUE;
  bytes = g_resource_lookup_data (crm_server_get_resource (), "/org/clientele/server/migrations/0001.sql", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return FALSE;
  sql = g_strdup_printf ("BEGIN IMMEDIATE; %.*s; PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;", (int)g_bytes_get_size (bytes), (const char *)g_bytes_get_data (bytes, NULL), APPLICATION_ID, STORAGE_VERSION);
  return crm_connection_execute (self->connection, sql, error);
}

CrmServerSqlite *
crm_server_sqlite_open (const char *path, GError **error)
{
  g_autoptr (CrmServerSqlite) self = g_object_new (CRM_TYPE_SERVER_SQLITE, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  self->connection = crm_connection_open (path, CRM_CONNECTION_WRITER, error);
  return self->connection != NULL && migrate (self, error) ? g_steal_pointer (&self) : NULL;
}

CrmServerSqlite *
crm_server_sqlite_open_reader (const char *path, GError **error)
{
  g_autoptr (CrmServerSqlite) self = g_object_new (CRM_TYPE_SERVER_SQLITE, NULL);

  g_return_val_if_fail (path != NULL, NULL);

  self->connection = crm_connection_open (path, CRM_CONNECTION_READER, error);
  return self->connection != NULL ? g_steal_pointer (&self) : NULL;
}

CrmConnection *
crm_server_sqlite_get_connection (CrmServerSqlite *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_SQLITE (self), NULL);

  return self->connection;
}

gboolean
crm_server_sqlite_add_workspace (CrmServerSqlite *self, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (CRM_IS_SERVER_SQLITE (self), FALSE);

  statement = crm_connection_prepare_static (self->connection, "INSERT INTO workspace (id, name, epoch, sharing) VALUES (?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  crm_server_sqlite_bind_text (statement, 2, name);
  crm_statement_bind_id (statement, 3, epoch);
  sqlite3_bind_int (statement, 4, (int)sharing);
  return crm_connection_run (self->connection, statement, error);
}
