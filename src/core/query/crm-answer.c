/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a query: ranks marked in a bitmap, read in order. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-ranking.h"

#include "core/base/crm-text-pattern.h"
#include "core/query/crm-filter-rows.h"
#include "core/query/crm-query-hits.h"
#include "core/store/crm-search-index.h"

static void
answer_clear (gpointer data)
{
  CrmAnswer *self = data;

  if (self->rowids != self->ranking->rowids)
    g_free (self->rowids);
  crm_ranking_unref (self->ranking);
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
}

CrmAnswer *
crm_answer_ref (CrmAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_answer_unref (CrmAnswer *self)
{
  g_atomic_rc_box_release_full (self, answer_clear);
}

/* Where the section begins that would hold the record; its end in @end. */
static guint
find_section (const CrmAnswer *self, gint64 rowid, guint *end)
{
  guint32 group = crm_grouping_get_number (self->grouping, (guint32)rowid);

  for (guint i = 0; i < self->groups->len; i++)
    if (g_array_index (self->groups, guint32, i) == group)
      {
        *end = i + 1 < self->starts->len ? g_array_index (self->starts, guint, i + 1) : self->n_rows;
        return g_array_index (self->starts, guint, i);
      }
  *end = 0;
  return 0;
}

guint
crm_answer_find (const CrmAnswer *self, gint64 rowid)
{
  guint32 rank = crm_ranking_get_rank (self->ranking, rowid);
  guint low = 0, high = self->n_rows;

  if (rank == CRM_RANK_NONE)
    return G_MAXUINT;
  if (self->rowids == self->ranking->rowids)
    return rank;
  if (self->grouping != NULL)
    low = find_section (self, rowid, &high);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ranking->ranks[self->rowids[middle]] < rank)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_rows && self->rowids[low] == (guint32)rowid ? low : G_MAXUINT;
}

static inline void
mark (guint64 *bits, guint32 rank)
{
  bits[rank / 64] |= G_GUINT64_CONSTANT (1) << rank % 64;
}

/* Where crm_mark() marks while a statement runs; belongs to the connection. */
typedef struct
{
  const CrmRanking *ranking;
  guint64 *bits;
} Marking;

#define MARKING_KEY "crm-marking"

static void
on_mark (sqlite3_context *context, int n, sqlite3_value **values)
{
  const Marking *marking = sqlite3_user_data (context);
  guint32 rank = crm_ranking_get_rank (marking->ranking, CRM_SEARCH_ROW_ROWID (sqlite3_value_int64 (values[0])));

  if (rank != CRM_RANK_NONE)
    mark (marking->bits, rank);
}

static void
on_all_marked (sqlite3_context *context)
{
}

/* A statement that calls crm_mark() with each rowid it finds: inside SQLite that takes two thirds of the time of handing
 * them out one by one. Rows of search_text have their kind in the rowid, which is taken out. */
static sqlite3_stmt *
prepare_marking (CrmConnection *connection, const char *sql, const CrmRanking *ranking, guint64 *bits, GError **error)
{
  sqlite3 *handle = crm_connection_get_handle (connection);
  Marking *marking = sqlite3_get_clientdata (handle, MARKING_KEY);

  if (marking == NULL)
    {
      marking = g_new0 (Marking, 1);
      sqlite3_set_clientdata (handle, MARKING_KEY, marking, g_free);
      sqlite3_create_function_v2 (handle, "crm_mark", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, marking, NULL, on_mark, on_all_marked, NULL);
    }
  *marking = (Marking){ ranking, bits };
  return crm_connection_prepare (connection, sql, error);
}

static gboolean
run_marking (CrmConnection *connection, sqlite3_stmt *statement, GError **error)
{
  int step;

  while ((step = crm_connection_next (connection, statement, error)) > 0)
    continue;
  return step == 0;
}

static gboolean
mark_search (CrmConnection *connection, const CrmRanking *ranking, const char *match, guint64 *bits, GError **error)
{
  gboolean customers = ranking->kind->id == CRM_KIND_CUSTOMER;
  sqlite3_stmt *statement = prepare_marking (connection,
                                             customers ? "SELECT crm_mark (rowid) FROM search_customer WHERE search_customer MATCH ?"
                                                       : "SELECT crm_mark (rowid) FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?",
                                             ranking, bits, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_TRANSIENT);
  if (!customers)
    {
      sqlite3_bind_int64 (statement, 2, CRM_SEARCH_ROW (ranking->kind->id, 0));
      sqlite3_bind_int64 (statement, 3, CRM_SEARCH_ROW (ranking->kind->id + 1, 0) - 1);
    }
  return run_marking (connection, statement, error);
}

/* Deals are found by their customer as well. */
static gboolean
mark_deals (CrmConnection *connection, const CrmRanking *ranking, const char *search, guint64 *bits, GError **error)
{
  g_autoptr (CrmQueryHits) hits = crm_query_hits_read (connection, search, error);

  if (hits == NULL)
    return FALSE;
  for (guint32 rank = 0; rank < ranking->n_rows; rank++)
    if (crm_query_hits_contain (hits, ranking->rowids[rank]))
      mark (bits, rank);
  return TRUE;
}

static void
mark_set (const CrmRanking *ranking, const CrmRowSet *set, guint64 *bits)
{
  for (gsize i = 0; i < set->n_words; i++)
    for (guint64 word = set->bits[i]; word != 0; word &= word - 1)
      {
        guint32 rank = crm_ranking_get_rank (ranking, (gint64)(i * 64) + __builtin_ctzll (word));

        if (rank != CRM_RANK_NONE)
          mark (bits, rank);
      }
}

