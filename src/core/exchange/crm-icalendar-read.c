/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads iCalendar files. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-icalendar.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-icalendar-zone.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a rule that is not known here, so many of its occurrences; and it is followed no further than so many steps. */
#define MAX_COMING 60
#define MAX_STEPS  20000
#define YEAR       (366 * G_TIME_SPAN_DAY)

/* A component longer than that is not one anybody wrote. */
#define MAX_COMPONENT (1024 * 1024)

typedef struct
{
  CrmIcalendarZones *zones;
  GPtrArray *items;
  GPtrArray *faults;
  gint64 now;
} Reader;

void
crm_icalendar_item_free (CrmIcalendarItem *item)
{
  g_free (item->uid);
  g_free (item->recurrence);
  g_free (item->title);
  g_free (item->note);
  g_free (item->zone);
  g_free (item->rule);
  g_free (item->kind);
  g_free (item->priority);
  g_array_unref (item->excluded);
  g_array_unref (item->coming);
  g_ptr_array_unref (item->emails);
  g_free (item);
}

CrmIcalendarFault *
crm_icalendar_fault_new (guint line, const char *title, const char *reason)
{
  CrmIcalendarFault *fault = g_new0 (CrmIcalendarFault, 1);

  fault->line = line;
  fault->title = g_strdup (title);
  fault->reason = g_strdup (reason);
  return fault;
}

void
crm_icalendar_fault_free (CrmIcalendarFault *fault)
{
  g_free (fault->title);
  g_free (fault->reason);
  g_free (fault);
}

/* ── properties ───────────────────────────────────────────────────────────────────────────── */

static char *
dup_text (icalcomponent *component, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property (component, kind);
  const char *text = property != NULL ? icalvalue_get_text (icalproperty_get_value (property)) : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return valid != NULL && *g_strstrip (valid) != '\0' ? g_steal_pointer (&valid) : NULL;
}

/* What no standard names. */
static char *
dup_other (icalcomponent *component, const char *name)
{
  for (icalproperty *property = icalcomponent_get_first_property (component, ICAL_X_PROPERTY); property != NULL; property = icalcomponent_get_next_property (component, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), name) == 0)
      return g_strdup (icalproperty_get_x (property));
  return NULL;
}

static const char *
get_tzid (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

static gboolean
convert (const Reader *self, icalproperty *property, gint64 *at)
{
  struct icaltimetype time = icalvalue_get_datetime (icalproperty_get_value (property));

  return !icaltime_is_null_time (time) && icaltime_is_valid_time (time) && crm_icalendar_zones_convert (self->zones, time, get_tzid (property), at);
}

static void
read_emails (CrmIcalendarItem *item, icalcomponent *component, icalproperty_kind kind)
{
  for (icalproperty *property = icalcomponent_get_first_property (component, kind); property != NULL; property = icalcomponent_get_next_property (component, kind))
    {
      const char *address = icalproperty_get_value_as_string (property);

      if (address != NULL && g_ascii_strncasecmp (address, "mailto:", 7) == 0 && g_utf8_validate (address, -1, NULL))
        g_ptr_array_add (item->emails, g_strdup (address + 7));
    }
}

static void
read_kind (CrmIcalendarItem *item, icalcomponent *component)
{
  for (icalproperty *property = icalcomponent_get_first_property (component, ICAL_CATEGORIES_PROPERTY); property != NULL; property = icalcomponent_get_next_property (component, ICAL_CATEGORIES_PROPERTY))
    for (const CrmChoice *choice = crm_choices_task_kind; choice->name != NULL && item->kind == NULL; choice++)
      if (icalproperty_get_categories (property) != NULL && g_ascii_strcasecmp (icalproperty_get_categories (property), choice->name) == 0)
        item->kind = g_strdup (choice->name);
}

static void
read_priority (CrmIcalendarItem *item, icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_PRIORITY_PROPERTY);
  int priority = property != NULL ? icalproperty_get_priority (property) : 0;

  if (priority >= 1 && priority <= 9)
    item->priority = g_strdup (priority < 5 ? "high" : priority == 5 ? "normal"
                                                                     : "low");
}

