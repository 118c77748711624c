/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales funnel: board, list, forecast, funnel, movement and review of the same deals. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_PAGE (crm_deals_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsPage, crm_deals_page, CRM, DEALS_PAGE, CrmPage)

G_END_DECLS
