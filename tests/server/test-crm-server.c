/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server says to a push, who sees what of it, and what a pull brings. */

#include "core/base/crm-error.h"
#include "core/store/crm-connection.h"
#include "server-fixture.h"
#include "sync/crm-wire-record.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define CUSTOMER first_customer

static const CrmId first_customer = { { 1, 1, [15] = 1 } };

static CrmSyncRecord *
new_customer (guint8 number, const char *name, guint8 owner, CrmHlc clock)
{
  CrmSyncRecord *record = new_state ("customer", id_of (1, number), clock);

  crm_sync_record_set (record, "name", name, &clock);
  if (owner != 0)
    set_reference (record, "owner", id_of (200, owner), clock);
  return record;
}

static CrmSyncRecord *
new_part (const char *kind, CrmId id, const char *field, const char *value, CrmHlc clock)
{
  CrmSyncRecord *record = crm_sync_record_new (kind, &id);

  crm_sync_record_set (record, field, value, &clock);
  return record;
}

static void
set_up (Server *server, gconstpointer sharing)
{
  open_server (server, ":memory:", GPOINTER_TO_INT (sharing));
}

static void
tear_down (Server *server, gconstpointer sharing)
{
  g_clear_object (&server->storage);
}

static gint64
get_seq (Server *server)
{
  CrmServerWorkspace workspace;

  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  crm_server_storage_rollback (server->storage);
  return workspace.seq;
}

static void
get_record (Server *server, const char *kind, CrmId id, CrmServerRecord *record)
{
  CrmServerWorkspace workspace;

  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  g_assert_cmpint (crm_server_storage_read_record (server->storage, kind, &id, record, NULL), ==, 1);
  crm_server_storage_rollback (server->storage);
}

static void
assert_scope (Server *server, const char *kind, CrmId id, const char *scope)
{
  g_auto (CrmServerRecord) record = { 0 };

  get_record (server, kind, id, &record);
  g_assert_cmpstr (record.scope, ==, scope);
}

static void
assert_value (Server *server, CrmId id, const char *field, const char *value)
{
  g_auto (CrmServerRecord) record = { 0 };

  get_record (server, "customer", id, &record);
  g_assert_cmpstr (crm_sync_record_find (record.state, field)->value, ==, value);
}

/* ── verdicts ─────────────────────────────────────────────────────────────────────────────── */

static void
test_repeat (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  g_assert_cmpint (get_seq (server), ==, 1);
  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  /* What is there already needs no right to write it, and not one's own clock. */
  assert_verdict (server, 4, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 2, customer, CRM_VERDICT_OK, NULL);
  g_assert_cmpint (get_seq (server), ==, 1);
}

static void
test_superseded (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));
  g_autoptr (CrmSyncRecord) late = new_part ("customer", CUSTOMER, "name", "\"late\"", clock_at (10, 2));
  g_autoptr (CrmSyncRecord) newer = new_part ("customer", CUSTOMER, "name", "\"newer\"", clock_at (20, 1));

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, newer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 2, late, CRM_VERDICT_SUPERSEDED, NULL);
  assert_verdict (server, 2, late, CRM_VERDICT_SUPERSEDED, NULL);
  assert_value (server, CUSTOMER, "name", "\"newer\"");
  g_assert_cmpint (get_seq (server), ==, 2);
}

