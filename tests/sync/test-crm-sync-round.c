/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of two stores against a server, over a transport that fails when it is told to. */

#include "core/base/crm-error.h"
#include "core/duplicates/crm-customer-merge.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-backup.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-round.h"
#include "tests/server/server-fixture.h"
#include "tests/store/store-fixture.h"
#include "transport-fixture.h"

#include <stdio.h>
#include <unistd.h>

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* ── rounds ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Server server;
  Fixture a, b;
  TestTransport *to_a, *to_b;
  guint n_changes; /* announced by b */
} Rounds;

static void
on_changed (CrmStore *store, CrmChangeSet *changes, gpointer data)
{
  ((Rounds *)data)->n_changes += crm_change_set_has_kind (changes, CRM_KIND_CUSTOMER);
}

static void
begin (Rounds *rounds, gconstpointer data)
{
  open_server (&rounds->server, ":memory:", CRM_SERVER_SHARING_EVERYONE);
  set_up (&rounds->a, NULL);
  set_up (&rounds->b, NULL);
  rounds->to_a = new_transport (&rounds->server, 1);
  rounds->to_b = new_transport (&rounds->server, 2);
  g_signal_connect (rounds->b.store, "changed", G_CALLBACK (on_changed), rounds);
}

static void
end (Rounds *rounds, gconstpointer data)
{
  g_assert_finalize_object (rounds->to_a);
  g_assert_finalize_object (rounds->to_b);
  tear_down (&rounds->a, NULL);
  tear_down (&rounds->b, NULL);
  g_clear_object (&rounds->server.storage);
}

static CrmSyncOutcome *
run (Fixture *fixture, TestTransport *transport)
{
  return await_boxed (crm_sync_round_run (fixture->store, CRM_TRANSPORT (transport)));
}

static void
test_two_stores (Rounds *rounds, gconstpointer data)
{
  CrmId id = { 0 };
  g_autoptr (CrmSyncOutcome) sent = NULL;
  g_autoptr (CrmSyncOutcome) got = NULL;
  g_autoptr (CrmSyncOutcome) quiet = NULL;

  for (int i = 0; i < 20; i++)
    id = make_customer (&rounds->a, "Anna");
  sent = run (&rounds->a, rounds->to_a);
  g_assert_cmpuint (sent->pushed, ==, 20);
  got = run (&rounds->b, rounds->to_b);
  g_assert_cmpuint (got->pulled, ==, 20);
  assert_text (&rounds->b, &id, CRM_CUSTOMER_NAME, "Anna");
  g_assert_cmpuint (rounds->n_changes, >=, 1);
  quiet = run (&rounds->b, rounds->to_b);
  g_assert_cmpuint (quiet->pulled + quiet->pushed, ==, 0);
  /* Nothing to undo for a person: others did it. */
  g_assert_cmpstr (crm_store_get_undo_title (rounds->b.store), ==, "");
}

static void
test_offline_edits (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->a, "Anna");

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  set_text (&rounds->a, &id, CRM_CUSTOMER_ALIAS, "of a");
  set_text (&rounds->b, &id, CRM_CUSTOMER_NOTE, "of b");
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->a, &id, CRM_CUSTOMER_NOTE, "of b");
  assert_text (&rounds->b, &id, CRM_CUSTOMER_ALIAS, "of a");
}

/* ── merged customers ─────────────────────────────────────────────────────────────────────── */

static gboolean
read_gathering (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, CRM_TYPE_EDIT);
  g_value_take_boxed (result, crm_customer_merge_new_gathering (connection, NULL));
  return TRUE;
}

/* As the engine does after a round that brought something. */
static void
run_and_gather (Fixture *fixture, TestTransport *transport)
{
  g_autoptr (CrmEdit) edit = NULL;

  crm_sync_outcome_free (run (fixture, transport));
  edit = await_boxed (crm_store_read (fixture->store, NULL, read_gathering, NULL, NULL));
  if (edit != NULL)
    crm_edit_result_free (apply (fixture, edit));
}

static CrmId
log_call (Fixture *fixture, const CrmId *customer)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);
  CrmId id = change->id;

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, NOW);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
merge (Fixture *fixture, const CrmId *kept_id, const CrmId *merged_id)
{
  g_autoptr (CrmRecord) kept = find (fixture, &crm_kind_customer, kept_id), merged = find (fixture, &crm_kind_customer, merged_id);
  g_autoptr (CrmEdit) edit = crm_customer_merge_new (kept, merged, NULL);

  crm_edit_result_free (apply (fixture, edit));
}

