/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The English reader of dates in a typed line. */

#include "core/base/crm-date-scan.h"
#include "core/base/crm-when-private.h"

#define END_OF_DAY (18 * 60)
#define TONIGHT    (20 * 60)

static const CrmScanWord small_numbers[] = {
  { "a", 1 },
  { "an", 1 },
  { "one", 1 },
  { "two", 2 },
  { "three", 3 },
  { "four", 4 },
  { "five", 5 },
  { "six", 6 },
  { "seven", 7 },
  { "eight", 8 },
  { "nine", 9 },
  { "ten", 10 },
  { "eleven", 11 },
  { "twelve", 12 },
  { NULL },
};

static const CrmScanWord units[] = {
  { "min", CRM_WHEN_MINUTES },
  { "mins", CRM_WHEN_MINUTES },
  { "minute", CRM_WHEN_MINUTES },
  { "minutes", CRM_WHEN_MINUTES },
  { "h", CRM_WHEN_HOURS },
  { "hr", CRM_WHEN_HOURS },
  { "hrs", CRM_WHEN_HOURS },
  { "hour", CRM_WHEN_HOURS },
  { "hours", CRM_WHEN_HOURS },
  { "day", CRM_WHEN_DAYS },
  { "days", CRM_WHEN_DAYS },
  { "week", CRM_WHEN_WEEKS },
  { "weeks", CRM_WHEN_WEEKS },
  { "wk", CRM_WHEN_WEEKS },
  { "wks", CRM_WHEN_WEEKS },
  { "month", CRM_WHEN_MONTHS },
  { "months", CRM_WHEN_MONTHS },
  { "year", CRM_WHEN_YEARS },
  { "years", CRM_WHEN_YEARS },
  { NULL },
};

static const CrmScanWord weekdays[] = {
  { "mon", 1 },
  { "monday", 1 },
  { "tue", 2 },
  { "tues", 2 },
  { "tuesday", 2 },
  { "wed", 3 },
  { "weds", 3 },
  { "wednesday", 3 },
  { "thu", 4 },
  { "thur", 4 },
  { "thurs", 4 },
  { "thursday", 4 },
  { "fri", 5 },
  { "friday", 5 },
  { "sat", 6 },
  { "saturday", 6 },
  { "sun", 7 },
  { "sunday", 7 },
  { NULL },
};

/* Reads one of @table as a whole word, with the space before it if @at is behind another word. */
static gboolean
take_word_of (const CrmScan *scan, gsize *at, const CrmScanWord *table, int *value)
{
  gsize position = *at;

  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_any (scan, &position, table, value) || !crm_scan_ends_word (scan, position))
    return FALSE;
  *at = position;
  return TRUE;
}

static gboolean
take_words (const CrmScan *scan, gsize *at, const char *first, const char *second)
{
  gsize position = *at;

  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_word (scan, &position, first) || (second != NULL && scan->chars[position] != ' '))
    return FALSE;
  crm_scan_skip_spaces (scan, &position);
  if (second != NULL && !crm_scan_take_word (scan, &position, second))
    return FALSE;
  while (second == NULL && position > *at && scan->chars[position - 1] == ' ')
    position--;
  if (!crm_scan_ends_word (scan, position))
    return FALSE;
  *at = position;
  return TRUE;
}

/* ── Times ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_named_time (const CrmScan *scan, gsize *at, int *minute)
{
  static const CrmScanWord names[] = { { "noon", 12 * 60 }, { "midday", 12 * 60 }, { "midnight", 24 * 60 }, { "eod", END_OF_DAY }, { NULL } };

  return take_word_of (scan, at, names, minute);
}

/* "morning" and its like say a time only beside a day: "tomorrow morning", "thu in the evening". */
static gboolean
take_part_of_day (const CrmScan *scan, gsize *at, int *minute)
{
  static const CrmScanWord parts[] = { { "morning", 9 * 60 }, { "afternoon", 14 * 60 }, { "evening", 19 * 60 }, { "night", TONIGHT }, { NULL } };
  gsize position = *at;

  (void)take_words (scan, &position, "in", "the");
  if (!take_word_of (scan, &position, parts, minute))
    return FALSE;
  *at = position;
  return TRUE;
}