static void
test_refused (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) unknown_kind = new_state ("spaceship", id_of (9, 1), clock_at (0, 1));
  g_autoptr (CrmSyncRecord) unknown_id = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (0, 1));
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));
  g_autoptr (CrmSyncRecord) reader = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (5, 4));
  g_autoptr (CrmSyncRecord) foreign = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (5, 1));
  g_autofree char *long_text = g_strnfill (CRM_WIRE_RECORD_MAX - 50, 'x');
  g_autofree char *long_value = g_strdup_printf ("\"%s\"", long_text);
  g_autoptr (CrmSyncRecord) large = new_part ("customer", CUSTOMER, "note", long_value, clock_at (5, 1));
  CrmWireVerdict verdict;

  assert_verdict (server, 1, unknown_kind, CRM_VERDICT_REJECTED, "kind");
  assert_verdict (server, 1, unknown_id, CRM_VERDICT_REJECTED, "unknown");
  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 4, reader, CRM_VERDICT_REJECTED, "permission");
  assert_verdict (server, 1, large, CRM_VERDICT_REJECTED, "size");
  verdict = push_one (server, 2, foreign);
  g_assert_cmpint (verdict.verdict, ==, CRM_VERDICT_REJECTED);
  g_assert_cmpstr (verdict.reason, ==, "node");
  /* The server's state comes along, so that the client can go back to it. */
  g_assert_cmpstr (crm_sync_record_find (verdict.record, "name")->value, ==, "\"Anna\"");
  crm_sync_record_unref (verdict.record);
  assert_value (server, CUSTOMER, "name", "\"Anna\"");
  g_assert_cmpint (get_seq (server), ==, 1);
}

static void
test_clock_ahead (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (60000, 1));
  g_autoptr (CrmSyncRecord) ahead = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (60001, 1));
  g_autoptr (CrmSyncRecord) further = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (60002, 1));
  g_autoptr (CrmSyncRecord) other = new_part ("customer", CUSTOMER, "note", "\"x\"", clock_at (60001, 1));

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, further, CRM_VERDICT_CLOCK, NULL);
  assert_verdict (server, 1, other, CRM_VERDICT_CLOCK, NULL);
  /* A field that stands in the future already can still be changed. */
  assert_verdict (server, 1, ahead, CRM_VERDICT_OK, NULL);
  assert_value (server, CUSTOMER, "name", "\"x\"");
}

static void
test_base (Server *server, gconstpointer data)
{
  CrmHlc first = clock_at (0, 1), second = clock_at (5, 1);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, first);
  g_autoptr (CrmSyncRecord) note = new_part ("customer", CUSTOMER, "note", "\"long\"", second);
  g_autoptr (CrmSyncRecord) based = crm_sync_record_new ("customer", &CUSTOMER);
  CrmHlc third = clock_at (9, 2);
  CrmRegister *one;
  CrmWireVerdict verdict;

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, note, CRM_VERDICT_OK, NULL);
  one = crm_sync_record_set (based, "note", "\"longer\"", &third);
  one->has_base = TRUE;
  one->base = first;
  crm_sync_record_set (based, "alias", "\"a\"", &third);
  verdict = push_one (server, 2, based);
  g_assert_cmpint (verdict.verdict, ==, CRM_VERDICT_MERGE);
  g_assert_cmpstr (crm_sync_record_find (verdict.record, "note")->value, ==, "\"long\"");
  g_assert_null (crm_sync_record_find (verdict.record, "alias"));
  crm_sync_record_unref (verdict.record);
  one = (CrmRegister *)crm_sync_record_find (based, "note");
  one->base = second;
  assert_verdict (server, 2, based, CRM_VERDICT_OK, NULL);
  assert_value (server, CUSTOMER, "note", "\"longer\"");
}

