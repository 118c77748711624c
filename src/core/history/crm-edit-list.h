/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edits of a file, newest first, a page at a time. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmEditEntry:
 * @number: local number of the edit, @id its id
 * @at: when, microseconds UTC
 * @title: what it was called
 * @origin: where it came from
 * @who: (nullable): by whom; of what a sync brought, up to three people
 * @device: (nullable): where
 * @subject: (nullable): the customer, or whatever else it was first about
 * @created: records made, @changed: records changed, deleted or restored
 * @undone_by: the edit that took it back; 0 while it stands
 */
typedef struct
{
  gint64 number;
  CrmId id;
  gint64 at;
  char *title;
  CrmEditOrigin origin;
  char *who;
  char *device;
  char *subject;
  guint created;
  guint changed;
  gint64 undone_by;
} CrmEditEntry;

void crm_edit_entry_free (CrmEditEntry *entry);

/* Whether it can be taken back as far as it goes: it stands, and is neither set-up nor demo data nor an erasure. */
gboolean crm_edit_entry_can_take_back (const CrmEditEntry *entry);

/**
 * CrmEditFilter:
 * @who: nil for anybody's
 * @origins: a bit for each #CrmEditOrigin; 0 for any
 * @from, @before: microseconds UTC; 0 for open
 * @words: (nullable): part of the title, any case of ASCII
 * @kind: (nullable): only edits of the record @record of this kind, and of what hangs on it
 *
 * Which edits are asked for.
 */
typedef struct
{
  CrmId who;
  guint origins;
  gint64 from;
  gint64 before;
  char *words;
  const CrmKind *kind;
  CrmId record;
} CrmEditFilter;

CrmEditFilter *crm_edit_filter_copy (const CrmEditFilter *filter);
void crm_edit_filter_free (CrmEditFilter *filter);

/* Whether it leaves anything out beside other records. */
gboolean crm_edit_filter_is_set (const CrmEditFilter *filter);

/**
 * crm_edit_list_read:
 * @below: only edits with smaller numbers; %G_MAXINT64 for the newest
 * @max: how many at most
 *
 * Reads by key, so that the last page costs no more than the first. On a reader's thread.
 *
 * Returns: (transfer full) (element-type CrmEditEntry): newest first; fewer than @max where there are no more.
 */
GPtrArray *crm_edit_list_read (CrmConnection *connection, const CrmEditFilter *filter, gint64 below, guint max, GError **error);

/* The edit with this number; NULL with CRM_ERROR_NOT_FOUND where there is none. */
CrmEditEntry *crm_edit_list_read_one (CrmConnection *connection, gint64 number, GError **error);

/**
 * CrmEditPerson:
 *
 * Somebody whose edits are in the file.
 */
typedef struct
{
  CrmId id;
  char *name;
} CrmEditPerson;

void crm_edit_person_free (CrmEditPerson *person);

/* (transfer full) (element-type CrmEditPerson): all who have a name here, by name. */
GPtrArray *crm_edit_list_read_people (CrmConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEditEntry, crm_edit_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEditFilter, crm_edit_filter_free)

G_END_DECLS
