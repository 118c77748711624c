/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds customers that may be one, compares them side by side, and merges them. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUPLICATES_DIALOG (crm_duplicates_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmDuplicatesDialog, crm_duplicates_dialog, CRM, DUPLICATES_DIALOG, AdwDialog)

/* Looks through all customers as soon as it is shown. */
AdwDialog *crm_duplicates_dialog_new (CrmContext *context);

/* Compares two that somebody chose, and looks for nothing. */
AdwDialog *crm_duplicates_dialog_new_for (CrmContext *context, const CrmId *a, const CrmId *b);

G_END_DECLS
