/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds deals while a person types: by their own words, and those of the customers found. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-search-private.h"

#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-search-index.h"

/* The newest so many that match are ranked. */
#define MAX_RANKED "200"

static const char own_sql[] = "SELECT d.rowid, d.outcome, d.title FROM search_text s CROSS JOIN deal d ON d.rowid = (s.rowid & 0xffffffffffff)"
                              " WHERE search_text MATCH ?1 AND s.rowid BETWEEN ?2 AND ?3 AND d.deleted = 0 AND d.customer_deleted IS NULL"
                              " ORDER BY s.rowid DESC LIMIT " MAX_RANKED;
static const char customer_sql[] = "SELECT rowid, outcome FROM deal WHERE customer = ?1 AND deleted = 0 ORDER BY rowid DESC LIMIT " MAX_RANKED;

typedef struct
{
  gint64 rowid;
  guint rank;
} Candidate;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : (x->rowid < y->rowid) - (x->rowid > y->rowid);
}

static gboolean
is_open (sqlite3_stmt *statement)
{
  return g_strcmp0 ((const char *)sqlite3_column_text (statement, 1), "open") == 0;
}

/* Once each, where it ranks best: a deal's own name comes first. */
static void
add (GArray *candidates, GHashTable *seen, gint64 rowid, guint rank)
{
  Candidate candidate = { rowid, rank };

  if (g_hash_table_add (seen, g_memdup2 (&rowid, sizeof rowid)))
    g_array_append_val (candidates, candidate);
}

static gboolean
find_own (CrmConnection *connection, const CrmTextPattern *pattern, const char *match, GArray *candidates, GHashTable *seen, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, own_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, CRM_SEARCH_ROW (CRM_KIND_DEAL, 0));
  sqlite3_bind_int64 (statement, 3, CRM_SEARCH_ROW (CRM_KIND_DEAL + 1, 0) - 1);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      const char *title = (const char *)sqlite3_column_text (statement, 2);
      g_autoptr (GArray) ranges = title != NULL ? crm_text_pattern_find (pattern, title) : NULL;

      /* What was found in a note of it comes after what its name says. */
      add (candidates, seen, sqlite3_column_int64 (statement, 0), (ranges != NULL ? 0 : 1) + (is_open (statement) ? 0 : 3));
    }
  return step == 0;
}

static gboolean
find_of_customer (CrmConnection *connection, const CrmId *customer, GArray *candidates, GHashTable *seen, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, customer_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add (candidates, seen, sqlite3_column_int64 (statement, 0), is_open (statement) ? 2 : 5);
  return step == 0;
}

gboolean
crm_search_add_deals (CrmConnection *connection, const CrmTextPattern *pattern, const char *match, guint limit, CrmSearchHits *hits, GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!find_own (connection, pattern, match, candidates, seen, error))
    return FALSE;
  for (guint i = 0; i < hits->records->len; i++)
    if (!find_of_customer (connection, &((CrmRecord *)g_ptr_array_index (hits->records, i))->id, candidates, seen, error))
      return FALSE;
  g_array_sort (candidates, compare);
  hits->total += candidates->len;
  for (guint i = 0; i < MIN (candidates->len, limit); i++)
    {
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (candidates, Candidate, i).rowid, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record == NULL)
        continue;
      g_ptr_array_add (hits->records, record);
      g_ptr_array_add (hits->reasons, NULL);
    }
  return TRUE;
}
