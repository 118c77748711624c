/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to reach someone: copied, called, edited in place. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONTACT_POINT_ROW (crm_contact_point_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmContactPointRow, crm_contact_point_row, CRM, CONTACT_POINT_ROW, GtkListBoxRow)

/**
 * crm_contact_point_row_new:
 * @owner: whose contact point it is or shall be: a customer or a person
 * @owner_kind: which of the two
 *
 * Without a record the row is for a new one. Emits "ended" when editing ends. What cannot be saved stays as typed, with the reason.
 */
GtkWidget *crm_contact_point_row_new (CrmContext *context, const CrmKind *owner_kind, const CrmId *owner);

/* Shows another snapshot, unless one is being edited. */
void crm_contact_point_row_set_record (CrmContactPointRow *self, CrmRecord *record);

/* Borrowed; NULL of a new one. */
CrmRecord *crm_contact_point_row_get_record (CrmContactPointRow *self);

void crm_contact_point_row_edit (CrmContactPointRow *self);

/**
 * crm_contact_point_dup_uri:
 *
 * Returns: (transfer full) (nullable): what opens it: "tel:…", "mailto:…", a web address, a map of an address.
 */
char *crm_contact_point_dup_uri (const char *kind, const char *value);

G_END_DECLS
