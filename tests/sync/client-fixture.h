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
  CrmServerCaller caller; /* who the server takes it for */
  CrmClock *clock;
  CrmConnection *connection;
  CrmWriter *writer;
  gint64 push; /* the last number */
} Client;

/* A database in memory as it stands, and such a one opened again. */
typedef struct
{
  guint8 *bytes;
  gint64 length;
} Image;

static inline Image
take_image (CrmConnection *connection)
{
  sqlite3_int64 length = 0;
  guint8 *bytes = sqlite3_serialize (crm_connection_get_handle (connection), "main", &length, 0);

  g_assert_nonnull (bytes);
  return (Image){ bytes, length };
}

static inline void
clear_image (Image *image)
{
  g_clear_pointer (&image->bytes, sqlite3_free);
  image->length = 0;
}

static inline void
load_image (CrmConnection *connection, const Image *image)
{
  guint8 *copy = sqlite3_malloc64 ((sqlite3_uint64)image->length);

  memcpy (copy, image->bytes, (gsize)image->length);
  g_assert_cmpint (sqlite3_deserialize (crm_connection_get_handle (connection), "main", copy, image->length, image->length, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE), ==, SQLITE_OK);
}

/* A new file. Making one costs more than all that a test does with it, so it is made once. */
static inline const Image *
get_new_file (void)
{
  static Image image;
  g_autoptr (GError) error = NULL;
  CrmConnection *connection;
  gboolean stale;

  if (image.bytes != NULL)
    return &image;
  connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (crm_migration_run (connection, &error) && crm_search_index_prepare (connection, &stale, &error) && crm_sync_file_prepare (connection, &error));
  g_assert_true (crm_connection_set_setting (connection, CRM_SYNC_PUSH, "0", &error));
  image = take_image (connection);
  crm_connection_close (connection);
  return &image;
}

/* Has the client work on a copy of @image from now on. */
static inline void
open_file (Client *client, const Image *image)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&client->writer, crm_writer_free);
  g_clear_pointer (&client->connection, crm_connection_close);
  client->connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, &error);
  g_assert_no_error (error);
  load_image (client->connection, image);
}

static inline void
start_writer (Client *client)
{
  g_autoptr (GError) error = NULL;

  client->writer = crm_writer_new (client->connection, client->clock, &error);
  g_assert_no_error (error);
  g_assert_true (crm_sync_file_read_node (client->connection, &client->node, NULL));
}

static inline void
open_client (Client *client, guint8 user, guint64 node)
{
  g_autofree char *text = g_strdup_printf ("%012" G_GINT64_MODIFIER "x", node);

  *client = (Client){ .user = user, .caller = caller_of (user) };
  client->clock = crm_clock_new_fixed (SERVER_NOW, "Asia/Shanghai");
  open_file (client, get_new_file ());
  g_assert_true (crm_connection_set_setting (client->connection, "node", text, NULL));
  start_writer (client);
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

static inline void
renew_client (Client *client)
{
  g_assert_true (crm_writer_renew_node (client->writer, NULL));
  g_assert_true (crm_sync_file_read_node (client->connection, &client->node, NULL));
}

/* ── over a network that does nothing to what it carries ──────────────────────────────────── */

static inline guint
push_client (Client *client, Server *server, guint max)
{
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
  answer = crm_server_answer_push (server->storage, &client->caller, body, server->now, ++server->nonce, &error);
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT))
    {
      renew_client (client);
      g_array_unref (items);
      return n;
    }
  g_assert_no_error (error);
  verdicts = crm_wire_verdicts_read (answer, &trailer, NULL);
  g_assert_nonnull (verdicts);
  write_sync (client, crm_outbox_new_settlement ("Refused by the server", items, verdicts, &trailer, server->now));
  return n;
}

/* A page of one scope. Returns whether there is more. */
static inline gboolean
pull_client (Client *client, Server *server, const char *scope, guint limit)
{
  g_autoptr (GBytes) answer = NULL;
  g_auto (CrmWirePage) page = { 0 };
  g_autoptr (GError) error = NULL;
  char text[CRM_CURSOR_LENGTH_MAX];
  gboolean sweeping, more;
  CrmCursor cursor;

  g_assert_true (crm_sync_file_read_cursor (client->connection, scope, &cursor, &sweeping, NULL));
  answer = crm_server_answer_changes (server->storage, &client->caller, scope, crm_cursor_format (&cursor, text), limit, server->now, &error);
  g_assert_no_error (error);
  g_assert_true (crm_wire_page_read (answer, &page, NULL));
  more = page.trailer.more;
  write_sync (client, crm_sync_pulled_new_edit ("Changes of others", scope, &cursor, &page));
  return more;
}

static inline char **
list_scopes (Client *client, Server *server)
{
  CrmServerWorkspace workspace;
  char **scopes;

  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  scopes = crm_server_caller_list_scopes (&client->caller, server->storage, NULL);
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
