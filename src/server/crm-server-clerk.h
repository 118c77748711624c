/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server writes by itself: it has a device of its own in each workspace, and pushes as any other does. */

#pragma once

#include "core/record/crm-edit.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * crm_server_clerk_write:
 * @workspace: where
 * @user: who it is done for: the records' author
 * @edit: creations and updates; what it creates may be there already and is then changed
 * @now: microseconds UTC
 * @nonce: random, for the commit
 * @error: %CRM_ERROR_CONFLICT when a record is refused, or the storage's
 *
 * Outside a transaction. Scopes, audit and whatever follows are as with any push.
 *
 * Returns: whether all of it is written.
 */
gboolean crm_server_clerk_write (CrmServerStorage *storage, const CrmId *workspace, const CrmId *user, CrmEdit *edit, gint64 now, guint64 nonce, GError **error);

/**
 * crm_server_clerk_choose_author:
 * @scope: (nullable): of the record that what is written hangs on
 * @owner: (nullable): of what it is written for
 *
 * Returns: who may write there: of a private scope whose that is, else @owner, else the server itself.
 */
CrmId crm_server_clerk_choose_author (const CrmId *workspace, const char *scope, const CrmId *owner);

G_END_DECLS
