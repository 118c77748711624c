/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sample file of tests/data reads to the rows written down for it. */

#include "table-fixture.h"

static void
test_sample (gconstpointer data)
{
  const char *path = data;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *file = g_strconcat (name, ".txt", NULL);
  g_autofree char *expected_path = g_test_build_filename (G_TEST_DIST, "data", "expected", file, NULL);
  g_autofree char *expected = NULL, *found = NULL;
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  reader = crm_table_reader_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  found = fixture_describe (reader);
  g_assert_cmpstr (found, ==, expected);
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
      g_autofree char *test = g_strdup_printf ("/exchange/samples/%s/%s", folder, name);

      g_test_add_data_func_full (test, g_build_filename (path, name, NULL), test_sample, g_free);
      n++;
    }
  return n;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpuint (add_folder ("csv"), >=, 29);
  g_assert_cmpuint (add_folder ("vcard"), >=, 5);
  g_assert_cmpuint (add_folder ("xlsx"), >=, 5);
  return g_test_run ();
}
