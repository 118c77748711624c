/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing a letter: hits found, sorted and counted, against merely counting them in the full-text index. */

#include "core/base/crm-text-pattern.h"
#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-customers.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS 7

static double
count_hits (CrmConnection *connection, const char *match, gint64 *hits)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM search_customer WHERE search_customer MATCH ?", NULL);
  gint64 start = g_get_monotonic_time ();

  sqlite3_bind_text (statement, 1, match, -1, SQLITE_TRANSIENT);
  g_assert_cmpint (crm_connection_next (connection, statement, NULL), ==, 1);
  *hits = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
answer (CrmConnection *connection, CrmRanking *ranking, const char *typed)
{
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, typed, CRM_CUSTOMER_NAME, FALSE);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmAnswer) found = crm_answer_read (connection, ranking, query, NULL);

  g_assert_nonnull (found);
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure (CrmConnection *connection, CrmRanking *ranking, const char *typed)
{
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (typed);
  g_autofree char *match = crm_text_pattern_to_match (pattern, CRM_TEXT_INDEX_NAMES);
  double floors[RUNS], times[RUNS];
  gint64 hits = 0;

  for (int i = 0; i < RUNS; i++)
    {
      floors[i] = count_hits (connection, match, &hits);
      times[i] = answer (connection, ranking, typed);
    }
  g_print ("search\t%s\t%" G_GINT64_FORMAT " hits\t%.2f ms\tfloor %.2f ms\tratio %.2f\n", typed, hits, bench_median (times, RUNS), bench_median (floors, RUNS),
           bench_median (times, RUNS) / MAX (bench_median (floors, RUNS), 0.001));
}

int
main (int argc, char **argv)
{
  static const char *const typed[] = { "张", "公司", "有限公司", "zs", "zhang", "a", "g", "wa", "138", "5550", "har", "exa", "bristol", "gongsi shanghai" };
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmRanking) ranking = NULL;
  g_autofree char *path = bench_data_dup_path (n);
  gint64 start;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  start = g_get_monotonic_time ();
  ranking = crm_ranking_read (connection, &crm_kind_customer, CRM_CUSTOMER_NAME, FALSE, NULL);
  g_print ("rank\tby name\t%u rows\t%.1f ms\n", ranking->n_rows, (double)(g_get_monotonic_time () - start) / 1000);
  start = g_get_monotonic_time ();
  crm_ranking_unref (crm_ranking_read (connection, &crm_kind_customer, CRM_CUSTOMER_CITY, FALSE, NULL));
  g_print ("rank\tby city (no index)\t%u rows\t%.1f ms\n", ranking->n_rows, (double)(g_get_monotonic_time () - start) / 1000);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    measure (connection, ranking, typed[i]);
  return 0;
}
