/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads answers that come back from mailed pages: files, or codes pasted from a mail. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANSWER_FILES_DIALOG (crm_answer_files_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmAnswerFilesDialog, crm_answer_files_dialog, CRM, ANSWER_FILES_DIALOG, AdwDialog)

/* What each holds is shown before it is kept; what is refused says why. */
void crm_answer_files_dialog_present (CrmPage *page, const CrmId *survey);

G_END_DECLS
