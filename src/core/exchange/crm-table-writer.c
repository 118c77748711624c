/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a table as CSV or as an Excel workbook (.xlsx). */

#include "core/exchange/crm-table-writer.h"

#include "core/exchange/crm-table-sink.h"

struct _CrmTableWriter
{
  CrmTableSink *sink;
  guint n_columns;
};

static gboolean
add_header (CrmTableWriter *self, const char *const *columns, GError **error)
{
  g_autofree CrmTableValue *values = g_new0 (CrmTableValue, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    values[i].text = columns[i];
  return crm_table_writer_add (self, values, error);
}

CrmTableWriter *
crm_table_writer_new (const char *path, CrmTableFormat format, const CrmTableWriterOptions *options, const char *const *columns, GError **error)
{
  static const CrmTableWriterOptions none;
  g_autoptr (CrmTableWriter) self = g_new0 (CrmTableWriter, 1);

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (format == CRM_TABLE_FORMAT_CSV || format == CRM_TABLE_FORMAT_XLSX, NULL);
  g_return_val_if_fail (columns != NULL && *columns != NULL, NULL);

  options = options != NULL ? options : &none;
  self->n_columns = g_strv_length ((char **)columns);
  self->sink = format == CRM_TABLE_FORMAT_CSV ? crm_csv_sink_new (path, options, error)
                                              : crm_xlsx_sink_new (path, options, self->n_columns, error);
  if (self->sink == NULL || !add_header (self, columns, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_table_writer_free (CrmTableWriter *self)
{
  if (self->sink != NULL)
    self->sink->klass->free (self->sink);
  g_free (self);
}

gboolean
crm_table_writer_add (CrmTableWriter *self, const CrmTableValue *values, GError **error)
{
  return self->sink->klass->add (self->sink, values, self->n_columns, error);
}

gboolean
crm_table_writer_finish (CrmTableWriter *self, GError **error)
{
  return self->sink->klass->finish (self->sink, error);
}

guint64
crm_table_writer_get_n_shortened (CrmTableWriter *self)
{
  return self->sink->n_shortened;
}
