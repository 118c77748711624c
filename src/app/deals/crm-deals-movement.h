/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed since the last review, or in the last days: value, stages, deal by deal. */

#pragma once

#include "app/deals/crm-deals-report.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_MOVEMENT (crm_deals_movement_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsMovement, crm_deals_movement, CRM, DEALS_MOVEMENT, CrmDealsReport)

G_END_DECLS
