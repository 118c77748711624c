/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of two stores against a server, over a transport that fails when it is told to. */

#include "core/base/crm-error.h"
#include "server/crm-server-answer.h"
#include "sync/crm-sync-round.h"
#include "tests/server/server-fixture.h"
#include "tests/store/store-fixture.h"

/* ── a transport without a network ────────────────────────────────────────────────────────── */

#define TEST_TYPE_TRANSPORT (test_transport_get_type ())

G_DECLARE_FINAL_TYPE (TestTransport, test_transport, TEST, TRANSPORT, GObject)

struct _TestTransport
{
  GObject parent_instance;

  Server *server; /* borrowed */
  guint8 user;
  guint n_calls;
  guint fail_at; /* this call does not reach the server; 0 for none */
  guint lose_at; /* the answer to this one is lost */
  guint cut_at;  /* and to this one cut short */
};

/* What the server answers, or what becomes of it on its way. Takes the answer and the error. */
static DexFuture *
bring (TestTransport *self, GBytes *answer, GError *error)
{
  g_autoptr (GBytes) whole = answer;

  if (error != NULL)
    return dex_future_new_for_error (error);
  if (self->n_calls == self->lose_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "lost");
  if (self->n_calls == self->cut_at)
    return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_steal_pointer (&whole));
}

static DexFuture *
push (CrmTransport *transport, GBytes *body)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  CrmServerCaller caller = caller_of (self->user);
  GError *error = NULL;

  if (++self->n_calls == self->fail_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable");
  return bring (self, crm_server_answer_push (self->server->storage, &caller, body, self->server->now, ++self->server->nonce, &error), error);
}

static DexFuture *
pull (CrmTransport *transport, const char *scope, const CrmCursor *cursor)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  CrmServerCaller caller = caller_of (self->user);
  char text[CRM_CURSOR_LENGTH_MAX];
  GError *error = NULL;

  if (++self->n_calls == self->fail_at)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable");
  return bring (self, crm_server_answer_changes (self->server->storage, &caller, scope, crm_cursor_format (cursor, text), 7, self->server->now, &error), error);
}

static void
transport_iface_init (CrmTransportInterface *iface)
{
  iface->push = push;
  iface->pull = pull;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTransport, test_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TRANSPORT, transport_iface_init))

static void
test_transport_class_init (TestTransportClass *klass)
{
}

static void
test_transport_init (TestTransport *self)
{
}

static TestTransport *
new_transport (Server *server, guint8 user)
{
  TestTransport *self = g_object_new (TEST_TYPE_TRANSPORT, NULL);

  self->server = server;
  self->user = user;
  return self;
}

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
  g_assert_cmpuint (rounds->n_changes, >=, 3);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/round/what-one-store-sends-another-has", Rounds, NULL, begin, test_two_stores, end);
  g_test_add ("/sync/round/offline-edits-meet", Rounds, NULL, begin, test_offline_edits, end);
  g_test_add ("/sync/round/next-round-ends-what-failed", Rounds, NULL, begin, test_failures, end);
  return g_test_run ();
}
