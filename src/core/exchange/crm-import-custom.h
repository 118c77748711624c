/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The custom fields an import fills, and those it makes. */

#pragma once

#include "core/customers/crm-custom-field.h"

G_BEGIN_DECLS

/**
 * crm_import_custom_fields_read:
 * @sources: (element-type CrmImportSource): whose mappings may name fields that are not there yet
 *
 * Returns: (transfer full) (element-type CrmCustomField): those there are, then those to be made; %NULL on error.
 */
GPtrArray *crm_import_custom_fields_read (CrmConnection *connection, GPtrArray *sources, GError **error);

/* Whether the field is still to be made. */
gboolean crm_import_custom_field_is_new (const CrmCustomField *field);

/* Which fields one import has made so far. One thread. */
typedef struct _CrmImportCustom CrmImportCustom;

CrmImportCustom *crm_import_custom_new (GPtrArray *fields);
void crm_import_custom_free (CrmImportCustom *self);

/* Borrowed. */
CrmCustomField *crm_import_custom_get_field (CrmImportCustom *self, guint place);

/**
 * crm_import_custom_use:
 * @place: of the field
 * @value: a customer has it now
 *
 * Makes a new field in @edit when this is its first value, and notes the words of new choices.
 */
void crm_import_custom_use (CrmImportCustom *self, CrmEdit *edit, guint place, const CrmValue *value);

/* After the last row: the choices of new fields are the words that came up, in their order. */
void crm_import_custom_finish (CrmImportCustom *self, CrmEdit *edit);

G_END_DECLS
