/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans what comes next with a customer, or in a deal: one line, read as the log bar reads it. */

#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_STEP_DIALOG (crm_step_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmStepDialog, crm_step_dialog, CRM, STEP_DIALOG, AdwDialog)

/**
 * crm_step_dialog_ask:
 * @subject: whose next step it is: a deal's title, or how many
 *
 * Returns: (transfer full): a #DexFuture of a boxed GArray of #CrmAssignment to a task; rejected with %G_IO_ERROR_CANCELLED when the person
 *   does not go on.
 */
DexFuture *crm_step_dialog_ask (GtkWidget *parent, CrmContext *context, const char *subject);

G_END_DECLS