/* A clock time, with "at" or "@" before it; @beside_day allows "at 3" and "morning". */
static gboolean
take_time (const CrmWhenReading *reading, gsize *at, gboolean beside_day, int *minute)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  gboolean with_at;

  if (beside_day)
    {
      crm_scan_skip_spaces (scan, &position);
      if (crm_scan_take (scan, &position, ","))
        crm_scan_skip_spaces (scan, &position);
      if (take_part_of_day (scan, &position, minute))
        {
          *at = position;
          return TRUE;
        }
    }
  with_at = crm_scan_take (scan, &position, "@") || crm_scan_take_word (scan, &position, "at") || crm_scan_take_word (scan, &position, "by");
  crm_scan_skip_spaces (scan, &position);
  if (!take_named_time (scan, &position, minute) && !crm_when_take_clock (reading, &position, beside_day && with_at, minute))
    return FALSE;
  *at = position;
  return TRUE;
}

/* Whether the word before @at is one of @words. */
static gboolean
follows_word (const CrmScan *scan, gsize at, const char *const *words)
{
  gsize end = at, start;

  while (end > 0 && scan->chars[end - 1] == ' ')
    end--;
  start = end;
  while (start > 0 && crm_scan_is_word (scan->chars[start - 1]))
    start--;
  for (; *words != NULL; words++)
    {
      gsize position = start;

      if (crm_scan_take_word (scan, &position, *words) && position == end)
        return TRUE;
    }
  return FALSE;
}

/* "we may 5 times", "5 may be enough": a verb beside a number. */
static gboolean
is_verb (const CrmScan *scan, gsize start, gsize end)
{
  static const char *const pronouns[] = { "i", "we", "you", "he", "she", "it", "they", "that", "which", "who", "this", "there", NULL };
  static const CrmScanWord infinitives[] = { { "be", 0 }, { "have", 0 }, { "not", 0 }, { "need", 0 }, { "want", 0 }, { "come", 0 }, { "take", 0 }, { "also", 0 }, { "well", 0 }, { NULL } };
  gsize position = end;

  return follows_word (scan, start, pronouns) || take_word_of (scan, &position, infinitives, NULL);
}

/* ── Days ───────────────────────────────────────────────────────────────────────────────────── */

/* "today", "tomorrow morning" without the part, "tonight" with its hour. */
static gboolean
take_near_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  enum
  {
    IN_THE_EVENING = 100
  };
  static const CrmScanWord days[] = { { "today", 0 }, { "tomorrow", 1 }, { "tmr", 1 }, { "tmrw", 1 }, { "tomorow", 1 }, { "yesterday", -1 }, { "tonight", IN_THE_EVENING }, { NULL } };
  gsize position = *at;
  int days_ahead;

  if (take_words (reading->scan, &position, "the", "day") || take_words (reading->scan, &position, "day", NULL))
    {
      if (take_words (reading->scan, &position, "after", "tomorrow"))
        days_ahead = 2;
      else if (take_words (reading->scan, &position, "before", "yesterday"))
        days_ahead = -2;
      else
        return FALSE;
    }
  else if (!take_word_of (reading->scan, &position, days, &days_ahead))
    {
      return FALSE;
    }
  if (days_ahead == IN_THE_EVENING)
    {
      days_ahead = 0;
      found->minute = TONIGHT;
    }
  *at = position;
  found->date = crm_date_add_days (reading->today, days_ahead);
  return found->date != CRM_DATE_NONE;
}

/* "this morning", "last night". */
static gboolean
take_this_part (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  gsize position = *at;

  if (crm_scan_take_word (reading->scan, &position, "this") && take_part_of_day (reading->scan, &position, &found->minute))
    found->date = reading->today;
  else if (take_words (reading->scan, (position = *at, &position), "last", "night"))
    found->date = crm_date_add_days (reading->today, -1), found->minute = TONIGHT;
  else
    return FALSE;
  *at = position;
  return TRUE;
}

typedef enum
{
  BARE,
  THIS,
  NEXT,
  LAST,
} Which;

static Which
take_which (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord words[] = { { "this", THIS }, { "coming", BARE }, { "next", NEXT }, { "last", LAST }, { "past", LAST }, { NULL } };
  gsize position = *at;
  int which = BARE;

  if (take_word_of (scan, &position, words, &which) && scan->chars[position] == ' ')
    *at = position;
  else
    which = BARE;
  return (Which)which;
}

static gboolean
is_short_weekend (const CrmScan *scan, gsize start, gsize end)
{
  return end - start == 3 && scan->chars[start] == 's';
}

