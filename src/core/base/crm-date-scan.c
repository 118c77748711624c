/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading dates as people and files write them, and finding the order of a column. */

#include "config.h"

#include "core/base/crm-date-scan.h"

#include <glib/gi18n-lib.h>

#include "core/base/crm-error.h"

#define BIT(order) (1u << (order))
#define ANY_ORDER  (BIT (CRM_DATE_ORDER_DMY) | BIT (CRM_DATE_ORDER_MDY) | BIT (CRM_DATE_ORDER_YMD))

/* A year of two digits lies within the hundred years that end this many years from now. */
#define YEARS_AHEAD 20

static const CrmScanWord months[] = {
  { "jan", 1 },
  { "january", 1 },
  { "feb", 2 },
  { "february", 2 },
  { "mar", 3 },
  { "march", 3 },
  { "apr", 4 },
  { "april", 4 },
  { "may", 5 },
  { "jun", 6 },
  { "june", 6 },
  { "jul", 7 },
  { "july", 7 },
  { "aug", 8 },
  { "august", 8 },
  { "sep", 9 },
  { "sept", 9 },
  { "september", 9 },
  { "oct", 10 },
  { "october", 10 },
  { "nov", 11 },
  { "november", 11 },
  { "dec", 12 },
  { "december", 12 },
  { NULL }
};

static const CrmScanWord weekdays[] = {
  { "mon", 1 },
  { "monday", 1 },
  { "tue", 2 },
  { "tues", 2 },
  { "tuesday", 2 },
  { "wed", 3 },
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
  { "周一", 1 },
  { "周二", 2 },
  { "周三", 3 },
  { "周四", 4 },
  { "周五", 5 },
  { "周六", 6 },
  { "周日", 7 },
  { "星期一", 1 },
  { "星期二", 2 },
  { "星期三", 3 },
  { "星期四", 4 },
  { "星期五", 5 },
  { "星期六", 6 },
  { "星期日", 7 },
  { "星期天", 7 },
  { "礼拜一", 1 },
  { "礼拜二", 2 },
  { "礼拜三", 3 },
  { "礼拜四", 4 },
  { "礼拜五", 5 },
  { "礼拜六", 6 },
  { "礼拜日", 7 },
  { "礼拜天", 7 },
  { NULL }
};

/* Three figures with separators, or two: 31.12.2024, 15/4. */
typedef struct
{
  int values[3];
  int lengths[3];
  int n;
  gunichar separator;
} Figures;

gboolean
crm_date_scan_month (const CrmScan *scan, gsize *at, int *month)
{
  gsize position = *at;

  if (!crm_scan_take_any (scan, &position, months, month))
    return FALSE;
  if (scan->chars[position] == '.' && scan->chars[position + 1] != 0)
    position++;
  *at = position;
  return TRUE;
}

gboolean
crm_date_scan_weekday (const CrmScan *scan, gsize *at, int *weekday)
{
  return crm_scan_take_any (scan, at, weekdays, weekday);
}

static int
full_year (int two_digits, int this_year)
{
  int year = this_year + YEARS_AHEAD;

  return year - (year - two_digits) % 100;
}

gboolean
crm_date_scan_year (const CrmScan *scan, gsize *at, int this_year, int *year)
{
  gint64 value;
  gsize position = *at;

  if (crm_scan_take_digits (scan, &position, 4, 4, &value))
    *year = (int)value;
  else if (crm_scan_take_digits (scan, &position, 2, 2, &value))
    *year = full_year ((int)value, this_year);
  else
    return FALSE;
  if (*year < 1)
    return FALSE;
  *at = position;
  return TRUE;
}

static CrmDateResult
finish (int year, int month, int day, CrmDate *date, CrmDateFigures *figures)
{
  *figures = (CrmDateFigures){ year, month, day };
  *date = crm_date_make (year, month, day);
  return *date != CRM_DATE_NONE ? CRM_DATE_READ : CRM_DATE_NO_SUCH_DAY;
}

static gboolean
take_figure (const CrmScan *scan, gsize *at, Figures *figures)
{
  gsize start = *at;
  gint64 value;

  if (!crm_scan_take_digits (scan, at, 1, 4, &value))
    return FALSE;
  figures->values[figures->n] = (int)value;
  figures->lengths[figures->n++] = (int)(*at - start);
  return TRUE;
}

