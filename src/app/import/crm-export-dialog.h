/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what a list shows to a file: its format, its place, how far it is. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/query/crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_EXPORT_DIALOG (crm_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, CRM, EXPORT_DIALOG, AdwDialog)

/**
 * crm_export_dialog_new:
 * @query: of customers: which, in which order
 * @n_records: how many these are now
 */
AdwDialog *crm_export_dialog_new (CrmContext *context, CrmQuery *query, guint n_records);

G_END_DECLS
