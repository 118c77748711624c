/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulled pages as an edit: merged into the file with their cursors, in one transaction. */

#pragma once

#include "core/record/crm-edit.h"
#include "sync/crm-sync-inbox.h"

G_BEGIN_DECLS

/**
 * crm_sync_pulled_new_edit:
 * @title: as history shall name it
 * @scope: the scope it is a page of
 * @from: the cursor it was asked for with
 * @page: (inout): what came; taken, and empty afterwards
 *
 * Each record is merged with what the file has at that moment. What lost here before it had been sent is kept to be told to the server. A page
 * that was asked for from another place than the file is at now changes nothing; so does one of another epoch, after which everything is to be
 * sent and read again. Records of unknown kinds are kept as they came.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_pulled_new_edit (const char *title, const char *scope, const CrmCursor *from, CrmWirePage *page);

/**
 * crm_sync_pulled_new_edit_of:
 * @inbox: what is there by then, in its order
 *
 * The same of as many pages as the inbox has while the edit is written, and no more than may be written at once: when it ends and there are
 * more, another edit is due. Pages that were written go back to the inbox.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_pulled_new_edit_of (const char *title, CrmSyncInbox *inbox);

/**
 * crm_sync_pulled_new_revocation:
 * @scopes: all scopes there are for this file
 *
 * Lets go of what the file has of other scopes. What of it is still to be sent stays until the server has said what it thinks of it.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_pulled_new_revocation (const char *title, const char *const *scopes);

/**
 * crm_sync_pulled_new_clearance:
 *
 * Lets go of what the server has taken and no page has brought since: it is where this file may not read. For when all scopes were read to their
 * ends after all was sent.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_pulled_new_clearance (const char *title);

G_END_DECLS
