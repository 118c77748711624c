/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits an interaction: all of it, where the log bar takes one line. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_INTERACTION_DIALOG (crm_interaction_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmInteractionDialog, crm_interaction_dialog, CRM, INTERACTION_DIALOG, AdwDialog)

/**
 * crm_interaction_dialog_present:
 * @parent: what it is shown over
 * @page: whose context it works on
 * @record: an interaction
 *
 * Shows the dialog. What cannot be saved stays as typed, with the reason.
 */
void crm_interaction_dialog_present (GtkWidget *parent, CrmPage *page, CrmRecord *record);

G_END_DECLS