static void
test_copied_file (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 77));
  g_autoptr (CrmSyncRecord) other = new_customer (2, "\"Bert\"", 0, clock_at (0, 77));
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) two = g_ptr_array_new ();
  g_autoptr (GArray) verdicts = NULL;
  g_autoptr (GArray) repeated = NULL;
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_auto (CrmWireTrailer) again = { 0 };
  g_auto (CrmWireTrailer) none = { 0 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, customer);
  g_ptr_array_add (two, other);
  verdicts = push_as (server, 1, 77, 5, one, &trailer, &error);
  g_assert_no_error (error);
  repeated = push_as (server, 1, 77, 5, one, &again, &error);
  g_assert_no_error (error);
  /* The same number with something else in it: another file has this node. */
  g_assert_null (push_as (server, 1, 77, 5, two, &none, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (push_as (server, 1, 77, 4, two, &none, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  g_clear_error (&error);
  /* Another device's. */
  g_assert_null (push_as (server, 2, 77, 6, two, &none, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  g_assert_cmpint (get_seq (server), ==, 1);
}

static void
test_unknown_fields (Server *server, gconstpointer data)
{
  CrmHlc clock = clock_at (0, 1);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock);
  CrmHlc zero = { 0 };
  g_autoptr (CrmSyncRecord) made_alike = new_state ("tag", id_of (7, 7), zero);

  crm_sync_record_set (customer, "added_next_year", "\"'; DROP TABLE record; --\"", &clock);
  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_value (server, CUSTOMER, "added_next_year", "\"'; DROP TABLE record; --\"");
  assert_verdict (server, 1, made_alike, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 2, made_alike, CRM_VERDICT_OK, NULL);
}

/* ── scopes ───────────────────────────────────────────────────────────────────────────────── */

static CrmSyncRecord *
new_child (const char *kind, guint8 number, const char *field, CrmId parent, CrmHlc clock)
{
  CrmSyncRecord *record = new_state (kind, id_of (50, number), clock);

  set_reference (record, field, parent, clock);
  return record;
}

static guint
count_rows (Server *server, guint8 user, const char *scope, guint *n_moves)
{
  g_auto (CrmWirePage) page = { 0 };
  CrmCursor cursor = { 0 };

  pull_all (server, user, scope, &cursor, 3, &page);
  if (n_moves != NULL)
    *n_moves = page.moves->len;
  return page.rows->len;
}

static void
test_children_follow (Server *server, gconstpointer data)
{
  CrmHlc clock = clock_at (0, 1);
  g_autoptr (CrmSyncRecord) move = new_child ("stage_move", 3, "deal", id_of (50, 2), clock);
  g_autoptr (CrmSyncRecord) deal = new_child ("deal", 2, "customer", CUSTOMER, clock);
  g_autoptr (CrmSyncRecord) person = new_state ("person", id_of (50, 4), clock);
  g_autoptr (CrmSyncRecord) point = new_child ("contact_point", 5, "person", id_of (50, 4), clock);
  g_autoptr (CrmSyncRecord) role = new_child ("role", 6, "customer", CUSTOMER, clock);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 1, clock);
  g_autoptr (CrmSyncRecord) owned = new_part ("customer", CUSTOMER, "name", "\"Anna B\"", clock_at (9, 3));
  g_autofree char *alone = NULL;
  char text[CRM_ID_STRING_LENGTH + 1];
  const CrmId user = id_of (200, 1);
  guint n_moves;

  alone = g_strconcat ("private:", crm_id_format (&user, text), NULL);
  set_reference (role, "person", id_of (50, 4), clock);
  assert_verdict (server, 1, move, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, person, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, point, CRM_VERDICT_OK, NULL);
  assert_scope (server, "stage_move", id_of (50, 3), alone);
  assert_verdict (server, 1, deal, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, role, CRM_VERDICT_OK, NULL);
  assert_scope (server, "stage_move", id_of (50, 3), alone);
  assert_scope (server, "contact_point", id_of (50, 5), alone);
  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_scope (server, "customer", CUSTOMER, "team:north");
  assert_scope (server, "stage_move", id_of (50, 3), "team:north");
  assert_scope (server, "person", id_of (50, 4), "team:north");
  assert_scope (server, "contact_point", id_of (50, 5), "team:north");
  g_assert_cmpuint (count_rows (server, 1, "team:north", NULL), ==, 6);
  g_assert_cmpuint (count_rows (server, 1, alone, &n_moves), ==, 0);
  g_assert_cmpuint (n_moves, ==, 5);
  /* The other team's, with all that hangs on it. */
  set_reference (owned, "owner", id_of (200, 2), clock_at (9, 3));
  assert_verdict (server, 3, owned, CRM_VERDICT_OK, NULL);
  g_assert_cmpuint (count_rows (server, 2, "team:south", NULL), ==, 6);
  g_assert_cmpuint (count_rows (server, 1, "team:north", &n_moves), ==, 0);
  g_assert_cmpuint (n_moves, ==, 6);
}

/* What one push makes, later records of it see: the child that came before its customer, the record itself. */
static void
test_children_follow_within (Server *server, gconstpointer data)
{
  CrmHlc clock = clock_at (0, 1);
  g_autoptr (CrmSyncRecord) move = new_child ("stage_move", 3, "deal", id_of (50, 2), clock);
  g_autoptr (CrmSyncRecord) deal = new_child ("deal", 2, "customer", CUSTOMER, clock);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 1, clock);
  g_autoptr (CrmSyncRecord) newer = new_part ("customer", CUSTOMER, "name", "\"Anna B\"", clock_at (9, 1));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, move);
  g_ptr_array_add (records, deal);
  g_ptr_array_add (records, customer);
  g_ptr_array_add (records, newer);
  verdicts = push_as (server, 1, 1, 1, records, &trailer, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (g_array_index (verdicts, CrmWireVerdict, i).verdict, ==, CRM_VERDICT_OK);
  assert_scope (server, "customer", CUSTOMER, "team:north");
  assert_scope (server, "deal", id_of (50, 2), "team:north");
  assert_scope (server, "stage_move", id_of (50, 3), "team:north");
  assert_value (server, CUSTOMER, "name", "\"Anna B\"");
}

static void
test_outside (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 1, clock_at (0, 1));
  g_autoptr (CrmSyncRecord) stranger = new_part ("customer", CUSTOMER, "name", "\"x\"", clock_at (5, 2));
  g_autoptr (CrmSyncRecord) given_away = new_customer (2, "\"Bert\"", 2, clock_at (0, 1));
  CrmServerCaller caller = caller_of (2);
  g_autoptr (GError) error = NULL;
  CrmWireVerdict verdict;
  CrmCursor cursor = { 0 };

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  verdict = push_one (server, 2, stranger);
  g_assert_cmpint (verdict.verdict, ==, CRM_VERDICT_GONE);
  g_assert_null (verdict.record);
  assert_verdict (server, 2, customer, CRM_VERDICT_GONE, NULL);
  assert_verdict (server, 1, given_away, CRM_VERDICT_REJECTED, "scope");
  g_assert_null (crm_server_pull (server->storage, &caller, "team:north", &cursor, 10, 0, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_rows (server, 2, "everyone", NULL), ==, 0);
}

/* A client that sends what is to stay with it is not helped in it. */
static void
test_secret (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) invitation = new_state ("invitation", id_of (60, 1), clock_at (0, 1));
  g_auto (CrmServerRecord) stored = { 0 };
  CrmHlc clock = clock_at (0, 1);
  CrmServerWorkspace workspace;

  crm_sync_record_set (invitation, "token", "\"abcdefgh\"", &clock);
  crm_sync_record_set (invitation, "state", "\"sent\"", &clock);
  assert_verdict (server, 1, invitation, CRM_VERDICT_OK, NULL);
  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  g_assert_cmpint (crm_server_storage_read_record (server->storage, "invitation", &invitation->id, &stored, NULL), ==, 1);
  crm_server_storage_rollback (server->storage);
  g_assert_nonnull (crm_sync_record_find (stored.state, "state"));
  g_assert_null (crm_sync_record_find (stored.state, "token"));
}

static CrmVerdict
push_response (Server *server, const char *kind, guint8 number, CrmHlc clock)
{
  g_autoptr (CrmSyncRecord) response = new_state (kind, id_of (61, number), clock);
  CrmWireVerdict verdict;

  crm_sync_record_set (response, "language", "\"en\"", &clock);
  verdict = push_one (server, 1, response);
  g_clear_pointer (&verdict.record, crm_sync_record_unref);
  return verdict.verdict;
}

/* Who sends in what was answered anonymously stands nowhere, and when no more than by its day; under no other name can anything else be sent so. */
static void
test_nobodys (Server *server, gconstpointer data)
{
  CrmHlc day = crm_hlc_next (&(CrmHlc){ 0 }, SERVER_NOW - SERVER_NOW % G_TIME_SPAN_DAY, 0);
  g_auto (CrmServerRecord) stored = { 0 };
  g_autoptr (GArray) pasts = NULL;
  const CrmServerPast *past;
  CrmServerWorkspace workspace;
  CrmId id = id_of (61, 1);

  server->now = SERVER_NOW;
  g_assert_cmpint (push_response (server, "response", 1, day), ==, CRM_VERDICT_OK);
  g_assert_cmpint (push_response (server, "response", 1, day), ==, CRM_VERDICT_OK);
  g_assert_cmpint (push_response (server, "customer", 2, day), ==, CRM_VERDICT_REJECTED);
  g_assert_true (crm_server_storage_begin (server->storage, &workspace_id, FALSE, &workspace, NULL));
  g_assert_cmpint (crm_server_storage_read_record (server->storage, "response", &id, &stored, NULL), ==, 1);
  pasts = crm_server_storage_list_past (server->storage, "response", &id, NULL);
  crm_server_storage_rollback (server->storage);
  g_assert_true (crm_id_is_nil (&stored.author));
  g_assert_cmpstr (stored.scope, ==, "everyone");
  g_assert_cmpuint (pasts->len, ==, 1);
  past = &g_array_index (pasts, CrmServerPast, 0);
  g_assert_true (crm_id_is_nil (&past->user) && crm_id_is_nil (&past->device));
  g_assert_cmpint (past->at % G_TIME_SPAN_DAY, ==, 0);
}

static gint64
read_held (Server *server, guint8 user, const char *scope, const CrmCursor *cursor)
{
  CrmServerCaller caller = caller_of (user);
  g_auto (CrmWirePage) page = { 0 };
  g_autoptr (GBytes) bytes = crm_server_pull (server->storage, &caller, scope, cursor, 10, server->now, NULL);

  g_assert_true (crm_wire_page_read (bytes, &page, NULL));
  return page.trailer.held;
}

/* Who begins is told how much there is, and only of what is for them to read. */
static void
test_held (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 1, clock_at (0, 1));
  g_autoptr (CrmSyncRecord) tag = new_state ("tag", id_of (50, 1), clock_at (0, 1));
  CrmCursor begin = { 0 }, later = { 0 };
  g_auto (CrmWirePage) page = { 0 };

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, tag, CRM_VERDICT_OK, NULL);
  g_assert_cmpint (read_held (server, 1, "everyone", &begin), ==, 2);
  g_assert_cmpint (read_held (server, 2, "everyone", &begin), ==, 1);
  g_assert_cmpint (read_held (server, 3, "everyone", &begin), ==, 2);
  g_assert_cmpint (read_held (server, 1, "team:north", &begin), ==, 0);
  pull_all (server, 1, "everyone", &later, 10, &page);
  g_assert_cmpint (read_held (server, 1, "everyone", &later), ==, 0);
}

