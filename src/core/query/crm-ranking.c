/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All records of a kind in one order. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-ranking.h"

#include "core/query/crm-sort-keys.h"

#include <string.h>

static void
ranking_clear (gpointer data)
{
  CrmRanking *self = data;

  g_free (self->rowids);
  g_free (self->ranks);
}

CrmRanking *
crm_ranking_ref (CrmRanking *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_ranking_unref (CrmRanking *self)
{
  g_atomic_rc_box_release_full (self, ranking_clear);
}

static gboolean
append_rowids (CrmConnection *connection, const char *sql, GArray *rowids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      guint32 rowid = (guint32)sqlite3_column_int64 (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  return step == 0;
}

/* Two walks along one covering index: those with a value, then those without. */
static GArray *
read_by_index (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, GError **error)
{
  const char *field = kind->fields[sort].name;
  const char *direction = descending ? "DESC" : "ASC";
  g_autofree char *values = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NOT NULL ORDER BY %s %s, rowid", kind->name, field, field, direction);
  g_autofree char *nothing = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NULL ORDER BY rowid", kind->name, field);
  g_autoptr (GArray) rowids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1024);

  if (!append_rowids (connection, values, rowids, error) || !append_rowids (connection, nothing, rowids, error))
    return NULL;
  return g_steal_pointer (&rowids);
}

static gboolean
has_index (CrmConnection *connection, const CrmKind *kind, guint sort)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pragma_index_list('%s') l, pragma_index_info(l.name) i WHERE l.partial = 1 AND i.seqno = 0 AND i.name = '%s'",
                                          kind->name, kind->fields[sort].name);
  gint64 n = 0;

  return crm_connection_read_integer (connection, sql, &n, NULL) && n > 0;
}

static guint32 *
make_ranks (const guint32 *rowids, guint n_rows, gsize *n_ranks)
{
  guint32 *ranks;
  guint32 largest = 0;

  for (guint i = 0; i < n_rows; i++)
    largest = MAX (largest, rowids[i]);
  *n_ranks = (gsize)largest + 1;
  ranks = g_new (guint32, *n_ranks);
  memset (ranks, 0xff, *n_ranks * sizeof *ranks);
  for (guint i = 0; i < n_rows; i++)
    ranks[rowids[i]] = i;
  return ranks;
}

/* ── fields without an index ──────────────────────────────────────────────────────────────── */

static int
compare_ascending (gconstpointer a, gconstpointer b)
{
  const CrmSortKey *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  const CrmSortKey *x = a, *y = b;

  if (x->key != y->key)
    return x->key > y->key ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Instead of their rowids they get where they stand by title. */
static void
find_places (const CrmRanking *titles, GArray *keys)
{
  guint n = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      CrmSortKey key = g_array_index (keys, CrmSortKey, i);

      key.row = crm_ranking_get_rank (titles, key.row);
      if (key.row != CRM_RANK_NONE)
        g_array_index (keys, CrmSortKey, n++) = key;
    }
  g_array_set_size (keys, n);
}

/* Those with a value in order, then the others as they stand by title. */
static GArray *
arrange (const CrmRanking *titles, GArray *keys)
{
  GArray *rowids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), titles->n_rows);
  g_autofree guint8 *taken = g_new0 (guint8, titles->n_rows + 1);

  for (guint i = 0; i < keys->len; i++)
    {
      guint32 place = g_array_index (keys, CrmSortKey, i).row;

      taken[place] = 1;
      g_array_append_val (rowids, titles->rowids[place]);
    }
  for (guint i = 0; i < titles->n_rows; i++)
    if (!taken[i])
      g_array_append_val (rowids, titles->rowids[i]);
  return rowids;
}

