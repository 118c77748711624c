/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the file stands with its team's server, and what can be done about it. */

#pragma once

#include "app/crm-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_TEAM_DIALOG (crm_team_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmTeamDialog, crm_team_dialog, CRM, TEAM_DIALOG, AdwDialog)

/**
 * crm_team_dialog_new:
 * @context: of a file that has joined a server
 *
 * Emits "open-record" (kind: pointer, id: pointer to #CrmId), and "left" (remove: boolean) once the file belongs to no server any more; @remove says
 * whether the copy on this computer shall go.
 */
AdwDialog *crm_team_dialog_new (CrmContext *context);

G_END_DECLS