/* "Sun" is a surname and "sat" a verb: alone they are days only as the whole text. A time or "on" beside them tells more. */
static gboolean
take_weekday (const CrmWhenReading *reading, gsize *at, gboolean tied, CrmWhenFound *found)
{
  gsize position = *at, start, behind;
  Which which = take_which (reading->scan, &position);
  int weekday, ignored;

  start = position;
  crm_scan_skip_spaces (reading->scan, &start);
  if (!take_word_of (reading->scan, &position, weekdays, &weekday))
    return FALSE;
  behind = position;
  if (is_short_weekend (reading->scan, start, position) && which == BARE && !tied && !take_time (reading, &behind, TRUE, &ignored) && (start > 0 || position < reading->scan->length))
    return FALSE;
  if (which == BARE && take_words (reading->scan, &position, "next", "week"))
    which = NEXT;
  *at = position;
  if (which == NEXT)
    found->date = crm_when_weekday_of_week (reading, weekday, 1);
  else if (which == THIS)
    found->date = crm_when_this_weekday (reading, weekday);
  else
    found->date = crm_when_weekday (reading, weekday, which == LAST ? CRM_WHEN_LOG : reading->context->direction);
  return found->date != CRM_DATE_NONE;
}

/* "next week thu": the day named behind the week, or its Monday. */
static int
take_weekday_name (const CrmScan *scan, gsize *at)
{
  gsize position = *at;
  int weekday;

  (void)take_words (scan, &position, "on", NULL);
  if (!take_word_of (scan, &position, weekdays, &weekday))
    return 1;
  *at = position;
  return weekday;
}

/* "next week", "next month", "last week", "this weekend". */
static gboolean
take_period (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  enum
  {
    WEEKEND = 100
  };
  static const CrmScanWord periods[] = { { "week", CRM_WHEN_WEEKS }, { "month", CRM_WHEN_MONTHS }, { "year", CRM_WHEN_YEARS }, { "weekend", WEEKEND }, { "wk", CRM_WHEN_WEEKS }, { NULL } };
  static const char *const articles[] = { "the", "a", "each", "every", NULL };
  gsize position = *at;
  Which which = take_which (reading->scan, &position);
  int period, step = which == NEXT ? 1 : which == LAST ? -1
                                                       : 0;

  if (which == BARE || !take_word_of (reading->scan, &position, periods, &period) || (which == THIS && period != WEEKEND))
    return FALSE;
  /* "the last month" and "over the next week" are lengths of time. */
  if (follows_word (reading->scan, *at, articles))
    return FALSE;
  if (period == WEEKEND)
    found->date = which == THIS ? crm_when_this_weekday (reading, 6) : crm_when_weekday_of_week (reading, 6, step);
  else if (period == CRM_WHEN_WEEKS)
    found->date = crm_when_weekday_of_week (reading, take_weekday_name (reading->scan, &position), step);
  else if (period == CRM_WHEN_MONTHS)
    found->date = crm_when_first_of_month (reading, step);
  else
    found->date = crm_date_make (crm_date_get_year (reading->today) + step, 1, 1);
  *at = position;
  return found->date != CRM_DATE_NONE;
}

/* The Friday to come, today included. */
static CrmDate
end_of_week (const CrmWhenReading *reading)
{
  return crm_date_get_weekday (reading->today) == 5 ? reading->today : crm_when_weekday (reading, 5, CRM_WHEN_PLAN);
}

static gboolean
take_end (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  static const CrmScanWord ends[] = { { "day", 'd' }, { "week", 'w' }, { "month", 'm' }, { "year", 'y' }, { NULL } };
  static const CrmScanWord short_ends[] = { { "eod", 'd' }, { "eow", 'w' }, { "eom", 'm' }, { "eoy", 'y' }, { NULL } };
  gsize position = *at;
  Which which = BARE;
  int end;

  if (take_words (reading->scan, &position, "end", "of"))
    {
      (void)take_words (reading->scan, &position, "the", NULL);
      which = take_which (reading->scan, &position);
      if (which == LAST || !take_word_of (reading->scan, &position, ends, &end))
        return FALSE;
    }
  else if (!take_word_of (reading->scan, &position, short_ends, &end))
    {
      return FALSE;
    }
  *at = position;
  if (end == 'd')
    found->minute = END_OF_DAY;
  else if (end == 'w')
    found->date = which == NEXT ? crm_when_weekday_of_week (reading, 5, 1) : end_of_week (reading);
  else if (end == 'm')
    found->date = crm_when_end_of_month (reading, which == NEXT ? 1 : 0);
  else
    found->date = crm_date_make (crm_date_get_year (reading->today) + (which == NEXT ? 1 : 0), 12, 31);
  return TRUE;
}

