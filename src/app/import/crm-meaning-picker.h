/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses what a column of a file holds, by typing or from a grouped list. */

#pragma once

#include <adwaita.h>

#include "app/import/crm-meaning-choices.h"

G_BEGIN_DECLS

#define CRM_TYPE_MEANING_PICKER (crm_meaning_picker_get_type ())

G_DECLARE_FINAL_TYPE (CrmMeaningPicker, crm_meaning_picker, CRM, MEANING_PICKER, GtkPopover)

/**
 * crm_meaning_picker_new:
 * @choices: (element-type CrmMeaningChoice): what there is to choose from
 * @current: the place of what is chosen now, or -1
 *
 * Emits "picked" with a pointer to the #CrmMeaningChoice, and closes.
 */
GtkWidget *crm_meaning_picker_new (GPtrArray *choices, int current);

G_END_DECLS
