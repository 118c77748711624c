/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer answered to surveys, and the task that an unhappy answer calls for. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_RESPONSES_PANE (crm_responses_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmResponsesPane, crm_responses_pane, CRM, RESPONSES_PANE, GtkBox)

/* Called once, before the other. */
void crm_responses_pane_set_context (CrmResponsesPane *self, CrmContext *context);

/* Within a #CrmPage. Hidden where the customer has answered nothing. */
void crm_responses_pane_set_profile (CrmResponsesPane *self, CrmProfile *profile);

G_END_DECLS
