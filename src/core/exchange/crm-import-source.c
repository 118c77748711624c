/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is to be imported: what it is, what stands in it, what its columns mean. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-import-source.h"

/* Columns of a table beyond these are left to the note: nobody maps them, and each costs memory. */
#define MAX_EVIDENCE 2000

G_DEFINE_BOXED_TYPE (CrmImportSource, crm_import_source, crm_import_source_ref, crm_import_source_unref)

CrmImportSource *
crm_import_source_ref (CrmImportSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
source_clear (gpointer data)
{
  CrmImportSource *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free ((char *)self->options.encoding);
  g_free (self->encoding);
  g_strfreev (self->sheets);
  g_strfreev (self->columns);
  g_clear_pointer (&self->samples, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, crm_import_mapping_free);
}

void
crm_import_source_unref (CrmImportSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

static CrmImportSource *
source_new (const char *path, const CrmTableReaderOptions *options)
{
  CrmImportSource *self = g_atomic_rc_box_new0 (CrmImportSource);

  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  if (options != NULL)
    self->options = *options;
  self->options.encoding = g_strdup (self->options.encoding);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return self;
}

static void
describe (CrmImportSource *self, CrmTableReader *reader)
{
  self->format = crm_table_reader_get_format (reader);
  self->encoding = g_strdup (crm_table_reader_get_encoding (reader, &self->confidence));
  self->delimiter = crm_table_reader_get_delimiter (reader);
  self->has_header = crm_table_reader_has_header (reader);
  self->sheets = g_strdupv ((char **)crm_table_reader_get_sheets (reader));
  self->sheet = crm_table_reader_get_sheet (reader);
  self->columns = g_strdupv ((char **)crm_table_reader_get_columns (reader, &self->n_columns));
}

static void
keep_sample (CrmImportSource *self, const CrmTableRow *row)
{
  char **cells = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = g_strdup (i < row->n_cells ? row->cells[i].text : "");
  g_ptr_array_add (self->samples, cells);
}

static gboolean
survey (CrmImportSource *self, CrmTableReader *reader, GPtrArray *evidence, GError **error)
{
  const CrmTableRow *row;
  CrmTableStatus status;

  while ((status = crm_table_reader_next (reader, &row, error)) == CRM_TABLE_ROW)
    {
      self->n_rows++;
      if (row->fault != CRM_TABLE_FAULT_NONE)
        {
          self->n_broken++;
          continue;
        }
      if (self->samples->len < CRM_IMPORT_SAMPLE_ROWS)
        keep_sample (self, row);
      for (guint i = 0; i < MIN (row->n_cells, self->n_columns); i++)
        if (row->cells[i].length > 0)
          crm_column_evidence_add (evidence->pdata[MIN (i, evidence->len - 1)], row->cells[i].text);
    }
  return status == CRM_TABLE_END;
}

static GPtrArray *
make_evidence (guint n_columns)
{
  GPtrArray *evidence = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_column_evidence_free);

  /* One more than are looked at stands for all the rest. */
  for (guint i = 0; i < MIN (n_columns, MAX_EVIDENCE + 1); i++)
    g_ptr_array_add (evidence, crm_column_evidence_new ());
  return evidence;
}

CrmImportSource *
crm_import_source_open (const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmImportSource) self = NULL;
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (GPtrArray) evidence = NULL;
  g_autofree gpointer *each = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = source_new (path, options);
  reader = crm_table_reader_open (path, &self->options, cancellable, error);
  if (reader == NULL)
    return NULL;
  describe (self, reader);
  evidence = make_evidence (self->n_columns);
  if (!survey (self, reader, evidence, error))
    return NULL;
  each = g_new0 (gpointer, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    each[i] = evidence->pdata[MIN (i, evidence->len - 1)];
  self->mapping = crm_import_mapping_guess ((const char *const *)self->columns, (CrmColumnEvidence *const *)each, self->n_columns,
                                            self->format, self->encoding, self->has_header, this_year);
  return g_steal_pointer (&self);
}

/* ── on a thread ── */

typedef struct
{
  char *path;
  CrmTableReaderOptions options;
  int this_year;
  GCancellable *cancellable;
  DexPromise *promise;
} Load;

static gpointer
load_in_thread (gpointer data)
{
  Load *load = data;
  g_autoptr (GError) error = NULL;
  CrmImportSource *source = crm_import_source_open (load->path, &load->options, load->this_year, load->cancellable, &error);

  if (source != NULL)
    dex_promise_resolve_boxed (load->promise, CRM_TYPE_IMPORT_SOURCE, source);
  else
    dex_promise_reject (load->promise, g_steal_pointer (&error));
  dex_unref (load->promise);
  g_clear_object (&load->cancellable);
  g_free ((char *)load->options.encoding);
  g_free (load->path);
  g_free (load);
  return NULL;
}

DexFuture *
crm_import_source_load (const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();
  Load *load;

  g_return_val_if_fail (path != NULL, NULL);

  load = g_new0 (Load, 1);
  load->path = g_strdup (path);
  if (options != NULL)
    load->options = *options;
  load->options.encoding = g_strdup (load->options.encoding);
  load->this_year = this_year;
  load->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  load->promise = dex_ref (promise);
  g_thread_unref (g_thread_new ("crm-import", load_in_thread, load));
  return DEX_FUTURE (promise);
}

/* ── for a store ── */

static DexFuture *
on_fields_read (DexFuture *future, gpointer data)
{
  CrmImportSource *source = data;
  GPtrArray *fields = g_value_get_boxed (dex_future_get_value (future, NULL));

  crm_import_mapping_set_custom_fields (source->mapping, fields);
  return dex_future_new_take_boxed (CRM_TYPE_IMPORT_SOURCE, crm_import_source_ref (source));
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  CrmImportSource *source = g_value_dup_boxed (dex_future_get_value (future, NULL));

  return dex_future_then (crm_store_read (data, NULL, crm_custom_fields_read_into, NULL, NULL), on_fields_read, source, (GDestroyNotify)crm_import_source_unref);
}

DexFuture *
crm_import_source_load_for (CrmStore *store, const char *path, const CrmTableReaderOptions *options, int this_year, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  return dex_future_then (crm_import_source_load (path, options, this_year, cancellable), on_loaded, g_object_ref (store), g_object_unref);
}

const char *
crm_import_source_get_format_name (const CrmImportSource *self)
{
  return self->format == CRM_TABLE_FORMAT_VCARD  ? "vcard"
         : self->format == CRM_TABLE_FORMAT_XLSX ? "xlsx"
         : self->format == CRM_TABLE_FORMAT_JSON ? "json"
                                                 : "csv";
}