static void
read_reminder (CrmIcalendarItem *item, icalcomponent *component)
{
  icalcomponent *alarm = icalcomponent_get_first_component (component, ICAL_VALARM_COMPONENT);
  icalproperty *property = alarm != NULL ? icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY) : NULL;
  struct icaltriggertype trigger = { 0 };
  int seconds;

  if (property != NULL)
    trigger = icalproperty_get_trigger (property);
  if (property == NULL || !icaltime_is_null_time (trigger.time))
    return;
  seconds = -icaldurationtype_as_int (trigger.duration);
  if (seconds > 0 && seconds <= 28 * 24 * 3600)
    item->remind = seconds / 60;
}

static void
read_done (const Reader *self, CrmIcalendarItem *item, icalcomponent *component)
{
  g_autofree char *own = dup_other (component, "X-CLIENTELE-TASK");
  icalproperty *completed = icalcomponent_get_first_property (component, ICAL_COMPLETED_PROPERTY);
  struct icaltimetype time = icaltime_null_time ();

  if (own != NULL)
    item->is_todo = TRUE;
  if (own != NULL && g_str_has_prefix (own, "DONE="))
    time = icaltime_from_string (own + strlen ("DONE="));
  if (!icaltime_is_null_time (time) && !crm_icalendar_zones_convert (self->zones, time, NULL, &item->done_at))
    item->done_at = 0;
  if (item->is_todo && completed != NULL && !convert (self, completed, &item->done_at))
    item->done_at = 0;
  if (item->is_todo && item->done_at == 0 && icalcomponent_get_status (component) == ICAL_STATUS_COMPLETED)
    item->done_at = item->at != 0 ? item->at : self->now;
}

/* ── when ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_when (const Reader *self, CrmIcalendarItem *item, icalcomponent *component)
{
  icalproperty *start = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY), *due = item->is_todo ? icalcomponent_get_first_property (component, ICAL_DUE_PROPERTY) : NULL;
  icalproperty *end = icalcomponent_get_first_property (component, ICAL_DTEND_PROPERTY), *duration = icalcomponent_get_first_property (component, ICAL_DURATION_PROPERTY);
  icalproperty *when = due != NULL ? due : start;
  gint64 until, minutes = 0;

  if (when == NULL)
    return item->is_todo;
  if (!convert (self, when, &item->at))
    return FALSE;
  item->has_time = !icalvalue_get_datetime (icalproperty_get_value (when)).is_date;
  item->zone = g_strdup (crm_icalendar_zones_find (self->zones, get_tzid (when)));
  if (item->has_time && end != NULL && convert (self, end, &until))
    minutes = (until - item->at) / G_TIME_SPAN_MINUTE;
  else if (item->has_time && duration != NULL)
    minutes = icaldurationtype_as_int (icalproperty_get_duration (duration)) / 60;
  item->minutes = minutes > 0 && minutes <= 24 * 60 ? (int)minutes : 0;
  return TRUE;
}

static gboolean
is_excluded (const CrmIcalendarItem *item, gint64 at)
{
  for (guint i = 0; i < item->excluded->len; i++)
    if (g_array_index (item->excluded, gint64, i) == at)
      return TRUE;
  return FALSE;
}

static void
read_excluded (const Reader *self, CrmIcalendarItem *item, icalcomponent *component)
{
  gint64 at;

  for (icalproperty *property = icalcomponent_get_first_property (component, ICAL_EXDATE_PROPERTY); property != NULL; property = icalcomponent_get_next_property (component, ICAL_EXDATE_PROPERTY))
    if (convert (self, property, &at))
      g_array_append_val (item->excluded, at);
}

static void
list_coming (const Reader *self, CrmIcalendarItem *item, icalproperty *start, struct icalrecurrencetype rule)
{
  icalrecur_iterator *iterator = icalrecur_iterator_new (rule, icalvalue_get_datetime (icalproperty_get_value (start)));
  struct icaltimetype time;
  gint64 at;

  for (int i = 0; iterator != NULL && i < MAX_STEPS && item->coming->len < MAX_COMING; i++)
    {
      time = icalrecur_iterator_next (iterator);
      if (icaltime_is_null_time (time) || !crm_icalendar_zones_convert (self->zones, time, get_tzid (start), &at) || at > self->now + YEAR)
        break;
      if (at >= self->now && !is_excluded (item, at))
        g_array_append_val (item->coming, at);
    }
  if (iterator != NULL)
    icalrecur_iterator_free (iterator);
}

static void
read_rule (const Reader *self, CrmIcalendarItem *item, icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RRULE_PROPERTY), *start = icalcomponent_get_first_property (component, ICAL_DTSTART_PROPERTY);
  icalproperty *due = icalcomponent_get_first_property (component, ICAL_DUE_PROPERTY);

  if (start == NULL)
    start = due;
  if (property == NULL || start == NULL || item->recurrence != NULL)
    return;
  item->rule = g_strdup (icalproperty_get_value_as_string (property));
  list_coming (self, item, start, icalproperty_get_rrule (property));
}

/* Those that differ stand by themselves: their series goes on without them. */
static void
part_exceptions (const Reader *self, GHashTable *exceptions)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      CrmIcalendarItem *item = self->items->pdata[i];
      const GArray *times = item->rule != NULL ? g_hash_table_lookup (exceptions, item->uid) : NULL;

      for (guint j = 0; times != NULL && j < times->len; j++)
        {
          gint64 at = g_array_index (times, gint64, j);

          g_array_append_val (item->excluded, at);
          for (guint k = item->coming->len; k > 0; k--)
            if (g_array_index (item->coming, gint64, k - 1) == at)
              g_array_remove_index (item->coming, k - 1);
        }
    }
}

