/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals taken from files: as they are written here and by other programs, once and again, and taken back. */

#include "core/demo/crm-demo.h"
#include "core/exchange/crm-deal-column.h"
#include "core/exchange/crm-export.h"
#include "core/exchange/crm-import.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

#define YEAR 2026

static CrmImport *
open_import (Fixture *fixture, const char *path)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (GError) error = NULL;
  CrmImportSource *source = crm_import_source_open (path, NULL, YEAR, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (sources, source);
  return crm_import_new_of_deals (fixture->store, sources);
}

static CrmImportReport *
import_path (Fixture *fixture, const char *path)
{
  g_autoptr (CrmImport) import = open_import (fixture, path);

  return await_boxed (crm_import_run (import));
}

static CrmImportReport *
import_sample (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "deals", name, NULL);

  return import_path (fixture, path);
}

static CrmImportReport *
import_text (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "deals.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return import_path (fixture, path);
}

/* Amounts that name no currency are in the office's. */
static CrmImportReport *
import_yuan (Fixture *fixture, const char *text)
{
  await_ok (crm_store_set_setting (fixture->store, "currency", "CNY"));
  return import_text (fixture, text);
}

static void
assert_counts (const CrmImportReport *report, guint created, guint updated, guint unchanged, guint refused)
{
  g_assert_cmpuint (report->n_created, ==, created);
  g_assert_cmpuint (report->n_updated, ==, updated);
  g_assert_cmpuint (report->n_unchanged, ==, unchanged);
  g_assert_cmpuint (report->faults->len, ==, refused);
  g_assert_cmpuint (report->n_read, ==, created + updated + unchanged + refused);
}

static gboolean
read_text (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (GString) text = g_string_new (NULL);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *cell = (const char *)sqlite3_column_text (statement, i);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : text->len > 0 ? "\n"
                                                                            : "",
                                  cell != NULL ? cell : "");
        }
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (g_steal_pointer (&text)));
  return step == 0;
}

static char *
query (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_text, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_dup_string (&value);
}

static void
assert_query (Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *text = query (fixture, sql);

  g_assert_cmpstr (text, ==, expected);
}

#define LOCAL(column) "substr (datetime (" column " / 1000000, 'unixepoch', '+8 hours'), 1, 16)"

static const char logs[] = "SELECT d.title, group_concat (m.text, ', ') FROM deal d JOIN (SELECT deal, " LOCAL ("at") " || ' ' || coalesce (f.name || '>', '') || t.name AS text"
                                                                                                                      " FROM stage_move m LEFT JOIN stage f ON f.id = m.from_stage JOIN stage t ON t.id = m.to_stage WHERE m.deleted = 0 ORDER BY at, m.rowid) m ON m.deal = d.id"
                                                                                                                      " WHERE d.deleted = 0 GROUP BY d.id ORDER BY d.rowid";
static const char deals[] = "SELECT title, customer_name, amount, amount_currency, d.outcome, s.name, " LOCAL ("began_at") ", " LOCAL ("closed_at") " FROM deal d JOIN stage s ON s.id = d.stage WHERE d.deleted = 0 ORDER BY d.rowid";
static const char stages[] = "SELECT p.name, s.name, s.outcome, s.probability FROM stage s JOIN pipeline p ON p.id = s.pipeline WHERE s.deleted = 0 ORDER BY p.position, s.position";

/* ── a row a move ─────────────────────────────────────────────────────────────────────────── */

