/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters as SQL, for readers that ask for more than records. */

#pragma once

#include "core/query/crm-query.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_query_sql_append_where:
 * @kind: whose fields the filter speaks of
 * @sql: where to append a parenthesised SQL condition
 * @values: for crm_query_sql_bind(): what belongs to the parameters, in their order; borrowed from @filter and the schema
 */
void crm_query_sql_append_where (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values);

/* Binds what crm_query_sql_append_where() left open, from parameter @index on; returns the next index. */
int crm_query_sql_bind (GPtrArray *values, sqlite3_stmt *statement, int index);

G_END_DECLS
