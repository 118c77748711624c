/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log bar: what one line says, in English and Chinese, and what it does not say. */

#include "core/customers/crm-log-line.h"

#include <locale.h>
#include <string.h>

#include "core/base/crm-date-time.h"

#define SEED 20240305

static GTimeZone *shanghai;

static const CrmMentionPerson people[] = { { "a", "单雄信" }, { "b", "Anna Berg" }, { "c", "秦琼" }, { "d", "周一鸣" } };

/* Tuesday, 5 March 2024, 14:30. */
static CrmLogLineContext
context_now (void)
{
  return (CrmLogLineContext){ .now_us = crm_date_time_from_local (20240305, (14 * 60 + 30) * 60, shanghai), .zone = shanghai, .default_minute = 9 * 60, .default_kind = "note", .people = people, .n_people = G_N_ELEMENTS (people) };
}

static char *
moment_text (gint64 time, gboolean has_time)
{
  char day[CRM_DATE_LENGTH];
  int second;

  crm_date_to_iso (crm_date_time_to_local (time, shanghai, &second), day);
  return has_time ? g_strdup_printf ("%s %02d:%02d", day, second / 3600, second / 60 % 60) : g_strdup (day);
}

/* "call|yesterday's date|12|a|about renewal": kind, date or "now", minutes, people, subject. */
static char *
line_text (const CrmLogLine *line)
{
  g_autofree char *date = line->date_guessed ? moment_text (line->time_us, line->has_time) : g_strdup ("now");
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < line->people->len; i++)
    g_string_append (ids, people[g_array_index (line->people, gsize, i)].id);
  return g_strdup_printf ("%s%s|%s|%d|%s|%s", line->kind, line->kind_guessed ? "!" : "", date, line->duration, ids->str, line->subject);
}

static void
check (const char *const table[][2], gsize n, const CrmLogLineContext *context)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (CrmLogLine) line = crm_log_line_parse (table[i][0], NULL, context);
      g_autofree char *text = line_text (line);

      if (!g_str_equal (text, table[i][1]))
        {
          g_test_message ("“%s”: %s instead of %s", table[i][0], text, table[i][1]);
          g_test_fail ();
        }
    }
}

static void
test_english (void)
{
  static const char *const table[][2] = {
    { "called 单雄信 about renewal 12 min yesterday", "call!|2024-03-04|12|a|renewal" },
    { "Called Anna Berg re: prices", "call!|now|0|b|prices" },
    { "I called Anna, no answer", "call!|now|0|b|no answer" },
    { "yesterday called Anna for half an hour", "call!|2024-03-04|30|b|" },
    { "met 单雄信 and 秦琼: renewal agreed", "meeting!|now|0|ac|renewal agreed" },
    { "met with Anna 1h30 about the offer", "meeting!|now|90|b|the offer" },
    { "meeting with Anna yesterday 3pm, 45 min, offer", "meeting!|2024-03-04 15:00|45|b|offer" },
    { "emailed Anna the offer", "email!|now|0|b|the offer" },
    { "email to Anna: offer sent", "email!|now|0|b|offer sent" },
    { "email from Anna about delivery", "email!|now|0|b|delivery" },
    { "email: offer sent", "email!|now|0||offer sent" },
    { "email system is down", "note|now|0||email system is down" },
    { "call centre is moving", "note|now|0||call centre is moving" },
    { "call-centre is moving", "note|now|0||call-centre is moving" },
    { "call with Anna 20 min", "call!|now|20|b|" },
    { "spoke to Anna 2 hours ago", "call!|2024-03-05 12:30|0|b|" },
    { "visited Anna on monday, saw the plant", "visit!|2024-03-04|0|b|saw the plant" },
    { "monday visited Anna", "visit!|2024-03-04|0|b|" },
    { "texted Anna", "message!|now|0|b|" },
    { "wechat Anna about lunch", "message!|now|0|b|lunch" },
    { "Anna called about lunch", "call!|now|0|b|lunch" },
    { "note: prefers phone", "note!|now|0||prefers phone" },
    { "todo send offer tomorrow", "task!|2024-03-06|0||send offer" },
    { "task: call Anna fri 3pm", "task!|2024-03-08 15:00|0|b|call Anna" },
    { "method changed", "note|now|0||method changed" },
    { "prefers mails to calls", "note|now|0||prefers mails to calls" },
    { "promised delivery friday", "note|now|0||promised delivery friday" },
    { "promised delivery by friday", "note|now|0||promised delivery by friday" },
    { "promised delivery tomorrow", "note|now|0||promised delivery tomorrow" },
    { "called Anna, will decide next week", "call!|now|0|b|will decide next week" },
    { "called Anna, back in 20 min", "call!|now|0|b|back in 20 min" },
    { "Anna was 30 min late", "note|now|0|b|Anna was 30 min late" },
    { "met Anna's boss", "meeting!|now|0|b|Anna's boss" },
    { "asked Anna to send the contract", "note|now|0|b|asked Anna to send the contract" },
    { "called to ask about prices", "call!|now|0||to ask about prices" },
    { "met Anna this morning", "meeting!|2024-03-05 09:00|0|b|" },
    { "met Anna today", "meeting!|2024-03-05|0|b|" },
    { "last tue met Anna", "meeting!|2024-02-27|0|b|" },
    { "called Anna 1.5 h", "call!|now|90|b|" },
    { "called Anna 1 hour and 20 minutes", "call!|now|80|b|" },
    { "30-min demo for Anna", "note|now|30|b|demo for Anna" },
    { "called 9:30", "call!|2024-03-05 09:30|0||" },
    { "", "note|now|0||" },
    { "   ", "note|now|0||" },
  };
  CrmLogLineContext context = context_now ();

  check (table, G_N_ELEMENTS (table), &context);
}