static void
read_bits (CrmAnswer *self, const guint64 *bits, gsize n_words)
{
  guint n = 0;

  for (gsize i = 0; i < n_words; i++)
    n += (guint)__builtin_popcountll (bits[i]);
  self->rowids = g_new (guint32, n + 1);
  for (gsize i = 0; i < n_words; i++)
    for (guint64 word = bits[i]; word != 0; word &= word - 1)
      self->rowids[self->n_rows++] = self->ranking->rowids[i * 64 + (gsize)__builtin_ctzll (word)];
}

/* What is looked for, and which records the question is about; each that is there narrows the answer. */
typedef struct
{
  const char *match;
  const char *search; /* as it was typed */
  const CrmRowSet *filtered;
  const GArray *rowids;
} Limits;

static void
mark_rowids (const CrmRanking *ranking, const GArray *rowids, guint64 *bits)
{
  for (guint i = 0; i < rowids->len; i++)
    {
      guint32 rank = crm_ranking_get_rank (ranking, g_array_index (rowids, gint64, i));

      if (rank != CRM_RANK_NONE)
        mark (bits, rank);
    }
}

/* Marks what fits one of the limits. */
static gboolean
mark_limit (CrmConnection *connection, const CrmRanking *ranking, const Limits *limits, guint which, guint64 *bits, GError **error)
{
  if (which == 0 && ranking->kind->id == CRM_KIND_DEAL)
    return mark_deals (connection, ranking, limits->search, bits, error);
  if (which == 0)
    return mark_search (connection, ranking, limits->match, bits, error);
  if (which == 1)
    mark_set (ranking, limits->filtered, bits);
  else
    mark_rowids (ranking, limits->rowids, bits);
  return TRUE;
}

static gboolean
read_marked (CrmConnection *connection, CrmAnswer *self, const Limits *limits, GError **error)
{
  const gboolean set[] = { limits->match != NULL, limits->filtered != NULL, limits->rowids != NULL };
  gsize n_words = (self->ranking->n_rows + 63) / 64;
  g_autofree guint64 *bits = NULL;

  for (guint which = 0; which < G_N_ELEMENTS (set); which++)
    {
      g_autofree guint64 *more = NULL;

      if (!set[which])
        continue;
      more = g_new0 (guint64, n_words + 1);
      if (!mark_limit (connection, self->ranking, limits, which, more, error))
        return FALSE;
      for (gsize i = 0; bits != NULL && i < n_words; i++)
        bits[i] &= more[i];
      if (bits == NULL)
        bits = g_steal_pointer (&more);
    }
  read_bits (self, bits, n_words);
  return TRUE;
}

static CrmAnswer *
read_ranked (CrmConnection *connection, CrmRanking *ranking, const CrmQuery *query, GError **error)
{
  const CrmFilter *filter = crm_query_get_filter (query);
  g_autoptr (CrmAnswer) self = NULL;
  g_autoptr (CrmRowSet) filtered = NULL;
  g_autoptr (CrmTextPattern) pattern = NULL;
  g_autofree char *match = NULL;
  Limits limits;
  CrmTextIndex index = crm_query_get_kind (query)->id == CRM_KIND_CUSTOMER || crm_query_get_kind (query)->id == CRM_KIND_SURVEY ? CRM_TEXT_INDEX_NAMES : CRM_TEXT_INDEX_PROSE;

  /* First of all, as only a transaction that has read nothing can be helped. */
  if (filter != NULL && (filtered = crm_filter_find_candidates (filter, crm_query_get_kind (query), connection, error)) == NULL)
    return NULL;
  ranking = ranking != NULL ? crm_ranking_ref (ranking)
                            : crm_ranking_read_for (connection, query, error);
  if (ranking == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CrmAnswer);
  self->ranking = ranking;
  if (crm_query_get_search (query) != NULL)
    {
      pattern = crm_text_pattern_new (crm_query_get_search (query));
      match = crm_text_pattern_to_match (pattern, index);
    }
  limits = (Limits){ match, crm_query_get_search (query), filtered, crm_query_get_rowids (query) };
  if (limits.match != NULL || limits.filtered != NULL || limits.rowids != NULL)
    return read_marked (connection, self, &limits, error) ? g_steal_pointer (&self) : NULL;
  self->rowids = ranking->rowids;
  self->n_rows = ranking->n_rows;
  return g_steal_pointer (&self);
}

CrmAnswer *
crm_answer_read (CrmConnection *connection, CrmRanking *ranking, const CrmQuery *query, GError **error)
{
  return crm_answer_read_grouped (connection, ranking, NULL, query, error);
}

CrmAnswer *
crm_answer_read_grouped (CrmConnection *connection, CrmRanking *ranking, CrmGrouping *grouping, const CrmQuery *query, GError **error)
{
  g_autoptr (CrmAnswer) self = read_ranked (connection, ranking, query, error);
  guint32 *arranged;
  guint field;

  if (self == NULL || !crm_query_get_group (query, &field))
    return g_steal_pointer (&self);
  self->grouping = grouping != NULL ? crm_grouping_ref (grouping) : crm_grouping_read (connection, query, error);
  if (self->grouping == NULL)
    return NULL;
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->groups = g_array_new (FALSE, FALSE, sizeof (guint32));
  arranged = crm_grouping_arrange (self->grouping, self->rowids, self->n_rows, self->starts, self->groups);
  if (self->rowids != self->ranking->rowids)
    g_free (self->rowids);
  self->rowids = arranged;
  return g_steal_pointer (&self);
}
