/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million deals with four million moves: one move, against a raw update with the same durability; and reading what figures read. */

#include "tests/bench/bench-deals.h"

#include "core/sales/crm-deal-reading.h"
#include "core/sales/crm-funnel.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS      201
#define SCAN_RUNS 5

/* ── one move ─────────────────────────────────────────────────────────────────────────────── */

static double
raw_update (CrmConnection *connection, gint64 rowid, gint64 value)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "UPDATE deal SET stage_since = ? WHERE rowid = ?", NULL);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (crm_connection_execute (connection, "BEGIN IMMEDIATE", NULL));
  sqlite3_bind_int64 (statement, 1, value);
  sqlite3_bind_int64 (statement, 2, rowid);
  g_assert_true (crm_connection_run (connection, statement, NULL));
  g_assert_true (crm_connection_execute (connection, "COMMIT", NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

/* Another stage of the deal's pipeline. */
static CrmId
find_stage (CrmConnection *connection, const CrmRecord *deal)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT id FROM stage WHERE pipeline = ? AND id <> coalesce(?, x'') AND outcome = 'open' ORDER BY rowid LIMIT 1", NULL);
  CrmId id;

  crm_statement_bind_id (statement, 1, crm_record_get_id (deal, CRM_DEAL_PIPELINE));
  crm_statement_bind_id (statement, 2, crm_record_get_id (deal, CRM_DEAL_STAGE));
  g_assert_cmpint (crm_connection_next (connection, statement, NULL), >, 0);
  g_assert_true (crm_statement_read_id (statement, 0, &id));
  sqlite3_reset (statement);
  return id;
}

static double
move (CrmStore *store, const CrmId *deal, const CrmId *stage)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move deal", CRM_EDIT_ORIGIN_PERSON);
  gint64 start = g_get_monotonic_time ();

  crm_change_set_id (crm_edit_update (edit, &crm_kind_deal, deal), CRM_DEAL_STAGE, stage);
  await_ok (crm_store_apply (store, edit, NULL));
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure_moves (CrmStore *store, CrmConnection *connection, guint n)
{
  double floors[RUNS], moves[RUNS], floor, middle;

  for (int i = 0; i < RUNS; i++)
    {
      gint64 rowid = 1 + (gint64)((guint64)i * 7919 % n);
      g_autoptr (CrmRecord) deal = crm_connection_read_record_at (connection, &crm_kind_deal, rowid, NULL);
      CrmId stage = find_stage (connection, deal);

      floors[i] = raw_update (connection, rowid, i);
      moves[i] = move (store, &deal->id, &stage);
    }
  floor = bench_median (floors, RUNS);
  middle = bench_median (moves, RUNS);
  g_print ("deals\tone move\t%.3f ms\tworst %.3f ms\tfloor %.3f ms\tratio %.2f\n", middle, moves[RUNS - 1], floor, middle / floor);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* All that figures of a year read, without doing anything with it: no figure can be faster. */
static double
scan_year (CrmConnection *connection, gint64 from, guint *n_rows)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT deal, packed FROM deal_path WHERE ended_at >= ?", NULL);
  gint64 start = g_get_monotonic_time ();

  *n_rows = 0;
  sqlite3_bind_int64 (statement, 1, from);
  while (crm_connection_next (connection, statement, NULL) > 0)
    *n_rows += sqlite3_column_bytes (statement, 1) > 0;
  return (double)(g_get_monotonic_time () - start) / 1000;
}

/* The funnel of the last year, as the command line and the window read it; @moved: (nullable): one more deal that has moved since. */
static double
count_funnel (CrmConnection *connection, const CrmDealQuestion *question, CrmDealReading **reading, gint64 moved)
{
  CrmFunnelOptions options = { 0, question->span, CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CrmFunnel) funnel = NULL;
  CrmDealReading *next;

  if (moved == 0)
    next = crm_deal_reading_new (connection, question, NULL);
  else
    {
      g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (deals, moved);
      next = crm_deal_reading_renew (*reading, connection, question->now, deals, NULL);
    }
  funnel = crm_funnel_new (&next->paths, &options);
  g_assert_cmpuint (funnel->cohort, >, 0);
  g_clear_pointer (reading, crm_deal_reading_unref);
  *reading = next;
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static void
measure_funnel (const char *path)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 now = g_get_real_time ();
  CrmDealQuestion question = { .span = { now - 365 * G_TIME_SPAN_DAY, now }, .now = now, .zone = zone };
  double scans[SCAN_RUNS], colds[SCAN_RUNS], warms[SCAN_RUNS], scan, cold, warm;
  g_autoptr (CrmDealReading) reading = NULL;
  guint n_rows = 0;

  for (int i = 0; i < SCAN_RUNS; i++)
    {
      /* A connection that has read nothing yet. */
      g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);

      scans[i] = scan_year (connection, question.span.from, &n_rows);
    }
  for (int i = 0; i < SCAN_RUNS; i++)
    {
      g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);

      colds[i] = count_funnel (connection, &question, &reading, 0);
      warms[i] = count_funnel (connection, &question, &reading, 1 + i * 7919);
    }
  scan = bench_median (scans, SCAN_RUNS);
  cold = bench_median (colds, SCAN_RUNS);
  warm = bench_median (warms, SCAN_RUNS);
  g_print ("deals\tfunnel of a year\t%.1f ms\tfloor %.1f ms (reading %u rows)\tratio %.2f\n", cold, scan, n_rows, cold / scan);
  g_print ("deals\tfunnel of a year after one more move\t%.1f ms\n", warm);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autofree char *path = bench_deals_dup_path (n);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_deals_open (n);
  measure_funnel (path);
  connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  measure_moves (store, connection, n);
  return 0;
}
