/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports a file of answers, as any other tool for surveys exports it. */

#pragma once

#include "core/exchange/crm-answers-column.h"
#include "core/exchange/crm-import-report.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANSWERS_IMPORT (crm_answers_import_get_type ())

/**
 * CrmAnswersImport:
 * @form: the version that is answered
 * @sources: (element-type CrmImportSource): the files, imported in this order; of their mappings what columns mean in answers
 * @n_done: rows done, atomic
 *
 * Reference-counted.
 */
typedef struct
{
  CrmSurveyForm *form;
  GPtrArray *sources;
  guint n_done;
} CrmAnswersImport;

GType crm_answers_import_get_type (void);
CrmAnswersImport *crm_answers_import_new (CrmSurveyForm *form, GPtrArray *sources);
CrmAnswersImport *crm_answers_import_ref (CrmAnswersImport *self);
void crm_answers_import_unref (CrmAnswersImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAnswersImport, crm_answers_import_unref)

/* Finds out what the columns of @source mean in answers to @form, which must live as long as the mapping is used. */
void crm_answers_import_recognise (const CrmSurveyForm *form, CrmImportSource *source);

/* Whether any column answers a question. */
gboolean crm_answers_import_is_useful (const CrmImportMapping *mapping);

/**
 * crm_answers_import_preview:
 *
 * Returns: (transfer full): a #DexFuture of a #CrmImportReport: what would come of it; nothing is written.
 */
DexFuture *crm_answers_import_preview (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable);

/**
 * crm_answers_import_run:
 *
 * Writes the responses as one edit, which one undo takes back; cancelled, it is as if it had never been. Customers are matched by an invitation's
 * token, their id, email or phone, unless the survey is anonymous: then nothing of the row but its answers, its day and its language is kept.
 * The same row again, by its id or all of its cells, is no second response.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmImportReport.
 */
DexFuture *crm_answers_import_run (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable);

G_END_DECLS
