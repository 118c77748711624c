/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole weeks, a cell a day: a month, or in small the days of a narrow window. */

#pragma once

#include <gtk/gtk.h>

#include "app/calendar/crm-day-cell.h"

G_BEGIN_DECLS

#define CRM_TYPE_MONTH_VIEW (crm_month_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmMonthView, crm_month_view, CRM, MONTH_VIEW, GtkWidget)

/* @shape: %CRM_DAY_CELL_MONTH or %CRM_DAY_CELL_SMALL */
GtkWidget *crm_month_view_new (CrmDayCellShape shape);

/**
 * crm_month_view_show:
 * @from: the first day
 * @to: the last of the last week
 * @month: any day of the month that is meant; %CRM_DATE_NONE where all days are
 * @calendar: (nullable)
 */
void crm_month_view_show (CrmMonthView *self, CrmDate from, CrmDate to, CrmDate month, CrmCalendar *calendar, const CrmCalendarStyle *style);

/* Marks the day that is picked; and puts the focus on it. */
void crm_month_view_set_cursor (CrmMonthView *self, CrmDate day);
void crm_month_view_focus_cursor (CrmMonthView *self);

G_END_DECLS