static void
test_chinese (void)
{
  static const char *const table[][2] = {
    { "昨天给单雄信打电话 谈续约 半小时", "call!|2024-03-04|30|a|谈续约" },
    { "打电话给单雄信，谈续约", "call!|now|0|a|谈续约" },
    { "给單總打電話", "call!|now|0|a|" },
    { "给单总打了个电话，没接", "call!|now|0|a|没接" },
    { "电话单雄信", "call!|now|0|a|" },
    { "电话号码变更", "note|now|0||电话号码变更" },
    { "电话会议：讨论报价", "meeting!|now|0||讨论报价" },
    { "拜访单雄信 1小时20分钟", "visit!|now|80|a|" },
    { "上周五拜访了单雄信和秦琼，关于续约", "visit!|2024-03-01|0|ac|续约" },
    { "拜访单雄信的办公室", "visit!|now|0|a|单雄信的办公室" },
    { "微信：报价已发", "message!|now|0||报价已发" },
    { "微信单雄信 报价已发", "message!|now|0|a|报价已发" },
    { "微信聊续约", "message!|now|0||聊续约" },
    { "微信群已解散", "note|now|0||微信群已解散" },
    { "发邮件给单雄信 报价", "email!|now|0|a|报价" },
    { "和单雄信、秦琼见面 聊了两个半小时", "meeting!|now|150|ac|" },
    { "我跟单总开会 40分钟", "meeting!|now|40|a|" },
    { "今天上午见了单雄信", "meeting!|2024-03-05 09:00|0|a|" },
    { "单雄信来电 3天前", "call!|2024-03-02|0|a|" },
    { "半小时前致电单雄信", "call!|2024-03-05 14:00|0|a|" },
    { "会议室已订", "note|now|0||会议室已订" },
    { "会议 续约", "meeting!|now|0||续约" },
    { "周一鸣来访", "visit!|now|0|d|" },
    { "周一拜访周一鸣", "visit!|2024-03-04|0|d|" },
    { "单雄信说周五付款", "note|now|0|a|单雄信说周五付款" },
    { "单雄信说周五前付款", "note|now|0|a|单雄信说周五前付款" },
    { "承诺明天付款", "note|now|0||承诺明天付款" },
    { "承诺付款 明天", "note|now|0||承诺付款 明天" },
    { "每半小时检查一次", "note|now|0||每半小时检查一次" },
    { "致电单雄信，半小时后再打", "call!|now|0|a|半小时后再打" },
    { "备注：喜欢喝茶", "note!|now|0||喜欢喝茶" },
    { "待办：周五发报价", "task!|2024-03-08|0||发报价" },
    { "拜访单雄信 用时 十二分钟", "visit!|now|12|a|" },
    { "拜访单雄信 约半小时 谈续约", "visit!|now|30|a|谈续约" },
    { "见单雄信", "meeting!|now|0|a|" },
    { "见效很快", "note|now|0||见效很快" },
  };
  CrmLogLineContext context = context_now ();

  check (table, G_N_ELEMENTS (table), &context);
}

static void
test_chosen_kind (void)
{
  static const char *const as_visit[][2] = {
    { "called Anna about lunch", "visit|now|0|b|called Anna about lunch" },
    { "visited Anna about lunch", "visit!|now|0|b|lunch" },
    { "yesterday called Anna", "visit|2024-03-04|0|b|called Anna" },
    { "saw the plant, 2 hours", "visit|now|120||saw the plant" },
  };
  static const char *const as_task[][2] = { { "send offer fri", "task|2024-03-08|0||send offer" }, { "周五发报价", "task|2024-03-08|0||发报价" } };
  CrmLogLineContext context = context_now ();

  context.chosen_kind = "visit";
  check (as_visit, G_N_ELEMENTS (as_visit), &context);
  context.chosen_kind = "task";
  check (as_task, G_N_ELEMENTS (as_task), &context);
}

static void
test_moment (void)
{
  CrmLogLineContext context = context_now ();
  g_autoptr (CrmLogLine) plain = crm_log_line_parse ("offer sent", NULL, &context);
  g_autoptr (CrmLogLine) today = crm_log_line_parse ("today offer sent", NULL, &context);

  g_assert_cmpint (plain->time_us, ==, context.now_us);
  g_assert_cmpint (plain->date, ==, 20240305);
  g_assert_false (plain->date_guessed);
  g_assert_cmpint (today->time_us, ==, context.now_us);
  g_assert_true (today->date_guessed);
  g_assert_false (plain->next.is_set);
  g_assert_null (plain->next.subject);
}

