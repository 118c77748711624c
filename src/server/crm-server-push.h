/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges what a client pushes into what the server has, and gives each change its number. */

#pragma once

#include "server/crm-server-scope.h"
#include "sync/crm-wire-push.h"

G_BEGIN_DECLS

/**
 * crm_server_push:
 * @now: microseconds UTC
 * @nonce: random, for this commit
 * @trailer: (out caller-allocates): what the answer ends with; to be cleared
 * @error: %CRM_ERROR_CONFLICT when the file must renew its node id: the node is another device's, or has pushed something else under this number
 *
 * The whole push is one transaction, which locks its workspace before it reads anything. Pushing the same again changes nothing.
 *
 * Returns: (transfer full) (element-type CrmWireVerdict): a verdict for each record, or %NULL when nothing was stored.
 */
GArray *crm_server_push (CrmServerStorage *storage, const CrmServerCaller *caller, const CrmWirePush *push, gint64 now, guint64 nonce, CrmWireTrailer *trailer, GError **error);

G_END_DECLS
