/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is to be imported: what it is, what stands in it, what its columns mean. */

#pragma once

#include <libdex.h>

#include "core/exchange/crm-import-mapping.h"
#include "core/exchange/crm-table-reader.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* Rows kept for the preview. */
#define CRM_IMPORT_SAMPLE_ROWS 30

#define CRM_TYPE_IMPORT_SOURCE (crm_import_source_get_type ())

/**
 * CrmImportSource:
 * @path: the file's name in the system's encoding
 * @name: the same for a person, without folders
 * @options: how it is read: what the user has set, or all zero
 * @format: what it is; @encoding and @confidence (0 to 100), @delimiter (0 for none), @has_header, @sheets and @sheet (1-based)
 * @columns: (array length=n_columns): names
 * @n_rows: rows below the header that are not blank, those with a fault (@n_broken) included
 * @samples: (element-type GStrv): the first rows, as wide as the table
 * @mapping: what the columns mean
 *
 * Reference-counted. All but @mapping is set once; that belongs to who holds the source, until an import begins.
 */
typedef struct
{
  char *path;
  char *name;
  CrmTableReaderOptions options;
  CrmTableFormat format;
  char *encoding;
  guint confidence;
  char delimiter;
  gboolean has_header;
  char **sheets;
  guint sheet;
  char **columns;
  guint n_columns;
  guint64 n_rows;
  guint64 n_broken;
  GPtrArray *samples;
  CrmImportMapping *mapping;
} CrmImportSource;

GType crm_import_source_get_type (void);

/**
 * crm_import_source_open:
 * @path: a file name in the system's encoding
 * @options: (nullable): overrides of what would be found out
 * @this_year: the year it is
 * @cancellable: (nullable): to stop
 *
 * Reads the whole file once: counts it, keeps the first rows, and recognises its columns. Blocks.
 *
 * Returns: (transfer full): the source, or %NULL with the errors of crm_table_reader_open().
 */
CrmImportSource *crm_import_source_open (const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable, GError **error);

/* The same on a thread of its own. Returns: (transfer full): a #DexFuture of a #CrmImportSource. */
DexFuture *crm_import_source_load (const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable);

/* The same for an import into @store, whose custom fields are recognised by their names. */
DexFuture *crm_import_source_load_for (CrmStore *store, const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable);

CrmImportSource *crm_import_source_ref (CrmImportSource *self);
void crm_import_source_unref (CrmImportSource *self);

/* The permanent name of the format: "csv", "vcard", "xlsx". */
const char *crm_import_source_get_format_name (const CrmImportSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportSource, crm_import_source_unref)

G_END_DECLS
