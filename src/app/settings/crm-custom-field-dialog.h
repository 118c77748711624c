/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defines a custom field, or changes the definition of one. */

#pragma once

#include <adwaita.h>

#include "core/customers/crm-custom-field.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOM_FIELD_DIALOG (crm_custom_field_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmCustomFieldDialog, crm_custom_field_dialog, CRM, CUSTOM_FIELD_DIALOG, AdwDialog)

/**
 * crm_custom_field_dialog_new:
 * @store: where it is written
 * @field: (nullable): the field to change; %NULL for a new one
 *
 * The type can be changed only while no customer has a value; the dialog says so. What cannot be saved stays, with the reason
 * beside it. Emits "saved" (const CrmId *) with the field's id when it is written.
 */
GtkWidget *crm_custom_field_dialog_new (CrmStore *store, CrmCustomField *field);

G_END_DECLS