/* @custom: (nullable): as crm_sort_keys_read() has it. */
static GArray *
read_and_sort (CrmConnection *connection, const CrmKind *kind, guint field, const CrmId *custom, gboolean descending, GError **error)
{
  g_autoptr (CrmRanking) titles = NULL;
  g_autoptr (CrmSortKeys) sort = NULL;
  int key = crm_kind_find_field (kind, "name_key");

  titles = crm_ranking_read (connection, kind, key >= 0 && (custom != NULL || (guint)key != field) ? (guint)key : G_MAXUINT, FALSE, error);
  sort = titles != NULL ? crm_sort_keys_read (connection, kind, field, custom, error) : NULL;
  if (sort == NULL)
    return NULL;
  find_places (titles, sort->keys);
  if (sort->keys->len > 0)
    qsort (sort->keys->data, sort->keys->len, sizeof (CrmSortKey), descending ? compare_descending : compare_ascending);
  return arrange (titles, sort->keys);
}

/* The title is ordered by its key, which knows surnames and digits. */
static guint
resolve_sort (const CrmKind *kind, guint sort)
{
  int key = crm_kind_find_field (kind, "name_key");

  return sort < kind->n_fields && (int)sort == kind->title && key >= 0 ? (guint)key : sort;
}

static GArray *
read_by_age (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 ORDER BY rowid", kind->name);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (guint32));

  return append_rowids (connection, sql, rowids, error) ? g_steal_pointer (&rowids) : NULL;
}

/* Takes the rowids. */
static CrmRanking *
ranking_new (const CrmKind *kind, guint sort, gboolean descending, GArray *rowids)
{
  CrmRanking *self = g_atomic_rc_box_new0 (CrmRanking);
  gsize n_rows;

  self->kind = kind;
  self->sort = sort;
  self->descending = descending;
  self->rowids = g_array_steal (rowids, &n_rows);
  self->n_rows = (guint)n_rows;
  self->ranks = make_ranks (self->rowids, self->n_rows, &self->n_ranks);
  g_array_unref (rowids);
  return self;
}

CrmRanking *
crm_ranking_read (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, GError **error)
{
  guint field = resolve_sort (kind, sort);
  GArray *rowids;

  if (field >= kind->n_fields)
    rowids = read_by_age (connection, kind, error);
  else if (has_index (connection, kind, field))
    rowids = read_by_index (connection, kind, field, descending, error);
  else
    rowids = read_and_sort (connection, kind, field, NULL, descending, error);
  if (rowids == NULL)
    return NULL;
  return ranking_new (kind, sort, descending, rowids);
}

CrmRanking *
crm_ranking_read_for (CrmConnection *connection, const CrmQuery *query, GError **error)
{
  const CrmKind *kind = crm_query_get_kind (query);
  guint sort = crm_query_get_sort (query);
  const CrmId *custom = crm_query_get_custom_sort (query);
  gboolean descending = crm_query_is_descending (query);
  CrmRanking *self;
  GArray *rowids;

  if (custom == NULL)
    return crm_ranking_read (connection, kind, sort, descending, error);
  rowids = read_and_sort (connection, kind, sort, custom, descending, error);
  if (rowids == NULL)
    return NULL;
  self = ranking_new (kind, sort, descending, rowids);
  self->custom = *custom;
  self->is_custom = TRUE;
  return self;
}

gboolean
crm_ranking_fits (const CrmRanking *self, const CrmQuery *query)
{
  const CrmId *custom = crm_query_get_custom_sort (query);

  return self->kind == crm_query_get_kind (query) && self->sort == crm_query_get_sort (query) && self->descending == crm_query_is_descending (query) && self->is_custom == (custom != NULL) && (custom == NULL || crm_id_equal (&self->custom, custom));
}

CrmRanking *
crm_ranking_read_first (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, guint n, GError **error)
{
  guint field = resolve_sort (kind, sort);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *sql = NULL;

  if (field >= kind->n_fields || !has_index (connection, kind, field))
    return NULL;
  sql = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NOT NULL ORDER BY %s %s, rowid LIMIT %u",
                         kind->name, kind->fields[field].name, kind->fields[field].name, descending ? "DESC" : "ASC", n);
  return append_rowids (connection, sql, rowids, error) ? ranking_new (kind, sort, descending, g_steal_pointer (&rowids)) : NULL;
}
