/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way through what a check finds: one record after the other, with the field that mends it. */

#pragma once

#include "app/crm-page.h"
#include "core/quality/crm-quality.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUALITY_WALK (crm_quality_walk_get_type ())

G_DECLARE_FINAL_TYPE (CrmQualityWalk, crm_quality_walk, CRM, QUALITY_WALK, AdwDialog)

/* @rowids: (element-type gint64): what the check found; what was mended meanwhile is passed over. */
void crm_quality_walk_present (CrmPage *page, CrmQualityCheck check, GArray *rowids);

G_END_DECLS
