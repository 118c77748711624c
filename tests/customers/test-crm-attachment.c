/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept with customers: added, handed out, damaged, backed up. */

#include "config.h"

#include "core/base/crm-error.h"
#include "core/store/crm-backup.h"
#include "core/timeline/crm-timeline.h"
#include "tests/store/file-fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <utime.h>

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

static void
test_added_files_are_one_edit (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *quote = write_source (fixture, "quote.txt", "A quote");
  g_autofree char *plan = write_source (fixture, "平面图.txt", "A plan");
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmAttachmentReport) report = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  add_path (files, quote);
  add_path (files, plan);
  report = await_boxed (start_adding (fixture, &customer, files));
  g_assert_cmpuint (report->n_added, ==, 2);
  g_assert_cmpstr (report->name, ==, "quote.txt");
  g_assert_cmpuint (report->problems->len, ==, 0);
  record = find_newest (fixture);
  g_assert_cmpstr (crm_record_get_title (record), ==, "平面图.txt");
  g_assert_cmpint (crm_record_get_integer (record, CRM_ATTACHMENT_SIZE, -1), ==, 6);
  g_assert_true (crm_id_equal (crm_record_get_id (record, CRM_ATTACHMENT_CUSTOMER), &customer));
  stored = dup_stored_path (fixture->path, record);
  assert_content (stored, "A plan");
  g_assert_cmpint (count_attachments (fixture), ==, 2);

  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "Add 2 Files");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 2);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  g_assert_cmpint (count_attachments (fixture), ==, 2);
  assert_content (stored, "A plan");
}

static void
test_same_content_is_stored_once (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), other = make_customer (fixture, "Mill");

  add_content (fixture, &customer, "quote.txt", "A quote");
  add_content (fixture, &customer, "the same again.txt", "A quote");
  add_content (fixture, &other, "quote.txt", "A quote");
  g_assert_cmpint (count_attachments (fixture), ==, 3);
  g_assert_cmpuint (count_stored (fixture), ==, 1);
}

static void
test_empty_file_is_kept (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  add_content (fixture, &customer, "empty", "");
  record = find_newest (fixture);
  stored = dup_stored_path (fixture->path, record);
  g_assert_cmpint (crm_record_get_integer (record, CRM_ATTACHMENT_SIZE, -1), ==, 0);
  assert_content (stored, "");
}

static void
test_removed_file_comes_back_by_undo (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Remove", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  add_content (fixture, &customer, "quote.txt", "A quote");
  record = find_newest (fixture);
  stored = dup_stored_path (fixture->path, record);
  crm_edit_delete (edit, &crm_kind_attachment, &record->id);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  assert_content (stored, "A quote");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_attachments (fixture), ==, 1);
  assert_content (stored, "A quote");
}

static void
test_hostile_names_are_made_harmless (Fixture *fixture, gconstpointer data)
{
  static const char *const names[][2] = {
    { "line\nbreak.txt", "line break.txt" },
    { "invoice\u202efdp.exe", "invoicefdp.exe" },
    { "caf\xe9.txt", NULL },
    { "-rf *", "-rf *" },
    { "'; DROP TABLE attachment; --", "'; DROP TABLE attachment; --" },
    { "%s%n$(reboot)`", "%s%n$(reboot)`" },
    { " ", "File" },
  };
  CrmId customer = make_customer (fixture, "Harbour & Sons");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CrmRecord) record = NULL;

      add_content (fixture, &customer, names[i][0], names[i][0]);
      record = find_newest (fixture);
      g_assert_true (g_utf8_validate (crm_record_get_title (record), -1, NULL));
      if (names[i][1] != NULL)
        g_assert_cmpstr (crm_record_get_title (record), ==, names[i][1]);
    }
}

static void
test_what_is_no_file_is_refused (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autofree char *dangling = g_build_filename (fixture->folder, "dangling", NULL);
  const struct
  {
    const char *path;
    CrmError code;
  } cases[] = {
    { fixture->folder, CRM_ERROR_INVALID },
    { pipe, CRM_ERROR_INVALID },
    { "/dev/zero", CRM_ERROR_INVALID },
    { missing, CRM_ERROR_NOT_FOUND },
    { dangling, CRM_ERROR_NOT_FOUND },
    { "/proc/self/mem", CRM_ERROR_UNREADABLE },
  };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (missing, dangling), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) files = new_files ();

      g_test_message ("%s", cases[i].path);
      add_path (files, cases[i].path);
      await_error (start_adding (fixture, &customer, files), CRM_ERROR, (int)cases[i].code);
    }
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
}

