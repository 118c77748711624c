/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date of the calendar, with or without its year. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmDate:
 *
 * year × 10000 + month × 100 + day in the Gregorian calendar: 20240305. It sorts as a date in SQL, reads as one in a
 * database browser, and `birthday % 10000` finds the birthdays of a day. A date without its year has year 0: 415 is
 * --04-15. 0 is no date. Years are 1 to 9999. A plain value; all functions are pure, for any thread.
 */
typedef int CrmDate;

#define CRM_DATE_NONE 0

/** CRM_DATE_LENGTH: room for crm_date_to_iso ()'s text and its NUL. */
#define CRM_DATE_LENGTH 11

/**
 * CrmDateOrder:
 * @CRM_DATE_ORDER_UNKNOWN: not known
 * @CRM_DATE_ORDER_DMY: the day comes first: 31/12/2024, 31/12/24
 * @CRM_DATE_ORDER_MDY: the month comes first: 12/31/2024, 12/31/24
 * @CRM_DATE_ORDER_YMD: the year comes first, also with two digits: 24/12/31
 *
 * How dates written in figures are to be read. A year of four digits in front needs no order.
 */
typedef enum
{
  CRM_DATE_ORDER_UNKNOWN,
  CRM_DATE_ORDER_DMY,
  CRM_DATE_ORDER_MDY,
  CRM_DATE_ORDER_YMD,
} CrmDateOrder;

/** crm_date_make: the date, or %CRM_DATE_NONE where there is none such; @year 0 leaves the year open. */
CrmDate crm_date_make (int year, int month, int day);

/** crm_date_is_valid: whether @date is a day of the calendar (29 February is one when the year is open). */
gboolean crm_date_is_valid (CrmDate date);

int crm_date_get_year (CrmDate date);
int crm_date_get_month (CrmDate date);
int crm_date_get_day (CrmDate date);

/** crm_date_days_in_month: 28 to 31; @year 0 counts as a leap year. */
int crm_date_days_in_month (int year, int month);

/** crm_date_get_weekday: 1 for Monday to 7 for Sunday (ISO 8601) of a @date with its year. */
int crm_date_get_weekday (CrmDate date);

/**
 * crm_date_to_days:
 * @date: a valid date with its year
 *
 * Formula: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and its inverse.
 *
 * Returns: days since 1970-01-01.
 */
int crm_date_to_days (CrmDate date);

/** crm_date_from_days: the inverse of crm_date_to_days (); %CRM_DATE_NONE outside the years 1 to 9999. */
CrmDate crm_date_from_days (int days);

/** crm_date_add_days: @date moved by @days, or %CRM_DATE_NONE outside the calendar. */
CrmDate crm_date_add_days (CrmDate date, int days);

/** crm_date_add_months: @date moved by @months; the 31st becomes the last day of a shorter month. */
CrmDate crm_date_add_months (CrmDate date, int months);

/**
 * crm_date_next_anniversary:
 * @date: a valid date; its year, if it has one, does not matter
 * @today: a valid date with its year
 *
 * Returns: the first such day from @today on, today included. 29 February is 28 February in a common year.
 */
CrmDate crm_date_next_anniversary (CrmDate date, CrmDate today);

/**
 * crm_date_parse:
 * @text: what was typed or read from a file, UTF-8 of any validity
 * @order: how dates in figures are read; %CRM_DATE_ORDER_UNKNOWN reads those that can be read in one way only
 * @this_year: the year it is, for years of two digits: these lie from 79 years before to 20 years after @this_year
 * @date: (out): the date
 * @error: return location
 *
 * Reads 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日, 5 Mar 2024, 5-Mar-24, Mar 5, 2024, 5th of March 2024,
 * 31.12.2024 (points with a year of four digits: day first, unless @order says otherwise), 31/12/2024, 12/31/2024, and without
 * a year --04-15, 4月15日, 15 April, 15/4. A weekday before or behind is skipped, not checked. A known @order is binding:
 * 12/31/2024 is refused in a column that has the day first.
 *
 * Returns: whether it was read; else %CRM_ERROR_AMBIGUOUS (03/04/2024 in an unknown order), or %CRM_ERROR_INVALID with the reason,
 *   such as that February 2024 has no day 31.
 */
gboolean crm_date_parse (const char *text, CrmDateOrder order, int this_year, CrmDate *date, GError **error);

/**
 * crm_date_detect_order:
 * @samples: (array length=n_samples): texts of one column; %NULL and what is no date are passed over
 * @n_samples: how many
 * @this_year: the year it is
 *
 * Finds the one order in which every sample is a day of the calendar. Times behind the dates are passed over.
 *
 * Returns: that order; %CRM_DATE_ORDER_YMD also where no sample needs one; %CRM_DATE_ORDER_UNKNOWN where several orders
 *   or none fit, so that the person is to be asked.
 */
CrmDateOrder crm_date_detect_order (const char *const *samples, gsize n_samples, int this_year);

/**
 * crm_date_to_iso:
 * @date: a valid date
 * @buffer: room for the text
 *
 * Returns: (transfer none): @buffer, holding "2024-03-05", or "--04-15" (ISO 8601:2000, vCard) without a year.
 */
char *crm_date_to_iso (CrmDate date, char buffer[CRM_DATE_LENGTH]);

/**
 * crm_date_format:
 * @date: a valid date
 *
 * The month's name and the order come from gettext's catalogue, so that all of a sentence is in one language whatever LC_TIME is.
 *
 * Returns: (transfer full): "5 Mar 2024", "15 Apr" without a year.
 */
char *crm_date_format (CrmDate date);

/**
 * crm_date_format_relative:
 * @date: a valid date with its year
 * @today: the day it is
 *
 * Returns: (transfer full): "today", "yesterday", "3 days ago" and "in 2 days" within six days; then the date, without its year if that is @today's.
 */
char *crm_date_format_relative (CrmDate date, CrmDate today);

/**
 * crm_date_format_near:
 * @date: a valid date with its year
 * @today: the day it is
 *
 * For plans: the six days after tomorrow go by their weekday.
 *
 * Returns: (transfer full): "today", "tomorrow", "Thu"; else as crm_date_format_relative ().
 */
char *crm_date_format_near (CrmDate date, CrmDate today);

G_END_DECLS
