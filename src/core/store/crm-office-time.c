/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an office works, and where its weeks and years begin. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-office-time.h"

#include "core/base/crm-date-time.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#define DAY_MINUTES (24 * 60)
#define WORK_FROM   (9 * 60)
#define WORK_TO     (18 * 60)

/* Monday to Friday. */
#define WORK_DAYS 0x3eu

int
crm_office_time_get_locale_week_start (void)
{
#ifdef _NL_TIME_FIRST_WEEKDAY
  union
  {
    char *text;
    unsigned int number;
  } origin = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];

  /* glibc counts from a day it names by its date: the Sunday, or the Monday after it. */
  return origin.number == 19971201 ? (first - 1 + 7) % 7 + 1 : (first + 5) % 7 + 1;
#else
  return 1;
#endif
}

static int
parse_number (const char *text, int max, int fallback)
{
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, (guint64)max, &number, NULL) ? (int)number : fallback;
}

void
crm_office_time_init (CrmOfficeTime *self, const char *week_start, const char *fiscal_month, const char *working_hours, const char *working_days)
{
  int from, to;

  g_return_if_fail (self != NULL);

  *self = (CrmOfficeTime){ parse_number (week_start, 7, 0), parse_number (fiscal_month, 12, 1), WORK_FROM, WORK_TO, 0 };
  if (self->week_start == 0)
    self->week_start = crm_office_time_get_locale_week_start ();
  if (working_hours != NULL && sscanf (working_hours, "%d-%d", &from, &to) == 2 && from >= 0 && from < to && to <= DAY_MINUTES)
    {
      self->work_from = from;
      self->work_to = to;
    }
  for (const char *at = working_days; at != NULL && *at != '\0'; at++)
    if (*at >= '1' && *at <= '7')
      self->work_days |= 1u << (*at - '0');
  if (self->work_days == 0)
    self->work_days = WORK_DAYS;
}

gboolean
crm_office_time_read (CrmOfficeTime *self, CrmConnection *connection, GError **error)
{
  static const char *const names[] = { CRM_SETTING_WEEK_START, CRM_SETTING_FISCAL_MONTH, CRM_SETTING_WORKING_HOURS, CRM_SETTING_WORKING_DAYS };
  char *values[G_N_ELEMENTS (names)] = { NULL };
  GError *local_error = NULL;

  g_return_val_if_fail (self != NULL && connection != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (names) && local_error == NULL; i++)
    values[i] = crm_connection_dup_setting (connection, names[i], &local_error);
  crm_office_time_init (self, values[0], values[1], values[2], values[3]);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (values[i]);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

char *
crm_office_time_format_hours (int from, int to)
{
  return g_strdup_printf ("%d-%d", from, to);
}

char *
crm_office_time_format_days (guint days)
{
  GString *text = g_string_new (NULL);

  for (int day = 1; day <= 7; day++)
    if ((days & (1u << day)) != 0)
      g_string_append_c (text, (char)('0' + day));
  return g_string_free (text, FALSE);
}

gboolean
crm_office_time_is_working_day (const CrmOfficeTime *self, CrmDate day)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->work_days & (1u << crm_date_get_weekday (day))) != 0;
}

gint64
crm_office_time_get_working (const CrmOfficeTime *self, gint64 time, GTimeZone *zone)
{
  int second = 0;
  CrmDate day;

  g_return_val_if_fail (self != NULL && zone != NULL, time);

  day = crm_date_time_to_local (time, zone, &second);
  if (day == CRM_DATE_NONE)
    return time;
  if (crm_office_time_is_working_day (self, day) && second >= self->work_from * 60 && second < self->work_to * 60)
    return time;
  if (second >= self->work_from * 60)
    day = crm_date_add_days (day, 1);
  while (!crm_office_time_is_working_day (self, day))
    day = crm_date_add_days (day, 1);
  return crm_date_time_from_local (day, self->work_from * 60, zone);
}

CrmDate
crm_office_time_get_week (const CrmOfficeTime *self, CrmDate day)
{
  g_return_val_if_fail (self != NULL, day);

  return crm_date_add_days (day, -((crm_date_get_weekday (day) - self->week_start + 7) % 7));
}

CrmDate
crm_office_time_get_period (const CrmOfficeTime *self, CrmDate day, int months)
{
  CrmDate month;

  g_return_val_if_fail (self != NULL && months > 0, day);

  month = crm_date_make (crm_date_get_year (day), crm_date_get_month (day), 1);
  return crm_date_add_months (month, -((crm_date_get_month (day) - self->fiscal_month + 12) % 12 % months));
}
