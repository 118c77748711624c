/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week: its days, a lane for what takes the whole day, and the hours below. */

#pragma once

#include <gtk/gtk.h>

#include "app/calendar/crm-calendar-words.h"

G_BEGIN_DECLS

#define CRM_TYPE_WEEK_VIEW (crm_week_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmWeekView, crm_week_view, CRM, WEEK_VIEW, GtkBox)

GtkWidget *crm_week_view_new (void);

/* Shows seven days from @from on; @calendar: (nullable). */
void crm_week_view_show (CrmWeekView *self, CrmDate from, CrmCalendar *calendar, const CrmCalendarStyle *style);

/* Marks what is picked; @minute -1: the whole day. */
void crm_week_view_set_cursor (CrmWeekView *self, CrmDate day, int minute);

/* Puts the focus on what is picked. */
void crm_week_view_focus_cursor (CrmWeekView *self);

void crm_week_view_set_now (CrmWeekView *self, gint64 now);

G_END_DECLS
