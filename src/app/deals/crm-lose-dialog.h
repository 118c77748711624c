/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks why deals were lost. */

#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "core/sales/crm-deal-move.h"

G_BEGIN_DECLS

#define CRM_TYPE_LOSE_DIALOG (crm_lose_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmLoseDialog, crm_lose_dialog, CRM, LOSE_DIALOG, AdwDialog)

/**
 * crm_lose_dialog_ask:
 * @parent: what it is shown over
 * @plan: the deals
 *
 * Returns: (transfer full): a #DexFuture of a boxed GArray of #CrmAssignment: reason, competitor, detail; rejected with
 *   %G_IO_ERROR_CANCELLED when the person does not go on.
 */
DexFuture *crm_lose_dialog_ask (GtkWidget *parent, CrmDealMovePlan *plan);

G_END_DECLS
