/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a date and time in a typed line: the search, and the calendar behind the words. */

#include "core/base/crm-when.h"

#include <string.h>

#include "core/base/crm-date-time.h"
#include "core/base/crm-when-private.h"

/* Enough for any line; a pasted book is not searched beyond it. */
#define MAX_CHARS 4000

/* ── The calendar behind the words ──────────────────────────────────────────────────────────── */

int
crm_when_likely_hour (int hour)
{
  return hour >= 1 && hour <= 6 ? hour + 12 : hour;
}

CrmDate
crm_when_weekday (const CrmWhenReading *reading, int weekday, CrmWhenDirection direction)
{
  int ahead = (weekday - crm_date_get_weekday (reading->today) + 7) % 7;

  if (direction == CRM_WHEN_LOG)
    return crm_date_add_days (reading->today, ahead - 7);
  return crm_date_add_days (reading->today, ahead == 0 ? 7 : ahead);
}

CrmDate
crm_when_weekday_of_week (const CrmWhenReading *reading, int weekday, int weeks)
{
  int first = reading->context->first_weekday == 0 ? 1 : reading->context->first_weekday;
  int since_start = (crm_date_get_weekday (reading->today) - first + 7) % 7;
  int offset = (weekday - first + 7) % 7;

  return crm_date_add_days (reading->today, offset - since_start + 7 * weeks);
}

CrmDate
crm_when_this_weekday (const CrmWhenReading *reading, int weekday)
{
  CrmDate date = crm_when_weekday_of_week (reading, weekday, 0);

  if (reading->context->direction == CRM_WHEN_PLAN && date != CRM_DATE_NONE && date < reading->today)
    return crm_date_add_days (date, 7);
  return date;
}

CrmDate
crm_when_first_of_month (const CrmWhenReading *reading, int months)
{
  return crm_date_add_months (crm_date_make (crm_date_get_year (reading->today), crm_date_get_month (reading->today), 1), months);
}

CrmDate
crm_when_end_of_month (const CrmWhenReading *reading, int months)
{
  CrmDate next = crm_when_first_of_month (reading, months + 1);

  return next != CRM_DATE_NONE ? crm_date_add_days (next, -1) : CRM_DATE_NONE;
}

CrmDate
crm_when_month_day (const CrmWhenReading *reading, int month, int day)
{
  int step = reading->context->direction == CRM_WHEN_LOG ? -1 : 1;

  /* 29 February can be eight years away, as across 2100. */
  for (int i = 0; i <= 12 * 8; i++)
    {
      CrmDate first = crm_when_first_of_month (reading, i * step);
      CrmDate date;

      if (first == CRM_DATE_NONE)
        break;
      if (month != 0 && crm_date_get_month (first) != month)
        continue;
      date = crm_date_make (crm_date_get_year (first), crm_date_get_month (first), day);
      if (date != CRM_DATE_NONE && (step > 0 ? date >= reading->today : date <= reading->today))
        return date;
    }
  return CRM_DATE_NONE;
}

static gboolean
count_moment (const CrmWhenReading *reading, gint64 minutes, CrmWhenFound *found)
{
  gint64 minute_us = 60 * G_USEC_PER_SEC;
  gint64 moment = reading->context->now_us + minutes * minute_us;

  found->exact = TRUE;
  found->moment_us = moment - ((moment % minute_us) + minute_us) % minute_us;
  return TRUE;
}

gboolean
crm_when_count (const CrmWhenReading *reading, gint64 n, CrmWhenUnit unit, CrmWhenFound *found)
{
  if (n < -9999 || n > 9999)
    return FALSE;
  switch (unit)
    {
    case CRM_WHEN_MINUTES:
      return count_moment (reading, n, found);
    case CRM_WHEN_HALF_HOURS:
      return count_moment (reading, n * 30, found);
    case CRM_WHEN_HOURS:
      return count_moment (reading, n * 60, found);
    case CRM_WHEN_DAYS:
      found->date = crm_date_add_days (reading->today, (int)n);
      break;
    case CRM_WHEN_WEEKS:
      found->date = crm_date_add_days (reading->today, (int)n * 7);
      break;
    case CRM_WHEN_MONTHS:
      found->date = crm_date_add_months (reading->today, (int)n);
      break;
    case CRM_WHEN_YEARS:
    default:
      found->date = crm_date_add_months (reading->today, (int)n * 12);
      break;
    }
  return found->date != CRM_DATE_NONE;
}