static gboolean
take_quantity (const CrmScan *scan, gsize *at, gint64 *n, CrmWhenUnit *unit)
{
  gsize position = *at;
  int value;

  crm_scan_skip_spaces (scan, &position);
  if (take_words (scan, &position, "half", "an") || take_words (scan, &position, "half", "a"))
    {
      if (!take_words (scan, &position, "hour", NULL))
        return FALSE;
      *n = 1, *unit = CRM_WHEN_HALF_HOURS, *at = position;
      return TRUE;
    }
  if (crm_scan_take_digits (scan, &position, 1, 4, n))
    ;
  else if (take_word_of (scan, &position, small_numbers, &value))
    *n = value;
  else
    return FALSE;
  /* "a couple of days" */
  if (*n == 1 && take_words (scan, &position, "couple", "of"))
    *n = 2;
  if (!take_word_of (scan, &position, units, &value))
    return FALSE;
  *unit = (CrmWhenUnit)value;
  *at = position;
  return TRUE;
}

/* "in 2 weeks", "3 days ago", "2 weeks from now", "3 days later". */
static gboolean
take_distance (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  gsize position = *at;
  gboolean with_in = crm_scan_take_word (reading->scan, &position, "in");
  CrmWhenUnit unit;
  gint64 n;

  if (!take_quantity (reading->scan, &position, &n, &unit))
    return FALSE;
  if (!with_in)
    {
      if (take_words (reading->scan, &position, "ago", NULL))
        n = -n;
      else if (!take_words (reading->scan, &position, "from", "now") && !take_words (reading->scan, &position, "from", "today"))
        return FALSE;
    }
  if (!crm_when_count (reading, n, unit, found))
    return FALSE;
  *at = position;
  return TRUE;
}

static gboolean
take_day_number (const CrmScan *scan, gsize *at, gboolean ordinal, int *day)
{
  static const CrmScanWord endings[] = { { "st", 0 }, { "nd", 0 }, { "rd", 0 }, { "th", 0 }, { NULL } };
  gsize position = *at;
  gint64 value;

  if (!crm_scan_take_digits (scan, &position, 1, 2, &value) || value < 1 || value > 31)
    return FALSE;
  if (!crm_scan_take_any (scan, &position, endings, NULL) && ordinal)
    return FALSE;
  if (!crm_scan_ends_word (scan, position))
    return FALSE;
  *at = position;
  *day = (int)value;
  return TRUE;
}

/* Gives a day and month their year: the one written behind, or the nearest. */
static gboolean
finish_month_day (const CrmWhenReading *reading, gsize *at, int month, int day, CrmWhenFound *found)
{
  gsize position = *at;
  gint64 year;

  (void)crm_scan_take (reading->scan, &position, ",");
  crm_scan_skip_spaces (reading->scan, &position);
  if (crm_scan_take_digits (reading->scan, &position, 4, 4, &year) && year >= 1900 && year < 2200 && crm_scan_ends_word (reading->scan, position))
    {
      *at = position;
      found->date = crm_date_make ((int)year, month, day);
    }
  else
    {
      found->date = crm_when_month_day (reading, month, day);
    }
  return found->date != CRM_DATE_NONE;
}

/* "5 march", "5th of March 2027", "march 5". */
static gboolean
take_month_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gsize position = *at;
  int month, day;

  if (crm_date_scan_month (scan, &position, &month))
    {
      if (scan->chars[position] != ' ' || is_verb (scan, *at, position))
        return FALSE;
      crm_scan_skip_spaces (scan, &position);
      if (!take_day_number (scan, &position, FALSE, &day))
        return FALSE;
    }
  else
    {
      if (!take_day_number (scan, &position, FALSE, &day) || scan->chars[position] != ' ')
        return FALSE;
      crm_scan_skip_spaces (scan, &position);
      if (crm_scan_take_word (scan, &position, "of"))
        crm_scan_skip_spaces (scan, &position);
      if (!crm_date_scan_month (scan, &position, &month) || !crm_scan_ends_word (scan, position) || is_verb (scan, *at, position))
        return FALSE;
    }
  if (!finish_month_day (reading, &position, month, day, found))
    return FALSE;
  *at = position;
  return TRUE;
}

