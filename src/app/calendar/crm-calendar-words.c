/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the calendar says of its days and entries. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-words.h"

#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

const char *
crm_calendar_words_get_weekday (int weekday)
{
  static const char *const names[] = {
    N_ ("Monday"),
    N_ ("Tuesday"),
    N_ ("Wednesday"),
    N_ ("Thursday"),
    N_ ("Friday"),
    N_ ("Saturday"),
    N_ ("Sunday"),
  };

  return _ (names[weekday - 1]);
}

const char *
crm_calendar_words_get_short_weekday (int weekday)
{
  static const char *const names[] = { NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[weekday - 1]);
}

const char *
crm_calendar_words_get_month (int month)
{
  static const char *const names[] = {
    NC_ ("full month", "January"),
    NC_ ("full month", "February"),
    NC_ ("full month", "March"),
    NC_ ("full month", "April"),
    NC_ ("full month", "May"),
    NC_ ("full month", "June"),
    NC_ ("full month", "July"),
    NC_ ("full month", "August"),
    NC_ ("full month", "September"),
    NC_ ("full month", "October"),
    NC_ ("full month", "November"),
    NC_ ("full month", "December"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "full month", names[month - 1]);
}

char *
crm_calendar_words_dup_time (int minute)
{
  return g_strdup_printf ("%d:%02d", minute / 60, minute % 60);
}

char *
crm_calendar_words_dup_range (CrmCalendarSpan span, CrmDate day, CrmDate from, CrmDate to)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (span == CRM_CALENDAR_MONTH)
    /* Translators: a month and its year: "November 2026". */
    return g_strdup_printf (C_ ("calendar", "%1$s %2$d"), crm_calendar_words_get_month (crm_date_get_month (day)), crm_date_get_year (day));
  if (from / 100 == to / 100)
    /* Translators: the days of a week, its month and year: "23 – 29 November 2026". */
    return g_strdup_printf (C_ ("calendar", "%1$d – %2$d %3$s %4$d"), crm_date_get_day (from), crm_date_get_day (to), crm_calendar_words_get_month (crm_date_get_month (from)), crm_date_get_year (from));
  first = crm_date_format (from / 10000 == to / 10000 ? from % 10000 : from);
  last = crm_date_format (to);
  /* Translators: the first and the last day of a week: "30 Nov – 6 Dec 2026". */
  return g_strdup_printf (C_ ("calendar", "%1$s – %2$s"), first, last);
}

char *
crm_calendar_words_dup_day (CrmDate day)
{
  g_autofree char *date = crm_date_format (day);

  /* Translators: the heading of the day: "Monday, 21 Sep 2026". */
  return g_strdup_printf (_ ("%1$s, %2$s"), crm_calendar_words_get_weekday (crm_date_get_weekday (day)), date);
}

static const char *
get_kind_label (const CrmCalendarEntry *entry)
{
  const char *kind = crm_record_get_text (entry->record, CRM_INTERACTION_KIND);

  for (const CrmChoice *choice = crm_choices_interaction_kind; choice->name != NULL; choice++)
    if (g_strcmp0 (choice->name, kind) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "choice", choice->label);
  return C_ ("choice", "Meeting");
}

char *
crm_calendar_words_dup_title (const CrmCalendarEntry *entry)
{
  const char *text;

  if (entry->kind != CRM_CALENDAR_MEETING)
    {
      text = crm_record_get_title (entry->record);
      return g_strdup (text != NULL ? text : "");
    }
  text = crm_record_get_text (entry->record, CRM_INTERACTION_TEXT);
  return text != NULL && *text != '\0' ? g_strndup (text, strcspn (text, "\n")) : g_strdup (get_kind_label (entry));
}

static void
add (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static void
add_parts (GString *text, const char *separator, const CrmCalendarEntry *entry)
{
  gboolean is_whose = !crm_id_equal (&entry->customer, &entry->record->id);

  add (text, separator, is_whose ? entry->customer_name : NULL);
  add (text, separator, entry->person_name);
  if (entry->age > 0)
    {
      /* Translators: the age that somebody reaches on a birthday. */
      g_autofree char *age = g_strdup_printf (ngettext ("turns %d", "turns %d", (gulong)entry->age), entry->age);

      add (text, separator, age);
    }
  if (entry->who != NULL)
    {
      /* Translators: %s is the name of a colleague whose task it is. */
      g_autofree char *who = g_strdup_printf (_ ("For %s"), entry->who);

      add (text, separator, who);
    }
}

char *
crm_calendar_words_dup_subtitle (const CrmCalendarEntry *entry)
{
  GString *text = g_string_new (NULL);

  add_parts (text, " · ", entry);
  return g_string_free_and_steal (text);
}

gboolean
crm_calendar_words_is_overdue (const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  return crm_calendar_entry_is_movable (entry) && (entry->minute >= 0 ? entry->at < style->now : entry->day < style->today);
}

char *
crm_calendar_words_dup_state (const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  switch (entry->kind)
    {
    case CRM_CALENDAR_BIRTHDAY:
      return g_strdup (C_ ("calendar", "birthday"));
    case CRM_CALENDAR_COMING:
      return g_strdup (C_ ("calendar", "comes back"));
    case CRM_CALENDAR_MEETING:
      return g_strdup (C_ ("calendar", "took place"));
    case CRM_CALENDAR_TASK:
    default:
      if (crm_calendar_entry_is_done (entry))
        return g_strdup (C_ ("calendar", "done"));
      return crm_calendar_words_is_overdue (entry, style) ? g_strdup (C_ ("calendar", "overdue")) : NULL;
    }
}

char *
crm_calendar_words_describe (const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  GString *text = g_string_new (NULL);
  g_autofree char *title = crm_calendar_words_dup_title (entry);
  g_autofree char *day = crm_calendar_words_dup_day (entry->day);
  g_autofree char *time = entry->minute >= 0 ? crm_calendar_words_dup_time (entry->minute) : NULL;
  g_autofree char *state = crm_calendar_words_dup_state (entry, style);
  const char *comma = _ (", ");

  add (text, comma, title);
  add_parts (text, comma, entry);
  add (text, comma, day);
  add (text, comma, time);
  add (text, comma, state);
  return g_string_free_and_steal (text);
}