static void
test_same_id_of_another_kind (Server *server, gconstpointer data)
{
  CrmHlc clock = clock_at (0, 1);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 1, clock);
  g_autoptr (CrmSyncRecord) tag = new_state ("tag", CUSTOMER, clock);
  g_autoptr (CrmSyncRecord) deal = new_child ("deal", 2, "customer", CUSTOMER, clock);

  assert_verdict (server, 1, deal, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, tag, CRM_VERDICT_OK, NULL);
  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  assert_scope (server, "tag", CUSTOMER, "everyone");
  assert_scope (server, "deal", id_of (50, 2), "team:north");
}

/* ── pulling ──────────────────────────────────────────────────────────────────────────────── */

/* Whoever pulls now and then, in pages of any size, ends with what the scope holds. */
static void
test_paging (Server *server, gconstpointer data)
{
  GRand *random = g_rand_new_with_seed (11);
  g_autoptr (GHashTable) held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  CrmCursor cursor = { 0 };

  g_test_message ("CLIENTELE_SEED=11");
  for (int step = 0; step < 150; step++)
    {
      guint8 number = (guint8)g_rand_int_range (random, 1, 12);
      g_autoptr (CrmSyncRecord) customer = new_customer (number, "\"Anna\"", (guint8)g_rand_int_range (random, 1, 3), clock_at (step * 10, 3));
      g_auto (CrmWirePage) page = { 0 };

      assert_verdict (server, 3, customer, CRM_VERDICT_OK, NULL);
      if (step < 149 && g_rand_int_range (random, 0, 4) > 0)
        continue;
      pull_all (server, 3, "team:north", &cursor, (guint)g_rand_int_range (random, 1, 5), &page);
      g_assert_false (page.reconcile);
      for (guint i = 0; i < page.rows->len; i++)
        {
          const CrmWireRow *row = &g_array_index (page.rows, CrmWireRow, i);
          gint64 key = row->record->id.bytes[15];

          g_hash_table_insert (held, g_memdup2 (&key, sizeof key), g_memdup2 (&row->seq, sizeof row->seq));
        }
      for (guint i = 0; i < page.moves->len; i++)
        {
          const CrmWireMove *move = &g_array_index (page.moves, CrmWireMove, i);
          gint64 key = move->id.bytes[15];
          gint64 *seq = g_hash_table_lookup (held, &key);

          if (seq != NULL && *seq < move->seq)
            g_hash_table_remove (held, &key);
        }
    }
  g_assert_cmpuint (g_hash_table_size (held), ==, count_rows (server, 3, "team:north", NULL));
  g_rand_free (random);
}

