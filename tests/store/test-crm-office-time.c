/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an office works, and where its weeks and years begin. */

#include "core/base/crm-date-time.h"
#include "core/store/crm-office-time.h"

static void
test_settings (void)
{
  static const char *const wrong_hours[] = { "", "nine", "1080-540", "540-540", "-10-60", "540-1441" };
  CrmOfficeTime office;
  g_autofree char *hours = NULL;
  g_autofree char *days = NULL;

  crm_office_time_init (&office, NULL, NULL, NULL, NULL);
  g_assert_cmpint (office.week_start, ==, crm_office_time_get_locale_week_start ());
  g_assert_cmpint (office.fiscal_month, ==, 1);
  g_assert_cmpint (office.work_from, ==, 540);
  g_assert_cmpint (office.work_to, ==, 1080);

  crm_office_time_init (&office, "7", "4", "480-1440", "67");
  g_assert_cmpint (office.week_start, ==, 7);
  g_assert_cmpint (office.fiscal_month, ==, 4);
  hours = crm_office_time_format_hours (office.work_from, office.work_to);
  days = crm_office_time_format_days (office.work_days);
  g_assert_cmpstr (hours, ==, "480-1440");
  g_assert_cmpstr (days, ==, "67");

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_hours); i++)
    {
      crm_office_time_init (&office, "8", "13", wrong_hours[i], "089");
      g_assert_cmpint (office.week_start, ==, crm_office_time_get_locale_week_start ());
      g_assert_cmpint (office.fiscal_month, ==, 1);
      g_assert_cmpint (office.work_from, ==, 540);
      g_assert_cmpint (office.work_to, ==, 1080);
      g_assert_true (crm_office_time_is_working_day (&office, 20261123));
      g_assert_false (crm_office_time_is_working_day (&office, 20261128));
    }
}

static void
test_weeks (void)
{
  static const struct
  {
    const char *start;
    CrmDate day;
    CrmDate first;
  } table[] = {
    { "1", 20261123, 20261123 },
    { "1", 20261129, 20261123 },
    { "7", 20261129, 20261129 },
    { "7", 20261128, 20261122 },
    { "6", 20270101, 20261226 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CrmOfficeTime office;

      crm_office_time_init (&office, table[i].start, NULL, NULL, NULL);
      g_assert_cmpint (crm_office_time_get_week (&office, table[i].day), ==, table[i].first);
    }
}

static void
test_fiscal_years (void)
{
  static const struct
  {
    const char *month;
    CrmDate day;
    CrmDate quarter;
    CrmDate year;
  } table[] = {
    { "1", 20261123, 20261001, 20260101 },
    { "4", 20261123, 20261001, 20260401 },
    { "4", 20260331, 20260101, 20250401 },
    { "4", 20260401, 20260401, 20260401 },
    { "2", 20260115, 20251101, 20250201 },
    { "12", 20261130, 20260901, 20251201 },
    { "12", 20261201, 20261201, 20261201 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CrmOfficeTime office;

      crm_office_time_init (&office, NULL, table[i].month, NULL, NULL);
      g_assert_cmpint (crm_office_time_get_period (&office, table[i].day, 1), ==, table[i].day / 100 * 100 + 1);
      g_assert_cmpint (crm_office_time_get_period (&office, table[i].day, 3), ==, table[i].quarter);
      g_assert_cmpint (crm_office_time_get_period (&office, table[i].day, 12), ==, table[i].year);
    }
}

/* What falls outside of working hours waits for the next morning somebody works. */
static void
test_working_hours (void)
{
  static const struct
  {
    CrmDate day;
    int minute;
    CrmDate then;
    int then_minute;
  } table[] = {
    { 20261123, 540, 20261123, 540 },   /* a Monday, as work begins */
    { 20261123, 1079, 20261123, 1079 }, /* just before it ends */
    { 20261123, 1080, 20261124, 540 },
    { 20261123, 480, 20261123, 540 },
    { 20261127, 1200, 20261130, 540 }, /* a Friday evening */
    { 20261128, 600, 20261130, 540 },  /* a Saturday */
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmOfficeTime office;

  crm_office_time_init (&office, NULL, NULL, "540-1080", "12345");
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (crm_office_time_get_working (&office, crm_date_time_from_local (table[i].day, table[i].minute * 60, zone), zone), ==,
                     crm_date_time_from_local (table[i].then, table[i].then_minute * 60, zone));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/office-time/settings-that-cannot-be-read-are-not-set", test_settings);
  g_test_add_func ("/store/office-time/weeks-begin-where-they-are-told", test_weeks);
  g_test_add_func ("/store/office-time/quarters-and-years-follow-the-first-month", test_fiscal_years);
  g_test_add_func ("/store/office-time/what-is-outside-working-hours-waits", test_working_hours);

  return g_test_run ();
}