static void
test_moves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "moves.csv");

  assert_counts (report, 4, 4, 0, 5);
  assert_query (fixture, deals,
                "Ten desks|Harbour Office|150000|CNY|lost|Dropped|2026-01-05 00:00|2026-03-01 00:00\n"
                "Chairs|Harbour Office|31050|EUR|won|Signed|2026-02-01 00:00|2026-02-09 00:00\n"
                "Lamps|Old Quay Hotel|100000|JPY|open|Lead|2026-02-01 00:00|\n"
                "Soon|Old Quay Hotel|500|CNY|open|Lead|2031-05-01 00:00|");
  assert_query (fixture, logs,
                "Ten desks|2026-01-05 00:00 Lead, 2026-01-15 10:30 Lead>Proposal, 2026-03-01 00:00 Proposal>Dropped\n"
                "Chairs|2026-02-01 00:00 Lead, 2026-02-03 00:00 Lead>Proposal, 2026-02-09 00:00 Proposal>Signed\n"
                "Lamps|2026-02-01 00:00 Lead\n"
                "Soon|2031-05-01 00:00 Lead");
  assert_query (fixture, stages, "Sales|Lead|open|10\nSales|Proposal|open|50\nSales|Signed|won|100\nSales|Dropped|lost|0");
  assert_query (fixture, "SELECT amount, amount_currency FROM stage_move ORDER BY rowid LIMIT 4", "120000|CNY\n150000|CNY\n|\n-30000|EUR");
  assert_query (fixture, "SELECT lost_reason FROM deal WHERE outcome = 'lost'", "Too slow");
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint64 row;
    const char *column;
  } expected[] = { { 9, "moved_at" }, { 10, "amount" }, { 11, "deal" }, { 12, NULL }, { 13, "outcome" } };
  g_autoptr (CrmImportReport) report = import_sample (fixture, "moves.csv");

  g_assert_cmpuint (report->faults->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmImportFault *fault = report->faults->pdata[i];

      g_assert_cmpuint (fault->row, ==, expected[i].row);
      g_assert_cmpstr (fault->column, ==, expected[i].column);
      g_assert_cmpuint (strlen (fault->reason), >, 10);
    }
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  static const char *const samples[] = { "moves.csv", "hubspot.csv", "pipedrive.csv", "odoo.csv", "salesforce.csv", "chinese-gb18030.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (CrmImportReport) first = import_sample (fixture, samples[i]), again = NULL;
      g_autofree char *before = query (fixture, logs), *after = NULL;

      crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
      again = import_sample (fixture, samples[i]);
      g_assert_cmpuint (again->n_created + again->n_updated, ==, 0);
      g_assert_cmpint (again->edit, ==, 0);
      after = query (fixture, logs);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  crm_import_report_unref (import_sample (fixture, "moves.csv"));
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  assert_query (fixture, "SELECT (SELECT count(*) FROM deal WHERE deleted = 0) + (SELECT count(*) FROM stage_move WHERE deleted = 0) + (SELECT count(*) FROM stage WHERE deleted = 0)"
                         " + (SELECT count(*) FROM pipeline WHERE deleted = 0) + (SELECT count(*) FROM customer WHERE deleted = 0) + (SELECT count(*) FROM deal_path)",
                "0");
}

static void
test_rehearsal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "deals", "moves.csv", NULL);
  g_autoptr (CrmImport) import = open_import (fixture, path);
  g_autoptr (CrmImportReport) rehearsed = await_boxed (crm_import_rehearse (import)), report = NULL;
  guint64 n_done, n_rows;

  assert_counts (rehearsed, 4, 4, 0, 5);
  assert_query (fixture, "SELECT (SELECT count(*) FROM deal) + (SELECT count(*) FROM stage) + (SELECT count(*) FROM edit)", "0");
  crm_import_get_progress (import, &n_done, &n_rows);
  g_assert_cmpuint (n_done, ==, n_rows);
  report = await_boxed (crm_import_run (import));
  assert_counts (report, 4, 4, 0, 5);
}

