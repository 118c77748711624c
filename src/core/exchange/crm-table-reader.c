/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads any file of contacts that another program exports as a stream of rows. */

#include "config.h"

#include "core/exchange/crm-table-reader.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-csv-reader.h"
#include "core/exchange/crm-json-table.h"
#include "core/exchange/crm-vcard-table.h"
#include "core/exchange/crm-xlsx-reader.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

/* The rows looked at to find the header; they are kept and given again. */
#define SAMPLE_ROWS  64
#define SAMPLE_BYTES (2 * 1024 * 1024)

struct _CrmTableReader
{
  char *name;
  CrmTableFormat format;
  CrmEncodingGuess encoding;
  char *encoding_name;
  guint64 size;
  GCancellable *cancellable;
  CrmTableSource *source;

  CrmTableLayout layout;
  guint n_columns;

  GPtrArray *sample;
  GStringChunk *sample_text;
  guint next_sample;
  gboolean source_ended;
  GError *source_error;

  CrmTableRow row;
};

static void
free_row (gpointer row)
{
  crm_table_row_clear (row);
  g_free (row);
}

static void
keep_row (CrmTableReader *self, const CrmTableRow *row)
{
  CrmTableRow *copy = g_new0 (CrmTableRow, 1);

  crm_table_row_begin (copy, row->number, row->line);
  copy->fault = row->fault;
  copy->fault_column = row->fault_column;
  copy->fault_line = row->fault_line;
  for (guint i = 0; i < row->n_cells; i++)
    crm_table_row_add (copy, g_string_chunk_insert_len (self->sample_text, row->cells[i].text, (gssize)row->cells[i].length),
                       row->cells[i].length);
  g_ptr_array_add (self->sample, copy);
}

static CrmTableStatus
read_row (CrmTableReader *self, GError **error)
{
  CrmTableStatus status;

  do
    {
      if (G_UNLIKELY (g_cancellable_set_error_if_cancelled (self->cancellable, error)))
        return CRM_TABLE_ERROR;
      status = self->source->klass->next (self->source, &self->row, error);
    }
  while (status == CRM_TABLE_ROW && self->row.fault == CRM_TABLE_FAULT_NONE && crm_table_row_is_blank (&self->row));
  return status;
}

