/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client and a server killed at each moment that something is made durable, and disks that are full or broken: nothing acknowledged is lost, on
 * either side. The test has its own fdatasync(), fsync() and pwrite(), which SQLite calls as well. */

#define _GNU_SOURCE /* RTLD_NEXT */

#include "tests/store/store-fixture.h"
#include "transport-fixture.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* ── the disk ─────────────────────────────────────────────────────────────────────────────── */

static guint n_syncs, kill_at; /* atomic; 0 for never */
static guint n_writes, fail_from, fail_until;
static int failure; /* what a write fails with, or a sync with EIO */

static gboolean
is_time_to_fail (void)
{
  guint n = __atomic_add_fetch (&n_writes, 1, __ATOMIC_SEQ_CST);

  return fail_from != 0 && n >= fail_from && n < fail_until;
}

static int
sync_or_die (const char *name, int descriptor)
{
  int (*real) (int) = (int (*) (int))dlsym (RTLD_NEXT, name);

  if (__atomic_add_fetch (&n_syncs, 1, __ATOMIC_SEQ_CST) == kill_at)
    kill (getpid (), SIGKILL);
  if (failure == EIO && is_time_to_fail ())
    {
      errno = EIO;
      return -1;
    }
  return real (descriptor);
}

int
fsync (int descriptor)
{
  return sync_or_die ("fsync", descriptor);
}

int
fdatasync (int descriptor)
{
  return sync_or_die ("fdatasync", descriptor);
}

static ssize_t
write_or_fail (const char *name, int descriptor, const void *bytes, size_t length, off_t offset)
{
  ssize_t (*real) (int, const void *, size_t, off_t) = (ssize_t (*) (int, const void *, size_t, off_t))dlsym (RTLD_NEXT, name);

  if (failure == ENOSPC && is_time_to_fail ())
    {
      errno = ENOSPC;
      return -1;
    }
  return real (descriptor, bytes, length, offset);
}

/* By its two names, whichever of them a large file's is called by here. */
ssize_t pwrite_by_name (int descriptor, const void *bytes, size_t length, off_t offset) __asm__ ("pwrite");
ssize_t pwrite_by_other_name (int descriptor, const void *bytes, size_t length, off_t offset) __asm__ ("pwrite64");

ssize_t
pwrite_by_name (int descriptor, const void *bytes, size_t length, off_t offset)
{
  return write_or_fail ("pwrite", descriptor, bytes, length, offset);
}

ssize_t
pwrite_by_other_name (int descriptor, const void *bytes, size_t length, off_t offset)
{
  return write_or_fail ("pwrite64", descriptor, bytes, length, offset);
}

/* ── a client with its server ─────────────────────────────────────────────────────────────── */

typedef struct
{
  Fixture client;
  char *server_path;
  Server server;
  TestTransport *transport;
} Pair;

static void
open_pair (Pair *pair)
{
  g_autoptr (GError) error = NULL;

  open_store (&pair->client);
  pair->server = (Server){ .storage = CRM_SERVER_STORAGE (crm_server_sqlite_open (pair->server_path, &error)), .now = NOW, .nonce = g_random_int () };
  g_assert_no_error (error);
  pair->transport = new_transport (&pair->server, 1);
}

static void
close_pair (Pair *pair)
{
  g_clear_object (&pair->transport);
  g_clear_object (&pair->server.storage);
  close_store (&pair->client);
}

static void
begin (Pair *pair, gconstpointer data)
{
  set_up (&pair->client, NULL);
  close_store (&pair->client);
  pair->server_path = g_build_filename (pair->client.folder, "server", NULL);
  open_server (&pair->server, pair->server_path, CRM_SERVER_SHARING_EVERYONE);
  g_clear_object (&pair->server.storage);
}

static void
end (Pair *pair, gconstpointer data)
{
  tear_down (&pair->client, NULL);
  g_free (pair->server_path);
}

static CrmEdit *
new_customer (CrmId *id)
{
  CrmEdit *edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);

  *id = change->id;
  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Anna");
  return edit;
}

