/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds customers while a person types, best first, and says why each was found. */

#define G_LOG_DOMAIN "crm-query"

#include "config.h"

#include "core/query/crm-search-private.h"

#include "core/schema/crm-schema-customers.h"

/* Up to this many hits are ranked one by one; of more, the first by name are taken. */
#define MAX_RANKED 500

typedef struct
{
  CrmTextPattern *pattern;
  char *match;
  guint limit;
  gboolean with_deals;
} Search;

typedef struct
{
  gint64 rowid;
  guint rank;
  char *name_key;
} Candidate;

G_DEFINE_BOXED_TYPE (CrmSearchHits, crm_search_hits, crm_search_hits_copy, crm_search_hits_free)

static CrmSearchHits *
crm_search_hits_new (guint total)
{
  CrmSearchHits *hits = g_new0 (CrmSearchHits, 1);

  hits->total = total;
  hits->records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  hits->reasons = g_ptr_array_new_with_free_func (g_free);
  return hits;
}

CrmSearchHits *
crm_search_hits_copy (CrmSearchHits *hits)
{
  CrmSearchHits *copy = g_new0 (CrmSearchHits, 1);

  copy->total = hits->total;
  copy->records = g_ptr_array_ref (hits->records);
  copy->reasons = g_ptr_array_ref (hits->reasons);
  return copy;
}

void
crm_search_hits_free (CrmSearchHits *hits)
{
  g_ptr_array_unref (hits->records);
  g_ptr_array_unref (hits->reasons);
  g_free (hits);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  crm_text_pattern_free (search->pattern);
  g_free (search->match);
  g_free (search);
}

static void
candidate_clear (gpointer data)
{
  g_free (((Candidate *)data)->name_key);
}

/* ── which ────────────────────────────────────────────────────────────────────────────────── */

static const char all_sql[] = "SELECT rowid FROM search_customer WHERE search_customer MATCH ?1 ORDER BY rowid";

/* Where nobody asks how many there are, the rest of very many is not looked at. */
static const char newest_sql[] = "SELECT rowid FROM search_customer WHERE search_customer MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

/* Full-text search gives row ids in order. */
static GArray *
find_rowids (CrmConnection *connection, const Search *search, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, search->with_deals ? newest_sql : all_sql, error);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, search->match, -1, SQLITE_STATIC);
  if (search->with_deals)
    sqlite3_bind_int (statement, 2, MAX_RANKED);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  return step == 0 ? g_steal_pointer (&rowids) : NULL;
}

static guint
rank_name (const CrmTextPattern *pattern, const char *name)
{
  g_autoptr (GArray) ranges = name != NULL ? crm_text_pattern_find (pattern, name) : NULL;

  if (ranges == NULL)
    return 2;
  return g_array_index (ranges, CrmTextRange, 0).start == 0 ? 0 : 1;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : g_strcmp0 (x->name_key, y->name_key);
}

/* Leaves the best in @rowids, best first. */
static gboolean
rank (CrmConnection *connection, const Search *search, GArray *rowids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT name, name_key FROM customer WHERE rowid = ? AND deleted = 0", error);
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rowids->len; i++)
    {
      Candidate candidate = { g_array_index (rowids, gint64, i) };
      int step;

      sqlite3_reset (statement);
      sqlite3_bind_int64 (statement, 1, candidate.rowid);
      step = crm_connection_next (connection, statement, error);
      if (step < 0)
        return FALSE;
      if (step == 0)
        continue;
      candidate.rank = rank_name (search->pattern, (const char *)sqlite3_column_text (statement, 0));
      candidate.name_key = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      g_array_append_val (candidates, candidate);
    }
  sqlite3_reset (statement);
  g_array_sort (candidates, compare_candidates);
  g_array_set_size (rowids, 0);
  for (guint i = 0; i < MIN (candidates->len, search->limit); i++)
    g_array_append_val (rowids, g_array_index (candidates, Candidate, i).rowid);
  return TRUE;
}

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* So many match that walking the names in order soon meets enough of them. */
static gboolean
take_first_by_name (CrmConnection *connection, const Search *search, GArray *rowids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT rowid FROM customer WHERE deleted = 0 ORDER BY name_key", error);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step = 0;

  if (statement == NULL)
    return FALSE;
  while (first->len < search->limit && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);

      if (g_array_binary_search (rowids, &rowid, compare_rowids, NULL))
        g_array_append_val (first, rowid);
    }
  sqlite3_reset (statement);
  g_array_set_size (rowids, 0);
  g_array_append_vals (rowids, first->data, first->len);
  return step >= 0;
}

