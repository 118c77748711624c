/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are pushed, pulled and edited at once, through the real writer and the real server. */

#define _GNU_SOURCE /* memmem */

#include "client-fixture.h"
#include "core/base/crm-date.h"
#include "core/base/crm-token.h"
#include "core/customers/crm-customer-erase.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"
#include "server/crm-server-exchange.h"
#include "sync/crm-sync-unpack.h"

#include <glib/gstdio.h>
#include <utime.h>

typedef struct
{
  Server server;
  Client a, b, c; /* of the north, of the south, an administrator */
} World;

static const CrmId anna = { { 1, 1, [15] = 1 } };
static const CrmId call = { { 1, 2, [15] = 1 } };

static void
set_up (World *world, gconstpointer sharing)
{
  open_server (&world->server, ":memory:", GPOINTER_TO_INT (sharing));
  open_client (&world->a, 1, 0xa1);
  open_client (&world->b, 2, 0xb2);
  open_client (&world->c, 3, 0xc3);
}

static void
tear_down (World *world, gconstpointer sharing)
{
  close_client (&world->a);
  close_client (&world->b);
  close_client (&world->c);
  g_clear_object (&world->server.storage);
}

static void
create_customer (Client *client, const CrmId *id, const char *name, guint8 owner)
{
  CrmEdit *edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, id);
  CrmId user = id_of (200, owner);

  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  if (owner != 0)
    crm_change_set_id (change, CRM_CUSTOMER_OWNER, &user);
  g_assert_true (write_edit (client, edit));
}

static void
create_call (Client *client, const CrmId *id, const CrmId *customer, const char *text)
{
  CrmEdit *edit = crm_edit_new ("Call", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, id);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  crm_change_set_integer (change, CRM_INTERACTION_AT, crm_clock_now (client->clock));
  g_assert_true (write_edit (client, edit));
}

static void
assert_name (Client *client, const char *name)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (client->connection, &crm_kind_customer, &anna, NULL);

  g_assert_cmpstr (record != NULL ? crm_record_get_text (record, CRM_CUSTOMER_NAME) : NULL, ==, name);
}

static void
assert_same (Client *a, Client *b, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmSyncRecord) x = read_state (a, kind, id);
  g_autoptr (CrmSyncRecord) y = read_state (b, kind, id);

  g_assert_true (x != NULL && y != NULL && crm_sync_record_equal (x, y));
}

static gint64
count_found (Client *client, const char *word)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM search_customer WHERE search_customer MATCH '%s'", word);

  return count (client, sql);
}

static void
test_arrives (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna Berg", 0);
  create_call (&world->a, &call, &anna, "asked for samples");
  sync_client (&world->a, &world->server);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE dirty <> 0"), ==, 0);
  sync_client (&world->b, &world->server);
  assert_name (&world->b, "Anna Berg");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  assert_same (&world->a, &world->b, &crm_kind_interaction, &call);
  /* Found, with its facts, at once. */
  g_assert_cmpint (count_found (&world->b, "berg"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE last_contact IS NOT NULL AND name_key IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM edit WHERE origin = 5 AND user IS NOT NULL AND created = 2"), ==, 1);
  assert_derived (&world->b);
}

static void
test_merges (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  crm_clock_advance (world->a.clock, 1000000);
  crm_clock_advance (world->b.clock, 2000000);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "of a"));
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_ALIAS, "alias of a"));
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "of b"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_name (&world->a, "of b");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count_found (&world->a, "alias"), ==, 1);
  g_assert_cmpint (count_found (&world->b, "alias"), ==, 1);
  /* Both ways stand in history. */
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM history WHERE field = 'name' AND old = 'of a' AND new = 'of b'"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM history WHERE field = 'alias' AND new = 'alias of a'"), ==, 1);
}

/* A value that loses to a pulled one before it was sent is sent all the same. */
static void
test_late (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  crm_clock_advance (world->b.clock, 1000000);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "lost"));
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "won"));
  sync_client (&world->b, &world->server);
  pull_client_whole (&world->a, &world->server, 1000);
  assert_name (&world->a, "won");
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_late"), ==, 1);
  sync_client (&world->a, &world->server);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_late"), ==, 0);
}

/* However fast somebody's clock is, who changes what they see wins over it. */
static void
test_causality (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 0);
  crm_clock_advance (world->a.clock, 50 * G_USEC_PER_SEC);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "from the future"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "after it"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_name (&world->a, "after it");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  /* The other fields of the file keep to its own clock. */
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_ALIAS, "now"));
  {
    g_autoptr (CrmSyncRecord) state = read_state (&world->b, &crm_kind_customer, &anna);

    g_assert_cmpint (crm_hlc_get_time (&crm_sync_record_find (state, "alias")->clock), ==, SERVER_NOW / 1000);
  }
}

static void
test_far_ahead (World *world, gconstpointer data)
{
  crm_clock_advance (world->a.clock, G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  create_customer (&world->a, &anna, "Anna", 0);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna B"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_name (&world->b, "Anna B");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_unsaved"), ==, 0);
}

