/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that two people write at once, and what Undo leaves alone of what others wrote: through the real writer and the real server. */

#include "client-fixture.h"
#include "core/store/crm-history.h"

typedef struct
{
  Server server;
  Client a, b;
} World;

static const CrmId anna = { { 1, 1, [15] = 1 } };

/* Both have the note "first line", sent and fetched. */
static void
set_up (World *world, gconstpointer data)
{
  CrmEdit *edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, &anna);

  open_server (&world->server, ":memory:", CRM_SERVER_SHARING_EVERYONE);
  open_client (&world->a, 1, 0xa1);
  open_client (&world->b, 2, 0xb2);
  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Anna");
  crm_change_set_text (change, CRM_CUSTOMER_NOTE, "first line\nlast line");
  g_assert_true (write_edit (&world->a, edit));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  crm_clock_advance (world->a.clock, 1000000);
  crm_clock_advance (world->b.clock, 2000000);
}

static void
tear_down (World *world, gconstpointer data)
{
  close_client (&world->a);
  close_client (&world->b);
  g_clear_object (&world->server.storage);
}

static void
set_note (Client *client, const char *text)
{
  g_assert_true (set_client_text (client, &crm_kind_customer, &anna, CRM_CUSTOMER_NOTE, text));
}

static void
assert_field (Client *client, guint field, const char *text)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (client->connection, &crm_kind_customer, &anna, NULL);

  g_assert_cmpstr (crm_record_get_text (record, field), ==, text);
}

/* Everybody has it, nothing waits, and nothing is remembered of what it was made of. */
static void
assert_settled (World *world, const char *text)
{
  Client *clients[] = { &world->a, &world->b };
  g_autoptr (CrmSyncRecord) of_a = read_state (&world->a, &crm_kind_customer, &anna);
  g_autoptr (CrmSyncRecord) of_b = read_state (&world->b, &crm_kind_customer, &anna);

  for (guint i = 0; i < 2; i++)
    {
      assert_field (clients[i], CRM_CUSTOMER_NOTE, text);
      g_assert_cmpint (count (clients[i], "SELECT count(*) FROM customer WHERE dirty <> 0"), ==, 0);
      g_assert_cmpint (count (clients[i], "SELECT count(*) FROM sync_base"), ==, 0);
    }
  g_assert_true (crm_sync_record_equal (of_a, of_b));
}

/* b has what it typed merged by the server's verdict, whoever typed first. */
static void
test_verdict (World *world, gconstpointer newer)
{
  crm_clock_advance (world->a.clock, GPOINTER_TO_INT (newer) ? 0 : 10000000);
  set_note (&world->a, "first line\nof a\nlast line");
  set_note (&world->b, "first line\nlast line, said b");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_settled (world, "first line\nof a\nlast line, said b");
}

static void
test_page (World *world, gconstpointer data)
{
  set_note (&world->a, "first line\nof a\nlast line");
  set_note (&world->b, "first line\nlast line, said b");
  sync_client (&world->a, &world->server);
  pull_client_whole (&world->b, &world->server, 10);
  assert_field (&world->b, CRM_CUSTOMER_NOTE, "first line\nof a\nlast line, said b");
  set_note (&world->b, "first line\nof a\nlast line, said b twice");
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_settled (world, "first line\nof a\nlast line, said b twice");
}

/* Everything else of the record goes its own way. */
static void
test_beside (World *world, gconstpointer data)
{
  set_note (&world->a, "first line\nof a\nlast line");
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna of a"));
  set_note (&world->b, "first line\nlast line, said b");
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna of b"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_settled (world, "first line\nof a\nlast line, said b");
  assert_field (&world->a, CRM_CUSTOMER_NAME, "Anna of b");
}

static gint64
count_in_history (Client *client, const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM history WHERE field = 'note' AND '%s' IN (old, new)", text);

  return count (client, sql);
}

static gint64
count_in_audit (World *world, const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM audit WHERE field = 'note' AND '%s' IN (old, value)", text);

  return count_in_database (world->server.storage, sql);
}

/* The same words: the newer ones stand, the others are on record. */
static void
test_loser_is_mine (World *world, gconstpointer data)
{
  crm_clock_advance (world->a.clock, 10000000);
  set_note (&world->a, "budget of 12\nlast line");
  set_note (&world->b, "budget of 15\nlast line");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_settled (world, "budget of 12\nlast line");
  g_assert_cmpint (count_in_history (&world->b, "budget of 15\nlast line"), >, 0);
  g_assert_cmpint (count_in_audit (world, "\"budget of 15\\nlast line\""), >, 0);
}

static void
test_loser_is_theirs (World *world, gconstpointer data)
{
  set_note (&world->a, "budget of 12\nlast line");
  set_note (&world->b, "budget of 15\nlast line");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_settled (world, "budget of 15\nlast line");
  /* As read and as passed over: both rows. */
  g_assert_cmpint (count_in_history (&world->b, "budget of 12\nlast line"), ==, 2);
  g_assert_cmpint (count_in_history (&world->a, "budget of 12\nlast line"), ==, 2);
  g_assert_cmpint (count_in_audit (world, "\"budget of 12\\nlast line\""), >, 0);
}

