/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a date and time in a typed line, English or Chinese: "thu 3pm call 单雄信", "下周二下午3点". */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

/**
 * CrmWhenDirection:
 * @CRM_WHEN_PLAN: the line says what is to be done: "thu" is the coming Thursday
 * @CRM_WHEN_LOG: the line says what was done: "thu" is the last Thursday
 */
typedef enum
{
  CRM_WHEN_PLAN,
  CRM_WHEN_LOG,
} CrmWhenDirection;

/**
 * CrmWhenContext:
 * @now_us: the time it is, microseconds UTC
 * @zone: (transfer none): the zone in which the line is meant
 * @direction: which way bare weekdays, days and times point
 * @first_weekday: the first day of a week: 1 for Monday (0 means that too) to 7 for Sunday
 * @default_minute: the minute of the day for a date without a time, such as 9 × 60
 * @names: (nullable) (array zero-terminated=1): names that are never read as dates though they look like it: "周一鸣", "May Chen"
 *
 * All that the reading depends on besides the text.
 */
typedef struct
{
  gint64 now_us;
  GTimeZone *zone;
  CrmWhenDirection direction;
  int first_weekday;
  int default_minute;
  const char *const *names;
} CrmWhenContext;

/**
 * CrmWhen:
 * @time_us: the moment, microseconds UTC
 * @date: its date in the zone; for 晚上12点 that is the next day
 * @has_time: whether a time of day was given, if only as "morning"; else @time_us is at the context's default minute
 * @start: first byte of the text that was read as the date
 * @end: the byte behind it
 */
typedef struct
{
  gint64 time_us;
  CrmDate date;
  gboolean has_time;
  gsize start;
  gsize end;
} CrmWhen;

/**
 * crm_when_find:
 * @text: the line, UTF-8 of any validity
 * @from: a byte to begin at; words before it still count as what stands before a date
 * @context: what the reading depends on
 * @when: (out): what was found
 *
 * Finds the first date or time in @text. A date and a time beside each other are one find, in either order, with the
 * words that tie them to the sentence: "on", "by", "at", 在, 之前.
 *
 * Days:
 * - "thu", 周四: the next such day strictly after today; in a log the last one strictly before today.
 * - "next thu", 下周四: the one in the week after this; 下下周四 a week later; "this thu", 本周四: the one of this week, or of the
 *   next if "this" would be past. 上周四: the one of the week before; "last thu": the last one before today.
 * - "next week", 下周: Monday of the week after this. "next month", 下个月: its first day. "next year", 明年: 1 January.
 * - "in 2 weeks", 两周后, 3天后: counted from today, the day of the month kept or the month's last. 3天前, "3 days ago": back.
 * - "in 2 hours", 半小时后: counted from now, to the minute; a time of day counts as given.
 * - "end of month", "eom", 月底: the last day of this month; "eow": the Friday to come, today included; 周末, "weekend": the Saturday.
 * - "5 march", 12月25日, "on the 5th", 5号: the next one, today included; in a log the last one. 下个月5号: that one.
 * - "sun" and "sat", which are also a surname and a verb, and "may" and "march" count only with what makes them dates.
 *
 * Times:
 * - "3pm", "15:00", "9.30am", "noon", 下午3点, 9点半, 15时; also "thu at 3". An hour from 1 to 6 without a half of the day and without a
 *   leading zero is in the afternoon.
 * - "morning", 上午: 9:00; 中午 12:00; "afternoon", 下午: 14:00; "evening", 晚上: 19:00; "tonight": 20:00; "eod": 18:00, or where it stands.
 * - A time alone that is past is tomorrow's; in a log one yet to come is yesterday's. With "today" it stays today.
 *
 * Times that the clock skips or shows twice are as in crm_date_time_from_local ().
 *
 * No word counts inside another ("marching", "sunny", 月饼, 目前天气), nor 每周三, 一点 in 快一点, or what is in the context's names.
 * Any thread.
 *
 * Returns: whether there is one.
 */
gboolean crm_when_find (const char *text, gsize from, const CrmWhenContext *context, CrmWhen *when);

/** CrmWhenSpan: a part of a text, from the byte @start up to the byte @end. */
typedef struct
{
  gsize start;
  gsize end;
} CrmWhenSpan;

/**
 * crm_when_rest:
 * @text: the line
 * @start: first byte of the part to leave out
 * @end: the byte behind it
 *
 * Returns: (transfer full): what remains, made valid UTF-8, joined and trimmed of spaces and of the punctuation the part leaves behind:
 *   "call 单雄信 about renewal" of "thu 3pm: call 单雄信 about renewal".
 */
char *crm_when_rest (const char *text, gsize start, gsize end);

/** crm_when_rest_of_spans: (transfer full): the same with several parts left out, in ascending order and not overlapping. */
char *crm_when_rest_of_spans (const char *text, const CrmWhenSpan *spans, gsize n_spans);

G_END_DECLS
