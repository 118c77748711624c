/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments: reading and writing in zones, the two days a year that are not 24 hours, relative display. */

#include "core/base/crm-date-time.h"

#include "core/base/crm-error.h"

#define SEED 20240305
#define YEAR 2026

static GTimeZone *shanghai, *berlin, *new_york;

static gint64
utc (int year, int month, int day, int hour, int minute, int second)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, second);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_reads (void)
{
  const struct
  {
    const char *text;
    GTimeZone *zone;
    CrmDateOrder order;
    gint64 time;
    gboolean has_time;
  } table[] = {
    { "2024-03-05T14:30:00Z", shanghai, 0, utc (2024, 3, 5, 14, 30, 0), TRUE },
    { "2024-03-05T14:30:00+08:00", berlin, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "2024-03-05T14:30:00.250Z", shanghai, 0, utc (2024, 3, 5, 14, 30, 0) + 250000, TRUE },
    { "2024-03-05T14:30:00,1234567Z", shanghai, 0, utc (2024, 3, 5, 14, 30, 0) + 123456, TRUE },
    { "20240305T143000Z", shanghai, 0, utc (2024, 3, 5, 14, 30, 0), TRUE },
    { "20240305T1430-0530", shanghai, 0, utc (2024, 3, 5, 20, 0, 0), TRUE },
    { "2024-03-05 14:30", shanghai, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "2024-03-05 14:30", berlin, 0, utc (2024, 3, 5, 13, 30, 0), TRUE },
    { "2024-07-05 14:30", berlin, 0, utc (2024, 7, 5, 12, 30, 0), TRUE },
    { "2024-03-05 14:30 UTC+8", berlin, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "2024-03-05 14:30 GMT", berlin, 0, utc (2024, 3, 5, 14, 30, 0), TRUE },
    { "3/5/24 2:30 PM", new_york, CRM_DATE_ORDER_MDY, utc (2024, 3, 5, 19, 30, 0), TRUE },
    { "3/5/24 2 p.m.", new_york, CRM_DATE_ORDER_MDY, utc (2024, 3, 5, 19, 0, 0), TRUE },
    { "3/5/24 12:05 am", new_york, CRM_DATE_ORDER_MDY, utc (2024, 3, 5, 5, 5, 0), TRUE },
    { "2024年3月5日 下午2:30", shanghai, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "2024年3月5日下午2点半", shanghai, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "2024年3月5日14时30分20秒", shanghai, 0, utc (2024, 3, 5, 6, 30, 20), TRUE },
    { "2024/3/5 上午 9:05:07", shanghai, 0, utc (2024, 3, 5, 1, 5, 7), TRUE },
    { "2024年3月5日 星期二 14:30", shanghai, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "Tue, 5 Mar 2024 14:30:00 +0800", berlin, 0, utc (2024, 3, 5, 6, 30, 0), TRUE },
    { "Mar 5, 2024, 2:30 PM", new_york, 0, utc (2024, 3, 5, 19, 30, 0), TRUE },
    { "5.3.2024, 14:30", berlin, 0, utc (2024, 3, 5, 13, 30, 0), TRUE },
    { "2024-03-05 24:00", shanghai, 0, utc (2024, 3, 5, 16, 0, 0), TRUE },
    { "2024-03-05", shanghai, 0, utc (2024, 3, 4, 16, 0, 0), FALSE },
    { "5 Mar 2024", new_york, 0, utc (2024, 3, 5, 5, 0, 0), FALSE },
    /* the clock goes from 02:00 to 03:00, and from 03:00 back to 02:00 */
    { "2024-03-31 02:30", berlin, 0, utc (2024, 3, 31, 1, 30, 0), TRUE },
    { "2024-03-31 03:00", berlin, 0, utc (2024, 3, 31, 1, 0, 0), TRUE },
    { "2024-10-27 02:30", berlin, 0, utc (2024, 10, 27, 0, 30, 0), TRUE },
    { "2024-03-10 02:30", new_york, 0, utc (2024, 3, 10, 7, 30, 0), TRUE },
    { "2024-11-03 01:30", new_york, 0, utc (2024, 11, 3, 5, 30, 0), TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 0;
      gboolean has_time = FALSE;

      g_test_message ("“%s”", table[i].text);
      crm_date_time_parse (table[i].text, table[i].order, YEAR, table[i].zone, &time, &has_time, &error);
      g_assert_no_error (error);
      g_assert_cmpint (time, ==, table[i].time);
      g_assert_cmpint (has_time, ==, table[i].has_time);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = { "", "14:30", "2024-03-05 25:00", "2024-03-05 14:60", "2024-03-05 24:01", "2024-03-05 14", "2024-03-05 14:3", "2024-03-05T14:30:",
                                       "2024-03-05 14:30:0x", "2024-03-05 13:00 pm", "2024-03-05 0:30 pm", "2024-03-05 14:30 +19:00", "2024-03-05 14:30 +", "2024-03-05 14:30 Mars",
                                       "2024-02-31 14:30", "--04-15 14:30", "--04-15", "2024年3月5日 上午15点", "2024-03-05 noon", "2024-03-05T", "2024-03-05T143", "03/04/2024 10:00" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 7;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (crm_date_time_parse (texts[i], CRM_DATE_ORDER_UNKNOWN, YEAR, shanghai, &time, NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (time, ==, 7);
    }
}

static void
test_round_trip (void)
{
  GTimeZone *zones[] = { shanghai, berlin, new_york };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 30000; i++)
    {
      gint64 time = (gint64)(g_rand_double (random) * 4e15) - G_GINT64_CONSTANT (1500000000000000), again = 0;
      g_autofree char *text = crm_date_time_to_iso (i % 2 ? time : time / 1000000 * 1000000, zones[i % 3]);
      g_autoptr (GError) error = NULL;

      crm_date_time_parse (text, CRM_DATE_ORDER_UNKNOWN, YEAR, zones[(i + 1) % 3], &again, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (again, ==, i % 2 ? time : time / 1000000 * 1000000);
    }
}

/* Every half hour of a year: what a zone's clock shows leads back to the moment, or to the first of two. */
static void
test_local_round_trip (void)
{
  GTimeZone *zones[] = { shanghai, berlin, new_york };

  for (gsize zone = 0; zone < 3; zone++)
    for (gint64 time = utc (2024, 1, 1, 0, 0, 0); time < utc (2025, 1, 1, 0, 0, 0); time += G_GINT64_CONSTANT (1800000000))
      {
        int second = 0, second_again = 0;
        CrmDate date = crm_date_time_to_local (time, zones[zone], &second);
        gint64 again = crm_date_time_from_local (date, second, zones[zone]);

        g_assert_true (again == time || again == time - G_GINT64_CONSTANT (3600000000));
        g_assert_cmpint (crm_date_time_to_local (again, zones[zone], &second_again), ==, date);
        g_assert_cmpint (second_again, ==, second);
      }
}

static void
test_writes (void)
{
  g_autoptr (GTimeZone) universal = g_time_zone_new_utc ();
  g_autofree char *a = crm_date_time_to_iso (utc (2024, 3, 5, 6, 30, 0), shanghai);
  g_autofree char *b = crm_date_time_to_iso (utc (2024, 3, 5, 6, 30, 0) + 5, universal);
  g_autofree char *c = crm_date_time_to_iso (utc (2024, 3, 5, 6, 30, 0), new_york);
  g_autofree char *d = crm_date_time_to_iso (-1, universal);
  g_autofree char *e = crm_date_time_format (utc (2024, 3, 5, 1, 5, 0), shanghai);

  g_assert_cmpstr (a, ==, "2024-03-05T14:30:00+08:00");
  g_assert_cmpstr (b, ==, "2024-03-05T06:30:00.000005Z");
  g_assert_cmpstr (c, ==, "2024-03-05T01:30:00-05:00");
  g_assert_cmpstr (d, ==, "1969-12-31T23:59:59.999999Z");
  g_assert_cmpstr (e, ==, "5 Mar 2024, 9:05");
  g_assert_null (crm_date_time_to_iso (G_MAXINT64, shanghai));
  g_assert_null (crm_date_time_to_iso (G_MININT64, shanghai));
}

static void
test_relative (void)
{
  gint64 now = utc (2024, 3, 5, 6, 30, 0), minute = 60 * G_USEC_PER_SEC;
  const struct
  {
    gint64 time;
    const char *text;
  } table[] = {
    { now, "just now" },
    { now - minute / 2, "just now" },
    { now - 12 * minute, "12 minutes ago" },
    { now - minute, "1 minute ago" },
    { now + 12 * minute, "in 12 minutes" },
    { now - 59 * minute, "59 minutes ago" },
    { now - 120 * minute, "today, 12:30" },
    { now + 120 * minute, "today, 16:30" },
    { now - 15 * 60 * minute, "yesterday, 23:30" },
    { now + 24 * 60 * minute, "tomorrow, 14:30" },
    { now - 3 * 24 * 60 * minute, "3 days ago" },
    { now + 2 * 24 * 60 * minute, "in 2 days" },
    { now - 400 * 24 * 60 * minute, "30 Jan 2023" },
    { G_MAXINT64, "" },
    { G_MININT64, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = crm_date_time_format_relative (table[i].time, now, shanghai);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "2024-03-05", "14", ":", "30", "T", "Z", "+", "08", "pm", "下午", "点", "半", "分", "时", "秒", " ", ".", "5 Mar 2024", "\xff", ",", "2024年3月5日", "0800", "60" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_read = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (i % 2 ? "2024-03-05 " : "");
      gint64 time;

      for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      n_read += crm_date_time_parse (text->str, (CrmDateOrder)(i % 4), YEAR, berlin, &time, NULL, NULL);
    }
  g_assert_cmpint (n_read, >, 1000);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  shanghai = g_time_zone_new_identifier ("Asia/Shanghai");
  berlin = g_time_zone_new_identifier ("Europe/Berlin");
  new_york = g_time_zone_new_identifier ("America/New_York");
  g_test_add_func ("/base/date-time/reads-what-people-type", test_reads);
  g_test_add_func ("/base/date-time/refuses-what-is-no-time", test_refuses);
  g_test_add_func ("/base/date-time/iso-round-trip", test_round_trip);
  g_test_add_func ("/base/date-time/clock-round-trip", test_local_round_trip);
  g_test_add_func ("/base/date-time/writes-with-the-zone", test_writes);
  g_test_add_func ("/base/date-time/relative-to-now", test_relative);
  g_test_add_func ("/base/date-time/survives-hostile-input", test_hostile);
  result = g_test_run ();
  g_time_zone_unref (shanghai);
  g_time_zone_unref (berlin);
  g_time_zone_unref (new_york);
  return result;
}
