/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers and users an import of deals finds by their names, and those it makes. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-deal-who.h"

#include "core/base/crm-text-sort.h"
#include "core/exchange/crm-import-name.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

struct _CrmDealWho
{
  GHashTable *customers; /* "i" and an id elsewhere, "n" and a folded name, or "p", a customer and a person there → CrmId * */
  GHashTable *named;     /* CrmId *: those that stand for an id of the file, and for no other */
  GHashTable *users;     /* (nullable): folded name → CrmId *, once read */
  gint64 now;
  gboolean han_first;
  gboolean is_exact;
  CrmConnection *connection;
  CrmEdit *edit;
};

static guint
hash_id (gconstpointer id)
{
  return crm_id_hash (id);
}

static gboolean
equal_ids (gconstpointer a, gconstpointer b)
{
  return crm_id_equal (a, b);
}

CrmDealWho *
crm_deal_who_new (gint64 now, gboolean han_first, gboolean is_exact)
{
  CrmDealWho *self = g_new0 (CrmDealWho, 1);

  self->customers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->named = g_hash_table_new_full (hash_id, equal_ids, g_free, NULL);
  self->now = now;
  self->han_first = han_first;
  self->is_exact = is_exact;
  return self;
}

void
crm_deal_who_free (CrmDealWho *self)
{
  g_hash_table_unref (self->customers);
  g_hash_table_unref (self->named);
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_free (self);
}

void
crm_deal_who_begin (CrmDealWho *self, CrmConnection *connection, CrmEdit *edit)
{
  self->connection = connection;
  self->edit = edit;
}

/* ── customers ────────────────────────────────────────────────────────────────────────────── */

/* The first record the statement gives; @id stays nil where there is none. */
static gboolean
read_first (CrmDealWho *self, sqlite3_stmt *statement, CrmId *id, GError **error)
{
  int step = crm_connection_next (self->connection, statement, error);

  if (step > 0)
    crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
find_by_id (CrmDealWho *self, const char *text, CrmId *id, GError **error)
{
  CrmId own;
  gboolean is_own = crm_id_parse (text, &own);
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection,
                                                           is_own ? "SELECT id FROM customer WHERE id = ? AND deleted = 0"
                                                                  : "SELECT id FROM customer WHERE external_id = ? AND deleted = 0 ORDER BY rowid LIMIT 1",
                                                           error);

  if (statement == NULL)
    return FALSE;
  if (is_own)
    crm_statement_bind_id (statement, 1, &own);
  else
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  return read_first (self, statement, id, error);
}

/* A customer that another program gives another id is another, whatever its name: @unnumbered leaves those out. */
static gboolean
find_by_name (CrmDealWho *self, const char *name, gboolean unnumbered, CrmId *id, GError **error)
{
  static const CrmNameKind kinds[] = { CRM_NAME_COMPANY, CRM_NAME_PERSON };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && crm_id_is_nil (id); i++)
    {
      g_autofree char *key = crm_text_sort_key (name, kinds[i], self->han_first);
      sqlite3_stmt *statement = crm_connection_prepare_static (self->connection,
                                                               kinds[i] == CRM_NAME_COMPANY ? "SELECT id FROM customer WHERE name_key = ?1 AND deleted = 0 AND type IS NOT 'individual' AND (NOT ?2 OR external_id IS NULL) ORDER BY rowid LIMIT 1"
                                                                                            : "SELECT id FROM customer WHERE name_key = ?1 AND deleted = 0 AND type = 'individual' AND (NOT ?2 OR external_id IS NULL) ORDER BY rowid LIMIT 1",
                                                               error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int (statement, 2, unnumbered);
      if (!read_first (self, statement, id, error))
        return FALSE;
    }
  return TRUE;
}

/* A column of companies holds companies; who stands there in an own export is told by the name. */
static gboolean
is_company (const CrmDealWho *self, const CrmDealDraft *draft)
{
  return draft->customer != NULL && (!self->is_exact || crm_import_name_is_company (draft->customer));
}

static void
make_customer (CrmDealWho *self, const CrmDealDraft *draft, const char *name, CrmId *id)
{
  CrmChange *change;
  gboolean own = draft->customer_id != NULL && crm_id_parse (draft->customer_id, id);

  if (!own)
    *id = crm_id_new (self->now);
  change = crm_edit_create (self->edit, &crm_kind_customer, id);
  crm_change_set_text (change, CRM_CUSTOMER_TYPE, is_company (self, draft) ? "company" : "individual");
  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  if (draft->customer_id != NULL && !own)
    crm_change_set_text (change, CRM_CUSTOMER_EXTERNAL_ID, draft->customer_id);
}

