/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with many records, as one edit. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"
#include "core/store/crm-transfer.h"

G_BEGIN_DECLS

/**
 * CrmBulkAdd:
 * @connection: the writer's, inside its transaction
 * @record: one of them, as it stands
 * @data: as given
 *
 * Adds to @edit what is done with one record. On the writer's thread.
 *
 * Returns: %FALSE with an error, and all is taken back.
 */
typedef gboolean (*CrmBulkAdd) (CrmConnection *connection, CrmEdit *edit, const CrmRecord *record, gpointer data, GError **error);

/**
 * crm_bulk_new:
 * @title: by which Undo names the edit
 * @rowids: (element-type gint64): of records of @kind; deleted ones are passed over
 * @transfer: (nullable): told how many there are, and how many are done
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): an edit that looks the records up while it is written: a selection may be the whole list. Any thread.
 */
CrmEdit *crm_bulk_new (const char *title, const CrmKind *kind, GArray *rowids, CrmTransfer *transfer, CrmBulkAdd add, gpointer data, GDestroyNotify destroy);

/* What everybody does with many: deletes them, or gives their fields values, @assignments (element-type CrmAssignment). */
CrmEdit *crm_bulk_new_deletion (const char *title, const CrmKind *kind, GArray *rowids, CrmTransfer *transfer);
CrmEdit *crm_bulk_new_assignment (const char *title, const CrmKind *kind, GArray *rowids, GArray *assignments, CrmTransfer *transfer);

/* Sets all of @assignments (element-type CrmAssignment) in @change. */
void crm_change_assign (CrmChange *change, const GArray *assignments);

G_END_DECLS
