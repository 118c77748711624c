/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day: a cell of the month, of the lane over a week, or of the small month of a narrow window. */

#pragma once

#include <gtk/gtk.h>

#include "app/calendar/crm-calendar-words.h"

G_BEGIN_DECLS

/**
 * CrmDayCellShape:
 * @CRM_DAY_CELL_MONTH: with its number and its entries
 * @CRM_DAY_CELL_LANE: without a number, with what takes the whole day
 * @CRM_DAY_CELL_SMALL: with its number, and a dot for each of the first entries
 */
typedef enum
{
  CRM_DAY_CELL_MONTH,
  CRM_DAY_CELL_LANE,
  CRM_DAY_CELL_SMALL,
} CrmDayCellShape;

#define CRM_TYPE_DAY_CELL (crm_day_cell_get_type ())

G_DECLARE_FINAL_TYPE (CrmDayCell, crm_day_cell, CRM, DAY_CELL, GtkWidget)

/* It picks its day by "calendar.pick" and plans on it by "calendar.plan", and takes what is dropped on it. */
GtkWidget *crm_day_cell_new (CrmDayCellShape shape);

/**
 * crm_day_cell_show:
 * @day: the day it is
 * @calendar: (nullable): with its entries
 * @max: how many lines it has room for; what has none is behind a button that says how many
 * @is_other: whether it belongs to the month before or after
 */
void crm_day_cell_show (CrmDayCell *self, CrmDate day, CrmCalendar *calendar, const CrmCalendarStyle *style, guint max, gboolean is_other);

CrmDate crm_day_cell_get_day (CrmDayCell *self);

/* Marks it as the day that is picked. */
void crm_day_cell_set_picked (CrmDayCell *self, gboolean picked);

/* Puts the focus on its first entry, or on itself. */
void crm_day_cell_focus (CrmDayCell *self);

G_END_DECLS
