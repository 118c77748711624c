/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking customers up while a person types. */

#define G_LOG_DOMAIN "crm-customers"

#include "core/customers/crm-customer-lookup.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-text-pattern.h"
#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#define MATCHES_MAX 10

static const char by_key_sql[] = "SELECT c.id, NULL FROM contact_point p JOIN customer c ON c.id = p.customer WHERE p.value_key = ?1 AND p.kind = ?2"
                                 " AND p.deleted = 0 AND c.deleted = 0"
                                 " UNION ALL"
                                 " SELECT c.id, n.name FROM contact_point p JOIN person n ON n.id = p.person JOIN role r ON r.person = n.id JOIN customer c ON c.id = r.customer"
                                 " WHERE p.value_key = ?1 AND p.kind = ?2 AND p.deleted = 0 AND n.deleted = 0 AND r.deleted = 0 AND c.deleted = 0 LIMIT 20";
static const char by_name_sql[] = "SELECT id, NULL FROM customer WHERE name_key = ?1 AND deleted = 0 LIMIT 20";
static const char customers_sql[] = "SELECT c.id, c.name, c.city FROM search_customer s JOIN customer c ON c.rowid = s.rowid"
                                    " WHERE search_customer MATCH ?1 AND c.deleted = 0 ORDER BY length(c.name), c.name_key LIMIT ?2";
static const char first_customers_sql[] = "SELECT id, name, city FROM customer WHERE deleted = 0 AND ?1 IS NULL ORDER BY name_key LIMIT ?2";

void
crm_customer_match_free (CrmCustomerMatch *match)
{
  g_clear_pointer (&match->customer, crm_record_unref);
  g_free (match->person);
  g_free (match);
}

void
crm_customer_draft_clear (CrmCustomerDraft *draft)
{
  g_clear_pointer (&draft->type, g_free);
  g_clear_pointer (&draft->name, g_free);
  g_clear_pointer (&draft->phone, g_free);
  g_clear_pointer (&draft->email, g_free);
}

void
crm_lookup_result_free (CrmLookupResult *result)
{
  g_free (result->name);
  g_free (result->detail);
  g_free (result);
}

/* ── duplicates ───────────────────────────────────────────────────────────────────────────── */

static CrmCustomerMatch *
find_match (GPtrArray *matches, const CrmId *customer)
{
  for (guint i = 0; i < matches->len; i++)
    {
      CrmCustomerMatch *match = g_ptr_array_index (matches, i);

      if (crm_id_equal (&match->customer->id, customer))
        return match;
    }
  return NULL;
}

static gboolean
add_match (CrmConnection *connection, GPtrArray *matches, const CrmId *customer, CrmMatchReason reason, const char *person, GError **error)
{
  CrmCustomerMatch *match = find_match (matches, customer);

  if (match == NULL && matches->len < MATCHES_MAX)
    {
      CrmRecord *record = crm_connection_read_record (connection, &crm_kind_customer, customer, error);

      if (record == NULL)
        return FALSE;
      match = g_new0 (CrmCustomerMatch, 1);
      match->customer = record;
      g_ptr_array_add (matches, match);
    }
  if (match == NULL)
    return TRUE;
  match->reasons |= reason;
  if (match->person == NULL)
    match->person = g_strdup (person);
  return TRUE;
}

