/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of files in the program's own folder. */

#include "core/store/crm-file-list.h"
#include "core/store/crm-file-location.h"
#include "tests/store/store-fixture.h"

static void
make_file (const char *path, const char *setting, const char *value)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOW, "UTC");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = crm_store_new (path, clock, &error);

  g_assert_no_error (error);
  if (setting != NULL)
    await_ok (crm_store_set_setting (store, setting, value));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const CrmFileEntry *
find_entry (GPtrArray *entries, const char *name)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((CrmFileEntry *)entries->pdata[i])->name, name))
      return entries->pdata[i];
  return NULL;
}

static void
test_list (void)
{
  g_autofree char *folder = crm_file_location_dup_folder (), *own = crm_file_location_dup_default (), *demo = crm_file_location_dup_demo ();
  g_autofree char *fair = crm_file_location_dup_named ("展会/../2026"), *team = crm_file_location_dup_named ("Team"), *damaged = crm_file_location_dup_named ("Damaged"), *notes = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *elsewhere = g_build_filename (g_get_user_cache_dir (), "elsewhere.clientele", NULL);
  g_autoptr (GPtrArray) none = crm_file_list_read (NULL), entries = NULL, more = NULL;
  g_autofree char *fair_folder = g_path_get_dirname (fair);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (fair_folder, ==, folder);
  g_mkdir_with_parents (folder, 0700);
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  make_file (own, "company", "Harbour & Sons");
  make_file (demo, "demo", "1");
  make_file (team, "sync-workspace-name", "North");
  make_file (fair, NULL, NULL);
  make_file (elsewhere, NULL, NULL);
  g_file_set_contents (damaged, "This is a letter.", -1, NULL);
  g_file_set_contents (notes, "no file of this program", -1, NULL);
  entries = crm_file_list_read (own);
  g_assert_cmpuint (entries->len, ==, 5);
  g_assert_cmpstr (find_entry (entries, "clientele")->company, ==, "Harbour & Sons");
  g_assert_true (find_entry (entries, "demo")->demo && !find_entry (entries, "clientele")->demo);
  g_assert_cmpstr (find_entry (entries, "Team")->team, ==, "North");
  g_assert_false (find_entry (entries, "Damaged")->readable);
  more = crm_file_list_read (elsewhere);
  g_assert_cmpuint (more->len, ==, 6);
  g_assert_true (find_entry (more, "elsewhere")->readable);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  g_test_add_func ("/file-list/says-what-each-holds", test_list);
  return g_test_run ();
}
