/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days the calendar shows, and that entries lie beside each other without covering one another. */

#include "app/calendar/crm-calendar-days.h"

static void
test_days (void)
{
  static const struct
  {
    CrmCalendarSpan span;
    CrmDate day;
    int first_weekday;
    CrmDate from;
    CrmDate to;
  } table[] = {
    { CRM_CALENDAR_WEEK, 20261125, 1, 20261123, 20261129 },
    { CRM_CALENDAR_WEEK, 20261123, 1, 20261123, 20261129 },
    { CRM_CALENDAR_WEEK, 20261129, 1, 20261123, 20261129 },
    { CRM_CALENDAR_WEEK, 20261129, 7, 20261129, 20261205 },
    { CRM_CALENDAR_WEEK, 20270101, 6, 20261226, 20270101 },
    { CRM_CALENDAR_MONTH, 20261125, 1, 20261026, 20261206 },
    { CRM_CALENDAR_MONTH, 20261125, 7, 20261101, 20261205 },
    { CRM_CALENDAR_MONTH, 20270215, 1, 20270201, 20270228 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CrmDate from, to;

      crm_calendar_days_find (table[i].span, table[i].day, table[i].first_weekday, &from, &to);
      g_assert_cmpint (from, ==, table[i].from);
      g_assert_cmpint (to, ==, table[i].to);
    }
  g_assert_cmpint (crm_calendar_days_step (CRM_CALENDAR_MONTH, 20260131, 1), ==, 20260228);
  g_assert_cmpint (crm_calendar_days_step (CRM_CALENDAR_WEEK, 20260105, -1), ==, 20251229);
}

static int
get_end (const CrmCalendarEntry *entry)
{
  return entry->minute + MAX (entry->minutes, CRM_CALENDAR_SHORTEST);
}

static void
test_lays_out (void)
{
  CrmCalendarEntry entries[12] = { 0 };
  const CrmCalendarEntry *sorted[G_N_ELEMENTS (entries)];
  CrmCalendarPlace places[G_N_ELEMENTS (entries)];

  for (int round = 0; round < 300; round++)
    {
      int minute = 0;

      for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
        {
          minute += g_test_rand_int_range (0, 60);
          entries[i] = (CrmCalendarEntry){ .minute = minute, .minutes = g_test_rand_int_range (0, 120) };
          sorted[i] = &entries[i];
        }
      crm_calendar_days_lay_out (sorted, G_N_ELEMENTS (entries), places);
      for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
        {
          g_assert_cmpint (places[i].column, <, places[i].n_columns);
          for (guint j = 0; j < i; j++)
            if (get_end (sorted[j]) > sorted[i]->minute)
              {
                g_assert_cmpint (places[i].column, !=, places[j].column);
                g_assert_cmpint (places[i].n_columns, ==, places[j].n_columns);
              }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/calendar/days", test_days);
  g_test_add_func ("/app/calendar/lays-out", test_lays_out);
  return g_test_run ();
}