/* Sound, both; and what was acknowledged is at the client, and after a round on the server. */
static void
assert_kept (Pair *pair, GArray *ids)
{
  g_auto (GStrv) problems = await_boxed (crm_store_check (pair->client.store));
  CrmConnection *server = crm_server_sqlite_get_connection (CRM_SERVER_SQLITE (pair->server.storage));
  sqlite3_stmt *statement = crm_connection_prepare (server, "PRAGMA integrity_check", NULL);

  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  g_assert_cmpint (crm_connection_next (server, statement, NULL), ==, 1);
  g_assert_cmpstr ((const char *)sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_reset (statement);
  for (guint i = 0; i < ids->len; i++)
    assert_text (&pair->client, &g_array_index (ids, CrmId, i), CRM_CUSTOMER_NAME, "Anna");
  crm_sync_outcome_free (await_boxed (crm_sync_round_run (pair->client.store, CRM_TRANSPORT (pair->transport))));
  for (guint i = 0; i < ids->len; i++)
    {
      CrmServerWorkspace workspace;
      g_auto (CrmServerRecord) record = { 0 };

      g_assert_true (crm_server_storage_begin (pair->server.storage, &workspace_id, FALSE, &workspace, NULL));
      g_assert_cmpint (crm_server_storage_read_record (pair->server.storage, "customer", &g_array_index (ids, CrmId, i), &record, NULL), ==, 1);
      crm_server_storage_rollback (pair->server.storage);
    }
}

/* ── killed ───────────────────────────────────────────────────────────────────────────────── */

static const char *own_program;

/* Two edits, told of when they are on disk, and a round; twice. */
static int
run_child (const char *path, const char *server_path, guint at)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  Pair pair = { .client = { .path = (char *)path, .clock = clock }, .server_path = (char *)server_path };

  open_pair (&pair);
  kill_at = at;
  __atomic_store_n (&n_syncs, 0, __ATOMIC_SEQ_CST);
  for (guint i = 0; i < 4; i++)
    {
      CrmId id;
      g_autoptr (CrmEdit) edit = new_customer (&id);

      await_ok (crm_store_apply (pair.client.store, edit, NULL));
      if (write (STDOUT_FILENO, id.bytes, CRM_ID_LENGTH) != CRM_ID_LENGTH)
        return 1;
      if (i % 2 == 1)
        crm_sync_outcome_free (await_boxed (crm_sync_round_run (pair.client.store, CRM_TRANSPORT (pair.transport))));
    }
  close_pair (&pair);
  return 0;
}

/* Returns whether it was killed, and what it had told of. */
static gboolean
run_until (Pair *pair, guint at, GArray *ids)
{
  g_autofree char *text = g_strdup_printf ("%u", at);
  const char *const arguments[] = { own_program, "--child", pair->client.path, pair->server_path, text, NULL };
  g_autoptr (GSubprocess) child = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autoptr (GBytes) told = NULL;

  g_assert_true (g_subprocess_communicate (child, NULL, NULL, &told, NULL, NULL));
  g_array_append_vals (ids, g_bytes_get_data (told, NULL), (guint)(g_bytes_get_size (told) / CRM_ID_LENGTH));
  if (!g_subprocess_get_if_signaled (child))
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return g_subprocess_get_if_signaled (child);
}

static void
test_killed (Pair *pair, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  gboolean killed = TRUE;
  guint at = 0;

  while (killed)
    {
      killed = run_until (pair, ++at, ids);
      open_pair (pair);
      assert_kept (pair, ids);
      close_pair (pair);
    }
  /* Four edits, two rounds that push and pull: it was somewhere in the middle of each. */
  g_assert_cmpuint (at, >, 12);
}

/* ── full and broken ──────────────────────────────────────────────────────────────────────── */

static void
note_error (const GError *error)
{
  g_assert_true (error->domain == CRM_ERROR);
  g_assert_true (g_str_has_suffix (error->message, ".") || g_str_has_suffix (error->message, "。"));
}

/* Whatever fails says so; whatever says that it is done is done. */
static void
try_to_work (Pair *pair, GArray *ids, guint *n_failed)
{
  for (guint i = 0; i < 4; i++)
    {
      CrmId id;
      g_autoptr (CrmEdit) edit = new_customer (&id);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) sync_error = NULL;

      if (await_value (crm_store_apply (pair->client.store, edit, NULL), NULL, &error))
        g_array_append_val (ids, id);
      else
        note_error (error);
      if (i % 2 == 1 && !await_value (crm_sync_round_run (pair->client.store, CRM_TRANSPORT (pair->transport)), NULL, &sync_error))
        note_error (sync_error);
      *n_failed += (error != NULL) + (sync_error != NULL);
    }
}

/* From each write or sync on, two fail: of the client's file, of the server's, or of both. */
static void
test_failing (Pair *pair, gconstpointer kind)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  guint n_failed = 0, step = GPOINTER_TO_INT (kind) == EIO ? 3 : 11;

  failure = GPOINTER_TO_INT (kind);
  for (guint from = 1;; from += step)
    {
      open_pair (pair);
      n_writes = 0;
      fail_until = from + 2;
      fail_from = from;
      try_to_work (pair, ids, &n_failed);
      fail_from = 0;
      assert_kept (pair, ids);
      close_pair (pair);
      if (n_writes < from || from > 120)
        break;
    }
  failure = 0;
  g_assert_cmpuint (n_failed, >, 5);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    {
      dex_init ();
      return run_child (argv[2], argv[3], (guint)g_ascii_strtoull (argv[4], NULL, 10));
    }
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/crash/killed-at-each-sync", Pair, NULL, begin, test_killed, end);
  g_test_add ("/sync/crash/disk-full", Pair, GINT_TO_POINTER (ENOSPC), begin, test_failing, end);
  g_test_add ("/sync/crash/disk-broken", Pair, GINT_TO_POINTER (EIO), begin, test_failing, end);
  return g_test_run ();
}
