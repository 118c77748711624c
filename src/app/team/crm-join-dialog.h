/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the file to its team's server: where it is, whether it is the one, who asks, and the first sync. */

#pragma once

#include <adwaita.h>

#include "sync/crm-sync-engine.h"

G_BEGIN_DECLS

#define CRM_TYPE_JOIN_DIALOG (crm_join_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmJoinDialog, crm_join_dialog, CRM, JOIN_DIALOG, AdwDialog)

/**
 * crm_join_dialog_new:
 * @engine: of the file, which belongs to no server yet
 * @invitation: (nullable): what the address is filled in with
 *
 * Emits "joined" (workspace: string) when the first sync is done, and "failed" (#GError) for what went wrong after signing in: the
 * file is joined then, and the engine goes on by itself. Closing it during the first sync leaves that to go on behind the window.
 */
AdwDialog *crm_join_dialog_new (CrmSyncEngine *engine, const char *invitation);

G_END_DECLS