static void
assert_at (Fixture *fixture, const CrmId *interaction, const CrmId *customer)
{
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_interaction, interaction);

  g_assert_true (crm_id_equal (crm_record_get_id (record, CRM_INTERACTION_CUSTOMER), customer));
}

/* A colleague who does not know of a merge goes on writing at the customer that is gone: nothing of it is lost. */
static void
test_merged_customer (Rounds *rounds, gconstpointer data)
{
  CrmId kept = make_customer (&rounds->a, "Anna"), merged = make_customer (&rounds->a, "Ana"), before = log_call (&rounds->a, &merged), late;

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  merge (&rounds->a, &kept, &merged);
  late = log_call (&rounds->b, &merged);
  set_text (&rounds->b, &merged, CRM_CUSTOMER_CITY, "Oslo");
  run_and_gather (&rounds->a, rounds->to_a);
  for (int i = 0; i < 3; i++)
    {
      run_and_gather (&rounds->b, rounds->to_b);
      run_and_gather (&rounds->a, rounds->to_a);
    }
  for (int i = 0; i < 2; i++)
    {
      Fixture *fixture = i == 0 ? &rounds->a : &rounds->b;
      g_autoptr (CrmRecord) gone = find (fixture, &crm_kind_customer, &merged);

      g_assert_true (gone->deleted);
      g_assert_true (crm_id_equal (crm_record_get_id (gone, CRM_CUSTOMER_MERGED_INTO), &kept));
      assert_at (fixture, &before, &kept);
      assert_at (fixture, &late, &kept);
      assert_text (fixture, &kept, CRM_CUSTOMER_CITY, "Oslo");
    }
}

/* On both at once, each into the other: one of them is left, the same on both. */
static void
test_merged_into_each_other (Rounds *rounds, gconstpointer data)
{
  CrmId one = make_customer (&rounds->a, "Anna"), other = make_customer (&rounds->a, "Ana"), call = log_call (&rounds->a, &one);
  CrmId left = crm_id_compare (&one, &other) < 0 ? one : other;

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  merge (&rounds->a, &one, &other);
  merge (&rounds->b, &other, &one);
  for (int i = 0; i < 4; i++)
    {
      run_and_gather (&rounds->a, rounds->to_a);
      run_and_gather (&rounds->b, rounds->to_b);
    }
  for (int i = 0; i < 2; i++)
    {
      Fixture *fixture = i == 0 ? &rounds->a : &rounds->b;
      g_autoptr (CrmRecord) a = find (fixture, &crm_kind_customer, &one), b = find (fixture, &crm_kind_customer, &other);

      g_assert_cmpint (a->deleted + b->deleted, ==, 1);
      g_assert_false (crm_id_equal (&left, &a->id) ? a->deleted : b->deleted);
      assert_at (fixture, &call, &left);
    }
}

/* Whichever request fails, however, the next round ends what this one began. */
static void
test_failures (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->a, "Anna");

  for (guint way = 0; way < 3; way++)
    for (guint call = 1; call <= 3; call++)
      {
        g_autofree char *name = g_strdup_printf ("Anna %u %u", way, call);
        g_autoptr (GError) error = NULL;

        set_text (&rounds->a, &id, CRM_CUSTOMER_NAME, name);
        rounds->to_a->n_calls = 0;
        rounds->to_a->fail_at = way == 0 ? call : 0;
        rounds->to_a->lose_at = way == 1 ? call : 0;
        rounds->to_a->cut_at = way == 2 ? call : 0;
        g_assert_false (await_value (crm_sync_round_run (rounds->a.store, CRM_TRANSPORT (rounds->to_a)), NULL, &error));
        g_assert_nonnull (error);
        rounds->to_a->fail_at = rounds->to_a->lose_at = rounds->to_a->cut_at = 0;
        crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
        crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
        assert_text (&rounds->b, &id, CRM_CUSTOMER_NAME, name);
      }
}

static void
run_for (Fixture *fixture, TestTransport *transport, const char *const *scopes)
{
  transport->n_calls = 0;
  crm_sync_outcome_free (await_boxed (crm_sync_round_run_for (fixture->store, CRM_TRANSPORT (transport), scopes, NULL, NULL, NULL)));
}

