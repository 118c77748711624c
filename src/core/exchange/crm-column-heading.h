/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names this program gives the columns of its own exports, read back. */

#pragma once

#include "core/customers/crm-custom-field.h"
#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

/**
 * crm_column_heading_parse:
 * @heading: a column's name
 * @meaning: (out): what it holds
 *
 * Reads the headings crm_export_run() writes: "id", "credit_limit_currency", "phone 1 label", "person 2 title",
 * "custom date Next inspection".
 *
 * Returns: whether it is one. Any thread.
 */
gboolean crm_column_heading_parse (const char *heading, CrmColumnMeaning *meaning);

/* The same from the type's and the field's names. */
char *crm_column_heading_make_custom (const char *type, const char *label);

/* (transfer full): the heading of a custom field, which says its type, so that another office's file can be given the field. */
char *crm_column_heading_dup_custom (const CrmCustomField *field);

G_END_DECLS
