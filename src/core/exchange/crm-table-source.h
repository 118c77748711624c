/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a format must offer to be read as a table: private to the readers. */

#pragma once

#include "core/exchange/crm-table.h"

G_BEGIN_DECLS

typedef struct _CrmTableSource CrmTableSource;

typedef struct
{
  /* Fills @row, which stays the source's until the next call: it may point into the source's own buffers. */
  CrmTableStatus (*next) (CrmTableSource *source, CrmTableRow *row, GError **error);
  guint64 (*get_position) (CrmTableSource *source);
  void (*free) (CrmTableSource *source);
} CrmTableSourceClass;

struct _CrmTableSource
{
  const CrmTableSourceClass *klass;
};

static inline void
crm_table_source_free (CrmTableSource *source)
{
  source->klass->free (source);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTableSource, crm_table_source_free)

G_END_DECLS