static void
test_acknowledged_late (World *world, gconstpointer data)
{
  GArray *items, *verdicts;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_auto (CrmWireTrailer) trailer = { 0 };
  CrmServerCaller caller = caller_of (1);

  create_customer (&world->a, &anna, "Anna", 0);
  items = crm_outbox_read (world->a.connection, 10, NULL);
  records = crm_outbox_get_records (items);
  body = crm_wire_push_write (0xa1, 1, records);
  answer = crm_server_answer_push (world->server.storage, &caller, body, SERVER_NOW, 7, NULL);
  verdicts = crm_wire_verdicts_read (answer, &trailer, NULL);
  /* Changed while it was under way. */
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna B"));
  write_sync (&world->a, crm_outbox_new_settlement ("", items, verdicts, &trailer, SERVER_NOW));
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE dirty <> 0"), ==, 1);
  world->a.push = 1;
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_name (&world->b, "Anna B");
}

static gint64
read_number (World *world, Client *client)
{
  CrmCursor cursor;
  gboolean sweeping;

  g_assert_true (crm_sync_file_read_cursor (client->connection, "everyone", &cursor, &sweeping, NULL));
  return cursor.seq;
}

static void
test_sent_is_in_place (World *world, gconstpointer data)
{
  gint64 number;

  sync_client (&world->a, &world->server);
  number = read_number (world, &world->a);
  create_customer (&world->a, &anna, "Anna", 0);
  push_client (&world->a, &world->server, 1000);
  g_assert_cmpint (read_number (world, &world->a), ==, number + 1);
  g_assert_cmpint (count (&world->a, "SELECT seq FROM customer WHERE scope = 'everyone'"), ==, number + 1);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna A"));
  push_client (&world->a, &world->server, 1000);
  g_assert_cmpint (read_number (world, &world->a), ==, number + 2);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE dirty <> 0"), ==, 0);
  sync_client (&world->b, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
}

/* What another has sent in between would be missed. */
static void
test_sent_after_others (World *world, gconstpointer data)
{
  gint64 number;

  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_CITY, "Porto"));
  push_client (&world->b, &world->server, 1000);
  number = read_number (world, &world->a);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna A"));
  push_client (&world->a, &world->server, 1000);
  g_assert_cmpint (read_number (world, &world->a), ==, number);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE name = 'Anna A' AND city = 'Porto'"), ==, 1);
}

/* A customer that comes after what hangs on it. */
static void
test_child_before_parent (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 0);
  create_call (&world->a, &call, &anna, "asked");
  push_client (&world->a, &world->server, 1000);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna A"));
  sync_client (&world->a, &world->server);
  while (pull_client (&world->b, &world->server, "everyone", 1))
    ;
  sync_client (&world->b, &world->server);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE last_contact IS NOT NULL"), ==, 1);
  assert_derived (&world->b);
}

static void
test_deletions_last (World *world, gconstpointer data)
{
  CrmEdit *edit = crm_edit_new ("Merge", CRM_EDIT_ORIGIN_PERSON);
  GArray *items;

  create_customer (&world->a, &anna, "Anna", 0);
  create_call (&world->a, &call, &anna, "asked");
  crm_edit_delete (edit, &crm_kind_customer, &anna);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_interaction, &call), CRM_INTERACTION_TEXT, "asked again");
  g_assert_true (write_edit (&world->a, edit));
  items = crm_outbox_read (world->a.connection, 10, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_true (g_array_index (items, CrmOutboxItem, 0).kind == &crm_kind_interaction);
  g_array_unref (items);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_cmpint (count (&world->b, "SELECT deleted FROM customer"), ==, 1);
  assert_derived (&world->b);
}

static void
test_kept_raw (World *world, gconstpointer data)
{
  CrmHlc clock = clock_at (0, 3);
  g_autoptr (CrmSyncRecord) customer = new_state ("customer", anna, clock);
  g_autoptr (CrmSyncRecord) state = NULL;

  crm_sync_record_set (customer, "name", "\"Anna\"", &clock);
  crm_sync_record_set (customer, "birthday", "\"in spring\"", &clock);
  crm_sync_record_set (customer, "of_next_year", "\"new \\\"field\\\"\"", &clock);
  assert_verdict (&world->server, 3, customer, CRM_VERDICT_OK, NULL);
  sync_client (&world->a, &world->server);
  assert_name (&world->a, "Anna");
  state = read_state (&world->a, &crm_kind_customer, &anna);
  g_assert_true (crm_sync_record_equal (state, customer));
  /* It travels on with a change of something else, and stays until somebody here sets it. */
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Anna B"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  {
    CrmEdit *edit = crm_edit_new ("Birthday", CRM_EDIT_ORIGIN_PERSON);

    crm_change_set_integer (crm_edit_update (edit, &crm_kind_customer, &anna), CRM_CUSTOMER_BIRTHDAY, crm_date_make (1990, 2, 3));
    g_assert_true (write_edit (&world->b, edit));
  }
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE birthday IS NOT NULL AND unknown LIKE '%of_next_year%' AND unknown NOT LIKE '%spring%'"), ==, 1);
}

