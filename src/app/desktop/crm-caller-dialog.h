/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several customers have the number that calls: asks which it is. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_CALLER_DIALOG (crm_caller_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmCallerDialog, crm_caller_dialog, CRM, CALLER_DIALOG, AdwDialog)

/**
 * crm_caller_dialog_new:
 * @number: who calls
 * @matches: (element-type CrmCustomerMatch): who it may be
 * @can_add: whether a customer can be made
 *
 * Closes and then emits "chosen" (const CrmId *id), or "new-customer" (number: string) when it is none of them.
 */
AdwDialog *crm_caller_dialog_new (const char *number, GPtrArray *matches, gboolean can_add);

G_END_DECLS