static void
test_next (void)
{
  static const struct
  {
    const char *text;
    const char *kind;
    const char *when;
    const char *subject;
  } table[] = {
    { "thu 3pm call 单雄信 about renewal", "call", "2024-03-07 15:00", "call 单雄信 about renewal" },
    { "下周二下午3点给单雄信打电话", "task", "2024-03-12 15:00", "给单雄信打电话" },
    { "周五拜访单总", "visit", "2024-03-08", "拜访单总" },
    { "send offer in 2 weeks", "task", "2024-03-19", "send offer" },
    { "email Anna", "email", NULL, "email Anna" },
    { "联系周一鸣", "task", NULL, "联系周一鸣" },
    { "tomorrow", "task", "2024-03-06", "" },
  };
  CrmLogLineContext context = context_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (CrmLogLine) line = crm_log_line_parse ("called", table[i].text, &context);
      g_autofree char *when = line->next.date != CRM_DATE_NONE ? moment_text (line->next.time_us, line->next.has_time) : NULL;

      g_test_message ("“%s”", table[i].text);
      g_assert_true (line->next.is_set);
      g_assert_cmpstr (line->next.kind, ==, table[i].kind);
      g_assert_cmpstr (when, ==, table[i].when);
      g_assert_cmpstr (line->next.subject, ==, table[i].subject);
    }
  {
    g_autoptr (CrmLogLine) line = crm_log_line_parse ("called", "  ", &context);

    g_assert_false (line->next.is_set);
  }
}

static void
test_repeats (void)
{
  static const struct
  {
    const char *text;
    const char *rule;
    const char *when;
    const char *subject;
  } table[] = {
    { "every thu 3pm call Anna", "FREQ=WEEKLY;BYDAY=TH", "2024-03-07 15:00", "call Anna" },
    { "每周二下午3点 发周报", "FREQ=WEEKLY;BYDAY=TU", "2024-03-05 15:00", "发周报" },
    { "send the figures every month on the 1st", "FREQ=MONTHLY;BYMONTHDAY=1", "2024-04-01", "send the figures" },
  };
  CrmLogLineContext context = context_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *task = g_strconcat ("task: ", table[i].text, NULL);
      g_autoptr (CrmLogLine) line = crm_log_line_parse (task, table[i].text, &context);
      g_autofree char *when = moment_text (line->next.time_us, line->next.has_time);
      g_autofree char *task_when = moment_text (line->time_us, line->has_time);

      g_assert_cmpstr (line->next.repeat, ==, table[i].rule);
      g_assert_cmpstr (when, ==, table[i].when);
      g_assert_cmpstr (line->next.subject, ==, table[i].subject);
      g_assert_cmpstr (line->repeat, ==, table[i].rule);
      g_assert_cmpstr (task_when, ==, table[i].when);
      g_assert_cmpstr (line->subject, ==, table[i].subject);
    }
  {
    g_autoptr (CrmLogLine) line = crm_log_line_parse ("called Anna, she is there every tuesday", NULL, &context);

    g_assert_null (line->repeat);
    g_assert_false (line->date_guessed);
  }
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "called", " ", "Anna", "单雄信", "给", "打电话", "about", ":", "12", "min", "半小时", "昨天", "yesterday", "\xff", "1h", "30", "微信", "了", "fri", "3pm", "我", "周一", "鸣", "in", "后", "," };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  CrmLogLineContext context = context_now ();
  int n_guessed = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (CrmLogLine) line = NULL;

      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      line = crm_log_line_parse (text->str, text->str, &context);
      g_assert_true (g_utf8_validate (line->subject, -1, NULL));
      g_assert_true (g_utf8_validate (line->next.subject, -1, NULL));
      g_assert_cmpint (line->duration, <=, 1440);
      if (!g_str_equal (line->kind, "task"))
        g_assert_cmpint (line->date, <=, 20240305);
      n_guessed += line->kind_guessed;
    }
  g_assert_cmpint (n_guessed, >, 500);
}

int
main (int argc, char **argv)
{
  int result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  shanghai = g_time_zone_new_identifier ("Asia/Shanghai");
  g_test_add_func ("/customers/log-line/english", test_english);
  g_test_add_func ("/customers/log-line/chinese", test_chinese);
  g_test_add_func ("/customers/log-line/chosen-kind-stays", test_chosen_kind);
  g_test_add_func ("/customers/log-line/happened-now-unless-it-says-when", test_moment);
  g_test_add_func ("/customers/log-line/next-step", test_next);
  g_test_add_func ("/customers/log-line/repeats", test_repeats);
  g_test_add_func ("/customers/log-line/survives-hostile-input", test_hostile);
  result = g_test_run ();
  g_time_zone_unref (shanghai);
  return result;
}
