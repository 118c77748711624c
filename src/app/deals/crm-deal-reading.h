/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal together with the profile of its customer, as its page shows them. */

#pragma once

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"
#include "core/sales/crm-deal-profile.h"

G_BEGIN_DECLS

/**
 * CrmDealReading:
 * @deal: the deal
 * @customer: (nullable): whose it is
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmDealProfile *deal;
  CrmProfile *customer;
} CrmDealReading;

#define CRM_TYPE_DEAL_READING (crm_deal_reading_get_type ())

GType crm_deal_reading_get_type (void);
CrmDealReading *crm_deal_reading_ref (CrmDealReading *self);
void crm_deal_reading_unref (CrmDealReading *self);

/* Returns: (transfer full): a #DexFuture of a boxed #CrmDealReading. */
DexFuture *crm_deal_reading_read (CrmContext *context, const CrmId *deal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealReading, crm_deal_reading_unref)

G_END_DECLS