/* ── components ───────────────────────────────────────────────────────────────────────────── */

static void
add_fault (const Reader *self, guint line, const char *title, const char *reason)
{
  g_ptr_array_add (self->faults, crm_icalendar_fault_new (line, title, reason));
}

static CrmIcalendarItem *
new_item (guint line)
{
  CrmIcalendarItem *item = g_new0 (CrmIcalendarItem, 1);

  item->line = line;
  item->excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  item->coming = g_array_new (FALSE, FALSE, sizeof (gint64));
  item->emails = g_ptr_array_new_with_free_func (g_free);
  return item;
}

static void
note_exception (const Reader *self, CrmIcalendarItem *item, icalcomponent *component, GHashTable *exceptions)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_RECURRENCEID_PROPERTY);
  GArray *times;
  gint64 at;

  if (property == NULL || !convert (self, property, &at))
    return;
  item->recurrence = g_strdup (icalproperty_get_value_as_string (property));
  times = g_hash_table_lookup (exceptions, item->uid);
  if (times == NULL)
    {
      times = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (exceptions, g_strdup (item->uid), times);
    }
  g_array_append_val (times, at);
}

static void
read_item (const Reader *self, icalcomponent *component, const char *text, guint line, GHashTable *exceptions)
{
  g_autoptr (CrmIcalendarItem) item = new_item (line);

  item->is_todo = icalcomponent_isa (component) == ICAL_VTODO_COMPONENT;
  item->uid = dup_text (component, ICAL_UID_PROPERTY);
  if (item->uid == NULL)
    item->uid = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  item->title = dup_text (component, ICAL_SUMMARY_PROPERTY);
  item->note = dup_text (component, ICAL_DESCRIPTION_PROPERTY);
  if (item->title == NULL)
    item->title = item->note != NULL ? g_strndup (item->note, strcspn (item->note, "\n")) : g_strdup (_ ("Untitled"));
  note_exception (self, item, component, exceptions);
  if (icalcomponent_get_status (component) == ICAL_STATUS_CANCELLED)
    {
      add_fault (self, line, item->title, _ ("It was cancelled."));
      return;
    }
  if (!read_when (self, item, component))
    {
      add_fault (self, line, item->title, _ ("Its day or time cannot be read."));
      return;
    }
  read_excluded (self, item, component);
  read_rule (self, item, component);
  read_done (self, item, component);
  read_kind (item, component);
  read_priority (item, component);
  read_reminder (item, component);
  read_emails (item, component, ICAL_ATTENDEE_PROPERTY);
  read_emails (item, component, ICAL_ORGANIZER_PROPERTY);
  g_ptr_array_add (self->items, g_steal_pointer (&item));
}