/* What was missing in the middle of a log is put there, and the move behind it leaves the stage it came to. */
static void
test_fills_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "deal,customer,stage,moved_at\nDesks,Harbour,Lead,2026-01-01\nDesks,Harbour,Offer,2026-03-01\n");
  g_autoptr (CrmImportReport) more = import_text (fixture, "deal,customer,stage,moved_at\nDesks,Harbour,Talks,2026-02-01\n");
  g_autoptr (CrmImportReport) later = import_text (fixture, "deal,customer,stage,moved_at,outcome\nDesks,Harbour,Won,2026-04-01,won\n");

  assert_counts (more, 0, 1, 0, 0);
  assert_counts (later, 0, 1, 0, 0);
  assert_query (fixture, logs, "Desks|2026-01-01 00:00 Lead, 2026-02-01 00:00 Lead>Talks, 2026-03-01 00:00 Talks>Offer, 2026-04-01 00:00 Offer>Won");
  assert_query (fixture, deals, "Desks|Harbour|||won|Won|2026-01-01 00:00|2026-04-01 00:00");
}

static void
test_rows_out_of_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "deal,customer,stage,moved_at\nB,Harbour,Offer,2026-03-01\nA,Harbour,Lead,2026-01-01\nB,Harbour,Lead,2026-01-01\nB,Harbour,Lead,2026-01-01\n");

  assert_counts (report, 2, 1, 1, 0);
  assert_query (fixture, logs, "B|2026-01-01 00:00 Lead, 2026-03-01 00:00 Lead>Offer\nA|2026-01-01 00:00 Lead");
}

/* ── a row a deal ─────────────────────────────────────────────────────────────────────────── */

static void
test_hubspot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "hubspot.csv");

  assert_counts (report, 4, 0, 0, 0);
  assert_query (fixture, deals,
                "Greyfriars - meeting room|Greyfriars Consulting Ltd|500000|USD|won|Closed Won|2026-01-12 09:30|2026-03-25 18:00\n"
                "Greyfriars - chairs|Greyfriars Consulting Ltd|1240050|USD|open|Contract Sent|2026-05-02 11:05|\n"
                "Moorhen desks|Moorhen Trading|||lost|Closed Lost|2026-06-01 08:00|2026-06-30 12:00\n"
                "Pilot|Ida Falk|80000|EUR|open|Appointment Scheduled|2026-08-15 16:45|");
  assert_query (fixture, stages, "Sales Pipeline|Contract Sent|open|90\nSales Pipeline|Closed Won|won|100\nSales Pipeline|Closed Lost|lost|0\nPartners|Appointment Scheduled|open|20");
  assert_query (fixture, "SELECT expected_close, category, lost_reason, external_id FROM deal ORDER BY rowid",
                "|committed||9001\n20261231|best-case||9002\n|omitted|competitor|9003\n|pipeline||9004");
  assert_query (fixture, "SELECT count(*) FROM deal WHERE probability IS NOT NULL", "0");
  assert_query (fixture, "SELECT name, type, external_id FROM customer ORDER BY rowid", "Greyfriars Consulting Ltd|company|7001\nMoorhen Trading|company|7002\nIda Falk|individual|");
}

static void
test_pipedrive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "pipedrive.csv");

  assert_counts (report, 3, 0, 0, 0);
  assert_query (fixture, stages, "Pipeline|Negotiations Started|open|10\nPipeline|Proposal Made|open|40\nPipeline|Won|won|100\nPipeline|Lost|lost|0");
  assert_query (fixture, logs,
                "Kestrel deal|2026-03-02 14:00 Negotiations Started, 2026-03-10 08:30 Negotiations Started>Won\n"
                "Linden deal|2026-02-20 10:00 Negotiations Started, 2026-04-01 17:45 Negotiations Started>Lost\n"
                "Fennel deal|2026-07-09 12:00 Proposal Made");
  assert_query (fixture, "SELECT amount, u.name, lost_reason, expected_close FROM deal d JOIN user u ON u.id = d.owner ORDER BY d.rowid",
                "2400000|Wang Siyuan||20260315\n300000|Wang Siyuan|price|\n150075|Lin Yue||20261130");
}

