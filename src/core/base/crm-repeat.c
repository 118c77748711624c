/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes back. */

#define G_LOG_DOMAIN "crm-base"

#include "config.h"

#include "core/base/crm-repeat.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

static const char *const unit_names[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

void
crm_repeat_init (CrmRepeat *self, CrmRepeatUnit unit, int interval, CrmDate first)
{
  g_return_if_fail (self != NULL && crm_date_is_valid (first));

  *self = (CrmRepeat){ .unit = unit, .interval = interval };
  if (unit == CRM_REPEAT_WEEKLY)
    self->weekdays = CRM_REPEAT_DAY (crm_date_get_weekday (first));
  if (unit >= CRM_REPEAT_MONTHLY)
    self->day = crm_date_get_day (first);
  if (unit == CRM_REPEAT_YEARLY)
    self->month = crm_date_get_month (first);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *part)
{
  /* Translators: %s is a part of a rule as iCalendar writes it, as "FREQ=HOURLY". */
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The repeat cannot be read at “%s”. Known are days, weeks, months and years."), part);
  return FALSE;
}

static gboolean
parse_number (const char *text, int min, int max, int *number)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, min, max, &value, NULL))
    return FALSE;
  *number = (int)value;
  return TRUE;
}

static gboolean
parse_unit (const char *text, CrmRepeat *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (strcmp (text, unit_names[i]) == 0)
      {
        self->unit = (CrmRepeatUnit)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_weekdays (const char *text, CrmRepeat *self)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint day = 0;

      while (day < G_N_ELEMENTS (day_names) && strcmp (names[i], day_names[day]) != 0)
        day++;
      if (day == G_N_ELEMENTS (day_names))
        return FALSE;
      self->weekdays |= CRM_REPEAT_DAY (day + 1);
    }
  return self->weekdays != 0;
}

/* One day; or all from the 28th to it, of which the last there is counts. */
static gboolean
parse_days (const char *text, CrmRepeat *self, gboolean *is_last)
{
  g_auto (GStrv) days = g_strsplit (text, ",", -1);
  guint n = g_strv_length (days);
  int day = 0;

  for (guint i = 0; i < n; i++)
    if (!parse_number (days[i], 1, 31, &day) || (n > 1 && day != 28 + (int)i))
      return FALSE;
  self->day = day;
  *is_last = n > 1;
  return n > 0;
}

static gboolean
parse_until (const char *text, CrmRepeat *self)
{
  int number;
  g_autofree char *date = g_strndup (text, 8);

  if ((strlen (text) != 8 && text[8] != 'T') || !parse_number (date, 10101, 99991231, &number) || !crm_date_is_valid (number))
    return FALSE;
  self->until = number;
  return TRUE;
}

typedef struct
{
  gboolean has_unit;
  gboolean is_last;
  gboolean wants_last;
} Parsing;

static gboolean
parse_part (const char *name, const char *value, CrmRepeat *self, Parsing *parsing)
{
  int position;

  if (strcmp (name, "FREQ") == 0)
    return parsing->has_unit = !parsing->has_unit && parse_unit (value, self);
  if (strcmp (name, "INTERVAL") == 0)
    return parse_number (value, 1, CRM_REPEAT_MAX_INTERVAL, &self->interval);
  if (strcmp (name, "COUNT") == 0)
    return parse_number (value, 1, CRM_REPEAT_MAX_COUNT, &self->count);
  if (strcmp (name, "UNTIL") == 0)
    return parse_until (value, self);
  if (strcmp (name, "BYDAY") == 0)
    return parse_weekdays (value, self);
  if (strcmp (name, "BYMONTH") == 0)
    return parse_number (value, 1, 12, &self->month);
  if (strcmp (name, "BYMONTHDAY") == 0)
    return parse_days (value, self, &parsing->is_last);
  if (strcmp (name, "BYSETPOS") == 0)
    return parsing->wants_last = parse_number (value, -1, -1, &position);
  return strcmp (name, "WKST") == 0 && strcmp (value, "MO") == 0;
}

/* What belongs to each unit, and to no other. */
static gboolean
is_whole (const CrmRepeat *self, const Parsing *parsing)
{
  gboolean has_day = self->unit >= CRM_REPEAT_MONTHLY;

  return parsing->has_unit && (self->weekdays != 0) == (self->unit == CRM_REPEAT_WEEKLY) && (self->day != 0) == has_day && (self->month != 0) == (self->unit == CRM_REPEAT_YEARLY) && parsing->is_last == parsing->wants_last && (self->until == CRM_DATE_NONE || self->count == 0);
}

