/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding how often something comes back in a typed line. */

#include "core/base/crm-when-repeat.h"

#include <string.h>

#include "core/base/crm-date-scan.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-when-private.h"

#define MAX_CHARS 4000

/* Days on which something may come back are looked for so far ahead: a leap day. */
#define MAX_AHEAD (9 * 366)

typedef struct
{
  CrmRepeatUnit unit;
  int interval;
  guint weekdays; /* 0: that of the first day */
  int day;        /* 0: that of the first day */
  int month;      /* 0: that of the first day */
} Rule;

/* ── English ──────────────────────────────────────────────────────────────────────────────── */

static const CrmScanWord units[] = {
  { "day", CRM_REPEAT_DAILY },
  { "days", CRM_REPEAT_DAILY },
  { "week", CRM_REPEAT_WEEKLY },
  { "weeks", CRM_REPEAT_WEEKLY },
  { "month", CRM_REPEAT_MONTHLY },
  { "months", CRM_REPEAT_MONTHLY },
  { "year", CRM_REPEAT_YEARLY },
  { "years", CRM_REPEAT_YEARLY },
  { NULL },
};

static const CrmScanWord adverbs[] = {
  { "daily", CRM_REPEAT_DAILY },
  { "weekly", CRM_REPEAT_WEEKLY },
  { "monthly", CRM_REPEAT_MONTHLY },
  { "yearly", CRM_REPEAT_YEARLY },
  { "annually", CRM_REPEAT_YEARLY },
  { NULL },
};

static const CrmScanWord working[] = {
  { "weekday", 1 },
  { "weekdays", 1 },
  { "workday", 1 },
  { "workdays", 1 },
  { "working day", 1 },
  { "working days", 1 },
  { NULL },
};

static const CrmScanWord numbers[] = {
  { "other", 2 },
  { "second", 2 },
  { "two", 2 },
  { "three", 3 },
  { "four", 4 },
  { "five", 5 },
  { "six", 6 },
  { NULL },
};

static gboolean
take_weekdays (const CrmScan *scan, gsize *at, guint *weekdays)
{
  gsize position = *at;
  int weekday;

  *weekdays = 0;
  while (crm_date_scan_weekday (scan, &position, &weekday))
    {
      *weekdays |= CRM_REPEAT_DAY (weekday);
      (void)crm_scan_take (scan, &position, "s");
      *at = position;
      crm_scan_skip_spaces (scan, &position);
      if (crm_scan_take (scan, &position, ",") || crm_scan_take (scan, &position, "、") || crm_scan_take (scan, &position, "&"))
        crm_scan_skip_spaces (scan, &position);
      if (crm_scan_take_word (scan, &position, "and") || crm_scan_take (scan, &position, "和"))
        crm_scan_skip_spaces (scan, &position);
    }
  return *weekdays != 0;
}

static void
take_ordinal (const CrmScan *scan, gsize *at, int *day)
{
  static const CrmScanWord endings[] = { { "st", 0 }, { "nd", 0 }, { "rd", 0 }, { "th", 0 }, { NULL } };
  gsize position = *at;
  gint64 number;

  (void)(crm_scan_take_word (scan, &position, "the") && (crm_scan_skip_spaces (scan, &position), TRUE));
  if (crm_scan_take (scan, &position, "last day"))
    {
      *day = 31;
      *at = position;
      return;
    }
  (void)(crm_scan_take_word (scan, &position, "day") && (crm_scan_skip_spaces (scan, &position), TRUE));
  if (!crm_scan_take_digits (scan, &position, 1, 2, &number) || number < 1 || number > 31)
    return;
  (void)crm_scan_take_any (scan, &position, endings, NULL);
  if (!crm_scan_ends_word (scan, position))
    return;
  *day = (int)number;
  *at = position;
}

