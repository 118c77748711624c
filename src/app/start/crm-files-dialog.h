/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of this computer: one's own, a team's, the demo company; and new ones. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_FILES_DIALOG (crm_files_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmFilesDialog, crm_files_dialog, CRM, FILES_DIALOG, AdwDialog)

/**
 * crm_files_dialog_new:
 * @shown: (nullable): path of the file that the window shows
 *
 * Activates app.open-path with the path of the file chosen or to be made, and app.join-another.
 */
AdwDialog *crm_files_dialog_new (const char *shown);

G_END_DECLS