/* A hint names a scope: no other is asked for, and nothing is let go of because of those that were not. */
static void
test_hinted (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->b, "Ben"), own;

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  own = make_customer (&rounds->a, "Anna");
  run_for (&rounds->a, rounds->to_a, (const char *const[]){ NULL });
  g_assert_cmpuint (rounds->to_a->n_calls, ==, 1);
  assert_text (&rounds->a, &own, CRM_CUSTOMER_NAME, "Anna");
  run_for (&rounds->a, rounds->to_a, (const char *const[]){ "everyone", NULL });
  g_assert_cmpuint (rounds->to_a->n_calls, ==, 1);
  assert_text (&rounds->a, &id, CRM_CUSTOMER_NAME, "Ben");
  assert_text (&rounds->a, &own, CRM_CUSTOMER_NAME, "Anna");
}

static void
on_progress (const CrmSyncOutcome *outcome, gpointer data)
{
  *(CrmSyncOutcome *)data = *outcome;
}

/* How far a first sync is: of how many, and not from nothing again after it was cut short. */
static void
test_extent (Rounds *rounds, gconstpointer data)
{
  CrmSyncOutcome last = { 0 };

  for (int i = 0; i < 20; i++)
    make_customer (&rounds->a, "Anna");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  make_customer (&rounds->b, "Ben");
  await_ok (crm_store_set_setting (rounds->b.store, CRM_SYNC_FIRST, "1"));
  rounds->to_b->fail_at = 3;
  g_assert_false (await_value (crm_sync_round_run_for (rounds->b.store, CRM_TRANSPORT (rounds->to_b), NULL, on_progress, &last, NULL), NULL, NULL));
  g_assert_cmpuint (last.held, ==, 21);
  g_assert_cmpuint (last.pulled, ==, 7);
  rounds->to_b->fail_at = 0;
  crm_sync_outcome_free (await_boxed (crm_sync_round_run_for (rounds->b.store, CRM_TRANSPORT (rounds->to_b), NULL, on_progress, &last, NULL)));
  g_assert_cmpuint (last.held, ==, 21);
  g_assert_cmpuint (last.there, >=, 7);
  g_assert_cmpuint (last.there + last.pulled, ==, 21);
}

/* What was named and is no longer shared when it is asked for ends no round. */
static void
test_hint_of_lost_scope (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->b, "Ben");

  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  run_for (&rounds->a, rounds->to_a, (const char *const[]){ "team:nobody’s", NULL });
  assert_text (&rounds->a, &id, CRM_CUSTOMER_NAME, "Ben");
}

/* ── one file in two lives ────────────────────────────────────────────────────────────────── */

static char *
read_file (const char *path, gsize *length)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

/* Into the file that is there: neither its name nor its number on the disk tells. */
static void
overwrite_file (const char *path, const char *bytes, gsize length)
{
  FILE *file = g_fopen (path, "r+");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (ftruncate (fileno (file), (off_t)length), ==, 0);
  fclose (file);
}

static char *
dup_setting (Fixture *fixture, const char *name)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (await_value (crm_store_find_setting (fixture->store, name), &value, NULL));
  return g_value_dup_string (&value);
}

static char *
dup_node (Fixture *fixture)
{
  return dup_setting (fixture, "node");
}

/* The copy is another device's. What both lives change after they parted reaches everybody, and so does what waited when they did. */
static void
change_both (Rounds *rounds, Fixture *other, TestTransport *to_other, const CrmId *first, const CrmId *second)
{
  g_autoptr (CrmSyncOutcome) outcome = NULL;

  set_text (&rounds->a, first, CRM_CUSTOMER_ALIAS, "original");
  set_text (other, second, CRM_CUSTOMER_ALIAS, "copy");
  outcome = run (other, to_other);
  g_assert_cmpuint (outcome->pushed, ==, 2);
  g_assert_cmpuint (outcome->rejected, ==, 0);
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, first, CRM_CUSTOMER_ALIAS, "original");
  assert_text (&rounds->b, second, CRM_CUSTOMER_ALIAS, "copy");
  assert_text (&rounds->b, first, CRM_CUSTOMER_NOTE, "waited");
}

