/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a filter, for what compiles it. Private to core/query. */

#pragma once

#include "core/query/crm-query-sql.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_FILTER_CONDITION,
  CRM_FILTER_CUSTOM,
  CRM_FILTER_AND,
  CRM_FILTER_OR,
} CrmFilterType;

struct _CrmFilter
{
  CrmFilterType type;
  GPtrArray *parts; /* of CrmFilter */
  guint field;      /* of a custom condition: the column of the value */
  CrmId custom;     /* of a custom condition: the definition */
  CrmOperator operation;
  CrmValue value;
};

G_END_DECLS