/* "on the 1st", "on mon and thu", "on 5 march". */
static void
take_detail (const CrmScan *scan, gsize *at, Rule *rule)
{
  gsize position = *at;
  CrmDateFigures figures;
  CrmDate date;

  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_word (scan, &position, "on"))
    return;
  crm_scan_skip_spaces (scan, &position);
  if (rule->unit == CRM_REPEAT_WEEKLY && take_weekdays (scan, &position, &rule->weekdays))
    *at = position;
  else if (rule->unit == CRM_REPEAT_MONTHLY)
    {
      take_ordinal (scan, &position, &rule->day);
      *at = rule->day != 0 ? position : *at;
    }
  else if (rule->unit == CRM_REPEAT_YEARLY && crm_date_scan (scan, &position, CRM_DATE_ORDER_UNKNOWN, 2000, &date, &figures) == CRM_DATE_READ)
    {
      rule->day = crm_date_get_day (date);
      rule->month = crm_date_get_month (date);
      *at = position;
    }
}

static gboolean
take_every (const CrmScan *scan, gsize *at, Rule *rule)
{
  gint64 number;
  int value;

  crm_scan_skip_spaces (scan, at);
  if (crm_scan_take_any (scan, at, working, NULL))
    {
      rule->unit = CRM_REPEAT_WEEKLY;
      rule->weekdays = CRM_REPEAT_WORKING_DAYS;
      return TRUE;
    }
  if (take_weekdays (scan, at, &rule->weekdays))
    {
      rule->unit = CRM_REPEAT_WEEKLY;
      return TRUE;
    }
  if (crm_scan_take_any (scan, at, numbers, &value))
    rule->interval = value;
  else if (crm_scan_take_digits (scan, at, 1, 3, &number) && number >= 1)
    rule->interval = (int)number;
  crm_scan_skip_spaces (scan, at);
  if (rule->interval > 1 && take_weekdays (scan, at, &rule->weekdays))
    {
      rule->unit = CRM_REPEAT_WEEKLY;
      return TRUE;
    }
  if (!crm_scan_take_any (scan, at, units, &value))
    return FALSE;
  rule->unit = (CrmRepeatUnit)value;
  take_detail (scan, at, rule);
  return TRUE;
}

static gboolean
take_english (const CrmScan *scan, gsize *at, Rule *rule)
{
  int value;

  if (!crm_scan_starts_word (scan, *at))
    return FALSE;
  if (crm_scan_take_word (scan, at, "every") || crm_scan_take_word (scan, at, "each"))
    return take_every (scan, at, rule);
  (void)(crm_scan_take_word (scan, at, "on") && (crm_scan_skip_spaces (scan, at), TRUE));
  if (crm_scan_take_word (scan, at, "weekdays") || crm_scan_take_word (scan, at, "workdays"))
    {
      rule->unit = CRM_REPEAT_WEEKLY;
      rule->weekdays = CRM_REPEAT_WORKING_DAYS;
      return TRUE;
    }
  if (!crm_scan_take_any (scan, at, adverbs, &value))
    return FALSE;
  rule->unit = (CrmRepeatUnit)value;
  take_detail (scan, at, rule);
  return TRUE;
}

/* ── Chinese ──────────────────────────────────────────────────────────────────────────────── */

static const CrmScanWord chinese_units[] = {
  { "天", CRM_REPEAT_DAILY },
  { "日", CRM_REPEAT_DAILY },
  { "周", CRM_REPEAT_WEEKLY },
  { "星期", CRM_REPEAT_WEEKLY },
  { "个星期", CRM_REPEAT_WEEKLY },
  { "礼拜", CRM_REPEAT_WEEKLY },
  { "个礼拜", CRM_REPEAT_WEEKLY },
  { "月", CRM_REPEAT_MONTHLY },
  { "个月", CRM_REPEAT_MONTHLY },
  { "年", CRM_REPEAT_YEARLY },
  { NULL },
};

static const CrmScanWord chinese_weekdays[] = {
  { "一", 1 },
  { "二", 2 },
  { "三", 3 },
  { "四", 4 },
  { "五", 5 },
  { "六", 6 },
  { "日", 7 },
  { "天", 7 },
  { NULL },
};

/* 二、四; 一和周三; 一到五 */
static void
take_chinese_weekdays (const CrmScan *scan, gsize *at, guint *weekdays)
{
  gsize position = *at;
  int weekday, last = 0;
  gboolean is_range = FALSE;

  for (;;)
    {
      (void)(last != 0 && (crm_scan_take (scan, &position, "每周") || crm_scan_take (scan, &position, "周") || crm_scan_take (scan, &position, "星期")));
      if (!crm_scan_take_any (scan, &position, chinese_weekdays, &weekday))
        return;
      for (int day = is_range ? last : weekday; day <= weekday; day++)
        *weekdays |= CRM_REPEAT_DAY (day);
      last = weekday;
      *at = position;
      is_range = crm_scan_take (scan, &position, "到") || crm_scan_take (scan, &position, "至");
      if (!is_range && !crm_scan_take (scan, &position, "、") && !crm_scan_take (scan, &position, "和") && !crm_scan_take (scan, &position, ","))
        return;
    }
}

