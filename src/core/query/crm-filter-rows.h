/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows for which a filter holds: each part of it in the way that is cheapest, put together as sets. */

#pragma once

#include "core/query/crm-query.h"
#include "core/query/crm-row-set.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_filter_find_rows:
 * @kind: whose records it is about
 *
 * What an index covers is read there alone, what is related through its own table; all the rest is asked in one walk over the records, or of those
 * alone that are left when they are few. On the connection's thread.
 *
 * Returns: (transfer full) (nullable): the rowids of those that are not deleted; %NULL on error.
 */
CrmRowSet *crm_filter_find_rows (const CrmFilter *filter, const CrmKind *kind, CrmConnection *connection, GError **error);

/* The same for whoever knows which rowids are records that are not deleted: others may be among the answer. */
CrmRowSet *crm_filter_find_candidates (const CrmFilter *filter, const CrmKind *kind, CrmConnection *connection, GError **error);

G_END_DECLS