static void
test_odoo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "odoo.csv");

  assert_counts (report, 3, 0, 0, 0);
  assert_query (fixture, deals,
                "Quote for 600 chairs|Brückner & Weil GmbH|2250000|EUR|won|Won|2026-02-03 07:12|2026-04-28 09:00\n"
                "Office design|Alpenblick KG|900000|EUR|open|Qualified|2026-05-11 06:00|\n"
                "Distributor contract|Sternwarte Handel GmbH|1980000|EUR|lost|Lost|2026-01-11 06:00|2026-03-02 10:00");
  assert_query (fixture, "SELECT source, campaign, lost_reason FROM deal ORDER BY rowid", "Search engine||\n|Autumn|\n||price");
}

static void
test_salesforce (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "salesforce.csv");

  assert_counts (report, 3, 0, 0, 0);
  assert_query (fixture, deals,
                "Windrush Generator|Windrush Hotels Inc|12000000|USD|won|Closed Won|2026-06-02 00:00|2026-08-14 00:00\n"
                "Windrush Extension|Windrush Hotels Inc|3500050|USD|open|Negotiation/Review|2026-09-30 00:00|\n"
                "Ropewalk UPS|Ropewalk Logistics|7500000|USD|lost|Closed Lost|2026-03-15 00:00|2026-05-28 00:00");
  assert_query (fixture, "SELECT expected_close FROM deal WHERE outcome = 'open'", "20261231");
}

static void
test_chinese (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_sample (fixture, "chinese-gb18030.csv");

  assert_counts (report, 3, 0, 0, 0);
  assert_query (fixture, deals,
                "酒店客房布草|洛阳望江楼大酒店有限公司|12000000|CNY|won|赢单|2026-01-05 00:00|2026-03-28 00:00\n"
                "冷链周转箱|湘军冷链物流有限公司|8640000|CNY|open|方案报价|2026-09-01 14:30|\n"
                "门店桌椅|千灯饭庄|3500000|CNY|lost|输单|2026-05-06 00:00|2026-06-18 00:00");
  assert_query (fixture, "SELECT source, expected_close, lost_reason FROM deal ORDER BY rowid", "trade-fair|20260401|\nreferral|20261215|\n|20260630|price");
}

/* A deal that has moved on in the other program moves on here, when the file is read. */
static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_yuan (fixture, "Deal ID,Deal Name,Company,Deal Stage,Amount,Create Date\n7,Desks,Harbour,Lead,100,2026-09-01\n");
  g_autoptr (CrmImportReport) more = NULL;

  crm_clock_advance (fixture->clock, 9 * G_TIME_SPAN_DAY);
  more = import_text (fixture, "Deal ID,Deal Name,Company,Deal Stage,Amount,Create Date\n7,Twelve desks,Harbour,Offer,120,2026-09-01\n");
  assert_counts (more, 0, 1, 0, 0);
  assert_query (fixture, deals, "Twelve desks|Harbour|12000|CNY|open|Offer|2026-09-01 00:00|");
  assert_query (fixture, logs, "Twelve desks|2026-09-01 00:00 Lead, 2026-09-30 22:13 Lead>Offer");
  assert_query (fixture, "SELECT count(*) FROM customer", "1");
}

/* Bad data stays as it is: the figures leave it out and say how often. */
static void
test_odd_data (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_yuan (fixture, "deal,customer,stage,amount,Create Date,Closed Date\nDesks,Harbour,Won,-5,2026-05-01,2026-04-01\n");

  assert_counts (report, 1, 0, 0, 0);
  assert_query (fixture, deals, "Desks|Harbour|-500|CNY|won|Won|2026-05-01 00:00|2026-04-01 00:00");
}

static void
test_same_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "id,deal,customer,customer id,stage\n1,Desks,Harbour,a,Lead\n2,Desks,Harbour,a,Lead\n3,Desks,Harbour,b,Lead\n");

  assert_counts (report, 3, 0, 0, 0);
  assert_query (fixture, "SELECT count(*) FROM customer", "2");
  assert_query (fixture, "SELECT count(DISTINCT customer) FROM deal", "2");
}

