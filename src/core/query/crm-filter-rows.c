/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows for which a filter holds. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-filter-rows.h"

#include "core/query/crm-query-private.h"
#include "core/query/crm-walkers.h"

#include <string.h>

/* So few records are looked at one by one. */
#define FEW 20000

typedef struct
{
  const CrmKind *kind;
  CrmConnection *connection;
  CrmRowSet *live;     /* all that are not deleted; or all there may be */
  CrmWalkers *walkers; /* (nullable): where the walk is long */
} Finding;

/* ── one statement ────────────────────────────────────────────────────────────────────────── */

static CrmRowSet *
run (const Finding *finding, const char *sql, GPtrArray *values, const char *rowids, GError **error)
{
  g_autoptr (CrmRowSet) set = crm_row_set_new (finding->live != NULL ? finding->live->n_words * 64 - 1 : 0);
  sqlite3_stmt *statement = crm_row_set_prepare (set, finding->connection, sql, error);
  int next = 1;

  if (statement == NULL)
    return NULL;
  if (rowids != NULL)
    sqlite3_bind_text (statement, next++, rowids, -1, SQLITE_STATIC);
  if (values != NULL)
    crm_query_sql_bind (values, statement, next);
  return crm_row_set_collect (finding->connection, statement, error) ? g_steal_pointer (&set) : NULL;
}

static char *
dup_json (const CrmRowSet *set)
{
  g_autoptr (GArray) rowids = crm_row_set_to_array (set);
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < rowids->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (rowids, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free_and_steal (g_steal_pointer (&json));
}

/* A walk over the records, or over those of @among (nullable). Asking for what is not deleted would have SQLite walk along an index that it thinks is short. */
static CrmRowSet *
scan (const Finding *finding, const CrmFilter *filter, const CrmRowSet *among, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *rowids = among != NULL ? dup_json (among) : NULL;

  g_string_append_printf (sql, "SELECT crm_add_row (rowid) FROM %s WHERE %s", finding->kind->name, among != NULL ? "rowid IN (SELECT value FROM json_each (?)) AND " : "");
  crm_query_sql_append_where (finding->kind, filter, sql, values);
  return run (finding, sql->str, values, rowids, error);
}

/* Whether it speaks of what a record belongs to: found once for each statement, it would be found again for each stretch of a walk. */
static gboolean
asks_owner (const CrmFilter *filter)
{
  if (filter->type == CRM_FILTER_AND || filter->type == CRM_FILTER_OR || filter->type == CRM_FILTER_NOT)
    for (guint i = 0; i < filter->parts->len; i++)
      if (asks_owner (filter->parts->pdata[i]))
        return TRUE;
  return filter->type == CRM_FILTER_REFERRED;
}

/* The same walk with others' help, which begins here and is finished with crm_walkers_finish(). Puts into @values what must stay meanwhile. */
static gboolean
begin_walk (const Finding *finding, const CrmFilter *filter, GPtrArray *values)
{
  g_autoptr (GString) where = g_string_new (NULL);

  if (finding->walkers == NULL || asks_owner (filter))
    return FALSE;
  crm_query_sql_append_where (finding->kind, filter, where, values);
  return crm_walkers_begin (finding->walkers, finding->kind->name, where->str, values, (gint64)(finding->live->n_words * 64 - 1));
}

static CrmRowSet *
walk (const Finding *finding, const CrmFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  return begin_walk (finding, filter, values) ? crm_walkers_finish (finding->walkers, error) : scan (finding, filter, NULL, error);
}

static CrmRowSet *
find_related (const Finding *finding, const CrmFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  g_string_append_printf (sql, "SELECT crm_add_row (owner_row.rowid) FROM (SELECT %s AS owner_id FROM %s WHERE deleted = 0 AND ", filter->kind->fields[filter->field].name,
                          filter->kind->name);
  crm_query_sql_append_where (filter->kind, filter->parts->pdata[0], sql, values);
  g_string_append_printf (sql, ") CROSS JOIN %s owner_row ON owner_row.id = owner_id", finding->kind->name);
  return run (finding, sql->str, values, NULL, error);
}

/* ── which way ────────────────────────────────────────────────────────────────────────────── */

/* Whether it speaks of the records themselves alone. */
static gboolean
is_own (const CrmFilter *filter)
{
  if (filter->type == CRM_FILTER_RELATED)
    return FALSE;
  if (filter->type == CRM_FILTER_AND || filter->type == CRM_FILTER_OR || filter->type == CRM_FILTER_NOT)
    for (guint i = 0; i < filter->parts->len; i++)
      if (!is_own (filter->parts->pdata[i]))
        return FALSE;
  return TRUE;
}

static char *
dup_indexed_sql (const Finding *finding, const CrmFilter *filter, const char *start, GPtrArray *values)
{
  GString *sql = g_string_new (start);

  g_string_append_printf (sql, "SELECT crm_add_row (rowid) FROM %s WHERE deleted = 0 AND ", finding->kind->name);
  crm_query_sql_append_where (finding->kind, filter, sql, values);
  return g_string_free_and_steal (sql);
}

/* Whether an index has all that it asks, or leads to few records; SQLite says so itself. */
static gboolean
is_covered (const Finding *finding, const CrmFilter *filter)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *sql = dup_indexed_sql (finding, filter, "EXPLAIN QUERY PLAN ", values);
  sqlite3_stmt *statement = crm_connection_prepare (finding->connection, sql, NULL);
  gboolean covered = statement != NULL;

  while (statement != NULL && crm_connection_next (finding->connection, statement, NULL) > 0)
    {
      const char *detail = (const char *)sqlite3_column_text (statement, 3);

      if (detail != NULL && strstr (detail, "COVERING INDEX") == NULL && !(g_str_has_prefix (detail, "SEARCH") && strstr (detail, "USING INDEX") != NULL))
        covered = FALSE;
    }
  return covered;
}

