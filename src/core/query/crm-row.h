/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place in a list, and the record that stands there once it is read. */

#pragma once

#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_ROW (crm_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmRow, crm_row, CRM, ROW, GObject)

/**
 * CrmRow:record:
 *
 * The snapshot, or %NULL while it is being read. A fill or a change swaps it and notifies; the row itself stays, so that
 * a list neither rebuilds its cells nor loses its selection. Main thread only.
 */
CrmRow *crm_row_new (guint position, gint64 rowid);
CrmRecord *crm_row_get_record (CrmRow *self);

/* The values of the record's custom fields (element-type CrmRecord), where the model reads them too, else NULL; borrowed. */
GPtrArray *crm_row_get_values (CrmRow *self);
gint64 crm_row_get_rowid (CrmRow *self);
guint crm_row_get_position (CrmRow *self);

/* For the model: puts another record, or none yet, in this place. */
void crm_row_set_place (CrmRow *self, guint position, gint64 rowid);
void crm_row_set_record (CrmRow *self, CrmRecord *record, GPtrArray *values);

G_END_DECLS