/* The stages of a pipeline that is there are taken, whatever their case; others go to its end. */
static void
test_known_pipeline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "deal,customer,pipeline,stage\nA,Harbour,Sales,Lead\nB,Harbour,Sales,Won\n");
  g_autoptr (CrmImportReport) more = import_text (fixture, "deal,customer,pipeline,stage\nC,Harbour,sales,LEAD\nD,Harbour,sales,Offer\n");

  assert_query (fixture, "SELECT count(*) FROM pipeline", "1");
  assert_query (fixture, "SELECT name, outcome FROM stage ORDER BY position", "Lead|open\nWon|won\nOffer|open");
}

/* Where two pipelines have stages of one name, a deal moves within its own. */
static void
test_own_pipeline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "deal,customer,pipeline,stage\nA,Harbour,One,Lead\nB,Harbour,One,Won\nC,Harbour,Two,Lead\nD,Harbour,Two,Offer\nE,Harbour,Two,Lost\n");
  g_autoptr (CrmImportReport) same = import_text (fixture, "deal,customer,stage\nC,Harbour,Lead\n");
  g_autoptr (CrmImportReport) lost = import_text (fixture, "deal,customer,outcome\nC,Harbour,lost\n");

  assert_counts (same, 0, 0, 1, 0);
  assert_counts (lost, 0, 1, 0, 0);
  assert_query (fixture, "SELECT p.name, s.name FROM deal d JOIN pipeline p ON p.id = d.pipeline JOIN stage s ON s.id = d.stage WHERE title = 'C'", "Two|Lost");
}

typedef struct
{
  CrmImport *import;
  CrmConnection *guest;
} Cancelling;

/* Once a part is in the file. */
static gboolean
cancel_when_written (gpointer data)
{
  Cancelling *cancelling = data;
  gint64 n = 0;

  if (!crm_connection_read_integer (cancelling->guest, "SELECT count(*) FROM deal", &n, NULL) || n <= 2)
    return G_SOURCE_CONTINUE;
  crm_import_cancel (cancelling->import);
  return G_SOURCE_REMOVE;
}

/* Also what is derived from the deals: the figures would count those that are not there, or moves nobody made. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const char derived[] = "SELECT (SELECT count(*) FROM deal), (SELECT count(*) FROM stage_move), (SELECT count(*) FROM deal_path), (SELECT sum (length (packed)) FROM deal_path), (SELECT count(*) FROM stage)";
  g_autoptr (CrmImportReport) first = import_text (fixture, "deal,customer,stage,moved_at\nD0,Harbour,Lead,2026-01-01\nD1,Harbour,Lead,2026-01-01\n");
  g_autoptr (GString) text = g_string_new ("deal,customer,stage,moved_at\n");
  g_autofree char *path = g_build_filename (fixture->folder, "many.csv", NULL), *before = query (fixture, derived), *after = NULL;
  g_autoptr (CrmImport) import = NULL;
  g_autoptr (CrmConnection) guest = crm_connection_open (fixture->path, CRM_CONNECTION_GUEST, NULL);
  Cancelling cancelling = { NULL, guest };

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "D%u,Harbour,%s,2026-0%u-02\n", i / 4, i % 2 == 0 ? "Offer" : "Talks", 2 + i % 4);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  import = open_import (fixture, path);
  cancelling.import = import;
  g_timeout_add (5, cancel_when_written, &cancelling);
  await_error (crm_import_run (import), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = query (fixture, derived);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_str_has_prefix (after, "2|2|2|"));
}

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = {
    "deal,customer,moves\nA,Harbour,nonsense\n",
    "deal,customer,moves\nA,Harbour,2026-01-01T00:00:00Z ()\n",
    "deal,customer,moves 2000000000 at,stage\nA,Harbour,2026-01-01,Lead\n",
    "deal,customer,moves 1 at,moves 3 stage\nA,Harbour,2026-01-01,Lead\n",
    "deal,customer,stage,moved_at\nA,Harbour,,2026-01-01\n",
    "deal,customer,probability\nA,Harbour,140%\n",
    "deal,customer,amount,currency\nA,Harbour,12,XQZ\n",
    "deal,customer,expected close\nA,Harbour,31/02/2026\n",
    "deal,customer,won\nA,Harbour,perhaps\n",
    "deal,customer,moved_at,stage\nA,Harbour,99999999999999999999,Lead\n",
    "deal\n\"\"\"\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (CrmImportReport) report = import_text (fixture, files[i]);

      g_assert_cmpuint (report->n_read, ==, 1);
      g_assert_cmpuint (report->faults->len + report->n_created + report->n_updated + report->n_unchanged, ==, 1);
      if (i != 2)
        g_assert_cmpuint (report->faults->len, ==, 1);
    }
}

/* ── there and back ───────────────────────────────────────────────────────────────────────── */

