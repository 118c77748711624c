/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the fields that must be filled before deals come to a stage. */

#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "app/crm-context.h"
#include "core/sales/crm-deal-move.h"

G_BEGIN_DECLS

#define CRM_TYPE_MOVE_DIALOG (crm_move_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmMoveDialog, crm_move_dialog, CRM, MOVE_DIALOG, AdwDialog)

/**
 * crm_move_dialog_ask:
 * @users: (element-type CrmRecord): to choose an owner from
 * @missing: which fields to ask for, a bit (1 << field) each
 *
 * Returns: (transfer full): a #DexFuture of a boxed GArray of #CrmAssignment with all of them; rejected with %G_IO_ERROR_CANCELLED when the
 *   person does not go on.
 */
DexFuture *crm_move_dialog_ask (GtkWidget *parent, CrmContext *context, GPtrArray *users, CrmDealMovePlan *plan, guint64 missing);

G_END_DECLS
