/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar dates: what people type, orders of a column, arithmetic, round trips and hostile input. */

#include "core/base/crm-date.h"

#include <string.h>

#include "core/base/crm-error.h"

#define SEED 20240305
#define YEAR 2026

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    CrmDateOrder order;
    CrmDate date;
  } table[] = {
    { "2024-03-05", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024/3/5", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024.3.5", CRM_DATE_ORDER_DMY, 20240305 },
    { "2024. 3. 5.", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "20240305", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024年3月5日", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024 年 3 月 5 号", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "24年3月5日", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "二〇二四年三月五日", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024年十二月二十五日", CRM_DATE_ORDER_UNKNOWN, 20241225 },
    { "２０２４年３月５日", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "2024年3月5日 星期二", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "31.12.2024", CRM_DATE_ORDER_UNKNOWN, 20241231 },
    { "05.03.2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "05.03.2024", CRM_DATE_ORDER_MDY, 20240503 },
    { "12/31/2024", CRM_DATE_ORDER_UNKNOWN, 20241231 },
    { "31/12/2024", CRM_DATE_ORDER_UNKNOWN, 20241231 },
    { "03/04/2024", CRM_DATE_ORDER_DMY, 20240403 },
    { "03/04/2024", CRM_DATE_ORDER_MDY, 20240304 },
    { "04/04/2024", CRM_DATE_ORDER_UNKNOWN, 20240404 },
    { "3-4-24", CRM_DATE_ORDER_DMY, 20240403 },
    { "24/3/5", CRM_DATE_ORDER_YMD, 20240305 },
    { "24.3.5", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "99/12/31", CRM_DATE_ORDER_UNKNOWN, 19991231 },
    { "5 Mar 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "5-Mar-24", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "05MAR2024", CRM_DATE_ORDER_UNKNOWN, 0 },
    { "5. March 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "5th of March, 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "Mar 5, 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "Mar. 5th 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "Tue, 5 Mar 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "Tuesday March 5 2024", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "29.02.2024", CRM_DATE_ORDER_UNKNOWN, 20240229 },
    { "--04-15", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "--0415", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "--02-29", CRM_DATE_ORDER_UNKNOWN, 229 },
    { "4月15日", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "15 April", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "April 15", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "15/4", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "15.4.", CRM_DATE_ORDER_UNKNOWN, 415 },
    { "3/4", CRM_DATE_ORDER_MDY, 304 },
    { "3/4", CRM_DATE_ORDER_YMD, 304 },
    { "3/4", CRM_DATE_ORDER_DMY, 403 },
    { "  2024-03-05\t", CRM_DATE_ORDER_UNKNOWN, 20240305 },
    { "1/1/46", CRM_DATE_ORDER_DMY, 20460101 },
    { "1/1/47", CRM_DATE_ORDER_DMY, 19470101 },
    { "0001-01-01", CRM_DATE_ORDER_UNKNOWN, 10101 },
    { "9999-12-31", CRM_DATE_ORDER_UNKNOWN, 99991231 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      CrmDate date = 0;

      g_test_message ("“%s”", table[i].text);
      crm_date_parse (table[i].text, table[i].order, YEAR, &date, &error);
      if (table[i].date != 0)
        g_assert_no_error (error);
      g_assert_cmpint (date, ==, table[i].date);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *text;
    CrmDateOrder order;
    int code;
    const char *says;
  } table[] = {
    { "31.02.2024", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "month 2 of 2024 has no day 31" },
    { "29.02.2023", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "has no day 29" },
    { "2023-02-29", CRM_DATE_ORDER_DMY, CRM_ERROR_INVALID, "has no day 29" },
    { "2024-13-01", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "no month 13" },
    { "12/31/2024", CRM_DATE_ORDER_DMY, CRM_ERROR_INVALID, "no month 31" },
    { "31/12/2024", CRM_DATE_ORDER_MDY, CRM_ERROR_INVALID, "no month 31" },
    { "2月30日", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "no day 30" },
    { "2024年13月1日", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "no month 13" },
    { "31 Jun 2024", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "no day 31" },
    { "20240231", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "no day 31" },
    { "0/0/0", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "" },
    { "03/04/2024", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_AMBIGUOUS, "" },
    { "03/04/2024", CRM_DATE_ORDER_YMD, CRM_ERROR_AMBIGUOUS, "" },
    { "03-04-24", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_AMBIGUOUS, "" },
    { "24.03.05", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_AMBIGUOUS, "" },
    { "3/4", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_AMBIGUOUS, "" },
    { "", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "Tuesday", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "2024", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "March 2024", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "" },
    { "2024-03-05x", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "2024-03-05-06", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "2024-03/05", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "" },
    { "13800138000", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "45356", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "not a date" },
    { "1.5", CRM_DATE_ORDER_MDY, 0, "" },
    { "三亿年三月五日", CRM_DATE_ORDER_UNKNOWN, CRM_ERROR_INVALID, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      CrmDate date = 7;

      g_test_message ("“%s”", table[i].text);
      if (crm_date_parse (table[i].text, table[i].order, YEAR, &date, &error))
        {
          g_assert_cmpint (table[i].code, ==, 0);
          continue;
        }
      g_assert_error (error, CRM_ERROR, table[i].code);
      g_assert_nonnull (strstr (error->message, table[i].says));
      g_assert_cmpint (date, ==, 7);
    }
}

static void
test_detects_order (void)
{
  static const struct
  {
    const char *samples[4];
    CrmDateOrder order;
  } table[] = {
    { { "03/04/2024", "31/12/2024" }, CRM_DATE_ORDER_DMY },
    { { "03/04/2024", "12/31/2024" }, CRM_DATE_ORDER_MDY },
    { { "03/04/2024", "05/06/2024" }, CRM_DATE_ORDER_UNKNOWN },
    { { "31/12/2024", "12/31/2024" }, CRM_DATE_ORDER_UNKNOWN },
    { { "03/04/2024 14:30", "12/31/2024 2:30 PM" }, CRM_DATE_ORDER_MDY },
    { { "24/03/31", "24/12/25" }, CRM_DATE_ORDER_UNKNOWN },
    { { "24/03/05", "98/12/25" }, CRM_DATE_ORDER_YMD },
    { { "24/3/5", "24/12/25" }, CRM_DATE_ORDER_YMD },
    { { "31/12/98", "1/2/99" }, CRM_DATE_ORDER_DMY },
    { { "2024-03-05", "2024/12/31" }, CRM_DATE_ORDER_YMD },
    { { "2024-03-05", "03/04/2024", "13/04/2024" }, CRM_DATE_ORDER_DMY },
    { { "31.12.2024", "1.2.2024" }, CRM_DATE_ORDER_DMY },
    { { "n/a", "", "45/45/2024", "12/31/2024" }, CRM_DATE_ORDER_MDY },
    { { NULL }, CRM_DATE_ORDER_YMD },
    { { "5 Mar 2024", "2024年3月5日" }, CRM_DATE_ORDER_YMD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%s …", table[i].samples[0]);
      g_assert_cmpint (crm_date_detect_order (table[i].samples, 4, YEAR), ==, table[i].order);
    }
}

/* Every date of a column written in one order is read back in the order that was detected. */
static void
test_column_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func (g_free);
      CrmDate dates[60];
      CrmDateOrder order;

      for (int i = 0; i < 60; i++)
        {
          CrmDate date = dates[i] = crm_date_from_days (g_rand_int_range (random, 0, 25000));
          int year = crm_date_get_year (date), month = crm_date_get_month (date), day = crm_date_get_day (date);

          g_ptr_array_add (samples, round % 3 == 0   ? g_strdup_printf ("%d/%02d/%d", day, month, year)
                                    : round % 3 == 1 ? g_strdup_printf ("%02d-%d-%d", month, day, year)
                                                     : g_strdup_printf ("%02d/%d/%02d", month, day, year % 100));
        }
      order = crm_date_detect_order ((const char *const *)samples->pdata, samples->len, YEAR);
      g_assert_cmpint (order, ==, round % 3 == 0 ? CRM_DATE_ORDER_DMY : CRM_DATE_ORDER_MDY);
      for (guint i = 0; i < samples->len; i++)
        {
          g_autoptr (GError) error = NULL;
          CrmDate date = 0;

          crm_date_parse (samples->pdata[i], order, YEAR, &date, &error);
          g_assert_no_error (error);
          g_assert_cmpint (date, ==, dates[i]);
        }
    }
}

static void
test_round_trip (void)
{
  CrmDate last = CRM_DATE_NONE;

  for (int days = -719162; days <= 2932896; days += days < -1000 || days > 40000 ? 37 : 1)
    {
      CrmDate date = crm_date_from_days (days), again = 0;
      char text[CRM_DATE_LENGTH];

      g_assert_true (crm_date_is_valid (date));
      g_assert_cmpint (date, >, last);
      g_assert_cmpint (crm_date_to_days (date), ==, days);
      g_assert_true (crm_date_parse (crm_date_to_iso (date, text), CRM_DATE_ORDER_UNKNOWN, YEAR, &again, NULL));
      g_assert_cmpint (again, ==, date);
      last = date;
    }
  g_assert_cmpint (crm_date_from_days (-719163), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_date_from_days (2932897), ==, CRM_DATE_NONE);
  for (int day = 101; day <= 1231; day++)
    {
      char text[CRM_DATE_LENGTH];
      CrmDate again = 0;

      if (!crm_date_is_valid (day))
        continue;
      g_assert_true (crm_date_parse (crm_date_to_iso (day, text), CRM_DATE_ORDER_UNKNOWN, YEAR, &again, NULL));
      g_assert_cmpint (again, ==, day);
    }
}

/* Against GLib's own calendar. */
static void
test_agrees_with_glib (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 20000; i++)
    {
      int year = g_rand_int_range (random, 1, 9999), month = g_rand_int_range (random, 0, 14), day = g_rand_int_range (random, 0, 33);
      CrmDate date = crm_date_make (year, month, day);
      GDate other;

      g_assert_cmpint (date != CRM_DATE_NONE, ==, month > 0 && month < 13 && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year));
      if (date == CRM_DATE_NONE)
        continue;
      g_date_set_dmy (&other, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
      g_assert_cmpint (crm_date_get_weekday (date), ==, g_date_get_weekday (&other));
      g_assert_cmpint (crm_date_to_days (date), ==, (int)g_date_get_julian (&other) - 719163);
    }
}

static void
test_arithmetic (void)
{
  g_assert_cmpint (crm_date_add_days (20240228, 2), ==, 20240301);
  g_assert_cmpint (crm_date_add_days (20240301, -366), ==, 20230301);
  g_assert_cmpint (crm_date_add_days (99991231, 1), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_date_add_days (20240228, G_MAXINT), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_date_add_months (20240131, 1), ==, 20240229);
  g_assert_cmpint (crm_date_add_months (20240131, 13), ==, 20250228);
  g_assert_cmpint (crm_date_add_months (20240131, -2), ==, 20231130);
  g_assert_cmpint (crm_date_add_months (20241231, 12 * 8000), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_date_add_months (10101, -1), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_date_next_anniversary (415, 20240415), ==, 20240415);
  g_assert_cmpint (crm_date_next_anniversary (19800415, 20240416), ==, 20250415);
  g_assert_cmpint (crm_date_next_anniversary (229, 20230101), ==, 20230228);
  g_assert_cmpint (crm_date_next_anniversary (229, 20240101), ==, 20240229);
  g_assert_cmpint (crm_date_make (2024, 2, 30), ==, CRM_DATE_NONE);
  g_assert_false (crm_date_is_valid (0));
  g_assert_false (crm_date_is_valid (-415));
  g_assert_false (crm_date_is_valid (G_MAXINT));
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_formats (void)
{
  CrmDate today = 20240305;

  assert_text (crm_date_format (20240305), "5 Mar 2024");
  assert_text (crm_date_format (415), "15 Apr");
  assert_text (crm_date_format_relative (20240305, today), "today");
  assert_text (crm_date_format_relative (20240304, today), "yesterday");
  assert_text (crm_date_format_relative (20240306, today), "tomorrow");
  assert_text (crm_date_format_relative (20240302, today), "3 days ago");
  assert_text (crm_date_format_relative (20240307, today), "in 2 days");
  assert_text (crm_date_format_relative (20240228, today), "6 days ago");
  assert_text (crm_date_format_relative (20240227, today), "27 Feb");
  assert_text (crm_date_format_relative (20240312, today), "12 Mar");
  assert_text (crm_date_format_relative (20231231, today), "31 Dec 2023");
  assert_text (crm_date_format_relative (20231231, 20240101), "yesterday");
  assert_text (crm_date_format_near (20240306, today), "tomorrow");
  assert_text (crm_date_format_near (20240307, today), "Thu");
  assert_text (crm_date_format_near (20240311, today), "Mon");
  assert_text (crm_date_format_near (20240312, today), "12 Mar");
  assert_text (crm_date_format_near (20240302, today), "3 days ago");
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "1", "31", "2024", "-", "/", ".", " ", "年", "月", "日", "Mar", "may", "5th", "三", "十", "\xff", "0", "--", "Tue", ",", "of", "99", "亿" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_read = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *samples[1];
      CrmDate date = 0;

      for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      samples[0] = text->str;
      (void)crm_date_detect_order (samples, 1, YEAR);
      if (!crm_date_parse (text->str, (CrmDateOrder)(i % 4), YEAR, &date, NULL))
        continue;
      n_read++;
      g_assert_true (crm_date_is_valid (date));
    }
  g_assert_cmpint (n_read, >, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/reads-what-people-type", test_reads);
  g_test_add_func ("/base/date/refuses-with-a-reason", test_refuses);
  g_test_add_func ("/base/date/detects-the-order-of-a-column", test_detects_order);
  g_test_add_func ("/base/date/column-round-trip", test_column_round_trip);
  g_test_add_func ("/base/date/iso-round-trip", test_round_trip);
  g_test_add_func ("/base/date/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/base/date/arithmetic-clamps-and-stops", test_arithmetic);
  g_test_add_func ("/base/date/formats-for-people", test_formats);
  g_test_add_func ("/base/date/survives-hostile-input", test_hostile);
  return g_test_run ();
}