/* ── why ──────────────────────────────────────────────────────────────────────────────────── */

/* Of the rows' first columns, the first that matches; NULL without an error when none does. */
static char *
find_in_rows (CrmConnection *connection, const Search *search, const char *sql, const CrmId *customer, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  char *found = NULL;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, customer);
  while (found == NULL && crm_connection_next (connection, statement, error) > 0)
    {
      const char *text = (const char *)sqlite3_column_text (statement, 0);
      g_autoptr (GArray) ranges = text != NULL ? crm_text_pattern_find (search->pattern, text) : NULL;

      if (ranges != NULL)
        found = g_strdup (text);
    }
  sqlite3_reset (statement);
  return found;
}

static gboolean
find_reason (CrmConnection *connection, const Search *search, const CrmRecord *record, char **reason, GError **error)
{
  static const guint fields[] = { CRM_CUSTOMER_ALIAS, CRM_CUSTOMER_CODE, CRM_CUSTOMER_TAX_ID, CRM_CUSTOMER_CITY };
  static const char *const queries[] = {
    "SELECT p.name FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ? AND r.deleted = 0 AND p.deleted = 0",
    "SELECT value FROM contact_point WHERE customer = ? AND deleted = 0",
    "SELECT c.value FROM role r JOIN contact_point c ON c.person = r.person WHERE r.customer = ? AND r.deleted = 0 AND c.deleted = 0",
    "SELECT replace (v.text, char (10), ', ') FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE v.customer = ? AND v.deleted = 0 AND f.deleted = 0 AND length (v.text) <= 60",
  };
  GError *local_error = NULL;

  *reason = NULL;
  if (rank_name (search->pattern, crm_record_get_text (record, CRM_CUSTOMER_NAME)) < 2)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (rank_name (search->pattern, crm_record_get_text (record, fields[i])) < 2)
      {
        *reason = g_strdup (crm_record_get_text (record, fields[i]));
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (queries) && *reason == NULL && local_error == NULL; i++)
    *reason = find_in_rows (connection, search, queries[i], &record->id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
add_hit (CrmConnection *connection, const Search *search, gint64 rowid, CrmSearchHits *hits, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, &local_error);
  char *reason;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  g_ptr_array_add (hits->records, record);
  if (!find_reason (connection, search, record, &reason, error))
    return FALSE;
  g_ptr_array_add (hits->reasons, reason);
  return TRUE;
}

static gboolean
read_hits (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Search *search = data;
  g_autoptr (GArray) rowids = find_rowids (connection, search, error);
  g_autoptr (CrmSearchHits) hits = NULL;

  if (rowids == NULL)
    return FALSE;
  hits = crm_search_hits_new (rowids->len);
  if (!(rowids->len > MAX_RANKED ? take_first_by_name : rank) (connection, search, rowids, error))
    return FALSE;
  for (guint i = 0; i < rowids->len; i++)
    if (!add_hit (connection, search, g_array_index (rowids, gint64, i), hits, error))
      return FALSE;
  if (search->with_deals && !crm_search_add_deals (connection, search->pattern, search->match, search->limit, hits, error))
    return FALSE;
  g_value_init (result, CRM_TYPE_SEARCH_HITS);
  g_value_take_boxed (result, g_steal_pointer (&hits));
  return TRUE;
}

static DexFuture *
start (CrmStore *store, const char *typed, guint limit, gboolean with_deals, GCancellable *cancellable)
{
  Search *search = g_new0 (Search, 1);

  search->pattern = crm_text_pattern_new (typed);
  search->match = crm_text_pattern_to_match (search->pattern, CRM_TEXT_INDEX_NAMES);
  search->limit = limit;
  search->with_deals = with_deals;
  if (search->match != NULL)
    return crm_store_read (store, cancellable, read_hits, search, search_free);
  search_free (search);
  return dex_future_new_take_boxed (CRM_TYPE_SEARCH_HITS, crm_search_hits_new (0));
}

DexFuture *
crm_search_customers (CrmStore *store, const char *typed, guint limit, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_STORE (store) && typed != NULL, NULL);

  return start (store, typed, limit, FALSE, cancellable);
}

DexFuture *
crm_search_customers_and_deals (CrmStore *store, const char *typed, guint limit, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_STORE (store) && typed != NULL, NULL);

  return start (store, typed, limit, TRUE, cancellable);
}
