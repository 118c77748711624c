/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing one field, on disk when it returns, against a raw update in SQLite with the same durability. */

#include "core/schema/crm-schema-customers.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS 101

static double
raw_update (CrmConnection *connection, gint64 rowid, int value)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "UPDATE customer SET industry = ? WHERE rowid = ?", NULL);
  g_autofree char *text = g_strdup_printf ("Raw %d", value);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (crm_connection_execute (connection, "BEGIN IMMEDIATE", NULL));
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, rowid);
  g_assert_true (crm_connection_run (connection, statement, NULL));
  g_assert_true (crm_connection_execute (connection, "COMMIT", NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
edit_field (CrmStore *store, const CrmId *id, guint field, int value)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *text = g_strdup_printf ("Edited %d", value);
  gint64 start = g_get_monotonic_time ();

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, id), field, text);
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
  for (int i = 0; i < RUNS; i++)
    {
      gint64 rowid = 1 + (gint64)((guint64)i * 7919 % n);
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, NULL);

      floors[i] = raw_update (connection, rowid, i);
      plain[i] = edit_field (store, &record->id, CRM_CUSTOMER_INDUSTRY, i);
      searched[i] = edit_field (store, &record->id, CRM_CUSTOMER_CITY, i);
    }
  g_print ("edit\tone field\t%.3f ms\tfloor %.3f ms\tratio %.2f\n", bench_median (plain, RUNS), bench_median (floors, RUNS),
           bench_median (plain, RUNS) / bench_median (floors, RUNS));
  g_print ("edit\tone searched field\t%.3f ms\tfloor %.3f ms\tratio %.2f\n", bench_median (searched, RUNS), bench_median (floors, RUNS),
           bench_median (searched, RUNS) / bench_median (floors, RUNS));
  return 0;
}
