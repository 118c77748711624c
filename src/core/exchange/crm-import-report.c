/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an import, or would come of it. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-import-report.h"

#include "core/exchange/crm-table-writer.h"
#include "core/store/crm-worker.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (CrmImportReport, crm_import_report, crm_import_report_ref, crm_import_report_unref)

static void
fault_free (gpointer data)
{
  CrmImportFault *fault = data;

  g_free (fault->column);
  g_free (fault->reason);
  g_free (fault);
}

CrmImportReport *
crm_import_report_new (void)
{
  CrmImportReport *self = g_atomic_rc_box_new0 (CrmImportReport);

  self->faults = g_ptr_array_new_with_free_func (fault_free);
  return self;
}

CrmImportReport *
crm_import_report_ref (CrmImportReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  g_ptr_array_unref (((CrmImportReport *)data)->faults);
}

void
crm_import_report_unref (CrmImportReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

void
crm_import_report_add_fault (CrmImportReport *self, guint source, guint64 row, const char *column, char *reason)
{
  CrmImportFault *fault = g_new0 (CrmImportFault, 1);

  *fault = (CrmImportFault){ source, row, g_strdup (column), reason };
  g_ptr_array_add (self->faults, fault);
}

/* ── the rows to mend ── */

typedef struct
{
  CrmTableWriter *writer;
  CrmTableValue *values;
  guint n_columns;    /* without the one of reasons */
  GHashTable *places; /* column name → GUINT_TO_POINTER (place + 1), for the later files */
} FaultFile;

static void
write_row (FaultFile *file, const CrmTableRow *row, const guint *places, const char *reason)
{
  for (guint i = 0; i < file->n_columns; i++)
    file->values[i].text = NULL;
  for (guint i = 0; i < row->n_cells; i++)
    file->values[places[i]].text = row->cells[i].text;
  file->values[file->n_columns].text = reason;
}

/* Both the faults of a file and its rows ascend. */
static gboolean
copy_rows (FaultFile *file, CrmTableReader *reader, GPtrArray *faults, guint *next, guint source, const guint *places, guint n_columns, GError **error)
{
  const CrmTableRow *row;
  CrmTableStatus status;

  while (*next < faults->len && ((CrmImportFault *)faults->pdata[*next])->source == source)
    {
      const CrmImportFault *fault = faults->pdata[*next];
      g_autofree char *reason = NULL;
      CrmTableRow cut;

      status = crm_table_reader_next (reader, &row, error);
      if (status != CRM_TABLE_ROW)
        return status == CRM_TABLE_END;
      if (row->number < fault->row)
        continue;
      (*next)++;
      if (row->number > fault->row)
        continue;
      cut = *row;
      cut.n_cells = MIN (row->n_cells, n_columns);
      /* Translators: the first %s is a column, the second what is wrong with it. */
      reason = fault->column != NULL ? g_strdup_printf (_ ("%s: %s"), fault->column, fault->reason) : g_strdup (fault->reason);
      write_row (file, &cut, places, reason);
      if (!crm_table_writer_add (file->writer, file->values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_source (FaultFile *file, const CrmImportSource *source, guint number, GPtrArray *faults, guint *next, GCancellable *cancellable, GError **error)
{
  g_autofree guint *places = g_new0 (guint, source->n_columns + 1);
  g_autoptr (CrmTableReader) reader = NULL;

  if (*next >= faults->len || ((CrmImportFault *)faults->pdata[*next])->source != number)
    return TRUE;
  reader = crm_table_reader_open (source->path, &source->options, cancellable, error);
  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < source->n_columns; i++)
    places[i] = number == 0 ? i : GPOINTER_TO_UINT (g_hash_table_lookup (file->places, source->columns[i])) - 1;
  return copy_rows (file, reader, faults, next, number, places, source->n_columns, error);
}

/* The columns of the first file, and those of the others that it does not have. */
static GPtrArray *
gather_columns (FaultFile *file, GPtrArray *sources)
{
  GPtrArray *columns = g_ptr_array_new ();

  file->places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sources->len; i++)
    {
      const CrmImportSource *source = sources->pdata[i];

      for (guint j = 0; j < source->n_columns; j++)
        if (i == 0 || !g_hash_table_contains (file->places, source->columns[j]))
          {
            g_ptr_array_add (columns, source->columns[j]);
            if (!g_hash_table_contains (file->places, source->columns[j]))
              g_hash_table_insert (file->places, source->columns[j], GUINT_TO_POINTER (columns->len));
          }
    }
  file->n_columns = columns->len;
  g_ptr_array_add (columns, (gpointer)_ ("Problem"));
  g_ptr_array_add (columns, NULL);
  return columns;
}

gboolean
crm_import_report_save_faults (CrmImportReport *self, GPtrArray *sources, const char *path, GCancellable *cancellable, GError **error)
{
  static const CrmTableWriterOptions options = { .byte_order_mark = TRUE };
  FaultFile file = { 0 };
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (CrmTableWriter) writer = NULL;
  g_autofree CrmTableValue *values = NULL;
  guint next = 0;

  g_return_val_if_fail (self != NULL && sources != NULL && path != NULL, FALSE);

  columns = gather_columns (&file, sources);
  places = file.places;
  values = file.values = g_new0 (CrmTableValue, file.n_columns + 1);
  writer = file.writer = crm_table_writer_new (path, CRM_TABLE_FORMAT_CSV, &options, (const char *const *)columns->pdata, error);
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    if (!copy_source (&file, sources->pdata[i], i, self->faults, &next, cancellable, error))
      return FALSE;
  return crm_table_writer_finish (writer, error);
}

/* ── on a thread ── */

typedef struct
{
  CrmImportReport *report;
  GPtrArray *sources;
  char *path;
  GMainContext *context;
  DexPromise *promise;
} Saving;

static gpointer
save_in_thread (gpointer data)
{
  Saving *saving = data;
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, crm_import_report_save_faults (saving->report, saving->sources, saving->path, NULL, &error));
  crm_worker_settle (saving->context, saving->promise, &value, error);
  g_main_context_unref (saving->context);
  crm_import_report_unref (saving->report);
  g_ptr_array_unref (saving->sources);
  g_free (saving->path);
  g_free (saving);
  return NULL;
}

DexFuture *
crm_import_report_store_faults (CrmImportReport *self, GPtrArray *sources, const char *path)
{
  DexPromise *promise;
  Saving *saving;

  g_return_val_if_fail (self != NULL && sources != NULL && path != NULL, NULL);

  promise = dex_promise_new ();
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ crm_import_report_ref (self), g_ptr_array_ref (sources), g_strdup (path), g_main_context_ref_thread_default (), dex_ref (promise) };
  g_thread_unref (g_thread_new ("crm-save-faults", save_in_thread, saving));
  return DEX_FUTURE (promise);
}
