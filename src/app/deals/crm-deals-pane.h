/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a customer: open ones, closed ones folded away, and a new one. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_PANE (crm_deals_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsPane, crm_deals_pane, CRM, DEALS_PANE, GtkBox)

/* Called once, before the others. The pane reads by itself and follows the store. */
void crm_deals_pane_set_context (CrmDealsPane *self, CrmContext *context);

/**
 * crm_deals_pane_set_customer:
 * @name: (nullable): the customer's
 * @except: (nullable): a deal to leave out: that of the page it stands on
 *
 * Within a #CrmPage.
 */
void crm_deals_pane_set_customer (CrmDealsPane *self, const CrmId *customer, const char *name, const CrmId *except);

/* Opens the dialog for a new deal of the customer. */
void crm_deals_pane_add (CrmDealsPane *self);

G_END_DECLS
