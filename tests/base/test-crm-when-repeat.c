/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed repeats in English and Chinese: what is found, when it is first, and what is left. */

#include "core/base/crm-when-repeat.h"

#include <locale.h>

#include "core/base/crm-date-time.h"

/* Tuesday, 5 March 2024, 14:30 in Shanghai. */
static gboolean
find (const char *text, CrmWhenRepeat *found)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmWhenContext context = { .now_us = crm_date_time_from_local (20240305, (14 * 60 + 30) * 60, zone), .zone = zone, .default_minute = 9 * 60 };

  return crm_when_find_repeat (text, &context, found);
}

static void
test_finds (void)
{
  static const struct
  {
    const char *text;
    const char *rule;
    const char *first;
    const char *rest;
  } lines[] = {
    { "every Tuesday 3pm call Anna", "FREQ=WEEKLY;BYDAY=TU", "20240305 15:00", "call Anna" },
    { "every tuesday 2pm", "FREQ=WEEKLY;BYDAY=TU", "20240312 14:00", "" },
    { "call Anna every mon and thu", "FREQ=WEEKLY;BYDAY=MO,TH", "20240307", "call Anna" },
    { "every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "20240305", "" },
    { "every other week on friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "20240308", "" },
    { "every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "20240308", "" },
    { "weekdays at 9", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "20240306 09:00", "" },
    { "stand-up every working day 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "20240306 09:15", "stand-up" },
    { "every month on the 1st until June", "FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20240630", "20240401", "" },
    { "pay rent monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "20240331", "pay rent" },
    { "every year on 5 march", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "20240305", "" },
    { "daily 8am for 5 times", "FREQ=DAILY;COUNT=5", "20240306 08:00", "" },
    { "every 3 days until 31 december", "FREQ=DAILY;INTERVAL=3;UNTIL=20241231", "20240305", "" },
    { "every day 6pm until 2024-05-01 water", "FREQ=DAILY;UNTIL=20240501", "20240305 18:00", "water" },
    { "每周二下午3点", "FREQ=WEEKLY;BYDAY=TU", "20240305 15:00", "" },
    { "每周二、四上午10点 回访", "FREQ=WEEKLY;BYDAY=TU,TH", "20240307 10:00", "回访" },
    { "每周一到五", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "20240305", "" },
    { "每两周", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "20240305", "" },
    { "每两周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "20240308", "" },
    { "隔周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "20240305", "五" },
    { "每天", "FREQ=DAILY", "20240305", "" },
    { "每3天", "FREQ=DAILY;INTERVAL=3", "20240305", "" },
    { "每月1号 交房租", "FREQ=MONTHLY;BYMONTHDAY=1", "20240401", "交房租" },
    { "每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "20240331", "" },
    { "每年3月5日", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "20240305", "" },
    { "工作日上午9点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "20240306 09:00", "" },
    { "每天上午8点 共5次", "FREQ=DAILY;COUNT=5", "20240306 08:00", "" },
    { "每周三到12月31日为止", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20241231", "20240306", "" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      CrmWhenRepeat found;
      g_autofree char *rule = NULL;
      g_autofree char *first = NULL;
      g_autofree char *rest = NULL;
      int second;

      if (!find (lines[i].text, &found))
        {
          g_test_message ("“%s”: nothing", lines[i].text);
          g_test_fail ();
          continue;
        }
      rule = crm_repeat_to_text (&found.repeat);
      crm_date_time_to_local (found.first.time_us, zone, &second);
      first = found.first.has_time ? g_strdup_printf ("%d %02d:%02d", found.first.date, second / 3600, second / 60 % 60) : g_strdup_printf ("%d", found.first.date);
      rest = crm_when_rest_of_spans (lines[i].text, found.spans, found.n_spans);
      if (g_strcmp0 (rule, lines[i].rule) == 0 && g_strcmp0 (first, lines[i].first) == 0 && g_strcmp0 (rest, lines[i].rest) == 0)
        continue;
      g_test_message ("“%s”: %s, %s, “%s”", lines[i].text, rule, first, rest);
      g_test_fail ();
    }
}

static void
test_finds_nothing (void)
{
  static const char *const lines[] = { "", "call Anna tuesday 3pm", "everyone is there", "everything by friday", "a daytime call", "每个人都来", "下周二下午3点", "the weekly", "every now and then", "biweekly" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      CrmWhenRepeat found;

      if (find (lines[i], &found) && g_strcmp0 (lines[i], "the weekly") != 0)
        {
          g_test_message ("“%s”: found", lines[i]);
          g_test_fail ();
        }
    }
}

/* Any bytes: what is found lies in the text, and can be kept. */
static void
test_any_text (void)
{
  static const char *const parts[] = { "every ", "每", "2 ", "两", "周", "二", "week ", "until ", "到", "june", "12月31日", "at ", "9 ", "下午3点", "\xff", "month ", "on the ", "31st ", "5 times", "共5次", "tuesday ", "daily ", "29 feb " };

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      CrmWhenRepeat found;

      for (int n = g_test_rand_int_range (0, 9); n > 0; n--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      if (!find (text->str, &found))
        continue;
      g_assert_true (crm_repeat_check (&found.repeat, found.first.date, NULL));
      g_assert_cmpuint (found.n_spans, <=, CRM_WHEN_REPEAT_SPANS);
      for (gsize j = 0; j < found.n_spans; j++)
        g_assert_true (found.spans[j].start < found.spans[j].end && found.spans[j].end <= text->len && (j == 0 || found.spans[j - 1].end <= found.spans[j].start));
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/when-repeat/finds", test_finds);
  g_test_add_func ("/base/when-repeat/finds-nothing", test_finds_nothing);
  g_test_add_func ("/base/when-repeat/any-text", test_any_text);
  return g_test_run ();
}
