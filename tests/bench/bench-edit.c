/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing one field, on disk when it returns, against a raw update in SQLite with the same durability. */

#include "core/schema/crm-schema-customers.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS 200
#define TURN 20

/* Every time another customer, somewhere in the file. */
static gint64
pick (guint n, int number)
{
  return 1 + (gint64)((guint64)number * 7919 % n);
}

static double
raw_update (CrmConnection *connection, gint64 rowid, int value)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "UPDATE customer SET industry = ? WHERE rowid = ?", NULL);
  gint64 start = g_get_monotonic_time ();
  g_autofree char *text = g_strdup_printf ("Raw %d at %" G_GINT64_FORMAT, value, start);

  g_assert_true (crm_connection_execute (connection, "BEGIN IMMEDIATE", NULL));
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, rowid);
  g_assert_true (crm_connection_run (connection, statement, NULL));
  g_assert_true (crm_connection_execute (connection, "COMMIT", NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
edit_field (CrmStore *store, CrmConnection *connection, gint64 rowid, guint field, int value)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  gint64 start = g_get_monotonic_time ();
  g_autofree char *text = g_strdup_printf ("Edited %d at %" G_GINT64_FORMAT, value, start);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &record->id), field, text);
  await_ok (crm_store_apply (store, edit, NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autofree char *path = bench_data_dup_path (n);
  double floors[RUNS], plain[RUNS], searched[RUNS];

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  /* In turns of some: what one connection writes, another has to read anew, which takes as long as writing it. */
  for (int i = 0; i < RUNS; i += TURN)
    {
      for (int j = i; j < i + TURN; j++)
        floors[j] = raw_update (connection, pick (n, j), j);
      for (int j = i; j < i + TURN; j++)
        plain[j] = edit_field (store, connection, pick (n, RUNS + j), CRM_CUSTOMER_INDUSTRY, j);
      for (int j = i; j < i + TURN; j++)
        searched[j] = edit_field (store, connection, pick (n, 2 * RUNS + j), CRM_CUSTOMER_CITY, j);
    }
  g_print ("edit\tone field\t%.3f ms\tfloor %.3f ms\tratio %.2f\n", bench_median (plain, RUNS), bench_median (floors, RUNS),
           bench_median (plain, RUNS) / bench_median (floors, RUNS));
  g_print ("edit\tone searched field\t%.3f ms\tfloor %.3f ms\tratio %.2f\n", bench_median (searched, RUNS), bench_median (floors, RUNS),
           bench_median (searched, RUNS) / bench_median (floors, RUNS));
  return 0;
}
