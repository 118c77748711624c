/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Monday meeting: goes through what changed since the last review, deal by deal, with a note and a next step for each. */

#pragma once

#include "app/deals/crm-deals-report.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_REVIEW (crm_deals_review_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsReview, crm_deals_review, CRM, DEALS_REVIEW, CrmDealsReport)

G_END_DECLS
