/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking through all customers for duplicates, and for those like one that is being typed, against reading the rows that it is done with. */

#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"
#include "tests/bench/bench-data.h"

#include <locale.h>
#include <time.h>

#define LOOKS 200

/* Of the processor, not of the clock on the wall: others may be at work. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1000000;
}

static double
read_rows (CrmConnection *connection)
{
  static const char *const queries[] = {
    "SELECT id, type, name, alias, tax_id, code, external_id, city, country, gender, birthday FROM customer WHERE deleted = 0",
    "SELECT customer, kind, value_key, value FROM contact_point WHERE deleted = 0 AND customer IS NOT NULL",
    "SELECT r.customer, n.name FROM role r JOIN person n ON n.id = r.person WHERE r.deleted = 0 AND n.deleted = 0",
  };
  double start = cpu_ms ();

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare (connection, queries[i], NULL);

      while (crm_connection_next (connection, statement, NULL) > 0)
        ;
    }
  return cpu_ms () - start;
}

static double
look_up (CrmConnection *connection, guint n, guint number)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, &crm_kind_customer, 1 + (gint64)((guint64)number * 7919 % n), NULL);
  CrmCustomerDraft draft = { (char *)crm_record_get_text (record, CRM_CUSTOMER_TYPE), (char *)crm_record_get_title (record), (char *)crm_record_get_text (record, CRM_CUSTOMER_PHONE), NULL };
  g_autoptr (GError) error = NULL;
  double start = cpu_ms ();
  g_autoptr (GPtrArray) candidates = crm_duplicate_find_candidates (connection, &draft, crm_record_get_text (record, CRM_CUSTOMER_CITY), &error);

  g_assert_no_error (error);
  return cpu_ms () - start;
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmDuplicateSet) set = NULL;
  g_autoptr (GArray) pairs = NULL;
  g_autofree char *path = bench_data_dup_path (n);
  double looks[LOOKS], floor, start, read, scanned, middle;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  floor = read_rows (connection);
  start = cpu_ms ();
  set = crm_duplicate_read_all (connection, NULL, NULL);
  read = cpu_ms () - start;
  start = cpu_ms ();
  pairs = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, NULL);
  scanned = cpu_ms () - start;
  for (guint i = 0; i < LOOKS; i++)
    looks[i] = look_up (connection, n, i);
  middle = bench_median (looks, LOOKS);
  g_print ("rows read alone, floor        %8.0f ms\n", floor);
  g_print ("cards and keys made of them   %8.0f ms  %6.1f×\n", read, read / floor);
  g_print ("compared, %8u pairs        %8.0f ms  %6.1f×\n", pairs->len, scanned, scanned / floor);
  g_print ("like one being typed          %8.2f ms, the worst %.2f ms\n", middle, looks[LOOKS - 1]);
  return 0;
}