static gboolean
take_chinese_day (const CrmScan *scan, gsize *at, int *day)
{
  gsize position = *at;
  gint64 number;

  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_take (scan, &position, "最后一天") || crm_scan_take (scan, &position, "月底") || crm_scan_take (scan, &position, "底"))
    number = 31;
  else if (!crm_scan_take_number (scan, &position, 2, &number) || number < 1 || number > 31 || (!crm_scan_take (scan, &position, "号") && !crm_scan_take (scan, &position, "日")))
    return FALSE;
  *day = (int)number;
  *at = position;
  return TRUE;
}

static void
take_chinese_detail (const CrmScan *scan, gsize *at, Rule *rule)
{
  gsize position = *at;
  gint64 month;

  if (rule->unit == CRM_REPEAT_WEEKLY)
    {
      crm_scan_skip_spaces (scan, &position);
      if (rule->interval > 1)
        (void)(crm_scan_take (scan, &position, "的") || TRUE);
      if (rule->interval > 1 && !crm_scan_take (scan, &position, "周") && !crm_scan_take (scan, &position, "星期"))
        return;
      take_chinese_weekdays (scan, &position, &rule->weekdays);
      *at = rule->weekdays != 0 ? position : *at;
    }
  else if (rule->unit == CRM_REPEAT_MONTHLY)
    (void)take_chinese_day (scan, at, &rule->day);
  else if (rule->unit == CRM_REPEAT_YEARLY)
    {
      crm_scan_skip_spaces (scan, &position);
      if (crm_scan_take_number (scan, &position, 2, &month) && month >= 1 && month <= 12 && crm_scan_take (scan, &position, "月") && take_chinese_day (scan, &position, &rule->day))
        {
          rule->month = (int)month;
          *at = position;
        }
    }
}

static gboolean
take_chinese (const CrmScan *scan, gsize *at, Rule *rule)
{
  gsize position;
  gint64 number;
  int unit;

  if (crm_scan_take (scan, at, "每个工作日") || crm_scan_take (scan, at, "每工作日") || crm_scan_take (scan, at, "工作日"))
    {
      rule->unit = CRM_REPEAT_WEEKLY;
      rule->weekdays = CRM_REPEAT_WORKING_DAYS;
      return TRUE;
    }
  if (crm_scan_take (scan, at, "每隔一") || crm_scan_take (scan, at, "隔"))
    rule->interval = 2;
  else if (!crm_scan_take (scan, at, "每"))
    return FALSE;
  position = *at;
  if (rule->interval == 1 && crm_scan_take_number (scan, &position, 3, &number) && number >= 1 && number <= CRM_REPEAT_MAX_INTERVAL)
    {
      rule->interval = (int)number;
      *at = position;
    }
  if (!crm_scan_take_any (scan, at, chinese_units, &unit))
    return FALSE;
  rule->unit = (CrmRepeatUnit)unit;
  take_chinese_detail (scan, at, rule);
  return TRUE;
}

/* ── its end ──────────────────────────────────────────────────────────────────────────────── */

/* "june" is to its end. */
static gboolean
take_month (const CrmWhenReading *reading, gsize *at, CrmDate *until)
{
  gsize position = *at;
  int month, year = crm_date_get_year (reading->today);
  int named;

  if (!crm_date_scan_month (reading->scan, &position, &month))
    return FALSE;
  if (month < crm_date_get_month (reading->today))
    year++;
  *at = position;
  crm_scan_skip_spaces (reading->scan, &position);
  if (crm_date_scan_year (reading->scan, &position, year, &named))
    {
      year = named;
      *at = position;
    }
  *until = crm_date_make (year, month, crm_date_days_in_month (year, month));
  return TRUE;
}