gboolean
crm_repeat_parse (const char *text, CrmRepeat *self, GError **error)
{
  g_auto (GStrv) parts = NULL;
  Parsing parsing = { 0 };

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  *self = (CrmRepeat){ .interval = 1 };
  parts = g_strsplit (g_str_has_prefix (text, "RRULE:") ? text + strlen ("RRULE:") : text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_utf8_make_valid (parts[i], -1);
      char *value = strchr (parts[i], '=');

      if (value == NULL)
        return refuse (error, part);
      *value++ = '\0';
      if (!parse_part (parts[i], value, self, &parsing))
        return refuse (error, part);
    }
  if (!is_whole (self, &parsing))
    {
      g_autofree char *all = g_utf8_make_valid (text, -1);

      return refuse (error, all);
    }
  self->skips = self->day > 28 && !parsing.is_last;
  return TRUE;
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static void
append_weekdays (GString *text, guint weekdays)
{
  const char *separator = ";BYDAY=";

  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if ((weekdays & CRM_REPEAT_DAY (i + 1)) != 0)
      {
        g_string_append_printf (text, "%s%s", separator, day_names[i]);
        separator = ",";
      }
}

static void
append_day (GString *text, int day, gboolean skips)
{
  int from = skips ? day : MIN (day, 28);

  g_string_append_printf (text, ";BYMONTHDAY=%d", from);
  for (int i = from + 1; i <= day; i++)
    g_string_append_printf (text, ",%d", i);
  if (from < day)
    g_string_append (text, ";BYSETPOS=-1");
}

char *
crm_repeat_to_text (const CrmRepeat *self)
{
  GString *text = g_string_new ("FREQ=");

  g_return_val_if_fail (self != NULL, NULL);

  g_string_append (text, unit_names[self->unit]);
  if (self->interval > 1)
    g_string_append_printf (text, ";INTERVAL=%d", self->interval);
  if (self->unit == CRM_REPEAT_WEEKLY)
    append_weekdays (text, self->weekdays);
  if (self->unit == CRM_REPEAT_YEARLY)
    g_string_append_printf (text, ";BYMONTH=%d", self->month);
  if (self->unit >= CRM_REPEAT_MONTHLY)
    append_day (text, self->day, self->skips);
  if (self->until != CRM_DATE_NONE)
    g_string_append_printf (text, ";UNTIL=%08d", self->until);
  if (self->count > 0)
    g_string_append_printf (text, ";COUNT=%d", self->count);
  return g_string_free_and_steal (text);
}

/* ── what comes next ──────────────────────────────────────────────────────────────────────── */

static CrmDate
make_day (const CrmRepeat *self, int year, int month)
{
  int last = crm_date_days_in_month (year, month);

  return self->skips && self->day > last ? CRM_DATE_NONE : crm_date_make (year, month, MIN (self->day, last));
}

static CrmDate
next_in_week (const CrmRepeat *self, CrmDate day)
{
  int weekday = crm_date_get_weekday (day);

  for (int i = weekday + 1; i <= 7; i++)
    if ((self->weekdays & CRM_REPEAT_DAY (i)) != 0)
      return crm_date_add_days (day, i - weekday);
  for (int i = 1; i <= 7; i++)
    if ((self->weekdays & CRM_REPEAT_DAY (i)) != 0)
      return crm_date_add_days (day, 7 * self->interval + i - weekday);
  return CRM_DATE_NONE;
}

/* The first from the month @months on, in steps of so many; the calendar ends, so that a day there never is has an end, too. */
static CrmDate
find_month (const CrmRepeat *self, int months, int step, CrmDate after)
{
  for (; months / 12 <= 9999; months += step)
    {
      CrmDate next = make_day (self, months / 12, months % 12 + 1);

      if (next > after)
        return next;
    }
  return CRM_DATE_NONE;
}

/* What was moved ahead within its month is still to come there. */
static CrmDate
next_in_months (const CrmRepeat *self, CrmDate day)
{
  int months = crm_date_get_year (day) * 12 + crm_date_get_month (day) - 1;

  return find_month (self, self->interval == 1 ? months : months + self->interval, self->interval, day);
}

static CrmDate
next_in_years (const CrmRepeat *self, CrmDate day)
{
  int year = crm_date_get_year (day);

  return find_month (self, (self->interval == 1 ? year : year + self->interval) * 12 + self->month - 1, self->interval * 12, day);
}

static CrmDate
find_next (const CrmRepeat *self, CrmDate day)
{
  switch (self->unit)
    {
    case CRM_REPEAT_WEEKLY:
      return next_in_week (self, day);
    case CRM_REPEAT_MONTHLY:
      return next_in_months (self, day);
    case CRM_REPEAT_YEARLY:
      return next_in_years (self, day);
    case CRM_REPEAT_DAILY:
    default:
      return crm_date_add_days (day, self->interval);
    }
}

CrmDate
crm_repeat_next (const CrmRepeat *self, CrmDate day, CrmDate not_before, CrmRepeat *left)
{
  int count = self->count;
  CrmDate next = day;

  g_return_val_if_fail (self != NULL && self->interval > 0 && crm_date_is_valid (day), CRM_DATE_NONE);

  do
    {
      next = find_next (self, next);
      if (next == CRM_DATE_NONE || (self->until != CRM_DATE_NONE && next > self->until) || (self->count > 0 && --count == 0))
        return CRM_DATE_NONE;
    }
  while (next < not_before);
  if (left != NULL)
    {
      *left = *self;
      left->count = count;
    }
  return next;
}

/* ── what can be kept ─────────────────────────────────────────────────────────────────────── */

static gboolean
is_never (const CrmRepeat *self)
{
  return self->unit == CRM_REPEAT_YEARLY && self->skips && self->day > crm_date_days_in_month (0, self->month);
}

gboolean
crm_repeat_check (const CrmRepeat *self, CrmDate first, GError **error)
{
  g_return_val_if_fail (self != NULL && crm_date_is_valid (first), FALSE);

  if (self->interval < 1 || self->interval > CRM_REPEAT_MAX_INTERVAL)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A repeat is every 1 to %d days, weeks, months or years."), CRM_REPEAT_MAX_INTERVAL);
      return FALSE;
    }
  if (self->count < 0 || self->count > CRM_REPEAT_MAX_COUNT)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A repeat that is counted comes 1 to %d times."), CRM_REPEAT_MAX_COUNT);
      return FALSE;
    }
  if (self->until != CRM_DATE_NONE && self->until < first)
    {
      g_autofree char *end = crm_date_format (self->until);
      g_autofree char *begin = crm_date_format (first);

      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The repeat ends on %1$s, before the task is due on %2$s. Choose a later end, or an earlier day."), end, begin);
      return FALSE;
    }
  if (is_never (self) || (self->unit == CRM_REPEAT_WEEKLY && self->weekdays == 0))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is never such a day. Choose another one for the repeat."));
      return FALSE;
    }
  return TRUE;
}

