/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the days of a calendar. */

#define G_LOG_DOMAIN "crm-agenda"

#include "config.h"

#include "core/agenda/crm-calendar.h"

#include "core/agenda/crm-agenda-source.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

/* What is kept for a day without a time: nine o'clock, as the forms have it. */
#define WHOLE_DAY_SECOND (9 * 3600)

enum
{
  BIND_BEGIN = 1,
  BIND_END,
  BIND_USER,
  BIND_LIMIT,
  BIND_DAY,
  BIND_LEAP_DAY,
};

enum
{
  EXTRA_CUSTOMER,
  EXTRA_CUSTOMER_NAME,
  EXTRA_PERSON_NAME,
  EXTRA_WHO,
  N_EXTRAS,
};

typedef struct
{
  CrmCalendar *calendar;
  CrmConnection *connection;
  const CrmCalendarQuestion *question;
  gint64 begin;
  gint64 end;
} Reader;

#define CUSTOMER_IS_THERE(table) " AND NOT EXISTS (SELECT 1 FROM customer c INDEXED BY customer_deleted WHERE c.id = " table ".customer AND c.deleted <> 0)"
#define NAMES(table, who)                                                                                                                      \
  table ".customer, (SELECT name FROM customer c WHERE c.id = " table ".customer), (SELECT name FROM person p WHERE p.id = " table ".person)," \
        " (SELECT name FROM user u WHERE u.id = " table "." who " AND u.id IS NOT ?3)"
#define OF_USER(who) " AND (?3 IS NULL OR " who " = ?3 OR " who " IS NULL)"

static const CrmAgendaSource open_tasks = {
  &crm_kind_task,
  "task WHERE done_at IS NULL AND deleted = 0 AND due >= ?1 AND due < ?2" OF_USER ("assignee") CUSTOMER_IS_THERE ("task"),
  NAMES ("task", "assignee"),
  "due, due_has_time, assignee, customer, rowid",
};

static const CrmAgendaSource done_tasks = {
  &crm_kind_task,
  "task WHERE done_at IS NOT NULL AND deleted = 0 AND due >= ?1 AND due < ?2" OF_USER ("assignee") CUSTOMER_IS_THERE ("task"),
  NAMES ("task", "assignee"),
  "due, assignee, customer, rowid",
};

static const CrmAgendaSource repeating_tasks = {
  &crm_kind_task,
  "task INDEXED BY task_repeat WHERE repeat IS NOT NULL AND done_at IS NULL AND deleted = 0 AND due < ?2" OF_USER ("assignee") CUSTOMER_IS_THERE ("task"),
  NAMES ("task", "assignee"),
  "due, assignee, customer, rowid",
};

static const CrmAgendaSource meetings = {
  &crm_kind_interaction,
  "interaction INDEXED BY interaction_meeting WHERE kind IN ('meeting', 'visit') AND deleted = 0 AND at >= ?1 AND at < ?2" OF_USER ("author") CUSTOMER_IS_THERE ("interaction"),
  NAMES ("interaction", "author"),
  "at, author, customer, rowid",
};

/* Of the roles a person has had, one at a customer that is still there. */
#define PLACE_OF_PERSON \
  " FROM role r JOIN customer c ON c.id = r.customer WHERE r.person = person.id AND r.deleted = 0 AND r.to_date IS NULL AND c.deleted = 0"

static const CrmAgendaSource birthdays[] = {
  { &crm_kind_customer, "customer WHERE birthday IS NOT NULL AND deleted = 0 AND birthday % 10000 IN (?5, ?6)", "id, name, NULL, NULL", "birthday % 10000, id" },
  { &crm_kind_person, "person WHERE birthday IS NOT NULL AND deleted = 0 AND birthday % 10000 IN (?5, ?6) AND EXISTS (SELECT 1" PLACE_OF_PERSON ")",
    "(SELECT c.id" PLACE_OF_PERSON " ORDER BY +r.rowid LIMIT 1), (SELECT c.name" PLACE_OF_PERSON " ORDER BY +r.rowid LIMIT 1), NULL, NULL", "birthday % 10000, id" },
};

/* ── the calendar ─────────────────────────────────────────────────────────────────────────── */

