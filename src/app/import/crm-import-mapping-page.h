/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised of a file and what goes where, all of it open to change. */

#pragma once

#include <adwaita.h>

#include "core/exchange/crm-import-source.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_MAPPING_PAGE (crm_import_mapping_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportMappingPage, crm_import_mapping_page, CRM, IMPORT_MAPPING_PAGE, AdwNavigationPage)

/**
 * crm_import_mapping_page_set_source:
 *
 * Shows a file; its mapping is changed in place. Emits "check" when the person wants to go on, and "reread" when the file
 * is to be read with the options of crm_import_mapping_page_get_options().
 */
void crm_import_mapping_page_set_source (CrmImportMappingPage *self, CrmImportSource *source);

/* Borrowed, and what it points to. */
const CrmTableReaderOptions *crm_import_mapping_page_get_options (CrmImportMappingPage *self);

/* Whether the file is being read: nothing can be changed or checked meanwhile. */
void crm_import_mapping_page_set_busy (CrmImportMappingPage *self, gboolean busy);

G_END_DECLS
