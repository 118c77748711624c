/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator orders: run by the server where one runs, else by the command itself. */

#pragma once

#include "server/crm-server-folder.h"
#include "server/crm-server-accounts.h"

G_BEGIN_DECLS

/**
 * crm_server_admin_hash:
 * @order: as for crm_server_admin_run()
 *
 * Replaces a "password" of the order by its hash in "hash": slow, and so apart from what writes.
 */
gboolean crm_server_admin_hash (GHashTable *order, GError **error);

/**
 * crm_server_admin_run:
 * @order: (element-type utf8 utf8): "command", such as "user add", and what it needs by name
 * @output: what there is to say is appended
 *
 * Does it, on a storage that may write, within a group.
 *
 * Returns: %FALSE with a sentence in @error when it could not be done.
 */
gboolean crm_server_admin_run (CrmServerStorage *storage, GHashTable *order, gint64 now, GString *output, GError **error);

G_END_DECLS