static void
entry_free (gpointer data)
{
  CrmCalendarEntry *entry = data;

  crm_record_unref (entry->record);
  g_free (entry->customer_name);
  g_free (entry->person_name);
  g_free (entry->who);
  g_free (entry);
}

static CrmCalendarEntry *
entry_copy (const CrmCalendarEntry *entry)
{
  CrmCalendarEntry *copy = g_memdup2 (entry, sizeof *entry);

  crm_record_ref (copy->record);
  copy->customer_name = g_strdup (entry->customer_name);
  copy->person_name = g_strdup (entry->person_name);
  copy->who = g_strdup (entry->who);
  return copy;
}

CrmCalendar *
crm_calendar_ref (CrmCalendar *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
calendar_clear (gpointer data)
{
  g_ptr_array_unref (((CrmCalendar *)data)->entries);
}

void
crm_calendar_unref (CrmCalendar *self)
{
  g_atomic_rc_box_release_full (self, calendar_clear);
}

G_DEFINE_BOXED_TYPE (CrmCalendar, crm_calendar, crm_calendar_ref, crm_calendar_unref)

guint
crm_calendar_find_day (const CrmCalendar *self, CrmDate day, guint *n)
{
  guint first = 0;

  g_return_val_if_fail (self != NULL && n != NULL, 0);

  while (first < self->entries->len && ((CrmCalendarEntry *)self->entries->pdata[first])->day < day)
    first++;
  for (*n = 0; first + *n < self->entries->len && ((CrmCalendarEntry *)self->entries->pdata[first + *n])->day == day;)
    ++*n;
  return first;
}

/* ── what comes back ──────────────────────────────────────────────────────────────────────── */

/* As near to @from as whole steps of the rule reach. One that is counted must be counted through. */
static CrmDate
skip_ahead (const CrmRepeat *repeat, CrmDate day, CrmDate from)
{
  int step = repeat->unit == CRM_REPEAT_DAILY ? repeat->interval : repeat->unit == CRM_REPEAT_WEEKLY ? 7 * repeat->interval
                                                                                                     : 0;
  int ahead = crm_date_to_days (from) - crm_date_to_days (day) - 1;

  return step == 0 || repeat->count > 0 || ahead < step ? day : crm_date_add_days (day, ahead / step * step);
}

GArray *
crm_calendar_list_coming (const CrmRepeat *repeat, CrmDate first, CrmDate from, CrmDate to)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CrmDate));
  CrmRepeat left;
  CrmDate day;

  g_return_val_if_fail (repeat != NULL && repeat->interval > 0 && crm_date_is_valid (first), days);

  left = *repeat;
  day = skip_ahead (&left, first, from);
  for (;;)
    {
      CrmRepeat next;

      day = crm_repeat_next (&left, day, CRM_DATE_NONE, &next);
      if (day == CRM_DATE_NONE || day > to)
        return days;
      left = next;
      if (day >= from)
        g_array_append_val (days, day);
    }
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void
bind (const Reader *self, sqlite3_stmt *statement, guint limit, CrmDate day)
{
  const gint64 values[] = {
    [BIND_BEGIN] = self->begin,
    [BIND_END] = self->end,
    [BIND_LIMIT] = limit,
    [BIND_DAY] = day % 10000,
    /* 29 February is kept on the 28th of a common year. */
    [BIND_LEAP_DAY] = day % 10000 == 228 && !crm_date_is_valid (day + 1) ? 229 : day % 10000,
  };
  int n = MIN (sqlite3_bind_parameter_count (statement), (int)G_N_ELEMENTS (values) - 1);

  for (int i = 1; i <= n; i++)
    if (i != BIND_USER)
      sqlite3_bind_int64 (statement, i, values[i]);
    else if (!crm_id_is_nil (&self->question->user))
      crm_statement_bind_id (statement, i, &self->question->user);
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static void
set_time (const Reader *self, CrmCalendarEntry *entry, gint64 at, gboolean has_time)
{
  int second;

  entry->at = at;
  entry->day = crm_date_time_to_local (at, self->question->zone, &second);
  entry->minute = has_time ? second / 60 : -1;
}

static CrmCalendarEntry *
read_entry (const Reader *self, sqlite3_stmt *statement, const CrmKind *kind)
{
  int extras = sqlite3_column_count (statement) - N_EXTRAS;
  CrmCalendarEntry *entry = g_new0 (CrmCalendarEntry, 1);

  entry->record = crm_statement_read_record (statement, kind);
  crm_statement_read_id (statement, extras + EXTRA_CUSTOMER, &entry->customer);
  entry->customer_name = dup_text (statement, extras + EXTRA_CUSTOMER_NAME);
  entry->person_name = dup_text (statement, extras + EXTRA_PERSON_NAME);
  entry->who = dup_text (statement, extras + EXTRA_WHO);
  if (kind->id == CRM_KIND_TASK)
    {
      entry->kind = CRM_CALENDAR_TASK;
      set_time (self, entry, crm_record_get_integer (entry->record, CRM_TASK_DUE, 0), crm_record_get_integer (entry->record, CRM_TASK_DUE_HAS_TIME, 0) != 0);
    }
  else if (kind->id == CRM_KIND_INTERACTION)
    {
      entry->kind = CRM_CALENDAR_MEETING;
      entry->minutes = (int)CLAMP (crm_record_get_integer (entry->record, CRM_INTERACTION_MINUTES, 0), 0, 24 * 60);
      set_time (self, entry, crm_record_get_integer (entry->record, CRM_INTERACTION_AT, 0), TRUE);
    }
  return entry;
}

static gboolean
count (const Reader *self, const CrmAgendaSource *source, CrmDate day, guint *n, GError **error)
{
  sqlite3_stmt *statement = crm_agenda_source_prepare_count (source, self->connection, error);

  if (statement == NULL)
    return FALSE;
  bind (self, statement, 0, day);
  return crm_agenda_source_add_count (self->connection, statement, n, error);
}

static gboolean
read_source (const Reader *self, const CrmAgendaSource *source, CrmDate day, guint limit, GPtrArray *entries, GError **error)
{
  sqlite3_stmt *statement = crm_agenda_source_prepare (source, self->connection, BIND_LIMIT, error);
  guint before = entries->len, n = 0;
  int step;

  if (statement == NULL)
    return FALSE;
  bind (self, statement, limit, day);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    g_ptr_array_add (entries, read_entry (self, statement, source->kind));
  if (step < 0)
    return FALSE;
  if (entries->len - before < limit)
    return TRUE;
  if (!count (self, source, day, &n, error))
    return FALSE;
  self->calendar->n_left_out += n - limit;
  return TRUE;
}

/* A task that was missed comes back once: nothing of what is past comes any more. */
static void
add_coming (const Reader *self, const CrmCalendarEntry *task)
{
  const char *name = crm_record_get_text (task->record, CRM_TASK_ZONE);
  g_autoptr (GTimeZone) own = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  GTimeZone *zone = own != NULL ? own : self->question->zone;
  g_autoptr (GArray) days = NULL;
  CrmRepeat repeat;
  CrmDate first;
  int second;

  if (!crm_repeat_parse (crm_record_get_text (task->record, CRM_TASK_REPEAT), &repeat, NULL))
    return;
  first = crm_date_time_to_local (task->at, zone, &second);
  /* In its own zone a day may begin earlier or later. */
  days = crm_calendar_list_coming (&repeat, first, crm_date_add_days (MAX (self->question->from, self->calendar->today), -1), crm_date_add_days (self->question->to, 1));
  for (guint i = 0; i < days->len; i++)
    {
      CrmCalendarEntry *entry = entry_copy (task);

      entry->kind = CRM_CALENDAR_COMING;
      set_time (self, entry, crm_date_time_from_local (g_array_index (days, CrmDate, i), second, zone), task->minute >= 0);
      if (entry->day < MAX (self->question->from, self->calendar->today) || entry->day > self->question->to)
        entry_free (entry);
      else if (self->calendar->entries->len >= 4 * CRM_CALENDAR_MAX)
        self->calendar->n_left_out++, entry_free (entry);
      else
        g_ptr_array_add (self->calendar->entries, entry);
    }
}

static gboolean
read_coming (const Reader *self, GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (entry_free);

  if (self->question->to < self->calendar->today)
    return TRUE;
  if (!read_source (self, &repeating_tasks, CRM_DATE_NONE, CRM_CALENDAR_MAX, tasks, error))
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    add_coming (self, tasks->pdata[i]);
  return TRUE;
}

static gboolean
read_birthdays (const Reader *self, GError **error)
{
  GPtrArray *entries = self->calendar->entries;

  for (CrmDate day = self->question->from; day != CRM_DATE_NONE && day <= self->question->to; day = crm_date_add_days (day, 1))
    for (guint i = 0; i < G_N_ELEMENTS (birthdays); i++)
      {
        guint first = entries->len;

        if (!read_source (self, &birthdays[i], day, CRM_CALENDAR_BIRTHDAYS, entries, error))
          return FALSE;
        for (; first < entries->len; first++)
          {
            CrmCalendarEntry *entry = entries->pdata[first];
            guint field = entry->record->kind == &crm_kind_person ? (guint)CRM_PERSON_BIRTHDAY : (guint)CRM_CUSTOMER_BIRTHDAY;
            int year = crm_date_get_year ((CrmDate)crm_record_get_integer (entry->record, field, CRM_DATE_NONE));

            entry->kind = CRM_CALENDAR_BIRTHDAY;
            entry->day = day;
            entry->minute = -1;
            entry->at = crm_date_time_from_local (day, 0, self->question->zone);
            entry->age = year > 0 ? MAX (crm_date_get_year (day) - year, 0) : 0;
          }
      }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CrmCalendarEntry *left = *(const CrmCalendarEntry *const *)a, *right = *(const CrmCalendarEntry *const *)b;

  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;
  if (left->minute != right->minute)
    return left->minute < right->minute ? -1 : 1;
  if (left->kind != right->kind)
    return (int)left->kind - (int)right->kind;
  return memcmp (&left->record->id, &right->record->id, sizeof (CrmId));
}

CrmCalendar *
crm_calendar_read (CrmConnection *connection, const CrmCalendarQuestion *question, GError **error)
{
  g_autoptr (CrmCalendar) calendar = g_atomic_rc_box_new0 (CrmCalendar);
  Reader self = { .calendar = calendar, .connection = connection, .question = question };
  const CrmAgendaSource *const sources[] = { &open_tasks, &done_tasks, &meetings };

  calendar->entries = g_ptr_array_new_with_free_func (entry_free);
  g_return_val_if_fail (connection != NULL && question != NULL && crm_date_is_valid (question->from) && crm_date_is_valid (question->to), NULL);

  calendar->from = question->from;
  calendar->to = question->to;
  calendar->today = crm_date_time_to_local (question->now, question->zone, NULL);
  self.begin = crm_date_time_from_local (question->from, 0, question->zone);
  self.end = crm_date_time_from_local (question->to, 24 * 3600, question->zone);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!read_source (&self, sources[i], CRM_DATE_NONE, CRM_CALENDAR_MAX, calendar->entries, error))
      return NULL;
  if (!read_coming (&self, error) || !read_birthdays (&self, error))
    return NULL;
  g_ptr_array_sort (calendar->entries, compare);
  return g_steal_pointer (&calendar);
}

