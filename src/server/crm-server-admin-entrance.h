/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator orders about web forms and hooks. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * crm_server_admin_entrance:
 * @order: "command": "form add", "form list", "form remove", "hook add" …; "name", and "owner", "calling-code", "address" where they are given
 * @workspace: (nullable): which; %NULL for the only one
 * @output: what there is to say is appended
 *
 * As crm_server_admin_run(). The token and key of what is added are said once, and kept nowhere.
 */
gboolean crm_server_admin_entrance (CrmServerStorage *storage, GHashTable *order, const CrmId *workspace, gint64 now, GString *output, GError **error);

G_END_DECLS
