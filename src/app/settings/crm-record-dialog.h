/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a record of a few fields, or changes one. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "app/widgets/crm-field-input.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_DIALOG (crm_record_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmRecordDialog, crm_record_dialog, CRM, RECORD_DIALOG, AdwDialog)

/**
 * crm_record_dialog_new:
 * @kind: of the record
 * @record: (nullable): which; %NULL for a new one
 * @title: of the dialog, and of the edit
 * @fields: (array length=n_fields): what is asked for, in this order
 *
 * Emits "fill" (CrmChange *change, returns whether it is refused) for what else belongs into the edit, and "saved" (const CrmId *id) when it
 * is on disk; then it closes. What cannot be saved stays as typed, with the reason.
 */
CrmRecordDialog *crm_record_dialog_new (CrmContext *context, const CrmKind *kind, CrmRecord *record, const char *title, const guint *fields, guint n_fields);

/* Borrowed: to begin with a value, or to follow what is typed. */
CrmFieldInput *crm_record_dialog_get_input (CrmRecordDialog *self, guint field);

/* Adds what is asked for in another way than by a field alone. */
void crm_record_dialog_add_row (CrmRecordDialog *self, GtkWidget *row);
void crm_record_dialog_add_group (CrmRecordDialog *self, AdwPreferencesGroup *group);

/* Why it cannot be kept. */
void crm_record_dialog_set_problem (CrmRecordDialog *self, const char *message);

G_END_DECLS
