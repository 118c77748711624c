/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a customer is reached. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_REACH_PANE (crm_reach_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmReachPane, crm_reach_pane, CRM, REACH_PANE, GtkBox)

/* Called once, before the others. */
void crm_reach_pane_set_context (CrmReachPane *self, CrmContext *context);

void crm_reach_pane_set_profile (CrmReachPane *self, CrmProfile *profile);

G_END_DECLS