static void
test_moves_away (World *world, gconstpointer data)
{
  CrmId south = id_of (200, 2);
  CrmEdit *edit;

  create_customer (&world->a, &anna, "Anna", 1);
  create_call (&world->a, &call, &anna, "asked");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->c, &world->server);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer"), ==, 0);
  edit = crm_edit_new ("Give away", CRM_EDIT_ORIGIN_PERSON);
  crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &anna), CRM_CUSTOMER_OWNER, &south);
  g_assert_true (write_edit (&world->c, edit));
  sync_client (&world->c, &world->server);
  /* Changed at the same time by somebody who will not see it any more. */
  g_assert_true (set_client_text (&world->a, &crm_kind_interaction, &call, CRM_INTERACTION_TEXT, "asked twice"));
  pull_client_whole (&world->a, &world->server, 1);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer"), ==, 0);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM interaction"), ==, 1);
  sync_client (&world->a, &world->server);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM interaction"), ==, 0);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM history WHERE kind = 6"), ==, 0);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_unsaved WHERE value = '\"asked twice\"' AND reason = 'gone'"), ==, 1);
  g_assert_cmpint (count_found (&world->a, "anna"), ==, 0);
  sync_client (&world->b, &world->server);
  assert_name (&world->b, "Anna");
  assert_same (&world->b, &world->c, &crm_kind_interaction, &call);
  assert_derived (&world->a);
  assert_derived (&world->b);
}

/* Away and back before anybody here has looked. */
static void
test_comes_back (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 1);
  create_call (&world->a, &call, &anna, "asked");
  sync_client (&world->a, &world->server);
  sync_client (&world->c, &world->server);
  for (guint8 owner = 2; owner >= 1; owner--)
    {
      CrmEdit *edit = crm_edit_new ("Give away", CRM_EDIT_ORIGIN_PERSON);
      CrmId user = id_of (200, owner);

      crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &anna), CRM_CUSTOMER_OWNER, &user);
      g_assert_true (write_edit (&world->c, edit));
      sync_client (&world->c, &world->server);
    }
  sync_client (&world->a, &world->server);
  assert_same (&world->a, &world->c, &crm_kind_customer, &anna);
  assert_same (&world->a, &world->c, &crm_kind_interaction, &call);
}

static void
test_refused (World *world, gconstpointer data)
{
  CrmId south = id_of (200, 2), north = id_of (200, 1);
  CrmEdit *edit = crm_edit_new ("Give away", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;

  create_customer (&world->a, &anna, "Anna", 1);
  sync_client (&world->a, &world->server);
  sync_client (&world->c, &world->server);
  crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &anna), CRM_CUSTOMER_OWNER, &south);
  g_assert_true (write_edit (&world->a, edit));
  sync_client (&world->a, &world->server);
  /* Back to what the server has, with a lower clock, and on the list. */
  record = crm_connection_read_record (world->a.connection, &crm_kind_customer, &anna, NULL);
  g_assert_true (crm_id_equal (crm_record_get_id (record, CRM_CUSTOMER_OWNER), &north));
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM sync_unsaved WHERE field = 'owner' AND reason = 'scope'"), ==, 1);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer WHERE dirty <> 0"), ==, 0);
  assert_same (&world->a, &world->c, &crm_kind_customer, &anna);
}

static void
test_revoked (World *world, gconstpointer data)
{
  static const char *const left[] = { "everyone", NULL };

  create_customer (&world->a, &anna, "Anna", 1);
  create_call (&world->a, &call, &anna, "asked");
  sync_client (&world->a, &world->server);
  write_sync (&world->a, crm_sync_pulled_new_revocation ("", left));
  g_assert_cmpint (count (&world->a, "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM interaction) + (SELECT count(*) FROM history)"), ==, 0);
  g_assert_cmpint (count_found (&world->a, "anna"), ==, 0);
  assert_derived (&world->a);
}

/* What every device makes alike is one record, whoever sends it first; and what somebody made of it stays. */
static void
test_made_alike (World *world, gconstpointer data)
{
  Client *clients[] = { &world->a, &world->b };
  static const CrmId pipeline = { { 4 } };

  /* Who is set up later has not changed anything. */
  crm_clock_advance (world->b.clock, 5000000);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      CrmEdit *edit = crm_edit_new ("Set up", CRM_EDIT_ORIGIN_SETUP);

      crm_change_set_text (crm_edit_create (edit, &crm_kind_pipeline, &pipeline), CRM_PIPELINE_NAME, "Sales");
      g_assert_true (write_edit (clients[i], edit));
    }
  g_assert_true (set_client_text (&world->a, &crm_kind_pipeline, &pipeline, CRM_PIPELINE_NAME, "Verkauf"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_pipeline, &pipeline);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM pipeline WHERE name = 'Verkauf'"), ==, 1);
}

/* After a restore the server has another epoch, and less: what it lost comes back from its clients. */
static void
test_epoch (World *world, gconstpointer data)
{
  CrmId epoch = id_of (101, 2);
  CrmServerStorage *lost = world->server.storage;

  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  open_server (&world->server, ":memory:", CRM_SERVER_SHARING_EVERYONE);
  g_object_unref (world->server.storage);
  g_object_unref (lost);
  world->server.storage = open_test_database (":memory:");
  g_assert_true (crm_server_storage_add_workspace (world->server.storage, &workspace_id, "Office", &epoch, CRM_SERVER_SHARING_EVERYONE, NULL));
  /* The first pull tells; nothing is let go of. */
  pull_client (&world->a, &world->server, "everyone", 10);
  assert_name (&world->a, "Anna");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->b, &world->server);
  assert_name (&world->b, "Anna");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE dirty <> 0 OR seq = 0"), ==, 0);
}

