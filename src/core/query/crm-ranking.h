/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All records of a kind in one order: the base every search and filter is read in. */

#pragma once

#include "core/query/crm-grouping.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

#define CRM_RANK_NONE G_MAXUINT32

/**
 * CrmRanking:
 * @sort: the field, or with @is_custom a column of the values of a custom field
 * @custom: with @is_custom, its definition
 * @rowids: (array length=n_rows): the records' rowids in order
 * @ranks: (array length=n_ranks): the place of each rowid in @rowids, %CRM_RANK_NONE where there is no such record
 *
 * Four bytes a record each way. Immutable, reference-counted, any thread.
 */
typedef struct
{
  const CrmKind *kind;
  guint sort;
  CrmId custom;
  gboolean is_custom;
  gboolean descending;
  guint32 *rowids;
  guint n_rows;
  guint32 *ranks;
  gsize n_ranks;
} CrmRanking;

/**
 * crm_ranking_read:
 * @sort: the field; "nothing" comes last either way, equal values by the kind's title, those by age
 *
 * By an index where the schema has one, else by reading the field once and sorting in memory: at a million rows SQLite's
 * own sorting takes five times as long.
 */
CrmRanking *crm_ranking_read (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, GError **error);

/* The same in the order a query asks for, which may be that of a custom field. */
CrmRanking *crm_ranking_read_for (CrmConnection *connection, const CrmQuery *query, GError **error);

/* Whether it is in the order that @query asks for. */
gboolean crm_ranking_fits (const CrmRanking *self, const CrmQuery *query);

/**
 * crm_ranking_read_first:
 * @n: how many
 *
 * Only the first records of the order, where an index gives them without reading the others: something to look at while
 * crm_ranking_read() is under way.
 *
 * Returns: (nullable): a ranking of @n records at most; %NULL without an error where no index helps.
 */
CrmRanking *crm_ranking_read_first (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, guint n, GError **error);

CrmRanking *crm_ranking_ref (CrmRanking *self);
void crm_ranking_unref (CrmRanking *self);

static inline guint32
crm_ranking_get_rank (const CrmRanking *self, gint64 rowid)
{
  return rowid >= 0 && (gsize)rowid < self->n_ranks ? self->ranks[rowid] : CRM_RANK_NONE;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRanking, crm_ranking_unref)

/**
 * CrmAnswer:
 * @ranking: the order
 * @rowids: (array length=n_rows): the records that match, in order; the ranking's own when all do
 * @grouping: (nullable): the groups they stand in
 * @starts: (nullable) (element-type guint): where each section begins
 * @groups: (nullable) (element-type guint32): its group
 *
 * The answer to a query: a vector of rowids. Immutable, reference-counted, any thread.
 */
typedef struct
{
  CrmRanking *ranking;
  guint32 *rowids;
  guint n_rows;
  CrmGrouping *grouping;
  GArray *starts;
  GArray *groups;
} CrmAnswer;

/**
 * crm_answer_read:
 * @ranking: (nullable): the order as of now, if it is known; read otherwise
 * @query: the question
 *
 * A search streams full-text hits and marks their ranks in a bitmap, a filter scans without order and marks as well; the
 * bitmap read from start to end is the answer in order, with its exact count and no sorting.
 */
CrmAnswer *crm_answer_read (CrmConnection *connection, CrmRanking *ranking, const CrmQuery *query, GError **error);

/* The same with the groups as of now, if they are known; @grouping: (nullable). */
CrmAnswer *crm_answer_read_grouped (CrmConnection *connection, CrmRanking *ranking, CrmGrouping *grouping, const CrmQuery *query, GError **error);

CrmAnswer *crm_answer_ref (CrmAnswer *self);
void crm_answer_unref (CrmAnswer *self);

/* The place of a record, or G_MAXUINT. */
guint crm_answer_find (const CrmAnswer *self, gint64 rowid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAnswer, crm_answer_unref)

G_END_DECLS
