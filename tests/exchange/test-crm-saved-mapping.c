/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings saved in the file: found by their columns, taken up again, renamed, deleted, brought back. */

#include "core/exchange/crm-saved-mapping.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/exchange/import-fixture.h"

#define TEXT    "Firma,Rufnummer,Bemerkung\nHafen,+49 30 901820,x\n"
#define TURNED  "Bemerkung,Firma,Rufnummer\ny,Ufer,+49 30 901821\n"
#define ANOTHER "Firma,Rufnummer\nHafen,+49 30 901820\n"

static GPtrArray *
load (Fixture *fixture)
{
  return await_boxed (crm_saved_mapping_load (fixture->store));
}

static CrmImportSource *
open_text (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = import_write_file (fixture, name, text);

  return import_open (path);
}

static CrmColumnMeaning *
get_meaning (CrmImportSource *source, guint column)
{
  return &g_array_index (source->mapping->columns, CrmImportColumn, column).meaning;
}

static void
save (Fixture *fixture, const CrmId *id, const char *name, CrmImportMapping *mapping)
{
  crm_edit_result_free (await_boxed (crm_saved_mapping_save (fixture->store, id, name, mapping)));
}

static void
test_found_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_text (fixture, "a.csv", TEXT);
  g_autoptr (CrmImportSource) turned = open_text (fixture, "b.csv", TURNED);
  g_autoptr (CrmImportSource) another = open_text (fixture, "c.csv", ANOTHER);
  g_autoptr (GPtrArray) list = NULL;
  const CrmSavedMapping *saved;

  g_assert_true (crm_column_meaning_parse ("occupation", get_meaning (source, 2)) || crm_column_meaning_parse ("customer.occupation", get_meaning (source, 2)));
  source->mapping->update = CRM_IMPORT_FILL;
  save (fixture, NULL, "Messe", source->mapping);
  close_store (fixture);
  open_store (fixture);
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 1);
  saved = crm_saved_mapping_find (list, turned->mapping);
  g_assert_nonnull (saved);
  g_assert_cmpstr (saved->name, ==, "Messe");
  g_assert_null (crm_saved_mapping_find (list, another->mapping));
  crm_import_mapping_apply (turned->mapping, saved->mapping);
  g_assert_true (crm_column_meaning_equal (get_meaning (turned, 0), get_meaning (source, 2)));
  g_assert_cmpint (turned->mapping->update, ==, CRM_IMPORT_FILL);
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_text (fixture, "a.csv", TEXT);
  g_autoptr (GPtrArray) list = NULL;

  save (fixture, NULL, "Zuerst", source->mapping);
  crm_clock_advance (fixture->clock, G_USEC_PER_SEC);
  save (fixture, NULL, "Danach", source->mapping);
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((CrmSavedMapping *)list->pdata[0])->name, ==, "Danach");
  g_assert_cmpstr (crm_saved_mapping_find (list, source->mapping)->name, ==, "Danach");
  g_assert_true (crm_saved_mapping_find_by_name (list, "ZUERST") == list->pdata[1]);
  g_assert_null (crm_saved_mapping_find_by_name (list, "Zuers"));
}

static void
test_changed_and_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_text (fixture, "a.csv", TEXT);
  g_autoptr (GPtrArray) list = NULL;
  const CrmSavedMapping *saved;
  CrmId id;

  save (fixture, NULL, "Messe", source->mapping);
  list = load (fixture);
  saved = list->pdata[0];
  id = saved->id;
  source->mapping->match = CRM_IMPORT_MATCH_NAME;
  save (fixture, &id, "Messe", source->mapping);
  crm_edit_result_free (await_boxed (crm_saved_mapping_rename (fixture->store, &id, "Messe 2026 “Süd”")));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 1);
  saved = list->pdata[0];
  g_assert_cmpstr (saved->name, ==, "Messe 2026 “Süd”");
  g_assert_cmpuint (saved->mapping->match, ==, CRM_IMPORT_MATCH_NAME);
  crm_edit_result_free (await_boxed (crm_saved_mapping_delete (fixture->store, saved)));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((CrmSavedMapping *)list->pdata[0])->name, ==, "Messe 2026 “Süd”");
}

/* As a newer version, or something else, may have left them there. */
static void
test_unreadable_are_left_out (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "null", "{", "[]", "{\"clientele-mapping\":99}", "{\"clientele-mapping\":1,\"columns\":[{\"name\":\"a\",\"to\":\"nowhere\"}]}" };
  g_autoptr (CrmImportSource) source = open_text (fixture, "a.csv", TEXT);
  g_autoptr (GPtrArray) list = NULL;

  save (fixture, NULL, "Good", source->mapping);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Damage", CRM_EDIT_ORIGIN_PERSON);
      CrmChange *change = crm_edit_create (edit, &crm_kind_saved_mapping, NULL);

      crm_change_set_text (change, CRM_SAVED_MAPPING_NAME, "Bad");
      crm_change_set_text (change, CRM_SAVED_MAPPING_KEY, "x");
      crm_change_set_text (change, CRM_SAVED_MAPPING_CONTENT, contents[i]);
      crm_edit_result_free (apply (fixture, edit));
    }
  list = load (fixture);
  g_assert_cmpuint (list->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/exchange/saved-mapping/found-again-by-its-columns", Fixture, NULL, set_up, test_found_again, tear_down);
  g_test_add ("/exchange/saved-mapping/the-newest-is-taken", Fixture, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/exchange/saved-mapping/changed-and-undone", Fixture, NULL, set_up, test_changed_and_undone, tear_down);
  g_test_add ("/exchange/saved-mapping/unreadable-are-left-out", Fixture, NULL, set_up, test_unreadable_are_left_out, tear_down);
  return g_test_run ();
}