static void
test_one_that_cannot_be_read_keeps_no_other_out (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *good = write_source (fixture, "good.txt", "Good");
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (GPtrArray) bad = new_files ();
  g_autoptr (CrmAttachmentReport) report = NULL;

  add_path (files, fixture->folder);
  add_path (files, good);
  report = await_boxed (start_adding (fixture, &customer, files));
  g_assert_cmpuint (report->n_added, ==, 1);
  g_assert_cmpstr (report->name, ==, "good.txt");
  g_assert_cmpuint (report->problems->len, ==, 1);
  add_path (bad, fixture->folder);
  add_path (bad, "/dev/null");
  await_error (start_adding (fixture, &customer, bad), CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_link_is_followed (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *target = write_source (fixture, "target.txt", "Behind a link");
  g_autofree char *path = g_build_filename (fixture->folder, "link.txt", NULL);
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  g_assert_cmpint (symlink (target, path), ==, 0);
  add_path (files, path);
  crm_attachment_report_unref (await_boxed (start_adding (fixture, &customer, files)));
  record = find_newest (fixture);
  stored = dup_stored_path (fixture->path, record);
  g_assert_cmpstr (crm_record_get_title (record), ==, "link.txt");
  g_assert_false (g_file_test (stored, G_FILE_TEST_IS_SYMLINK));
  assert_content (stored, "Behind a link");
}

/* Large enough that it is not over before it is stopped; only a hole, so it takes no room. */
static void
test_stopped_addition_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *small = write_source (fixture, "small.txt", "Small");
  g_autofree char *large = write_source (fixture, "large.bin", "");
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  DexFuture *adding;

  g_assert_cmpint (truncate (large, G_GINT64_CONSTANT (512) * 1024 * 1024), ==, 0);
  add_path (files, small);
  add_path (files, large);
  adding = crm_attachment_add (fixture->store, &customer, NULL, files, transfer);
  while (crm_transfer_get_fraction (transfer) <= 0.002)
    g_thread_yield ();
  crm_transfer_cancel (transfer);
  await_error (adding, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "New customer");
}

/* No more than so much can be written: the nearest to a full disk a test can have without being root. */
static void
test_disk_that_takes_no_more_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *small = write_source (fixture, "small.txt", "Small");
  g_autofree char *large = write_source (fixture, "large.bin", "");
  g_autoptr (GPtrArray) files = new_files ();
  struct rlimit before, limit;

  g_assert_cmpint (truncate (large, 16 * 1024 * 1024), ==, 0);
  add_path (files, small);
  add_path (files, large);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 8 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  await_error (start_adding (fixture, &customer, files), CRM_ERROR, CRM_ERROR_STORAGE);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
}

static void
test_read_only_store_refuses (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *path = write_source (fixture, "quote.txt", "A quote");
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmConnection) connection = NULL;

  close_store (fixture);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_WRITER, NULL);
  g_assert_true (crm_connection_execute (connection, "PRAGMA user_version = 9999", NULL));
  g_clear_pointer (&connection, crm_connection_close);
  open_store (fixture);
  add_path (files, path);
  await_error (start_adding (fixture, &customer, files), CRM_ERROR, CRM_ERROR_READ_ONLY);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
}

static void
test_remains_of_a_crash_go_after_a_day (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *folder = crm_file_store_dup_folder (fixture->path);
  g_autofree char *old = g_build_filename (folder, "incoming-old", NULL);
  g_autofree char *young = g_build_filename (folder, "incoming-young", NULL);
  struct utimbuf times = { 0 };

  add_content (fixture, &customer, "quote.txt", "A quote");
  g_assert_true (g_file_set_contents (old, "half", -1, NULL));
  g_assert_true (g_file_set_contents (young, "half", -1, NULL));
  times.actime = times.modtime = g_get_real_time () / G_USEC_PER_SEC - 2 * 24 * 60 * 60;
  g_assert_cmpint (utime (old, &times), ==, 0);
  add_content (fixture, &customer, "plan.txt", "A plan");
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
}

/* ── on the timeline ──────────────────────────────────────────────────────────────────────── */