static gboolean
add_matches (CrmConnection *connection, GPtrArray *matches, const char *sql, const char *key, const char *kind, CrmMatchReason reason, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  gboolean ok = TRUE;
  int step = 0;
  CrmId id;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  if (kind != NULL)
    sqlite3_bind_text (statement, 2, kind, -1, SQLITE_STATIC);
  while (ok && (step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      ok = add_match (connection, matches, &id, reason, (const char *)sqlite3_column_text (statement, 1), error);
  sqlite3_reset (statement);
  return ok && step == 0;
}

static gboolean
add_point_matches (CrmConnection *connection, GPtrArray *matches, const char *kind, const char *typed, CrmMatchReason reason, GError **error)
{
  g_autofree char *calling_code = crm_connection_dup_setting (connection, "calling-code", NULL);
  g_autofree char *text = typed != NULL ? g_strstrip (g_strdup (typed)) : NULL;
  g_auto (CrmContactValue) value = { 0 };

  if (calling_code == NULL || text == NULL || *text == '\0')
    return TRUE;
  crm_contact_value_init (&value, kind, text, calling_code);
  return add_matches (connection, matches, by_key_sql, value.comparable, kind, reason, error);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const CrmCustomerMatch *one = *(const CrmCustomerMatch *const *)a, *other = *(const CrmCustomerMatch *const *)b;
  int n_one = __builtin_popcount (one->reasons), n_other = __builtin_popcount (other->reasons);

  return n_one != n_other ? n_other - n_one : (int)(one->reasons & -one->reasons) - (int)(other->reasons & -other->reasons);
}

GPtrArray *
crm_customer_find_matches (CrmConnection *connection, const CrmCustomerDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_customer_match_free);
  CrmNameKind name_kind = g_strcmp0 (draft->type, "individual") == 0 ? CRM_NAME_PERSON : CRM_NAME_COMPANY;
  g_autofree char *han_first = crm_connection_dup_setting (connection, "han-first", NULL);
  g_autofree char *name_key = draft->name != NULL ? crm_text_sort_key (draft->name, name_kind, han_first != NULL) : NULL;

  if (!add_point_matches (connection, matches, "phone", draft->phone, CRM_MATCH_PHONE, error) || !add_point_matches (connection, matches, "email", draft->email, CRM_MATCH_EMAIL, error))
    return NULL;
  if (name_key != NULL && *name_key != '\0' && !add_matches (connection, matches, by_name_sql, name_key, NULL, CRM_MATCH_NAME, error))
    return NULL;
  g_ptr_array_sort (matches, compare_matches);
  return g_steal_pointer (&matches);
}

/* ── records to refer to ──────────────────────────────────────────────────────────────────── */

static void
add_result (GPtrArray *results, sqlite3_stmt *statement)
{
  CrmLookupResult *result = g_new0 (CrmLookupResult, 1);

  crm_statement_read_id (statement, 0, &result->id);
  result->name = g_strdup ((const char *)sqlite3_column_text (statement, 1));
  result->detail = g_strdup ((const char *)sqlite3_column_text (statement, 2));
  g_ptr_array_add (results, result);
}

static gboolean
look_up_customers (CrmConnection *connection, const CrmTextPattern *pattern, guint limit, GPtrArray *results, GError **error)
{
  g_autofree char *match = crm_text_pattern_to_match (pattern, CRM_TEXT_INDEX_NAMES);
  sqlite3_stmt *statement = crm_connection_prepare (connection, match != NULL ? customers_sql : first_customers_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 2, (int)limit);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_result (results, statement);
  return step == 0;
}

static gboolean
look_up_few (CrmConnection *connection, const CrmKind *kind, const CrmTextPattern *pattern, guint limit, GPtrArray *results, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, %1$s, NULL FROM %2$s WHERE deleted = 0 AND %1$s IS NOT NULL ORDER BY %1$s", kind->fields[kind->title].name, kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = 0;

  if (statement == NULL)
    return FALSE;
  while (results->len < limit && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (GArray) ranges = crm_text_pattern_is_empty (pattern) ? NULL : crm_text_pattern_find (pattern, (const char *)sqlite3_column_text (statement, 1));

      if (ranges != NULL || crm_text_pattern_is_empty (pattern))
        add_result (results, statement);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

GPtrArray *
crm_customer_look_up (CrmConnection *connection, const CrmKind *kind, const char *typed, guint limit, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_lookup_result_free);
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (typed != NULL ? typed : "");
  gboolean ok;

  g_return_val_if_fail (kind != NULL && kind->title >= 0, NULL);

  if (kind == &crm_kind_customer)
    ok = look_up_customers (connection, pattern, limit, results, error);
  else
    ok = look_up_few (connection, kind, pattern, limit, results, error);
  return ok ? g_steal_pointer (&results) : NULL;
}
