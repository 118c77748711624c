/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two full-text tables: customers, rolled up, and long text. */

#define G_LOG_DOMAIN "crm-search-index"

#include "config.h"

#include "core/store/crm-search-index.h"

#include "core/base/crm-text-key.h"
#include "core/schema/crm-schema-customers.h"

#define MAKE_TABLES                                                                       \
  "DROP TABLE IF EXISTS search_customer; DROP TABLE IF EXISTS search_text;"               \
  "CREATE VIRTUAL TABLE search_customer USING fts5(text, " CRM_TEXT_KEY_FTS5_OPTIONS ");" \
  "CREATE VIRTUAL TABLE search_text USING fts5(text, " CRM_TEXT_KEY_FTS5_OPTIONS ");"

/* The people at a customer and what reaches them; a customer's own points come first. */
static const char customer_sql[] = "SELECT name, alias, code, tax_id, city, id FROM customer WHERE rowid = ? AND deleted = 0";
static const char people_sql[] = "SELECT p.name, p.id FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ? AND r.deleted = 0 AND p.deleted = 0";
static const char own_points_sql[] = "SELECT kind, value, value_key FROM contact_point WHERE customer = ? AND deleted = 0";
static const char person_points_sql[] = "SELECT kind, value, value_key FROM contact_point WHERE person = ? AND deleted = 0";

gboolean
crm_search_index_prepare (CrmConnection *connection, gboolean *stale, GError **error)
{
  g_autofree char *have = NULL;
  g_autofree char *want = g_strdup_printf ("%u", crm_text_key_version ());
  GError *local_error = NULL;

  have = crm_connection_dup_setting (connection, "text-key-version", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  *stale = g_strcmp0 (have, want) != 0;
  if (!*stale)
    return TRUE;
  return crm_connection_execute (connection, MAKE_TABLES, error) && crm_connection_set_setting (connection, "text-key-version", want, error);
}

static const char *
column_text (sqlite3_stmt *statement, int column)
{
  return (const char *)sqlite3_column_text (statement, column);
}

static void
append_point (GString *document, sqlite3_stmt *statement)
{
  const char *kind = column_text (statement, 0);
  const char *value = column_text (statement, 1);
  const char *key = column_text (statement, 2);

  if (value == NULL || kind == NULL)
    return;
  if (strcmp (kind, "phone") == 0 || strcmp (kind, "qq") == 0)
    crm_text_key_add_phone (document, key != NULL ? key : value);
  else if (strcmp (kind, "address") == 0)
    crm_text_key_add_prose (document, value);
  else
    crm_text_key_add_words (document, key != NULL ? key : value);
}

static gboolean
append_points (CrmConnection *connection, GString *document, const char *sql, const CrmId *owner, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, owner);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    append_point (document, statement);
  return step == 0;
}

static gboolean
append_people (CrmConnection *connection, GString *document, const CrmId *customer, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, people_sql, error);
  int step;
  CrmId person;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      crm_text_key_add_name (document, column_text (statement, 0) ?: "");
      if (crm_statement_read_id (statement, 1, &person) && !append_points (connection, document, person_points_sql, &person, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == 0;
}

/* Leaves @document empty for a customer that has been deleted. */
static gboolean
build_document (CrmConnection *connection, gint64 rowid, GString *document, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, customer_sql, error);
  CrmId id;
  int step;

  g_string_truncate (document, 0);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  step = crm_connection_next (connection, statement, error);
  if (step <= 0)
    return step == 0;
  crm_text_key_add_name (document, column_text (statement, 0) ?: "");
  for (int column = 1; column <= 4; column++)
    if (column_text (statement, column) != NULL)
      crm_text_key_add_name (document, column_text (statement, column));
  crm_statement_read_id (statement, 5, &id);
  sqlite3_reset (statement);
  return append_points (connection, document, own_points_sql, &id, error) && append_people (connection, document, &id, error);
}

static gboolean
insert_documents (CrmConnection *connection, GArray *rowids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "INSERT INTO search_customer (rowid, text) VALUES (?, ?)", error);
  g_autoptr (GString) document = g_string_new (NULL);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rowids->len; i++)
    {
      gint64 rowid = g_array_index (rowids, gint64, i);

      if (!build_document (connection, rowid, document, error))
        return FALSE;
      if (document->len == 0)
        continue;
      sqlite3_bind_int64 (statement, 1, rowid);
      sqlite3_bind_text (statement, 2, document->str, (int)document->len, SQLITE_STATIC);
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_search_index_update_customers (CrmConnection *connection, GArray *old, GArray *new, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "DELETE FROM search_customer WHERE rowid = ?", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (old, gint64, i));
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return insert_documents (connection, old, error) && insert_documents (connection, new, error);
}

gboolean
crm_search_index_has_text (const CrmKind *kind)
{
  return kind->id == CRM_KIND_INTERACTION || kind->id == CRM_KIND_TASK || kind->id == CRM_KIND_ATTACHMENT;
}

gboolean
crm_search_index_remove_text (CrmConnection *connection, const CrmKind *kind, gint64 rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "DELETE FROM search_text WHERE rowid = ?", error);

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
      crm_text_key_add_prose (document, values[i].text);
  if (document->len == 0)
    return TRUE;
  statement = crm_connection_prepare (connection, "INSERT INTO search_text (rowid, text) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, CRM_SEARCH_ROW (kind->id, rowid));
  sqlite3_bind_text (statement, 2, document->str, (int)document->len, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

static gboolean
rebuild_customers (CrmConnection *connection, GError **error)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT rowid FROM customer WHERE deleted = 0 ORDER BY rowid", error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  return step == 0 && insert_documents (connection, rowids, error);
}

static gboolean
rebuild_text (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE deleted = 0 ORDER BY rowid", crm_kind_get_columns (kind), kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, kind);

      if (!crm_search_index_add_text (connection, kind, record->rowid, record->values, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == 0;
}

gboolean
crm_search_index_rebuild (CrmConnection *connection, GError **error)
{
  if (!crm_connection_execute (connection, MAKE_TABLES, error) || !rebuild_customers (connection, error))
    return FALSE;
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_search_index_has_text (crm_kind_get (id)) && !rebuild_text (connection, crm_kind_get (id), error))
      return FALSE;
  return TRUE;
}
