/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a date where it stands in a text: shared by the readers of dates, times and plans. */

#pragma once

#include "core/base/crm-date.h"
#include "core/base/crm-scan.h"

G_BEGIN_DECLS

/**
 * CrmDateResult:
 * @CRM_DATE_READ: a date was read
 * @CRM_DATE_NOT_THERE: no date stands there
 * @CRM_DATE_AMBIGUOUS: figures that are different days in different orders
 * @CRM_DATE_NO_SUCH_DAY: figures that are no day of the calendar
 */
typedef enum
{
  CRM_DATE_READ,
  CRM_DATE_NOT_THERE,
  CRM_DATE_AMBIGUOUS,
  CRM_DATE_NO_SUCH_DAY,
} CrmDateResult;

/**
 * CrmDateFigures:
 * @year: the year, or 0
 * @month: the month
 * @day: the day
 *
 * What was read where it is no day of the calendar, for the message.
 */
typedef struct
{
  int year;
  int month;
  int day;
} CrmDateFigures;

/** crm_date_scan: reads a date at @at as crm_date_parse () does, and moves @at behind it if one is read. */
CrmDateResult crm_date_scan (const CrmScan *scan, gsize *at, CrmDateOrder order, int this_year, CrmDate *date, CrmDateFigures *figures);

/** crm_date_scan_month: reads the English name of a month, short or long, as a whole word. */
gboolean crm_date_scan_month (const CrmScan *scan, gsize *at, int *month);

/** crm_date_scan_year: reads a year of four digits, or of two as crm_date_parse () does. */
gboolean crm_date_scan_year (const CrmScan *scan, gsize *at, int this_year, int *year);

/** crm_date_scan_weekday: reads the name of a weekday in either language; 1 is Monday. */
gboolean crm_date_scan_weekday (const CrmScan *scan, gsize *at, int *weekday);

/** crm_date_report: sets @error for a @result other than %CRM_DATE_READ. */
void crm_date_report (CrmDateResult result, const char *text, const CrmDateFigures *figures, GError **error);

G_END_DECLS
