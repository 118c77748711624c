/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal together with the profile of its customer, as its page shows them. */

#pragma once

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"
#include "core/sales/crm-deal-profile.h"
#include "core/sales/crm-win-reading.h"

G_BEGIN_DECLS

/**
 * CrmDealPageReading:
 * @deal: the deal
 * @customer: (nullable): whose it is
 * @win: (nullable): what the company's own deals say of such ones; only of an open deal
 * @chance: its estimate
 * @has_chance: whether there is one
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmDealProfile *deal;
  CrmProfile *customer;
  CrmWinReading *win;
  CrmWinEstimate chance;
  gboolean has_chance;
} CrmDealPageReading;

#define CRM_TYPE_DEAL_PAGE_READING (crm_deal_page_reading_get_type ())

GType crm_deal_page_reading_get_type (void);
CrmDealPageReading *crm_deal_page_reading_ref (CrmDealPageReading *self);
void crm_deal_page_reading_unref (CrmDealPageReading *self);

/* Returns: (transfer full): a #DexFuture of a boxed #CrmDealPageReading. */
DexFuture *crm_deal_page_reading_read (CrmContext *context, const CrmId *deal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealPageReading, crm_deal_page_reading_unref)

G_END_DECLS
