/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences with the users of the file. */

#pragma once

#include "app/settings/crm-settings-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_PEOPLE_PAGE (crm_people_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmPeoplePage, crm_people_page, CRM, PEOPLE_PAGE, CrmSettingsPage)

AdwNavigationPage *crm_people_page_new (CrmContext *context);

G_END_DECLS
