/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads history: what was changed, by whom; and works out how to take an edit back. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmHistoryEntry:
 * @at: when, microseconds UTC
 * @edit: local number of the edit; @edit_id its id, @title what it was called, @origin where it came from
 * @user: (nullable): name of who did it
 * @device: where
 * @kind: of the record, @rowid which
 * @field: permanent name; "deleted" for deleting and restoring; "created" for the creation, which has no values
 * @old: (nullable): stored form of the value before
 * @new: (nullable): and after
 */
typedef struct
{
  gint64 at;
  gint64 edit;
  CrmId edit_id;
  char *title;
  CrmEditOrigin origin;
  char *user;
  char *device;
  const CrmKind *kind;
  gint64 rowid;
  char *field;
  char *old;
  char *new;
} CrmHistoryEntry;

void crm_history_entry_free (CrmHistoryEntry *entry);

/**
 * crm_history_read:
 * @record: whose history
 *
 * Returns: (transfer full) (element-type CrmHistoryEntry): oldest first, beginning with its creation.
 */
GPtrArray *crm_history_read (CrmConnection *connection, const CrmRecord *record, GError **error);

/**
 * crm_history_append_inverse:
 * @number: an edit
 * @edit: where to add the changes that set everything @number changed back to the values before it
 *
 * Looks at changed records only, not at those it created, and at no later edit.
 */
gboolean crm_history_append_inverse (CrmConnection *connection, gint64 number, CrmEdit *edit, GError **error);

/**
 * crm_history_find_undo:
 * @number: (out): the edit Undo would take back now, 0 for none
 * @title: (out): its title, owned by the caller
 *
 * Undo goes back edit by edit and never touches set-up, demo data or what others did.
 */
gboolean crm_history_find_undo (CrmConnection *connection, gint64 *number, char **title, GError **error);

/* The undo that Redo would take back now; none after a newer edit. */
gboolean crm_history_find_redo (CrmConnection *connection, gint64 *number, char **title, GError **error);

/* The number of the edit with this id, 0 for none. */
gboolean crm_history_find_edit (CrmConnection *connection, const CrmId *id, gint64 *number, char **title, CrmEditOrigin *origin, GError **error);

/**
 * crm_history_new_undo:
 * @number: the edit to take back; may itself be an undo, which makes this a redo
 * @title: its title
 * @origin: %CRM_EDIT_ORIGIN_UNDO or %CRM_EDIT_ORIGIN_REDO
 *
 * Returns: (transfer full): a stream that reads history as it is pulled. A value that a later edit, still standing, changed
 *   as well is left alone and counted; so is a created record that was changed since.
 */
CrmEdit *crm_history_new_undo (gint64 number, const char *title, CrmEditOrigin origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHistoryEntry, crm_history_entry_free)

G_END_DECLS
