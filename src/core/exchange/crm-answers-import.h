/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports a file of answers, as any other tool for surveys exports it. */

#pragma once

#include "core/exchange/crm-answers-column.h"
#include "core/exchange/crm-import-report.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANSWERS_IMPORT (crm_answers_import_get_type ())

/**
 * CrmAnswersReport:
 * @report: rows: created ones are responses, unchanged ones were imported before, skipped ones answer nothing, faults are refused
 * @n_matched: created ones whose customer was found
 * @n_unmatched: created ones that name a customer who is not in the file, or more than one
 */
typedef struct
{
  CrmImportReport *report;
  guint64 n_matched;
  guint64 n_unmatched;
} CrmAnswersReport;

#define CRM_TYPE_ANSWERS_REPORT (crm_answers_report_get_type ())

GType crm_answers_report_get_type (void);
CrmAnswersReport *crm_answers_report_ref (CrmAnswersReport *self);
void crm_answers_report_unref (CrmAnswersReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAnswersReport, crm_answers_report_unref)

/**
 * CrmAnswersImport:
 * @form: the version that is answered
 * @source: the file
 * @columns: (element-type CrmAnswersColumn): as many as the file has; recognised, and may be changed before it begins
 *
 * Reference-counted.
 */
typedef struct
{
  CrmSurveyForm *form;
  CrmImportSource *source;
  GArray *columns;
} CrmAnswersImport;

GType crm_answers_import_get_type (void);
CrmAnswersImport *crm_answers_import_new (CrmSurveyForm *form, CrmImportSource *source);
CrmAnswersImport *crm_answers_import_ref (CrmAnswersImport *self);
void crm_answers_import_unref (CrmAnswersImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAnswersImport, crm_answers_import_unref)

/* Whether any column answers a question. */
gboolean crm_answers_import_is_useful (const CrmAnswersImport *self);

/**
 * crm_answers_import_preview:
 *
 * Returns: (transfer full): a #DexFuture of a #CrmAnswersReport: what would come of it; nothing is written.
 */
DexFuture *crm_answers_import_preview (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable);

/**
 * crm_answers_import_run:
 *
 * Writes the responses as one edit, which one undo takes back; cancelled, it is as if it had never been. Customers are matched by an invitation's
 * token, their id, email or phone, unless the survey is anonymous: then nothing of the row but its answers, its day and its language is kept.
 * The same row again, by its id or all of its cells, is no second response.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmAnswersReport.
 */
DexFuture *crm_answers_import_run (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable);

G_END_DECLS
