/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved views of five conditions, and lists that are grouped: count and order, against merely walking over the table once. */

#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-customers.h"
#include "core/views/crm-where.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS 7

/* Each third customer bears a tag, each twentieth has a deal; in tables of the connection's own. */
static const char fill_sql[] = "INSERT INTO temp.tag (id, name, created_edit, created_clock, dirty) VALUES (randomblob (16), 'VIP', 1, x'00', 0), (randomblob (16), 'Fair', 1, x'00', 0);"
                               "INSERT INTO temp.tagging (id, customer, tag, created_edit, created_clock, dirty)"
                               " SELECT randomblob (16), id, (SELECT id FROM temp.tag WHERE rowid = 1 + c.rowid % 2), 1, x'00', 0 FROM customer c WHERE c.rowid % 3 = 0;"
                               "INSERT INTO temp.deal (id, customer, title, outcome, amount, amount_currency, created_edit, created_clock, dirty)"
                               " SELECT randomblob (16), id, 'Deal', iif (rowid % 40 = 0, 'open', 'won'), (rowid * 7919) % 10000000, 'CNY', 1, x'00', 0 FROM customer WHERE rowid % 20 = 0;";

static const struct
{
  const char *name;
  const char *conditions[6];
} views[] = {
  { "own fields, none with an index", { "level any A, B", "life_cycle any acquired, retained, aware", "city filled", "source none other", "type = company" } },
  { "own fields, one text searched", { "level any A, B", "name contains 公司", "industry lacks x", "credit_limit empty", "note empty" } },
  { "own fields, some with an index", { "last_contact older 90", "next_step empty", "level any A, B", "birthday empty", "city filled" } },
  { "five with indexes", { "last_contact older 90", "next_step empty", "birthday anniversary this-month", "tag any VIP", "deal.outcome = won" } },
  { "what is related", { "tag any VIP", "deal.outcome = won", "deal.amount > CNY 10000", "level any A, B, C", "city filled" } },
  { "no tag, no deal", { "tag empty", "deal.outcome empty", "last_contact last 365", "level filled", "email filled" } },
  { "one condition: contacts of 90 days", { "interaction.at last 90" } },
};

static void
measure (CrmConnection *connection, CrmRanking *ranking, GPtrArray *facets, const CrmConditionTime *time, const char *name, const char *const *conditions)
{
  g_autoptr (CrmCondition) all = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmValueStyle style = { .locale = "C", .currency = "CNY" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFilter) filter = NULL;
  g_autoptr (CrmQuery) query = NULL;
  double times[RUNS], floors[RUNS];
  guint n = 0;

  for (guint i = 0; conditions[i] != NULL; i++)
    {
      CrmCondition *condition = crm_where_parse (conditions[i], facets, &style, time->now, &error);

      g_assert_no_error (error);
      g_ptr_array_add (all->parts, condition);
    }
  filter = crm_condition_to_filter (all, facets, time, &error);
  g_assert_no_error (error);
  query = crm_query_new (&crm_kind_customer, filter, NULL, CRM_CUSTOMER_NAME, FALSE);
  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time (), total;
      g_autoptr (CrmAnswer) answer = NULL;

      /* As a store does. */
      g_assert_true (crm_connection_execute (connection, "BEGIN", NULL));
      answer = crm_answer_read (connection, ranking, query, &error);
      g_assert_no_error (error);
      g_assert_true (crm_connection_execute (connection, "ROLLBACK", NULL));
      n = answer->n_rows;
      times[i] = (double)(g_get_monotonic_time () - start) / 1000;
      start = g_get_monotonic_time ();
      g_assert_true (crm_connection_read_integer (connection, "SELECT sum (deleted) FROM customer", &total, &error));
      floors[i] = (double)(g_get_monotonic_time () - start) / 1000;
    }
  g_print ("view\t%s\t%u rows\t%.1f ms\tfloor %.1f ms\tratio %.2f\n", name, n, bench_median (times, RUNS), bench_median (floors, RUNS), bench_median (times, RUNS) / bench_median (floors, RUNS));
}

/* All customers by level, and by owner: the first time, and when the groups are known, as with each key typed into a search. */
static void
measure_groups (CrmConnection *connection, CrmRanking *ranking, guint field)
{
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmQuery) grouped = crm_query_with_group (query, field);
  double first[RUNS], again[RUNS], floors[RUNS];
  guint n = 0;

  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time (), total;
      g_autoptr (CrmAnswer) answer = crm_answer_read (connection, ranking, grouped, NULL);
      g_autoptr (CrmAnswer) other = NULL;

      first[i] = (double)(g_get_monotonic_time () - start) / 1000;
      start = g_get_monotonic_time ();
      other = crm_answer_read_grouped (connection, ranking, answer->grouping, grouped, NULL);
      again[i] = (double)(g_get_monotonic_time () - start) / 1000;
      n = other->starts->len;
      start = g_get_monotonic_time ();
      g_assert_true (crm_connection_read_integer (connection, "SELECT sum (deleted) FROM customer", &total, NULL));
      floors[i] = (double)(g_get_monotonic_time () - start) / 1000;
    }
  g_print ("group\t%s\t%u groups\t%.1f ms, known %.1f ms\tfloor %.1f ms\tratio %.2f, known %.2f\n", crm_kind_customer.fields[field].name, n, bench_median (first, RUNS), bench_median (again, RUNS),
           bench_median (floors, RUNS), bench_median (first, RUNS) / bench_median (floors, RUNS), bench_median (again, RUNS) / bench_median (floors, RUNS));
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  CrmConditionTime time = { crm_clock_now (clock), crm_clock_get_zone (clock), { 0 } };
  g_autofree char *path = bench_data_dup_path (n);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmRanking) ranking = NULL;
  g_autoptr (GPtrArray) facets = NULL;

  setlocale (LC_ALL, "");
  dex_init ();
  crm_office_time_init (&time.office, "1", NULL, NULL, NULL);
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  bench_data_shadow (connection, "tag");
  bench_data_shadow (connection, "tagging");
  bench_data_shadow (connection, "deal");
  bench_data_run (connection, fill_sql);
  facets = crm_facets_read (connection, &crm_kind_customer, NULL);
  ranking = crm_ranking_read (connection, &crm_kind_customer, CRM_CUSTOMER_NAME, FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    measure (connection, ranking, facets, &time, views[i].name, views[i].conditions);
  measure_groups (connection, ranking, CRM_CUSTOMER_LEVEL);
  measure_groups (connection, ranking, CRM_CUSTOMER_OWNER);
  measure_groups (connection, ranking, CRM_CUSTOMER_CITY);
  return 0;
}