static const char contents[] = "SELECT hex (d.id), title, c.name, p.name, s.name, amount, amount_currency, d.probability, category, expected_close, u.name, d.source, campaign, channel, r.name,"
                               " competitor, drivers, d.needs, recurring, recurring_currency, recurring_period, lost_reason, lost_detail, d.note, began_at, stage_since, closed_at, d.outcome,"
                               " (SELECT group_concat (x.text, ';') FROM (SELECT q.name || coalesce (dp.role, '') AS text FROM deal_person dp JOIN person q ON q.id = dp.person WHERE dp.deal = d.id AND dp.deleted = 0 ORDER BY q.name) x),"
                               " (SELECT group_concat (m.text, ';') FROM (SELECT at || t.name || coalesce (f.name, '') || m.amount || m.amount_currency || coalesce (m.expected_close, '') AS text FROM stage_move m"
                               " LEFT JOIN stage f ON f.id = m.from_stage JOIN stage t ON t.id = m.to_stage WHERE m.deal = d.id ORDER BY m.at) m)"
                               " FROM deal d JOIN customer c ON c.id = d.customer JOIN pipeline p ON p.id = d.pipeline JOIN stage s ON s.id = d.stage LEFT JOIN user u ON u.id = d.owner"
                               " LEFT JOIN customer r ON r.id = d.referrer ORDER BY d.id";

static void
export_deals (Fixture *fixture, CrmExportFormat format, const char *path)
{
  g_autoptr (CrmQuery) query_all = crm_query_new (&crm_kind_deal, NULL, NULL, CRM_DEAL_TITLE, FALSE);

  await_ok (crm_export_run (fixture->store, query_all, format, path, NULL));
}

static void
test_there_and_back (Fixture *fixture, gconstpointer format)
{
  g_autofree char *path = g_build_filename (fixture->folder, "deals", NULL), *before = NULL, *after = NULL;
  g_autoptr (CrmImportReport) own = NULL, report = NULL, again = NULL;
  Fixture other = { 0 };

  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, 60, 1, "zh_CN", NULL)));
  export_deals (fixture, (CrmExportFormat)GPOINTER_TO_INT (format), path);
  before = query (fixture, contents);
  g_assert_cmpuint (strlen (before), >, 5000);
  own = import_path (fixture, path);
  g_assert_cmpuint (own->n_unchanged, ==, own->n_read);
  set_up (&other, NULL);
  report = import_path (&other, path);
  g_assert_cmpuint (report->n_created, ==, own->n_read);
  after = query (&other, contents);
  g_assert_cmpstr (before, ==, after);
  again = import_path (&other, path);
  g_assert_cmpuint (again->n_unchanged, ==, own->n_read);
  tear_down (&other, NULL);
}

