/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What day it was where the office is, for millions of moments. */

#include "core/base/crm-local-days.h"

#define DAY_SECONDS 86400

/* 1970 to 2149: what lies outside is looked up each time. */
#define N_DAYS 65536

/* No zone is that far away. */
#define NOT_KNOWN  G_MAXINT32
#define TWO_IN_DAY (G_MAXINT32 - 1)

struct _CrmLocalDays
{
  GTimeZone *zone;
  gint32 *offsets; /* seconds east of UTC throughout that day of UTC */
};

CrmLocalDays *
crm_local_days_new (GTimeZone *zone)
{
  CrmLocalDays *self = g_new0 (CrmLocalDays, 1);

  self->zone = g_time_zone_ref (zone);
  self->offsets = g_new (gint32, N_DAYS);
  for (int i = 0; i < N_DAYS; i++)
    self->offsets[i] = NOT_KNOWN;
  return self;
}

void
crm_local_days_free (CrmLocalDays *self)
{
  g_time_zone_unref (self->zone);
  g_free (self->offsets);
  g_free (self);
}

static gint32
find_offset (CrmLocalDays *self, gint64 seconds)
{
  int interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return interval < 0 ? 0 : g_time_zone_get_offset (self->zone, interval);
}

static gint32
get_offset (CrmLocalDays *self, gint64 seconds)
{
  gint64 day = seconds / DAY_SECONDS;

  if (seconds < 0 || day >= N_DAYS)
    return find_offset (self, seconds);
  if (self->offsets[day] == NOT_KNOWN)
    {
      gint32 morning = find_offset (self, day * DAY_SECONDS), night = find_offset (self, (day + 1) * DAY_SECONDS - 1);

      self->offsets[day] = morning == night ? morning : TWO_IN_DAY;
    }
  return self->offsets[day] == TWO_IN_DAY ? find_offset (self, seconds) : self->offsets[day];
}

static gint64
divide_down (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

CrmDate
crm_local_days_get (CrmLocalDays *self, gint64 at)
{
  gint64 seconds = divide_down (at, G_USEC_PER_SEC);
  gint64 day = divide_down (seconds + get_offset (self, seconds), DAY_SECONDS);

  return day < G_MININT / 2 || day > G_MAXINT / 2 ? CRM_DATE_NONE : crm_date_from_days ((int)day);
}

gint64
crm_local_days_get_start (CrmLocalDays *self, CrmDate day)
{
  g_autoptr (GDateTime) start = g_date_time_new (self->zone, crm_date_get_year (day), crm_date_get_month (day), crm_date_get_day (day), 0, 0, 0);

  return start != NULL ? g_date_time_to_unix_usec (start) : 0;
}
