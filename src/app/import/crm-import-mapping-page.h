/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file and what goes where, all of it open to change. */

#pragma once

#include <adwaita.h>

#include "app/import/crm-import-file.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_MAPPING_PAGE (crm_import_mapping_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportMappingPage, crm_import_mapping_page, CRM, IMPORT_MAPPING_PAGE, AdwNavigationPage)

/* Where mappings are saved. Emits "said" (text, id of an edit: pointer to CrmId) and "failed" (GError) of that. */
void crm_import_mapping_page_watch (CrmImportMappingPage *self, CrmStore *store);

/* What the files hold: customers or deals. Emits "turned" when the person says that it is the other. */
void crm_import_mapping_page_set_kind (CrmImportMappingPage *self, const CrmKind *kind);
/* Or that they hold responses to @form, which nobody can say otherwise. */
void crm_import_mapping_page_set_form (CrmImportMappingPage *self, CrmSurveyForm *form);
const CrmKind *crm_import_mapping_page_get_kind (CrmImportMappingPage *self);

/**
 * crm_import_mapping_page_set_files:
 * @files: (element-type CrmImportFile): what is imported together
 * @shown: the place of the one shown first
 * @mappings: (element-type CrmSavedMapping) (nullable): what is saved, when that is known
 *
 * Shows a file; mappings are changed in place. Emits "check" when the person wants to go on, and "reread" when the file shown
 * is to be read with the options of crm_import_mapping_page_get_options().
 */
void crm_import_mapping_page_set_files (CrmImportMappingPage *self, GPtrArray *files, guint shown, GPtrArray *mappings);
guint crm_import_mapping_page_get_shown (CrmImportMappingPage *self);

/* Borrowed, and what it points to. */
const CrmTableReaderOptions *crm_import_mapping_page_get_options (CrmImportMappingPage *self);

/* Whether the file is being read: nothing can be changed or checked meanwhile. */
void crm_import_mapping_page_set_busy (CrmImportMappingPage *self, gboolean busy);

G_END_DECLS
