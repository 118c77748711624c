/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes tasks as iCalendar. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-icalendar.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-repeat.h"
#include "core/schema/crm-schema-interactions.h"

#include <libical/ical.h>

/* What an appointment takes that does not say so. */
#define MINUTES 30

char *
crm_icalendar_dup_head (void)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Clientele//Clientele %s//EN\r\nCALSCALE:GREGORIAN\r\n", CRM_VERSION);
}

const char *
crm_icalendar_get_foot (void)
{
  return "END:VCALENDAR\r\n";
}

static char *
dup_component (icalcomponent *component)
{
  char *text = icalcomponent_as_ical_string_r (component);
  char *copy = g_strdup (text);

  icalmemory_free_buffer (text);
  return copy;
}

char *
crm_icalendar_dup_zone (const char *identifier)
{
  icaltimezone *zone = icaltimezone_get_builtin_timezone (identifier);
  icalcomponent *component = zone != NULL ? icaltimezone_get_component (zone) : NULL;
  icalcomponent *copy = component != NULL ? icalcomponent_new_clone (component) : NULL;
  icalproperty *property = copy != NULL ? icalcomponent_get_first_property (copy, ICAL_TZID_PROPERTY) : NULL;
  char *text = NULL;

  if (property != NULL)
    {
      icalproperty_set_tzid (property, identifier);
      text = dup_component (copy);
    }
  if (copy != NULL)
    icalcomponent_free (copy);
  return text;
}

static struct icaltimetype
make_utc (gint64 at)
{
  return icaltime_from_timet_with_zone ((time_t)(at / G_USEC_PER_SEC), 0, icaltimezone_get_utc_timezone ());
}

static struct icaltimetype
make_local (gint64 at, GTimeZone *zone, gboolean is_date)
{
  struct icaltimetype time = icaltime_null_time ();
  int second;
  CrmDate day = crm_date_time_to_local (at, zone, &second);

  time.year = crm_date_get_year (day);
  time.month = crm_date_get_month (day);
  time.day = crm_date_get_day (day);
  time.is_date = is_date;
  if (is_date)
    return time;
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  return time;
}

static void
add_text (icalcomponent *component, icalproperty *(*make) (const char *), const char *text)
{
  if (text != NULL && *text != '\0')
    icalcomponent_add_property (component, make (text));
}

static void
add_other (icalcomponent *component, const char *name, const char *text)
{
  icalproperty *property = icalproperty_new_x (text);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (component, property);
}

/* The last moment there may be is said in UTC where the beginning has a time. */
static void
add_rule (icalcomponent *component, const CrmRecord *task, GTimeZone *zone, gboolean has_time)
{
  const char *text = crm_record_get_text (task, CRM_TASK_REPEAT);
  struct icalrecurrencetype rule;
  g_autofree char *plain = NULL;
  CrmRepeat repeat;
  CrmDate until;
  int second;

  if (text == NULL || !crm_repeat_parse (text, &repeat, NULL))
    return;
  until = repeat.until;
  repeat.until = CRM_DATE_NONE;
  plain = crm_repeat_to_text (&repeat);
  rule = icalrecurrencetype_from_string (plain);
  crm_date_time_to_local (crm_record_get_integer (task, CRM_TASK_DUE, 0), zone, &second);
  if (until != CRM_DATE_NONE && has_time)
    rule.until = make_utc (crm_date_time_from_local (until, second, zone));
  else if (until != CRM_DATE_NONE)
    rule.until = make_local (crm_date_time_from_local (until, second, zone), zone, TRUE);
  icalcomponent_add_property (component, icalproperty_new_rrule (rule));
}