/* A cursor that the server does not know: what does not come again was taken away meanwhile. */
static void
test_reconcile (World *world, gconstpointer data)
{
  static const CrmId never = { { 1, 1, [15] = 9 } };
  CrmCursor strange = { 1, 99 };

  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  create_customer (&world->a, &never, "Never sent", 0);
  g_assert_true (crm_connection_execute (world->a.connection, "UPDATE customer SET dirty = 0, scope = 'everyone', seq = 1 WHERE name = 'Never sent'", NULL));
  g_assert_true (crm_sync_file_write_cursor (world->a.connection, "everyone", &strange, FALSE, NULL));
  pull_client_whole (&world->a, &world->server, 1);
  assert_name (&world->a, "Anna");
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer"), ==, 1);
  g_assert_cmpint (count (&world->a, "SELECT sweeping FROM sync_scope WHERE scope = 'everyone'"), ==, 0);
}

/* Page by page, as many as are there at once; keys made for other settings are made anew. */
static CrmCursor
put_pages (CrmSyncInbox *inbox, Server *server, const CrmKeySettings *settings)
{
  CrmServerCaller caller = caller_of (2);
  char text[CRM_CURSOR_LENGTH_MAX];
  CrmCursor at = { 0 };
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GBytes) answer = crm_server_answer_changes (server->storage, &caller, "everyone", crm_cursor_format (&at, text), 1, SERVER_NOW, NULL);
      g_auto (CrmWirePage) page = { 0 };
      CrmCursor next;

      g_assert_true (crm_wire_page_read (answer, &page, NULL));
      more = page.trailer.more;
      next = page.next;
      crm_sync_inbox_add (inbox, crm_sync_pulled_new ("everyone", &at, &page, settings));
      at = next;
    }
  return at;
}

static void
test_pages_at_once (World *world, gconstpointer data)
{
  static const CrmId second = { { 1, 2, [15] = 2 } };
  static const CrmKeySettings settings = { .calling_code = "44", .han_first = TRUE };
  g_autoptr (CrmSyncInbox) inbox = crm_sync_inbox_new ();
  g_autoptr (CrmSyncPulled) done = NULL;
  gboolean sweeping;
  CrmCursor end, at;

  create_customer (&world->a, &anna, "李雷", 0);
  create_customer (&world->a, &second, "Second", 0);
  sync_client (&world->a, &world->server);
  end = put_pages (inbox, &world->server, &settings);
  g_assert_cmpuint (crm_sync_inbox_get_n (inbox), >=, 2);
  write_sync (&world->b, crm_sync_pulled_new_edit_of ("", inbox));
  g_assert_cmpuint (crm_sync_inbox_get_n (inbox), ==, 0);
  done = crm_sync_inbox_take_done (inbox);
  g_assert_nonnull (done);
  g_assert_true (crm_sync_file_read_cursor (world->b.connection, "everyone", &at, &sweeping, NULL));
  g_assert_cmpint (at.seq, ==, end.seq);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->b, "SELECT count(DISTINCT created_edit) FROM customer"), ==, 1);
  /* The key of a file in which Han characters stand first begins otherwise. */
  g_assert_cmpint (count (&world->b, "SELECT substr(name_key, 1, 1) = ':' FROM customer WHERE name <> 'Second'"), ==, 0);
}

/* A page that was asked for from elsewhere, or comes twice, changes nothing. */
static void
test_stale_page (World *world, gconstpointer data)
{
  CrmServerCaller caller = caller_of (2);
  g_autoptr (GBytes) answer = NULL;
  CrmCursor from = { 0 };

  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  answer = crm_server_answer_changes (world->server.storage, &caller, "everyone", NULL, 10, SERVER_NOW, NULL);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "newer"));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  for (int i = 0; i < 2; i++)
    {
      g_auto (CrmWirePage) page = { 0 };

      g_assert_true (crm_wire_page_read (answer, &page, NULL));
      write_sync (&world->b, crm_sync_pulled_new_edit ("", "everyone", &from, &page));
    }
  assert_name (&world->b, "newer");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
}

/* While its clock was ahead it won over what had come; set back it loses, and has that again. */
static void
test_set_back_loses (World *world, gconstpointer data)
{
  create_customer (&world->a, &anna, "Anna", 0);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  crm_clock_advance (world->a.clock, 3600 * (gint64)G_USEC_PER_SEC);
  crm_clock_advance (world->b.clock, 5 * G_USEC_PER_SEC);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "of a"));
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "of b"));
  sync_client (&world->b, &world->server);
  pull_client_whole (&world->a, &world->server, 10);
  assert_name (&world->a, "of a");
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_name (&world->a, "of b");
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
}

