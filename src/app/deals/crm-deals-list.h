/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of deals, open and closed: sorted, selected, changed together. */

#pragma once

#include "app/deals/crm-deals-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_LIST (crm_deals_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsList, crm_deals_list, CRM, DEALS_LIST, CrmDealsView)

G_END_DECLS
