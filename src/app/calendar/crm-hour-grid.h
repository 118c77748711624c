/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of a week's days, with what has a time in them. */

#pragma once

#include <adwaita.h>

#include "app/calendar/crm-calendar-words.h"

G_BEGIN_DECLS

/* What an hour is high, and how wide the hours' figures stand before the days: pixels, which grow with the text. */
#define CRM_HOUR_GRID_HOUR   ((int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 48, NULL))
#define CRM_HOUR_GRID_GUTTER ((int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 52, NULL))

#define CRM_TYPE_HOUR_GRID (crm_hour_grid_get_type ())

G_DECLARE_FINAL_TYPE (CrmHourGrid, crm_hour_grid, CRM, HOUR_GRID, GtkWidget)

/* It picks a time by "calendar.pick" and plans there by "calendar.plan", and takes what is dropped on it. */
GtkWidget *crm_hour_grid_new (void);

/* Shows seven days from @from on; @calendar: (nullable). */
void crm_hour_grid_show (CrmHourGrid *self, CrmDate from, CrmCalendar *calendar, const CrmCalendarStyle *style);

/* Puts the place that is picked there; @minute -1: nowhere. */
void crm_hour_grid_set_cursor (CrmHourGrid *self, CrmDate day, int minute);

/* Puts the focus on what begins within half an hour of the place that is picked, or on the place. */
void crm_hour_grid_focus_cursor (CrmHourGrid *self);

/* Moves the line that says how late it is. */
void crm_hour_grid_set_now (CrmHourGrid *self, gint64 now);

G_END_DECLS