/* A move counts only for who has the record with a smaller number. */
static void
test_old_move (World *world, gconstpointer data)
{
  for (gint64 ahead = 0; ahead < 2; ahead++)
    {
      g_auto (CrmWirePage) page = { 0 };
      CrmCursor cursor;
      gboolean sweeping;

      if (ahead == 0)
        create_customer (&world->a, &anna, "Anna", 0);
      sync_client (&world->a, &world->server);
      g_assert_true (crm_sync_file_read_cursor (world->a.connection, "everyone", &cursor, &sweeping, NULL));
      crm_wire_page_init (&page);
      crm_wire_page_add_move (&page, count (&world->a, "SELECT seq FROM customer") + ahead, "customer", &anna);
      page.next = cursor;
      page.trailer.epoch = crm_connection_dup_setting (world->a.connection, CRM_SYNC_EPOCH, NULL);
      write_sync (&world->a, crm_sync_pulled_new_edit ("", "everyone", &cursor, &page));
      g_assert_cmpint (count (&world->a, "SELECT count(*) FROM customer"), ==, ahead == 0);
    }
}

/* As a version would have kept it that did not know customers' aliases, and one that did not know tags. */
static void
test_unpacked (World *world, gconstpointer data)
{
  static const char pack[] = "UPDATE customer SET alias = NULL, clocks = NULL, unknown = '{\"alias\":[\"Annie\",\"' || lower (hex (created_clock)) || '\"],\"shoe_size\":[42,\"' || lower (hex (created_clock)) || '\"]}';"
                             "INSERT INTO sync_raw SELECT 'tag', id, scope, seq, '\"tag\",\"01080000-0000-0000-0000-000000000001\",\"' || lower (hex (created_clock)) || '\",{\"name\":\"VIP\"},{}' FROM tag;"
                             "INSERT INTO sync_raw VALUES ('spaceship', x'01', 'everyone', 1, '\"spaceship\"'); DELETE FROM tag";
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  CrmId tag = id_of (8, 1);
  gboolean due;

  create_customer (&world->a, &anna, "Anna", 0);
  g_assert_true (set_client_text (&world->a, &crm_kind_customer, &anna, CRM_CUSTOMER_ALIAS, "Annie"));
  crm_change_set_text (crm_edit_create (edit, &crm_kind_tag, &tag), CRM_TAG_NAME, "VIP");
  g_assert_true (write_edit (&world->a, edit));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (crm_connection_execute (world->b.connection, pack, NULL));
  g_assert_true (crm_sync_unpack_is_due (world->b.connection, &due, NULL) && due);
  write_sync (&world->b, crm_sync_unpack_new (""));
  g_assert_true (crm_sync_unpack_is_due (world->b.connection, &due, NULL) && !due);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE alias = 'Annie' AND unknown LIKE '{\"shoe_size\"%' AND dirty = 0"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM tag WHERE name = 'VIP' AND seq > 0 AND scope = 'everyone' AND dirty = 0"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM sync_raw WHERE kind = 'spaceship'"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM sync_raw"), ==, 1);
  g_assert_cmpint (count_found (&world->b, "annie"), ==, 1);
  assert_same (&world->a, &world->b, &crm_kind_tag, &tag);
}

/* ── secrets ──────────────────────────────────────────────────────────────────────────────── */

#define TOKEN "abcdefghijklmnopqrstuvwxyz"

static gboolean
has_bytes (CrmConnection *connection, const char *text)
{
  Image image = take_image (connection);
  gboolean has = memmem (image.bytes, (gsize)image.length, text, strlen (text)) != NULL;

  clear_image (&image);
  return has;
}

/* In PostgreSQL what was taken away lies in the files until they are cleaned up; there rows alone are looked at. */
static gboolean
server_has (World *world, const char *text)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!is_on_postgres ())
    return has_bytes (crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (world->server.storage)), text);
  rows = read_from_database (world->server.storage, "SELECT state, '' FROM record UNION ALL SELECT coalesce(old, ''), coalesce(value, '') FROM audit UNION ALL SELECT key, value FROM item", NULL);
  for (guint i = 0; i < rows->len; i++)
    if (strstr (get_text (rows, i), text) != NULL)
      return TRUE;
  return FALSE;
}

/* Neither the server nor a colleague has a byte of it; by its hash both know the invitation. What a colleague changes leaves it where it is. */
static void
test_secret (World *world, gconstpointer data)
{
  static const CrmId survey = { { 24, 1, [15] = 1 } }, invitation = { { 29, 1, [15] = 1 } };
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *hash = crm_token_hash (TOKEN);
  CrmChange *change;

  crm_change_set_text (crm_edit_create (edit, &crm_kind_survey, &survey), CRM_SURVEY_TITLE, "After delivery");
  change = crm_edit_create (edit, &crm_kind_invitation, &invitation);
  crm_change_set_id (change, CRM_INVITATION_SURVEY, &survey);
  crm_change_set_text (change, CRM_INVITATION_TOKEN, TOKEN);
  g_assert_true (write_edit (&world->a, edit));
  g_assert_true (has_bytes (world->a.connection, TOKEN));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_invitation, &invitation, CRM_INVITATION_STATE, "sent"));
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
  g_assert_false (server_has (world, TOKEN));
  g_assert_false (has_bytes (world->b.connection, TOKEN));
  g_assert_true (server_has (world, hash) && has_bytes (world->b.connection, hash));
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM invitation WHERE token = '" TOKEN "' AND state = 'sent' AND dirty = 0"), ==, 1);
  assert_same (&world->a, &world->b, &crm_kind_invitation, &invitation);
  /* Another one is no history. */
  g_assert_true (set_client_text (&world->a, &crm_kind_invitation, &invitation, CRM_INVITATION_TOKEN, "zyxwvutsrqponmlkjihgfedcba"));
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM history WHERE field = 'token'"), ==, 0);
  g_assert_cmpint (count (&world->a, "SELECT count(*) FROM history WHERE field = 'token_hash'"), ==, 1);
}