static gboolean
take_figures (const CrmScan *scan, gsize *at, Figures *figures)
{
  gsize position = *at;

  *figures = (Figures){ 0 };
  if (!take_figure (scan, &position, figures))
    return FALSE;
  while (figures->n < 3)
    {
      gsize ahead = position;

      crm_scan_skip_spaces (scan, &ahead);
      if (figures->n == 1)
        figures->separator = scan->chars[ahead];
      if (scan->chars[ahead] != figures->separator || (figures->separator != '-' && figures->separator != '/' && figures->separator != '.'))
        break;
      ahead++;
      crm_scan_skip_spaces (scan, &ahead);
      if (!take_figure (scan, &ahead, figures))
        break;
      position = ahead;
    }
  if (figures->n < 2)
    return FALSE;
  /* 15.4. and 2024. 3. 5. end with a point. */
  if (figures->separator == '.' && scan->chars[position] == '.')
    position++;
  *at = position;
  return TRUE;
}

/* The date in one order, or none; *@out is filled all the same, for a message. */
static CrmDate
read_in_order (const Figures *figures, CrmDateOrder order, int this_year, CrmDateFigures *out)
{
  static const int year_at[] = { 0, 2, 2, 0 }, month_at[] = { 0, 1, 0, 1 }, day_at[] = { 0, 0, 1, 2 };
  int year = figures->n == 3 ? year_at[order] : -1;
  int month = month_at[order], day = day_at[order];

  if (figures->n == 2)
    {
      day = order == CRM_DATE_ORDER_DMY ? 0 : 1;
      month = 1 - day;
    }
  *out = (CrmDateFigures){ 0, figures->values[month], figures->values[day] };
  if (figures->lengths[month] > 2 || figures->lengths[day] > 2)
    return CRM_DATE_NONE;
  if (year >= 0 && figures->lengths[year] != 2 && figures->lengths[year] != 4)
    return CRM_DATE_NONE;
  if (year >= 0)
    out->year = figures->lengths[year] == 2 ? full_year (figures->values[year], this_year) : figures->values[year];
  if (year >= 0 && out->year == 0)
    return CRM_DATE_NONE;
  return crm_date_make (out->year, out->month, out->day);
}

/* The orders in which the figures are a date; *@readings counts the different dates. */
static guint
possible_orders (const Figures *figures, int this_year, CrmDate *date, int *readings)
{
  CrmDateFigures ignored;
  guint orders = 0;

  *readings = 0;
  for (CrmDateOrder order = CRM_DATE_ORDER_DMY; order <= CRM_DATE_ORDER_YMD; order++)
    {
      CrmDate reading = read_in_order (figures, order, this_year, &ignored);

      if (reading == CRM_DATE_NONE)
        continue;
      if (orders == 0 || reading != *date)
        (*readings)++;
      orders |= BIT (order);
      *date = reading;
    }
  return orders;
}

static gboolean
is_year_first (const Figures *figures)
{
  return figures->n == 3 && figures->lengths[0] == 4;
}

/* Points with the whole year behind are written day first everywhere. */
static gboolean
is_day_first (const Figures *figures)
{
  return figures->separator == '.' && (figures->n == 2 || figures->lengths[2] == 4);
}

static CrmDateResult
resolve_figures (const Figures *figures, CrmDateOrder order, int this_year, CrmDate *date, CrmDateFigures *out)
{
  CrmDate any = CRM_DATE_NONE;
  int readings;

  if (is_year_first (figures))
    order = CRM_DATE_ORDER_YMD;
  else if (order == CRM_DATE_ORDER_YMD && figures->n == 3 && figures->lengths[2] == 4)
    order = CRM_DATE_ORDER_UNKNOWN;
  possible_orders (figures, this_year, &any, &readings);
  if (order == CRM_DATE_ORDER_UNKNOWN && is_day_first (figures) && read_in_order (figures, CRM_DATE_ORDER_DMY, this_year, out) != 0)
    order = CRM_DATE_ORDER_DMY;
  if (order == CRM_DATE_ORDER_UNKNOWN && readings > 1)
    return CRM_DATE_AMBIGUOUS;
  if (order == CRM_DATE_ORDER_UNKNOWN && readings == 1)
    {
      *date = any;
      return CRM_DATE_READ;
    }
  *date = read_in_order (figures, order == CRM_DATE_ORDER_UNKNOWN ? CRM_DATE_ORDER_DMY : order, this_year, out);
  return *date != CRM_DATE_NONE ? CRM_DATE_READ : CRM_DATE_NO_SUCH_DAY;
}

static CrmDateResult
scan_figures (const CrmScan *scan, gsize *at, CrmDateOrder order, int this_year, CrmDate *date, CrmDateFigures *out)
{
  gsize position = *at;
  Figures figures;
  CrmDateResult result;

  if (!take_figures (scan, &position, &figures))
    return CRM_DATE_NOT_THERE;
  result = resolve_figures (&figures, order, this_year, date, out);
  if (result == CRM_DATE_READ)
    *at = position;
  return result;
}

