/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings saved under a name, as records of the file: found again, renamed, deleted, and all that undone. */

#pragma once

#include "core/exchange/crm-import-mapping.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmSavedMapping:
 * @id: of the record
 * @name: as a person calls it
 * @key: crm_import_mapping_dup_key() of the file it was made for
 * @mapping: what the columns mean
 */
typedef struct
{
  CrmId id;
  char *name;
  char *key;
  CrmImportMapping *mapping;
} CrmSavedMapping;

/**
 * crm_saved_mapping_load:
 *
 * Those this version cannot read are left out.
 *
 * Returns: (transfer full): a #DexFuture of a #GPtrArray of #CrmSavedMapping, by name.
 */
DexFuture *crm_saved_mapping_load (CrmStore *store);

/**
 * crm_saved_mapping_find:
 * @list: (element-type CrmSavedMapping): as crm_saved_mapping_load() gives
 * @mapping: of a file whose columns have names
 *
 * Returns: (transfer none) (nullable): the newest that was made for a file with the same columns.
 */
const CrmSavedMapping *crm_saved_mapping_find (GPtrArray *list, const CrmImportMapping *mapping);

/* The one of that name, whatever its case, or %NULL. Borrowed. */
const CrmSavedMapping *crm_saved_mapping_find_by_name (GPtrArray *list, const char *name);

/**
 * crm_saved_mapping_save:
 * @id: (nullable): the one to replace; %NULL makes another
 * @name: of one character at least
 *
 * Returns: (transfer full): a #DexFuture of a #CrmEditResult.
 */
DexFuture *crm_saved_mapping_save (CrmStore *store, const CrmId *id, const char *name, const CrmImportMapping *mapping);

/* The same for another name alone, and for deleting. */
DexFuture *crm_saved_mapping_rename (CrmStore *store, const CrmId *id, const char *name);
DexFuture *crm_saved_mapping_delete (CrmStore *store, const CrmSavedMapping *saved);

G_END_DECLS
