/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a lead's score. */

#pragma once

#include "app/settings/crm-settings-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_SCORE_RULES_PAGE (crm_score_rules_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmScoreRulesPage, crm_score_rules_page, CRM, SCORE_RULES_PAGE, CrmSettingsPage)

G_END_DECLS