static void
test_columns (void)
{
  static const struct
  {
    const char *name;
    CrmDealTarget target;
    CrmDealField field;
  } expected[] = {
    { "deal", CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE },
    { "moved_at", CRM_DEAL_COLUMN_MOVED_AT, 0 },
    { "Deal - Title", CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE },
    { "Deal - Currency of Value", CRM_DEAL_COLUMN_CURRENCY, 0 },
    { "Organization - Name", CRM_DEAL_COLUMN_CUSTOMER, 0 },
    { "Organization - ID", CRM_DEAL_COLUMN_CUSTOMER_ID, 0 },
    { "Person - Name", CRM_DEAL_COLUMN_CONTACT, 0 },
    { "Person - Phone", CRM_DEAL_COLUMN_IGNORE, 0 },
    { "Associated Company (Primary)", CRM_DEAL_COLUMN_CUSTOMER, 0 },
    { "预计成交日期", CRM_DEAL_COLUMN_FIELD, CRM_DEAL_EXPECTED_CLOSE },
    { "CLOSE DATE", CRM_DEAL_COLUMN_CLOSE, 0 },
    { "moves 3 amount currency", CRM_DEAL_COLUMN_MOVE_CURRENCY, 0 },
    { "moves 0 at", CRM_DEAL_COLUMN_IGNORE, 0 },
    { "", CRM_DEAL_COLUMN_IGNORE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      CrmDealMeaning meaning = crm_deal_column_find (expected[i].name);

      g_assert_cmpint (meaning.target, ==, expected[i].target);
      g_assert_cmpint (meaning.field, ==, expected[i].field);
    }
  g_assert_cmpstr (crm_deal_outcome_guess ("Closed Won"), ==, "won");
  g_assert_cmpstr (crm_deal_outcome_guess ("输单"), ==, "lost");
  g_assert_cmpstr (crm_deal_outcome_guess ("Lost & found"), ==, "open");
}

/* ── people ───────────────────────────────────────────────────────────────────────────────── */

static void
test_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "deal,customer,stage,people\n"
                                                            "Desks,Harbour,Lead,\"Ann Li (Decides); Tom Ash (uses)\"\n"
                                                            "Lamps,Harbour,Lead,\"Ann Li\nKim ()\"\n"
                                                            "Chairs,Quay,Lead,Ann Li (juggles)\n"
                                                            "Shelves,Quay,Lead,( )\n");
  g_autoptr (CrmImportReport) same = NULL, other = NULL;

  assert_counts (first, 2, 0, 0, 2);
  same = import_text (fixture, "deal,customer,people\nDesks,Harbour,Tom Ash\n");
  assert_counts (same, 0, 0, 1, 0);
  other = import_text (fixture, "deal,customer,people\nDesks,Harbour,Tom Ash (buys)\nDesks,Harbour,Eve\n");
  assert_counts (other, 0, 2, 0, 0);
  /* Ann is one person, whatever deals she has a part in. */
  assert_query (fixture, "SELECT count(*) FROM person WHERE name = 'Ann Li'", "1");
  assert_query (fixture, "SELECT d.title, p.name, coalesce (dp.role, '') FROM deal_person dp JOIN deal d ON d.id = dp.deal JOIN person p ON p.id = dp.person WHERE dp.deleted = 0 AND d.title = 'Desks' ORDER BY p.name",
                "Desks|Ann Li|decides\nDesks|Eve|\nDesks|Tom Ash|buys");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  assert_query (fixture, "SELECT count(*) FROM person WHERE name = 'Eve' AND deleted = 0", "0");
}

/* ── what a person chooses ────────────────────────────────────────────────────────────────── */