static gboolean
read_timeline (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmTimeline *timeline = crm_timeline_load (connection, data, error);

  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return timeline != NULL;
}

static CrmTimelineEntry *
find_entry (CrmTimeline *timeline, const char *kind)
{
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      CrmTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);

      if (g_strcmp0 (entry->kind, kind) == 0)
        return entry;
    }
  g_assert_not_reached ();
}

static CrmTimeline *
load_timeline (Fixture *fixture, const CrmId *customer)
{
  CrmTimelineRequest request = { .customer = *customer, .style = { .zone = crm_clock_get_zone (fixture->clock) } };

  return await_boxed (crm_store_read (fixture->store, NULL, read_timeline, &request, NULL));
}

static void
test_files_show_with_what_they_came_with (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), call;
  g_autofree char *quote = write_source (fixture, "quote.txt", "A quote");
  g_autofree char *plan = write_source (fixture, "plan.txt", "A plan");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (CrmTimeline) timeline = NULL;
  g_autoptr (CrmTimeline) without = NULL;
  g_autoptr (GPtrArray) found = NULL;
  CrmTimelineFilter filter = { .search = "plan.txt" };

  call = change->id;
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, NOW);
  crm_edit_result_free (apply (fixture, edit));
  add_path (files, quote);
  add_path (files, plan);
  crm_attachment_report_unref (await_boxed (crm_attachment_add (fixture->store, &customer, &call, files, transfer)));
  add_content (fixture, &customer, "other.txt", "Came with nothing");

  timeline = load_timeline (fixture, &customer);
  g_assert_cmpstr (find_entry (timeline, "call")->files, ==, "quote.txt\nplan.txt");
  g_assert_nonnull (strstr (find_entry (timeline, "change")->text, "other.txt"));
  found = crm_timeline_filter (timeline, &filter, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  without = load_timeline (fixture, &customer);
  g_assert_null (find_entry (without, "call")->files);
}

/* ── handing out ──────────────────────────────────────────────────────────────────────────── */

static void
test_lent_copy_has_its_name_and_is_read_only (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *basename = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GStatBuf info;

  add_content (fixture, &customer, "报价单.txt", "A quote");
  record = find_newest (fixture);
  g_assert_true (await_value (crm_attachment_lend (fixture->store, record, cache, NULL), &value, NULL));
  basename = g_path_get_basename (g_value_get_string (&value));
  g_assert_cmpstr (basename, ==, "报价单.txt");
  assert_content (g_value_get_string (&value), "A quote");
  g_assert_cmpint (g_stat (g_value_get_string (&value), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0400);
}

/* Names in records may have come by other ways than by adding a file. */
static void
test_name_in_a_record_leads_nowhere_else (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  g_autofree char *outside = g_build_filename (fixture->folder, "outside", NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Rename", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  add_content (fixture, &customer, "quote.txt", "A quote");
  record = find_newest (fixture);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_attachment, &record->id), CRM_ATTACHMENT_NAME, "../../outside");
  crm_edit_result_free (apply (fixture, edit));
  g_clear_pointer (&record, crm_record_unref);
  record = find_newest (fixture);
  g_assert_true (await_value (crm_attachment_lend (fixture->store, record, cache, NULL), &value, NULL));
  g_assert_true (g_str_has_prefix (g_value_get_string (&value), cache));
  g_assert_true (g_str_has_suffix (g_value_get_string (&value), "/.._.._outside"));
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
}

static void
assert_not_handed_out (Fixture *fixture, const CrmRecord *record, CrmError code)
{
  g_autofree char *there = write_source (fixture, "there.txt", "Was here before");
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.txt", NULL);
  g_autofree char *cache = g_build_filename (fixture->folder, "cache", NULL);
  g_autoptr (GFile) old_target = g_file_new_for_path (there);
  g_autoptr (GFile) new_target = g_file_new_for_path (fresh);

  await_error (crm_attachment_save (fixture->store, record, old_target, NULL), CRM_ERROR, (int)code);
  await_error (crm_attachment_save (fixture->store, record, new_target, NULL), CRM_ERROR, (int)code);
  await_error (crm_attachment_lend (fixture->store, record, cache, NULL), CRM_ERROR, (int)code);
  assert_content (there, "Was here before");
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (cache), ==, 0);
}

