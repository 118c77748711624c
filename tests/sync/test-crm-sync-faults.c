/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/sync/fault-proxy.h"
#include "tests/sync/http-fixture.h"

typedef struct
{
  Office office;
  Desk a, b;
  FaultProxy proxy;
  CrmId id;
  guint n_edits;
} Network;

static void
join_by_proxy (Desk *desk, Network *network, const char *user)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", network->proxy.port);
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (url, NULL);

  await_ok (crm_sync_engine_load (desk->engine));
  crm_sync_outcome_free (await_boxed (crm_sync_engine_join (desk->engine, address, user, "a long password", NULL)));
}

static void
begin (Network *network, gconstpointer data)
{
  open_office (&network->office, CRM_SERVER_SHARING_EVERYONE);
  start_office (&network->office);
  open_proxy (&network->proxy, (guint16)g_ascii_strtoull (strrchr (network->office.listen, ':') + 1, NULL, 10));
  open_desk (&network->a);
  open_desk (&network->b);
  network->id = make_customer (&network->a.file, "Anna");
  join_by_proxy (&network->a, network, "anna");
  join_by_proxy (&network->b, network, "ben");
}

static void
end (Network *network, gconstpointer data)
{
  close_desk (&network->a);
  close_desk (&network->b);
  close_proxy (&network->proxy);
  close_office (&network->office);
}

/* A connection that was made before the fault carries on without it. */
static void
new_connection (Desk *desk)
{
  soup_session_abort (crm_http_transport_get_session (desk->engine->transport));
}

static void
edit (Network *network, Desk *desk)
{
  g_autofree char *text = g_strdup_printf ("Edit %u", ++network->n_edits);

  set_text (&desk->file, &network->id, desk == &network->a ? CRM_CUSTOMER_NAME : CRM_CUSTOMER_ALIAS, text);
}

static void
set_patience (Network *network, guint seconds)
{
  crm_http_transport_set_patience (network->a.engine->transport, seconds);
  crm_http_transport_set_patience (network->b.engine->transport, seconds);
}

/* May come to nothing. */
static gboolean
try (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  new_connection (desk);
  ok = await_value (crm_sync_engine_sync_now (desk->engine), NULL, &error);
  if (!ok)
    g_assert_true (g_error_matches (error, CRM_ERROR, CRM_ERROR_NETWORK) || g_error_matches (error, CRM_ERROR, CRM_ERROR_UNREADABLE) || g_error_matches (error, CRM_ERROR, CRM_ERROR_SERVER));
  return ok;
}

/* Without faults everything comes together, once, and nothing is on any list. */
static void
assert_heals (Network *network)
{
  g_autofree char *mine = NULL;
  g_autoptr (CrmRecord) a = NULL;
  g_autoptr (CrmRecord) b = NULL;

  set_fault (&network->proxy, FAULT_NONE, 0);
  set_patience (network, 60);
  g_assert_true (try (&network->a));
  g_assert_true (try (&network->b));
  g_assert_true (try (&network->a));
  a = find (&network->a.file, &crm_kind_customer, &network->id);
  b = find (&network->b.file, &crm_kind_customer, &network->id);
  g_assert_cmpstr (crm_record_get_text (a, CRM_CUSTOMER_NAME), ==, crm_record_get_text (b, CRM_CUSTOMER_NAME));
  g_assert_cmpstr (crm_record_get_text (a, CRM_CUSTOMER_ALIAS), ==, crm_record_get_text (b, CRM_CUSTOMER_ALIAS));
  g_assert_cmpuint (crm_sync_engine_get_waiting (network->a.engine) + crm_sync_engine_get_waiting (network->b.engine), ==, 0);
  g_assert_cmpuint (crm_sync_engine_get_unsaved (network->a.engine) + crm_sync_engine_get_unsaved (network->b.engine), ==, 0);
}

/* Wherever it is cut, the next sync ends what this one began. The exchange is as long as it is: no further is there nothing to cut. */
static void
test_cut (Network *network, gconstpointer data)
{
  FaultKind kind = (FaultKind)GPOINTER_TO_INT (data);
  guint n_cut = 0;

  for (int at = 0, whole = 0; whole < 3; at += at < 700 ? 7 : 41)
    {
      edit (network, &network->a);
      set_fault (&network->proxy, kind, at);
      if (try (&network->a))
        whole++;
      else
        n_cut++;
    }
  g_test_message ("cut %u times", n_cut);
  g_assert_cmpuint (n_cut, >, 40);
  assert_heals (network);
}

static void
test_fault (Network *network, gconstpointer data)
{
  FaultKind kind = (FaultKind)GPOINTER_TO_INT (data);

  /* A length that is changed may have it wait for what does not come. */
  set_patience (network, kind == FAULT_CORRUPT ? 1 : 60);
  for (int i = 0; i < 6; i++)
    {
      edit (network, &network->a);
      edit (network, &network->b);
      set_fault (&network->proxy, kind, kind == FAULT_DELAY ? 3 : 300 + i * 83);
      try (&network->a);
      try (&network->b);
    }
  assert_heals (network);
}

/* A server that says nothing at all is given up, and asked again later. */
static void
test_silence (Network *network, gconstpointer data)
{
  edit (network, &network->a);
  set_patience (network, 1);
  set_fault (&network->proxy, FAULT_DELAY, 3000);
  g_assert_false (try (&network->a));
  g_assert_cmpint (crm_sync_engine_get_state (network->a.engine), ==, CRM_SYNC_STATE_OFFLINE);
  assert_heals (network);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/faults/answers-cut-anywhere", Network, GINT_TO_POINTER (FAULT_CUT_ANSWER), begin, test_cut, end);
  g_test_add ("/sync/faults/requests-cut-anywhere", Network, GINT_TO_POINTER (FAULT_CUT_REQUEST), begin, test_cut, end);
  g_test_add ("/sync/faults/connections-dropped", Network, GINT_TO_POINTER (FAULT_DROP), begin, test_fault, end);
  g_test_add ("/sync/faults/answers-lost", Network, GINT_TO_POINTER (FAULT_LOSE_ANSWER), begin, test_fault, end);
  g_test_add ("/sync/faults/requests-doubled", Network, GINT_TO_POINTER (FAULT_DOUBLE), begin, test_fault, end);
  g_test_add ("/sync/faults/delays", Network, GINT_TO_POINTER (FAULT_DELAY), begin, test_fault, end);
  g_test_add ("/sync/faults/drips", Network, GINT_TO_POINTER (FAULT_DRIP), begin, test_fault, end);
  g_test_add ("/sync/faults/answers-corrupt", Network, GINT_TO_POINTER (FAULT_CORRUPT), begin, test_fault, end);
  g_test_add ("/sync/faults/silence", Network, NULL, begin, test_silence, end);
  return g_test_run ();
}
