/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what a file says of itself, and of bringing a file to where a window can show it. */

#include "config.h"

#include "app/settings/crm-workspace.h"
#include "app/start/crm-opening.h"
#include "core/base/crm-error.h"
#include "core/store/crm-backup.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

/* What is still being read holds the store. */
static void
finish (Fixture *fixture, gconstpointer data)
{
  while (fixture->store != NULL && G_OBJECT (fixture->store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  tear_down (fixture, data);
}

static void
on_changed (CrmWorkspace *workspace, guint *n)
{
  (*n)++;
}

static CrmWorkspace *
load (Fixture *fixture)
{
  CrmWorkspace *workspace = crm_workspace_new (fixture->store);

  await_ok (crm_workspace_load (workspace));
  return workspace;
}

static void
test_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmWorkspace) workspace = NULL;
  g_auto (GValue) first = G_VALUE_INIT;
  g_auto (GValue) second = G_VALUE_INIT;

  await_ok (crm_workspace_set_up (fixture->store));
  await_value (crm_store_find_setting (fixture->store, CRM_SETTING_USER), &first, NULL);
  workspace = load (fixture);
  g_assert_cmpstr (crm_workspace_get_user_name (workspace), !=, "");
  g_assert_cmpstr (crm_workspace_get_calling_code (workspace), ==, "86");
  g_assert_cmpstr (crm_workspace_get_currency (workspace), ==, "CNY");
  g_assert_cmpstr (crm_workspace_get_company (workspace), ==, "");
  g_assert_false (crm_workspace_is_demo (workspace));
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "");

  await_ok (crm_workspace_set_up (fixture->store));
  await_value (crm_store_find_setting (fixture->store, CRM_SETTING_USER), &second, NULL);
  g_assert_cmpstr (g_value_get_string (&first), ==, g_value_get_string (&second));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmWorkspace) workspace = NULL;
  g_autoptr (CrmWorkspace) again = NULL;
  guint n = 0;

  await_ok (crm_workspace_set_up (fixture->store));
  workspace = load (fixture);
  g_signal_connect (workspace, "changed", G_CALLBACK (on_changed), &n);
  await_ok (crm_workspace_set (workspace, CRM_SETTING_COMPANY, "Lantern & Quay"));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (crm_workspace_get_company (workspace), ==, "Lantern & Quay");
  await_ok (crm_workspace_set (workspace, CRM_SETTING_HAN_FIRST, "1"));
  g_assert_true (crm_workspace_is_han_first (workspace));
  await_ok (crm_workspace_set (workspace, CRM_SETTING_FISCAL_MONTH, "4"));
  await_ok (crm_workspace_set (workspace, CRM_SETTING_WORKING_HOURS, "480-1020"));
  g_assert_cmpint (crm_workspace_get_office_time (workspace)->fiscal_month, ==, 4);
  again = load (fixture);
  g_assert_cmpstr (crm_workspace_get_company (again), ==, "Lantern & Quay");
  g_assert_cmpint (crm_workspace_get_office_time (again)->work_from, ==, 480);
  g_assert_cmpstr (crm_workspace_get (again, CRM_SETTING_COMPANY_EMAIL), ==, "");
  await_ok (crm_workspace_set (workspace, CRM_SETTING_COMPANY, ""));
  g_assert_cmpstr (crm_workspace_get_company (workspace), ==, "");
}

static void
test_user_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmWorkspace) workspace = NULL;
  g_autofree char *before = NULL;

  await_ok (crm_workspace_set_up (fixture->store));
  workspace = load (fixture);
  before = g_strdup (crm_workspace_get_user_name (workspace));
  await_ok (crm_workspace_set_user_name (workspace, "林悦"));
  g_assert_cmpstr (crm_workspace_get_user_name (workspace), ==, "林悦");
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), !=, "");
  await_ok (crm_store_undo (fixture->store, NULL));
  while (g_strcmp0 (crm_workspace_get_user_name (workspace), before) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

static void
test_open_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "damaged.clientele", NULL);
  g_autofree char *text = g_strnfill (8192, 'x');

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  await_error (crm_opening_start (path, FALSE, fixture->clock, NULL), CRM_ERROR, CRM_ERROR_DAMAGED);
  await_error (crm_opening_find_backup (path), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

/* Of the backups beside the file the newest that is sound; then it stands in the file's place. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = crm_backup_dup_folder (fixture->path);
  g_autofree char *older = g_build_filename (folder, "test.clientele-20260101T000000.000000-hourly.clientele", NULL);
  g_autofree char *sound = g_build_filename (folder, "test.clientele-20260102T000000.000000-hourly.clientele", NULL);
  g_autofree char *broken = g_build_filename (folder, "test.clientele-20260103T000000.000000-hourly.clientele", NULL);
  g_autofree char *foreign = g_build_filename (folder, "other.clientele-20260104T000000.000000-hourly.clientele", NULL);
  g_autofree char *text = g_strnfill (8192, 'x');
  g_auto (GValue) found = G_VALUE_INIT;
  g_autoptr (CrmWorkspace) workspace = NULL;

  await_ok (crm_workspace_set_up (fixture->store));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  await_ok (crm_store_back_up (fixture->store, older));
  await_ok (crm_store_set_setting (fixture->store, CRM_SETTING_COMPANY, "Kept"));
  await_ok (crm_store_back_up (fixture->store, sound));
  await_ok (crm_store_back_up (fixture->store, foreign));
  g_assert_true (g_file_set_contents (broken, text, -1, NULL));
  close_store (fixture);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));

  await_value (crm_opening_find_backup (fixture->path), &found, NULL);
  g_assert_cmpstr (g_value_get_string (&found), ==, sound);
  await_ok (crm_opening_restore (sound, fixture->path));
  fixture->store = await_object (crm_opening_start (fixture->path, FALSE, fixture->clock, NULL));
  workspace = load (fixture);
  g_assert_cmpstr (crm_workspace_get_company (workspace), ==, "Kept");
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "demo.clientele", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmWorkspace) workspace = NULL;

  g_cancellable_cancel (cancellable);
  await_error (crm_opening_start (path, TRUE, fixture->clock, cancellable), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close_store (fixture);
  fixture->store = await_object (crm_opening_start (path, TRUE, fixture->clock, NULL));
  workspace = load (fixture);
  g_assert_true (crm_workspace_is_demo (workspace));
  g_assert_cmpstr (crm_workspace_get_company (workspace), ==, "Lotus Trading");
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/set-up/once-and-not-to-be-undone", Fixture, NULL, set_up, test_set_up, finish);
  g_test_add ("/workspace/settings/kept-and-announced", Fixture, NULL, set_up, test_settings, finish);
  g_test_add ("/workspace/user-name/follows-undo", Fixture, NULL, set_up, test_user_name, finish);
  g_test_add ("/opening/damaged-file-says-so", Fixture, NULL, set_up, test_open_damaged, finish);
  g_test_add ("/opening/newest-sound-backup-is-restored", Fixture, NULL, set_up, test_restore, finish);
  g_test_add ("/opening/cancelled-demo-is-made-the-next-time", Fixture, NULL, set_up, test_demo, finish);
  return g_test_run ();
}
