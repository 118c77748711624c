/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit: every record it touched, what became what, and taking it back. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_EDIT_DIALOG (crm_edit_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmEditDialog, crm_edit_dialog, CRM, EDIT_DIALOG, AdwDialog)

/**
 * crm_edit_dialog_present:
 * @page: on which it stands, where records are opened and what was done is said
 * @number: of the edit
 * @kind, @id: (nullable): a record that can be made what it was after the edit
 */
void crm_edit_dialog_present (CrmPage *page, gint64 number, const CrmKind *kind, const CrmId *id);

G_END_DECLS