/* What the outbox holds now, sent; the answer is for the caller to use or lose. */
static GArray *
send (World *world, Client *client, GArray **items)
{
  CrmServerCaller caller = caller_of (client->user);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_auto (CrmWireTrailer) trailer = { 0 };

  *items = crm_outbox_read (client->connection, 10, NULL);
  records = crm_outbox_get_records (*items);
  body = crm_wire_push_write (client->node, ++client->push, records);
  answer = crm_server_answer_push (world->server.storage, &caller, body, world->server.now, ++world->server.nonce, NULL);
  g_assert_nonnull (answer);
  return crm_wire_verdicts_read (answer, &trailer, NULL);
}

/* What was sent and typed on from is no text of somebody else. */
static void
test_answer_lost (World *world, gconstpointer data)
{
  GArray *items, *verdicts;

  set_note (&world->a, "first line\none\nlast line");
  verdicts = send (world, &world->a, &items);
  g_array_unref (verdicts);
  g_array_unref (items);
  set_note (&world->a, "first line\ntwo\nlast line");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_settled (world, "first line\ntwo\nlast line");
}

static void
test_answer_late (World *world, gconstpointer data)
{
  GArray *items, *verdicts;
  g_auto (CrmSyncRow) row = { 0 };
  CrmWireTrailer trailer = { .server_time = SERVER_NOW / 1000 };

  set_note (&world->a, "first line\none\nlast line");
  verdicts = send (world, &world->a, &items);
  set_note (&world->a, "first line\none and two\nlast line");
  write_sync (&world->a, crm_outbox_new_settlement ("", items, verdicts, &trailer, SERVER_NOW));
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_base WHERE value LIKE '%one%'"), ==, 1);
  sync_client (&world->b, &world->server);
  set_note (&world->b, "first line\none\nlast line of b");
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_settled (world, "first line\none and two\nlast line of b");
}

/* Of before it was ever sent: the server has what was sent first, and what is typed on is made of that. */
static void
test_fresh (World *world, gconstpointer data)
{
  CrmId bert = id_of (1, 2);
  CrmEdit *edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, &bert);
  GArray *items, *verdicts;

  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Bert");
  crm_change_set_text (change, CRM_CUSTOMER_NOTE, "one");
  g_assert_true (write_edit (&world->a, edit));
  verdicts = send (world, &world->a, &items);
  g_array_unref (verdicts);
  g_array_unref (items);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &bert, CRM_CUSTOMER_NOTE, "one\ntwo"));
  pull_client_whole (&world->a, &world->server, 10);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &bert, CRM_CUSTOMER_NOTE, "one\ntwo\nthree"));
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &bert, CRM_CUSTOMER_NOTE, "zero\none"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  {
    g_autoptr (CrmRecord) record = crm_connection_read_record (world->a.connection, &crm_kind_customer, &bert, NULL);

    g_assert_cmpstr (crm_record_get_text (record, CRM_CUSTOMER_NOTE), ==, "zero\none\ntwo\nthree");
  }
}

/* ── taking back ──────────────────────────────────────────────────────────────────────────── */

/* Takes back what was done here last. Returns how many values were left alone. */
static guint
undo (Client *client)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (0);
  CrmWrite write = { .changes = changes };
  g_autofree char *title = NULL;
  gboolean more;

  g_assert_true (crm_history_find_undo (client->connection, &write.undoes, &title, NULL) && write.undoes != 0);
  write.edit = crm_history_new_undo (write.undoes, title, CRM_EDIT_ORIGIN_UNDO);
  do
    g_assert_true (crm_writer_write_chunk (client->writer, &write, is_never_awaited, NULL, &more, NULL));
  while (more);
  crm_edit_unref (write.edit);
  return write.skipped;
}

/* Only what nobody has touched since goes back, and everybody has it so. */
static void
test_undo (World *world, gconstpointer data)
{
  CrmEdit *edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_update (edit, &crm_kind_customer, &anna);

  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Anna Berg");
  crm_change_set_text (change, CRM_CUSTOMER_ALIAS, "Annie");
  g_assert_true (write_edit (&world->a, edit));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna Bergmann"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  g_assert_cmpuint (undo (&world->a), ==, 1);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_field (&world->a, CRM_CUSTOMER_NAME, "Anna Bergmann");
  assert_field (&world->b, CRM_CUSTOMER_NAME, "Anna Bergmann");
  assert_field (&world->b, CRM_CUSTOMER_ALIAS, NULL);
}

/* What somebody else went on with is not undone away; neither is what somebody else did. */
static void
test_undo_creation (World *world, gconstpointer data)
{
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna Bergmann"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  g_assert_cmpuint (undo (&world->a), ==, 1);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 1);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_field (&world->b, CRM_CUSTOMER_NAME, "Anna Bergmann");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function) g_test_add ("/sync/text/" path, World, GINT_TO_POINTER (data), set_up, function, tear_down)
  ADD ("server-has-them-merged", TRUE, test_verdict);
  ADD ("server-has-the-older-merged-too", FALSE, test_verdict);
  ADD ("page-is-merged-into-what-waits", 0, test_page);
  ADD ("rest-of-the-record-goes-its-own-way", 0, test_beside);
  ADD ("own-words-that-lose-are-on-record", 0, test_loser_is_mine);
  ADD ("others-words-that-lose-are-on-record", 0, test_loser_is_theirs);
  ADD ("answer-lost", 0, test_answer_lost);
  ADD ("answer-after-the-next-change", 0, test_answer_late);
  ADD ("typed-on-before-it-was-known", 0, test_fresh);
  ADD ("undo-leaves-what-others-changed-since", 0, test_undo);
  ADD ("undo-leaves-what-others-went-on-with", 0, test_undo_creation);
  return g_test_run ();
}
