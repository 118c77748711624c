/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant for customers, deals, answers and calendars: choose a file, see what goes where, rehearse, import, take it back. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_DIALOG (crm_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportDialog, crm_import_dialog, CRM, IMPORT_DIALOG, AdwDialog)

/**
 * crm_import_dialog_new:
 * @kind: whether customers, deals or, of calendars, tasks are looked for; files that are plainly calendars or of deals are taken as such
 * @files: (element-type GFile) (nullable): what to import, together; %NULL asks for it
 *
 * Emits "show-records" with the kind (pointer) of what is to be seen; it closes itself.
 */
AdwDialog *crm_import_dialog_new (CrmContext *context, const CrmKind *kind, GPtrArray *files);

/* The same for responses to @form, from other tools. */
AdwDialog *crm_import_dialog_new_of_answers (CrmContext *context, CrmSurveyForm *form);

G_END_DECLS
