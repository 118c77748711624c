/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of one field: each value it had, from when, by whom; any can be restored. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/customers/crm-custom-field.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELD_HISTORY (crm_field_history_get_type ())

G_DECLARE_FINAL_TYPE (CrmFieldHistory, crm_field_history, CRM, FIELD_HISTORY, AdwDialog)

/**
 * crm_field_history_present:
 * @parent: what it is shown over
 * @record: whose field
 * @currency: (nullable): the office's own
 *
 * Shows the dialog.
 */
void crm_field_history_present (GtkWidget *parent, CrmContext *context, CrmRecord *record, guint field, const char *currency);

/* The same for the value of a custom field: @value is its record, deleted or not. */
void crm_field_history_present_custom (GtkWidget *parent, CrmContext *context, CrmCustomField *custom, CrmRecord *value, const char *currency);

G_END_DECLS
