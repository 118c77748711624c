/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kill -9, a full disk or a damaged page may do to a file: nothing that was acknowledged is lost. */

#include "core/base/crm-error.h"
#include "tests/store/store-fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 8

/* ── the child: writes until it is killed, and tells each acknowledged customer's name ────────── */

static int
pull_forever (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  for (int i = 0; i < 100; i++)
    crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Half an import");
  return 1;
}

static int
run_child (const char *path, gboolean importing)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  Fixture fixture = { .path = (char *)path, .clock = clock, .store = crm_store_new (path, clock, &error) };

  if (fixture.store == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (importing)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Import", CRM_EDIT_ORIGIN_IMPORT, pull_forever, NULL, NULL);

      dex_future_disown (crm_store_apply (fixture.store, edit, NULL));
    }
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);
      CrmId id = make_customer (&fixture, name);
      char text[CRM_ID_STRING_LENGTH + 2];

      crm_id_format (&id, text);
      text[CRM_ID_STRING_LENGTH] = '\n';
      if (write (STDOUT_FILENO, text, CRM_ID_STRING_LENGTH + 1) < 0)
        return 1;
    }
}

/* ── the parent ───────────────────────────────────────────────────────────────────────────── */

static const char *own_program;

/* Starts a child, lets it acknowledge @n customers, kills it, and returns all it acknowledged. */
static GPtrArray *
run_and_kill (Fixture *fixture, gboolean importing, guint n)
{
  const char *const arguments[] = { own_program, importing ? "--import" : "--write", fixture->path, NULL };
  g_autoptr (GSubprocess) child = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  char *line;

  while (ids->len < n && (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    g_ptr_array_add (ids, line);
  g_assert_cmpint (ids->len, ==, n);
  g_subprocess_send_signal (child, SIGKILL);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    if (strlen (line) == CRM_ID_STRING_LENGTH)
      g_ptr_array_add (ids, line);
    else
      g_free (line);
  g_subprocess_wait (child, NULL, NULL);
  return ids;
}

static void
assert_all_there (Fixture *fixture, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      CrmId id;
      g_autoptr (CrmRecord) record = NULL;

      g_assert_true (crm_id_parse (ids->pdata[i], &id));
      record = await_boxed (crm_store_find_record (fixture->store, &crm_kind_customer, &id));
      g_assert_false (record->deleted);
    }
}

static void
assert_sound (Fixture *fixture)
{
  g_auto (GStrv) problems = await_boxed (crm_store_check (fixture->store));
  g_autofree char *text = g_strjoinv ("; ", problems);

  g_assert_cmpstr (text, ==, "");
}

static gboolean
read_halves (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 n = 0;

  if (!crm_connection_read_integer (connection, "SELECT count(*) FROM customer WHERE name = 'Half an import'", &n, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, n);
  return TRUE;
}

static void
test_kill (Fixture *fixture, gconstpointer importing)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);

  close_store (fixture);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) ids = run_and_kill (fixture, importing != NULL, (guint)g_rand_int_range (rand, 1, 40));
      g_auto (GValue) halves = G_VALUE_INIT;

      open_store (fixture);
      assert_all_there (fixture, ids);
      g_assert_true (await_value (crm_store_read (fixture->store, NULL, read_halves, NULL, NULL), &halves, NULL));
      g_assert_cmpint (g_value_get_int64 (&halves), ==, 0);
      assert_sound (fixture);
      close_store (fixture);
    }
}

/* A limit on the size of files is what an ordinary user has of a full disk. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  struct rlimit before, tight;
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (200000, 'x');
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf info;
  gboolean failed = FALSE;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  getrlimit (RLIMIT_FSIZE, &before);
  tight = (struct rlimit){ (rlim_t)info.st_size + 300000, before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &tight);
  for (int i = 0; i < 8 && !failed; i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Note", CRM_EDIT_ORIGIN_PERSON);
      g_autofree char *text = g_strdup_printf ("%d %s", i, long_text);

      crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &id), CRM_CUSTOMER_NOTE, text);
      failed = !await_value (crm_store_apply (fixture->store, edit, NULL), NULL, &error);
    }
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_true (failed);
  g_assert_true (error->domain == CRM_ERROR);
  g_assert_true (strstr (error->message, fixture->path) != NULL);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  assert_sound (fixture);
}

/* Random bytes over the middle of a file: refused or reported, never a crash and never silence about what was read. */
static void
test_damaged_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 200; i++)
    make_customer (fixture, "Harbour & Sons");
  close_store (fixture);
  for (int round = 0; round < 20; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s/damaged-%d.clientele", fixture->folder, round);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmStore) store = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
      for (int k = 0; k < 400; k++)
        bytes[g_rand_int_range (rand, 100, (gint32)length)] = (char)g_rand_int (rand);
      g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
      store = crm_store_new (path, fixture->clock, &error);
      if (store != NULL)
        {
          g_auto (GValue) problems = G_VALUE_INIT;

          if (await_value (crm_store_check (store), &problems, NULL))
            g_assert_cmpint (g_strv_length (g_value_get_boxed (&problems)), >, 0);
        }
      else
        g_assert_true (error->domain == CRM_ERROR);
    }
}

static void
test_interrupted_write_is_not_a_surprise (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "short.clientele", NULL);
  gsize length;

  make_customer (fixture, "Harbour & Sons");
  close_store (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (gsize cut = 0; cut < length; cut += length / 37 + 1)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmStore) store = NULL;

      g_assert_true (g_file_set_contents (path, bytes, (gssize)cut, NULL));
      store = crm_store_new (path, fixture->clock, &error);
      if (cut > 0)
        g_assert_true (store == NULL || error == NULL);
    }
}

#define ADD(path, data, func) g_test_add ("/store/crash/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc == 3 && (g_str_equal (argv[1], "--write") || g_str_equal (argv[1], "--import")))
    return run_child (argv[2], g_str_equal (argv[1], "--import"));
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("kill-loses-no-acknowledged-edit", NULL, test_kill);
  ADD ("kill-takes-back-half-an-import", "import", test_kill);
  ADD ("full-disk-refuses-and-goes-on", NULL, test_full_disk);
  ADD ("damaged-pages-are-reported", NULL, test_damaged_pages);
  ADD ("short-file-is-refused-or-whole", NULL, test_interrupted_write_is_not_a_surprise);
  return g_test_run ();
}
