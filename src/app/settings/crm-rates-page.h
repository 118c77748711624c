/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What amounts in other currencies are worth, from which day on. */

#pragma once

#include "app/settings/crm-settings-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_RATES_PAGE (crm_rates_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmRatesPage, crm_rates_page, CRM, RATES_PAGE, CrmSettingsPage)

G_END_DECLS
