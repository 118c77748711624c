/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A custom field in the list of the preferences: what it is, and what can be done with it. */

#pragma once

#include <adwaita.h>

#include "core/customers/crm-custom-field.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOM_FIELD_ROW (crm_custom_field_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmCustomFieldRow, crm_custom_field_row, CRM, CUSTOM_FIELD_ROW, AdwActionRow)

/**
 * crm_custom_field_row_new:
 *
 * Emits "edit", "remove", "move" (int: -1 up, 1 down) and "dropped" (CrmCustomFieldRow *: the row to stand in this one's place),
 * by mouse, menu and keys: Enter and F2, Delete, Alt+Up and Alt+Down.
 */
GtkWidget *crm_custom_field_row_new (void);

/* Shows a field; @n_values: how many customers have a value in it; whether it is the first or the last of the list. */
void crm_custom_field_row_set_field (CrmCustomFieldRow *self, CrmCustomField *field, gint64 n_values, gboolean first, gboolean last);

/* Borrowed. */
CrmCustomField *crm_custom_field_row_get_field (CrmCustomFieldRow *self);

G_END_DECLS
