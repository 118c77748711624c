/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iCalendar files (RFC 5545): what stands in one, and how tasks are written. Pure; any thread. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/* Larger files are refused. */
#define CRM_ICALENDAR_MAX_BYTES (64 * 1024 * 1024)

/**
 * CrmIcalendarItem:
 * @file: of which of the files that are read together, from 0
 * @line: where it begins, from 1
 * @is_todo: whether it is something to be done, rather than an appointment
 * @uid: never %NULL: where the file has none, it is made of the text
 * @recurrence: (nullable): of one of a series that differs: which one, as the file writes it
 * @title: never %NULL
 * @note: (nullable)
 * @at: microseconds UTC; 0 for none
 * @has_time: whether @at has a time of day
 * @minutes: how long it takes; 0 where that is not known
 * @zone: (nullable): the identifier of the zone it is meant in
 * @rule: (nullable): how it repeats: the value of RRULE
 * @excluded: (element-type gint64): occurrences that are not, or are items of their own
 * @coming: (element-type gint64): of a rule: its first occurrences from the question's @now on, within a year, without those excluded
 * @done_at: when it was done; 0 for not
 * @remind: minutes before it is due; 0 for none
 * @kind: (nullable): a task's kind, where the file says one
 * @priority: (nullable): a task's priority
 * @emails: (element-type utf8): of those who take part
 */
typedef struct
{
  guint file;
  guint line;
  gboolean is_todo;
  char *uid;
  char *recurrence;
  char *title;
  char *note;
  gint64 at;
  gboolean has_time;
  int minutes;
  char *zone;
  char *rule;
  GArray *excluded;
  GArray *coming;
  gint64 done_at;
  int remind;
  char *kind;
  char *priority;
  GPtrArray *emails;
} CrmIcalendarItem;

/* What could not be taken over: where it begins, what it is, and why, in the user's language; @file as above. */
typedef struct
{
  guint file;
  guint line;
  char *title;
  char *reason;
} CrmIcalendarFault;

void crm_icalendar_item_free (CrmIcalendarItem *item);
void crm_icalendar_fault_free (CrmIcalendarFault *fault);
CrmIcalendarFault *crm_icalendar_fault_new (guint line, const char *title, const char *reason);

/**
 * crm_icalendar_read:
 * @text: the file, of any validity
 * @length: in bytes
 * @now: microseconds UTC, from which what repeats is looked at
 * @zone: for times without a zone
 * @faults: (element-type CrmIcalendarFault): where to add what cannot be read
 * @error: %CRM_ERROR_INVALID: it is no calendar
 *
 * Zones are found by their names, those of Windows too, or by what the file says of them. Each item is read by itself, so that a
 * broken one spoils no other.
 *
 * Returns: (transfer full) (element-type CrmIcalendarItem) (nullable): in the order of the file.
 */
GPtrArray *crm_icalendar_read (const char *text, gsize length, gint64 now, GTimeZone *zone, GPtrArray *faults, GError **error);

/* What stands before and behind the items of a file. */
char *crm_icalendar_dup_head (void);
const char *crm_icalendar_get_foot (void);

/**
 * crm_icalendar_dup_zone:
 * @identifier: of a zone
 *
 * Returns: (transfer full) (nullable): its VTIMEZONE; %NULL where it is not known.
 */
char *crm_icalendar_dup_zone (const char *identifier);

/**
 * crm_icalendar_dup_task:
 * @task: a task
 * @contact: (nullable): whose it is: the customer's name
 * @stamp: microseconds UTC: when it is written
 * @zone: the zone for tasks that name none
 *
 * A task with a day is an event: that is what all calendars show, while most leave out what is to be done. One that repeats has its
 * times in its zone, others in UTC. A task without a day is a VTODO. X-CLIENTELE-TASK tells that it is a task, and whether it is done.
 *
 * Returns: (transfer full): the component, folded.
 */
char *crm_icalendar_dup_task (const CrmRecord *task, const char *contact, gint64 stamp, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIcalendarItem, crm_icalendar_item_free)

G_END_DECLS
