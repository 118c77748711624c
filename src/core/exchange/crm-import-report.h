/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an import, or would come of it. */

#pragma once

#include <libdex.h>

#include "core/base/crm-id.h"
#include "core/exchange/crm-import-source.h"

G_BEGIN_DECLS

/**
 * CrmImportFault:
 * @source: 0-based file of the import
 * @row: as a spreadsheet counts
 * @column: (nullable): the column's name; %NULL for the row as a whole
 * @reason: a sentence for a person
 */
typedef struct
{
  guint source;
  guint64 row;
  char *column;
  char *reason;
} CrmImportFault;

#define CRM_TYPE_IMPORT_REPORT (crm_import_report_get_type ())

/**
 * CrmImportReport:
 * @n_read: rows
 * @n_created: rows that made a customer, person or deal
 * @n_updated: rows that changed or added to records
 * @n_unchanged: rows that said nothing new
 * @n_skipped: rows about nobody, and those about records that were to stay as they are
 * @faults: (element-type CrmImportFault): rows refused, in the order of the files
 * @n_matched: of answers: created ones whose customer was found; @n_unmatched: those that name one who is not here, or more than one
 * @n_left: values left out because an earlier row of the same record said something else
 * @edit: the edit's number, 0 when nothing was written; @edit_id its id
 *
 * @n_read is the sum of the four and the faults. Reference-counted, immutable once handed out.
 */
typedef struct
{
  guint64 n_read;
  guint64 n_created;
  guint64 n_updated;
  guint64 n_unchanged;
  guint64 n_skipped;
  guint64 n_matched;
  guint64 n_unmatched;
  guint64 n_left;
  GPtrArray *faults;
  gint64 edit;
  CrmId edit_id;
} CrmImportReport;

GType crm_import_report_get_type (void);
CrmImportReport *crm_import_report_new (void);
CrmImportReport *crm_import_report_ref (CrmImportReport *self);
void crm_import_report_unref (CrmImportReport *self);

/* Takes @reason. */
void crm_import_report_add_fault (CrmImportReport *self, guint source, guint64 row, const char *column, char *reason);

/**
 * crm_import_report_save_faults:
 * @sources: (element-type CrmImportSource): the files of the import
 * @path: where to
 *
 * Writes the refused rows of all files as a CSV file with the columns they had and one more that says what is wrong, to be
 * mended and imported again. Reads the files once more; blocks.
 */
gboolean crm_import_report_save_faults (CrmImportReport *self, GPtrArray *sources, const char *path, GCancellable *cancellable, GError **error);

/* The same on a thread of its own. Returns: (transfer full): a #DexFuture of a boolean. */
DexFuture *crm_import_report_store_faults (CrmImportReport *self, GPtrArray *sources, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportReport, crm_import_report_unref)

G_END_DECLS
