/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests as they come, answers as they go: what stands between the server's decisions and however the bytes travel. */

#pragma once

#include "server/crm-server-scope.h"

G_BEGIN_DECLS

/* Records a page of changes at the most. */
#define CRM_SERVER_PAGE_MAX 1000

/**
 * crm_server_answer_push:
 * @body: a push, unpacked
 * @now: microseconds UTC
 * @nonce: random
 * @error: %CRM_ERROR_UNREADABLE, %CRM_ERROR_CONFLICT, or the storage's
 *
 * Returns: (transfer full): the verdicts.
 */
GBytes *crm_server_answer_push (CrmServerStorage *storage, const CrmServerCaller *caller, GBytes *body, gint64 now, guint64 nonce, GError **error);

/**
 * crm_server_answer_changes:
 * @cursor: (nullable): as a page said it; %NULL or empty for the beginning
 * @limit: records at the most
 * @error: %CRM_ERROR_INVALID for a cursor that is none, %CRM_ERROR_NOT_FOUND for a scope the caller may not read, or the storage's
 *
 * Returns: (transfer full): a page.
 */
GBytes *crm_server_answer_changes (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, const char *cursor, guint limit, gint64 now, GError **error);

/* The digest of a scope, or with a @bucket of 0 to 255 its records. */
GBytes *crm_server_answer_digest (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, int bucket, GError **error);

G_END_DECLS
