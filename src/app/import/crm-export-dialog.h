/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes customers to a file: which, as what, where to, how far it is. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/query/crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_EXPORT_DIALOG (crm_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, CRM, EXPORT_DIALOG, AdwDialog)

/**
 * crm_export_dialog_new:
 *
 * Closes itself when a file is written, and emits "exported" (text, GFile) with what is to be said of it.
 */
AdwDialog *crm_export_dialog_new (CrmContext *context);

/**
 * crm_export_dialog_add_choice:
 * @title: what is chosen: "Selected"
 * @query: of customers: which, in which order
 * @n_records: how many these are now
 * @chosen: whether it is the one taken when nothing else is chosen; one of them must be
 */
void crm_export_dialog_add_choice (CrmExportDialog *self, const char *title, CrmQuery *query, guint n_records, gboolean chosen);

G_END_DECLS
