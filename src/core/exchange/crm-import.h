/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports files of customers, deals or answers into a store: rehearsed, run, cancelled. */

#pragma once

#include "core/exchange/crm-import-report.h"
#include "core/store/crm-store.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT (crm_import_get_type ())

G_DECLARE_FINAL_TYPE (CrmImport, crm_import, CRM, IMPORT, GObject)

/**
 * crm_import_new:
 * @store: where to
 * @sources: (element-type CrmImportSource): one file or several, imported in this order as one edit
 *
 * The sources' mappings must not change while a rehearsal or import is under way.
 */
CrmImport *crm_import_new (CrmStore *store, GPtrArray *sources);

/**
 * crm_import_new_of_deals:
 * @sources: (element-type CrmImportSource): files of deals; of their mappings only what the columns mean in one
 *
 * The same for deals. Rows about one deal are its moves, or say where it is; customers, users, pipelines and stages that are not there
 * are made. Imported again, nothing is doubled.
 */
CrmImport *crm_import_new_of_deals (CrmStore *store, GPtrArray *sources);

/**
 * crm_import_new_of_answers:
 * @form: the version of a survey that is answered
 * @sources: (element-type CrmImportSource): files of answers, recognised by crm_answers_import_recognise()
 *
 * The same for answers from other tools; see crm_answers_import_run().
 */
CrmImport *crm_import_new_of_answers (CrmStore *store, CrmSurveyForm *form, GPtrArray *sources);

/**
 * crm_import_rehearse:
 *
 * Goes through the whole import without writing anything.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmImportReport: what crm_import_run() would do now.
 */
DexFuture *crm_import_rehearse (CrmImport *self);

/**
 * crm_import_run:
 *
 * Makes a backup of the file, unless it is empty, and imports: one edit, which one undo takes back. Rows with a fault are
 * refused one by one. Cancelled or failed, it leaves nothing behind. Readers and other edits are not held up.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmImportReport.
 */
DexFuture *crm_import_run (CrmImport *self);

/* Ends what is under way with %G_IO_ERROR_CANCELLED. Any thread. */
void crm_import_cancel (CrmImport *self);

/* Rows done and rows in all, of what is under way. Any thread, any time. */
void crm_import_get_progress (CrmImport *self, guint64 *n_done, guint64 *n_rows);

/* Borrowed. (element-type CrmImportSource) */
GPtrArray *crm_import_get_sources (CrmImport *self);

G_END_DECLS
