/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deriving anew: ready at once in a small file, beside the work in a large one, and gone on with after an end. */

#include "core/store/crm-search-index.h"
#include "tests/store/store-fixture.h"

/* More than a program derives before its file opens. */
#define N_MANY 20000

static void
make_many (Fixture *fixture, guint n)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Many", CRM_EDIT_ORIGIN_PERSON);

  for (guint i = 0; i < n; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
      g_autofree char *name = g_strdup_printf ("Harbour %u 有限公司", i);

      crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
    }
  crm_edit_result_free (apply (fixture, edit));
}

/* As another version left it: keys, facts and documents that are not what this one makes. */
static void
make_stale (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmConnection) connection = NULL;

  close_store (fixture);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_GUEST, &error);
  g_assert_no_error (error);
  crm_connection_execute (connection, "DELETE FROM search_customer; UPDATE customer SET name_key = 'z'; UPDATE file SET value = '1' WHERE name = 'text-key-version'", &error);
  g_assert_no_error (error);
}

static char *
read_place (Fixture *fixture)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (fixture->path, CRM_CONNECTION_READER, NULL);

  return crm_connection_dup_setting (connection, "rebuild", NULL);
}

static void
wait_until_rebuilt (Fixture *fixture)
{
  while (crm_store_get_rebuilt (fixture->store) < 100)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_sound (Fixture *fixture)
{
  g_auto (GStrv) problems = await_boxed (crm_store_check (fixture->store));

  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

static void
test_small (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = NULL;

  make_many (fixture, 5);
  make_stale (fixture);
  open_store (fixture);
  g_assert_cmpint (crm_store_get_rebuilt (fixture->store), ==, 100);
  g_assert_cmpuint (count_found (fixture, "harbour"), ==, 5);
  g_assert_cmpuint (count_found (fixture, "youxian"), ==, 5);
  assert_sound (fixture);
  close_store (fixture);
  place = read_place (fixture);
  g_assert_cmpstr (place, ==, "");
  open_store (fixture);
}

/* While it goes on, edits are written, found at once, and undone; closed in the middle, it is gone on with. */
static void
test_beside_the_work (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = NULL;

  make_many (fixture, N_MANY);
  make_stale (fixture);
  open_store (fixture);
  if (crm_store_get_rebuilt (fixture->store) == 100)
    {
      g_test_skip ("derived before the file opened");
      return;
    }
  make_customer (fixture, "Lantern Tea House");
  g_assert_cmpint (crm_store_get_rebuilt (fixture->store), <, 100);
  g_assert_cmpuint (count_found (fixture, "lantern"), ==, 1);
  await_ok (crm_store_undo (fixture->store, NULL));
  g_assert_cmpuint (count_found (fixture, "lantern"), ==, 0);
  close_store (fixture);
  place = read_place (fixture);
  g_assert_cmpstr (place, !=, "0 0");
  open_store (fixture);
  wait_until_rebuilt (fixture);
  g_assert_cmpuint (count_found (fixture, "harbour"), ==, N_MANY);
  assert_sound (fixture);
}

static DexFuture *
note_order (DexFuture *future, gpointer order)
{
  g_string_append_c (order, dex_future_get_value (future, NULL) != NULL ? '+' : '-');
  return dex_ref (future);
}

/* An edit asked for after it is written before all is derived. */
static void
test_setting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (DexFuture) setting = NULL;
  g_autoptr (DexFuture) editing = NULL;

  make_many (fixture, N_MANY / 5);
  setting = dex_future_finally (crm_store_set_setting (fixture->store, "han-first", "1"), note_order, order, NULL);
  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Lantern Tea House");
  editing = dex_future_finally (crm_store_apply (fixture->store, edit, NULL), note_order, order, NULL);
  while (order->len < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dex_future_is_resolved (editing));
  g_assert_true (dex_future_is_pending (setting));
  while (order->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (order->str, ==, "++");
  assert_sound (fixture);
}

/* A document of nobody, as damage leaves it, is found by the check and by nobody else. */
static void
test_check_prunes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  make_many (fixture, 3);
  close_store (fixture);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_GUEST, &error);
  g_assert_no_error (error);
  crm_connection_execute (connection, "INSERT INTO search_customer (rowid, text) VALUES (900, 'nobody'); INSERT INTO search_text (rowid, text) VALUES ((2 << 48) + 900, 'nobody')", &error);
  g_assert_no_error (error);
  g_clear_pointer (&connection, crm_connection_close);
  open_store (fixture);
  assert_sound (fixture);
  close_store (fixture);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_READER, &error);
  {
    gint64 n = -1;

    crm_connection_read_integer (connection, "SELECT count(*) FROM search_customer_docsize WHERE id = 900", &n, &error);
    g_assert_no_error (error);
    g_assert_cmpint (n, ==, 0);
  }
  open_store (fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("/store/rebuild/a-small-file-is-ready-when-open", test_small);
  ADD ("/store/rebuild/goes-on-beside-the-work-and-after-an-end", test_beside_the_work);
  ADD ("/store/rebuild/edits-go-before-a-setting", test_setting);
  ADD ("/store/rebuild/check-removes-documents-of-nobody", test_check_prunes);
  return g_test_run ();
}
