/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files the benchmarks run on: made once, kept in the user's cache. */

#include "tests/bench/bench-data.h"

#include "core/base/crm-text-key.h"
#include "core/demo/crm-demo.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-migration.h"
#include "tests/await.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define INTERACTIONS 5
#define DAY          (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct
{
  gint64 rowid;
  gint64 last;
  gint64 now;
} Talk;

static void
add_talk (CrmEdit *edit, const CrmId *customer, gint64 at, guint number)
{
  static const char *const kinds[] = { "call", "email", "wechat", "visit", "note" };
  static const char *const texts[] = { "Asked for the autumn price list and a monthly invoice", "Sent the offer for the second batch",
                                       "约好下周看样品，价格还要再谈", "Delivery was two days late, promised a call", "客户说包装需要改进" };
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, kinds[number % G_N_ELEMENTS (kinds)]);
  crm_change_set_integer (change, CRM_INTERACTION_AT, at);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, texts[number % G_N_ELEMENTS (texts)]);
}

static int
pull_talks (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Talk *talk = data;

  for (int i = 0; i < 200 && talk->rowid <= talk->last; i++, talk->rowid++)
    {
      g_autoptr (CrmRecord) customer = crm_connection_read_record_at (connection, &crm_kind_customer, talk->rowid, error);

      if (customer == NULL)
        return -1;
      for (guint n = 0; n < INTERACTIONS; n++)
        add_talk (edit, &customer->id, talk->now - (gint64)((talk->rowid * 7 + n * 31) % 540) * DAY, (guint)talk->rowid + n);
    }
  return talk->rowid <= talk->last;
}

char *
bench_data_dup_path (guint n_customers)
{
  g_autofree char *name = g_strdup_printf ("bench-%u-%d-%u.clientele", n_customers, CRM_FILE_VERSION, crm_text_key_version ());

  return g_build_filename (g_get_user_cache_dir (), "clientele", name, NULL);
}

static void
fill (CrmStore *store, CrmClock *clock, guint n_customers)
{
  Talk talk = { 1, n_customers, crm_clock_now (clock) };
  g_autoptr (CrmEdit) customers = crm_demo_new_contacts_edit (n_customers, 1, clock);
  g_autoptr (CrmEdit) talks = crm_edit_new_stream ("Talks", CRM_EDIT_ORIGIN_DEMO, pull_talks, &talk, NULL);

  g_printerr ("Making %u customers with %u interactions, once …\n", n_customers, n_customers * INTERACTIONS);
  await_ok (crm_store_apply (store, customers, NULL));
  await_ok (crm_store_apply (store, talks, NULL));
}

/* The file of an older version of the program is as good once it is opened: it takes the new name, and then the new form. */
static void
take_over (guint n_customers, const char *path)
{
  for (int version = CRM_FILE_VERSION - 1; version > 0 && !g_file_test (path, G_FILE_TEST_EXISTS); version--)
    {
      g_autofree char *name = g_strdup_printf ("bench-%u-%d-%u.clientele", n_customers, version, crm_text_key_version ());
      g_autofree char *old = g_build_filename (g_get_user_cache_dir (), "clientele", name, NULL);
      g_autofree char *log = g_strconcat (old, "-wal", NULL);
      GStatBuf status;

      /* A log beside it means that its last state is not in the file. */
      if (g_stat (log, &status) != 0 || status.st_size == 0)
        g_rename (old, path);
    }
}

static CrmStore *
open_quietly (const char *path, CrmClock *clock)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_new (path, clock, &error);

  g_assert_no_error (error);
  crm_store_set_upkeep (store, FALSE);
  return store;
}

CrmStore *
bench_data_open (guint n_customers)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autofree char *path = bench_data_dup_path (n_customers);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  take_over (n_customers, path);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (CrmStore) store = open_quietly (part, clock);

      fill (store, clock, n_customers);
      await_ok (crm_store_back_up (store, path));
    }
  return open_quietly (path, clock);
}

CrmStore *
bench_data_open_copy (guint n_customers, char **path)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  CrmStore *store = bench_data_open (n_customers);
  g_autofree char *original = bench_data_dup_path (n_customers);
  g_autoptr (GFile) from = g_file_new_for_path (original);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;
  int descriptor;

  *path = g_strconcat (original, ".copy", NULL);
  bench_data_remove_copy (*path);
  to = g_file_new_for_path (*path);
  /* Closed, it is all in one file. */
  g_assert_finalize_object (store);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Nor is it written to disk while something is measured. */
  descriptor = g_open (*path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fsync (descriptor), ==, 0);
  close (descriptor);
  return open_quietly (*path, clock);
}

void
bench_data_remove_copy (const char *path)
{
  static const char *const parts[] = { "", "-wal", "-shm", "-lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (path, parts[i], NULL);

      g_unlink (name);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

void
bench_data_run (CrmConnection *connection, const char *sql)
{
  char *problem = NULL;

  sqlite3_exec (crm_connection_get_handle (connection), sql, NULL, NULL, &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

void
bench_data_shadow (CrmConnection *connection, const char *table)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC", NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  while (crm_connection_next (connection, statement, NULL) > 0)
    g_ptr_array_add (texts, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (GString) sql = g_string_new (texts->pdata[i]);

      g_string_replace (sql, "CREATE TABLE ", "CREATE TABLE temp.", 1);
      g_string_replace (sql, "CREATE INDEX ", "CREATE INDEX temp.", 1);
      bench_data_run (connection, sql->str);
    }
}

double
bench_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}
