/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Chinese reader of dates in a typed line. Words have no spaces here, so each looks at what stands around it. */

#include "core/base/crm-day-part.h"
#include "core/base/crm-when-private.h"

#define TONIGHT (20 * 60)

/* Whether one of the characters in @set stands right before @at. */
static gboolean
follows_any (const CrmScan *scan, gsize at, const char *set)
{
  return at > 0 && g_utf8_strchr (set, -1, scan->chars[at - 1]) != NULL;
}

/* Whether one of the characters in @set stands at @at. */
static gboolean
precedes_any (const CrmScan *scan, gsize at, const char *set)
{
  return at < scan->length && g_utf8_strchr (set, -1, scan->chars[at]) != NULL;
}

static gboolean
take_digits_or_han (const CrmScan *scan, gsize *at, gint64 *value)
{
  return crm_scan_take_number (scan, at, 4, value);
}

/* ── Times ──────────────────────────────────────────────────────────────────────────────────── */

/* 三点建议 are three suggestions, 一点 is "a little": an hour alone needs more than 点 to be a time. */
static gboolean
is_hour_alone (const CrmScan *scan, gsize start, gsize end)
{
  gboolean in_digits = scan->chars[start] < 0x80;

  if (follows_any (scan, start, "提有共这那几第差下午晨晚.") || (start > 0 && g_unichar_isdigit (scan->chars[start - 1])))
    return FALSE;
  if (precedes_any (scan, end, "意建要问理原想共内注说反改补事几多儿心评名火缀滴"))
    return FALSE;
  return in_digits && !g_unichar_isdigit (scan->chars[end]);
}

/* 半, 一刻, 15分, 15: what follows 点. *@said tells whether anything did. */
static void
take_han_minutes (const CrmScan *scan, gsize *at, gint64 *minutes, gboolean *said)
{
  gsize position = *at;

  *minutes = 0;
  *said = TRUE;
  if (crm_scan_take (scan, at, "半") || crm_scan_take (scan, at, "三十分"))
    *minutes = 30;
  else if (crm_scan_take (scan, at, "一刻") || crm_scan_take (scan, at, "1刻"))
    *minutes = 15;
  else if (crm_scan_take (scan, at, "三刻") || crm_scan_take (scan, at, "3刻"))
    *minutes = 45;
  else if (take_digits_or_han (scan, &position, minutes) && *minutes <= 59 && crm_scan_take (scan, &position, "分"))
    *at = position;
  else if ((position = *at, crm_scan_take_digits (scan, &position, 2, 2, minutes)) && *minutes <= 59 && !crm_scan_is_word (scan->chars[position]))
    *at = position;
  else
    *minutes = 0, *said = crm_scan_take (scan, at, "钟") || crm_scan_take (scan, at, "整");
}

/* 3点, 9点半, 十五时三十分, 3:30 behind a part of the day. @sure: a day or a part of one stands before. */
static gboolean
take_hour (const CrmWhenReading *reading, gsize *at, CrmDayPart part, gboolean sure, int *minute)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  gint64 hour, minutes;
  gboolean said = FALSE;
  int adjusted;

  if (!take_digits_or_han (scan, &position, &hour) || hour > 24)
    return FALSE;
  if (crm_scan_take (scan, &position, "点") || (precedes_any (scan, position, "时") && !precedes_any (scan, position + 1, "候间代刻常期光") && crm_scan_take (scan, &position, "时")))
    take_han_minutes (scan, &position, &minutes, &said);
  else if (part == CRM_DAY_PART_NONE || !crm_scan_take (scan, &position, ":") || !crm_scan_take_digits (scan, &position, 2, 2, &minutes) || minutes > 59)
    return FALSE;
  if (!sure && !said && !is_hour_alone (scan, *at, position))
    return FALSE;
  if (!sure && said && follows_any (scan, *at, ".第几午晨晚"))
    return FALSE;
  adjusted = part == CRM_DAY_PART_NONE ? crm_when_likely_hour ((int)hour) : crm_day_part_hour (part, (int)hour);
  if (adjusted < 0)
    return FALSE;
  *at = position;
  *minute = adjusted * 60 + (int)minutes;
  return TRUE;
}

/* 下午茶, 早上好, 中午饭: a part of the day that begins another word. 每天上午 is no date, but 后天上午 is. */
static gboolean
is_part_alone (const CrmScan *scan, gsize start, gsize end, gboolean sure)
{
  return !precedes_any (scan, end, "茶好饭餐觉班场报安") && (sure || !follows_any (scan, start, "每天整个"));
}