static void
test_copied (Rounds *rounds, gconstpointer data)
{
  CrmId first = make_customer (&rounds->a, "Anna"), second = make_customer (&rounds->a, "Bert");
  Fixture copy = { 0 };
  g_autofree char *bytes = NULL;
  g_autofree char *node = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length;

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  set_text (&rounds->a, &first, CRM_CUSTOMER_NOTE, "waited");
  before = dup_node (&rounds->a);
  close_store (&rounds->a);
  bytes = read_file (rounds->a.path, &length);
  open_store (&rounds->a);
  after = dup_node (&rounds->a);
  g_assert_cmpstr (before, ==, after);
  set_up (&copy, NULL);
  close_store (&copy);
  g_assert_cmpint (g_unlink (copy.path), ==, 0);
  g_assert_true (g_file_set_contents (copy.path, bytes, (gssize)length, NULL));
  open_store (&copy);
  node = dup_node (&copy);
  g_assert_cmpstr (node, !=, before);
  change_both (rounds, &copy, rounds->to_b, &first, &second);
  tear_down (&copy, NULL);
}

/* Put back by hand over itself, a file does not know it: the server does, by the numbers of its pushes. */
static void
test_put_back (Rounds *rounds, gconstpointer data)
{
  CrmId first = make_customer (&rounds->a, "Anna"), second = make_customer (&rounds->a, "Bert");
  g_autofree char *bytes = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length;

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  set_text (&rounds->a, &first, CRM_CUSTOMER_NOTE, "waited");
  close_store (&rounds->a);
  bytes = read_file (rounds->a.path, &length);
  open_store (&rounds->a);
  set_text (&rounds->a, &second, CRM_CUSTOMER_ALIAS, "of before");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  close_store (&rounds->a);
  overwrite_file (rounds->a.path, bytes, length);
  open_store (&rounds->a);
  before = dup_node (&rounds->a);
  set_text (&rounds->a, &first, CRM_CUSTOMER_ALIAS, "of after");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  after = dup_node (&rounds->a);
  g_assert_cmpstr (before, !=, after);
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &first, CRM_CUSTOMER_ALIAS, "of after");
  assert_text (&rounds->b, &second, CRM_CUSTOMER_ALIAS, "of before");
  assert_text (&rounds->b, &first, CRM_CUSTOMER_NOTE, "waited");
}

static void
test_restored (Rounds *rounds, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (rounds->a.folder, "backup", NULL);
  g_autofree char *before = dup_node (&rounds->a);
  g_autofree char *after = NULL;
  CrmId id = make_customer (&rounds->a, "Anna");

  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  await_ok (crm_store_back_up (rounds->a.store, backup));
  close_store (&rounds->a);
  g_assert_true (crm_backup_restore (backup, rounds->a.path, NULL, NULL));
  open_store (&rounds->a);
  after = dup_node (&rounds->a);
  g_assert_cmpstr (before, !=, after);
  set_text (&rounds->a, &id, CRM_CUSTOMER_NAME, "Anna Berg");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &id, CRM_CUSTOMER_NAME, "Anna Berg");
}

/* ── clocks that are wrong ────────────────────────────────────────────────────────────────── */

static gboolean
read_last_clock (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT clock FROM edit ORDER BY number DESC LIMIT 1", error);
  CrmHlc clock;

  g_assert_cmpint (crm_connection_next (connection, statement, error), ==, 1);
  memcpy (clock.bytes, sqlite3_column_blob (statement, 0), CRM_HLC_LENGTH);
  sqlite3_reset (statement);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, crm_hlc_get_time (&clock) - SERVER_NOW / 1000);
  return TRUE;
}

/* Of the last edit, against the server's, milliseconds. */
static gint64
measure_lead (Fixture *fixture)
{
  GValue value = G_VALUE_INIT;

  g_assert_true (await_value (crm_store_read (fixture->store, NULL, read_last_clock, NULL, NULL), &value, NULL));
  return g_value_get_int64 (&value);
}

