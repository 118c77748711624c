/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The custom fields of an office: added, changed, moved and removed. */

#pragma once

#include <adwaita.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOM_FIELDS_PAGE (crm_custom_fields_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmCustomFieldsPage, crm_custom_fields_page, CRM, CUSTOM_FIELDS_PAGE, AdwPreferencesPage)

/* Called once. The page says what it did and what failed in toasts of the preferences dialog it stands in. */
void crm_custom_fields_page_set_store (CrmCustomFieldsPage *self, CrmStore *store);

G_END_DECLS
