/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sample file of tests/data becomes the records written down for it; imported twice it changes nothing; one undo takes it back. */

#include "tests/exchange/import-fixture.h"

#include <string.h>

static void
append_mapping (GString *text, const CrmImportSource *source)
{
  g_string_append_printf (text, "program %s\n", source->mapping->program != NULL ? source->mapping->program : "-");
  for (guint i = 0; i < source->n_columns; i++)
    {
      const CrmImportColumn *column = &g_array_index (source->mapping->columns, CrmImportColumn, i);
      g_autofree char *meaning = crm_column_meaning_to_text (&column->meaning);

      g_string_append_printf (text, "column %s → %s\n", column->name, meaning);
    }
}

static void
compare (const char *found, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "imported", file, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  /* To write the files anew after a change that was meant; read the difference before it is committed. */
  if (g_getenv ("CLIENTELE_WRITE_EXPECTED") != NULL)
    {
      g_file_set_contents (path, found, -1, &error);
      g_assert_no_error (error);
    }
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  const char *path = data;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (CrmImportSource) source = import_open (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CrmImportReport) rehearsed = import_run (fixture, source, TRUE);
  g_autoptr (CrmImportReport) report = import_run (fixture, source, FALSE);
  g_autofree char *expected = import_describe_report (rehearsed), *found = import_describe_report (report), *store = import_describe_store (fixture);
  g_autofree char *store_again = NULL;
  g_autoptr (CrmImportReport) again = NULL;
  g_auto (GStrv) problems = NULL;

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (report->n_read, ==, source->n_rows);
  append_mapping (text, source);
  g_string_append (text, found);
  g_string_append (text, store);
  compare (text->str, name);

  again = import_run (fixture, source, FALSE);
  import_assert_counts (again, 0, 0, (guint)(report->n_created + report->n_updated + report->n_unchanged), (guint)report->n_skipped, report->faults->len);
  g_assert_cmpint (again->edit, ==, 0);
  store_again = import_describe_store (fixture);
  g_assert_cmpstr (store_again, ==, store);

  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpstr (problems[0], ==, NULL);

  if (report->edit == 0)
    return;
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (import_count (fixture, "SELECT (SELECT count(*) FROM customer WHERE deleted = 0) + (SELECT count(*) FROM contact_point WHERE deleted = 0) + (SELECT count(*) FROM user WHERE deleted = 0)"), ==, 0);
}

static guint
add_folder (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/import/samples/%s/%s", folder, name);
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_test_add (test, Fixture, g_intern_string (file), set_up, test_sample, tear_down);
      n++;
    }
  return n;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_assert_cmpuint (add_folder ("csv"), >=, 29);
  g_assert_cmpuint (add_folder ("vcard"), >=, 5);
  g_assert_cmpuint (add_folder ("xlsx"), >=, 5);
  return g_test_run ();
}
