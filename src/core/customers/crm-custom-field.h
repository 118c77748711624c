/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that an office gives its customers itself, and their values. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/record/crm-value-format.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOM_FIELD (crm_custom_field_get_type ())

/**
 * CrmCustomField:
 * @record: the definition
 * @field: the same as any field of the schema, so that what shows, reads or writes a field does it for this one too; its name is
 *   that of the column that keeps the values, its label and choices are the office's own words
 * @column: the field of a custom value that keeps the value: %CRM_CUSTOM_VALUE_TEXT …
 *
 * A definition made ready for use. Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *record;
  CrmField field;
  guint column;
} CrmCustomField;

GType crm_custom_field_get_type (void);

/**
 * crm_custom_field_new:
 * @record: a record of kind custom_field
 *
 * Returns: (transfer full) (nullable): the field; %NULL for a type that only a newer version knows.
 */
CrmCustomField *crm_custom_field_new (CrmRecord *record);
CrmCustomField *crm_custom_field_ref (CrmCustomField *self);
void crm_custom_field_unref (CrmCustomField *self);

const char *crm_custom_field_get_label (const CrmCustomField *self);
const CrmId *crm_custom_field_get_id (const CrmCustomField *self);

/* ── definitions ──────────────────────────────────────────────────────────────────────────── */

/**
 * crm_custom_fields_read:
 *
 * Returns: (transfer full) (element-type CrmCustomField): those of customers, in their order; %NULL on error.
 */
GPtrArray *crm_custom_fields_read (CrmConnection *connection, GError **error);

/* A CrmReadFunc of the same, as a G_TYPE_PTR_ARRAY; takes no data. */
gboolean crm_custom_fields_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error);

/* The field with that label, whatever its case, or NULL; borrowed. */
CrmCustomField *crm_custom_fields_find (GPtrArray *fields, const char *label);

/* The field with that id, or NULL; borrowed. */
CrmCustomField *crm_custom_fields_lookup (GPtrArray *fields, const CrmId *id);

/**
 * crm_custom_field_create:
 * @label: what it is called
 * @type: a choice of custom_field.type, such as "text"
 * @choices: (nullable): for "choice" and "choices": a line each
 * @after: (nullable): position of the field it follows; %NULL for none
 *
 * Adds the definition of a field of customers to @edit.
 *
 * Returns: (transfer none): the change, whose id is the field's.
 */
CrmChange *crm_custom_field_create (CrmEdit *edit, const char *label, const char *type, const char *choices, const char *after);

/* Tidies choices typed one a line: no empty lines, no white space at the ends, none twice. NULL when none is left. */
char *crm_custom_choices_tidy (const char *choices);

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

/**
 * crm_custom_values_read:
 * @customer: whose
 *
 * Returns: (transfer full) (element-type CrmRecord): the customer's values, also deleted ones, which have a history still; crm_referred_read() adds
 *   what they refer to.
 */
GPtrArray *crm_custom_values_read (CrmConnection *connection, const CrmId *customer, GError **error);

/* The record among @values that is the field's, one that is not deleted before one that is; borrowed, or NULL. */
CrmRecord *crm_custom_field_find_value (const CrmCustomField *self, GPtrArray *values);

/* What @value (nullable) holds in the column of the field; "nothing" when it is deleted. Never NULL. */
const CrmValue *crm_custom_field_get_value (const CrmCustomField *self, const CrmRecord *value);

/**
 * crm_custom_field_format_value:
 * @values: (element-type CrmRecord): a customer's, with what they refer to (crm_referred_read())
 *
 * Returns: (transfer full) (nullable): the field's value as a person reads it; %NULL for none.
 */
char *crm_custom_field_format_value (const CrmCustomField *self, GPtrArray *values, const CrmValueStyle *style);

/**
 * crm_custom_field_set_value:
 * @edit: where to add what it takes
 * @customer: whose
 * @before: (nullable): the record there is, deleted or not
 * @value: (transfer full): the value; "nothing" deletes the record
 */
void crm_custom_field_set_value (const CrmCustomField *self, CrmEdit *edit, const CrmId *customer, const CrmRecord *before, CrmValue value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCustomField, crm_custom_field_unref)

G_END_DECLS
