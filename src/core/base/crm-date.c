/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date of the calendar: its arithmetic and its text. */

#include "config.h"

#include "core/base/crm-date.h"

#include <glib/gi18n-lib.h>

#define LAST_YEAR 9999

static gboolean
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
crm_date_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  g_return_val_if_fail (month >= 1 && month <= 12, 0);

  return days[month - 1] + (month == 2 && (year == 0 || is_leap (year)) ? 1 : 0);
}

CrmDate
crm_date_make (int year, int month, int day)
{
  if (year < 0 || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > crm_date_days_in_month (year, month))
    return CRM_DATE_NONE;
  return year * 10000 + month * 100 + day;
}

gboolean
crm_date_is_valid (CrmDate date)
{
  return date > 0 && crm_date_make (date / 10000, date / 100 % 100, date % 100) == date;
}

int
crm_date_get_year (CrmDate date)
{
  return date / 10000;
}

int
crm_date_get_month (CrmDate date)
{
  return date / 100 % 100;
}

int
crm_date_get_day (CrmDate date)
{
  return date % 100;
}

int
crm_date_to_days (CrmDate date)
{
  int month = crm_date_get_month (date);
  int year = crm_date_get_year (date) - (month <= 2);
  int era = year / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + crm_date_get_day (date) - 1;

  g_return_val_if_fail (crm_date_is_valid (date) && crm_date_get_year (date) > 0, 0);

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CrmDate
crm_date_from_days (int days)
{
  int shifted, era, day_of_era, year_of_era, day_of_year, month;

  if (days < -719162 || days > 2932896)
    return CRM_DATE_NONE;
  shifted = days + 719468;
  era = shifted / 146097;
  day_of_era = shifted - era * 146097;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month = (5 * day_of_year + 2) / 153;
  return crm_date_make (year_of_era + era * 400 + (month >= 10), month + (month < 10 ? 3 : -9),
                        day_of_year - (153 * month + 2) / 5 + 1);
}

int
crm_date_get_weekday (CrmDate date)
{
  /* 1970-01-01 was a Thursday; the shift keeps the dividend positive from the year 1 on. */
  return (crm_date_to_days (date) + 3 + 7 * 200000) % 7 + 1;
}

CrmDate
crm_date_add_days (CrmDate date, int days)
{
  int sum;

  if (__builtin_add_overflow (crm_date_to_days (date), days, &sum))
    return CRM_DATE_NONE;
  return crm_date_from_days (sum);
}

CrmDate
crm_date_add_months (CrmDate date, int months)
{
  gint64 sum = (gint64)crm_date_get_year (date) * 12 + crm_date_get_month (date) - 1 + months;
  int year, month;

  g_return_val_if_fail (crm_date_is_valid (date) && crm_date_get_year (date) > 0, CRM_DATE_NONE);

  if (sum < 12 || sum / 12 > LAST_YEAR)
    return CRM_DATE_NONE;
  year = (int)(sum / 12);
  month = (int)(sum % 12) + 1;
  return crm_date_make (year, month, MIN (crm_date_get_day (date), crm_date_days_in_month (year, month)));
}

CrmDate
crm_date_next_anniversary (CrmDate date, CrmDate today)
{
  int month = crm_date_get_month (date);

  g_return_val_if_fail (crm_date_is_valid (date), CRM_DATE_NONE);
  g_return_val_if_fail (crm_date_is_valid (today) && crm_date_get_year (today) > 0, CRM_DATE_NONE);

  for (int year = crm_date_get_year (today); year <= LAST_YEAR; year++)
    {
      CrmDate day = crm_date_make (year, month, MIN (crm_date_get_day (date), crm_date_days_in_month (year, month)));

      if (day >= today)
        return day;
    }
  return CRM_DATE_NONE;
}

char *
crm_date_to_iso (CrmDate date, char buffer[CRM_DATE_LENGTH])
{
  g_return_val_if_fail (crm_date_is_valid (date), NULL);

  /* The modulo changes nothing but tells the compiler that the text fits. */
  if (crm_date_get_year (date) == 0)
    g_snprintf (buffer, CRM_DATE_LENGTH, "--%02u-%02u", (guint)crm_date_get_month (date) % 100, (guint)date % 100);
  else
    g_snprintf (buffer, CRM_DATE_LENGTH, "%04u-%02u-%02u", (guint)crm_date_get_year (date) % 10000,
                (guint)crm_date_get_month (date) % 100, (guint)date % 100);
  return buffer;
}

static const char *
month_name (int month)
{
  static const char *const names[] = { NC_ ("month", "Jan"), NC_ ("month", "Feb"), NC_ ("month", "Mar"), NC_ ("month", "Apr"),
                                       NC_ ("month", "May"), NC_ ("month", "Jun"), NC_ ("month", "Jul"), NC_ ("month", "Aug"),
                                       NC_ ("month", "Sep"), NC_ ("month", "Oct"), NC_ ("month", "Nov"), NC_ ("month", "Dec") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "month", names[month - 1]);
}

static const char *
weekday_name (int weekday)
{
  static const char *const names[] = { NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
                                       NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[weekday - 1]);
}

/* Fills %Y, %B, %m and %d of a pattern that a translator wrote; anything else is copied. */
static char *
fill_pattern (const char *pattern, CrmDate date)
{
  GString *text = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      if (p[0] != '%' || p[1] == '\0')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      if (*p == 'Y')
        g_string_append_printf (text, "%d", crm_date_get_year (date));
      else if (*p == 'B')
        g_string_append (text, month_name (crm_date_get_month (date)));
      else if (*p == 'm')
        g_string_append_printf (text, "%d", crm_date_get_month (date));
      else if (*p == 'd')
        g_string_append_printf (text, "%d", crm_date_get_day (date));
    }
  return g_string_free_and_steal (text);
}

static char *
format_day (CrmDate date)
{
  /* Translators: a day without its year. %d is the day, %B the short name of the month, %m its number. */
  return fill_pattern (C_ ("date", "%d %B"), date);
}

char *
crm_date_format (CrmDate date)
{
  g_return_val_if_fail (crm_date_is_valid (date), NULL);

  if (crm_date_get_year (date) == 0)
    return format_day (date);
  /* Translators: a full date. %Y is the year, %d the day, %B the short name of the month, %m its number. */
  return fill_pattern (C_ ("date", "%d %B %Y"), date);
}

char *
crm_date_format_relative (CrmDate date, CrmDate today)
{
  int days;

  g_return_val_if_fail (crm_date_is_valid (date) && crm_date_get_year (date) > 0, NULL);
  g_return_val_if_fail (crm_date_is_valid (today) && crm_date_get_year (today) > 0, NULL);

  days = crm_date_to_days (date) - crm_date_to_days (today);
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  if (days == -1)
    return g_strdup (_ ("yesterday"));
  if (days > 0 && days <= 6)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong)days), days);
  if (days < 0 && days >= -6)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)-days), -days);
  return crm_date_get_year (date) == crm_date_get_year (today) ? format_day (date) : crm_date_format (date);
}

char *
crm_date_format_near (CrmDate date, CrmDate today)
{
  int days;

  g_return_val_if_fail (crm_date_is_valid (date) && crm_date_get_year (date) > 0, NULL);
  g_return_val_if_fail (crm_date_is_valid (today) && crm_date_get_year (today) > 0, NULL);

  days = crm_date_to_days (date) - crm_date_to_days (today);
  if (days >= 2 && days <= 6)
    return g_strdup (weekday_name (crm_date_get_weekday (date)));
  return crm_date_format_relative (date, today);
}