/* ── Times in figures, which both languages use ─────────────────────────────────────────────── */

static gboolean
take_half (const CrmScan *scan, gsize *at, int *half)
{
  static const CrmScanWord halves[] = { { "am", 0 }, { "a.m.", 0 }, { "a.m", 0 }, { "pm", 12 }, { "p.m.", 12 }, { "p.m", 12 }, { NULL } };
  gsize position = *at;

  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_any (scan, &position, halves, half) || !crm_scan_ends_word (scan, position))
    return FALSE;
  *at = position;
  return TRUE;
}

gboolean
crm_when_take_clock (const CrmWhenReading *reading, gsize *at, gboolean loose, int *minute)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at, behind;
  gint64 hour, minutes = 0;
  gboolean with_minutes = FALSE, with_point = FALSE;
  int half;

  if (!crm_scan_take_digits (scan, &position, 1, 2, &hour))
    return FALSE;
  behind = position;
  if ((crm_scan_take (scan, &behind, ":") || (with_point = crm_scan_take (scan, &behind, "."))) && crm_scan_take_digits (scan, &behind, 2, 2, &minutes))
    {
      position = behind;
      with_minutes = TRUE;
    }
  if (hour > 23 || minutes > 59)
    return FALSE;
  if (take_half (scan, &position, &half))
    {
      if (hour < 1 || hour > 12)
        return FALSE;
      hour = hour % 12 + half;
    }
  else if (!crm_scan_ends_word (scan, position) || (with_minutes ? with_point : !loose))
    {
      return FALSE;
    }
  else if (scan->chars[*at] != '0')
    {
      hour = crm_when_likely_hour ((int)hour);
    }
  *at = position;
  *minute = (int)(hour * 60 + minutes);
  return TRUE;
}

/* ── The search ─────────────────────────────────────────────────────────────────────────────── */

/* Marks the characters of every occurrence of @name. */
static void
mark_name (const char *text, const CrmScan *scan, const char *name, guint8 *taken)
{
  gsize length = strlen (name), at = 0;

  if (length == 0)
    return;
  for (const char *hit = strstr (text, name); hit != NULL; hit = strstr (hit + 1, name))
    {
      gsize byte = (gsize)(hit - text);
      gsize first, last;

      while (at < scan->length && scan->offsets[at] < byte)
        at++;
      first = last = at;
      while (last < scan->length && scan->offsets[last] < byte + length)
        last++;
      if (scan->offsets[first] == byte && crm_scan_starts_word (scan, first) && !crm_scan_is_word (scan->chars[last]))
        memset (taken + first, 1, last - first);
      else if (scan->offsets[first] == byte && crm_scan_is_han (scan->chars[first]))
        memset (taken + first, 1, last - first);
    }
}

static gboolean
is_taken (const CrmWhenReading *reading, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (reading->taken[i])
      return TRUE;
  return FALSE;
}

static gboolean
take_phrase (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  gsize english = *at, chinese = *at;
  CrmWhenFound other = { .minute = -1 };
  gboolean is_english, is_chinese;

  *found = (CrmWhenFound){ .minute = -1 };
  is_english = crm_when_take_english (reading, &english, found) && !is_taken (reading, *at, english);
  is_chinese = crm_when_take_chinese (reading, &chinese, &other) && !is_taken (reading, *at, chinese);
  if (!is_english && !is_chinese)
    return FALSE;
  if (!is_english || (is_chinese && chinese > english))
    {
      *found = other;
      english = chinese;
    }
  *at = english;
  return TRUE;
}

/* A time alone is today's, unless that is on the wrong side of now. */
static CrmDate
date_of_time (const CrmWhenReading *reading, int minute)
{
  if (reading->context->direction == CRM_WHEN_LOG)
    return crm_date_add_days (reading->today, minute > reading->now_minute ? -1 : 0);
  return crm_date_add_days (reading->today, minute <= reading->now_minute ? 1 : 0);
}

