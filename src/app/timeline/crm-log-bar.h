/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar above the timeline: one line says what happened, another what comes next, Enter keeps both. */

#pragma once

#include <adwaita.h>

#include "app/crm-page.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_LOG_BAR (crm_log_bar_get_type ())

G_DECLARE_FINAL_TYPE (CrmLogBar, crm_log_bar, CRM, LOG_BAR, AdwBin)

/* Called once. Emits "logged" when a line was written. */
void crm_log_bar_set_context (CrmLogBar *self, CrmContext *context);

/**
 * crm_log_bar_set_profile:
 * @profile: the customer, with the people a line may name
 *
 * Within a #CrmPage. What is being typed is kept as a draft of the customer's, in the file, and comes back with it. What the line is
 * understood to say stands below it; each guess can be taken away. Alt+1 to Alt+7 choose the kind.
 */
void crm_log_bar_set_profile (CrmLogBar *self, CrmProfile *profile);

/* Puts the cursor into the line, unless somebody is in a menu, which would close. */
void crm_log_bar_offer (CrmLogBar *self);

/* Before crm_log_bar_set_profile(): what is logged is about this deal of the customer's, and drafts are the deal's; %NULL for no deal. */
void crm_log_bar_set_deal (CrmLogBar *self, const CrmId *deal);

/* Puts the cursor into the line, with this kind when it is not NULL. */
void crm_log_bar_begin (CrmLogBar *self, const char *kind);

/* Where it stands in no page: whose it is. Called once. */
void crm_log_bar_set_page (CrmLogBar *self, CrmPage *page);

/* @task: (nullable): what is logged is what came of it: the same edit has it done. */
void crm_log_bar_set_task (CrmLogBar *self, CrmRecord *task);

G_END_DECLS
