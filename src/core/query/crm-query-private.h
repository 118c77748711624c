/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a filter, for what compiles it. Private to core/query. */

#pragma once

#include "core/query/crm-query-sql.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_FILTER_CONDITION,
  CRM_FILTER_RELATED,
  CRM_FILTER_REFERRED,
  CRM_FILTER_ANNIVERSARY,
  CRM_FILTER_CREATED,
  CRM_FILTER_NOT,
  CRM_FILTER_AND,
  CRM_FILTER_OR,
} CrmFilterType;

struct _CrmFilter
{
  CrmFilterType type;
  GPtrArray *parts;    /* of CrmFilter */
  guint field;         /* of a related condition: the reference */
  const CrmKind *kind; /* of a related or referred condition: whose records */
  gboolean none;       /* of a related condition: there is no such record */
  CrmOperator operation;
  CrmValue value;
  gint64 from; /* of an anniversary: month and day; of the creation: milliseconds */
  gint64 upto; /* inclusive */
};

G_END_DECLS
