/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which mapping a file uses: chosen, saved under a name, renamed, deleted. */

#pragma once

#include <adwaita.h>

#include "app/import/crm-import-file.h"

G_BEGIN_DECLS

#define CRM_TYPE_SAVED_MAPPING_ROW (crm_saved_mapping_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSavedMappingRow, crm_saved_mapping_row, CRM, SAVED_MAPPING_ROW, AdwComboRow)

/**
 * crm_saved_mapping_row_watch:
 * @store: where mappings are saved
 *
 * The list follows what happens in the store. Emits "taken" when the file's mapping became another one, "said" (text, id of the
 * edit: pointer to CrmId) when there is something to say that can be undone, and "failed" (GError).
 */
void crm_saved_mapping_row_watch (CrmSavedMappingRow *self, CrmStore *store);

/**
 * crm_saved_mapping_row_show:
 * @list: (element-type CrmSavedMapping) (nullable): what is saved; %NULL for what it knows
 * @file: the file whose mapping it is
 */
void crm_saved_mapping_row_show (CrmSavedMappingRow *self, GPtrArray *list, CrmImportFile *file);

/* After the file's mapping was changed by hand. */
void crm_saved_mapping_row_update (CrmSavedMappingRow *self);

G_END_DECLS