static void
add_alarm (icalcomponent *component, const CrmRecord *task, gboolean has_time)
{
  gint64 lead = crm_record_get_integer (task, CRM_TASK_REMIND, 0);
  struct icaltriggertype trigger = { .time = icaltime_null_time (), .duration = icaldurationtype_from_int (-(int)CLAMP (lead, 0, 100000) * 60) };
  icalcomponent *alarm;

  if (lead == 0 && !has_time)
    return;
  alarm = icalcomponent_new (ICAL_VALARM_COMPONENT);
  icalcomponent_add_property (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
  icalcomponent_add_property (alarm, icalproperty_new_trigger (trigger));
  icalcomponent_add_property (alarm, icalproperty_new_description (crm_record_get_title (task)));
  icalcomponent_add_component (component, alarm);
}

static void
add_when (icalcomponent *component, const CrmRecord *task, GTimeZone *zone)
{
  gint64 due = crm_record_get_integer (task, CRM_TASK_DUE, 0);
  gboolean has_time = crm_record_get_integer (task, CRM_TASK_DUE_HAS_TIME, 0) != 0, repeats = crm_record_has (task, CRM_TASK_REPEAT);
  icalproperty *start;

  if (has_time && !repeats)
    start = icalproperty_new_dtstart (make_utc (due));
  else
    start = icalproperty_new_dtstart (make_local (due, zone, !has_time));
  if (has_time && repeats)
    icalproperty_add_parameter (start, icalparameter_new_tzid (g_time_zone_get_identifier (zone)));
  icalcomponent_add_property (component, start);
  if (has_time)
    icalcomponent_add_property (component, icalproperty_new_duration (icaldurationtype_from_int (MINUTES * 60)));
  else
    icalcomponent_add_property (component, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  add_rule (component, task, zone, has_time);
  add_alarm (component, task, has_time);
}

static void
add_done (icalcomponent *component, const CrmRecord *task, gboolean is_todo)
{
  gint64 done = crm_record_get_integer (task, CRM_TASK_DONE_AT, 0);
  struct icaltimetype at = make_utc (done);
  g_autofree char *text = done != 0 ? g_strdup_printf ("DONE=%04d%02d%02dT%02d%02d%02dZ", at.year, at.month, at.day, at.hour, at.minute, at.second) : g_strdup ("OPEN");

  add_other (component, "X-CLIENTELE-TASK", text);
  if (!is_todo)
    return;
  icalcomponent_add_property (component, icalproperty_new_status (done != 0 ? ICAL_STATUS_COMPLETED : ICAL_STATUS_NEEDSACTION));
  if (done != 0)
    icalcomponent_add_property (component, icalproperty_new_completed (at));
}

static void
add_priority (icalcomponent *component, const CrmRecord *task)
{
  const char *priority = crm_record_get_text (task, CRM_TASK_PRIORITY);

  if (priority != NULL)
    icalcomponent_add_property (component, icalproperty_new_priority (g_str_equal (priority, "high") ? 1 : g_str_equal (priority, "low") ? 9
                                                                                                                                         : 5));
}

char *
crm_icalendar_dup_task (const CrmRecord *task, const char *contact, gint64 stamp, GTimeZone *zone)
{
  gboolean is_todo = !crm_record_has (task, CRM_TASK_DUE);
  const char *name = crm_record_get_text (task, CRM_TASK_ZONE);
  g_autoptr (GTimeZone) own = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  icalcomponent *component;
  g_autofree char *uid = NULL;
  g_autofree char *id = NULL;
  char *text;

  g_return_val_if_fail (task != NULL && task->kind == &crm_kind_task && zone != NULL, NULL);

  component = icalcomponent_new (is_todo ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);
  id = crm_id_to_string (&task->id);
  uid = g_strconcat (id, "@clientele", NULL);
  icalcomponent_add_property (component, icalproperty_new_uid (uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (make_utc (stamp)));
  add_text (component, icalproperty_new_summary, crm_record_get_title (task));
  add_text (component, icalproperty_new_description, crm_record_get_text (task, CRM_TASK_NOTE));
  add_text (component, icalproperty_new_contact, contact);
  add_text (component, icalproperty_new_categories, crm_record_get_text (task, CRM_TASK_KIND));
  add_priority (component, task);
  if (!is_todo)
    add_when (component, task, own != NULL ? own : zone);
  add_done (component, task, is_todo);
  text = dup_component (component);
  icalcomponent_free (component);
  return text;
}
