/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files of an import one after the other, and gives each the saved mapping that fits it. */

#pragma once

#include "app/import/crm-import-file.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_READING (crm_import_reading_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportReading, crm_import_reading, CRM, IMPORT_READING, GObject)

/**
 * crm_import_reading_new:
 * @paths: (element-type filename): which, in this order
 * @options: (nullable): how, when that is not to be found out
 */
CrmImportReading *crm_import_reading_new (CrmStore *store, GPtrArray *paths, const CrmTableReaderOptions *options);

/* Returns: (transfer full): a #DexFuture of TRUE once all are read or refused; %G_IO_ERROR_CANCELLED. */
DexFuture *crm_import_reading_run (CrmImportReading *self);
void crm_import_reading_cancel (CrmImportReading *self);

/* Files done and files in all. */
void crm_import_reading_get_progress (CrmImportReading *self, guint *n_done, guint *n_files);

/* Borrowed: (element-type CrmImportFile) those that can be imported; (element-type GError) why the others cannot. */
GPtrArray *crm_import_reading_get_files (CrmImportReading *self);
GPtrArray *crm_import_reading_get_refusals (CrmImportReading *self);

/* Borrowed: (element-type CrmSavedMapping): what is saved. */
GPtrArray *crm_import_reading_get_mappings (CrmImportReading *self);

G_END_DECLS
