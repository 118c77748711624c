/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a deal's page: what it is, whose, where it stands, and where it may go. */

#pragma once

#include <gtk/gtk.h>

#include "core/sales/crm-deal-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_HEADER (crm_deal_header_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealHeader, crm_deal_header, CRM, DEAL_HEADER, GtkBox)

/* Within a page that has the actions "deal.move" (s), "deal.win", "deal.lose" and "deal.open-customer". */
void crm_deal_header_set_deal (CrmDealHeader *self, CrmDealProfile *deal);

/* Puts the focus on the stage, where the keys of the page are at hand. */
void crm_deal_header_focus (CrmDealHeader *self);

/* Opens the menu of stages. */
void crm_deal_header_choose_stage (CrmDealHeader *self);

G_END_DECLS
