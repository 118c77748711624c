/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment: microseconds since the Unix epoch in UTC, read and written in a time zone. */

#include "config.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

#include "core/base/crm-date-scan.h"
#include "core/base/crm-day-part.h"

#define DAY_SECONDS 86400

/* The offset at a moment; GLib always finds an interval for a universal time. */
static int
offset_at (gint64 utc_second, GTimeZone *zone)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_second));
}

gint64
crm_date_time_from_local (CrmDate date, gint64 second, GTimeZone *zone)
{
  gint64 local, before, after;

  g_return_val_if_fail (crm_date_is_valid (date) && crm_date_get_year (date) > 0, 0);
  g_return_val_if_fail (zone != NULL, 0);

  local = (gint64)crm_date_to_days (date) * DAY_SECONDS + second;
  before = offset_at (local - DAY_SECONDS, zone);
  after = offset_at (local + DAY_SECONDS, zone);
  /* The offset before a change holds for the first of two occurrences, and moves a skipped time on by the gap. */
  if (before != after && offset_at (local - before, zone) != before && offset_at (local - after, zone) == after)
    before = after;
  return (local - before) * G_USEC_PER_SEC;
}

/* Division that rounds down, for the time before 1970. */
static gint64
floor_divide (gint64 value, gint64 by)
{
  return value / by - (value % by < 0);
}