static gboolean
take_until (const CrmWhenReading *reading, gsize *at, CrmDate *until)
{
  CrmWhenFound found = { .minute = -1 };
  CrmDateFigures figures;
  gsize position = *at;
  int this_year = crm_date_get_year (reading->today);

  if (!crm_scan_take_word (reading->scan, &position, "until") && !crm_scan_take_word (reading->scan, &position, "till") && !crm_scan_take (reading->scan, &position, "直到") && !crm_scan_take (reading->scan, &position, "截至") && !crm_scan_take (reading->scan, &position, "截止") && !crm_scan_take (reading->scan, &position, "到"))
    return FALSE;
  crm_scan_skip_spaces (reading->scan, &position);
  *at = position;
  if (crm_date_scan (reading->scan, &position, CRM_DATE_ORDER_UNKNOWN, this_year, until, &figures) == CRM_DATE_READ)
    {
      if (crm_date_get_year (*until) == 0)
        *until = crm_date_next_anniversary (*until, reading->today);
      *at = position;
    }
  else if (!take_month (reading, at, until))
    {
      if ((!crm_when_take_english (reading, at, &found) && !crm_when_take_chinese (reading, at, &found)) || found.date == CRM_DATE_NONE)
        return FALSE;
      *until = found.date;
    }
  (void)(crm_scan_take (reading->scan, at, "为止") || crm_scan_take (reading->scan, at, "止"));
  return TRUE;
}

static gboolean
take_count (const CrmWhenReading *reading, gsize *at, int *count)
{
  gint64 number;

  (void)(crm_scan_take_word (reading->scan, at, "for") || crm_scan_take (reading->scan, at, "共") || TRUE);
  crm_scan_skip_spaces (reading->scan, at);
  if (!crm_scan_take_number (reading->scan, at, 4, &number) || number < 1 || number > CRM_REPEAT_MAX_COUNT)
    return FALSE;
  crm_scan_skip_spaces (reading->scan, at);
  *count = (int)number;
  return crm_scan_take_word (reading->scan, at, "times") || crm_scan_take (reading->scan, at, "次");
}

static void
find_end (const CrmWhenReading *reading, gsize from, CrmRepeat *repeat, gsize *start, gsize *end)
{
  for (gsize at = from; at < reading->scan->length; at++)
    {
      gsize until = at, count = at;

      if (reading->scan->chars[at] == ' ')
        continue;
      if (take_until (reading, &until, &repeat->until) || (repeat->until = CRM_DATE_NONE, FALSE))
        {
          *start = at, *end = until;
          return;
        }
      if (crm_scan_starts_word (reading->scan, at) && take_count (reading, &count, &repeat->count))
        {
          *start = at, *end = count;
          return;
        }
      repeat->count = 0;
    }
}

/* ── its first day ────────────────────────────────────────────────────────────────────────── */

static gboolean
fits (const Rule *rule, CrmDate day)
{
  int last = crm_date_days_in_month (crm_date_get_year (day), crm_date_get_month (day));

  if (rule->weekdays != 0 && (rule->weekdays & CRM_REPEAT_DAY (crm_date_get_weekday (day))) == 0)
    return FALSE;
  if (rule->day != 0 && crm_date_get_day (day) != MIN (rule->day, last))
    return FALSE;
  return rule->month == 0 || crm_date_get_month (day) == rule->month;
}

static gboolean
find_first (const CrmWhenReading *reading, const Rule *rule, CrmDate from, int minute, CrmWhen *first)
{
  const CrmWhenContext *context = reading->context;

  for (int ahead = 0; ahead < MAX_AHEAD; ahead++)
    {
      CrmDate day = crm_date_add_days (from, ahead);

      if (day == CRM_DATE_NONE)
        return FALSE;
      first->time_us = crm_date_time_from_local (day, (minute >= 0 ? minute : context->default_minute) * 60, context->zone);
      if (!fits (rule, day) || (minute >= 0 && first->time_us <= context->now_us))
        continue;
      first->date = day;
      first->has_time = minute >= 0;
      return TRUE;
    }
  return FALSE;
}

