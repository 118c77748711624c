/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a customer's timeline: a touch, a task, or a burst of changes. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/**
 * CrmTimelineGroup:
 *
 * What a person filters by: several kinds of interaction are one group. Letters, email and chats are messages; visits are meetings.
 */
typedef enum
{
  CRM_TIMELINE_CALL,
  CRM_TIMELINE_MESSAGE,
  CRM_TIMELINE_MEETING,
  CRM_TIMELINE_NOTE,
  CRM_TIMELINE_TASK,
  CRM_TIMELINE_DEAL,
  CRM_TIMELINE_SURVEY,
  CRM_TIMELINE_CHANGE,
  CRM_TIMELINE_N_GROUPS
} CrmTimelineGroup;

/**
 * CrmTimelineSection:
 * @CRM_TIMELINE_OVERDUE: open tasks whose time has passed, the oldest first
 * @CRM_TIMELINE_UPCOMING: other open tasks, the soonest first; those without a time last
 * @CRM_TIMELINE_PINNED: what someone keeps in sight, newest first
 * @CRM_TIMELINE_PAST: the rest, newest first
 *
 * In the order they stand.
 */
typedef enum
{
  CRM_TIMELINE_OVERDUE,
  CRM_TIMELINE_UPCOMING,
  CRM_TIMELINE_PINNED,
  CRM_TIMELINE_PAST,
} CrmTimelineSection;

/**
 * CrmTimelineFlags:
 * @CRM_TIMELINE_SYSTEM: a change of data: shown only when asked for
 * @CRM_TIMELINE_HAS_TIME: the time of day means something, not only the day
 * @CRM_TIMELINE_DONE: a task that is done
 * @CRM_TIMELINE_TOUCH: contact with the customer: counts for the last interaction
 */
typedef enum
{
  CRM_TIMELINE_PLAIN = 0,
  CRM_TIMELINE_SYSTEM = 1 << 0,
  CRM_TIMELINE_HAS_TIME = 1 << 1,
  CRM_TIMELINE_DONE = 1 << 2,
  CRM_TIMELINE_TOUCH = 1 << 3,
} CrmTimelineFlags;

/**
 * CrmTimelineEntry:
 * @kind: interned: the stored kind of the interaction or task; "response" of an answer to a survey; "began", "moved", "won", "lost", "reopened" of a deal's move; "change",
 *   "created", "imported" of a change, "merged" of another customer that became this one, "overtaken" of a value
 *   typed here that lost to a colleague's
 * @at: microseconds UTC: when it happened, was done, or is due; 0 for a task without a time
 * @day: the same as a day in the reader's zone
 * @title: for a person: "Call with 单雄信"
 * @text: (nullable): the rest, of any length
 * @who: (nullable): who did it
 * @person: whom it was with, nil for nobody; @person_name (nullable)
 * @deal: what it is about, nil for no deal; @deal_name (nullable)
 * @minutes: how long it took, 0 when not said
 * @files: (nullable): the names of the files that came with it, one a line
 * @record: (nullable): the interaction, task or response
 * @number: sorts entries of one moment: a rowid, or the edit's number
 *
 * Immutable once loaded; reference-counted, any thread.
 */
typedef struct
{
  CrmTimelineGroup group;
  CrmTimelineSection section;
  CrmTimelineFlags flags;
  const char *kind;
  gint64 at;
  CrmDate day;
  char *title;
  char *text;
  char *who;
  CrmId person;
  char *person_name;
  CrmId deal;
  char *deal_name;
  int minutes;
  char *files;
  CrmRecord *record;
  gint64 number;
} CrmTimelineEntry;

#define CRM_TYPE_TIMELINE_ENTRY (crm_timeline_entry_get_type ())

GType crm_timeline_entry_get_type (void);
CrmTimelineEntry *crm_timeline_entry_new (CrmTimelineGroup group, const char *kind);
CrmTimelineEntry *crm_timeline_entry_ref (CrmTimelineEntry *self);
void crm_timeline_entry_unref (CrmTimelineEntry *self);

/* Whether both are about the same thing, and whether they also show the same. */
gboolean crm_timeline_entry_is_same (const CrmTimelineEntry *a, const CrmTimelineEntry *b);
gboolean crm_timeline_entry_equal (const CrmTimelineEntry *a, const CrmTimelineEntry *b);

/* A GCompareFunc over entries: the order of the timeline. */
int crm_timeline_entry_compare (const CrmTimelineEntry *a, const CrmTimelineEntry *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTimelineEntry, crm_timeline_entry_unref)

G_END_DECLS