static void
read_component (const Reader *self, const char *text, gsize length, guint line, gboolean zones, GHashTable *exceptions)
{
  g_autofree char *copy = g_strndup (text, length);
  icalcomponent *component = length <= MAX_COMPONENT ? icalparser_parse_string (copy) : NULL;
  icalcomponent_kind kind = component != NULL ? icalcomponent_isa (component) : ICAL_NO_COMPONENT;

  if (zones && kind == ICAL_VTIMEZONE_COMPONENT)
    crm_icalendar_zones_add (self->zones, component);
  else if (!zones && (kind == ICAL_VEVENT_COMPONENT || kind == ICAL_VTODO_COMPONENT))
    read_item (self, component, copy, line, exceptions);
  else if (!zones)
    add_fault (self, line, NULL, _ ("It cannot be read."));
  if (component != NULL)
    icalcomponent_free (component);
}

static gboolean
is_line (const char *line, gsize length, const char *wanted)
{
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  return length == strlen (wanted) && g_ascii_strncasecmp (line, wanted, length) == 0;
}

/* Goes through the components of @names, each by itself: what is broken spoils no other. */
static void
scan (const Reader *self, const char *text, gsize size, const char *const *names, gboolean zones, GHashTable *exceptions)
{
  const char *begin = NULL, *end = text + size, *name = NULL;
  guint number = 0, first = 0;

  for (const char *line = text; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize)(end - line)), *next = newline != NULL ? newline + 1 : end;
      gsize length = (gsize)(next - line);

      number++;
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *opens = g_strconcat ("BEGIN:", names[i], NULL);

          if (!is_line (line, length, opens))
            continue;
          if (begin != NULL && !zones)
            add_fault (self, first, NULL, _ ("It has no end."));
          begin = line, first = number, name = names[i];
        }
      if (begin != NULL)
        {
          g_autofree char *closes = g_strconcat ("END:", name, NULL);

          if (is_line (line, length, closes))
            {
              read_component (self, begin, (gsize)(next - begin), first, zones, exceptions);
              begin = NULL;
            }
        }
      line = next;
    }
  if (begin != NULL && !zones)
    add_fault (self, first, NULL, _ ("It has no end."));
}

GPtrArray *
crm_icalendar_read (const char *text, gsize length, gint64 now, GTimeZone *zone, GPtrArray *faults, GError **error)
{
  static const char *const timezones[] = { "VTIMEZONE", NULL }, *const items[] = { "VEVENT", "VTODO", NULL };
  g_autoptr (CrmIcalendarZones) zones = NULL;
  g_autoptr (GHashTable) exceptions = NULL;
  g_autofree char *valid = NULL;
  Reader self = { .faults = faults, .now = now };

  g_return_val_if_fail (text != NULL && zone != NULL && faults != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize)length);
  /* The mark that some programs begin with. */
  if (g_str_has_prefix (valid, "\xEF\xBB\xBF"))
    memmove (valid, valid + 3, strlen (valid) - 2);
  g_strchug (valid);
  if (g_ascii_strncasecmp (valid, "BEGIN:VCALENDAR", strlen ("BEGIN:VCALENDAR")) != 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This is no calendar: a file in the iCalendar format begins with BEGIN:VCALENDAR."));
      return NULL;
    }
  zones = crm_icalendar_zones_new (zone);
  exceptions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  self.zones = zones;
  self.items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_icalendar_item_free);
  scan (&self, valid, strlen (valid), timezones, TRUE, exceptions);
  scan (&self, valid, strlen (valid), items, FALSE, exceptions);
  part_exceptions (&self, exceptions);
  return self.items;
}