static void
assert_file_problems (Fixture *fixture, guint n, const char *name)
{
  g_auto (GStrv) problems = await_boxed (crm_store_check_files (fixture->store, NULL));

  g_assert_cmpuint (g_strv_length (problems), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (strstr (problems[i], name));
}

static void
test_damage_is_told_and_not_handed_out (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  add_content (fixture, &customer, "quote.txt", "A quote");
  add_content (fixture, &customer, "sound.txt", "Sound");
  add_content (fixture, &customer, "late.txt", "A quote");
  record = find_newest (fixture);
  stored = dup_stored_path (fixture->path, record);
  assert_file_problems (fixture, 0, "");
  damage (stored);
  assert_file_problems (fixture, 1, "late.txt");
  assert_not_handed_out (fixture, record, CRM_ERROR_DAMAGED);
  /* The same content again makes all who have it whole. */
  add_content (fixture, &customer, "again.txt", "A quote");
  assert_file_problems (fixture, 0, "");
  assert_content (stored, "A quote");
}

static void
test_vanished_file_is_told (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *stored = NULL;

  add_content (fixture, &customer, "quote.txt", "A quote");
  record = find_newest (fixture);
  stored = dup_stored_path (fixture->path, record);
  g_assert_cmpint (g_unlink (stored), ==, 0);
  assert_file_problems (fixture, 1, "quote.txt");
  assert_not_handed_out (fixture, record, CRM_ERROR_NOT_FOUND);
}

static void
test_record_with_a_false_hash_is_told (Fixture *fixture, gconstpointer data)
{
  static const char *const hashes[] = { "x", "../../../etc/passwd", "ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD" };
  CrmId customer = make_customer (fixture, "Harbour & Sons");

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
      CrmChange *change = crm_edit_create (edit, &crm_kind_attachment, NULL);
      g_autoptr (CrmRecord) record = NULL;

      crm_change_set_id (change, CRM_ATTACHMENT_CUSTOMER, &customer);
      crm_change_set_text (change, CRM_ATTACHMENT_NAME, "false.txt");
      crm_change_set_text (change, CRM_ATTACHMENT_HASH, hashes[i]);
      crm_edit_result_free (apply (fixture, edit));
      record = find_newest (fixture);
      assert_not_handed_out (fixture, record, CRM_ERROR_NOT_FOUND);
      assert_file_problems (fixture, i + 1, "false.txt");
    }
}

