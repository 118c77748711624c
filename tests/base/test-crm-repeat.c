/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes back: rules read and written, the days they give, what is refused. */

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-repeat.h"

#include <string.h>

#define SEED 20261122

static CrmRepeat
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CrmRepeat repeat;

  crm_repeat_parse (text, &repeat, &error);
  g_assert_no_error (error);
  return repeat;
}

/* Read, written, and the days after @first. */
static void
test_days (void)
{
  static const struct
  {
    const char *text;
    CrmDate first;
    CrmDate days[4];
  } cases[] = {
    { "FREQ=DAILY", 20270227, { 20270228, 20270301, 20270302, 20270303 } },
    { "FREQ=DAILY;INTERVAL=3", 20280227, { 20280301, 20280304, 20280307, 20280310 } },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 20261120, { 20261123, 20261124, 20261125, 20261126 } },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", 20261123, { 20261126, 20261207, 20261210, 20261221 } },
    /* Put off to the Wednesday: back on its Tuesday. */
    { "FREQ=WEEKLY;BYDAY=TU", 20261125, { 20261201, 20261208, 20261215, 20261222 } },
    { "FREQ=MONTHLY;BYMONTHDAY=15", 20261115, { 20261215, 20270115, 20270215, 20270315 } },
    { "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", 20270131, { 20270228, 20270331, 20270430, 20270531 } },
    { "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", 20280129, { 20280229, 20280329, 20280429, 20280529 } },
    { "FREQ=MONTHLY;BYMONTHDAY=31", 20270131, { 20270331, 20270531, 20270731, 20270831 } },
    { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", 20261130, { 20270228, 20270531, 20270831, 20271130 } },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", 20280229, { 20290228, 20300228, 20310228, 20320229 } },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 20280229, { 20320229, 20360229, 20400229, 20440229 } },
    { "FREQ=YEARLY;INTERVAL=10;BYMONTH=12;BYMONTHDAY=24", 20261224, { 20361224, 20461224, 20561224, 20661224 } },
    { "FREQ=DAILY;UNTIL=20261124", 20261122, { 20261123, 20261124, CRM_DATE_NONE, CRM_DATE_NONE } },
    { "FREQ=DAILY;COUNT=3", 20261122, { 20261123, 20261124, CRM_DATE_NONE, CRM_DATE_NONE } },
    { "FREQ=DAILY", 99991230, { 99991231, CRM_DATE_NONE, CRM_DATE_NONE, CRM_DATE_NONE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmRepeat repeat = parse (cases[i].text);
      g_autofree char *written = crm_repeat_to_text (&repeat);
      CrmDate day = cases[i].first;

      g_assert_cmpstr (written, ==, cases[i].text);
      for (guint n = 0; n < 4 && day != CRM_DATE_NONE; n++)
        {
          CrmRepeat left = repeat;

          day = crm_repeat_next (&repeat, day, CRM_DATE_NONE, &left);
          g_test_message ("%s: %u", cases[i].text, n);
          g_assert_cmpint (day, ==, cases[i].days[n]);
          repeat = left;
        }
    }
}