static gboolean
resolve (const CrmWhenReading *reading, const CrmWhenFound *found, CrmWhen *when)
{
  CrmDate date = found->date;
  int minute = found->minute >= 0 ? found->minute : reading->context->default_minute;

  when->has_time = found->exact || found->minute >= 0;
  if (date == CRM_DATE_NONE && !found->exact)
    date = date_of_time (reading, found->minute);
  if (date == CRM_DATE_NONE && !found->exact)
    return FALSE;
  when->time_us = found->exact ? found->moment_us
                               : crm_date_time_from_local (date, minute * 60, reading->context->zone);
  when->date = crm_date_time_to_local (when->time_us, reading->context->zone, NULL);
  return when->date != CRM_DATE_NONE;
}

gboolean
crm_when_find (const char *text, gsize from, const CrmWhenContext *context, CrmWhen *when)
{
  g_auto (CrmScan) scan = { 0 };
  g_autofree guint8 *taken = NULL;
  CrmWhenReading reading = { .scan = &scan, .context = context };
  CrmWhenFound found;
  int second = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (context != NULL && context->zone != NULL, FALSE);
  g_return_val_if_fail (when != NULL, FALSE);

  reading.today = crm_date_time_to_local (context->now_us, context->zone, &second);
  if (reading.today == CRM_DATE_NONE)
    return FALSE;
  reading.now_minute = second / 60;
  crm_scan_init (&scan, text);
  reading.taken = taken = g_new0 (guint8, scan.length + 1);
  for (const char *const *name = context->names; name != NULL && *name != NULL; name++)
    mark_name (text, &scan, *name, taken);
  for (gsize start = 0; start < MIN (scan.length, MAX_CHARS); start++)
    {
      gsize at = start;

      if (scan.offsets[start] < from || scan.chars[start] == ' ' || !take_phrase (&reading, &at, &found))
        continue;
      when->start = scan.offsets[start];
      when->end = scan.offsets[at];
      if (resolve (&reading, &found, when))
        return TRUE;
    }
  return FALSE;
}

/* ── What remains ───────────────────────────────────────────────────────────────────────────── */

static gboolean
is_left_behind (gunichar c)
{
  switch (c)
    {
    case ',':
    case ';':
    case ':':
    case '-':
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0xff0c: /* full-width comma */
    case 0xff1b:
    case 0xff1a:
    case 0x3001: /* ideographic comma */
      return TRUE;
    default:
      return g_unichar_isspace (c);
    }
}

static char *
trim (char *owned)
{
  g_autofree char *text = owned;
  const char *start = text, *end = text + strlen (text);

  while (*start != '\0' && is_left_behind (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_left_behind (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (start, (gsize)(end - start));
}

/* Two Chinese characters meet without a space; anything else keeps one between. */
static gboolean
needs_space (const char *before, const char *after)
{
  gunichar last, first;

  if (*before == '\0' || *after == '\0')
    return FALSE;
  last = g_utf8_get_char (g_utf8_prev_char (before + strlen (before)));
  first = g_utf8_get_char (after);
  return !(crm_scan_is_han (last) && crm_scan_is_han (first)) && !g_unichar_ispunct (first);
}

static void
append_kept (GString *rest, const char *text, gsize start, gsize end)
{
  g_autofree char *kept = trim (g_utf8_make_valid (text + start, (gssize)(end - start)));

  if (needs_space (rest->str, kept))
    g_string_append_c (rest, ' ');
  g_string_append (rest, kept);
}

char *
crm_when_rest_of_spans (const char *text, const CrmWhenSpan *spans, gsize n_spans)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gsize length, at = 0;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (spans != NULL || n_spans == 0, NULL);

  length = strlen (text);
  for (gsize i = 0; i < n_spans; i++)
    {
      g_return_val_if_fail (at <= spans[i].start && spans[i].start <= spans[i].end && spans[i].end <= length, NULL);
      append_kept (rest, text, at, spans[i].start);
      at = spans[i].end;
    }
  append_kept (rest, text, at, length);
  return g_strdup (rest->str);
}

char *
crm_when_rest (const char *text, gsize start, gsize end)
{
  return crm_when_rest_of_spans (text, &(CrmWhenSpan){ start, end }, 1);
}
