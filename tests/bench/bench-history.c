/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening an edit that made all customers of a file, and telling what taking it back would leave, against counting their rows. */

#include "core/history/crm-bin.h"
#include "core/history/crm-edit-details.h"
#include "tests/bench/bench-data.h"

#include <locale.h>
#include <time.h>

#define PAGE 60

/* Of the processor, not of the clock on the wall: others may be at work. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1000000;
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (GPtrArray) edits = NULL, touched = NULL, bin = NULL;
  g_autoptr (CrmTakeBack) take_back = NULL;
  g_autoptr (GError) error = NULL;
  const CrmEditFilter all = { 0 };
  CrmEditQuestion question = { 0 };
  g_autofree char *path = bench_data_dup_path (n);
  double floor, start;
  gint64 rows, number;
  CrmEditCounts counts;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  start = cpu_ms ();
  crm_connection_read_integer (connection, "SELECT sum(created_edit) FROM customer WHERE deleted = 0", &rows, NULL);
  floor = cpu_ms () - start;
  start = cpu_ms ();
  edits = crm_edit_list_read (connection, &all, G_MAXINT64, PAGE, &error);
  g_assert_no_error (error);
  g_print ("rows of customers, floor      %8.1f ms\n", floor);
  g_print ("first edits                   %8.1f ms  %6.2f×\n", cpu_ms () - start, (cpu_ms () - start) / floor);
  number = ((const CrmEditEntry *)edits->pdata[edits->len - 1])->number;
  question.number = number;
  start = cpu_ms ();
  touched = crm_edit_details_read (connection, &question, NULL, PAGE, &error);
  g_assert_no_error (error);
  g_print ("first %3u of the largest      %8.1f ms  %6.2f×\n", touched->len, cpu_ms () - start, (cpu_ms () - start) / floor);
  start = cpu_ms ();
  crm_edit_details_count (connection, number, &counts, &error);
  g_print ("its counts                    %8.1f ms  %6.2f×\n", cpu_ms () - start, (cpu_ms () - start) / floor);
  start = cpu_ms ();
  take_back = crm_take_back_read (connection, number, &error);
  g_assert_no_error (error);
  g_print ("what would stay of %8u   %8.1f ms  %6.2f×\n", take_back->n, cpu_ms () - start, (cpu_ms () - start) / floor);
  start = cpu_ms ();
  bin = crm_bin_read (connection, CRM_KIND_NONE, NULL, NULL, PAGE, &error);
  g_print ("the bin                       %8.1f ms  %6.2f×\n", cpu_ms () - start, (cpu_ms () - start) / floor);
  return 0;
}
