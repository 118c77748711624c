/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days a view of the calendar shows, and where entries lie beside each other. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-days.h"

void
crm_calendar_days_find (CrmCalendarSpan span, CrmDate day, int first_weekday, CrmDate *from, CrmDate *to)
{
  CrmDate first = span == CRM_CALENDAR_MONTH ? crm_date_make (crm_date_get_year (day), crm_date_get_month (day), 1) : day;
  CrmDate last = span == CRM_CALENDAR_MONTH ? crm_date_make (crm_date_get_year (day), crm_date_get_month (day), crm_date_days_in_month (crm_date_get_year (day), crm_date_get_month (day))) : day;

  *from = crm_date_add_days (first, -((crm_date_get_weekday (first) - first_weekday + 7) % 7));
  *to = crm_date_add_days (last, (first_weekday + 6 - crm_date_get_weekday (last) + 7) % 7);
}

CrmDate
crm_calendar_days_step (CrmCalendarSpan span, CrmDate day, int n)
{
  CrmDate other = span == CRM_CALENDAR_MONTH ? crm_date_add_months (day, n) : crm_date_add_days (day, 7 * n);

  return other != CRM_DATE_NONE ? other : day;
}

static int
get_end (const CrmCalendarEntry *entry)
{
  return entry->minute + MAX (entry->minutes, CRM_CALENDAR_SHORTEST);
}

/* The first column that is free when @entry begins. */
static int
find_column (const CrmCalendarEntry *const *entries, const CrmCalendarPlace *places, guint first, guint at)
{
  for (int column = 0;; column++)
    {
      gboolean is_free = TRUE;

      for (guint i = first; i < at && is_free; i++)
        is_free = places[i].column != column || get_end (entries[i]) <= entries[at]->minute;
      if (is_free)
        return column;
    }
}

void
crm_calendar_days_lay_out (const CrmCalendarEntry *const *entries, guint n, CrmCalendarPlace *places)
{
  for (guint first = 0, next; first < n; first = next)
    {
      int end = get_end (entries[first]), n_columns = 1;

      places[first].column = 0;
      for (next = first + 1; next < n && entries[next]->minute < end; next++)
        {
          places[next].column = find_column (entries, places, first, next);
          n_columns = MAX (n_columns, places[next].column + 1);
          end = MAX (end, get_end (entries[next]));
        }
      for (guint i = first; i < next; i++)
        places[i].n_columns = n_columns;
    }
}