static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "deals.csv", NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (CrmImport) import = NULL;
  g_autoptr (CrmImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  CrmImportSource *source;

  g_file_set_contents (path, "Vorhaben,Kunde,Stufe,note\nTen desks,Harbour Office,Offer,left out\n", -1, &error);
  g_assert_no_error (error);
  source = crm_import_source_open (path, NULL, YEAR, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (sources, source);
  g_assert_false (crm_import_mapping_names_deals (source->mapping));
  g_array_index (source->mapping->columns, CrmImportColumn, 0).deal = (CrmDealMeaning){ CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE };
  g_array_index (source->mapping->columns, CrmImportColumn, 1).deal = (CrmDealMeaning){ CRM_DEAL_COLUMN_CUSTOMER };
  g_array_index (source->mapping->columns, CrmImportColumn, 2).deal = (CrmDealMeaning){ CRM_DEAL_COLUMN_STAGE };
  g_array_index (source->mapping->columns, CrmImportColumn, 3).deal = (CrmDealMeaning){ CRM_DEAL_COLUMN_IGNORE };
  g_assert_true (crm_import_mapping_names_deals (source->mapping));
  import = crm_import_new_of_deals (fixture->store, sources);
  report = await_boxed (crm_import_run (import));
  assert_counts (report, 1, 0, 0, 0);
  assert_query (fixture, "SELECT d.title || '|' || c.name || '|' || s.name || '|' || coalesce(d.note, '') FROM deal d JOIN customer c ON c.id = d.customer JOIN stage s ON s.id = d.stage", "Ten desks|Harbour Office|Offer|");
}

static void
assert_tells (const char *folder, gboolean of_deals)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmImportSource) source = crm_import_source_open (file, NULL, YEAR, NULL, &error);

      g_assert_no_error (error);
      if (crm_import_mapping_tells_of_deals (source->mapping) != of_deals)
        g_error ("%s is taken for a file of %s", file, of_deals ? "customers" : "deals");
      n++;
    }
  g_assert_cmpuint (n, >, 3);
}

static void
test_tells (void)
{
  assert_tells ("deals", TRUE);
  assert_tells ("csv", FALSE);
  assert_tells ("xlsx", FALSE);
  assert_tells ("vcard", FALSE);
}

/* Whatever can be recognised can be chosen, and has a name of its own. */
static void
test_list (void)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const CrmDealMeaning *list = crm_deal_meaning_list (&n);

  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_add (labels, crm_deal_meaning_dup_label (&list[i])));
  for (CrmDealTarget target = CRM_DEAL_COLUMN_ID; target <= CRM_DEAL_COLUMN_MOVES; target++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < n; i++)
        found |= list[i].target == target;
      g_assert_true (found);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/deal-import/moves/a-row-each", test_moves },
    { "/deal-import/moves/faults-are-listed", test_faults },
    { "/deal-import/moves/fill-a-log", test_fills_log },
    { "/deal-import/moves/rows-in-any-order", test_rows_out_of_order },
    { "/deal-import/again-doubles-nothing", test_again },
    { "/deal-import/one-undo-takes-all-back", test_undo },
    { "/deal-import/rehearsal-tells-the-same", test_rehearsal },
    { "/deal-import/cancel-leaves-nothing", test_cancel },
    { "/deal-import/hubspot", test_hubspot },
    { "/deal-import/pipedrive", test_pipedrive },
    { "/deal-import/odoo", test_odoo },
    { "/deal-import/salesforce", test_salesforce },
    { "/deal-import/chinese", test_chinese },
    { "/deal-import/update-moves-on", test_update },
    { "/deal-import/odd-data-stays", test_odd_data },
    { "/deal-import/customers-of-one-name", test_same_names },
    { "/deal-import/known-pipeline-is-used", test_known_pipeline },
    { "/deal-import/stays-in-its-pipeline", test_own_pipeline },
    { "/deal-import/hostile-cells-are-refused", test_hostile },
    { "/deal-import/people-and-their-parts", test_people },
    { "/deal-import/another-meaning-chosen", test_chosen },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/deal-import/columns", test_columns);
  g_test_add_func ("/deal-import/told-from-customers", test_tells);
  g_test_add_func ("/deal-import/all-can-be-chosen", test_list);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add ("/deal-import/there-and-back/csv", Fixture, GINT_TO_POINTER (CRM_EXPORT_CSV), set_up, test_there_and_back, tear_down);
  g_test_add ("/deal-import/there-and-back/xlsx", Fixture, GINT_TO_POINTER (CRM_EXPORT_XLSX), set_up, test_there_and_back, tear_down);
  g_test_add ("/deal-import/there-and-back/json", Fixture, GINT_TO_POINTER (CRM_EXPORT_JSON), set_up, test_there_and_back, tear_down);
  return g_test_run ();
}
