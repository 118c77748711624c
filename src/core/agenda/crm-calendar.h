/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the days of a calendar: tasks, done and to come, meetings, birthdays. */

#pragma once

#include "core/base/crm-repeat.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* Of each kind at most so many are read; of birthdays so many a day. What is left out is told. */
#define CRM_CALENDAR_MAX       2000
#define CRM_CALENDAR_BIRTHDAYS 3

/**
 * CrmCalendarKind:
 * @CRM_CALENDAR_TASK: a task on the day it is due, done or not
 * @CRM_CALENDAR_COMING: a later occurrence of a task that comes back: it is planned when the one at hand is done
 * @CRM_CALENDAR_MEETING: a meeting or visit that took place
 * @CRM_CALENDAR_BIRTHDAY: of a customer or of a person there
 */
typedef enum
{
  CRM_CALENDAR_TASK,
  CRM_CALENDAR_COMING,
  CRM_CALENDAR_MEETING,
  CRM_CALENDAR_BIRTHDAY,
} CrmCalendarKind;

/**
 * CrmCalendarQuestion:
 * @from: the first day
 * @to: the last day
 * @now: microseconds UTC
 * @zone: whose days they are
 * @user: whose tasks and meetings, and nobody's; all zero for everybody's
 */
typedef struct
{
  CrmDate from;
  CrmDate to;
  gint64 now;
  GTimeZone *zone;
  CrmId user;
} CrmCalendarQuestion;

/**
 * CrmCalendarEntry:
 * @record: the task, interaction, customer or person
 * @customer: whose profile it is about; all zero for none
 * @customer_name: (nullable)
 * @person_name: (nullable)
 * @who: (nullable): the name of whom it is assigned to, or who was there, unless it is who asks
 * @at: microseconds UTC; of a birthday the beginning of its day
 * @day: in the question's zone
 * @minute: of the day as the clock shows it; -1 for the whole day
 * @minutes: how long it was; 0 where that is not known
 * @age: years on a birthday; 0 where the year is not known
 */
typedef struct
{
  CrmCalendarKind kind;
  CrmRecord *record;
  CrmId customer;
  char *customer_name;
  char *person_name;
  char *who;
  gint64 at;
  CrmDate day;
  int minute;
  int minutes;
  int age;
} CrmCalendarEntry;

/**
 * CrmCalendar:
 * @entries: (element-type CrmCalendarEntry): by day, then what takes the whole day, then by time
 * @n_left_out: how many more there are
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  GPtrArray *entries;
  CrmDate from;
  CrmDate to;
  CrmDate today;
  guint n_left_out;
} CrmCalendar;

#define CRM_TYPE_CALENDAR (crm_calendar_get_type ())

GType crm_calendar_get_type (void);
CrmCalendar *crm_calendar_ref (CrmCalendar *self);
void crm_calendar_unref (CrmCalendar *self);

/**
 * crm_calendar_read:
 * @connection: a reader's; on its thread
 *
 * What belongs to a deleted customer is left out.
 *
 * Returns: (transfer full) (nullable): the calendar.
 */
CrmCalendar *crm_calendar_read (CrmConnection *connection, const CrmCalendarQuestion *question, GError **error);

/* The same as a reader function for crm_store_read (), which sets a #CrmCalendar. */
gboolean crm_calendar_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error);

/* The place of the first entry of @day, and how many it has. Pure. */
guint crm_calendar_find_day (const CrmCalendar *self, CrmDate day, guint *n);

/**
 * crm_calendar_list_coming:
 * @repeat: how it comes back
 * @first: the day of the one at hand, which is not listed
 * @from: the first day that counts
 * @to: the last
 *
 * Pure, and bounded by the days between @from and @to whatever the rule.
 *
 * Returns: (transfer full) (element-type CrmDate): the days, ascending.
 */
GArray *crm_calendar_list_coming (const CrmRepeat *repeat, CrmDate first, CrmDate from, CrmDate to);

/* Whether @entry can be given another time: an open task that is at hand. */
gboolean crm_calendar_entry_is_movable (const CrmCalendarEntry *entry);

/* Whether it is a task that is done. */
gboolean crm_calendar_entry_is_done (const CrmCalendarEntry *entry);

/**
 * crm_calendar_new_move_edit:
 * @entry: one that can be moved
 * @day: where to
 * @minute: of that day as the clock shows it; -1 for the whole day
 * @zone: of that clock
 *
 * Returns: (transfer full): the edit.
 */
CrmEdit *crm_calendar_new_move_edit (const CrmCalendarEntry *entry, CrmDate day, int minute, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCalendar, crm_calendar_unref)

G_END_DECLS