/* An hour ahead: the first push tells; after it edits have the server's time, and are taken as they are. */
static void
test_ahead (Rounds *rounds, gconstpointer data)
{
  CrmId id;
  g_autoptr (CrmSyncOutcome) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  crm_clock_advance (rounds->a.clock, HOUR);
  id = make_customer (&rounds->a, "Anna");
  g_assert_cmpint (measure_lead (&rounds->a), >=, 3600000);
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  set_text (&rounds->a, &id, CRM_CUSTOMER_NAME, "Anna Berg");
  g_assert_cmpint (ABS (measure_lead (&rounds->a)), <, 1000);
  before = dup_node (&rounds->a);
  close_store (&rounds->a);
  open_store (&rounds->a);
  after = dup_node (&rounds->a);
  g_assert_cmpstr (before, ==, after);
  set_text (&rounds->a, &id, CRM_CUSTOMER_ALIAS, "Annie");
  g_assert_cmpint (ABS (measure_lead (&rounds->a)), <, 1000);
  rounds->to_a->n_calls = 0;
  second = run (&rounds->a, rounds->to_a);
  g_assert_cmpuint (second->pushed, ==, 1);
  /* One push and a page a scope: nothing was sent twice. */
  g_assert_cmpuint (rounds->to_a->n_calls, <=, 4);
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &id, CRM_CUSTOMER_NAME, "Anna Berg");
  assert_text (&rounds->b, &id, CRM_CUSTOMER_ALIAS, "Annie");
}

/* Behind, it would lose against everybody; a little off is nobody's business. */
static void
test_behind (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->a, "Anna");
  g_autofree char *offset = NULL;

  rounds->server.now += 20 * G_USEC_PER_SEC;
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  offset = dup_setting (&rounds->a, "clock-offset");
  g_assert_null (offset);
  rounds->server.now += HOUR;
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  set_text (&rounds->a, &id, CRM_CUSTOMER_NAME, "Anna Berg");
  g_assert_cmpint (measure_lead (&rounds->a), ==, 3620000);
  rounds->server.now -= HOUR;
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  offset = dup_setting (&rounds->a, "clock-offset");
  g_assert_cmpstr (offset, ==, "0");
}

/* All but the record that the server fails at is taken, and that one is on the list. */
static void
test_poison (Rounds *rounds, gconstpointer data)
{
  g_autoptr (CrmSyncOutcome) outcome = NULL;
  CrmId bad, last;

  rounds->to_a->choke = GPOINTER_TO_INT (data);
  rounds->to_a->poison = "Poison";
  for (int i = 0; i < 7; i++)
    make_customer (&rounds->a, "Anna");
  bad = make_customer (&rounds->a, "Poison");
  last = make_customer (&rounds->a, "Zora");
  outcome = run (&rounds->a, rounds->to_a);
  g_assert_cmpuint (outcome->pushed, ==, 8);
  g_assert_cmpuint (outcome->rejected, ==, 1);
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &last, CRM_CUSTOMER_NAME, "Zora");
  /* It is still here, and is not sent again before it is changed. */
  assert_text (&rounds->a, &bad, CRM_CUSTOMER_NAME, "Poison");
  rounds->to_a->n_calls = 0;
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  rounds->to_a->poison = NULL;
  set_text (&rounds->a, &bad, CRM_CUSTOMER_NAME, "Medicine");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &bad, CRM_CUSTOMER_NAME, "Medicine");
}

