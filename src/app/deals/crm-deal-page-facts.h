/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a deal's page. Pure. */

#pragma once

#include "app/deals/crm-deal-page-reading.h"

G_BEGIN_DECLS

/**
 * crm_deal_get_facts:
 * @now: microseconds UTC
 * @zone: whose days they are
 *
 * Amount, weighted value, probability and where it comes from, expected or actual close, days in the stage and its limit, next step, score
 * of a lead: those there are. What can be changed bears the action that does it.
 *
 * Returns: (transfer full) (element-type CrmProfileFact): in that order.
 */
GPtrArray *crm_deal_get_facts (const CrmDealPageReading *reading, gint64 now, GTimeZone *zone);

/* Amount × probability; FALSE without an amount. */
gboolean crm_deal_get_weighted (const CrmDealProfile *deal, CrmMoney *weighted);

/* "Owner 林 · Referral · Spring fair"; empty when nothing is known. */
char *crm_deal_dup_subtitle (const CrmDealProfile *deal);

G_END_DECLS
