/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the days that are shown, kept up to date with every edit. */

#pragma once

#include <gio/gio.h>

#include "core/agenda/crm-calendar.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_READING (crm_calendar_reading_get_type ())

G_DECLARE_FINAL_TYPE (CrmCalendarReading, crm_calendar_reading, CRM, CALENDAR_READING, GObject)

/**
 * crm_calendar_reading_new:
 * @store: the file
 * @settings: (nullable): whether it is about everybody
 *
 * Main thread. Emits "changed" whenever the calendar is another, and "failed" (GError). Reads once it is told which days.
 */
CrmCalendarReading *crm_calendar_reading_new (CrmStore *store, GSettings *settings);

/* Borrowed until the next change; %NULL until it is read. */
CrmCalendar *crm_calendar_reading_get_calendar (CrmCalendarReading *self);

/* Reads these days from now on; the same again, what changed with time. */
void crm_calendar_reading_set_days (CrmCalendarReading *self, CrmDate from, CrmDate to);

G_END_DECLS
