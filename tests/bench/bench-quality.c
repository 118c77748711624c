/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking through all customers for what is missing, wrong or out of date, against reading the same rows. */

#include "core/quality/crm-quality.h"
#include "tests/bench/bench-data.h"

#include <locale.h>
#include <time.h>

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
    "SELECT rowid, phone, email, tax_id, last_contact, next_step FROM customer WHERE deleted = 0",
    "SELECT rowid, birthday FROM person WHERE deleted = 0",
    "SELECT rowid, kind, value FROM contact_point WHERE deleted = 0",
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

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmQuality) quality = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  const CrmQualityQuestion question = { .now = g_get_real_time (), .zone = zone };
  g_autofree char *path = bench_data_dup_path (n);
  double floor, start, looked;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  read_rows (connection);
  floor = read_rows (connection);
  start = cpu_ms ();
  quality = crm_quality_read (connection, &question, &error);
  looked = cpu_ms () - start;
  g_assert_no_error (error);
  g_print ("rows read alone, floor        %8.0f ms\n", floor);
  g_print ("%8u customers looked at    %8.0f ms  %6.1f×\n", quality->of[CRM_QUALITY_NO_PHONE], looked, looked / floor);
  return 0;
}