CrmDate
crm_date_time_to_local (gint64 time_us, GTimeZone *zone, int *second)
{
  gint64 utc = floor_divide (time_us, G_USEC_PER_SEC);
  gint64 local = utc + offset_at (utc, zone);
  gint64 days = floor_divide (local, DAY_SECONDS);

  if (second != NULL)
    *second = (int)(local - days * DAY_SECONDS);
  return days >= G_MININT && days <= G_MAXINT ? crm_date_from_days ((int)days) : CRM_DATE_NONE;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

/* A time of day as it is written. */
typedef struct
{
  int second;
  int microsecond;
  gboolean has_offset;
  int offset;
} Clock;

static void
take_fraction (const CrmScan *scan, gsize *at, int *microsecond)
{
  int scale = 100000;

  if ((scan->chars[*at] != '.' && scan->chars[*at] != ',') || scan->chars[*at + 1] < '0' || scan->chars[*at + 1] > '9')
    return;
  for ((*at)++; scan->chars[*at] >= '0' && scan->chars[*at] <= '9'; (*at)++, scale /= 10)
    *microsecond += (int)(scan->chars[*at] - '0') * scale;
}

/* 143000 and 1430, as vCard and iCalendar write. */
static gboolean
take_packed (const CrmScan *scan, gsize *at, gint64 *hour, Clock *clock)
{
  gint64 value;

  if (crm_scan_take_digits (scan, at, 4, 4, &value))
    value *= 100;
  else if (!crm_scan_take_digits (scan, at, 6, 6, &value))
    return FALSE;
  *hour = value / 10000;
  clock->second = (int)(value / 100 % 100 * 60 + value % 100);
  return *hour <= 24 && value / 100 % 100 <= 59 && value % 100 <= 60;
}

/* 14时30分20秒, 2点半: what follows the hour. */
static gboolean
take_han_figures (const CrmScan *scan, gsize *at, gint64 *minute, gint64 *second)
{
  if (crm_scan_take (scan, at, "半"))
    *minute = 30;
  else if (crm_scan_take_digits (scan, at, 1, 2, minute) && crm_scan_take (scan, at, "分") && crm_scan_take_digits (scan, at, 1, 2, second))
    return crm_scan_take (scan, at, "秒");
  return TRUE;
}

/* 14:30:00.25, 14时30分; an hour alone only before "pm", which *@bare tells. */
static gboolean
take_figures (const CrmScan *scan, gsize *at, gint64 *hour, Clock *clock, gboolean *bare)
{
  gint64 minute = 0, second = 0;

  if (take_packed (scan, at, hour, clock))
    return TRUE;
  if (!crm_scan_take_digits (scan, at, 1, 2, hour))
    return FALSE;
  *bare = FALSE;
  if (crm_scan_take (scan, at, "时") || crm_scan_take (scan, at, "点"))
    {
      if (!take_han_figures (scan, at, &minute, &second))
        return FALSE;
    }
  else if (crm_scan_take (scan, at, ":"))
    {
      if (!crm_scan_take_digits (scan, at, 2, 2, &minute))
        return FALSE;
      if (crm_scan_take (scan, at, ":") && !crm_scan_take_digits (scan, at, 2, 2, &second))
        return FALSE;
      take_fraction (scan, at, &clock->microsecond);
    }
  else
    {
      *bare = TRUE;
    }
  clock->second = (int)(minute * 60 + second);
  return *hour <= 24 && minute <= 59 && second <= 60;
}

/* Z, +08:00, +0800, UTC+8, or nothing. */
static gboolean
take_offset (const CrmScan *scan, gsize *at, Clock *clock)
{
  gint64 hours, minutes = 0;
  gboolean named, negative;

  crm_scan_skip_spaces (scan, at);
  if (crm_scan_take_word (scan, at, "z"))
    return clock->has_offset = TRUE;
  named = crm_scan_take (scan, at, "utc") || crm_scan_take (scan, at, "gmt");
  negative = scan->chars[*at] == '-';
  if (!negative && scan->chars[*at] != '+')
    {
      clock->has_offset = named;
      return TRUE;
    }
  (*at)++;
  if (crm_scan_take_digits (scan, at, 4, 4, &hours))
    minutes = hours % 100, hours /= 100;
  else if (!crm_scan_take_digits (scan, at, 1, 2, &hours) || (crm_scan_take (scan, at, ":") && !crm_scan_take_digits (scan, at, 2, 2, &minutes)))
    return FALSE;
  if (hours > 18 || minutes > 59)
    return FALSE;
  clock->offset = (int)(hours * 3600 + minutes * 60) * (negative ? -1 : 1);
  return clock->has_offset = TRUE;
}

static gboolean
take_clock (const CrmScan *scan, gsize *at, Clock *clock)
{
  static const CrmScanWord halves[] = { { "am", 0 }, { "a.m.", 0 }, { "pm", 12 }, { "p.m.", 12 }, { NULL } };
  CrmDayPart part = CRM_DAY_PART_NONE;
  gint64 hour;
  gboolean bare = FALSE;
  int half = -1;

  if (crm_day_part_take (scan, at, &part))
    crm_scan_skip_spaces (scan, at);
  if (!take_figures (scan, at, &hour, clock, &bare))
    return FALSE;
  crm_scan_skip_spaces (scan, at);
  if (crm_scan_take_any (scan, at, halves, &half))
    {
      if (hour < 1 || hour > 12 || part != CRM_DAY_PART_NONE)
        return FALSE;
      hour = hour % 12 + half;
    }
  else if (bare)
    {
      return FALSE;
    }
  hour = crm_day_part_hour (part, (int)hour);
  if (hour < 0 || (hour == 24 && part == CRM_DAY_PART_NONE && clock->second + clock->microsecond > 0))
    return FALSE;
  clock->second += (int)hour * 3600;
  return take_offset (scan, at, clock);
}

static gint64
moment (CrmDate date, const Clock *clock, GTimeZone *zone)
{
  gint64 local = (gint64)crm_date_to_days (date) * DAY_SECONDS + clock->second;

  if (clock->has_offset)
    return (local - clock->offset) * G_USEC_PER_SEC + clock->microsecond;
  return crm_date_time_from_local (date, clock->second, zone) + clock->microsecond;
}

static CrmDateResult
scan_date_time (const CrmScan *scan, CrmDateOrder order, int this_year, CrmDate *date, Clock *clock, gboolean *has_time, CrmDateFigures *figures)
{
  CrmDateResult result;
  gsize at = 0;
  int weekday;

  crm_scan_skip_spaces (scan, &at);
  if (crm_date_scan_weekday (scan, &at, &weekday))
    (void)crm_scan_take (scan, &at, ",");
  crm_scan_skip_spaces (scan, &at);
  result = crm_date_scan (scan, &at, order, this_year, date, figures);
  if (result != CRM_DATE_READ)
    return result;
  if (crm_date_get_year (*date) == 0)
    return CRM_DATE_NOT_THERE;
  (void)crm_scan_take (scan, &at, ",");
  *has_time = crm_scan_take (scan, &at, "t");
  crm_scan_skip_spaces (scan, &at);
  if (!*has_time && crm_date_scan_weekday (scan, &at, &weekday))
    crm_scan_skip_spaces (scan, &at);
  *has_time = *has_time || at < scan->length;
  if (*has_time && !take_clock (scan, &at, clock))
    return CRM_DATE_NOT_THERE;
  crm_scan_skip_spaces (scan, &at);
  return at == scan->length ? CRM_DATE_READ : CRM_DATE_NOT_THERE;
}

gboolean
crm_date_time_parse (const char *text, CrmDateOrder order, int this_year, GTimeZone *zone, gint64 *time_us, gboolean *has_time, GError **error)
{
  g_auto (CrmScan) scan = { 0 };
  CrmDateFigures figures = { 0 };
  CrmDateResult result;
  CrmDate date = CRM_DATE_NONE;
  Clock clock = { 0 };
  gboolean timed = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (this_year > 100 && this_year < 9900, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);
  g_return_val_if_fail (time_us != NULL, FALSE);

  crm_scan_init (&scan, text);
  result = scan_date_time (&scan, order, this_year, &date, &clock, &timed, &figures);
  if (result != CRM_DATE_READ)
    {
      crm_date_report (result, text, &figures, error);
      return FALSE;
    }
  *time_us = moment (date, &clock, zone);
  if (has_time != NULL)
    *has_time = timed;
  return TRUE;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

char *
crm_date_time_to_iso (gint64 time_us, GTimeZone *zone)
{
  char day[CRM_DATE_LENGTH], fraction[16] = "", offset_text[16] = "Z";
  gint64 utc = floor_divide (time_us, G_USEC_PER_SEC);
  int microsecond = (int)(time_us - utc * G_USEC_PER_SEC);
  int offset, second;
  CrmDate date;

  g_return_val_if_fail (zone != NULL, NULL);

  date = crm_date_time_to_local (time_us, zone, &second);
  if (date == CRM_DATE_NONE)
    return NULL;
  offset = offset_at (utc, zone);
  /* Local mean time of the years before zones has seconds, which ISO 8601 cannot write: UTC can. */
  if (offset % 60 != 0)
    {
      g_autoptr (GTimeZone) universal = g_time_zone_new_utc ();

      return crm_date_time_to_iso (time_us, universal);
    }
  if (microsecond != 0)
    g_snprintf (fraction, sizeof fraction, ".%06d", microsecond);
  if (offset != 0)
    g_snprintf (offset_text, sizeof offset_text, "%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 3600, ABS (offset) / 60 % 60);
  return g_strdup_printf ("%sT%02d:%02d:%02d%s%s", crm_date_to_iso (date, day), second / 3600, second / 60 % 60, second % 60,
                          fraction, offset_text);
}

static char *
join_time (char *day, int second)
{
  g_autofree char *owned = day;

  /* Translators: a day and a time of day: “today, 14:30”. */
  return g_strdup_printf (C_ ("date", "%s, %d:%02d"), owned, second / 3600, second / 60 % 60);
}

char *
crm_date_time_format (gint64 time_us, GTimeZone *zone)
{
  CrmDate date;
  int second;

  g_return_val_if_fail (zone != NULL, NULL);

  date = crm_date_time_to_local (time_us, zone, &second);
  return date != CRM_DATE_NONE ? join_time (crm_date_format (date), second) : g_strdup ("");
}

static char *
format_minutes (gint64 minutes)
{
  if (minutes == 0)
    return g_strdup (_ ("just now"));
  if (minutes > 0)
    return g_strdup_printf (ngettext ("in %d minute", "in %d minutes", (gulong)minutes), (int)minutes);
  return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong)-minutes), (int)-minutes);
}

char *
crm_date_time_format_relative (gint64 time_us, gint64 now_us, GTimeZone *zone)
{
  CrmDate date, today;
  gint64 difference;
  int second, days;

  g_return_val_if_fail (zone != NULL, NULL);

  date = crm_date_time_to_local (time_us, zone, &second);
  today = crm_date_time_to_local (now_us, zone, NULL);
  if (date == CRM_DATE_NONE || today == CRM_DATE_NONE)
    return g_strdup ("");
  days = crm_date_to_days (date) - crm_date_to_days (today);
  difference = ABS (days) <= 1 ? (time_us - now_us) / (60 * G_USEC_PER_SEC) : G_MAXINT;
  if (difference > -60 && difference < 60)
    return format_minutes (difference);
  return ABS (days) <= 1 ? join_time (crm_date_format_relative (date, today), second) : crm_date_format_relative (date, today);
}