static CrmRowSet *
find_covered (const Finding *finding, const CrmFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *sql = dup_indexed_sql (finding, filter, "", values);

  return run (finding, sql, values, NULL, error);
}

static CrmRowSet *find (const Finding *finding, const CrmFilter *filter, GError **error);

/* Takes @more. */
static void
join (CrmRowSet **set, CrmRowSet *more, gboolean all)
{
  if (*set == NULL)
    *set = more;
  else
    {
      if (all)
        crm_row_set_intersect (*set, more);
      else
        crm_row_set_unite (*set, more);
      crm_row_set_free (more);
    }
}

static gboolean
are_few (const CrmRowSet *set)
{
  return set != NULL && crm_row_set_count (set) <= FEW;
}

/* What is asked first: other tables, and the days of a year, which leave few more often than not. */
static gboolean
comes_first (const CrmFilter *filter)
{
  return filter->type == CRM_FILTER_ANNIVERSARY || !is_own (filter);
}

/* Puts what only a walk over all can tell into @rest. */
static void
set_aside (const Finding *finding, const CrmFilter *filter, CrmFilter *rest)
{
  for (guint i = 0; i < filter->parts->len; i++)
    if (is_own (filter->parts->pdata[i]) && !is_covered (finding, filter->parts->pdata[i]))
      crm_filter_add (rest, crm_filter_ref (filter->parts->pdata[i]));
}

/* Puts together what was not set aside, first what is likely to leave few. Once few are left, what is their own goes into @skipped. */
static gboolean
join_parts (const Finding *finding, const CrmFilter *filter, const CrmFilter *rest, CrmFilter *skipped, CrmRowSet **set, GError **error)
{
  gboolean all = filter->type == CRM_FILTER_AND;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < filter->parts->len; i++)
      {
        CrmFilter *part = filter->parts->pdata[i];
        CrmRowSet *more;

        if (comes_first (part) != (round == 0) || g_ptr_array_find (rest->parts, part, NULL))
          continue;
        if (all && is_own (part) && are_few (*set))
          {
            crm_filter_add (skipped, crm_filter_ref (part));
            continue;
          }
        more = find (finding, part, error);
        if (more == NULL)
          return FALSE;
        join (set, more, all);
      }
  return TRUE;
}

/* Few are asked themselves what was skipped and set aside. Takes @few. */
static CrmRowSet *
ask_few (const Finding *finding, CrmRowSet *few, CrmFilter *rest, CrmFilter *skipped, GError **error)
{
  g_autoptr (CrmRowSet) set = few;

  crm_filter_add (rest, crm_filter_ref (skipped));
  return rest->parts->len == 1 && skipped->parts->len == 0 ? g_steal_pointer (&set) : scan (finding, rest, set, error);
}

/* What takes a walk over all is under way while the other parts are asked. */
static CrmRowSet *
find_group (const Finding *finding, const CrmFilter *filter, GError **error)
{
  gboolean all = filter->type == CRM_FILTER_AND, walks, joined;
  g_autoptr (CrmFilter) rest = all ? crm_filter_new_and () : crm_filter_new_or ();
  g_autoptr (CrmFilter) skipped = crm_filter_new_and ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (CrmRowSet) set = NULL;
  CrmRowSet *more;

  set_aside (finding, filter, rest);
  walks = rest->parts->len > 0 && begin_walk (finding, rest, values);
  joined = join_parts (finding, filter, rest, skipped, &set, error);
  if (walks && (!joined || (all && are_few (set))))
    crm_walkers_give_up (finding->walkers);
  if (!joined)
    return NULL;
  if (all && are_few (set))
    return ask_few (finding, g_steal_pointer (&set), rest, skipped, error);
  if (rest->parts->len == 0 && set != NULL)
    return g_steal_pointer (&set);
  more = walks ? crm_walkers_finish (finding->walkers, error) : scan (finding, rest, NULL, error);
  if (more == NULL)
    return NULL;
  join (&set, more, all);
  return g_steal_pointer (&set);
}

