/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses what a column of a file holds, by typing or from a grouped list. */

#pragma once

#include <adwaita.h>

#include "core/customers/crm-custom-field.h"
#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

#define CRM_TYPE_MEANING_PICKER (crm_meaning_picker_get_type ())

G_DECLARE_FINAL_TYPE (CrmMeaningPicker, crm_meaning_picker, CRM, MEANING_PICKER, GtkPopover)

/**
 * crm_meaning_picker_new:
 * @current: what is chosen now
 * @guess: (nullable): what was recognised, offered first
 * @custom_fields: (nullable) (element-type CrmCustomField): those there are
 * @heading: the column's, which a new custom field would be named by
 *
 * Emits "picked" with a pointer to a #CrmColumnMeaning, and closes.
 */
GtkWidget *crm_meaning_picker_new (const CrmColumnMeaning *current, const CrmColumnMeaning *guess, GPtrArray *custom_fields, const char *heading);

G_END_DECLS
