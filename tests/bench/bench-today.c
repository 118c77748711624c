/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Today page and a calendar's month read, with many open tasks and deals over many customers; theirs are in tables of the connection's own. */

#include "core/agenda/crm-agenda.h"
#include "core/agenda/crm-calendar.h"
#include "core/base/crm-date-time.h"
#include "core/store/crm-connection.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define RUNS    15
#define N_TASKS "100000"
#define N_DEALS "100000"

/* Tasks of all customers, due from 60 days ago to 60 ahead; deals as many, half without a next step. Tables of a connection stand before
 * those of the file. */
static const char fill_sql[] = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " N_TASKS ")"
                               " INSERT INTO temp.task (rowid, id, customer, kind, title, due, due_has_time, created_edit, created_clock, dirty, deleted)"
                               " SELECT i, randomblob (16), (SELECT id FROM customer WHERE rowid = 1 + (i * 7919) %% (SELECT max (rowid) FROM customer)), 'call', 'Call ' || i,"
                               " %1$" G_GINT64_FORMAT " + ((i * 104729) %% 10368000 - 5184000) * 1000000, i %% 2, 1, x'00', 0, 0 FROM n;"
                               "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " N_DEALS ")"
                               " INSERT INTO temp.deal (rowid, id, customer, title, outcome, stage_since, next_step, expected_close, created_edit, created_clock, dirty, deleted)"
                               " SELECT i, randomblob (16), (SELECT id FROM customer WHERE rowid = 1 + (i * 7907) %% (SELECT max (rowid) FROM customer)), 'Deal ' || i, 'open',"
                               " %1$" G_GINT64_FORMAT ", CASE i %% 2 WHEN 0 THEN %1$" G_GINT64_FORMAT " + 86400000000 END, 20270101 + i %% 28, 1, x'00', 0, 0 FROM n;";

static void
fill (CrmConnection *connection, gint64 now)
{
  g_autofree char *sql = NULL;

  bench_data_shadow (connection, "task");
  bench_data_shadow (connection, "deal");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sql = g_strdup_printf (fill_sql, now);
#pragma GCC diagnostic pop
  bench_data_run (connection, sql);
}

/* The six weeks a month is shown in, the day in the middle of them being today: everybody's tasks, meetings and birthdays. */
static void
measure_calendar (CrmConnection *connection, const CrmAgendaQuestion *today)
{
  CrmDate day = crm_date_time_to_local (today->now, today->zone, NULL);
  CrmCalendarQuestion question = { crm_date_add_days (day, -21), crm_date_add_days (day, 20), today->now, today->zone, { { 0 } } };
  double times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmCalendar) calendar = crm_calendar_read (connection, &question, &error);

      g_assert_no_error (error);
      times[i] = (double)(g_get_monotonic_time () - start) / 1000;
      if (i == 0)
        g_print ("calendar\t%u entries, %u left out\n", calendar->entries->len, calendar->n_left_out);
    }
  g_print ("calendar\tsix weeks, median %.1f ms\n", bench_median (times, RUNS));
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  CrmAgendaQuestion question = { crm_clock_now (clock), crm_clock_get_zone (clock), { { 0 } }, { 7, 7, 7, 7, 7, 7 }, 7, 14 };
  g_autofree char *path = bench_data_dup_path (n);
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  double times[RUNS];

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open (n);
  connection = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  fill (connection, question.now);
  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (CrmAgenda) agenda = crm_agenda_read (connection, &question, NULL);

      times[i] = (double)(g_get_monotonic_time () - start) / 1000;
      if (i == 0)
        g_print ("today\t%u overdue, %u due, %u planned, %u deals, %u birthdays\n", agenda->n_total[CRM_AGENDA_OVERDUE], agenda->n_total[CRM_AGENDA_DUE],
                 agenda->n_total[CRM_AGENDA_PLANNED], agenda->n_total[CRM_AGENDA_DEALS], agenda->n_total[CRM_AGENDA_BIRTHDAYS]);
    }
  g_print ("today\tmedian %.1f ms\n", bench_median (times, RUNS));
  measure_calendar (connection, &question);
  return 0;
}