/* What is typed in of an anonymous survey says in no file and nowhere on the server whose it is. */
static void
test_nobodys (World *world, gconstpointer data)
{
  static const CrmId survey = { { 24, 1, [15] = 1 } }, version = { { 25, 1, [15] = 1 } }, response = { { 30, 1, [15] = 1 } };
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON), *answer = crm_edit_new ("Answer", CRM_EDIT_ORIGIN_IMPORT);
  g_autoptr (CrmSyncRecord) state = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  CrmId author;
  CrmChange *change = crm_edit_create (edit, &crm_kind_survey, &survey);

  crm_change_set_text (change, CRM_SURVEY_TITLE, "After delivery");
  crm_change_set_integer (change, CRM_SURVEY_ANONYMOUS, 1);
  crm_change_set_id (crm_edit_create (edit, &crm_kind_survey_version, &version), CRM_SURVEY_VERSION_SURVEY, &survey);
  g_assert_true (write_edit (&world->a, edit));
  crm_edit_set_discreet (answer, TRUE);
  change = crm_edit_create (answer, &crm_kind_response, &response);
  crm_change_set_id (change, CRM_RESPONSE_SURVEY, &survey);
  crm_change_set_id (change, CRM_RESPONSE_VERSION, &version);
  crm_change_set_integer (change, CRM_RESPONSE_ANSWERED_AT, SERVER_NOW);
  g_assert_true (write_edit (&world->a, answer));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  assert_same (&world->a, &world->b, &crm_kind_response, &response);
  state = read_state (&world->b, &crm_kind_response, &response);
  g_assert_cmpuint (crm_hlc_get_node (&state->creation), ==, 0);
  g_assert_cmpint (crm_hlc_get_time (&state->creation) % (24 * 3600 * 1000), ==, 0);
  rows = read_from_database (world->server.storage, "SELECT author FROM record WHERE kind = 'response'", NULL);
  author = get_id (rows, 0);
  g_assert_true (crm_id_is_nil (&author));
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM response r JOIN edit e ON e.number = r.created_edit LEFT JOIN sync_author a ON a.edit = e.number AND a.id = r.id WHERE coalesce(a.user, e.user) = zeroblob(16)"), ==, 1);
}

/* ── erasing ──────────────────────────────────────────────────────────────────────────────── */

static const CrmId shared_person = { { 2, 1, [15] = 1 } }, own_person = { { 2, 1, [15] = 2 } }, other = { { 1, 1, [15] = 7 } };

static void
add_role (CrmEdit *edit, guint8 number, const CrmId *customer, const CrmId *person)
{
  CrmId id = id_of (3, number);
  CrmChange *role = crm_edit_create (edit, &crm_kind_role, &id);

  crm_change_set_id (role, CRM_ROLE_CUSTOMER, customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, person);
}

static void
create_whole (Client *client)
{
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  CrmId phone = id_of (4, 1);
  CrmChange *change;

  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, &anna), CRM_CUSTOMER_NAME, "Zyxwolf");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, &other), CRM_CUSTOMER_NAME, "Harbour");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_person, &own_person), CRM_PERSON_NAME, "Qqwalter");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_person, &shared_person), CRM_PERSON_NAME, "Sharon");
  add_role (edit, 1, &anna, &own_person);
  add_role (edit, 2, &anna, &shared_person);
  add_role (edit, 3, &other, &shared_person);
  change = crm_edit_create (edit, &crm_kind_contact_point, &phone);
  crm_change_set_id (change, CRM_CONTACT_POINT_PERSON, &own_person);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "email");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, "zyxmail@example.com");
  change = crm_edit_create (edit, &crm_kind_interaction, &call);
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &anna);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, SERVER_NOW);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, "spoke of zyxtext at length");
  g_assert_true (write_edit (client, edit));
  g_assert_true (set_client_text (client, &crm_kind_customer, &anna, CRM_CUSTOMER_NAME, "Zyxwolfe"));
  g_assert_true (set_client_text (client, &crm_kind_customer, &anna, CRM_CUSTOMER_ALIAS, "Zyxalias"));
}

static const char *const secrets[] = { "Zyxwolf", "zyxwolf", "Qqwalter", "qqwalter", "zyxmail", "zyxtext", "Zyxalias", "zyxalias" };

static void
assert_forgotten (CrmConnection *connection, const char *who)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (has_bytes (connection, secrets[i]))
      g_error ("%s still has “%s”", who, secrets[i]);
}

static void
assert_server_forgot (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (server_has (world, secrets[i]))
      g_error ("the server still has “%s”", secrets[i]);
}

static void
erase (Client *client)
{
  g_assert_true (write_edit (client, crm_customer_new_erasure (&anna)));
}

