/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a server's storage with a workspace, members of two teams, and what they push, over the real lines. */

#pragma once

#include "server/crm-server-pull.h"
#include "server/crm-server-push.h"
#include "sync/crm-wire-page.h"

#include "tests/server/database-fixture.h"

#include <string.h>

#define SERVER_NOW G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  CrmServerStorage *storage;
  gint64 now;
  guint64 nonce;
} Server;

/* An id that a test can name. */
static inline CrmId
id_of (guint8 kind, guint8 number)
{
  return (CrmId){ { 1, kind, [15] = number } };
}

static const CrmId workspace_id = { { 1, 100, [15] = 1 } };

static inline CrmHlc
clock_at (gint64 ms, guint64 node)
{
  CrmHlc last = { 0 };

  return crm_hlc_next (&last, SERVER_NOW + ms * 1000, node);
}

static inline void
add_member (Server *server, guint8 user, CrmServerRole role, const char *team)
{
  CrmServerWorkspace workspace;
  CrmServerMember member = { id_of (200, user), role, (char *)team };

  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, TRUE, &workspace, NULL));
  g_assert_true (crm_server_storage_write_member (server->storage, &member, NULL));
  g_assert_true (crm_server_storage_commit (server->storage, &workspace, 1, NULL));
}

static inline void
open_server (Server *server, const char *path, CrmServerSharing sharing)
{
  CrmId epoch = id_of (101, 1);

  server->now = SERVER_NOW;
  server->nonce = 1;
  server->storage = open_test_database (path);
  g_assert_true (crm_server_storage_add_workspace (server->storage, &workspace_id, "Office", &epoch, sharing, NULL));
  add_member (server, 1, CRM_SERVER_ROLE_MEMBER, "north");
  add_member (server, 2, CRM_SERVER_ROLE_MEMBER, "south");
  add_member (server, 3, CRM_SERVER_ROLE_ADMINISTRATOR, NULL);
  add_member (server, 4, CRM_SERVER_ROLE_READER, "north");
  add_member (server, 5, CRM_SERVER_ROLE_MEMBER, "south");
}

/* The caller that the account of that number is. */
static inline CrmServerCaller
caller_of (guint8 user)
{
  static char *north[] = { (char *)"north", NULL }, *south[] = { (char *)"south", NULL };
  static const CrmServerRole roles[] = { 0, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_MEMBER, CRM_SERVER_ROLE_ADMINISTRATOR, CRM_SERVER_ROLE_READER, CRM_SERVER_ROLE_MEMBER };

  return (CrmServerCaller){ workspace_id, id_of (200, user), id_of (201, user), roles[user], user == 2 || user == 5 ? south : user == 3 ? NULL
                                                                                                                                        : north };
}

/* Each account has one file; its node id is its number. */
static inline GArray *
push_as (Server *server, guint8 user, guint64 node, gint64 number, GPtrArray *records, CrmWireTrailer *trailer, GError **error)
{
  CrmServerCaller caller = caller_of (user);
  g_autoptr (GBytes) bytes = crm_wire_push_write (node, number, records);
  g_auto (CrmWirePush) push = { 0 };

  g_assert_true (crm_wire_push_read (bytes, &push, NULL));
  return crm_server_push (server->storage, &caller, &push, server->now, ++server->nonce, trailer, error);
}

/* A single record, which must not fail as a whole. (transfer full) */
static inline CrmWireVerdict
push_one (Server *server, guint8 user, CrmSyncRecord *record)
{
  static gint64 number;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;
  CrmWireVerdict verdict;

  g_ptr_array_add (records, record);
  verdicts = push_as (server, user, user, ++number, records, &trailer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (verdicts->len, ==, 1);
  verdict = g_array_index (verdicts, CrmWireVerdict, 0);
  if (verdict.record != NULL)
    crm_sync_record_ref (verdict.record);
  return verdict;
}

static inline void
assert_verdict (Server *server, guint8 user, CrmSyncRecord *record, CrmVerdict expected, const char *reason)
{
  CrmWireVerdict verdict = push_one (server, user, record);

  g_assert_cmpint (verdict.verdict, ==, expected);
  g_assert_cmpstr (verdict.reason, ==, reason);
  g_clear_pointer (&verdict.record, crm_sync_record_unref);
}

/* All pages of a scope from a cursor on, as one; the cursor moves on. */
static inline void
pull_all (Server *server, guint8 user, const char *scope, CrmCursor *cursor, guint limit, CrmWirePage *all)
{
  CrmServerCaller caller = caller_of (user);
  gboolean more = TRUE;

  crm_wire_page_init (all);
  while (more)
    {
      g_auto (CrmWirePage) read = { 0 };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      bytes = crm_server_pull (server->storage, &caller, scope, cursor, limit, server->now, &error);
      g_assert_no_error (error);
      g_assert_true (crm_wire_page_read (bytes, &read, NULL));
      all->reconcile |= read.reconcile;
      for (guint i = 0; i < read.rows->len; i++)
        {
          const CrmWireRow *row = &g_array_index (read.rows, CrmWireRow, i);

          crm_wire_page_add_row (all, row->seq, &row->author, crm_sync_record_ref (row->record));
        }
      for (guint i = 0; i < read.moves->len; i++)
        {
          const CrmWireMove *move = &g_array_index (read.moves, CrmWireMove, i);

          crm_wire_page_add_move (all, move->seq, move->kind, &move->id);
        }
      *cursor = read.next;
      more = read.trailer.more;
    }
}

static inline CrmSyncRecord *
new_state (const char *kind, CrmId id, CrmHlc creation)
{
  CrmSyncRecord *record = crm_sync_record_new (kind, &id);

  crm_sync_record_set_creation (record, &creation);
  return record;
}

static inline void
set_reference (CrmSyncRecord *record, const char *field, CrmId id, CrmHlc clock)
{
  g_autofree char *text = crm_id_to_string (&id);
  g_autofree char *value = g_strdup_printf ("\"%s\"", text);

  crm_sync_record_set (record, field, value, &clock);
}
