/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the rows of an import with the records there are, and says what is to be written. */

#pragma once

#include "core/exchange/crm-import-draft.h"
#include "core/exchange/crm-import-report.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmImportPlan:
 *
 * Made for one import, on the thread of the connection: the writer's for an import, a reader's for a rehearsal. It knows
 * what its earlier rows have made, so that rows about one customer make one customer, written or not.
 */
typedef struct _CrmImportPlan CrmImportPlan;

/**
 * crm_import_plan_new:
 * @sources: (element-type CrmImportSource): the files, for their mappings and columns
 * @custom_fields: (element-type CrmCustomField): of the drafts' custom values
 * @now: microseconds UTC
 * @zone: where interactions without a zone took place
 * @rehearsal: whether nothing will be written
 */
CrmImportPlan *crm_import_plan_new (GPtrArray *sources, GPtrArray *custom_fields, gint64 now, GTimeZone *zone, gboolean rehearsal);
void crm_import_plan_free (CrmImportPlan *self);

/**
 * crm_import_plan_begin:
 * @connection: within the transaction the next rows are planned in
 *
 * Called before the rows of each batch: what the batches before made is written by now.
 */
gboolean crm_import_plan_begin (CrmImportPlan *self, CrmConnection *connection, GError **error);

/**
 * crm_import_plan_add:
 * @edit: where to add the changes
 * @draft: the row; changed by this
 *
 * Returns: %FALSE on an error of the store. What is wrong with the row goes into the report instead.
 */
gboolean crm_import_plan_add (CrmImportPlan *self, CrmEdit *edit, CrmImportDraft *draft, GError **error);

/* After the last row: what had to wait for all of them. */
gboolean crm_import_plan_finish (CrmImportPlan *self, CrmEdit *edit, GError **error);

/* Borrowed. */
CrmImportReport *crm_import_plan_get_report (CrmImportPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportPlan, crm_import_plan_free)

G_END_DECLS