/* ── words ────────────────────────────────────────────────────────────────────────────────── */

static char *
dup_weekdays (guint weekdays)
{
  static const char *const names[] = { NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun") };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((weekdays & CRM_REPEAT_DAY (i + 1)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[i]));
  return g_string_free_and_steal (text);
}

static char *
format_unit (const CrmRepeat *self)
{
  gulong n = (gulong)self->interval;
  g_autofree char *weekdays = NULL;

  switch (self->unit)
    {
    case CRM_REPEAT_WEEKLY:
      if (self->weekdays == CRM_REPEAT_WORKING_DAYS && self->interval == 1)
        return g_strdup (_ ("every working day"));
      weekdays = dup_weekdays (self->weekdays);
      /* Translators: how often: "every week on Mon, Thu". */
      return self->interval == 1 ? g_strdup_printf (_ ("every week on %s"), weekdays) : g_strdup_printf (ngettext ("every %1$d week on %2$s", "every %1$d weeks on %2$s", n), self->interval, weekdays);
    case CRM_REPEAT_MONTHLY:
      return self->interval == 1 ? g_strdup_printf (_ ("every month on day %d"), self->day) : g_strdup_printf (ngettext ("every %1$d month on day %2$d", "every %1$d months on day %2$d", n), self->interval, self->day);
    case CRM_REPEAT_YEARLY:
      weekdays = crm_date_format (self->month * 100 + self->day);
      return self->interval == 1 ? g_strdup_printf (_ ("every year on %s"), weekdays) : g_strdup_printf (ngettext ("every %1$d year on %2$s", "every %1$d years on %2$s", n), self->interval, weekdays);
    case CRM_REPEAT_DAILY:
    default:
      return self->interval == 1 ? g_strdup (_ ("every day")) : g_strdup_printf (ngettext ("every %d day", "every %d days", n), self->interval);
    }
}

char *
crm_repeat_format (const CrmRepeat *self)
{
  g_autofree char *unit = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  unit = format_unit (self);
  if (self->until != CRM_DATE_NONE)
    {
      end = crm_date_format (self->until);
      /* Translators: how often, and how long: "every day, until 31 Dec 2027". */
      return g_strdup_printf (_ ("%1$s, until %2$s"), unit, end);
    }
  if (self->count > 0)
    return g_strdup_printf (ngettext ("%1$s, %2$d time more", "%1$s, %2$d times more", (gulong)self->count), unit, self->count);
  return g_steal_pointer (&unit);
}