/* Nothing is left with anybody: neither in rows nor in history, search, audit, or where they lay. Who is somebody else's, too, stays. */
static void
test_erased (World *world, gconstpointer data)
{

  g_assert_cmpint (count (&world->c, "PRAGMA secure_delete"), ==, 1);
  create_whole (&world->a);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  g_assert_true (set_client_text (&world->b, &crm_kind_customer, &anna, CRM_CUSTOMER_NOTE, "of zyxtext, not sent yet"));
  sync_client (&world->c, &world->server);
  erase (&world->c);
  assert_forgotten (world->c.connection, "the file that erased");
  assert_derived (&world->c);
  sync_client (&world->c, &world->server);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->c, &world->server);
  assert_server_forgot (world);
  assert_forgotten (world->a.connection, "who wrote it");
  assert_forgotten (world->b.connection, "who changed it meanwhile");
  assert_derived (&world->a);
  assert_derived (&world->b);
  for (guint i = 0; i < 3; i++)
    {
      Client *client = i == 0 ? &world->a : i == 1 ? &world->b
                                                   : &world->c;

      g_assert_cmpint (count (client, "SELECT count(*) FROM customer WHERE name = 'Harbour' AND deleted = 0"), ==, 1);
      g_assert_cmpint (count (client, "SELECT count(*) FROM person WHERE name = 'Sharon' AND deleted = 0"), ==, 1);
      g_assert_cmpint (count (client, "SELECT count(*) FROM customer WHERE deleted = 1 AND dirty = 0"), ==, 1);
      g_assert_cmpint (count (client, "SELECT count(*) FROM history WHERE field = 'erased'"), >=, 4);
      g_assert_cmpint (count_found (client, "zyxwolfe"), ==, 0);
      assert_same (client, &world->a, &crm_kind_customer, &anna);
      assert_same (client, &world->a, &crm_kind_interaction, &call);
    }
}

/* What somebody wrote of the customer while offline comes to a grave. */
static void
test_erased_meanwhile (World *world, gconstpointer data)
{
  CrmId late = id_of (6, 9);

  create_whole (&world->a);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->c, &world->server);
  create_call (&world->b, &late, &anna, "zyxtext again");
  erase (&world->c);
  sync_client (&world->c, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->c, &world->server);
  assert_forgotten (world->b.connection, "who was offline");
  assert_forgotten (world->c.connection, "who erased");
  assert_server_forgot (world);
  assert_same (&world->b, &world->c, &crm_kind_interaction, &late);
}

/* ── the server's upkeep ──────────────────────────────────────────────────────────────────── */

#define BYTES_HASH "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"

/* As the server does once a day. */
static void
keep_up (World *world, const char *blobs, gint64 days)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (SERVER_NOW + days * G_TIME_SPAN_DAY, "UTC");
  CrmServerRequest request = { .method = g_strdup ("POST"), .path = g_strdup ("/upkeep"), .is_local = TRUE };
  g_autoptr (CrmServerExchange) exchange = NULL;
  CrmServerHouse house;

  crm_server_house_init (&house, clock, blobs);
  exchange = crm_server_exchange_new (&house, &request);
  while (exchange->stage != CRM_SERVER_STAGE_DONE)
    crm_server_exchange_step (exchange, world->server.storage);
  g_assert_cmpuint (exchange->reply.status, ==, 204);
  crm_server_house_clear (&house);
}

/* Bytes that were brought an age ago. */
static char *
bring_bytes (World *world, const char *blobs)
{
  g_autofree char *workspace = crm_id_to_string (&workspace_id);
  g_autofree char *folder = g_build_filename (blobs, workspace, "b9", NULL);
  char *path = g_build_filename (folder, BYTES_HASH, NULL);
  const CrmId user = id_of (200, 1);
  struct utimbuf old = { 1000000000, 1000000000 };
  CrmServerWorkspace state;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, "hello world", -1, NULL));
  g_assert_no_errno (g_utime (path, &old));
  g_assert_true (crm_server_storage_begin (world->server.storage, &workspace_id, TRUE, &state, NULL));
  g_assert_true (crm_server_storage_write_blob_owner (world->server.storage, BYTES_HASH, &user, NULL));
  g_assert_true (crm_server_storage_commit (world->server.storage, &state, 0, NULL));
  return path;
}

static void
remove_folders (const char *path, const char *last)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_rmdir (folder);
  if (strcmp (folder, last) != 0)
    remove_folders (folder, last);
}

static void
delete_anna (Client *client)
{
  CrmEdit *edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_customer, &anna);
  g_assert_true (write_edit (client, edit));
}

