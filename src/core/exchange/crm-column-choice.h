/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which files say a choice, a yes or a no, or nothing. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/**
 * crm_column_choice_find:
 * @field: of %CRM_TYPE_CHOICE
 * @text: a cell
 *
 * Knows permanent names, the labels in English, Chinese and the user's language, and what other programs call the same.
 * Case, accents, spaces, punctuation and the two Chinese scripts do not matter.
 *
 * Returns: (transfer none) (nullable): the permanent name of the choice meant. Any thread.
 */
const char *crm_column_choice_find (const CrmField *field, const char *text);

/* Whether a cell says that there is nothing: "n/a", "-", "无", "[not provided]". */
gboolean crm_column_choice_is_nothing (const char *text);

/* 1 for yes, true, 是, √ …; 0 for no, false, 否 …; -1 for anything else. */
int crm_column_choice_find_boolean (const char *text);

G_END_DECLS
