/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a record what it was at some edit. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_record_past_new_edit:
 * @kind, @id: the record
 * @number: the edit after which it shall stand as it did
 * @title: what to call it
 * @n: (out): how many values and records will change
 *
 * What was changed since in the record, and in its ways to be reached, roles, tags and values of custom fields, becomes what it was; of those, what was added
 * since goes, and what was deleted since comes back. Interactions, tasks, files and deals stay: they happened. On a reader's thread.
 *
 * Returns: (transfer full) (nullable): the edit, empty where nothing changed since.
 */
CrmEdit *crm_record_past_new_edit (CrmConnection *connection, const CrmKind *kind, const CrmId *id, gint64 number, const char *title, guint *n, GError **error);

G_END_DECLS
