/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what the server holds of a scope, in sums. */

#pragma once

#include "server/crm-server-scope.h"
#include "sync/crm-digest.h"

G_BEGIN_DECLS

/**
 * crm_server_digest:
 * @scope: the scope
 * @digest: (out): the sums over its records, as of the workspace's last commit
 *
 * Returns: %FALSE with %CRM_ERROR_NOT_FOUND when the caller may not read the scope.
 */
gboolean crm_server_digest (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, CrmDigest *digest, GError **error);

/* The records of one bucket; likewise. (transfer full) (element-type CrmDigestLine) */
GArray *crm_server_digest_list (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, guint bucket, GError **error);

G_END_DECLS
