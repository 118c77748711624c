/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits a task. */

#pragma once

#include "app/crm-page.h"
#include "core/base/crm-date.h"

G_BEGIN_DECLS

#define CRM_TYPE_TASK_DIALOG (crm_task_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmTaskDialog, crm_task_dialog, CRM, TASK_DIALOG, AdwDialog)

/**
 * crm_task_dialog_present:
 * @parent: what it is shown over
 * @page: whose context it works on
 * @record: a task
 *
 * Shows the dialog. The due time is typed as one says it and shown back as it was understood.
 */
void crm_task_dialog_present (GtkWidget *parent, CrmPage *page, CrmRecord *record);

/* The same, with the cursor in the due time. */
void crm_task_dialog_present_due (GtkWidget *parent, CrmPage *page, CrmRecord *record);

/* Plans a task, which need not be about a customer. */
void crm_task_dialog_present_new (GtkWidget *parent, CrmPage *page);

/* The same, on a day; @minute -1: without a time. */
void crm_task_dialog_present_at (GtkWidget *parent, CrmPage *page, CrmDate day, int minute);

G_END_DECLS
