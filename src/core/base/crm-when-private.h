/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the English and the Chinese reader of dates share. */

#pragma once

#include "core/base/crm-scan.h"
#include "core/base/crm-when.h"

G_BEGIN_DECLS

/**
 * CrmWhenReading:
 * @scan: the line
 * @context: borrowed from the caller
 * @today: the date it is
 * @now_minute: the minute of the day it is
 * @taken: one byte a character: whether it belongs to a name
 */
typedef struct
{
  const CrmScan *scan;
  const CrmWhenContext *context;
  CrmDate today;
  int now_minute;
  guint8 *taken;
} CrmWhenReading;

/**
 * CrmWhenFound:
 * @date: the day named, or %CRM_DATE_NONE
 * @minute: the minute of the day named, or -1; 1440 and more are on the next day
 * @exact: whether @moment_us was counted from now, and says all
 * @moment_us: that moment
 */
typedef struct
{
  CrmDate date;
  int minute;
  gboolean exact;
  gint64 moment_us;
} CrmWhenFound;

/** Readers of a whole phrase at @at, which move it behind what they read. */
gboolean crm_when_take_english (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found);
gboolean crm_when_take_chinese (const CrmWhenReading *reading, gsize *at, CrmWhenFound *found);

/** crm_when_take_clock: reads 15:00, 9:30am or 3pm; an hour alone only where @loose. */
gboolean crm_when_take_clock (const CrmWhenReading *reading, gsize *at, gboolean loose, int *minute);

/** crm_when_likely_hour: the hour of the day for one said without its half: 1 to 6 are in the afternoon. */
int crm_when_likely_hour (int hour);

/** crm_when_weekday: the next such day strictly after today, or the last strictly before it. */
CrmDate crm_when_weekday (const CrmWhenReading *reading, int weekday, CrmWhenDirection direction);

/** crm_when_weekday_of_week: the day of the week @weeks after this one. */
CrmDate crm_when_weekday_of_week (const CrmWhenReading *reading, int weekday, int weeks);

/** crm_when_this_weekday: the day of this week, or of the next if it is past and the line is a plan. */
CrmDate crm_when_this_weekday (const CrmWhenReading *reading, int weekday);

/** crm_when_month_day: the next such day, today included, or the last. @month 0: any month that has the day. */
CrmDate crm_when_month_day (const CrmWhenReading *reading, int month, int day);

/** crm_when_end_of_month: the last day of the month @months after this one. */
CrmDate crm_when_end_of_month (const CrmWhenReading *reading, int months);

/** crm_when_first_of_month: the first day of the month @months after this one. */
CrmDate crm_when_first_of_month (const CrmWhenReading *reading, int months);

/**
 * CrmWhenUnit: what a number counts.
 * @CRM_WHEN_MINUTES: minutes; the units up to hours give a moment, those from days on give a date
 */
typedef enum
{
  CRM_WHEN_MINUTES,
  CRM_WHEN_HALF_HOURS,
  CRM_WHEN_HOURS,
  CRM_WHEN_DAYS,
  CRM_WHEN_WEEKS,
  CRM_WHEN_MONTHS,
  CRM_WHEN_YEARS,
} CrmWhenUnit;

/** crm_when_count: the day or moment @n units from now, or back where @n is negative; %FALSE outside the calendar. */
gboolean crm_when_count (const CrmWhenReading *reading, gint64 n, CrmWhenUnit unit, CrmWhenFound *found);

G_END_DECLS
