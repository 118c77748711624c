/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two full-text tables: customers, rolled up, and long text. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* The row of a record in search_text: its kind and its rowid in one number. */
#define CRM_SEARCH_ROW(kind, rowid) ((gint64)(kind) << 48 | (rowid))
#define CRM_SEARCH_ROW_KIND(row)    ((CrmKindId)((row) >> 48))
#define CRM_SEARCH_ROW_ROWID(row)   ((row) & G_GINT64_CONSTANT (0xffffffffffff))

/**
 * crm_search_index_prepare:
 * @stale: (out): whether the documents must be written anew, because the tables are new or made with other keys
 *
 * Makes the tables where they are missing or of another make. Documents made with other keys stay until they are replaced: they are
 * better than none.
 */
gboolean crm_search_index_prepare (CrmConnection *connection, gboolean *stale, GError **error);

/* Removes the documents of records that are not there, which only damage leaves. */
gboolean crm_search_index_prune (CrmConnection *connection, GError **error);

/* Writes both indexes anew, so that nothing is left of what was removed from them: at a million customers a matter of seconds. */
gboolean crm_search_index_rewrite (CrmConnection *connection, GError **error);

/* Removes the document of a customer, where it has one; adds one, where there is none. Many: all removals first, then all
 * additions by rowid, which is five times faster than one by one. */
gboolean crm_search_index_remove_customer (CrmConnection *connection, gint64 rowid, GError **error);
gboolean crm_search_index_add_customer (CrmConnection *connection, gint64 rowid, const GString *document, GError **error);

/* Removes the document of a record with long text, where it has one, or adds one. */
gboolean crm_search_index_remove_text (CrmConnection *connection, const CrmKind *kind, gint64 rowid, GError **error);
gboolean crm_search_index_add_text (CrmConnection *connection, const CrmKind *kind, gint64 rowid, const CrmValue *values, GError **error);

/**
 * crm_search_index_postpone:
 *
 * Leaves the merging of what is written from now on to crm_search_index_tidy(), as long as many come: each of them would otherwise be merged
 * several times on the way. The file remembers it. Searching finds all meanwhile, in more places.
 */
gboolean crm_search_index_postpone (CrmConnection *connection, GError **error);

/**
 * crm_search_index_tidy:
 * @more: (out): whether there is more to do
 *
 * Merges a piece of what was postponed, some ten milliseconds long, in a transaction of its own.
 */
gboolean crm_search_index_tidy (CrmConnection *connection, gboolean *more, GError **error);

/* Whether records of this kind have documents of their own in search_text. */
gboolean crm_search_index_has_text (const CrmKind *kind);

G_END_DECLS
