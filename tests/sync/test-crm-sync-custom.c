/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of custom fields that two people set at once meet by the type of the field: through the real writer and the real server. */

#include "client-fixture.h"
#include "core/customers/crm-custom-field.h"
#include "core/duplicates/crm-customer-merge.h"
#include "core/schema/crm-schema-workspace.h"

typedef struct
{
  Server server;
  Client a, b;
  CrmCustomField *field;
} World;

static const CrmId anna = { { 1, 1, [15] = 1 } }, bert = { { 1, 1, [15] = 2 } }, carl = { { 1, 1, [15] = 3 } };

static void
sync_both (World *world)
{
  sync_client (&world->a, &world->server);
  sync_client (&world->b, &world->server);
  sync_client (&world->a, &world->server);
}

/* Both have three customers and a custom field of the type that is told, which nobody has a value of. */
static void
set_up (World *world, gconstpointer type)
{
  static const char *const names[] = { "Anna", "Bert", "Carl" };
  const CrmId *const ids[] = { &anna, &bert, &carl };
  CrmEdit *edit = crm_edit_new ("Begin", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;
  CrmId field;

  open_server (&world->server, ":memory:", CRM_SERVER_SHARING_EVERYONE);
  open_client (&world->a, 1, 0xa1);
  open_client (&world->b, 2, 0xb2);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, ids[i]), CRM_CUSTOMER_NAME, names[i]);
  field = crm_custom_field_create (edit, "Own", type, g_str_has_prefix (type, "choice") ? "blue\ndark blue\nblue green" : NULL, NULL)->id;
  g_assert_true (write_edit (&world->a, edit));
  sync_both (world);
  record = crm_connection_read_record (world->b.connection, &crm_kind_custom_field, &field, NULL);
  world->field = crm_custom_field_new (record);
  g_assert_nonnull (world->field);
  crm_clock_advance (world->a.clock, 1000000);
  crm_clock_advance (world->b.clock, 2000000);
}

static void
tear_down (World *world, gconstpointer type)
{
  g_clear_pointer (&world->field, crm_custom_field_unref);
  close_client (&world->a);
  close_client (&world->b);
  g_clear_object (&world->server.storage);
}

static CrmRecord *
find_value (World *world, Client *client)
{
  g_autoptr (GPtrArray) values = crm_custom_values_read (client->connection, &anna, NULL);
  CrmRecord *value = crm_custom_field_find_value (world->field, values);

  return value != NULL ? crm_record_ref (value) : NULL;
}

static void
set_value (World *world, Client *client, CrmValue value)
{
  CrmEdit *edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) before = find_value (world, client);

  crm_custom_field_set_value (world->field, edit, &anna, before, value);
  g_assert_true (write_edit (client, edit));
}

static void
set_text (World *world, Client *client, const char *text)
{
  set_value (world, client, crm_value_text (text));
}

/* Both have it, nothing waits, and nothing is remembered of what it was made of. */
static void
assert_text (World *world, const char *text)
{
  Client *clients[] = { &world->a, &world->b };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (CrmRecord) value = find_value (world, clients[i]);

      g_assert_nonnull (value);
      g_assert_cmpstr (crm_record_get_text (value, CRM_CUSTOM_VALUE_TEXT), ==, text);
      g_assert_cmpint (count (clients[i], "SELECT count(*) FROM custom_value WHERE dirty <> 0"), ==, 0);
      g_assert_cmpint (count (clients[i], "SELECT count(*) FROM sync_base"), ==, 0);
    }
}

/* Of one line, whoever sends it first. */
static void
test_first (World *world, gconstpointer type)
{
  set_text (world, &world->a, "red");
  set_text (world, &world->b, "green");
  sync_both (world);
  assert_text (world, "green");
}

/* Words that one choice shares with another make no third one of them. */
static void
test_newer_stays (World *world, gconstpointer type)
{
  set_text (world, &world->a, "blue");
  sync_both (world);
  crm_clock_advance (world->a.clock, 10000000);
  set_text (world, &world->a, "dark blue");
  set_text (world, &world->b, "blue green");
  sync_both (world);
  assert_text (world, "dark blue");
  g_assert_cmpint (count (&world->b, "SELECT count(*) FROM history WHERE field = 'text' AND 'blue green' IN (old, new)"), >, 0);
}

