/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of one field as numbers that sort, for what orders records or groups them. Private to core/query. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 key;
  guint32 row;
} CrmSortKey;

/**
 * CrmSortKeys:
 * @keys: (element-type CrmSortKey): of each record that has a value, in no order
 * @values: (nullable) (element-type utf8): of texts, choices and references, whose keys count from 0: what each key stands for
 */
typedef struct
{
  GArray *keys;
  GPtrArray *values;
} CrmSortKeys;

/**
 * crm_sort_keys_read:
 * @field: of @kind, or with @custom a column of the values of a custom field
 * @custom: (nullable): its definition
 *
 * In one walk without order. Choices go as their schema or the office has them, references by what they are called, stages as they stand.
 */
CrmSortKeys *crm_sort_keys_read (CrmConnection *connection, const CrmKind *kind, guint field, const CrmId *custom, GError **error);
void crm_sort_keys_free (CrmSortKeys *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSortKeys, crm_sort_keys_free)

G_END_DECLS
