/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what is to be changed in many customers: fields, tags. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/customers/crm-customer-bulk.h"

G_BEGIN_DECLS

#define CRM_TYPE_BULK_DIALOG (crm_bulk_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmBulkDialog, crm_bulk_dialog, CRM, BULK_DIALOG, AdwDialog)

/**
 * crm_bulk_dialog_new:
 * @n: how many customers are meant
 *
 * The views must have been read (crm_view_reading_get_facets()): they know the tags. Emits "change" (pointer to CrmCustomerBulk, to be taken) when the person goes on; then it closes.
 */
AdwDialog *crm_bulk_dialog_new (CrmContext *context, guint n);

G_END_DECLS
