/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel of a cohort, and what belongs to it: time in stage, win rates, reasons. */

#pragma once

#include "app/deals/crm-deals-report.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_FUNNEL (crm_deals_funnel_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsFunnel, crm_deals_funnel, CRM, DEALS_FUNNEL, CrmDealsReport)

G_END_DECLS