static void
test_strange_cursor (Server *server, gconstpointer data)
{
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));
  CrmCursor good = { 0 };
  g_auto (CrmWirePage) first = { 0 };

  assert_verdict (server, 1, customer, CRM_VERDICT_OK, NULL);
  pull_all (server, 1, "everyone", &good, 10, &first);
  for (int i = 0; i < 3; i++)
    {
      g_auto (CrmWirePage) page = { 0 };
      CrmCursor cursor = good;

      if (i == 1)
        cursor.nonce++;
      if (i == 2)
        cursor.seq += 7;
      pull_all (server, 1, "everyone", &cursor, 10, &page);
      g_assert_cmpint (page.reconcile, ==, i > 0);
      g_assert_cmpuint (page.rows->len, ==, i > 0);
    }
}

/* ── several connections, restores ────────────────────────────────────────────────────────── */

typedef struct
{
  const char *path;
  guint8 number;
} Writer;

#define N_WRITERS 4
#define N_PUSHES  25

/* Each sets a field of its own of one record: whoever reads it before it has the lock takes the others' back. */
static gpointer
write_on_thread (gpointer data)
{
  Writer *writer = data;
  CrmServerCaller caller = caller_of (1);
  g_autoptr (CrmServerStorage) storage = open_test_database (writer->path);
  g_autofree char *field = g_strdup_printf ("field_%d", writer->number);

  for (int i = 1; i <= N_PUSHES; i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", i);
      g_autoptr (CrmSyncRecord) part = new_part ("customer", CUSTOMER, field, value, clock_at (i, writer->number));
      g_autoptr (GPtrArray) records = g_ptr_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_auto (CrmWirePush) push = { 0 };
      g_auto (CrmWireTrailer) trailer = { 0 };
      g_autoptr (GArray) verdicts = NULL;
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (records, part);
      bytes = crm_wire_push_write (writer->number, i, records);
      g_assert_true (crm_wire_push_read (bytes, &push, NULL));
      verdicts = crm_server_push (storage, &caller, &push, SERVER_NOW, (guint64)(writer->number * 1000 + i), &trailer, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_array_index (verdicts, CrmWireVerdict, 0).verdict, ==, CRM_VERDICT_OK);
    }
  return NULL;
}

