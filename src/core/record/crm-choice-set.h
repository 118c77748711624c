/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several choices of one field, as a value of CRM_TYPE_CHOICES: their names, a line each. Any thread. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* The names in a value; (nullable) for no value, and then none. */
GStrv crm_choice_set_split (const char *value);

/**
 * crm_choice_set_join:
 * @names: names of choices
 *
 * Returns: (transfer full) (nullable): the value: each name once, in the order of the field's choices, then those it does not know; %NULL for none.
 */
char *crm_choice_set_join (const CrmField *field, const char *const *names);

/* Whether @name is among those in @value (nullable). */
gboolean crm_choice_set_contains (const char *value, const char *name);

/* The labels, in the order of the field's choices, with @separator between them. */
char *crm_choice_set_format (const CrmField *field, const char *value, const char *separator);

/**
 * crm_choice_set_parse:
 * @text: names or labels with semicolons, commas, their Chinese forms or line ends between them, whatever their case
 * @strange: (out): what is none of the choices
 *
 * A choice whose label has such a sign in it is known as a whole.
 *
 * Returns: (transfer full) (nullable): the value; %NULL for none, and where @strange is set.
 */
char *crm_choice_set_parse (const CrmField *field, const char *text, char **strange);

/**
 * crm_choice_set_parse_words:
 * @commas: whether commas part words where there is no semicolon
 *
 * The same, but what is none of the choices is taken for one: as a file says that has choices of its own.
 */
char *crm_choice_set_parse_words (const CrmField *field, const char *text, gboolean commas);

G_END_DECLS
