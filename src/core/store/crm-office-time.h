/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an office works, and where its weeks and years begin. */

#pragma once

#include "core/base/crm-date.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* Names of settings in the file. */
#define CRM_SETTING_WEEK_START    "week-start"    /* "1" for Monday to "7" for Sunday; the locale's while it is not set */
#define CRM_SETTING_FISCAL_MONTH  "fiscal-month"  /* "1" to "12"; January while it is not set */
#define CRM_SETTING_WORKING_HOURS "working-hours" /* minutes of the day: "540-1080", which is so while it is not set */
#define CRM_SETTING_WORKING_DAYS  "working-days"  /* a digit each, 1 for Monday: "12345", which is so while it is not set */

/**
 * CrmOfficeTime:
 * @week_start: the first day of a week, 1 for Monday to 7 for Sunday
 * @fiscal_month: the first month of a year of business, 1 to 12; quarters follow from it
 * @work_from: the minute of the day at which work begins
 * @work_to: and the one at which it ends, later than that
 * @work_days: the days on which somebody works, a bit (1 << weekday) each; at least one
 *
 * Plain data that any thread may copy.
 */
typedef struct
{
  int week_start;
  int fiscal_month;
  int work_from;
  int work_to;
  guint work_days;
} CrmOfficeTime;

/* The day the locale begins its weeks with. */
int crm_office_time_get_locale_week_start (void);

/**
 * crm_office_time_init:
 * @week_start: (nullable): and all that follow: as they stand in the file. What cannot be read is as if it were not set.
 */
void crm_office_time_init (CrmOfficeTime *self, const char *week_start, const char *fiscal_month, const char *working_hours, const char *working_days);

/* Reads them from the file. On the connection's thread. */
gboolean crm_office_time_read (CrmOfficeTime *self, CrmConnection *connection, GError **error);

/* (transfer full): hours and days as they stand in the file. */
char *crm_office_time_format_hours (int from, int to);
char *crm_office_time_format_days (guint days);

gboolean crm_office_time_is_working_day (const CrmOfficeTime *self, CrmDate day);

/* @time, or where nobody works then, the beginning of the next working day: microseconds UTC. */
gint64 crm_office_time_get_working (const CrmOfficeTime *self, gint64 time, GTimeZone *zone);

/* The first day of the week that @day lies in. */
CrmDate crm_office_time_get_week (const CrmOfficeTime *self, CrmDate day);

/**
 * crm_office_time_get_period:
 * @months: 1, 3 or 12
 *
 * Returns: the first day of the month, or of the quarter or year of business, that @day lies in.
 */
CrmDate crm_office_time_get_period (const CrmOfficeTime *self, CrmDate day, int months);

G_END_DECLS
