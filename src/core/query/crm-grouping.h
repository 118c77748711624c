/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which group each record of a kind is in: what an answer is put into sections by. */

#pragma once

#include "core/query/crm-query.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* Of records without a value: they come last. */
#define CRM_GROUP_NONE G_MAXUINT32

/**
 * CrmGrouping:
 * @numbers: (array length=n_numbers): of each rowid the number of its group, groups counted in their order
 * @values: (element-type utf8): of each group what its records have, as crm_value_to_stored() writes it
 *
 * Four bytes a record. Immutable, reference-counted, any thread.
 */
typedef struct
{
  const CrmKind *kind;
  guint field;
  CrmId custom;
  gboolean is_custom;
  guint32 *numbers;
  gsize n_numbers;
  GPtrArray *values;
} CrmGrouping;

/* By what the query groups by, which it must. One walk over the field, as for an order without an index. */
CrmGrouping *crm_grouping_read (CrmConnection *connection, const CrmQuery *query, GError **error);

/* Whether it is what @query groups by. */
gboolean crm_grouping_fits (const CrmGrouping *self, const CrmQuery *query);

CrmGrouping *crm_grouping_ref (CrmGrouping *self);
void crm_grouping_unref (CrmGrouping *self);

static inline guint32
crm_grouping_get_number (const CrmGrouping *self, guint32 rowid)
{
  return rowid < self->n_numbers ? self->numbers[rowid] : CRM_GROUP_NONE;
}

/**
 * crm_grouping_arrange:
 * @rowids: (array length=n_rows): records in any order
 * @starts: (element-type guint): gets where each section begins
 * @groups: (element-type guint32): gets the number of its group
 *
 * Returns: (transfer full): the same records group by group, in each as they stood.
 */
guint32 *crm_grouping_arrange (const CrmGrouping *self, const guint32 *rowids, guint n_rows, GArray *starts, GArray *groups);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmGrouping, crm_grouping_unref)

G_END_DECLS
