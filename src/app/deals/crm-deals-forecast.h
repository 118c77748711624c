/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coming months bring: by category and weighted, by the pattern of the year, and how right forecasts were. */

#pragma once

#include "app/deals/crm-deals-report.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_FORECAST (crm_deals_forecast_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsForecast, crm_deals_forecast, CRM, DEALS_FORECAST, CrmDealsReport)

G_END_DECLS