static void
test_names_typed_are_fitted_or_refused (void)
{
  static const char *const refused[] = { "", "  ", ".", "..", "a/b", "/" };
  g_autofree char *name = crm_attachment_fit_name ("  Quote, final.pdf ", NULL);
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (name, ==, "Quote, final.pdf");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) problem = NULL;

      g_assert_null (crm_attachment_fit_name (refused[i], &problem));
      g_assert_error (problem, CRM_ERROR, CRM_ERROR_INVALID);
    }
  g_assert_null (crm_attachment_fit_name (long_name, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

/* ── backups ──────────────────────────────────────────────────────────────────────────────── */

static char *
back_up (Fixture *fixture, const char *name, guint n_problems)
{
  char *path = g_build_filename (fixture->folder, "elsewhere", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (GStrv) problems = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  problems = await_boxed (crm_store_back_up (fixture->store, path));
  g_assert_cmpuint (g_strv_length (problems), ==, n_problems);
  return path;
}

static void
test_backup_takes_files_along (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *restored = g_build_filename (fixture->folder, "restored", "new.clientele", NULL);
  g_autofree char *restored_folder = g_path_get_dirname (restored);
  g_autofree char *path = NULL, *lost = NULL, *stored = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;

  add_content (fixture, &customer, "plan.txt", "A plan");
  add_content (fixture, &customer, "quote.txt", "A quote");
  /* One that was taken back can be brought back in the copy as well. */
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  record = find_newest (fixture);
  path = back_up (fixture, "copy.clientele", 0);
  lost = crm_file_store_dup_folder (fixture->path);
  remove_folder (lost);
  g_assert_cmpint (g_mkdir_with_parents (restored_folder, 0700), ==, 0);
  g_assert_true (crm_backup_restore (path, restored, builder, &error));
  g_assert_no_error (error);
  problems = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  stored = dup_stored_path (restored, record);
  assert_content (stored, "A plan");
  close_store (fixture);
  g_set_str (&fixture->path, restored);
  open_store (fixture);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  g_assert_cmpint (count_attachments (fixture), ==, 2);
  assert_file_problems (fixture, 0, "");
}

static void
test_backup_tells_what_it_is_without (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *first = NULL, *second = NULL, *damaged = NULL, *copied = NULL;
  g_autoptr (CrmRecord) record = NULL;

  add_content (fixture, &customer, "plan.txt", "A plan");
  add_content (fixture, &customer, "quote.txt", "A quote");
  record = find_newest (fixture);
  damaged = dup_stored_path (fixture->path, record);
  damage (damaged);
  first = back_up (fixture, "first.clientele", 1);
  copied = dup_stored_path (first, record);
  g_assert_false (g_file_test (copied, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (damaged), ==, 0);
  second = back_up (fixture, "second.clientele", 1);
}

/* A backup must not share the fate of a file that is damaged after it was made by being added anew beside it. */
static void
test_backup_stays_when_the_file_goes (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *path = NULL, *stored = NULL, *copied = NULL;
  g_autoptr (CrmRecord) record = NULL;

  add_content (fixture, &customer, "quote.txt", "A quote");
  record = find_newest (fixture);
  path = back_up (fixture, "copy.clientele", 0);
  stored = dup_stored_path (fixture->path, record);
  copied = dup_stored_path (path, record);
  g_assert_cmpint (g_unlink (stored), ==, 0);
  assert_content (copied, "A quote");
}

static void
test_restoring_an_automatic_backup_finds_the_files (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *folder = crm_backup_dup_folder (fixture->path);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDir) dir = NULL;
  DexFuture *copied;
  g_autofree char *backup = NULL;
  g_auto (GStrv) problems = NULL;

  add_content (fixture, &customer, "quote.txt", "A quote");
  await_ok (crm_store_back_up_before (fixture->store, "import", &copied));
  await_ok (copied);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  close_store (fixture);
  dir = g_dir_open (folder, 0, NULL);
  backup = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (crm_backup_restore (backup, fixture->path, builder, NULL));
  problems = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  open_store (fixture);
  g_assert_cmpint (count_attachments (fixture), ==, 1);
  assert_file_problems (fixture, 0, "");
}

#define ADD(path, func) g_test_add ("/attachment/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("add/several-are-one-edit", test_added_files_are_one_edit);
  ADD ("add/same-content-is-stored-once", test_same_content_is_stored_once);
  ADD ("add/empty-file", test_empty_file_is_kept);
  ADD ("add/hostile-names", test_hostile_names_are_made_harmless);
  ADD ("add/refuses-what-is-no-file", test_what_is_no_file_is_refused);
  ADD ("add/one-unreadable-keeps-no-other-out", test_one_that_cannot_be_read_keeps_no_other_out);
  ADD ("add/follows-a-link", test_link_is_followed);
  ADD ("add/stopped-leaves-nothing", test_stopped_addition_leaves_nothing);
  ADD ("add/failed-write-leaves-nothing", test_disk_that_takes_no_more_leaves_nothing);
  ADD ("add/read-only-refuses", test_read_only_store_refuses);
  ADD ("add/remains-of-a-crash-go", test_remains_of_a_crash_go_after_a_day);
  ADD ("remove/undo-brings-it-back", test_removed_file_comes_back_by_undo);
  ADD ("timeline/with-what-they-came-with", test_files_show_with_what_they_came_with);
  ADD ("hand-out/lent-copy", test_lent_copy_has_its_name_and_is_read_only);
  ADD ("hand-out/name-leads-nowhere-else", test_name_in_a_record_leads_nowhere_else);
  ADD ("hand-out/damaged", test_damage_is_told_and_not_handed_out);
  ADD ("hand-out/vanished", test_vanished_file_is_told);
  ADD ("hand-out/false-hash", test_record_with_a_false_hash_is_told);
  g_test_add_func ("/attachment/rename/fitted-or-refused", test_names_typed_are_fitted_or_refused);
  ADD ("backup/takes-files-along", test_backup_takes_files_along);
  ADD ("backup/tells-what-it-is-without", test_backup_tells_what_it_is_without);
  ADD ("backup/stays-when-the-file-goes", test_backup_stays_when_the_file_goes);
  ADD ("backup/automatic-finds-the-files", test_restoring_an_automatic_backup_finds_the_files);

  return g_test_run ();
}
