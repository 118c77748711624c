/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing 100,000 rows of ten columns into an empty file and onto many customers, against reading the file alone. */

#include "core/exchange/crm-import-feed.h"
#include "core/exchange/crm-import.h"
#include "core/schema/crm-schema-customers.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <glib/gstdio.h>
#include <locale.h>

#define ROWS      100000
#define THIS_YEAR 2026

static char *
make_name (guint i, gboolean chinese)
{
  static const char *const families[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈" };
  static const char *const given[] = { "明远", "小雨", "丽华", "子涵", "建国", "佳怡", "海涛", "雪梅" };
  static const char *const first[] = { "Ann", "Bob", "Cid", "Dora", "Eve", "Finn", "Gail", "Hugo", "Ida", "Jon" };
  static const char *const last[] = { "Moor", "Quay", "Reed", "Stone", "Thorn", "Vale", "Wells", "York" };

  return chinese ? g_strdup_printf ("%s%s", families[i % 10], given[i / 10 % 8]) : g_strdup_printf ("%s %s", first[i % 10], last[i / 10 % 8]);
}

static char *
write_file (const char *folder)
{
  char *path = g_build_filename (folder, "customers.csv", NULL);
  g_autoptr (GString) text = g_string_new ("Name,Company,Job title,Mobile,Email,City,Level,Industry,Birthday,Note\r\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROWS; i++)
    {
      gboolean chinese = i % 2 == 0;
      g_autofree char *name = make_name (i, chinese);

      g_string_append_printf (text, chinese ? "%s,沧海%u机械有限公司,采购经理,139%08u,user%u@canghai.example,上海,A,机械,1985-04-12,重点客户\r\n" : "%s,Harbour %u Ltd,Buyer,+44 7%09u,user%u@harbour.example,Leeds,B,Tea,1979-11-03,met at the fair\r\n",
                              name, i, i, i);
    }
  g_file_set_contents (path, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
  return path;
}

/* Reading and understanding every row, without comparing or writing it. */
static double
read_alone (GPtrArray *sources)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const CrmImportSettings settings = { "CNY", "86", zone, THIS_YEAR, FALSE };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmImportFeed) feed = crm_import_feed_new (sources, &settings, NULL);
  int more;

  do
    {
      g_autoptr (GPtrArray) drafts = NULL;

      more = crm_import_feed_next (feed, G_USEC_PER_SEC, &drafts, NULL);
    }
  while (more > 0);
  return ROWS / ((double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

/* ── edits meanwhile: one by one, at moments that have nothing to do with the import's own ── */

#define PAUSE_MS 170

typedef struct
{
  CrmStore *store;
  CrmId customer;
  GArray *waits; /* gint64, microseconds */
  gint64 asked;
  gboolean end;
} Meanwhile;

static gboolean edit_again (gpointer data);

static DexFuture *
on_edited (DexFuture *edited, gpointer data)
{
  Meanwhile *self = data;
  gint64 wait = g_get_monotonic_time () - self->asked;

  g_array_append_val (self->waits, wait);
  if (!self->end)
    g_timeout_add (PAUSE_MS, edit_again, self);
  return NULL;
}

static gboolean
edit_again (gpointer data)
{
  Meanwhile *self = data;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Meanwhile", CRM_EDIT_ORIGIN_PERSON);

  if (crm_id_is_nil (&self->customer))
    {
      self->customer = crm_id_new (g_get_real_time ());
      crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, &self->customer), CRM_CUSTOMER_NAME, "Meanwhile");
    }
  else
    {
      g_autofree char *city = g_strdup_printf ("City %u", self->waits->len);

      crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &self->customer), CRM_CUSTOMER_CITY, city);
    }
  self->asked = g_get_monotonic_time ();
  dex_future_disown (dex_future_finally (crm_store_apply (self->store, edit, NULL), on_edited, self, NULL));
  return G_SOURCE_REMOVE;
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static void
measure_edits (CrmStore *store, GPtrArray *sources)
{
  Meanwhile meanwhile = { .store = store, .waits = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (CrmImport) import = crm_import_new (store, sources);
  g_autoptr (CrmImportReport) report = NULL;
  guint n;

  edit_again (&meanwhile);
  report = await_boxed (crm_import_run (import));
  meanwhile.end = TRUE;
  n = meanwhile.waits->len;
  while (meanwhile.waits->len == n)
    g_main_context_iteration (NULL, TRUE);
  g_array_sort (meanwhile.waits, compare_waits);
  g_print ("import\t%u edits meanwhile\tmedian %.1f ms\tworst %.1f ms\n", n, (double)g_array_index (meanwhile.waits, gint64, n / 2) / 1000, (double)g_array_index (meanwhile.waits, gint64, n) / 1000);
  g_array_unref (meanwhile.waits);
}

static void
take_back (CrmStore *store)
{
  gint64 start = g_get_monotonic_time ();

  await_ok (crm_store_undo (store, NULL));
  g_print ("import\ttaking %d rows back\t%.0f rows/s\n", ROWS, ROWS / ((double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC));
}

static double
run (CrmStore *store, GPtrArray *sources, gboolean rehearsal, guint created)
{
  g_autoptr (CrmImport) import = crm_import_new (store, sources);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmImportReport) report = await_boxed (rehearsal ? crm_import_rehearse (import) : crm_import_run (import));

  g_assert_cmpuint (report->n_created, ==, created);
  return ROWS / ((double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

static void
report (const char *what, double rows, double floor)
{
  g_print ("import\t%s\t%.0f rows/s\tfloor %.0f rows/s (reading alone)\tratio %.2f\n", what, rows, floor, floor / rows);
}

static CrmStore *
open_copy (const char *folder, guint n_customers)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autofree char *path = g_build_filename (folder, "copy.clientele", NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  if (n_customers > 0)
    {
      g_autofree char *data = NULL;
      g_autoptr (GFile) from = NULL, to = g_file_new_for_path (path);

      g_object_unref (bench_data_open (n_customers));
      data = bench_data_dup_path (n_customers);
      from = g_file_new_for_path (data);
      g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  store = crm_store_new (path, clock, &error);
  g_assert_no_error (error);
  crm_store_set_upkeep (store, FALSE);
  return store;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
measure (GPtrArray *sources, double floor, const char *folder, guint n_customers)
{
  g_autofree char *own = g_strdup_printf ("%s/%u", folder, n_customers), *label = g_strdup_printf ("%d rows onto %u customers", ROWS, n_customers);
  CrmStore *store;

  g_mkdir (own, 0700);
  store = open_copy (own, n_customers);
  report (label, run (store, sources, FALSE, ROWS), floor);
  g_free (label);
  label = g_strdup_printf ("the same %d rows again", ROWS);
  report (label, run (store, sources, FALSE, 0), floor);
  take_back (store);
  measure_edits (store, sources);
  g_object_unref (store);
  remove_folder (own);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autofree char *folder = g_dir_make_tmp ("clientele-bench-XXXXXX", NULL), *path = write_file (folder);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  double floor;

  setlocale (LC_ALL, "");
  dex_init ();
  g_ptr_array_add (sources, crm_import_source_open (path, NULL, THIS_YEAR, NULL, NULL));
  floor = read_alone (sources);
  measure (sources, floor, folder, 0);
  if (n > 0)
    measure (sources, floor, folder, n);
  remove_folder (folder);
  return 0;
}
