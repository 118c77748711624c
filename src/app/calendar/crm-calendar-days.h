/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days a view of the calendar shows, and where entries lie beside each other. Pure. */

#pragma once

#include "core/agenda/crm-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_CALENDAR_WEEK,
  CRM_CALENDAR_MONTH,
} CrmCalendarSpan;

/* Entries that do not say how long they take are drawn as half an hour. */
#define CRM_CALENDAR_SHORTEST 30

/**
 * crm_calendar_days_find:
 * @span: what is shown
 * @day: a day that is to be among it
 * @first_weekday: 1 for Monday to 7 for Sunday
 * @from: (out): the first day
 * @to: (out): the last; of a month whole weeks are shown
 */
void crm_calendar_days_find (CrmCalendarSpan span, CrmDate day, int first_weekday, CrmDate *from, CrmDate *to);

/* @day moved by @n weeks or months. */
CrmDate crm_calendar_days_step (CrmCalendarSpan span, CrmDate day, int n);

/**
 * CrmCalendarPlace:
 * @column: from 0
 * @n_columns: how many share the width
 */
typedef struct
{
  int column;
  int n_columns;
} CrmCalendarPlace;

/**
 * crm_calendar_days_lay_out:
 * @entries: (array length=n): timed entries of a day, ascending
 * @places: (array length=n) (out): where each lies
 *
 * No two that overlap share a column, and what overlaps in a row has columns of the same width.
 */
void crm_calendar_days_lay_out (const CrmCalendarEntry *const *entries, guint n, CrmCalendarPlace *places);

G_END_DECLS
