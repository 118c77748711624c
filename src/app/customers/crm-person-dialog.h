/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at a customer: how to reach them, who they are, what they are there. Edited in place. */

#pragma once

#include "app/crm-page.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_PERSON_DIALOG (crm_person_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmPersonDialog, crm_person_dialog, CRM, PERSON_DIALOG, AdwDialog)

/**
 * crm_person_dialog_present:
 * @parent: what it is shown over
 * @page: says and undoes what is removed
 * @profile: the customer
 * @role: which of its people, by the role
 *
 * Shows the dialog, which follows the store and closes when the person is gone.
 */
void crm_person_dialog_present (GtkWidget *parent, CrmPage *page, CrmProfile *profile, const CrmId *role);

G_END_DECLS
