/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format must offer to be written as a table: private to the writers. */

#pragma once

#include "core/exchange/crm-table-writer.h"

G_BEGIN_DECLS

typedef struct _CrmTableSink CrmTableSink;

typedef struct
{
  gboolean (*add) (CrmTableSink *sink, const CrmTableValue *values, guint n_values, GError **error);
  gboolean (*finish) (CrmTableSink *sink, GError **error);
  void (*free) (CrmTableSink *sink);
} CrmTableSinkClass;

struct _CrmTableSink
{
  const CrmTableSinkClass *klass;
  guint64 n_shortened;
};

CrmTableSink *crm_csv_sink_new (const char *path, const CrmTableWriterOptions *options, GError **error);
CrmTableSink *crm_xlsx_sink_new (const char *path, const CrmTableWriterOptions *options, guint n_columns, GError **error);

G_END_DECLS
