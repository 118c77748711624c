/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a customer, and says while one types who may be the same. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_NEW_CUSTOMER_DIALOG (crm_new_customer_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmNewCustomerDialog, crm_new_customer_dialog, CRM, NEW_CUSTOMER_DIALOG, AdwDialog)

/**
 * crm_new_customer_dialog_new:
 *
 * Emits "created" (const CrmId *id) when the customer is on disk, or "chosen" (const CrmId *id) when the person takes one that is there
 * already; then it closes. What cannot be saved stays as typed, with the reason.
 *
 * Returns: (transfer floating): the dialog, to be presented.
 */
AdwDialog *crm_new_customer_dialog_new (CrmContext *context);

/* Begins with this name: what was searched for and not found. */
void crm_new_customer_dialog_set_name (CrmNewCustomerDialog *self, const char *name);

/* Begins with this number: who called. */
void crm_new_customer_dialog_set_phone (CrmNewCustomerDialog *self, const char *number);

G_END_DECLS
