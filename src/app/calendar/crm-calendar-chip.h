/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry of the calendar, wherever it stands. */

#pragma once

#include <gtk/gtk.h>

#include "app/calendar/crm-calendar-words.h"

G_BEGIN_DECLS

/**
 * CrmCalendarShape:
 * @CRM_CALENDAR_LINE: one line in a day
 * @CRM_CALENDAR_BLOCK: as high as it takes long
 * @CRM_CALENDAR_ROW: a row of a list, with what else is known of it
 */
typedef enum
{
  CRM_CALENDAR_LINE,
  CRM_CALENDAR_BLOCK,
  CRM_CALENDAR_ROW,
} CrmCalendarShape;

#define CRM_TYPE_CALENDAR_CHIP (crm_calendar_chip_get_type ())

G_DECLARE_FINAL_TYPE (CrmCalendarChip, crm_calendar_chip, CRM, CALENDAR_CHIP, GtkButton)

/* @entry: of @calendar, which the chip keeps. It acts by itself on the page it stands on. */
GtkWidget *crm_calendar_chip_new (CrmCalendarShape shape, CrmCalendar *calendar, const CrmCalendarEntry *entry, const CrmCalendarStyle *style);

/* Borrowed. */
const CrmCalendarEntry *crm_calendar_chip_get_entry (CrmCalendarChip *self);

/* How far below its upper edge it was taken hold of, while it is dragged. */
double crm_calendar_chip_get_hold (CrmCalendarChip *self);

/* (nullable): the chip of that task, meeting or customer at or below @widget. */
GtkWidget *crm_calendar_chip_find (GtkWidget *widget, const CrmId *record);

G_END_DECLS
