/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the deals of an import with those there are, and says what is to be written. */

#pragma once

#include "core/exchange/crm-deal-draft.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmDealPlan:
 *
 * Made for one import, on the thread of the connection. It writes each deal's log itself: where the file has one, that; else the move
 * that the row tells of. What is there already is not written again.
 */
typedef struct _CrmDealPlan CrmDealPlan;

/**
 * crm_deal_plan_new:
 * @table: (transfer full): the deals
 * @now: microseconds UTC
 * @zone: where days begin
 * @han_first: how keys of names are made, see crm_text_sort_key()
 */
CrmDealPlan *crm_deal_plan_new (CrmDealTable *table, gint64 now, GTimeZone *zone, gboolean han_first);
void crm_deal_plan_free (CrmDealPlan *self);

/**
 * crm_deal_plan_pull:
 * @connection: within the transaction in which the next deals are written
 * @edit: where to add the changes
 *
 * Returns: 1 when there may be more, 0 after the last deal, -1 on an error of the store.
 */
int crm_deal_plan_pull (CrmDealPlan *self, CrmConnection *connection, CrmEdit *edit, GError **error);

/* Borrowed; whole after the last pull. */
CrmImportReport *crm_deal_plan_get_report (CrmDealPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealPlan, crm_deal_plan_free)

G_END_DECLS
