/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a combo row offers: the choices of a field, or the people of a customer. */

#pragma once

#include <adwaita.h>

#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/**
 * crm_combo_row_set_choices:
 * @row: a row
 * @field: a choice
 * @none: (nullable): what stands for "nothing", or %NULL where the field must have a value
 * @selected: (nullable): the stored choice
 *
 * Fills a row; read it with crm_combo_row_get_choice().
 */
void crm_combo_row_set_choices (AdwComboRow *row, const CrmField *field, const char *none, const char *selected);

/* The permanent name chosen, or NULL. @field and @none as before. */
const char *crm_combo_row_get_choice (AdwComboRow *row, const CrmField *field, const char *none);

/* Fills a row with "Nobody" and the people of @profile; hides it when there are none. */
void crm_combo_row_set_people (AdwComboRow *row, const CrmProfile *profile, const CrmId *selected);

/* The person chosen, borrowed from @profile, or NULL. */
const CrmId *crm_combo_row_get_person (AdwComboRow *row, const CrmProfile *profile);

G_END_DECLS
