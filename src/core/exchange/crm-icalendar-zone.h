/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zones of an iCalendar file: by name, by the names that Windows has for them, or as the file describes them. */

#pragma once

#include <glib.h>
#include <libical/ical.h>

G_BEGIN_DECLS

typedef struct _CrmIcalendarZones CrmIcalendarZones;

/* @local: for times without a zone */
CrmIcalendarZones *crm_icalendar_zones_new (GTimeZone *local);
void crm_icalendar_zones_free (CrmIcalendarZones *self);

/* @component: a VTIMEZONE, which is copied. */
void crm_icalendar_zones_add (CrmIcalendarZones *self, icalcomponent *component);

/**
 * crm_icalendar_zones_convert:
 * @time: a valid time
 * @tzid: (nullable): the zone it is said in
 * @at: (out): microseconds UTC; of a date, nine o'clock on it
 *
 * Returns: whether there is such a day of the calendar.
 */
gboolean crm_icalendar_zones_convert (CrmIcalendarZones *self, struct icaltimetype time, const char *tzid, gint64 *at);

/* (transfer none) (nullable): the identifier that is known here for @tzid. */
const char *crm_icalendar_zones_find (CrmIcalendarZones *self, const char *tzid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIcalendarZones, crm_icalendar_zones_free)

G_END_DECLS