/* What a server fails at that fails at everything is not put aside. */
static void
test_server_down (Rounds *rounds, gconstpointer data)
{
  CrmId id = make_customer (&rounds->a, "Anna");
  g_autoptr (GError) error = NULL;

  rounds->to_a->choke = CRM_ERROR_SERVER;
  rounds->to_a->poison = "";
  g_assert_false (await_value (crm_sync_round_run (rounds->a.store, CRM_TRANSPORT (rounds->to_a)), NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_SERVER);
  rounds->to_a->poison = NULL;
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  assert_text (&rounds->b, &id, CRM_CUSTOMER_NAME, "Anna");
}

/* ── what is not the same ─────────────────────────────────────────────────────────────────── */

static void
execute (const char *path, const char *sql)
{
  CrmConnection *connection = crm_connection_open (path, CRM_CONNECTION_WRITER, NULL);

  g_assert_true (crm_connection_execute (connection, sql, NULL));
  crm_connection_close (connection);
}

/* A record lost here, one lost there, one with an older value: whatever broke it, the next comparison mends it. */
static void
test_mended (Rounds *rounds, gconstpointer data)
{
  CrmId ids[8];
  g_autoptr (CrmSyncOutcome) same_day = NULL;
  g_autoptr (CrmSyncOutcome) next_day = NULL;
  g_autoptr (CrmSyncOutcome) healed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = make_customer (&rounds->b, "Anna");
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  set_text (&rounds->a, &ids[2], CRM_CUSTOMER_ALIAS, "newer");
  crm_sync_outcome_free (run (&rounds->a, rounds->to_a));
  crm_sync_outcome_free (run (&rounds->b, rounds->to_b));
  close_store (&rounds->b);
  execute (rounds->b.path, "DELETE FROM customer WHERE rowid = 1; UPDATE customer SET alias = NULL, clocks = NULL WHERE rowid = 3");
  open_store (&rounds->b);
  run_in_database (rounds->server.storage, "DELETE FROM record WHERE seq = (SELECT max(seq) FROM (SELECT seq FROM record ORDER BY seq LIMIT 2) AS first)");
  same_day = run (&rounds->b, rounds->to_b);
  g_assert_cmpuint (same_day->mended, ==, 0);
  for (guint i = 0; i < 2; i++)
    crm_clock_advance (i == 0 ? rounds->a.clock : rounds->b.clock, 24 * HOUR);
  rounds->server.now += 24 * HOUR;
  next_day = run (&rounds->b, rounds->to_b);
  g_assert_cmpuint (next_day->mended, >=, 1);
  assert_text (&rounds->b, &ids[0], CRM_CUSTOMER_NAME, "Anna");
  assert_text (&rounds->b, &ids[2], CRM_CUSTOMER_ALIAS, "newer");
  g_assert_cmpint (count_in_database (rounds->server.storage, "SELECT count(*) FROM record WHERE kind = 'customer'"), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < 2; i++)
    crm_clock_advance (i == 0 ? rounds->a.clock : rounds->b.clock, 24 * HOUR);
  rounds->server.now += 24 * HOUR;
  healed = run (&rounds->b, rounds->to_b);
  g_assert_cmpuint (healed->mended, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/round/what-one-store-sends-another-has", Rounds, NULL, begin, test_two_stores, end);
  g_test_add ("/sync/round/offline-edits-meet", Rounds, NULL, begin, test_offline_edits, end);
  g_test_add ("/sync/round/what-is-written-at-a-merged-customer-is-not-lost", Rounds, NULL, begin, test_merged_customer, end);
  g_test_add ("/sync/round/merged-into-each-other-one-is-left", Rounds, NULL, begin, test_merged_into_each_other, end);
  g_test_add ("/sync/round/next-round-ends-what-failed", Rounds, NULL, begin, test_failures, end);
  g_test_add ("/sync/round/hinted-scope-alone-is-read", Rounds, NULL, begin, test_hinted, end);
  g_test_add ("/sync/round/first-sync-knows-its-end", Rounds, NULL, begin, test_extent, end);
  g_test_add ("/sync/round/hint-of-a-lost-scope-reads-all", Rounds, NULL, begin, test_hint_of_lost_scope, end);
  g_test_add ("/sync/round/copied-file-goes-on-as-another", Rounds, NULL, begin, test_copied, end);
  g_test_add ("/sync/round/file-put-back-over-itself-goes-on-as-another", Rounds, NULL, begin, test_put_back, end);
  g_test_add ("/sync/round/restored-backup-goes-on-as-another", Rounds, NULL, begin, test_restored, end);
  g_test_add ("/sync/round/clock-ahead-is-corrected-once", Rounds, NULL, begin, test_ahead, end);
  g_test_add ("/sync/round/clock-behind-is-corrected", Rounds, NULL, begin, test_behind, end);
  g_test_add ("/sync/round/record-too-long-is-put-aside", Rounds, GINT_TO_POINTER (CRM_ERROR_TOO_LARGE), begin, test_poison, end);
  g_test_add ("/sync/round/record-refused-is-put-aside", Rounds, GINT_TO_POINTER (CRM_ERROR_REFUSED), begin, test_poison, end);
  g_test_add ("/sync/round/record-that-fails-the-server-is-put-aside", Rounds, GINT_TO_POINTER (CRM_ERROR_SERVER), begin, test_poison, end);
  g_test_add ("/sync/round/server-that-fails-at-all-puts-nothing-aside", Rounds, NULL, begin, test_server_down, end);
  g_test_add ("/sync/round/what-differs-is-mended", Rounds, NULL, begin, test_mended, end);
  return g_test_run ();
}
