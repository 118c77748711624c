/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a record, shown as a row and edited in place. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_FIELD_ROW (crm_field_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmFieldRow, crm_field_row, CRM, FIELD_ROW, GtkListBoxRow)

/**
 * crm_field_row_new:
 * @context: where the change is written
 * @kind: of the record
 * @field: which of its fields
 *
 * Click, Enter or F2 edits; Enter saves, Escape gives up, leaving saves. In a long text Shift+Enter begins a line. What cannot be
 * saved stays as typed, with the reason below it. A context menu copies, clears and shows the field's history.
 * Emits "ended" when editing ends. The list must call crm_field_row_edit() on "row-activated".
 */
GtkWidget *crm_field_row_new (CrmContext *context, const CrmKind *kind, guint field);

/**
 * crm_field_row_set_record:
 * @record: whose value
 * @name: (nullable): the name of what a reference refers to
 * @currency: (nullable): the office's own
 *
 * Shows another value, unless one is being typed.
 */
void crm_field_row_set_record (CrmFieldRow *self, CrmRecord *record, const char *name, const char *currency);

/**
 * crm_field_row_new_custom:
 * @custom: a custom field
 *
 * The same for the value of a custom field, which is a record of its own: giving the first value makes it, clearing it deletes it.
 */
GtkWidget *crm_field_row_new_custom (CrmContext *context, CrmCustomField *custom);

/**
 * crm_field_row_set_custom:
 * @custom: the field, maybe under another name than before, with its value
 * @customer: whose value
 * @currency: (nullable): the office's own
 */
void crm_field_row_set_custom (CrmFieldRow *self, const CrmProfileCustom *custom, const CrmId *customer, const char *currency);

/**
 * crm_field_row_set_suggestions:
 * @read: gives a #GStrv of what was written in such a field before, the most used first
 * @data: for @read, static
 *
 * Of a text: offered below what is typed, those that fit it. In a long text each is a line of its own.
 */
void crm_field_row_set_suggestions (CrmFieldRow *self, CrmReadFunc read, gpointer data);

/* Of a choice: other words than its choices may be typed, and stand as they are. */
void crm_field_row_allow_own_words (CrmFieldRow *self);

/* @reason: (nullable): why it may not be changed, told where somebody tries to; %NULL when it may. */
void crm_field_row_set_read_only (CrmFieldRow *self, const char *reason);

/* The custom field, borrowed; NULL for a field of the schema. */
CrmCustomField *crm_field_row_get_custom (CrmFieldRow *self);

guint crm_field_row_get_field (CrmFieldRow *self);
gboolean crm_field_row_is_empty (CrmFieldRow *self);
gboolean crm_field_row_is_editing (CrmFieldRow *self);
void crm_field_row_edit (CrmFieldRow *self);

G_END_DECLS
