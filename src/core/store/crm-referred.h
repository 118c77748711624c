/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records refer to, read along with them, and what it is called where it is gone. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_referred_read:
 * @records: (element-type CrmRecord): of one kind
 * @first: the first of their fields whose references are followed
 *
 * Appends to @records what those that are not deleted refer to, deleted or not; what is not in the file is left out.
 *
 * Returns: FALSE on error. The connection's thread.
 */
gboolean crm_referred_read (CrmConnection *connection, GPtrArray *records, guint first, GError **error);

/* The record among @records that has that id, borrowed; NULL for none. */
CrmRecord *crm_referred_find (GPtrArray *records, const CrmId *id);

/* (transfer full): how a person is told of @record (nullable: it is not in the file) where something refers to it: its title, and whether it is deleted. Any thread. */
char *crm_referred_dup_name (const CrmRecord *record);

G_END_DECLS