/* An error below the first rows must not hide them: it comes when its row is due. */
static gboolean
read_sample (CrmTableReader *self, GError **error)
{
  gsize bytes = 0;

  self->sample = g_ptr_array_new_with_free_func (free_row);
  self->sample_text = g_string_chunk_new (4096);
  while (self->sample->len < SAMPLE_ROWS && bytes < SAMPLE_BYTES && !self->source_ended)
    {
      CrmTableStatus status = read_row (self, &self->source_error);

      if (status == CRM_TABLE_ROW)
        {
          keep_row (self, &self->row);
          for (guint i = 0; i < self->row.n_cells; i++)
            bytes += self->row.cells[i].length;
        }
      else
        self->source_ended = TRUE;
    }
  if (self->source_error != NULL && (self->sample->len == 0 || g_error_matches (self->source_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&self->source_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_layout (CrmTableReader *self, CrmTableHeader header, GError **error)
{
  guint above;

  if (!read_sample (self, error))
    return FALSE;
  crm_table_layout_detect ((CrmTableRow *const *)self->sample->pdata, self->sample->len, header, &self->layout);
  self->n_columns = g_strv_length (self->layout.names);
  above = self->layout.n_titles + self->layout.has_header;
  for (guint i = 0; i < above; i++)
    {
      const CrmTableRow *row = self->sample->pdata[i];

      if (row->fault == CRM_TABLE_FAULT_NONE || row->fault == CRM_TABLE_FAULT_BYTES)
        continue;
      {
        g_autofree char *fault = crm_table_row_describe_fault (row);

        /* Translators: then follows a sentence that says where and what. */
        g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s”: the names of the columns cannot be read. %s"), self->name, fault);
        return FALSE;
      }
    }
  self->next_sample = above;
  return TRUE;
}

static gboolean
open_csv (CrmTableReader *self, int fd, char delimiter, GError **error)
{
  CrmTextStream *stream = crm_text_stream_new (fd, self->name, self->encoding_name, self->encoding.mark, CRM_TABLE_MAX_ROW,
                                               self->cancellable, error);

  if (stream == NULL)
    return FALSE;
  self->source = crm_csv_reader_new (stream, delimiter, error);
  return self->source != NULL;
}

static gboolean
open_vcard (CrmTableReader *self, const char *path, int fd, GError **error)
{
  guint64 size;
  int again = crm_table_format_open (path, &size, error);

  if (again < 0)
    {
      close (fd);
      return FALSE;
    }
  self->source = crm_vcard_table_new (fd, again, self->name, &self->encoding, self->cancellable, &self->layout.names, error);
  self->layout.has_header = TRUE;
  self->n_columns = self->source != NULL ? g_strv_length (self->layout.names) : 0;
  return self->source != NULL;
}

static gboolean
open_json (CrmTableReader *self, const char *path, GError **error)
{
  self->source = crm_json_table_new (path, self->name, &self->layout.names, error);
  self->layout.has_header = TRUE;
  self->n_columns = self->source != NULL ? g_strv_length (self->layout.names) : 0;
  return self->source != NULL;
}

static gboolean
open_source (CrmTableReader *self, const char *path, const CrmTableReaderOptions *options, GError **error)
{
  int fd = crm_table_format_open (path, &self->size, error);

  if (fd < 0)
    return FALSE;
  self->encoding.name = options->encoding;
  self->format = crm_table_format_detect (fd, self->name, &self->encoding, self->cancellable, error);
  self->encoding_name = g_strdup (self->encoding.name != NULL && self->format != CRM_TABLE_FORMAT_XLSX && self->format != CRM_TABLE_FORMAT_JSON ? self->encoding.name : "UTF-8");
  switch (self->format)
    {
    case CRM_TABLE_FORMAT_CSV:
      return open_csv (self, fd, options->delimiter, error) && find_layout (self, options->header, error);
    case CRM_TABLE_FORMAT_VCARD:
      return open_vcard (self, path, fd, error);
    case CRM_TABLE_FORMAT_JSON:
      close (fd);
      return open_json (self, path, error);
    case CRM_TABLE_FORMAT_XLSX:
      self->source = crm_xlsx_reader_new (fd, self->name, options->sheet, self->cancellable, error);
      return self->source != NULL && find_layout (self, options->header, error);
    case CRM_TABLE_FORMAT_DETECT:
    default:
      close (fd);
      return FALSE;
    }
}

CrmTableReader *
crm_table_reader_open (const char *path, const CrmTableReaderOptions *options, GCancellable *cancellable, GError **error)
{
  static const CrmTableReaderOptions none;
  g_autoptr (CrmTableReader) self = g_new0 (CrmTableReader, 1);

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self->name = g_filename_display_basename (path);
  g_set_object (&self->cancellable, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !open_source (self, path, options != NULL ? options : &none, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_table_reader_free (CrmTableReader *self)
{
  g_clear_pointer (&self->source, crm_table_source_free);
  g_clear_pointer (&self->sample, g_ptr_array_unref);
  g_clear_pointer (&self->sample_text, g_string_chunk_free);
  g_clear_error (&self->source_error);
  crm_table_layout_clear (&self->layout);
  crm_table_row_clear (&self->row);
  g_clear_object (&self->cancellable);
  g_free (self->encoding_name);
  g_free (self->name);
  g_free (self);
}

static CrmTableStatus
next_of_sample (CrmTableReader *self, CrmTableRow **row, GError **error)
{
  if (self->next_sample < self->sample->len)
    {
      *row = self->sample->pdata[self->next_sample++];
      return CRM_TABLE_ROW;
    }
  if (self->source_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->source_error));
      return CRM_TABLE_ERROR;
    }
  if (self->source_ended)
    return CRM_TABLE_END;
  g_clear_pointer (&self->sample, g_ptr_array_unref);
  g_clear_pointer (&self->sample_text, g_string_chunk_free);
  *row = &self->row;
  return read_row (self, error);
}

/* Every row is as wide as the table, unless it is faulty for being wider. */
static void
fit_row (CrmTableReader *self, CrmTableRow *row)
{
  while (row->n_cells > self->n_columns && row->cells[row->n_cells - 1].length == 0)
    row->n_cells--;
  if (G_UNLIKELY (row->n_cells > self->n_columns))
    crm_table_row_set_fault (row, CRM_TABLE_FAULT_EXTRA_CELLS, self->n_columns + 1);
  if (row->n_cells < self->n_columns)
    crm_table_row_pad (row, self->n_columns);
}

CrmTableStatus
crm_table_reader_next (CrmTableReader *self, const CrmTableRow **row, GError **error)
{
  CrmTableRow *found = &self->row;
  CrmTableStatus status;

  g_return_val_if_fail (self != NULL, CRM_TABLE_ERROR);
  g_return_val_if_fail (row != NULL, CRM_TABLE_ERROR);

  status = self->sample != NULL ? next_of_sample (self, &found, error) : read_row (self, error);
  if (status != CRM_TABLE_ROW)
    return status;
  fit_row (self, found);
  *row = found;
  return CRM_TABLE_ROW;
}

CrmTableFormat
crm_table_reader_get_format (CrmTableReader *self)
{
  return self->format;
}

const char *
crm_table_reader_get_encoding (CrmTableReader *self, guint *confidence)
{
  if (confidence != NULL)
    *confidence = self->format == CRM_TABLE_FORMAT_XLSX ? 100 : self->encoding.confidence;
  return self->encoding_name;
}

char
crm_table_reader_get_delimiter (CrmTableReader *self)
{
  return self->format == CRM_TABLE_FORMAT_CSV ? crm_csv_reader_get_delimiter (self->source) : 0;
}

gboolean
crm_table_reader_has_header (CrmTableReader *self)
{
  return self->layout.has_header;
}

const char *const *
crm_table_reader_get_columns (CrmTableReader *self, guint *n_columns)
{
  if (n_columns != NULL)
    *n_columns = self->n_columns;
  return (const char *const *)self->layout.names;
}

const char *const *
crm_table_reader_get_sheets (CrmTableReader *self)
{
  static const char *const none[] = { NULL };

  return self->format == CRM_TABLE_FORMAT_XLSX ? crm_xlsx_reader_get_sheets (self->source) : none;
}

guint
crm_table_reader_get_sheet (CrmTableReader *self)
{
  return self->format == CRM_TABLE_FORMAT_XLSX ? crm_xlsx_reader_get_sheet (self->source) : 0;
}

const CrmVcard *
crm_table_reader_get_card (CrmTableReader *self)
{
  return self->format == CRM_TABLE_FORMAT_VCARD ? crm_vcard_table_get_card (self->source) : NULL;
}

guint64
crm_table_reader_get_progress (CrmTableReader *self, guint64 *size)
{
  guint64 all = self->format == CRM_TABLE_FORMAT_XLSX ? crm_xlsx_reader_get_size (self->source) : self->size;

  if (size != NULL)
    *size = all;
  return MIN (self->source->klass->get_position (self->source), all);
}
