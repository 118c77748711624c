/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of one custom field in the filters: choices to tick, a text, a range. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-custom-field.h"
#include "core/query/crm-query.h"
#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_CUSTOM (crm_filter_custom_get_type ())

G_DECLARE_FINAL_TYPE (CrmFilterCustom, crm_filter_custom, CRM, FILTER_CUSTOM, GtkBox)

/**
 * crm_filter_custom_new:
 * @context: for the clock
 * @field: what is asked about
 * @currency: (nullable): the office's own
 *
 * Choices are alternatives, and so is the lack of a value; a text or a range holds besides. What cannot be read is marked and
 * asks nothing. Emits "changed".
 */
GtkWidget *crm_filter_custom_new (CrmContext *context, CrmCustomField *field, const char *currency);

/* Borrowed. */
CrmCustomField *crm_filter_custom_get_field (CrmFilterCustom *self);

/* The condition as set, or NULL for none. (transfer full) */
CrmFilter *crm_filter_custom_dup_filter (CrmFilterCustom *self);

/* Adds the same as conditions to a group all of which must hold. */
void crm_filter_custom_add_conditions (CrmFilterCustom *self, GPtrArray *facets, CrmCondition *all);

/* The same in words: "Grade is Gold or Silver", "Fleet from 3 to 10"; NULL for none. */
char *crm_filter_custom_dup_words (CrmFilterCustom *self);

/* Asks nothing any more. */
void crm_filter_custom_clear (CrmFilterCustom *self);

G_END_DECLS
