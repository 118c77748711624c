/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover in which several choices of a field are ticked. */

#pragma once

#include <gtk/gtk.h>

#include "core/record/crm-value.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHOICE_PICKER (crm_choice_picker_get_type ())

G_DECLARE_FINAL_TYPE (CrmChoicePicker, crm_choice_picker, CRM, CHOICE_PICKER, GtkPopover)

/**
 * crm_choice_picker_new:
 * @field: of %CRM_TYPE_CHOICES; used only until it returns
 * @value: (nullable): what is ticked: a value of the field, also with choices that it has no more
 *
 * Emits "changed" after each tick.
 */
GtkWidget *crm_choice_picker_new (const CrmField *field, const char *value);

/**
 * crm_choice_picker_dup_value:
 *
 * Returns: (transfer full): what is ticked, in the order of the field's choices; "nothing" where nothing is.
 */
CrmValue crm_choice_picker_dup_value (CrmChoicePicker *self);

G_END_DECLS