/* What was deleted is there for 180 days, for whoever wants it back, and then nowhere. So are the files that hung on it. */
static void
test_old_graves (World *world, gconstpointer data)
{
  g_autofree char *blobs = g_dir_make_tmp ("clientele-blobs-XXXXXX", NULL);
  CrmEdit *edit = crm_edit_new ("New", CRM_EDIT_ORIGIN_PERSON);
  const CrmId file = id_of (9, 1);
  g_autofree char *path = bring_bytes (world, blobs);
  CrmChange *change;

  create_whole (&world->a);
  change = crm_edit_create (edit, &crm_kind_attachment, &file);
  crm_change_set_id (change, CRM_ATTACHMENT_CUSTOMER, &anna);
  crm_change_set_text (change, CRM_ATTACHMENT_NAME, "zyxtext.txt");
  crm_change_set_text (change, CRM_ATTACHMENT_HASH, BYTES_HASH);
  crm_change_set_integer (change, CRM_ATTACHMENT_SIZE, 11);
  g_assert_true (write_edit (&world->a, edit));
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  keep_up (world, blobs, 1000);
  g_assert_true (server_has (world, "Zyxwolfe"));
  delete_anna (&world->b);
  sync_client (&world->b, &world->server);
  keep_up (world, blobs, 179);
  g_assert_true (server_has (world, "Zyxwolfe"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  keep_up (world, blobs, 181);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->c, &world->server);
  assert_server_forgot (world);
  assert_forgotten (world->a.connection, "who wrote it");
  assert_forgotten (world->b.connection, "who deleted it");
  assert_derived (&world->a);
  assert_same (&world->a, &world->c, &crm_kind_customer, &anna);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE name = 'Harbour' AND deleted = 0"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM person WHERE name = 'Sharon' AND deleted = 0"), ==, 1);
  keep_up (world, blobs, 182);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  remove_folders (path, blobs);
}

/* It is for managers: what somebody else erased comes back, and is on the list. */
static void
test_erased_without_right (World *world, gconstpointer data)
{
  create_whole (&world->a);
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  erase (&world->b);
  sync_client (&world->b, &world->server);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM customer WHERE name = 'Zyxwolfe' AND deleted = 0 AND dirty = 0"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM interaction WHERE text LIKE '%zyxtext%' AND deleted = 0"), ==, 1);
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM sync_unsaved WHERE reason = 'permission'"), >, 0);
  assert_same (&world->a, &world->b, &crm_kind_customer, &anna);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, sharing, function) g_test_add (path, World, GINT_TO_POINTER (CRM_SERVER_SHARING_##sharing), set_up, function, tear_down)
  ADD ("/sync/file/what-is-pushed-arrives-ready-to-search", EVERYONE, test_arrives);
  ADD ("/sync/file/fields-merge-and-stand-in-history", EVERYONE, test_merges);
  ADD ("/sync/file/loser-is-still-told-to-the-server", EVERYONE, test_late);
  ADD ("/sync/file/change-wins-over-what-it-changed", EVERYONE, test_causality);
  ADD ("/sync/file/clock-far-ahead-is-set-back", EVERYONE, test_far_ahead);
  ADD ("/sync/file/clock-set-back-loses-to-what-it-had-won-over", EVERYONE, test_set_back_loses);
  ADD ("/sync/file/acknowledgement-leaves-what-changed-since", EVERYONE, test_acknowledged_late);
  ADD ("/sync/file/what-was-sent-is-not-fetched", EVERYONE, test_sent_is_in_place);
  ADD ("/sync/file/what-was-sent-after-others-is-fetched-with-theirs", EVERYONE, test_sent_after_others);
  ADD ("/sync/file/customer-that-comes-after-a-call-knows-of-it", EVERYONE, test_child_before_parent);
  ADD ("/sync/file/deletions-go-last", EVERYONE, test_deletions_last);
  ADD ("/sync/file/what-this-version-cannot-use-is-kept", EVERYONE, test_kept_raw);
  ADD ("/sync/file/what-was-kept-is-taken-out-by-who-knows-it", EVERYONE, test_unpacked);
  ADD ("/sync/file/what-moves-away-leaves-no-trace", TEAM, test_moves_away);
  ADD ("/sync/file/move-of-before-changes-nothing", EVERYONE, test_old_move);
  ADD ("/sync/file/what-comes-back-is-there", TEAM, test_comes_back);
  ADD ("/sync/file/refused-edit-goes-back-and-is-listed", TEAM, test_refused);
  ADD ("/sync/file/revoked-scope-leaves-no-trace", TEAM, test_revoked);
  ADD ("/sync/file/what-devices-make-alike-is-one", EVERYONE, test_made_alike);
  ADD ("/sync/file/restored-server-gets-back-what-it-lost", EVERYONE, test_epoch);
  ADD ("/sync/file/unknown-cursor-sweeps", EVERYONE, test_reconcile);
  ADD ("/sync/file/secrets-stay-where-they-were-made", EVERYONE, test_secret);
  ADD ("/sync/file/anonymous-answers-are-nobodys", EVERYONE, test_nobodys);
  ADD ("/sync/file/what-is-erased-is-nowhere", EVERYONE, test_erased);
  ADD ("/sync/file/what-comes-late-to-what-was-erased-goes-too", EVERYONE, test_erased_meanwhile);
  ADD ("/sync/file/what-was-deleted-long-ago-goes", EVERYONE, test_old_graves);
  ADD ("/sync/file/erasing-without-the-right-comes-back", EVERYONE, test_erased_without_right);
  ADD ("/sync/file/stale-page-changes-nothing", EVERYONE, test_stale_page);
  ADD ("/sync/file/pages-that-wait-are-written-at-once", EVERYONE, test_pages_at_once);
  return g_test_run ();
}
