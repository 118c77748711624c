/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files kept with a customer: added, opened, renamed, removed. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILES_PANE (crm_files_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmFilesPane, crm_files_pane, CRM, FILES_PANE, GtkBox)

/* Called once, before the others. What is being copied shows in @transfers, a box that is in sight wherever the pane is. */
void crm_files_pane_set_context (CrmFilesPane *self, CrmContext *context, GtkBox *transfers);

/* Within a #CrmPage. */
void crm_files_pane_set_profile (CrmFilesPane *self, CrmProfile *profile);

/**
 * crm_files_pane_add:
 * @files: (element-type GFile): what to keep with the customer shown
 * @interaction: (nullable): what they came with
 *
 * Copies them in; what takes longer than a moment shows how far it is and can be stopped. Goes on for that customer when
 * another is shown meanwhile.
 */
void crm_files_pane_add (CrmFilesPane *self, GPtrArray *files, const CrmId *interaction);

/* The same with files a person chooses, or those in the clipboard. */
void crm_files_pane_choose (CrmFilesPane *self, const CrmId *interaction);
void crm_files_pane_paste (CrmFilesPane *self);

G_END_DECLS
