/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Natural dates in English and Chinese: what is found, what is left, and above all what must not be found. */

#include "core/base/crm-when.h"

#include <locale.h>
#include <string.h>

#include "core/base/crm-date-time.h"

#define SEED 20240305

static GTimeZone *shanghai, *berlin, *new_york;

/* Tuesday, 5 March 2024, 14:30 in each test's zone. */
static CrmWhenContext
plan_in (GTimeZone *zone)
{
  return (CrmWhenContext){ .now_us = crm_date_time_from_local (20240305, (14 * 60 + 30) * 60, zone), .zone = zone, .default_minute = 9 * 60 };
}

/* All failures of a table are shown, not the first alone. */
static void G_GNUC_PRINTF (1, 2)
    fail (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s", text);
  g_test_fail ();
}

/* "2024-03-07 15:00", or "2024-03-07" without a time of day. */
static char *
found_text (const CrmWhen *when, GTimeZone *zone)
{
  char day[CRM_DATE_LENGTH];
  int second;
  CrmDate date = crm_date_time_to_local (when->time_us, zone, &second);

  g_assert_cmpint (date, ==, when->date);
  crm_date_to_iso (date, day);
  return when->has_time ? g_strdup_printf ("%s %02d:%02d", day, second / 3600, second / 60 % 60) : g_strdup (day);
}

typedef struct
{
  const char *text;
  const char *when;
  const char *rest;
} Example;

static void
check (const Example *examples, gsize n, const CrmWhenContext *context)
{
  for (gsize i = 0; i < n; i++)
    {
      CrmWhen when;
      g_autofree char *text = NULL;
      g_autofree char *rest = NULL;
      gboolean found = crm_when_find (examples[i].text, 0, context, &when);

      if (!found)
        {
          if (examples[i].when != NULL)
            fail ("“%s”: nothing found instead of %s", examples[i].text, examples[i].when);
          continue;
        }
      text = found_text (&when, context->zone);
      rest = crm_when_rest (examples[i].text, when.start, when.end);
      if (g_strcmp0 (text, examples[i].when) != 0 || g_strcmp0 (rest, examples[i].rest) != 0)
        fail ("“%s”: %s “%s” instead of %s “%s”", examples[i].text, text, rest, examples[i].when, examples[i].rest);
    }
}