/* @part: the part of the day that the word before has named, as 今晚 does for 8点. @sure: whether a day stands before. */
static gboolean
take_time (const CrmWhenReading *reading, gsize *at, CrmDayPart part, gboolean sure, int *minute)
{
  const CrmScan *scan = reading->scan;
  gboolean named = part != CRM_DAY_PART_NONE;
  gsize position = *at, start, behind;

  crm_scan_skip_spaces (scan, &position);
  start = position;
  /* 每天下午3点 comes every day. */
  if (!sure && start > 1 && scan->chars[start - 2] == 0x6bcf && follows_any (scan, start, "天日周"))
    return FALSE;
  /* 周五晚8点 has a lone 晚 before the hour. */
  if (!named && !crm_day_part_take (scan, &position, &part) && sure)
    {
      if (crm_scan_take (scan, &position, "晚"))
        part = CRM_DAY_PART_EVENING;
      else if (crm_scan_take (scan, &position, "早"))
        part = CRM_DAY_PART_MORNING;
    }
  behind = position;
  crm_scan_skip_spaces (scan, &behind);
  if (take_hour (reading, &behind, part, sure || part != CRM_DAY_PART_NONE, minute))
    {
      *at = behind;
      return TRUE;
    }
  if (named || part == CRM_DAY_PART_NONE)
    {
      if (!sure || !crm_when_take_clock (reading, &behind, FALSE, minute))
        return FALSE;
      *at = behind;
      return TRUE;
    }
  if (!is_part_alone (scan, start, position, sure))
    return FALSE;
  *at = position;
  *minute = crm_day_part_minute (part);
  return TRUE;
}

/* ── Days ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *word;
  int days;
  int minute;         /* where the word says a part of the day, else -1 */
  const char *before; /* characters that make it the end of another word */
  const char *behind; /* characters that make it the beginning of another word */
} NearDay;

static const NearDay near_days[] = {
  { "大后天", 3, -1, "", "" },
  { "大前天", -3, -1, "", "" },
  { "今天", 0, -1, "", "" },
  { "今日", 0, -1, "", "头" },
  { "明天", 1, -1, "", "系" },
  { "明日", 1, -1, "说声证表清透发申标注鲜文", "期报方" },
  { "后天", 2, -1, "然以之最今背前先日天", "性" },
  { "昨天", -1, -1, "", "" },
  { "昨日", -1, -1, "", "" },
  { "前天", -2, -1, "目之以日提", "" },
  { "今早", 0, 9 * 60, "", "" },
  { "今晚", 0, TONIGHT, "", "报" },
  { "明早", 1, 9 * 60, "", "" },
  { "明晚", 1, TONIGHT, "", "" },
  { "后晚", 2, TONIGHT, "", "" },
  { "昨晚", -1, TONIGHT, "", "" },
  { NULL },
};

static gboolean
take_near_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  for (const NearDay *day = near_days; day->word != NULL; day++)
    {
      gsize position = *at;

      if (!crm_scan_take (reading->scan, &position, day->word) || follows_any (reading->scan, *at, day->before) || precedes_any (reading->scan, position, day->behind))
        continue;
      found->date = crm_date_add_days (reading->today, day->days);
      found->minute = day->minute;
      *at = position;
      return found->date != CRM_DATE_NONE;
    }
  return FALSE;
}

/* 下, 下下, 上, 本, 这 and 个 behind them. *@said is whether any stood there. */
static int
take_which (const CrmScan *scan, gsize *at, gboolean *said)
{
  static const CrmScanWord words[] = { { "下下", 2 }, { "下", 1 }, { "本", 0 }, { "这", 0 }, { "上", -1 }, { "上上", -2 }, { NULL } };
  int step = 0;

  *said = crm_scan_take_any (scan, at, words, &step);
  if (*said)
    (void)crm_scan_take (scan, at, "个");
  return step;
}

