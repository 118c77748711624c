/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a search finds. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-hits.h"

#include "core/base/crm-text-pattern.h"
#include "core/store/crm-search-index.h"

struct _CrmQueryHits
{
  GArray *bits; /* of guint64; NULL where nothing was searched for */
};

static const char own_sql[] = "SELECT rowid & 0xffffffffffff FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?";
static const char customers_sql[] = "SELECT d.rowid FROM search_customer s CROSS JOIN customer c ON c.rowid = s.rowid CROSS JOIN deal d ON d.customer = c.id"
                                    " WHERE search_customer MATCH ?";

static void
add_bit (GArray *bits, gint64 rowid)
{
  gsize word = (gsize)rowid / 64;

  if (rowid < 0 || word > G_MAXUINT / 2)
    return;
  if (word >= bits->len)
    g_array_set_size (bits, (guint)MAX (word + 1, (gsize)bits->len * 2));
  g_array_index (bits, guint64, word) |= G_GUINT64_CONSTANT (1) << (rowid % 64);
}

static gboolean
add_rows (CrmConnection *connection, sqlite3_stmt *statement, GArray *bits, GError **error)
{
  int step;

  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_bit (bits, sqlite3_column_int64 (statement, 0));
  return step == 0;
}

static gboolean
add_word (CrmConnection *connection, const char *match, GArray *bits, GError **error)
{
  sqlite3_stmt *own = crm_connection_prepare_static (connection, own_sql, error), *customers;

  if (own == NULL)
    return FALSE;
  sqlite3_bind_text (own, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (own, 2, CRM_SEARCH_ROW (CRM_KIND_DEAL, 0));
  sqlite3_bind_int64 (own, 3, CRM_SEARCH_ROW (CRM_KIND_DEAL + 1, 0) - 1);
  if (!add_rows (connection, own, bits, error))
    return FALSE;
  customers = crm_connection_prepare_static (connection, customers_sql, error);
  if (customers == NULL)
    return FALSE;
  sqlite3_bind_text (customers, 1, match, -1, SQLITE_STATIC);
  return add_rows (connection, customers, bits, error);
}

/* Takes @bits. */
static void
narrow (CrmQueryHits *self, GArray *bits)
{
  if (self->bits == NULL)
    {
      self->bits = bits;
      return;
    }
  for (guint i = 0; i < self->bits->len; i++)
    g_array_index (self->bits, guint64, i) &= i < bits->len ? g_array_index (bits, guint64, i) : 0;
  g_array_unref (bits);
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
      g_autoptr (GArray) bits = g_array_new (FALSE, TRUE, sizeof (guint64));

      if (match == NULL)
        continue;
      if (!add_word (connection, match, bits, error))
        return NULL;
      narrow (self, g_steal_pointer (&bits));
    }
  return g_steal_pointer (&self);
}

void
crm_query_hits_free (CrmQueryHits *self)
{
  g_clear_pointer (&self->bits, g_array_unref);
  g_free (self);
}

gboolean
crm_query_hits_contain (const CrmQueryHits *self, gint64 rowid)
{
  gsize word = (gsize)rowid / 64;

  if (self->bits == NULL)
    return TRUE;
  return rowid >= 0 && word < self->bits->len && (g_array_index (self->bits, guint64, word) >> (rowid % 64) & 1) != 0;
}
