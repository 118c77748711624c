/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bin. */

#include "tests/history/history-fixture.h"

typedef struct
{
  CrmKindId kind;
  const char *words;
  const CrmBinEntry *after;
  guint max;
} Asked;

static gpointer
read_bin (CrmConnection *connection, gpointer data, GError **error)
{
  Asked *asked = data;

  return crm_bin_read (connection, asked->kind, asked->words, asked->after, asked->max, error);
}

static gpointer
make_restore (CrmConnection *connection, gpointer data, GError **error)
{
  return crm_bin_new_restore (connection, data, "Restore", error);
}

static GPtrArray *
look (Fixture *fixture, CrmKindId kind, const char *words)
{
  Asked asked = { kind, words, NULL, 100 };

  return ask_store (fixture, read_bin, &asked);
}

static void
remove_record (Fixture *fixture, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, kind, id);
  crm_edit_result_free (apply (fixture, edit));
}

static CrmId
make_point (Fixture *fixture, const CrmId *customer, const char *value)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add phone", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  CrmId id = change->id;

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static gboolean
is_deleted (Fixture *fixture, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = find (fixture, kind, id);

  return record->deleted;
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak"), elm = make_customer (fixture, "Elm"), ash = make_customer (fixture, "Ash");
  g_autoptr (GPtrArray) none = look (fixture, CRM_KIND_NONE, NULL);
  g_autoptr (GPtrArray) all = NULL, people = NULL, words = NULL;
  const CrmBinEntry *first;

  g_assert_cmpuint (none->len, ==, 0);
  remove_record (fixture, &crm_kind_customer, &oak);
  remove_record (fixture, &crm_kind_customer, &elm);
  remove_record (fixture, &crm_kind_customer, &ash);
  await_ok (crm_store_undo (fixture->store, NULL));
  all = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  first = all->pdata[0];
  g_assert_cmpstr (first->title, ==, "Elm");
  g_assert_cmpstr (first->edit_title, ==, "Delete");
  g_assert_cmpint (first->at, ==, NOW);
  people = look (fixture, CRM_KIND_PERSON, NULL);
  g_assert_cmpuint (people->len, ==, 0);
  words = look (fixture, CRM_KIND_CUSTOMER, "OA");
  g_assert_cmpuint (words->len, ==, 1);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete all", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Asked asked = { CRM_KIND_NONE, NULL, NULL, 3 };
  g_autoptr (GPtrArray) page = NULL;

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %d", i);
      CrmId id = make_customer (fixture, name);

      crm_edit_delete (edit, &crm_kind_customer, &id);
    }
  crm_edit_result_free (apply (fixture, edit));
  do
    {
      g_autoptr (GPtrArray) before = g_steal_pointer (&page);

      asked.after = before != NULL ? before->pdata[before->len - 1] : NULL;
      page = ask_store (fixture, read_bin, &asked);
      for (guint i = 0; i < page->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (((CrmBinEntry *)page->pdata[i])->title)));
    }
  while (page->len == asked.max);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 10);
}

static void
test_undone_creation_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  make_customer (fixture, "Oak");
  await_ok (crm_store_undo (fixture->store, NULL));
  all = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_erased_is_not_there (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Erase", CRM_EDIT_ORIGIN_ERASURE);
  g_autoptr (GPtrArray) all = NULL;

  remove_record (fixture, &crm_kind_customer, &oak);
  crm_edit_erase (edit, &crm_kind_customer, &oak);
  crm_edit_result_free (apply (fixture, edit));
  all = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_what_went_along_comes_back (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak"), point = make_point (fixture, &oak, "13800138000"), elm = make_customer (fixture, "Elm");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete two", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) restore = NULL;
  g_autoptr (GPtrArray) all = NULL, one = NULL, after = NULL;

  crm_edit_delete (edit, &crm_kind_contact_point, &point);
  crm_edit_delete (edit, &crm_kind_customer, &oak);
  crm_edit_delete (edit, &crm_kind_customer, &elm);
  crm_edit_result_free (apply (fixture, edit));
  all = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  one = look (fixture, CRM_KIND_NONE, "oak");
  restore = ask_store (fixture, make_restore, one);
  crm_edit_result_free (apply (fixture, restore));
  g_assert_false (is_deleted (fixture, &crm_kind_customer, &oak));
  g_assert_false (is_deleted (fixture, &crm_kind_contact_point, &point));
  g_assert_true (is_deleted (fixture, &crm_kind_customer, &elm));
  await_ok (crm_store_undo (fixture->store, NULL));
  g_assert_true (is_deleted (fixture, &crm_kind_contact_point, &point));
  after = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (after->len, ==, 2);
}

static void
test_a_part_brings_its_whole (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak"), point = make_point (fixture, &oak, "13800138000");
  g_autoptr (CrmEdit) restore = NULL;
  g_autoptr (GPtrArray) points = NULL;
  const CrmBinEntry *entry;

  remove_record (fixture, &crm_kind_contact_point, &point);
  remove_record (fixture, &crm_kind_customer, &oak);
  points = look (fixture, CRM_KIND_CONTACT_POINT, NULL);
  g_assert_cmpuint (points->len, ==, 1);
  entry = points->pdata[0];
  g_assert_cmpstr (entry->whole, ==, "Oak");
  restore = ask_store (fixture, make_restore, points);
  crm_edit_result_free (apply (fixture, restore));
  g_assert_false (is_deleted (fixture, &crm_kind_customer, &oak));
  g_assert_false (is_deleted (fixture, &crm_kind_contact_point, &point));
}

static void
test_a_part_of_a_merged_customer_goes_to_who_it_is (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak"), elm = make_customer (fixture, "Elm"), point = make_point (fixture, &oak, "13800138000");
  g_autoptr (CrmEdit) merge = crm_edit_new ("Merge", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) restore = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CrmRecord) record = NULL;

  remove_record (fixture, &crm_kind_contact_point, &point);
  crm_change_set_id (crm_edit_update (merge, &crm_kind_customer, &oak), CRM_CUSTOMER_MERGED_INTO, &elm);
  crm_edit_delete (merge, &crm_kind_customer, &oak);
  crm_edit_result_free (apply (fixture, merge));
  all = look (fixture, CRM_KIND_NONE, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((CrmBinEntry *)all->pdata[0])->survivor, ==, "Elm");
  restore = ask_store (fixture, make_restore, all);
  crm_edit_result_free (apply (fixture, restore));
  g_assert_true (is_deleted (fixture, &crm_kind_customer, &oak));
  record = find (fixture, &crm_kind_contact_point, &point);
  g_assert_false (record->deleted);
  g_assert_true (crm_id_equal (crm_record_get_id (record, CRM_CONTACT_POINT_CUSTOMER), &elm));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/bin/lists-what-is-deleted", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/bin/pages-lose-nothing", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/bin/undone-creation-is-not-there", Fixture, NULL, set_up, test_undone_creation_is_not_there, tear_down);
  g_test_add ("/bin/erased-is-not-there", Fixture, NULL, set_up, test_erased_is_not_there, tear_down);
  g_test_add ("/bin/what-went-along-comes-back", Fixture, NULL, set_up, test_what_went_along_comes_back, tear_down);
  g_test_add ("/bin/a-part-brings-its-whole", Fixture, NULL, set_up, test_a_part_brings_its_whole, tear_down);
  g_test_add ("/bin/a-part-of-a-merged-customer-goes-to-who-it-is", Fixture, NULL, set_up, test_a_part_of_a_merged_customer_goes_to_who_it_is, tear_down);
  return g_test_run ();
}
