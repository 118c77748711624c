/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two full-text tables: customers, rolled up, and long text. */

#define G_LOG_DOMAIN "crm-search-index"

#include "config.h"

#include "core/store/crm-search-index.h"

#include "core/base/crm-text-key.h"

#define MAKE_TABLES                                                                       \
  "DROP TABLE IF EXISTS search_customer; DROP TABLE IF EXISTS search_text;"               \
  "CREATE VIRTUAL TABLE search_customer USING fts5(text, " CRM_TEXT_KEY_FTS5_OPTIONS ");" \
  "CREATE VIRTUAL TABLE search_text USING fts5(text, " CRM_TEXT_KEY_FTS5_OPTIONS ");INSERT INTO search_customer(search_customer, rank) VALUES('hashsize', 8000000);"

static gboolean
has_tables (CrmConnection *connection, gboolean *there, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM sqlite_schema WHERE name IN ('search_customer', 'search_text') AND instr(sql, ?) > 0", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, CRM_TEXT_KEY_FTS5_OPTIONS, -1, SQLITE_STATIC);
  step = crm_connection_next (connection, statement, error);
  *there = step > 0 && sqlite3_column_int (statement, 0) == 2;
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_search_index_prepare (CrmConnection *connection, gboolean *stale, GError **error)
{
  g_autofree char *have = NULL;
  g_autofree char *want = g_strdup_printf ("%u", crm_text_key_version ());
  GError *local_error = NULL;
  gboolean there;

  have = crm_connection_dup_setting (connection, "text-key-version", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!has_tables (connection, &there, error))
    return FALSE;
  *stale = !there || g_strcmp0 (have, want) != 0;
  if (!*stale)
    return TRUE;
  return (there || crm_connection_execute (connection, MAKE_TABLES, error)) && crm_connection_set_setting (connection, "text-key-version", want, error);
}

gboolean
crm_search_index_prune (CrmConnection *connection, GError **error)
{
  if (!crm_connection_execute (connection,
                               "DELETE FROM search_customer WHERE rowid IN (SELECT id FROM search_customer_docsize EXCEPT SELECT rowid FROM customer WHERE deleted = 0)", error))
    return FALSE;
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);
      g_autofree char *sql = NULL;

      if (!crm_search_index_has_text (kind))
        continue;
      sql = g_strdup_printf ("DELETE FROM search_text WHERE rowid IN (SELECT id FROM search_text_docsize WHERE id BETWEEN %1$" G_GINT64_FORMAT " AND %2$" G_GINT64_FORMAT
                             " EXCEPT SELECT rowid + %1$" G_GINT64_FORMAT " FROM %3$s WHERE deleted = 0)",
                             CRM_SEARCH_ROW (id, 0), CRM_SEARCH_ROW (id + 1, 0) - 1, kind->name);
      if (!crm_connection_execute (connection, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* ── merging ──────────────────────────────────────────────────────────────────────────────── */

/* FTS5's own numbers are 4 and 16: so many pieces of a size are merged by and by, and so many at once whoever waits. */
#define POSTPONE                                                                    \
  "INSERT INTO search_customer(search_customer, rank) VALUES('crisismerge', 1000);" \
  "INSERT INTO search_customer(search_customer, rank) VALUES('automerge', 0);"
#define RESUME                                                                    \
  "INSERT INTO search_customer(search_customer, rank) VALUES('crisismerge', 16);" \
  "INSERT INTO search_customer(search_customer, rank) VALUES('automerge', 4);"
/* In pages of four kilobytes. */
#define MERGE_PIECE "INSERT INTO search_customer(search_customer, rank) VALUES('merge', 500)"

static gboolean
is_postponed (CrmConnection *connection, gboolean *postponed, GError **error)
{
  gint64 n = 0;

  if (!crm_connection_read_integer (connection, "SELECT count(*) FROM search_customer_config WHERE k = 'automerge' AND v = 0", &n, error))
    return FALSE;
  *postponed = n > 0;
  return TRUE;
}

gboolean
crm_search_index_postpone (CrmConnection *connection, GError **error)
{
  gboolean postponed;

  return is_postponed (connection, &postponed, error) && (postponed || crm_connection_execute (connection, POSTPONE, error));
}

gboolean
crm_search_index_tidy (CrmConnection *connection, gboolean *more, GError **error)
{
  sqlite3 *handle = crm_connection_get_handle (connection);
  gint64 before = sqlite3_total_changes64 (handle);

  if (!is_postponed (connection, more, error) || !*more)
    return !*more;
  if (!crm_connection_execute (connection, MERGE_PIECE, error))
    return FALSE;
  /* As FTS5 says it: the command itself counts as one, and less than two changes mean that there was nothing to merge. */
  *more = sqlite3_total_changes64 (handle) - before >= 2;
  return *more || crm_connection_execute (connection, RESUME, error);
}

gboolean
crm_search_index_rewrite (CrmConnection *connection, GError **error)
{
  return crm_connection_execute (connection, "INSERT INTO search_customer(search_customer) VALUES('optimize'); INSERT INTO search_text(search_text) VALUES('optimize')", error);
}

gboolean
crm_search_index_remove_customer (CrmConnection *connection, gint64 rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM search_customer WHERE rowid = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  return crm_connection_run (connection, statement, error);
}

gboolean
crm_search_index_add_customer (CrmConnection *connection, gint64 rowid, const GString *document, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT INTO search_customer (rowid, text) VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  sqlite3_bind_text (statement, 2, document->str, (int)document->len, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

gboolean
crm_search_index_has_text (const CrmKind *kind)
{
  return kind->id == CRM_KIND_INTERACTION || kind->id == CRM_KIND_TASK || kind->id == CRM_KIND_ATTACHMENT || kind->id == CRM_KIND_DEAL || kind->id == CRM_KIND_SURVEY;
}

/* A deal and a survey are looked for while their names are typed, as a customer is; the others are read. */
static void
add_field (GString *document, const CrmKind *kind, guint field, const char *text)
{
  if (kind->id != CRM_KIND_DEAL && kind->id != CRM_KIND_SURVEY)
    crm_text_key_add_prose (document, text);
  else if ((int)field == kind->title || kind->id == CRM_KIND_SURVEY)
    crm_text_key_add_name (document, text);
  else
    crm_text_key_add_words (document, text);
}

gboolean
crm_search_index_remove_text (CrmConnection *connection, const CrmKind *kind, gint64 rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM search_text WHERE rowid = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, CRM_SEARCH_ROW (kind->id, rowid));
  return crm_connection_run (connection, statement, error);
}

gboolean
crm_search_index_add_text (CrmConnection *connection, const CrmKind *kind, gint64 rowid, const CrmValue *values, GError **error)
{
  sqlite3_stmt *statement;
  g_autoptr (GString) document = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & CRM_FIELD_SEARCHED) != 0 && values[i].type == CRM_VALUE_TEXT)
      add_field (document, kind, i, values[i].text);
  if (document->len == 0)
    return TRUE;
  statement = crm_connection_prepare_static (connection, "INSERT INTO search_text (rowid, text) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, CRM_SEARCH_ROW (kind->id, rowid));
  sqlite3_bind_text (statement, 2, document->str, (int)document->len, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}
