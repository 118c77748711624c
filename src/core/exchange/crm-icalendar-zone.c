/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zones of an iCalendar file. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-icalendar-zone.h"

#include "core/base/crm-date-time.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define WHOLE_DAY_SECOND (9 * 3600)
#define MAX_NAME         128

/* @zone: (nullable): known here, then with its @identifier; @own: (nullable): as the file has it. */
typedef struct
{
  GTimeZone *zone;
  char *identifier;
  icaltimezone *own;
} Zone;

struct _CrmIcalendarZones
{
  GTimeZone *local;
  GHashTable *zones; /* of Zone, by TZID */
};

static void
zone_free (gpointer data)
{
  Zone *zone = data;

  g_clear_pointer (&zone->zone, g_time_zone_unref);
  if (zone->own != NULL)
    icaltimezone_free (zone->own, 1);
  g_free (zone->identifier);
  g_free (zone);
}

CrmIcalendarZones *
crm_icalendar_zones_new (GTimeZone *local)
{
  CrmIcalendarZones *self = g_new0 (CrmIcalendarZones, 1);

  self->local = g_time_zone_ref (local);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zone_free);
  return self;
}

void
crm_icalendar_zones_free (CrmIcalendarZones *self)
{
  g_time_zone_unref (self->local);
  g_hash_table_unref (self->zones);
  g_free (self);
}

/* What Windows calls "W. Europe Standard Time". */
static char *
dup_of_windows (const char *name)
{
  UChar windows[MAX_NAME], identifier[MAX_NAME];
  char text[MAX_NAME];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  u_strFromUTF8 (windows, MAX_NAME, &length, name, -1, &status);
  length = U_SUCCESS (status) ? ucal_getTimeZoneIDForWindowsID (windows, length, NULL, identifier, MAX_NAME, &status) : 0;
  if (U_FAILURE (status) || length == 0)
    return NULL;
  u_strToUTF8 (text, MAX_NAME, NULL, identifier, length, &status);
  return U_SUCCESS (status) ? g_strdup (text) : NULL;
}

static gboolean
take_identifier (Zone *zone, char *identifier)
{
  /* A name is looked up as a file's: none may lead out of the folder. */
  if (identifier != NULL && *identifier != '/' && strstr (identifier, "..") == NULL && strlen (identifier) < MAX_NAME && g_utf8_validate (identifier, -1, NULL))
    zone->zone = g_time_zone_new_identifier (identifier);
  if (zone->zone == NULL)
    {
      g_free (identifier);
      return FALSE;
    }
  zone->identifier = identifier;
  return TRUE;
}

/* "/freeassociation.sourceforge.net/Europe/London", as older programs write it. */
static char *
dup_end (const char *tzid)
{
  const char *last = strrchr (tzid, '/'), *before = last;

  while (before != NULL && before > tzid && before[-1] != '/')
    before--;
  return *tzid == '/' && before != NULL && before > tzid ? g_strdup (before) : NULL;
}

static Zone *
find (CrmIcalendarZones *self, const char *tzid)
{
  Zone *zone = g_hash_table_lookup (self->zones, tzid);

  if (zone != NULL)
    return zone;
  zone = g_new0 (Zone, 1);
  if (!take_identifier (zone, g_strdup (tzid)) && !take_identifier (zone, dup_of_windows (tzid)))
    take_identifier (zone, dup_end (tzid));
  g_hash_table_insert (self->zones, g_strdup (tzid), zone);
  return zone;
}

void
crm_icalendar_zones_add (CrmIcalendarZones *self, icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY);
  const char *tzid = property != NULL ? icalproperty_get_tzid (property) : NULL;
  icalcomponent *copy;
  Zone *zone;

  if (tzid == NULL)
    return;
  zone = find (self, tzid);
  if (zone->zone != NULL || zone->own != NULL)
    return;
  copy = icalcomponent_new_clone (component);
  zone->own = icaltimezone_new ();
  if (icaltimezone_set_component (zone->own, copy) != 0)
    return;
  icalcomponent_free (copy);
  icaltimezone_free (g_steal_pointer (&zone->own), 1);
}

gboolean
crm_icalendar_zones_convert (CrmIcalendarZones *self, struct icaltimetype time, const char *tzid, gint64 *at)
{
  CrmDate day = time.year > 0 && time.year < 9999 ? crm_date_make (time.year, time.month, time.day) : CRM_DATE_NONE;
  int second = time.hour * 3600 + time.minute * 60 + time.second;
  const Zone *zone = tzid != NULL ? find (self, tzid) : NULL;

  if (day == CRM_DATE_NONE || second < 0 || second > 24 * 3600)
    return FALSE;
  if (time.is_date)
    *at = crm_date_time_from_local (day, WHOLE_DAY_SECOND, self->local);
  else if (icaltime_is_utc (time))
    *at = ((gint64)crm_date_to_days (day) * 24 * 3600 + second) * G_USEC_PER_SEC;
  else if (zone != NULL && zone->zone == NULL && zone->own != NULL)
    *at = (gint64)icaltime_as_timet_with_zone (time, zone->own) * G_USEC_PER_SEC;
  else
    *at = crm_date_time_from_local (day, second, zone != NULL && zone->zone != NULL ? zone->zone : self->local);
  return TRUE;
}

const char *
crm_icalendar_zones_find (CrmIcalendarZones *self, const char *tzid)
{
  return tzid != NULL ? find (self, tzid)->identifier : NULL;
}
