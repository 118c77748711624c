/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what changed in a scope since a cursor. */

#pragma once

#include "server/crm-server-scope.h"
#include "sync/crm-cursor.h"

G_BEGIN_DECLS

/**
 * crm_server_pull:
 * @scope: one scope
 * @cursor: how far the caller has read it
 * @limit: records a page at the most, and moves likewise
 * @now: microseconds UTC
 * @error: %CRM_ERROR_NOT_FOUND for a scope the caller may not read, there or not
 *
 * Records, moves and the next cursor are read in one moment. A cursor that is not of this server's past, or older than the oldest move that is
 * kept, is answered from the beginning of the scope, and the page says so.
 *
 * Returns: (transfer full): a page, as it goes over the wire.
 */
GBytes *crm_server_pull (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, const CrmCursor *cursor, guint limit, gint64 now, GError **error);

G_END_DECLS
