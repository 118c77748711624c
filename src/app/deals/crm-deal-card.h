/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal on the board: what it is, whose, worth what, since when, and what comes next. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-deal-words.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_CARD (crm_deal_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealCard, crm_deal_card, CRM, DEAL_CARD, GtkWidget)

/* A card draws its texts itself and has one child: a board makes some two thousand of them. */
GtkWidget *crm_deal_card_new (void);

/* @deal: (nullable): %NULL while it is read. */
void crm_deal_card_set_deal (CrmDealCard *self, CrmRecord *deal, const CrmDealCardStyle *style);

/* Borrowed; NULL while it is read. */
CrmRecord *crm_deal_card_get_deal (CrmDealCard *self);

G_END_DECLS
