/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small words of a timeline. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-words.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

char *
crm_timeline_dup_heading (const CrmTimelineEntry *entry, gint64 now, GTimeZone *zone)
{
  CrmDate today = crm_date_time_to_local (now, zone, NULL);

  switch (entry->section)
    {
    case CRM_TIMELINE_OVERDUE:
      return g_strdup (_ ("Overdue"));
    case CRM_TIMELINE_UPCOMING:
      return g_strdup (_ ("Upcoming"));
    case CRM_TIMELINE_PINNED:
      return g_strdup (_ ("Pinned"));
    case CRM_TIMELINE_PAST:
    default:
      if (entry->day == today)
        return g_strdup (_ ("Today"));
      if (entry->day == crm_date_add_days (today, -1))
        return g_strdup (_ ("Yesterday"));
      return crm_date_is_valid (entry->day) ? crm_date_format (entry->day) : g_strdup (_ ("Earlier"));
    }
}

char *
crm_timeline_dup_minutes (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf (C_ ("duration", "%d min"), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (C_ ("duration", "%d h"), minutes / 60);
  return g_strdup_printf (C_ ("duration", "%1$d h %2$d min"), minutes / 60, minutes % 60);
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static char *
dup_clock (int second)
{
  return g_strdup_printf ("%d:%02d", second / 3600, second / 60 % 60);
}

char *
crm_timeline_dup_due (gint64 due, gboolean has_time, gint64 now, GTimeZone *zone)
{
  int second = 0;
  CrmDate today = crm_date_time_to_local (now, zone, NULL), day = crm_date_time_to_local (due, zone, &second);
  g_autofree char *clock = has_time ? dup_clock (second) : NULL;
  g_autofree char *near = NULL;
  g_autofree char *relative = NULL;
  GString *text = g_string_new (NULL);

  if (day == CRM_DATE_NONE || today == CRM_DATE_NONE)
    return g_string_free_and_steal (text);
  near = crm_date_format_near (day, today);
  relative = crm_date_format_relative (day, today);
  append (text, " ", near);
  append (text, " ", clock);
  if (strcmp (near, relative) != 0)
    append (text, " · ", relative);
  return g_string_free_and_steal (text);
}

static gboolean
is_open (const CrmTimelineEntry *entry)
{
  return entry->section == CRM_TIMELINE_OVERDUE || entry->section == CRM_TIMELINE_UPCOMING;
}

char *
crm_timeline_dup_aside (const CrmTimelineEntry *entry, gint64 now, GTimeZone *zone)
{
  GString *text = g_string_new (NULL);
  int second = 0;
  g_autofree char *minutes = entry->minutes > 0 ? crm_timeline_dup_minutes (entry->minutes) : NULL;
  g_autofree char *due = is_open (entry) && entry->at != 0 ? crm_timeline_dup_due (entry->at, (entry->flags & CRM_TIMELINE_HAS_TIME) != 0, now, zone) : NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  append (text, " · ", entry->who);
  append (text, " · ", minutes);
  append (text, " · ", due);
  if (is_open (entry))
    return g_string_free_and_steal (text);
  if (entry->section == CRM_TIMELINE_PINNED && crm_date_is_valid (entry->day))
    day = crm_date_format (entry->day);
  append (text, " · ", day);
  if (entry->flags & CRM_TIMELINE_HAS_TIME && crm_date_time_to_local (entry->at, zone, &second) != CRM_DATE_NONE)
    clock = dup_clock (second);
  append (text, " · ", clock);
  return g_string_free_and_steal (text);
}