gboolean
crm_calendar_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  CrmCalendar *calendar = crm_calendar_read (connection, question, error);

  if (calendar == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_CALENDAR);
  g_value_take_boxed (result, calendar);
  return TRUE;
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_calendar_entry_is_done (const CrmCalendarEntry *entry)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  return entry->kind == CRM_CALENDAR_TASK && crm_record_has (entry->record, CRM_TASK_DONE_AT);
}

gboolean
crm_calendar_entry_is_movable (const CrmCalendarEntry *entry)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  return entry->kind == CRM_CALENDAR_TASK && !crm_record_has (entry->record, CRM_TASK_DONE_AT);
}

CrmEdit *
crm_calendar_new_move_edit (const CrmCalendarEntry *entry, CrmDate day, int minute, GTimeZone *zone)
{
  CrmEdit *edit;
  CrmChange *change;

  g_return_val_if_fail (entry != NULL && crm_calendar_entry_is_movable (entry) && crm_date_is_valid (day), NULL);

  edit = crm_edit_new (_ ("Move Task"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_update (edit, &crm_kind_task, &entry->record->id);
  crm_change_set_integer (change, CRM_TASK_DUE, crm_date_time_from_local (day, minute >= 0 ? minute * 60 : WHOLE_DAY_SECOND, zone));
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, minute >= 0);
  return edit;
}
