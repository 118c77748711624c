/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shall be won: by whom, in which pipeline, in which period. */

#pragma once

#include "app/settings/crm-settings-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_TARGETS_PAGE (crm_targets_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmTargetsPage, crm_targets_page, CRM, TARGETS_PAGE, CrmSettingsPage)

G_END_DECLS
