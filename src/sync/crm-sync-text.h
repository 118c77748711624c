/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long texts that were changed here: what they were made of, and how they meet what others made of the same. */

#pragma once

#include "core/store/crm-connection.h"
#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

/* On the writer's thread, in its transaction, but for what reads. */

/* Says of each changed text of a record on which clock it is based, for the server to compare. */
gboolean crm_sync_text_add_bases (CrmConnection *connection, const CrmKind *kind, CrmSyncRecord *state, GError **error);

/* The server has what was sent: texts changed since are based on that. */
gboolean crm_sync_text_rebase (CrmConnection *connection, const CrmKind *kind, const CrmSyncRecord *sent, GError **error);

/* Nothing of the record is to be sent any more. */
gboolean crm_sync_text_forget (CrmConnection *connection, const CrmKind *kind, const CrmId *id, GError **error);

/**
 * crm_sync_text_merge:
 * @own: (inout): the record as the file has it, with something to be sent
 * @remote: as the server has it
 * @node: the file's node id
 * @overtaken: (inout) (element-type CrmAssignment): gets the texts of @remote of which something was given up
 *
 * Puts what was made of the server's text here and there together in @own, with a clock above both, and notes that it is based on the server's now.
 * What of the file's own text was given up is kept to be told to the server.
 */
gboolean crm_sync_text_merge (CrmConnection *connection, const CrmKind *kind, CrmSyncRecord *own, const CrmSyncRecord *remote, guint64 node, GArray *overtaken, GError **error);

G_END_DECLS
