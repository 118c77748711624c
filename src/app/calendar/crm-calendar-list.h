/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days of a narrow window, one under another. */

#pragma once

#include <gtk/gtk.h>

#include "app/calendar/crm-calendar-words.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_LIST (crm_calendar_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmCalendarList, crm_calendar_list, CRM, CALENDAR_LIST, GtkBox)

GtkWidget *crm_calendar_list_new (void);

/* Shows the days from @from to @to that have entries, and @from even without; @calendar: (nullable). */
void crm_calendar_list_show (CrmCalendarList *self, CrmDate from, CrmDate to, CrmCalendar *calendar, const CrmCalendarStyle *style);

G_END_DECLS