static CrmRowSet *
find_others (const Finding *finding, CrmRowSet *set)
{
  CrmRowSet *others = crm_row_set_new (0);

  crm_row_set_unite (others, finding->live);
  crm_row_set_subtract (others, set);
  crm_row_set_free (set);
  return others;
}

static CrmRowSet *
find (const Finding *finding, const CrmFilter *filter, GError **error)
{
  CrmRowSet *set;
  gboolean none = FALSE;

  if (is_own (filter) && is_covered (finding, filter))
    return find_covered (finding, filter, error);
  switch ((int)filter->type)
    {
    case CRM_FILTER_AND:
    case CRM_FILTER_OR:
      return find_group (finding, filter, error);
    case CRM_FILTER_RELATED:
      set = find_related (finding, filter, error);
      none = filter->none;
      break;
    case CRM_FILTER_NOT:
      set = find (finding, filter->parts->pdata[0], error);
      none = TRUE;
      break;
    default:
      return walk (finding, filter, error);
    }
  return set != NULL && none ? find_others (finding, set) : set;
}

/* All that are not deleted. Where no rowid was ever taken out of the table, as in most files, they need not be walked over. */
static CrmRowSet *
find_live (const Finding *finding, GError **error)
{
  g_autofree char *count_sql = g_strdup_printf ("SELECT count (*) FROM %s", finding->kind->name);
  g_autofree char *max_sql = g_strdup_printf ("SELECT max (rowid) FROM %s", finding->kind->name);
  g_autofree char *sql = NULL;
  g_autoptr (CrmRowSet) live = NULL;
  CrmRowSet *deleted;
  gint64 n = 0, max = 0;

  if (!crm_connection_read_integer (finding->connection, count_sql, &n, error) || !crm_connection_read_integer (finding->connection, max_sql, &max, error))
    return NULL;
  if (n != max)
    {
      sql = g_strdup_printf ("SELECT crm_add_row (rowid) FROM %s WHERE deleted = 0", finding->kind->name);
      return run (finding, sql, NULL, NULL, error);
    }
  sql = g_strdup_printf ("SELECT crm_add_row (rowid) FROM %s WHERE deleted <> 0", finding->kind->name);
  deleted = run (finding, sql, NULL, NULL, error);
  if (deleted == NULL)
    return NULL;
  live = crm_row_set_new_full ((gsize)max + 1);
  crm_row_set_subtract (live, deleted);
  crm_row_set_free (deleted);
  return g_steal_pointer (&live);
}

/* Whether a walk over all may be needed. */
static gboolean
may_walk (const Finding *finding, const CrmFilter *filter)
{
  if (filter->type == CRM_FILTER_RELATED || filter->type == CRM_FILTER_REFERRED || (is_own (filter) && is_covered (finding, filter)))
    return FALSE;
  if (filter->type != CRM_FILTER_AND && filter->type != CRM_FILTER_OR && filter->type != CRM_FILTER_NOT)
    return TRUE;
  for (guint i = 0; i < filter->parts->len; i++)
    if (may_walk (finding, filter->parts->pdata[i]))
      return TRUE;
  return FALSE;
}

CrmRowSet *
crm_filter_find_candidates (const CrmFilter *filter, const CrmKind *kind, CrmConnection *connection, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CrmRowSet) all = NULL;
  g_autoptr (CrmWalkers) walkers = NULL;
  Finding finding = { kind, connection, NULL, NULL };
  gint64 max = 0;

  g_return_val_if_fail (filter != NULL && kind != NULL && connection != NULL, NULL);

  finding.walkers = walkers = may_walk (&finding, filter) ? crm_walkers_new (connection) : NULL;
  sql = g_strdup_printf ("SELECT max (rowid) FROM %s", kind->name);
  if (!crm_connection_read_integer (connection, sql, &max, error))
    return NULL;
  all = crm_row_set_new_full ((gsize)max + 1);
  finding.live = all;
  return find (&finding, filter, error);
}

CrmRowSet *
crm_filter_find_rows (const CrmFilter *filter, const CrmKind *kind, CrmConnection *connection, GError **error)
{
  g_autoptr (CrmRowSet) live = NULL;
  g_autoptr (CrmWalkers) walkers = NULL;
  Finding finding = { kind, connection, NULL, NULL };
  CrmRowSet *set;

  g_return_val_if_fail (filter != NULL && kind != NULL && connection != NULL, NULL);

  finding.walkers = walkers = may_walk (&finding, filter) ? crm_walkers_new (connection) : NULL;
  live = find_live (&finding, error);
  if (live == NULL)
    return NULL;
  finding.live = live;
  set = find (&finding, filter, error);
  if (set != NULL)
    crm_row_set_intersect (set, live);
  return set;
}