/* What a sends is read by b before it sends its own. */
static void
meet_at_b (World *world, const char *of_a, const char *of_b)
{
  set_text (world, &world->a, of_a);
  set_text (world, &world->b, of_b);
  sync_client (&world->a, &world->server);
  pull_client_whole (&world->b, &world->server, 10);
  sync_both (world);
}

/* Where there was no value yet, there is nothing to say who added what: the newer stays. */
static void
test_choices_first (World *world, gconstpointer type)
{
  meet_at_b (world, "red\nblue", "green\nred");
  assert_text (world, "green\nred");
}

/* What one took away is gone, what both added stays. */
static void
test_choices_later (World *world, gconstpointer type)
{
  set_text (world, &world->a, "red\nblue");
  sync_both (world);
  meet_at_b (world, "blue\nwhite", "red\nblue\ngreen");
  assert_text (world, "blue\nwhite\ngreen");
}

static void
test_prose (World *world, gconstpointer type)
{
  set_text (world, &world->a, "first\nlast");
  sync_both (world);
  set_text (world, &world->a, "first\nof a\nlast");
  set_text (world, &world->b, "first\nlast, said b");
  sync_both (world);
  assert_text (world, "first\nof a\nlast, said b");
}

static void
assert_other (World *world, const CrmId *other)
{
  Client *clients[] = { &world->a, &world->b };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (CrmRecord) value = find_value (world, clients[i]);

      g_assert_nonnull (value);
      g_assert_true (crm_id_equal (crm_record_get_id (value, CRM_CUSTOM_VALUE_OTHER), other));
    }
}

static void
test_reference (World *world, gconstpointer type)
{
  set_value (world, &world->a, crm_value_id (&bert));
  set_value (world, &world->b, crm_value_id (&carl));
  sync_both (world);
  assert_other (world, &carl);
}

/* It goes on naming the customer, who may be restored: everybody has the same. */
static void
test_reference_to_deleted (World *world, gconstpointer type)
{
  CrmEdit *edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) gone = NULL;

  crm_edit_delete (edit, &crm_kind_customer, &bert);
  g_assert_true (write_edit (&world->a, edit));
  set_value (world, &world->b, crm_value_id (&bert));
  sync_both (world);
  assert_other (world, &bert);
  gone = crm_connection_read_record (world->b.connection, &crm_kind_customer, &bert, NULL);
  g_assert_true (gone->deleted);
}

static void
gather (Client *client)
{
  g_autoptr (GError) error = NULL;
  CrmEdit *edit = crm_customer_merge_new_gathering (client->connection, &error);

  g_assert_no_error (error);
  if (edit != NULL)
    g_assert_true (write_edit (client, edit));
}

/* Whoever is merged into another is that other wherever somebody named them, before or after they knew. */
static void
test_reference_to_merged (World *world, gconstpointer type)
{
  g_autoptr (CrmRecord) kept = crm_connection_read_record (world->a.connection, &crm_kind_customer, &carl, NULL);
  g_autoptr (CrmRecord) merged = crm_connection_read_record (world->a.connection, &crm_kind_customer, &bert, NULL);

  g_assert_true (write_edit (&world->a, crm_customer_merge_new (kept, merged, NULL)));
  set_value (world, &world->b, crm_value_id (&bert));
  sync_both (world);
  gather (&world->a);
  gather (&world->b);
  sync_both (world);
  assert_other (world, &carl);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, type, function) g_test_add ("/sync/custom/" path, World, type, set_up, function, tear_down)
  ADD ("one-choice-is-one", "choice", test_first);
  ADD ("one-line-is-one", "text", test_first);
  ADD ("newer-choice-stays-and-the-other-is-on-record", "choice", test_newer_stays);
  ADD ("choices-set-first-by-both-are-of-one", "choices", test_choices_first);
  ADD ("choices-added-and-taken-away", "choices", test_choices_later);
  ADD ("long-texts-are-merged", "long-text", test_prose);
  ADD ("one-reference-is-one", "customer", test_reference);
  ADD ("reference-to-a-customer-deleted-elsewhere", "customer", test_reference_to_deleted);
  ADD ("reference-to-a-customer-merged-elsewhere", "customer", test_reference_to_merged);
  return g_test_run ();
}
