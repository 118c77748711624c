/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people at a customer. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_PEOPLE_PANE (crm_people_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmPeoplePane, crm_people_pane, CRM, PEOPLE_PANE, GtkBox)

/* Called once, before the others. */
void crm_people_pane_set_context (CrmPeoplePane *self, CrmContext *context);

/* Within a #CrmPage. */
void crm_people_pane_set_profile (CrmPeoplePane *self, CrmProfile *profile);

G_END_DECLS