/* 2024-03-05 and 2024/3/5: the year in front leaves no doubt. */
static gboolean
take_iso (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  CrmDateFigures ignored;
  gsize position = *at;
  gint64 year;

  if (!crm_scan_take_digits (reading->scan, &position, 4, 4, &year) || year < 1900 || year >= 2200)
    return FALSE;
  if (reading->scan->chars[position] != '-' && reading->scan->chars[position] != '/')
    return FALSE;
  position = *at;
  if (crm_date_scan (reading->scan, &position, CRM_DATE_ORDER_YMD, (int)year, &found->date, &ignored) != CRM_DATE_READ)
    return FALSE;
  /* 2024-03-05T14:30 */
  if (reading->scan->chars[position] == 't')
    {
      gsize behind = position + 1;

      if (crm_when_take_clock (reading, &behind, FALSE, &found->minute))
        position = behind;
    }
  if (!crm_scan_ends_word (reading->scan, position))
    return FALSE;
  *at = position;
  return TRUE;
}

/* "the 5th", which needs "on" or "by" before it. */
static gboolean
take_ordinal (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  gsize position = *at;
  int day;

  if (!take_words (reading->scan, &position, "the", NULL))
    return FALSE;
  crm_scan_skip_spaces (reading->scan, &position);
  if (!take_day_number (reading->scan, &position, TRUE, &day))
    return FALSE;
  *at = position;
  found->date = crm_when_month_day (reading, 0, day);
  return found->date != CRM_DATE_NONE;
}

static gboolean
take_day (const CrmWhenReading *reading, gsize *at, gboolean tied, CrmWhenFound *found)
{
  return take_near_day (reading, at, found) || take_this_part (reading, at, found) || take_distance (reading, at, found) || take_period (reading, at, found) || take_end (reading, at, found) || take_iso (reading, at, found) || take_month_day (reading, at, found) || (tied && take_ordinal (reading, at, found)) || take_weekday (reading, at, tied, found);
}

/* "on", "by" and their like tie a date to its sentence and go with it. */
static gboolean
take_tie (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord ties[] = { { "on", 0 }, { "by", 0 }, { "until", 0 }, { "till", 0 }, { "before", 0 }, { "due", 0 }, { "due on", 0 }, { "due by", 0 }, { NULL } };
  gsize position = *at;

  if (!crm_scan_take_any (scan, &position, ties, NULL) || scan->chars[position] != ' ')
    return FALSE;
  crm_scan_skip_spaces (scan, &position);
  *at = position;
  return TRUE;
}

/* A day behind a time: "3pm on thu". */
static gboolean
take_day_behind (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  CrmWhenFound day = { .minute = -1 };
  gsize position = *at;

  (void)crm_scan_take (reading->scan, &position, ",");
  crm_scan_skip_spaces (reading->scan, &position);
  (void)take_tie (reading->scan, &position);
  if (!take_day (reading, &position, TRUE, &day) || day.exact || day.minute >= 0)
    return FALSE;
  found->date = day.date;
  *at = position;
  return TRUE;
}

/* "at 10 tomorrow": an hour alone is a time only with the day behind it. */
static gboolean
take_hour_and_day (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  gsize position = *at;

  if (!crm_scan_take_word (reading->scan, &position, "at"))
    return FALSE;
  crm_scan_skip_spaces (reading->scan, &position);
  if (!crm_when_take_clock (reading, &position, TRUE, &found->minute) || !take_day_behind (reading, &position, found))
    return FALSE;
  *at = position;
  return TRUE;
}

gboolean
crm_when_take_english (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found)
{
  const CrmScan *scan = reading->scan;
  gunichar first = scan->chars[*at];
  gsize position = *at, behind;
  gboolean tied;

  if (first >= 0x80 || (!g_ascii_isalnum ((char)first) && first != '@') || !crm_scan_starts_word (scan, *at))
    return FALSE;
  tied = take_tie (scan, &position);
  if (take_day (reading, &position, tied, found))
    {
      behind = position;
      if (found->date == CRM_DATE_NONE && !found->exact) /* "end of day" says only the time */
        (void)take_day_behind (reading, &position, found);
      else if (!found->exact && (found->minute < 0 || found->minute == TONIGHT) && take_time (reading, &behind, TRUE, &found->minute))
        position = behind;
    }
  else if (take_time (reading, &position, FALSE, &found->minute))
    {
      (void)take_day_behind (reading, &position, found);
    }
  else if (!take_hour_and_day (reading, &position, found))
    {
      return FALSE;
    }
  *at = position;
  return TRUE;
}
