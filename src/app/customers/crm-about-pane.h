/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a customer, edited in place; those without a value are out of the way. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_ABOUT_PANE (crm_about_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmAboutPane, crm_about_pane, CRM, ABOUT_PANE, GtkBox)

/* Called once, before the others. */
void crm_about_pane_set_context (CrmAboutPane *self, CrmContext *context);

void crm_about_pane_set_profile (CrmAboutPane *self, CrmProfile *profile);

/* Shows the field, also when it is empty or stands elsewhere on the page, and begins to edit it. */
void crm_about_pane_edit (CrmAboutPane *self, guint field);

G_END_DECLS
