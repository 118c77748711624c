/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers a customer is related to. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_LINKS_PANE (crm_links_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmLinksPane, crm_links_pane, CRM, LINKS_PANE, GtkBox)

/* Called once, before the others. */
void crm_links_pane_set_context (CrmLinksPane *self, CrmContext *context);

/* Within a #CrmPage. */
void crm_links_pane_set_profile (CrmLinksPane *self, CrmProfile *profile);

G_END_DECLS