/* --04-15, --0415 and 20240305. */
static CrmDateResult
scan_compact (const CrmScan *scan, gsize *at, CrmDate *date, CrmDateFigures *figures)
{
  gsize position = *at;
  gint64 value, day;

  if (crm_scan_take (scan, &position, "--"))
    {
      if (crm_scan_take_digits (scan, &position, 4, 4, &value))
        day = value % 100, value /= 100;
      else if (!crm_scan_take_digits (scan, &position, 2, 2, &value) || !crm_scan_take (scan, &position, "-") || !crm_scan_take_digits (scan, &position, 2, 2, &day))
        return CRM_DATE_NOT_THERE;
      *at = position;
      return finish (0, (int)value, (int)day, date, figures);
    }
  if (!crm_scan_take_digits (scan, &position, 8, 8, &value) || value < 10000000)
    return CRM_DATE_NOT_THERE;
  *at = position;
  return finish ((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100), date, figures);
}

/* 2024年3月5日, 24年3月5号, 3月5日. */
static CrmDateResult
scan_han (const CrmScan *scan, gsize *at, int this_year, CrmDate *date, CrmDateFigures *figures)
{
  gsize position = *at, start = *at;
  gint64 year = 0, month, day;

  if (crm_scan_take_number (scan, &position, 4, &year) && (crm_scan_skip_spaces (scan, &position), crm_scan_take (scan, &position, "年")))
    {
      if (year < 100 && position - start <= 4)
        year = full_year ((int)year, this_year);
      crm_scan_skip_spaces (scan, &position);
    }
  else
    {
      year = 0;
      position = start;
    }
  if (!crm_scan_take_number (scan, &position, 2, &month))
    return CRM_DATE_NOT_THERE;
  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take (scan, &position, "月"))
    return CRM_DATE_NOT_THERE;
  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take_number (scan, &position, 2, &day))
    return CRM_DATE_NOT_THERE;
  crm_scan_skip_spaces (scan, &position);
  if (!crm_scan_take (scan, &position, "日") && !crm_scan_take (scan, &position, "号"))
    return CRM_DATE_NOT_THERE;
  if (year < 0 || year > 9999 || month > 99 || day > 99)
    return CRM_DATE_NOT_THERE;
  *at = position;
  return finish ((int)year, (int)month, (int)day, date, figures);
}

static void
skip_between (const CrmScan *scan, gsize *at)
{
  while (scan->chars[*at] == ' ' || scan->chars[*at] == '-' || scan->chars[*at] == '/' || scan->chars[*at] == ',' || scan->chars[*at] == '.')
    (*at)++;
}

static gboolean
take_day_number (const CrmScan *scan, gsize *at, gint64 *day)
{
  static const CrmScanWord endings[] = { { "st", 0 }, { "nd", 0 }, { "rd", 0 }, { "th", 0 }, { NULL } };

  if (!crm_scan_take_digits (scan, at, 1, 2, day))
    return FALSE;
  crm_scan_take_any (scan, at, endings, NULL);
  return TRUE;
}

/* 5 Mar 2024, 5th of March, Mar 5, 2024. */
static CrmDateResult
scan_named (const CrmScan *scan, gsize *at, int this_year, CrmDate *date, CrmDateFigures *figures)
{
  gsize position = *at, behind;
  gint64 day;
  int month, year = 0;

  if (crm_date_scan_month (scan, &position, &month))
    {
      skip_between (scan, &position);
      if (!take_day_number (scan, &position, &day))
        return CRM_DATE_NOT_THERE;
    }
  else
    {
      if (!take_day_number (scan, &position, &day))
        return CRM_DATE_NOT_THERE;
      skip_between (scan, &position);
      if (crm_scan_take_word (scan, &position, "of"))
        crm_scan_skip_spaces (scan, &position);
      if (!crm_date_scan_month (scan, &position, &month))
        return CRM_DATE_NOT_THERE;
    }
  behind = position;
  skip_between (scan, &behind);
  if (behind > position && crm_date_scan_year (scan, &behind, this_year, &year) && scan->chars[behind] != ':' && !crm_scan_is_word (scan->chars[behind]))
    position = behind;
  else
    year = 0;
  *at = position;
  return finish (year, month, (int)day, date, figures);
}

CrmDateResult
crm_date_scan (const CrmScan *scan, gsize *at, CrmDateOrder order, int this_year, CrmDate *date, CrmDateFigures *figures)
{
  CrmDateResult result = scan_compact (scan, at, date, figures);

  if (result == CRM_DATE_NOT_THERE)
    result = scan_figures (scan, at, order, this_year, date, figures);
  if (result == CRM_DATE_NOT_THERE)
    result = scan_han (scan, at, this_year, date, figures);
  if (result == CRM_DATE_NOT_THERE)
    result = scan_named (scan, at, this_year, date, figures);
  return result;
}