static void
test_many_writers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.db", NULL);
  g_autoptr (CrmSyncRecord) customer = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));
  Server server;
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  open_server (&server, path, CRM_SERVER_SHARING_EVERYONE);
  assert_verdict (&server, 1, customer, CRM_VERDICT_OK, NULL);
  for (guint8 i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer){ path, (guint8)(10 + i) };
      threads[i] = g_thread_new ("writer", write_on_thread, &writers[i]);
    }
  for (int i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  for (int i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *field = g_strdup_printf ("field_%d", 10 + i);

      assert_value (&server, CUSTOMER, field, "25");
    }
  g_assert_cmpint (get_seq (&server), ==, 1 + N_WRITERS * N_PUSHES);
  g_object_unref (server.storage);
  g_unlink (path);
  g_rmdir (folder);
}

/* Restored from a backup, a server gives the same numbers out again: a client that has read further must notice. */
static void
test_restored (void)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.db", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup.db", NULL);
  g_autofree char *copy = g_strdup_printf ("VACUUM INTO '%s'", backup);
  g_autoptr (CrmSyncRecord) first = new_customer (1, "\"Anna\"", 0, clock_at (0, 1));
  g_autoptr (CrmSyncRecord) lost = new_customer (2, "\"Bert\"", 0, clock_at (1, 1));
  g_autoptr (CrmSyncRecord) other = new_customer (3, "\"Carl\"", 0, clock_at (2, 3));
  g_auto (CrmWirePage) page = { 0 };
  g_auto (CrmWirePage) again = { 0 };
  CrmCursor cursor = { 0 };
  Server server;
  CrmConnection *connection;

  open_server (&server, path, CRM_SERVER_SHARING_EVERYONE);
  assert_verdict (&server, 1, first, CRM_VERDICT_OK, NULL);
  connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  g_assert_true (crm_connection_execute (connection, copy, NULL));
  crm_connection_close (connection);
  assert_verdict (&server, 1, lost, CRM_VERDICT_OK, NULL);
  pull_all (&server, 1, "everyone", &cursor, 10, &page);
  g_assert_cmpuint (page.rows->len, ==, 2);
  g_clear_object (&server.storage);

  server.storage = CRM_SERVER_STORAGE (crm_server_sqlite_open (backup, NULL));
  assert_verdict (&server, 3, other, CRM_VERDICT_OK, NULL);
  g_assert_cmpint (get_seq (&server), ==, cursor.seq);
  pull_all (&server, 1, "everyone", &cursor, 10, &again);
  g_assert_true (again.reconcile);
  g_assert_cmpuint (again.rows->len, ==, 2);
  g_clear_object (&server.storage);
  g_unlink (path);
  g_unlink (backup);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, sharing, function) g_test_add (path, Server, GINT_TO_POINTER (CRM_SERVER_SHARING_##sharing), set_up, function, tear_down)
  ADD ("/server/push/repeat-is-ok-and-changes-nothing", EVERYONE, test_repeat);
  ADD ("/server/push/late-clock-is-superseded", EVERYONE, test_superseded);
  ADD ("/server/push/refusals-store-nothing-and-say-why", EVERYONE, test_refused);
  ADD ("/server/push/clock-ahead-is-not-stored", EVERYONE, test_clock_ahead);
  ADD ("/server/push/long-text-on-another-base-is-to-be-merged", EVERYONE, test_base);
  ADD ("/server/push/copied-file-is-found-out", EVERYONE, test_copied_file);
  ADD ("/server/push/unknown-fields-are-kept", EVERYONE, test_unknown_fields);
  ADD ("/server/scope/children-follow-their-customer", TEAM, test_children_follow);
  ADD ("/server/scope/children-follow-within-a-push", TEAM, test_children_follow_within);
  ADD ("/server/scope/outside-there-is-nothing", TEAM, test_outside);
  ADD ("/server/push/secrets-are-not-kept", TEAM, test_secret);
  ADD ("/server/push/anonymous-answers-are-nobodys", TEAM, test_nobodys);
  ADD ("/server/pull/beginning-says-how-much-there-is", TEAM, test_held);
  ADD ("/server/scope/same-id-of-another-kind-is-no-parent", TEAM, test_same_id_of_another_kind);
  ADD ("/server/pull/pages-bring-all-with-moves", TEAM, test_paging);
  ADD ("/server/pull/strange-cursor-reconciles", EVERYONE, test_strange_cursor);
  g_test_add_func ("/server/push/writers-lose-nothing", test_many_writers);
  if (!is_on_postgres ()) /* a copy of a file */
    g_test_add_func ("/server/pull/restored-server-is-noticed", test_restored);
  return g_test_run ();
}