static int
take_weekday_sign (const CrmScan *scan, gsize *at, gboolean long_name)
{
  static const CrmScanWord signs[] = { { "一", 1 }, { "二", 2 }, { "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 }, { "日", 7 }, { NULL } };
  gsize position = *at;
  gint64 digit;
  int weekday;

  if (long_name && crm_scan_take (scan, at, "天"))
    return 7;
  if (crm_scan_take_any (scan, at, signs, &weekday))
    return weekday;
  if (crm_scan_take_digits (scan, &position, 1, 1, &digit) && digit >= 1 && digit <= 6 && !crm_scan_is_word (scan->chars[position]))
    {
      *at = position;
      return (int)digit;
    }
  return 0;
}

/* 周六福 and 五粮液 are companies, 周三次 is three times a week, 周一鸣 belongs into the context's names. */
static gboolean
is_weekday_alone (const CrmScan *scan, gsize start, gsize end)
{
  gsize sign = end - 1;

  /* 周一到周五 is a span, 推迟到周五 a date. */
  if (start > 1 && follows_any (scan, start, "到至-~") && follows_any (scan, start - 1, "一二三四五六日天"))
    return FALSE;
  if (start > 0 && (follows_any (scan, start, "每逢两一二三四五六七八九十几数多隔") || (scan->chars[start - 1] >= '0' && scan->chars[start - 1] <= '9')))
    return FALSE;
  if (crm_scan_take (scan, &sign, "五粮"))
    return FALSE;
  if (precedes_any (scan, end, "到至") && precedes_any (scan, end + 1, "周星礼"))
    return FALSE;
  return !precedes_any (scan, end, "次回遍福届年岁百千万十~-");
}

/* 周五, 下周二, 本周日, 星期天, 礼拜三; 周末. */
static gboolean
take_weekday (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  gboolean said, long_name;
  int step = take_which (scan, &position, &said), weekday;

  long_name = crm_scan_take (scan, &position, "星期") || crm_scan_take (scan, &position, "礼拜");
  if (!long_name && !crm_scan_take (scan, &position, "周"))
    return FALSE;
  if (crm_scan_take (scan, &position, "末"))
    weekday = 6;
  else if ((weekday = take_weekday_sign (scan, &position, long_name)) == 0)
    return FALSE;
  if (!is_weekday_alone (scan, *at, position))
    return FALSE;
  if (said && step != 0)
    found->date = crm_when_weekday_of_week (reading, weekday, step);
  else if (said || weekday == 6)
    found->date = crm_when_this_weekday (reading, weekday);
  if (!said && !(weekday == 6 && scan->chars[position - 1] == 0x672b))
    found->date = crm_when_weekday (reading, weekday, reading->context->direction);
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* 下周, 下个月, 明年; the day of a month or its end may follow. */
static gboolean
take_month_part (const CrmWhenReading *reading, gsize *at, int step, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  CrmDate first = crm_when_first_of_month (reading, step);
  gint64 day;

  if (first == CRM_DATE_NONE)
    return FALSE;
  if (crm_scan_take (scan, at, "底") || crm_scan_take (scan, at, "末"))
    {
      found->date = crm_when_end_of_month (reading, step);
    }
  else if (take_digits_or_han (scan, &position, &day) && day <= 31 && (crm_scan_take (scan, &position, "号") || crm_scan_take (scan, &position, "日")))
    {
      found->date = crm_date_make (crm_date_get_year (first), crm_date_get_month (first), (int)day);
      *at = position;
    }
  else
    {
      (void)crm_scan_take (scan, at, "初");
      found->date = first;
    }
  return found->date != CRM_DATE_NONE;
}

static gboolean
take_next_period (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  gboolean said;
  int step = take_which (scan, &position, &said);

  if (!said || follows_any (scan, *at, "以如天地乡之"))
    return FALSE;
  if (crm_scan_take (scan, &position, "月"))
    {
      gboolean takes = take_month_part (reading, &position, step, found);

      /* 本月 alone is no day. */
      if (!takes || (step == 0 && found->date == crm_when_first_of_month (reading, 0) && !follows_any (scan, position, "初号日")))
        return FALSE;
    }
  else if (step != 0 && (crm_scan_take (scan, &position, "周") || crm_scan_take (scan, &position, "星期") || crm_scan_take (scan, &position, "礼拜")) && !precedes_any (scan, position, "期边围转密长到年"))
    {
      found->date = crm_when_weekday_of_week (reading, 1, step);
    }
  else
    {
      return FALSE;
    }
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* 月底, 月初, 年底. */
static gboolean
take_end (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;

  if (follows_any (scan, position, "每各一二三四五六七八九十两半几") || (position > 0 && g_unichar_isdigit (scan->chars[position - 1])))
    return FALSE;
  if (crm_scan_take (scan, &position, "月底") || crm_scan_take (scan, &position, "月末"))
    found->date = crm_when_end_of_month (reading, 0);
  else if (crm_scan_take (scan, &position, "月初"))
    found->date = crm_when_first_of_month (reading, reading->context->direction == CRM_WHEN_LOG ? 0 : 1);
  else if (crm_scan_take (scan, &position, "年底") || crm_scan_take (scan, &position, "年末"))
    found->date = crm_date_make (crm_date_get_year (reading->today), 12, 31);
  else
    return FALSE;
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* 明年, 去年: the year before a month, or with nothing behind its first day. */
static gboolean
take_year (const CrmWhenReading *reading, gsize *at, int *year)
{
  static const CrmScanWord words[] = { { "今年", 0 }, { "明年", 1 }, { "后年", 2 }, { "去年", -1 }, { NULL } };
  gsize position = *at;
  gint64 value;
  int step;

  if (crm_scan_take_any (reading->scan, at, words, &step))
    {
      *year = crm_date_get_year (reading->today) + step;
      return TRUE;
    }
  if (!crm_scan_take_number (reading->scan, &position, 4, &value) || value < 1900 || value >= 2200 || !crm_scan_take (reading->scan, &position, "年"))
    return FALSE;
  *at = position;
  *year = (int)value;
  return TRUE;
}

/* 12月25日, 明年3月5号, 3月底, 年底 behind 明. */
static gboolean
take_month_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at, behind;
  gint64 month, day;
  int year = 0;

  (void)take_year (reading, &position, &year);
  crm_scan_skip_spaces (scan, &position);
  if (!take_digits_or_han (scan, &position, &month) || month < 1 || month > 12 || follows_any (scan, *at, "第.") || (*at > 0 && g_unichar_isdigit (scan->chars[*at - 1])) || !crm_scan_take (scan, &position, "月"))
    return FALSE;
  crm_scan_skip_spaces (scan, (behind = position, &behind));
  if (crm_scan_take (scan, &position, "底") || crm_scan_take (scan, &position, "末"))
    day = crm_date_days_in_month (year != 0 ? year : crm_date_get_year (crm_when_month_day (reading, (int)month, 28)), (int)month);
  else if (take_digits_or_han (scan, &behind, &day) && day >= 1 && day <= 31)
    {
      /* 12月25个客户 counts customers. */
      if (!crm_scan_take (scan, &behind, "日") && !crm_scan_take (scan, &behind, "号") && (crm_scan_is_han (scan->chars[behind]) || crm_scan_is_word (scan->chars[behind])))
        return FALSE;
      position = behind;
    }
  else
    return FALSE;
  found->date = year != 0 ? crm_date_make (year, (int)month, (int)day) : crm_when_month_day (reading, (int)month, (int)day);
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* 明年, 明年底, 今年年底. */
static gboolean
take_year_alone (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  int year;

  if (scan->chars[position] < 0x80 || !take_year (reading, &position, &year))
    return FALSE;
  if (crm_scan_take (scan, &position, "年底") || crm_scan_take (scan, &position, "底"))
    found->date = crm_date_make (year, 12, 31);
  else if (year > crm_date_get_year (reading->today) && !precedes_any (scan, position, "度级会轻"))
    found->date = crm_date_make (year, 1, 1);
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* 5号 alone, unless it numbers a thing: 5号楼, 3号线. What may follow is known better than what may not. */
static gboolean
take_day_of_month (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at, behind;
  gint64 day;
  int ignored;

  if (!crm_scan_take_digits (scan, &position, 1, 2, &day) || day < 1 || day > 31 || !crm_scan_take (scan, &position, "号"))
    return FALSE;
  if ((*at > 0 && (crm_scan_is_word (scan->chars[*at - 1]) || follows_any (scan, *at, "-/.#第路街弄巷"))))
    return FALSE;
  behind = position;
  if (crm_scan_is_han (scan->chars[position]) && !take_time (reading, &behind, CRM_DAY_PART_NONE, TRUE, &ignored) && !precedes_any (scan, position, "前之以去开打见拜联回跟给发签约和与交到再要我他她请来寄"))
    return FALSE;
  *at = position;
  found->date = crm_when_month_day (reading, 0, (int)day);
  return found->date != CRM_DATE_NONE;
}

/* 半小时, 两个半小时, 3天, 两周, 3个星期, 一个月, 一刻钟. */
static gboolean
take_quantity (const CrmScan *scan, gsize *at, gint64 *n, CrmWhenUnit *unit)
{
  static const CrmScanWord units[] = { { "分钟", CRM_WHEN_MINUTES }, { "小时", CRM_WHEN_HOURS }, { "个小时", CRM_WHEN_HOURS }, { "个钟头", CRM_WHEN_HOURS }, { "个钟", CRM_WHEN_HOURS }, { "天", CRM_WHEN_DAYS }, { "日", CRM_WHEN_DAYS }, { "周", CRM_WHEN_WEEKS }, { "个星期", CRM_WHEN_WEEKS }, { "星期", CRM_WHEN_WEEKS }, { "个礼拜", CRM_WHEN_WEEKS }, { "礼拜", CRM_WHEN_WEEKS }, { "个月", CRM_WHEN_MONTHS }, { "年", CRM_WHEN_YEARS }, { NULL } };
  gsize position = *at;
  int value;

  if (crm_scan_take (scan, at, "半小时") || crm_scan_take (scan, at, "半个小时") || crm_scan_take (scan, at, "半个钟头") || crm_scan_take (scan, at, "半个钟"))
    {
      *n = 1, *unit = CRM_WHEN_HALF_HOURS;
      return TRUE;
    }
  if (crm_scan_take (scan, at, "一刻钟"))
    {
      *n = 15, *unit = CRM_WHEN_MINUTES;
      return TRUE;
    }
  if (crm_scan_take (scan, at, "半年"))
    {
      *n = 6, *unit = CRM_WHEN_MONTHS;
      return TRUE;
    }
  if (crm_scan_take (scan, at, "半个月"))
    {
      *n = 15, *unit = CRM_WHEN_DAYS;
      return TRUE;
    }
  if (!take_digits_or_han (scan, &position, n))
    return FALSE;
  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_take (scan, &position, "个半小时") || crm_scan_take (scan, &position, "个半钟头"))
    *n = *n * 2 + 1, *unit = CRM_WHEN_HALF_HOURS;
  else if (crm_scan_take_any (scan, &position, units, &value))
    *unit = (CrmWhenUnit)value;
  else
    return FALSE;
  *at = position;
  return TRUE;
}

/* 3天后, 半小时之后, 两周以后, 过3天; 2小时前. */
static gboolean
take_distance (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  static const CrmScanWord directions[] = { { "后", 1 }, { "之后", 1 }, { "以后", 1 }, { "过后", 1 }, { "前", -1 }, { "之前", -1 }, { "以前", -1 }, { NULL } };
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  gboolean with_past = crm_scan_take (scan, &position, "再过") || crm_scan_take (scan, &position, "过");
  CrmWhenUnit unit;
  gint64 n;
  int sign = 1;

  if (!take_quantity (scan, &position, &n, &unit) || follows_any (scan, *at, "每第.提") || (*at > 0 && g_unichar_isdigit (scan->chars[*at - 1])))
    return FALSE;
  if (!crm_scan_take_any (scan, &position, directions, &sign) && !with_past)
    return FALSE;
  if (!crm_when_count (reading, n * sign, unit, found))
    return FALSE;
  *at = position;
  return TRUE;
}

static gboolean
take_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  return take_near_day (reading, at, found) || take_distance (reading, at, found) || take_weekday (reading, at, found) || take_next_period (reading, at, found) || take_end (reading, at, found) || take_month_day (reading, at, found) || take_year_alone (reading, at, found) || take_day_of_month (reading, at, found);
}

/* 之前, 前: a deadline, which goes with the date. 前 also begins words. */
static void
take_deadline (const CrmScan *scan, gsize *at)
{
  gsize position = *at;

  if (crm_scan_take (scan, at, "之前") || crm_scan_take (scan, at, "以前"))
    return;
  if (crm_scan_take (scan, &position, "前") && !precedes_any (scan, position, "台往来去任期面景提后天者途列端"))
    *at = position;
}

/* 今晚 and 明早 have set the time that their part of the day stands for. */
static CrmDayPart
part_of_minute (int minute)
{
  if (minute < 0)
    return CRM_DAY_PART_NONE;
  return minute >= TONIGHT ? CRM_DAY_PART_EVENING : CRM_DAY_PART_MORNING;
}

gboolean
crm_when_take_chinese (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at, behind;

  if (!crm_scan_is_han (scan->chars[position]) && !(scan->chars[position] >= '0' && scan->chars[position] <= '9'))
    return FALSE;
  /* A number is read from its first digit only. */
  if (scan->chars[position] < 0x80 && !crm_scan_starts_word (scan, position))
    return FALSE;
  /* 在 ties a date to its sentence where it begins one; elsewhere it may end a word (现在). */
  if ((*at == 0 || scan->chars[*at - 1] == ' ' || g_unichar_ispunct (scan->chars[*at - 1])) && !crm_scan_take (scan, &position, "在"))
    (void)crm_scan_take (scan, &position, "于");
  if (take_day (reading, &position, found))
    {
      behind = position;
      if (!found->exact && take_time (reading, &behind, part_of_minute (found->minute), TRUE, &found->minute))
        position = behind;
    }
  else if (!take_time (reading, &position, CRM_DAY_PART_NONE, FALSE, &found->minute))
    {
      return FALSE;
    }
  if (!found->exact)
    take_deadline (scan, &position);
  *at = position;
  return TRUE;
}
