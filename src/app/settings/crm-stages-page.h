/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of one pipeline, and its name. */

#pragma once

#include "app/settings/crm-settings-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_STAGES_PAGE (crm_stages_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmStagesPage, crm_stages_page, CRM, STAGES_PAGE, CrmSettingsPage)

/* Returns: (transfer floating): a page for adw_preferences_dialog_push_subpage(). */
CrmStagesPage *crm_stages_page_new (CrmContext *context, const CrmRecord *pipeline);

G_END_DECLS
