/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The company's side of the preferences: who it is, what it writes without saying so, when it works. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_COMPANY_PAGE (crm_company_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmCompanyPage, crm_company_page, CRM, COMPANY_PAGE, AdwPreferencesPage)

/* Called once. */
void crm_company_page_set_context (CrmCompanyPage *self, CrmContext *context);

G_END_DECLS
