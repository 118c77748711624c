/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field in a dialog: the row that asks for it, and the value it says. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/customers/crm-custom-field.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELD_INPUT (crm_field_input_get_type ())

G_DECLARE_FINAL_TYPE (CrmFieldInput, crm_field_input, CRM, FIELD_INPUT, GObject)

/**
 * crm_field_input_new:
 * @field: of @kind
 * @currency: (nullable): the office's own
 *
 * What is typed is read as the field's type says, choices are chosen, references found by typing. Below a date or amount stands how it is
 * read. Emits "changed", and "create" (const char *name) when a reference is to be made, see crm_field_input_set_create_format().
 */
CrmFieldInput *crm_field_input_new (CrmContext *context, const CrmKind *kind, guint field, const char *currency);

/* The same of a field that the office has added. */
CrmFieldInput *crm_field_input_new_custom (CrmContext *context, CrmCustomField *custom, const char *currency);

/* The field that the office has added, and then crm_field_input_get_field() is a column of its values; NULL for one of the schema. Borrowed. */
CrmCustomField *crm_field_input_get_custom (CrmFieldInput *self);

/* Borrowed: an AdwPreferencesRow, for a group. */
GtkWidget *crm_field_input_get_row (CrmFieldInput *self);
guint crm_field_input_get_field (CrmFieldInput *self);

/* Takes @value; @name (nullable): what a reference refers to. */
void crm_field_input_set_value (CrmFieldInput *self, CrmValue value, const char *name);

/**
 * crm_field_input_read:
 * @value: (out): what it says, "nothing" included
 *
 * Returns: whether it could be understood; if not the row is marked.
 */
gboolean crm_field_input_read (CrmFieldInput *self, CrmValue *value, GError **error);

/* Says so beside the name. */
void crm_field_input_set_required (CrmFieldInput *self, gboolean required);

/* Marks it as what has to be put right. */
void crm_field_input_set_failed (CrmFieldInput *self, gboolean failed);

/* Offers to make what a reference names and is not there: "Add “%s”". */
void crm_field_input_set_create_format (CrmFieldInput *self, const char *format);

G_END_DECLS
