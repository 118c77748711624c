/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a client's file in memory, written by the real writer on the test's own thread, so that nothing happens by chance. */

#pragma once

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-migration.h"
#include "core/store/crm-search-index.h"
#include "core/store/crm-writer.h"
#include "server/crm-server-answer.h"
#include "sync/crm-merge.h"
#include "sync/crm-outbox.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-pulled.h"
#include "sync/crm-sync-row.h"
#include "tests/server/server-fixture.h"

typedef struct
{
  guint8 user;
  guint64 node;
  CrmClock *clock;
  CrmConnection *connection;
  CrmWriter *writer;
  gint64 push; /* the last number */
} Client;

static inline void
open_client (Client *client, guint8 user, guint64 node)
{
  g_autofree char *text = g_strdup_printf ("%012" G_GINT64_MODIFIER "x", node);
  g_autoptr (GError) error = NULL;
  gboolean stale;

  *client = (Client){ .user = user, .node = node };
  client->clock = crm_clock_new_fixed (SERVER_NOW, "Asia/Shanghai");
  client->connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (crm_migration_run (client->connection, &error) && crm_search_index_prepare (client->connection, &stale, &error));
  g_assert_true (crm_connection_set_setting (client->connection, "node", text, &error) && crm_sync_file_prepare (client->connection, &error));
  client->writer = crm_writer_new (client->connection, client->clock, &error);
  g_assert_no_error (error);
}

static inline void
close_client (Client *client)
{
  g_clear_pointer (&client->writer, crm_writer_free);
  g_clear_pointer (&client->connection, crm_connection_close);
  g_clear_object (&client->clock);
}

static inline gboolean
is_never_awaited (gpointer data)
{
  return FALSE;
}

/* Takes the edit. Returns FALSE when the rules refuse it. */
static inline gboolean
write_edit (Client *client, CrmEdit *edit)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (0);
  CrmWrite write = { .edit = edit, .changes = changes };
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE, ok;

  ok = crm_writer_write_chunk (client->writer, &write, is_never_awaited, NULL, &more, &error);
  if (!ok && !g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID))
    g_error ("%s", error->message);
  g_assert_false (more);
  crm_edit_unref (edit);
  return ok;
}

static inline void
write_sync (Client *client, CrmEdit *edit)
{
  g_assert_true (write_edit (client, edit));
}

static inline gboolean
set_client_text (Client *client, const CrmKind *kind, const CrmId *id, guint field, const char *text)
{
  CrmEdit *edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, kind, id), field, text);
  return write_edit (client, edit);
}

static inline CrmSyncRecord *
read_state (Client *client, const CrmKind *kind, const CrmId *id)
{
  g_auto (CrmSyncRow) row = { 0 };

  g_assert_cmpint (crm_sync_row_read (client->connection, kind, id, &row, NULL), >=, 0);
  return g_steal_pointer (&row.state);
}

static inline gint64
count (Client *client, const char *sql)
{
  gint64 n = -1;

  g_assert_true (crm_connection_read_integer (client->connection, sql, &n, NULL));
  return n;
}

/* ── over a network that does nothing to what it carries ──────────────────────────────────── */

static inline guint
push_client (Client *client, Server *server, guint max)
{
  CrmServerCaller caller = caller_of (client->user);
  GArray *items = crm_outbox_read (client->connection, max, NULL), *verdicts;
  g_autoptr (GPtrArray) records = crm_outbox_get_records (items);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GError) error = NULL;
  guint n = items->len;

  if (n == 0)
    {
      g_array_unref (items);
      return 0;
    }
  body = crm_wire_push_write (client->node, ++client->push, records);
  answer = crm_server_answer_push (server->storage, &caller, body, server->now, ++server->nonce, &error);
  g_assert_no_error (error);
  verdicts = crm_wire_verdicts_read (answer, &trailer, NULL);
  g_assert_nonnull (verdicts);
  write_sync (client, crm_outbox_new_settlement ("Refused by the server", items, verdicts, trailer.server_time, server->now));
  return n;
}

/* A page of one scope. Returns whether there is more. */
static inline gboolean
pull_client (Client *client, Server *server, const char *scope, guint limit)
{
  CrmServerCaller caller = caller_of (client->user);
  g_autoptr (GBytes) answer = NULL;
  g_auto (CrmWirePage) page = { 0 };
  g_autoptr (GError) error = NULL;
  char text[CRM_CURSOR_LENGTH_MAX];
  gboolean sweeping, more;
  CrmCursor cursor;

  g_assert_true (crm_sync_file_read_cursor (client->connection, scope, &cursor, &sweeping, NULL));
  answer = crm_server_answer_changes (server->storage, &caller, scope, crm_cursor_format (&cursor, text), limit, server->now, &error);
  g_assert_no_error (error);
  g_assert_true (crm_wire_page_read (answer, &page, NULL));
  more = page.trailer.more;
  write_sync (client, crm_sync_pulled_new_edit ("Changes of others", scope, &cursor, &page));
  return more;
}

static inline char **
list_scopes (Client *client, Server *server)
{
  CrmServerCaller caller = caller_of (client->user);
  CrmServerWorkspace workspace;
  char **scopes;

  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  scopes = crm_server_caller_list_scopes (&caller, server->storage, NULL);
  crm_server_storage_rollback (server->storage);
  return scopes;
}

static inline void
pull_client_whole (Client *client, Server *server, guint limit)
{
  g_auto (GStrv) scopes = list_scopes (client, server);

  for (guint i = 0; scopes[i] != NULL; i++)
    while (pull_client (client, server, scopes[i], limit))
      ;
}

static inline void
sync_client (Client *client, Server *server)
{
  while (push_client (client, server, 1000) > 0)
    ;
  pull_client_whole (client, server, 1000);
}

/* Everything derived, made anew, is what it was. */
static inline void
assert_derived (Client *client)
{
  CrmRebuild rebuild = { 0 };

  g_assert_true (crm_connection_execute (client->connection, "BEGIN IMMEDIATE", NULL));
  g_assert_true (crm_writer_mark_for_rebuild (client->writer, NULL) && crm_connection_execute (client->connection, "COMMIT", NULL));
  while (rebuild.fraction < 1)
    g_assert_true (crm_writer_rebuild_chunk (client->writer, NULL, NULL, &rebuild, NULL));
  g_assert_cmpint (rebuild.changed, ==, 0);
}
