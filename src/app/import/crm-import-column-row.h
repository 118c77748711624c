/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of a file: its name, some of what stands in it, and where that goes. */

#pragma once

#include <adwaita.h>

#include "core/exchange/crm-import-source.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_COLUMN_ROW (crm_import_column_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportColumnRow, crm_import_column_row, CRM, IMPORT_COLUMN_ROW, AdwActionRow)

/**
 * crm_import_column_row_new:
 * @source: the file; its mapping is changed by the row
 * @column: 0-based
 * @kind: whether the file is one of customers, of deals or of responses
 * @form: (nullable): what the responses answer
 *
 * Emits "changed" when another meaning was chosen.
 */
GtkWidget *crm_import_column_row_new (CrmImportSource *source, guint column, const CrmKind *kind, CrmSurveyForm *form);

G_END_DECLS