static void
test_english_days (void)
{
  static const Example examples[] = {
    { "today", "2024-03-05", "" },
    { "tomorrow", "2024-03-06", "" },
    { "call tmr", "2024-03-06", "call" },
    { "the day after tomorrow call", "2024-03-07", "call" },
    { "day after tomorrow", "2024-03-07", "" },
    { "yesterday met Anna", "2024-03-04", "met Anna" },
    { "the day before yesterday", "2024-03-03", "" },
    { "thu", "2024-03-07", "" },
    { "Thursday: call", "2024-03-07", "call" },
    { "tue", "2024-03-12", "" },
    { "mon", "2024-03-11", "" },
    { "call on sun", "2024-03-10", "call" },
    { "sun", "2024-03-10", "" },
    { "saturday lunch", "2024-03-09", "lunch" },
    { "next tue", "2024-03-12", "" },
    { "next fri", "2024-03-15", "" },
    { "next mon", "2024-03-11", "" },
    { "next sun", "2024-03-17", "" },
    { "fri next week", "2024-03-15", "" },
    { "next week fri call", "2024-03-15", "call" },
    { "this fri", "2024-03-08", "" },
    { "this mon", "2024-03-11", "" },
    { "last tue", "2024-02-27", "" },
    { "last mon", "2024-03-04", "" },
    { "next week", "2024-03-11", "" },
    { "next month", "2024-04-01", "" },
    { "next year", "2025-01-01", "" },
    { "this weekend", "2024-03-09", "" },
    { "next weekend", "2024-03-16", "" },
    { "in 2 weeks", "2024-03-19", "" },
    { "in two weeks send offer", "2024-03-19", "send offer" },
    { "in a week", "2024-03-12", "" },
    { "in a couple of days", "2024-03-07", "" },
    { "2 weeks from now", "2024-03-19", "" },
    { "in 3 months", "2024-06-05", "" },
    { "in a year", "2025-03-05", "" },
    { "3 days ago", "2024-03-02", "" },
    { "end of month", "2024-03-31", "" },
    { "by the end of the month", "2024-03-31", "by the" },
    { "end of next month", "2024-04-30", "" },
    { "eom", "2024-03-31", "" },
    { "eow", "2024-03-08", "" },
    { "end of the year", "2024-12-31", "" },
    { "on 5 march", "2024-03-05", "" },
    { "on 4 march", "2025-03-04", "" },
    { "5th of April 2027", "2027-04-05", "" },
    { "April 5", "2024-04-05", "" },
    { "may 5 call Anna", "2024-05-05", "call Anna" },
    { "29 feb", "2028-02-29", "" },
    { "on the 15th", "2024-03-15", "" },
    { "by the 4th", "2024-04-04", "" },
    { "2024-04-01 review", "2024-04-01", "review" },
    { "2024/4/1", "2024-04-01", "" },
    { "send the offer by friday", "2024-03-08", "send the offer" },
    { "reply before wed, please", "2024-03-06", "reply please" },
  };
  CrmWhenContext context = plan_in (shanghai);

  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_english_times (void)
{
  static const Example examples[] = {
    { "thu 3pm call 单雄信 about renewal", "2024-03-07 15:00", "call 单雄信 about renewal" },
    { "thu 3pm call", "2024-03-07 15:00", "call" },
    { "next tue 3pm", "2024-03-12 15:00", "" },
    { "mon 9:30", "2024-03-11 09:30", "" },
    { "mon at 9:30", "2024-03-11 09:30", "" },
    { "thu at 3", "2024-03-07 15:00", "" },
    { "thu, 3 pm", "2024-03-07 15:00", "" },
    { "thu @15:45 demo", "2024-03-07 15:45", "demo" },
    { "3pm on thu: demo", "2024-03-07 15:00", "demo" },
    { "call back at 10 tomorrow", "2024-03-06 10:00", "call back" },
    { "at 3 on fri", "2024-03-08 15:00", "" },
    { "at 3pm tomorrow", "2024-03-06 15:00", "" },
    { "4pm", "2024-03-05 16:00", "" },
    { "2pm", "2024-03-06 14:00", "" },
    { "call at 14:30", "2024-03-06 14:30", "call" },
    { "call at 14:31", "2024-03-05 14:31", "call" },
    { "9.30am stand-up", "2024-03-06 09:30", "stand-up" },
    { "12am", "2024-03-06 00:00", "" },
    { "12pm", "2024-03-06 12:00", "" },
    { "tomorrow noon", "2024-03-06 12:00", "" },
    { "tomorrow 3:00", "2024-03-06 15:00", "" },
    { "tomorrow 03:00", "2024-03-06 03:00", "" },
    { "today 9am", "2024-03-05 09:00", "" },
    { "tomorrow morning", "2024-03-06 09:00", "" },
    { "fri afternoon", "2024-03-08 14:00", "" },
    { "fri in the evening call", "2024-03-08 19:00", "call" },
    { "this evening", "2024-03-05 19:00", "" },
    { "tonight", "2024-03-05 20:00", "" },
    { "tonight at 9pm", "2024-03-05 21:00", "" },
    { "eod", "2024-03-05 18:00", "" },
    { "end of day fri", "2024-03-08 18:00", "" },
    { "fri eod", "2024-03-08 18:00", "" },
    { "in 2 hours", "2024-03-05 16:30", "" },
    { "in half an hour ping", "2024-03-05 15:00", "ping" },
    { "in 90 min", "2024-03-05 16:00", "" },
    { "in an hour", "2024-03-05 15:30", "" },
    { "2 hours ago", "2024-03-05 12:30", "" },
    { "sat 3pm call", "2024-03-09 15:00", "call" },
    { "Sun 10am", "2024-03-10 10:00", "" },
    { "5 march 4pm", "2024-03-05 16:00", "" },
    { "2024-04-01T09:15", "2024-04-01 09:15", "" },
  };
  CrmWhenContext context = plan_in (berlin);

  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_chinese_days (void)
{
  static const Example examples[] = {
    { "今天", "2024-03-05", "" },
    { "明天打电话", "2024-03-06", "打电话" },
    { "后天", "2024-03-07", "" },
    { "大后天", "2024-03-08", "" },
    { "昨天见了单雄信", "2024-03-04", "见了单雄信" },
    { "前天", "2024-03-03", "" },
    { "大前天", "2024-03-02", "" },
    { "周五", "2024-03-08", "" },
    { "周二", "2024-03-12", "" },
    { "星期天", "2024-03-10", "" },
    { "礼拜三", "2024-03-06", "" },
    { "禮拜三", "2024-03-06", "" },
    { "週五開會", "2024-03-08", "開會" },
    { "下周二", "2024-03-12", "" },
    { "下周日", "2024-03-17", "" },
    { "下下周一", "2024-03-18", "" },
    { "下个星期三", "2024-03-13", "" },
    { "本周四", "2024-03-07", "" },
    { "这周一", "2024-03-11", "" },
    { "上周五", "2024-03-01", "" },
    { "下周", "2024-03-11", "" },
    { "下周给她报价", "2024-03-11", "给她报价" },
    { "周末", "2024-03-09", "" },
    { "下周末", "2024-03-16", "" },
    { "3天后", "2024-03-08", "" },
    { "三天之后回访", "2024-03-08", "回访" },
    { "过3天", "2024-03-08", "" },
    { "两周后", "2024-03-19", "" },
    { "2个星期后", "2024-03-19", "" },
    { "一个月后", "2024-04-05", "" },
    { "半年后回访", "2024-09-05", "回访" },
    { "半个月后", "2024-03-20", "" },
    { "3天前", "2024-03-02", "" },
    { "月底", "2024-03-31", "" },
    { "月底前付款", "2024-03-31", "付款" },
    { "下月底", "2024-04-30", "" },
    { "下个月底", "2024-04-30", "" },
    { "下个月5号", "2024-04-05", "" },
    { "本月20日", "2024-03-20", "" },
    { "下个月", "2024-04-01", "" },
    { "下下个月3号", "2024-05-03", "" },
    { "12月25日", "2024-12-25", "" },
    { "12月25号发货", "2024-12-25", "发货" },
    { "十二月二十五日", "2024-12-25", "" },
    { "3月4日", "2025-03-04", "" },
    { "明年3月5日", "2025-03-05", "" },
    { "2025年1月2日签约", "2025-01-02", "签约" },
    { "6月底", "2024-06-30", "" },
    { "2月底", "2025-02-28", "" },
    { "年底", "2024-12-31", "" },
    { "明年底", "2025-12-31", "" },
    { "明年", "2025-01-01", "" },
    { "15号", "2024-03-15", "" },
    { "3号去拜访", "2024-04-03", "去拜访" },
    { "请在周五之前回复", "2024-03-08", "请在回复" },
    { "周五前回复", "2024-03-08", "回复" },
    { "在周五开会", "2024-03-08", "开会" },
    { "推迟到周五", "2024-03-08", "推迟到" },
    { "跟进 明天", "2024-03-06", "跟进" },
  };
  CrmWhenContext context = plan_in (shanghai);

  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_chinese_times (void)
{
  static const Example examples[] = {
    { "下周二下午3点", "2024-03-12 15:00", "" },
    { "下週二下午3點", "2024-03-12 15:00", "" },
    { "下周二下午３点给单雄信打电话", "2024-03-12 15:00", "给单雄信打电话" },
    { "后天上午", "2024-03-07 09:00", "" },
    { "后天 上午 10点", "2024-03-07 10:00", "" },
    { "今晚8点", "2024-03-05 20:00", "" },
    { "今晚", "2024-03-05 20:00", "" },
    { "明早九点", "2024-03-06 09:00", "" },
    { "明天早上8点半", "2024-03-06 08:30", "" },
    { "半小时后", "2024-03-05 15:00", "" },
    { "两个半小时后", "2024-03-05 17:00", "" },
    { "一刻钟后", "2024-03-05 14:45", "" },
    { "2小时前", "2024-03-05 12:30", "" },
    { "9点半", "2024-03-06 09:30", "" },
    { "3点", "2024-03-05 15:00", "" },
    { "下午三点一刻", "2024-03-05 15:15", "" },
    { "15点20分", "2024-03-05 15:20", "" },
    { "明天9点15", "2024-03-06 09:15", "" },
    { "明天三点", "2024-03-06 15:00", "" },
    { "明天15:45开会", "2024-03-06 15:45", "开会" },
    { "下午3:30", "2024-03-05 15:30", "" },
    { "中午", "2024-03-06 12:00", "" },
    { "下午开会", "2024-03-06 14:00", "开会" },
    { "上午开会", "2024-03-06 09:00", "开会" },
    { "晚上12点", "2024-03-06 00:00", "" },
    { "周五晚上1点", "2024-03-09 01:00", "" },
    { "周五晚8点吃饭", "2024-03-08 20:00", "吃饭" },
    { "凌晨3点", "2024-03-06 03:00", "" },
    { "15号下午2点", "2024-03-15 14:00", "" },
    { "周三 14:00 演示", "2024-03-06 14:00", "演示" },
    { "周五3pm", "2024-03-08 15:00", "" },
    { "明天10:00", "2024-03-06 10:00", "" },
    { "十五时三十分", "2024-03-05 15:30", "" },
  };
  CrmWhenContext context = plan_in (shanghai);

  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_log (void)
{
  static const Example examples[] = {
    { "thu", "2024-02-29", "" },
    { "tue", "2024-02-27", "" },
    { "周一拜访", "2024-03-04", "拜访" },
    { "周二", "2024-02-27", "" },
    { "met 3pm", "2024-03-04 15:00", "met" },
    { "met 2pm", "2024-03-05 14:00", "met" },
    { "on 6 march", "2023-03-06", "" },
    { "on 5 march", "2024-03-05", "" },
    { "12月25日", "2023-12-25", "" },
    { "yesterday 4pm", "2024-03-04 16:00", "" },
    { "this mon", "2024-03-04", "" },
    { "last night", "2024-03-04 20:00", "" },
    { "昨晚8点", "2024-03-04 20:00", "" },
    { "15号", "2024-02-15", "" },
    { "上午", "2024-03-05 09:00", "" },
  };
  CrmWhenContext context = plan_in (shanghai);

  context.direction = CRM_WHEN_LOG;
  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_no_date (void)
{
  static const char *const texts[] = {
    "", " ", "marching band", "call back at 10", "the last month was good", "over the next week", "5 may be enough", "Room 5 at 9", "march on", "they march 5 miles"
                                                                                                                                                "",
    "sunny day ahead", "Sun Wei called", "call Sun about renewal", "Sun Microsystems", "sat down with Anna", "may I call", "we may 5 times",
    "you may 3 to 5", "Mayer AG", "May Chen", "August Berg", "Mar y Sol", "decent offer", "Decathlon", "monitor", "Monday.com", "mon@example.com", "fri-end", "friday's report",
    "today's list", "tomorrowland", "wednesbury", "wedding gift", "satisfied", "thumb", "tuesdayish", "nextel", "next steps", "next tuesdays", "in 5 boxes", "in 2024",
    "5 people", "5 am-bitious", "ratio 16:9", "version 9.30", "10:30:15", "12:345", "room 3", "at 3 companies", "3 companies", "at 5%", "by hand", "on hold", "on the table", "the 5th element",
    "4th quarter", "score 3:2", "1.5pm2", "pm", "am", "noonday", "eodx", "endof month", "end of story", "end of the line", "last word", "last 3 offers", "past due", "week 12", "2 weeks", "30 days net", "a day in the life", "half an hour",
    "morning coffee", "evening dress", "good afternoon", "Q3 2024", "2024", "2024-13-45", "20240305", "13800138000", "0379-65550131", "¥12,400", "A3pm", "x3pm", "#3pm", "3pmx", "user@thu.edu", "thu.edu.cn", "http://x.org/2024/03/05/a",
    "5 mayors", "12 marches", "jan", "feb. report", "december", "0 march", "32 march", "in 99999 days", "in 9999999999 weeks",
    "月饼", "送月饼", "中秋月饼两盒", "目前天气", "然后天晴", "以后天天联系", "说明日期", "明日方舟", "今日头条", "声明日报", "每周三例会", "每天下午3点开会", "每周五", "每月底", "一周三次", "两周一次", "周三次", "周年庆", "周到", "周边", "上周边城", "下周期",
    "以下周边", "如下周期", "快一点", "便宜一点", "有一点", "差一点", "两点建议", "三点意见", "提3点意见", "以下3点", "几点", "重点", "3.5点", "9点5折", "下午茶", "早上好", "晚上好", "中午饭", "5号楼", "3号线", "1号店", "18号院", "12月", "3月报表", "五月天", "12月25个客户", "半小时", "十分满意", "三天", "两周",
    "一个月", "第三周", "周六福珠宝", "五粮液", "周大福", "日月光", "天天", "半年底", "明天系公司", "先天后天", "2月30日", "13月1日", "上午好", "小时候", "三时间", "第3点", "地下月台", "周一至周五", "周一到周五", "周一-周五", "本月", "这个月", "一点", "十点多的", "星期", "礼拜", "周", "号", "5", "12", "三十", "后", "前", "天后宫", "3个人后"
  };
  CrmWhenContext context = plan_in (shanghai);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CrmWhen when;

      if (crm_when_find (texts[i], 0, &context, &when))
        {
          g_autofree char *text = found_text (&when, shanghai);
          g_autofree char *part = g_strndup (texts[i] + when.start, when.end - when.start);

          fail ("“%s”: took “%s” for %s", texts[i], part, text);
        }
    }
}

static void
test_names (void)
{
  static const char *const names[] = { "周一鸣", "May Chen", "Sun", "", NULL };
  static const Example examples[] = {
    { "联系周一鸣", NULL, NULL },
    { "周一联系周一鸣", "2024-03-11", "联系周一鸣" },
    { "联系周一鸣 周三", "2024-03-06", "联系周一鸣" },
    { "Sun 3pm", "2024-03-05 15:00", "Sun" },
    { "Sunday 3pm", "2024-03-10 15:00", "" },
    { "call May Chen 5 march", "2024-03-05", "call May Chen" },
  };
  CrmWhenContext context = plan_in (shanghai);

  context.names = names;
  check (examples, G_N_ELEMENTS (examples), &context);
}

static void
test_week_start (void)
{
  static const Example from_monday[] = { { "next sun 9am", "2024-03-17 09:00", "" }, { "下周日", "2024-03-17", "" }, { "本周日", "2024-03-10", "" } };
  static const Example from_sunday[] = { { "next sun 9am", "2024-03-10 09:00", "" }, { "下周日", "2024-03-10", "" }, { "next week", "2024-03-11", "" }, { "next sat 9am", "2024-03-16 09:00", "" } };
  CrmWhenContext context = plan_in (shanghai);

  check (from_monday, G_N_ELEMENTS (from_monday), &context);
  context.first_weekday = 7;
  check (from_sunday, G_N_ELEMENTS (from_sunday), &context);
}

static void
test_default_minute (void)
{
  CrmWhenContext context = plan_in (shanghai);
  CrmWhen when;

  context.default_minute = 10 * 60 + 15;
  g_assert_true (crm_when_find ("thu", 0, &context, &when));
  g_assert_false (when.has_time);
  g_assert_cmpint (when.time_us, ==, crm_date_time_from_local (20240307, (10 * 60 + 15) * 60, shanghai));
}

static void
test_from (void)
{
  static const char text[] = "thu call, fri mail";
  CrmWhenContext context = plan_in (shanghai);
  CrmWhen when;

  g_assert_true (crm_when_find (text, 0, &context, &when));
  g_assert_cmpuint (when.start, ==, 0);
  g_assert_cmpuint (when.end, ==, 3);
  g_assert_true (crm_when_find (text, when.end, &context, &when));
  g_assert_cmpuint (when.start, ==, 10);
  g_assert_false (crm_when_find (text, when.end, &context, &when));
  /* inside a word is not its beginning */
  g_assert_false (crm_when_find ("common", 3, &context, &when));
}

/* The night from 30 to 31 March 2024 in Berlin and from 9 to 10 March in New York have no 02:30. */
static void
test_skipped_hour (void)
{
  CrmWhenContext context = { .zone = berlin };
  static const Example in_berlin[] = { { "tomorrow 02:30", "2024-03-31 03:30", "" }, { "in 3 hours", "2024-03-31 03:00", "" }, { "tomorrow", "2024-03-31", "" } };
  static const Example in_new_york[] = { { "tomorrow 02:30", "2024-03-10 03:30", "" }, { "in 3 hours", "2024-03-10 03:00", "" }, { "明天凌晨2点半", "2024-03-10 03:30", "" } };

  context.now_us = crm_date_time_from_local (20240330, 23 * 3600, berlin);
  check (in_berlin, G_N_ELEMENTS (in_berlin), &context);
  context.zone = new_york;
  context.now_us = crm_date_time_from_local (20240309, 23 * 3600, new_york);
  check (in_new_york, G_N_ELEMENTS (in_new_york), &context);
}

static void
test_rest (void)
{
  static const struct
  {
    const char *text;
    const char *part;
    const char *rest;
  } table[] = {
    { "thu: call", "thu", "call" },
    { "call thu", "thu", "call" },
    { "call, thu, Anna", "thu", "call Anna" },
    { "call thu.", "thu", "call." },
    { "请明天打电话", "明天", "请打电话" },
    { "明天，打电话", "明天", "打电话" },
    { "ask 明天 单雄信", "明天", "ask 单雄信" },
    { "thu", "thu", "" },
    { "a - thu - b", "thu", "a b" },
  };
  g_autofree char *broken = crm_when_rest ("\xff thu \xfe", 2, 5);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gsize start = (gsize)(strstr (table[i].text, table[i].part) - table[i].text);
      g_autofree char *rest = crm_when_rest (table[i].text, start, start + strlen (table[i].part));

      g_assert_cmpstr (rest, ==, table[i].rest);
    }
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

/* Whatever is found lies in the text on the borders of characters, near enough to now, and leaves valid text. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "thu", " ", "3", "pm", "next", "周", "五", "下", "月", "底", "点", "半", "小时", "后", "前", "天", "大", "in", "week", "s", "on", "the", "5th", "march", "may", "2024-03-05", ":", "30", "at", "ago", "上午", "晚", "号", "年", "\xff", "9999", "一", "两", "个", "end", "of", "month", ",", "十", "亿", "last", "this", "sun", "noon", "@" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  GTimeZone *zones[] = { shanghai, berlin, new_york };
  int n_found = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 60000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      CrmWhenContext context = plan_in (zones[i % 3]);
      gsize from = 0;
      CrmWhen when;

      context.direction = i % 2 ? CRM_WHEN_PLAN : CRM_WHEN_LOG;
      context.first_weekday = i % 8;
      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        if (i % 5 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else if (i % 5 == 1)
          g_string_append_unichar (text, (gunichar)g_rand_int_range (random, 1, 0xd800));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      while (crm_when_find (text->str, from, &context, &when))
        {
          g_autofree char *rest = crm_when_rest (text->str, when.start, when.end);

          g_assert_cmpuint (when.start, >=, from);
          g_assert_cmpuint (when.end, >, when.start);
          g_assert_cmpuint (when.end, <=, text->len);
          g_assert_true (crm_date_is_valid (when.date));
          g_assert_true (g_utf8_validate (rest, -1, NULL));
          from = when.end;
          n_found++;
        }
    }
  g_assert_cmpint (n_found, >, 5000);
}

static void
test_long_line (void)
{
  g_autofree char *digits = g_strnfill (200000, '3');
  g_autoptr (GString) words = g_string_new (NULL);
  CrmWhenContext context = plan_in (shanghai);
  CrmWhen when;

  for (int i = 0; i < 20000; i++)
    g_string_append (words, "三点下周");
  g_assert_false (crm_when_find (digits, 0, &context, &when));
  (void)crm_when_find (words->str, 0, &context, &when);
}

int
main (int argc, char **argv)
{
  int result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  shanghai = g_time_zone_new_identifier ("Asia/Shanghai");
  berlin = g_time_zone_new_identifier ("Europe/Berlin");
  new_york = g_time_zone_new_identifier ("America/New_York");
  g_test_add_func ("/base/when/english-days", test_english_days);
  g_test_add_func ("/base/when/english-times", test_english_times);
  g_test_add_func ("/base/when/chinese-days", test_chinese_days);
  g_test_add_func ("/base/when/chinese-times", test_chinese_times);
  g_test_add_func ("/base/when/a-log-looks-back", test_log);
  g_test_add_func ("/base/when/finds-no-date-where-there-is-none", test_no_date);
  g_test_add_func ("/base/when/names-are-no-dates", test_names);
  g_test_add_func ("/base/when/week-starts-where-it-is-told", test_week_start);
  g_test_add_func ("/base/when/date-alone-takes-the-default-time", test_default_minute);
  g_test_add_func ("/base/when/search-begins-where-it-is-told", test_from);
  g_test_add_func ("/base/when/hours-that-the-clock-skips", test_skipped_hour);
  g_test_add_func ("/base/when/rest-is-the-subject", test_rest);
  g_test_add_func ("/base/when/survives-hostile-input", test_hostile);
  g_test_add_func ("/base/when/long-lines-end", test_long_line);
  result = g_test_run ();
  g_time_zone_unref (shanghai);
  g_time_zone_unref (berlin);
  g_time_zone_unref (new_york);
  return result;
}
