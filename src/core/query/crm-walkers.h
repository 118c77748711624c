/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that walk over a large table beside the one that asks. */

#pragma once

#include "core/query/crm-row-set.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef struct _CrmWalkers CrmWalkers;

/**
 * crm_walkers_new:
 * @connection: the caller's, in a transaction that has not read anything yet
 *
 * Each walker has a connection of its own that sees the same state of the file as the caller's transaction, which begins to read here: SQLite's data_version
 * tells a walker whether somebody wrote between its first look and the caller's, and one that sees another state goes.
 *
 * Returns: (transfer full) (nullable): %NULL where there is nothing to be won: a small file, a single processor; or no way to see the same.
 */
CrmWalkers *crm_walkers_new (CrmConnection *connection);

/* Ends what goes on, within some milliseconds. */
void crm_walkers_free (CrmWalkers *self);

/**
 * crm_walkers_begin:
 * @table: to walk over
 * @where: a condition on its rows; with parameters from ?3 on
 * @values: for crm_query_sql_bind(); borrowed until the walk is finished or given up
 * @last: the largest rowid there may be
 *
 * Begins to walk, while the caller does other things.
 *
 * Returns: %FALSE while another walk is under way.
 */
gboolean crm_walkers_begin (CrmWalkers *self, const char *table, const char *where, GPtrArray *values, gint64 last);

/**
 * crm_walkers_finish:
 *
 * Walks with them, until all of the table is done.
 *
 * Returns: (transfer full) (nullable): the rows that meet the condition; %NULL on error.
 */
CrmRowSet *crm_walkers_finish (CrmWalkers *self, GError **error);

/* Nobody wants to know any more. */
void crm_walkers_give_up (CrmWalkers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWalkers, crm_walkers_free)

G_END_DECLS
