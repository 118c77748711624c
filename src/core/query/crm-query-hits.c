/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a search finds. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-hits.h"

#include "core/base/crm-text-pattern.h"
#include "core/query/crm-row-set.h"
#include "core/store/crm-search-index.h"

struct _CrmQueryHits
{
  CrmRowSet *rows; /* NULL where nothing was searched for */
};

static const char own_sql[] = "SELECT rowid & 0xffffffffffff FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?";
static const char customers_sql[] = "SELECT d.rowid FROM search_customer s CROSS JOIN customer c ON c.rowid = s.rowid CROSS JOIN deal d ON d.customer = c.id"
                                    " WHERE search_customer MATCH ?";

static gboolean
add_rows (CrmConnection *connection, sqlite3_stmt *statement, CrmRowSet *rows, GError **error)
{
  int step;

  while ((step = crm_connection_next (connection, statement, error)) > 0)
    crm_row_set_add (rows, sqlite3_column_int64 (statement, 0));
  return step == 0;
}

static gboolean
add_word (CrmConnection *connection, const char *match, CrmRowSet *rows, GError **error)
{
  sqlite3_stmt *own = crm_connection_prepare_static (connection, own_sql, error), *customers;

  if (own == NULL)
    return FALSE;
  sqlite3_bind_text (own, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (own, 2, CRM_SEARCH_ROW (CRM_KIND_DEAL, 0));
  sqlite3_bind_int64 (own, 3, CRM_SEARCH_ROW (CRM_KIND_DEAL + 1, 0) - 1);
  if (!add_rows (connection, own, rows, error))
    return FALSE;
  customers = crm_connection_prepare_static (connection, customers_sql, error);
  if (customers == NULL)
    return FALSE;
  sqlite3_bind_text (customers, 1, match, -1, SQLITE_STATIC);
  return add_rows (connection, customers, rows, error);
}

/* Takes @rows. */
static void
narrow (CrmQueryHits *self, CrmRowSet *rows)
{
  if (self->rows == NULL)
    {
      self->rows = rows;
      return;
    }
  crm_row_set_intersect (self->rows, rows);
  crm_row_set_free (rows);
}

CrmQueryHits *
crm_query_hits_read (CrmConnection *connection, const char *search, GError **error)
{
  g_autoptr (CrmQueryHits) self = g_new0 (CrmQueryHits, 1);
  g_auto (GStrv) words = g_regex_split_simple ("\\s+", search, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (words[i]);
      g_autofree char *match = crm_text_pattern_to_match (pattern, CRM_TEXT_INDEX_NAMES);
      g_autoptr (CrmRowSet) rows = crm_row_set_new (0);

      if (match == NULL)
        continue;
      if (!add_word (connection, match, rows, error))
        return NULL;
      narrow (self, g_steal_pointer (&rows));
    }
  return g_steal_pointer (&self);
}

void
crm_query_hits_free (CrmQueryHits *self)
{
  g_clear_pointer (&self->rows, crm_row_set_free);
  g_free (self);
}

gboolean
crm_query_hits_contain (const CrmQueryHits *self, gint64 rowid)
{
  return self->rows == NULL || crm_row_set_contains (self->rows, rowid);
}