/* Monday, 周二, (Tue): written beside a date and not checked against it. */
static void
skip_weekday (const CrmScan *scan, gsize *at)
{
  gsize position = *at;
  gboolean parenthesis;
  int weekday;

  crm_scan_skip_spaces (scan, &position);
  (void)crm_scan_take (scan, &position, ",");
  crm_scan_skip_spaces (scan, &position);
  parenthesis = crm_scan_take (scan, &position, "(");
  if (crm_date_scan_weekday (scan, &position, &weekday) && (!parenthesis || crm_scan_take (scan, &position, ")")))
    {
      if (scan->chars[position] == '.' || scan->chars[position] == ',')
        position++;
      *at = position;
    }
  crm_scan_skip_spaces (scan, at);
}

static void
report_no_such_day (const char *quoted, const CrmDateFigures *figures, GError **error)
{
  if (figures->month < 1 || figures->month > 12)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date: there is no month %d. Check the order of day and month."),
                 quoted, figures->month);
  else if (figures->year == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date: that month has no day %d."), quoted, figures->day);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date: month %d of %d has no day %d."),
                 quoted, figures->month, figures->year, figures->day);
}

void
crm_date_report (CrmDateResult result, const char *text, const CrmDateFigures *figures, GError **error)
{
  g_autofree char *quoted = crm_scan_quote (text);

  if (result == CRM_DATE_AMBIGUOUS)
    g_set_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS,
                 _ ("“%s” can be different days. Say whether the day, the month or the year comes first, or write it like 2024-03-05."), quoted);
  else if (result == CRM_DATE_NO_SUCH_DAY)
    report_no_such_day (quoted, figures, error);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a date. Write it like 2024-03-05."), quoted);
}

gboolean
crm_date_parse (const char *text, CrmDateOrder order, int this_year, CrmDate *date, GError **error)
{
  g_auto (CrmScan) scan = { 0 };
  CrmDateFigures figures = { 0 };
  CrmDateResult result;
  CrmDate read = CRM_DATE_NONE;
  gsize at = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (this_year > 100 && this_year < 9900, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  crm_scan_init (&scan, text);
  skip_weekday (&scan, &at);
  result = crm_date_scan (&scan, &at, order, this_year, &read, &figures);
  if (result == CRM_DATE_READ)
    {
      skip_weekday (&scan, &at);
      if (at < scan.length)
        result = CRM_DATE_NOT_THERE;
    }
  if (result != CRM_DATE_READ)
    {
      crm_date_report (result, text, &figures, error);
      return FALSE;
    }
  *date = read;
  return TRUE;
}

/* The orders that a sample allows; 0 where it needs none, or is no date. */
static guint
orders_of_sample (const char *sample, int this_year)
{
  g_auto (CrmScan) scan = { 0 };
  CrmDateFigures ignored;
  Figures figures;
  CrmDate date;
  gsize at = 0;
  int readings;

  crm_scan_init (&scan, sample);
  skip_weekday (&scan, &at);
  if (scan.length > 64 || !take_figures (&scan, &at, &figures) || is_year_first (&figures) || crm_scan_is_word (scan.chars[at]))
    return 0;
  if (is_day_first (&figures) && read_in_order (&figures, CRM_DATE_ORDER_DMY, this_year, &ignored) != CRM_DATE_NONE)
    return BIT (CRM_DATE_ORDER_DMY);
  return possible_orders (&figures, this_year, &date, &readings);
}

CrmDateOrder
crm_date_detect_order (const char *const *samples, gsize n_samples, int this_year)
{
  guint orders = ANY_ORDER;
  gboolean needed = FALSE;

  g_return_val_if_fail (samples != NULL || n_samples == 0, CRM_DATE_ORDER_UNKNOWN);
  g_return_val_if_fail (this_year > 100 && this_year < 9900, CRM_DATE_ORDER_UNKNOWN);

  for (gsize i = 0; i < n_samples; i++)
    {
      guint allowed = samples[i] != NULL ? orders_of_sample (samples[i], this_year) : 0;

      needed = needed || allowed != 0;
      if (allowed != 0)
        orders &= allowed;
    }
  if (!needed)
    return CRM_DATE_ORDER_YMD;
  for (CrmDateOrder order = CRM_DATE_ORDER_DMY; order <= CRM_DATE_ORDER_YMD; order++)
    if (orders == BIT (order))
      return order;
  return CRM_DATE_ORDER_UNKNOWN;
}
