/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The months of the forecast with a card for each open deal; putting one into another month sets when it is expected to close. */

#pragma once

#include "app/deals/crm-deals-view.h"
#include "core/sales/crm-board.h"

G_BEGIN_DECLS

#define CRM_TYPE_MONTHS_CARD (crm_months_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmMonthsCard, crm_months_card, CRM, MONTHS_CARD, AdwBin)

/* @view: borrowed; what it stands in, which has its scope. */
GtkWidget *crm_months_card_new (CrmDealsView *view);

/**
 * crm_months_card_show:
 * @months: as crm_forecast_months_new() gives them
 * @today: for which day
 */
void crm_months_card_show (CrmMonthsCard *self, CrmBoard *months, CrmDate today);

/* Reads the deals again that have changed. */
void crm_months_card_refresh (CrmMonthsCard *self, const CrmChangeSet *changes);

G_END_DECLS