/* Three weeks away: what was due every day is due once, and what is counted has gone by. */
static void
test_skips_what_is_past (void)
{
  CrmRepeat daily = parse ("FREQ=DAILY;COUNT=30"), few = parse ("FREQ=DAILY;COUNT=5"), left;

  g_assert_cmpint (crm_repeat_next (&daily, 20261101, 20261122, &left), ==, 20261122);
  g_assert_cmpint (left.count, ==, 9);
  g_assert_cmpint (crm_repeat_next (&few, 20261101, 20261122, NULL), ==, CRM_DATE_NONE);
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "DAILY", "FREQ=", "FREQ=HOURLY", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=99999999999999999999",
                                       "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=3;UNTIL=20270101", "FREQ=DAILY;UNTIL=20270230", "FREQ=DAILY;UNTIL=2027", "FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY",
                                       "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=-1",
                                       "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYMONTHDAY=28,29", "FREQ=MONTHLY;BYMONTHDAY=5;BYSETPOS=-1", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=3",
                                       "FREQ=DAILY;X", "FREQ=DAILY;", "FREQ=DAILY;WKST=SU", "FREQ=\xff\xfe", "freq=daily" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      CrmRepeat repeat;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_false (crm_repeat_parse (texts[i], &repeat, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_checked (void)
{
  static const struct
  {
    const char *text;
    CrmDate first;
    const char *problem;
  } cases[] = {
    { "FREQ=DAILY;UNTIL=20261121", 20261122, "before the task is due" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 20261122, "never" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 20261122, NULL },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29,30;BYSETPOS=-1", 20261122, NULL },
    { "FREQ=DAILY;UNTIL=20261122", 20261122, NULL },
    { "FREQ=DAILY", 20261122, NULL },
  };
  CrmRepeat zero = { CRM_REPEAT_DAILY }, none = { CRM_REPEAT_WEEKLY, 1 };
  CrmRepeat never = parse ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmRepeat repeat = parse (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_true (crm_repeat_check (&repeat, cases[i].first, &error) == (cases[i].problem == NULL));
      if (cases[i].problem != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].problem));
    }
  g_assert_false (crm_repeat_check (&zero, 20261122, NULL));
  g_assert_false (crm_repeat_check (&none, 20261122, NULL));
  /* Kept by another program all the same, it has an end. */
  g_assert_cmpint (crm_repeat_next (&never, 20261122, CRM_DATE_NONE, NULL), ==, CRM_DATE_NONE);
}

/* Whatever the rule: the days ascend, are days of the calendar, keep to the rule, and reading what was written gives the same. */
static void
test_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 3000; i++)
    {
      CrmDate first = crm_date_from_days (g_rand_int_range (random, 10000, 40000)), day = first;
      CrmRepeat repeat, again, left;
      g_autofree char *text = NULL;
      g_autofree char *words = NULL;

      crm_repeat_init (&repeat, (CrmRepeatUnit)g_rand_int_range (random, 0, 4), g_rand_int_range (random, 1, 14), first);
      if (g_rand_boolean (random))
        repeat.count = g_rand_int_range (random, 1, 9);
      if (repeat.unit == CRM_REPEAT_WEEKLY)
        repeat.weekdays |= (guint)g_rand_int_range (random, 0, 128);
      g_assert_true (crm_repeat_check (&repeat, first, NULL));
      text = crm_repeat_to_text (&repeat);
      again = parse (text);
      g_assert_cmpmem (&again, sizeof again, &repeat, sizeof repeat);
      words = crm_repeat_format (&repeat);
      g_assert_true (words != NULL && *words != '\0');
      for (int n = 1; n < 12; n++)
        {
          CrmDate next = crm_repeat_next (&repeat, day, CRM_DATE_NONE, &left);

          if (next == CRM_DATE_NONE)
            {
              g_assert_cmpint (repeat.count, ==, 1);
              break;
            }
          g_assert_true (crm_date_is_valid (next));
          g_assert_cmpint (next, >, day);
          if (repeat.unit == CRM_REPEAT_WEEKLY)
            g_assert_true ((repeat.weekdays & CRM_REPEAT_DAY (crm_date_get_weekday (next))) != 0);
          if (repeat.unit >= CRM_REPEAT_MONTHLY)
            g_assert_cmpint (crm_date_get_day (next), ==, MIN (repeat.day, crm_date_days_in_month (crm_date_get_year (next), crm_date_get_month (next))));
          day = next;
          repeat = left;
        }
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "FREQ=DAILY", "every day" },
    { "FREQ=DAILY;INTERVAL=2;COUNT=3", "every 2 days, 3 times more" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20271231", "every 2 weeks on Mon, Thu, until 31 Dec 2027" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15" },
    { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "every year on 29 Feb" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmRepeat repeat = parse (cases[i].text);
      g_autofree char *words = crm_repeat_format (&repeat);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/repeat/days", test_days);
  g_test_add_func ("/repeat/lets-go-what-is-past", test_skips_what_is_past);
  g_test_add_func ("/repeat/refuses-what-it-cannot-read", test_refused);
  g_test_add_func ("/repeat/refuses-what-never-comes", test_checked);
  g_test_add_func ("/repeat/any-rule", test_property);
  g_test_add_func ("/repeat/words", test_words);
  return g_test_run ();
}
