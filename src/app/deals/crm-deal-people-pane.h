/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who have a part in a deal, and which. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-deal-page-reading.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_PEOPLE_PANE (crm_deal_people_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealPeoplePane, crm_deal_people_pane, CRM, DEAL_PEOPLE_PANE, GtkBox)

/* Within a #CrmPage. People are added from those at the customer. */
void crm_deal_people_pane_set_deal (CrmDealPeoplePane *self, CrmDealPageReading *reading);

G_END_DECLS