/* A time or a first day in what is left of the line: nothing reads on over what was taken. */
static CrmDate
find_start (const CrmWhenReading *reading, const char *text, CrmWhenRepeat *found, int *minute)
{
  g_autofree char *rest = g_strdup (text);
  CrmWhen when;
  int second;

  *minute = -1;
  for (gsize i = 0; i < found->n_spans; i++)
    memset (rest + found->spans[i].start, '|', found->spans[i].end - found->spans[i].start);
  if (!crm_when_find (rest, 0, reading->context, &when))
    return reading->today;
  found->spans[found->n_spans++] = (CrmWhenSpan){ when.start, when.end };
  crm_date_time_to_local (when.time_us, reading->context->zone, &second);
  if (when.has_time)
    *minute = second / 60;
  /* A time alone is today's or tomorrow's: which one is right, the rule says. */
  return when.has_time && when.date <= crm_date_add_days (reading->today, 1) ? reading->today : when.date;
}

/* "at 9" says a time only where it is known that one is said. */
static gboolean
take_at (const CrmWhenReading *reading, gsize *at, int *minute)
{
  gsize position = *at;

  crm_scan_skip_spaces (reading->scan, &position);
  if (!crm_scan_take_word (reading->scan, &position, "at"))
    return FALSE;
  crm_scan_skip_spaces (reading->scan, &position);
  if (!crm_when_take_clock (reading, &position, TRUE, minute))
    return FALSE;
  *at = position;
  return TRUE;
}

static void
sort_spans (CrmWhenRepeat *found)
{
  for (gsize i = 1; i < found->n_spans; i++)
    for (gsize j = i; j > 0 && found->spans[j].start < found->spans[j - 1].start; j--)
      {
        CrmWhenSpan span = found->spans[j];

        found->spans[j] = found->spans[j - 1];
        found->spans[j - 1] = span;
      }
}

static gboolean
resolve (const CrmWhenReading *reading, const char *text, gsize start, gsize at, const Rule *rule, CrmWhenRepeat *found)
{
  gsize end_start = 0, end_end = 0;
  CrmRepeat ends = { 0 };
  int minute = -1;
  gboolean has_minute = take_at (reading, &at, &minute);
  CrmDate from = reading->today;

  find_end (reading, at, &ends, &end_start, &end_end);
  found->spans[found->n_spans++] = (CrmWhenSpan){ reading->scan->offsets[start], reading->scan->offsets[at] };
  if (end_end > end_start)
    found->spans[found->n_spans++] = (CrmWhenSpan){ reading->scan->offsets[end_start], reading->scan->offsets[end_end] };
  if (!has_minute)
    from = find_start (reading, text, found, &minute);
  sort_spans (found);
  if (!find_first (reading, rule, from, minute, &found->first))
    return FALSE;
  found->first.start = found->spans[0].start;
  found->first.end = found->spans[found->n_spans - 1].end;
  crm_repeat_init (&found->repeat, rule->unit, rule->interval, found->first.date);
  if (rule->weekdays != 0)
    found->repeat.weekdays = rule->weekdays;
  if (rule->day != 0)
    found->repeat.day = rule->day;
  found->repeat.until = ends.until;
  found->repeat.count = ends.count;
  return crm_repeat_check (&found->repeat, found->first.date, NULL);
}

gboolean
crm_when_find_repeat (const char *text, const CrmWhenContext *context, CrmWhenRepeat *found)
{
  g_auto (CrmScan) scan = { 0 };
  g_autofree guint8 *taken = NULL;
  CrmWhenReading reading = { .scan = &scan, .context = context };
  int second;

  g_return_val_if_fail (text != NULL && context != NULL && context->zone != NULL && found != NULL, FALSE);

  *found = (CrmWhenRepeat){ 0 };
  reading.today = crm_date_time_to_local (context->now_us, context->zone, &second);
  if (reading.today == CRM_DATE_NONE)
    return FALSE;
  reading.now_minute = second / 60;
  crm_scan_init (&scan, text);
  reading.taken = taken = g_new0 (guint8, scan.length + 1);
  for (gsize start = 0; start < MIN (scan.length, MAX_CHARS); start++)
    {
      Rule english = { .interval = 1 }, chinese = { .interval = 1 };
      gsize at = start, other = start;

      if ((take_english (&scan, &at, &english) && resolve (&reading, text, start, at, &english, found)) || (take_chinese (&scan, &other, &chinese) && resolve (&reading, text, start, other, &chinese, found)))
        return TRUE;
      *found = (CrmWhenRepeat){ 0 };
    }
  return FALSE;
}
