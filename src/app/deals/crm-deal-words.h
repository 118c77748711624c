/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a card says of its deal, in words. Pure. */

#pragma once

#include "app/widgets/crm-record-column.h"
#include "core/sales/crm-deal-attention.h"

G_BEGIN_DECLS

/**
 * CrmDealCardStyle:
 * @format: how texts are written
 * @today: the day it is
 * @stage: (nullable): where the deal stands
 *
 * What a card's texts depend on besides its deal. Borrowed members.
 */
typedef struct
{
  const CrmColumnFormat *format;
  CrmToday today;
  CrmRecord *stage;
} CrmDealCardStyle;

/* Whether it is neither won nor lost. */
gboolean crm_deal_is_open (const CrmRecord *deal);

/* How an open deal stands. */
void crm_deal_words_get_attention (const CrmRecord *deal, const CrmDealCardStyle *style, CrmDealAttention *attention);

/* (transfer full): "3 days late", "today", "Thu", "no step"; of a closed deal when it was closed. */
char *crm_deal_words_dup_step (const CrmRecord *deal, const CrmDealCardStyle *style);

/* (transfer full): "12 d", or NULL of a closed deal. */
char *crm_deal_words_dup_days (const CrmRecord *deal, const CrmDealCardStyle *style);

/* (transfer full) (nullable): its amount as the office writes it, without a fraction of nothing. */
char *crm_deal_words_dup_amount (const CrmRecord *deal, const CrmDealCardStyle *style);

/**
 * crm_deal_words_describe:
 *
 * Returns: (transfer full): the deal in a sentence, for who hears it: title, customer, amount, stage, days, next step.
 */
char *crm_deal_words_describe (const CrmRecord *deal, const CrmDealCardStyle *style);

G_END_DECLS