gboolean
crm_deal_who_find_customer (CrmDealWho *self, const CrmDealDraft *draft, CrmId *id, GError **error)
{
  const char *name = draft->customer != NULL ? draft->customer : draft->contact;
  g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *key = draft->customer_id != NULL ? g_strconcat ("i", draft->customer_id, NULL) : g_strconcat ("n", folded, NULL);
  const CrmId *known = g_hash_table_lookup (self->customers, key);
  CrmId own;

  *id = (CrmId){ 0 };
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  if (draft->customer_id != NULL && !find_by_id (self, draft->customer_id, id, error))
    return FALSE;
  if (crm_id_is_nil (id) && name != NULL && !find_by_name (self, name, draft->customer_id != NULL && !crm_id_parse (draft->customer_id, &own), id, error))
    return FALSE;
  if (draft->customer_id != NULL && g_hash_table_contains (self->named, id))
    *id = (CrmId){ 0 };
  if (crm_id_is_nil (id) && name != NULL)
    make_customer (self, draft, name, id);
  if (!crm_id_is_nil (id))
    {
      g_hash_table_insert (self->customers, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
      if (draft->customer_id != NULL)
        g_hash_table_add (self->named, g_memdup2 (id, sizeof *id));
      if (folded != NULL)
        g_hash_table_insert (self->customers, g_strconcat ("n", folded, NULL), g_memdup2 (id, sizeof *id));
    }
  return TRUE;
}

static void
make_named (CrmDealWho *self, const char *name, CrmId *id)
{
  CrmDealDraft draft = { .customer = (char *)name };

  make_customer (self, &draft, name, id);
}

gboolean
crm_deal_who_find_referrer (CrmDealWho *self, const char *name, CrmId *id, GError **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1), *key = g_strconcat ("n", folded, NULL);
  const CrmId *known = g_hash_table_lookup (self->customers, key);

  *id = (CrmId){ 0 };
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  if (!find_by_name (self, name, FALSE, id, error))
    return FALSE;
  if (crm_id_is_nil (id) && self->is_exact)
    {
      make_named (self, name, id);
      g_hash_table_insert (self->customers, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
    }
  return TRUE;
}

/* ── people ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
find_person_by_id (CrmDealWho *self, const CrmId *wanted, CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT id FROM person WHERE id = ? AND deleted = 0", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, wanted);
  return read_first (self, statement, id, error);
}

static gboolean
find_person_by_name (CrmDealWho *self, const char *sql, const CrmId *where, const char *name, CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, where);
  sqlite3_bind_text (statement, 2, name, -1, SQLITE_TRANSIENT);
  return read_first (self, statement, id, error);
}

static void
make_person (CrmDealWho *self, const CrmDealDraftPerson *person, const CrmId *customer, CrmId *id)
{
  CrmChange *role;

  *id = crm_id_is_nil (&person->id) ? crm_id_new (self->now) : person->id;
  crm_change_set_text (crm_edit_create (self->edit, &crm_kind_person, id), CRM_PERSON_NAME, person->name);
  role = crm_edit_create (self->edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, id);
  if (person->role != NULL)
    crm_change_set_text (role, CRM_ROLE_BUYING_ROLE, person->role);
}

gboolean
crm_deal_who_find_person (CrmDealWho *self, const CrmDealDraftPerson *person, const CrmId *customer, const CrmId *deal, CrmId *id, GError **error)
{
  char at[CRM_ID_STRING_LENGTH + 1], own[CRM_ID_STRING_LENGTH + 1];
  gboolean numbered = !crm_id_is_nil (&person->id);
  g_autofree char *key = g_strconcat ("p", crm_id_format (customer, at), numbered ? crm_id_format (&person->id, own) : person->name, NULL);
  const CrmId *known = g_hash_table_lookup (self->customers, key);

  *id = (CrmId){ 0 };
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  if (numbered && !find_person_by_id (self, &person->id, id, error))
    return FALSE;
  if (crm_id_is_nil (id) && deal != NULL && !find_person_by_name (self, "SELECT p.id FROM deal_person d JOIN person p ON p.id = d.person WHERE d.deal = ?1 AND d.deleted = 0 AND p.deleted = 0 AND p.name = ?2 ORDER BY d.rowid LIMIT 1", deal, person->name, id, error))
    return FALSE;
  if (crm_id_is_nil (id) && !find_person_by_name (self, "SELECT p.id FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ?1 AND r.deleted = 0 AND p.deleted = 0 AND p.name = ?2 ORDER BY r.rowid LIMIT 1", customer, person->name, id, error))
    return FALSE;
  if (crm_id_is_nil (id))
    make_person (self, person, customer, id);
  g_hash_table_insert (self->customers, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
  return TRUE;
}

/* ── users ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
load_users (CrmDealWho *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "SELECT id, name FROM user WHERE deleted = 0 ORDER BY rowid", error);
  int step;

  if (statement == NULL)
    return FALSE;
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      const char *name = (const char *)sqlite3_column_text (statement, 1);
      g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;
      CrmId id;

      if (folded != NULL && crm_statement_read_id (statement, 0, &id) && !g_hash_table_contains (self->users, folded))
        g_hash_table_insert (self->users, g_steal_pointer (&folded), g_memdup2 (&id, sizeof id));
    }
  return step == 0;
}

gboolean
crm_deal_who_find_user (CrmDealWho *self, const char *name, CrmId *id, GError **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const CrmId *known;

  if (self->users == NULL && !load_users (self, error))
    return FALSE;
  known = g_hash_table_lookup (self->users, folded);
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  *id = crm_id_new (self->now);
  crm_change_set_text (crm_edit_create (self->edit, &crm_kind_user, id), CRM_USER_NAME, name);
  g_hash_table_insert (self->users, g_steal_pointer (&folded), g_memdup2 (id, sizeof *id));
  return TRUE;
}
