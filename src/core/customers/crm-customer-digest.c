/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a customer and all that hangs on it: the stored facts and the search document. */

#define G_LOG_DOMAIN "crm-customers"

#include "core/customers/crm-customer-digest.h"

#include "core/base/crm-text-key.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

/* In characters. */
#define SHORT_TEXT 60

static const guint fields[CRM_DIGEST_N_FACTS] = {
  [CRM_DIGEST_PHONE] = CRM_CUSTOMER_PHONE,
  [CRM_DIGEST_EMAIL] = CRM_CUSTOMER_EMAIL,
  [CRM_DIGEST_LAST_CONTACT] = CRM_CUSTOMER_LAST_CONTACT,
  [CRM_DIGEST_LAST_CONTACT_KIND] = CRM_CUSTOMER_LAST_CONTACT_KIND,
  [CRM_DIGEST_NEXT_STEP] = CRM_CUSTOMER_NEXT_STEP,
  [CRM_DIGEST_NEXT_STEP_TITLE] = CRM_CUSTOMER_NEXT_STEP_TITLE,
  [CRM_DIGEST_OPEN_DEALS] = CRM_CUSTOMER_OPEN_DEALS,
  [CRM_DIGEST_SATISFACTION] = CRM_CUSTOMER_SATISFACTION,
  [CRM_DIGEST_SATISFACTION_AT] = CRM_CUSTOMER_SATISFACTION_AT,
};

guint
crm_digest_fact_get_field (CrmDigestFact fact)
{
  g_return_val_if_fail (fact < CRM_DIGEST_N_FACTS, 0);

  return fields[fact];
}

void
crm_customer_digest_init (CrmCustomerDigest *self)
{
  memset (self, 0, sizeof *self);
  self->document = g_string_new (NULL);
}

void
crm_customer_digest_clear (CrmCustomerDigest *self)
{
  for (int i = 0; i < CRM_DIGEST_N_FACTS; i++)
    crm_value_clear (&self->facts[i]);
  if (self->document != NULL)
    g_string_free (g_steal_pointer (&self->document), TRUE);
}

static void
set_fact (CrmCustomerDigest *self, CrmDigestFact fact, const CrmValue *value)
{
  crm_value_clear (&self->facts[fact]);
  self->facts[fact] = crm_value_copy (value);
}

void
crm_customer_digest_add_customer (CrmCustomerDigest *self, const CrmValue *values)
{
  static const CrmCustomerField names[] = { CRM_CUSTOMER_NAME, CRM_CUSTOMER_ALIAS, CRM_CUSTOMER_CODE, CRM_CUSTOMER_TAX_ID, CRM_CUSTOMER_CITY };
  static const CrmCustomerField numbers[] = { CRM_CUSTOMER_CODE, CRM_CUSTOMER_TAX_ID };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (values[names[i]].type == CRM_VALUE_TEXT)
      crm_text_key_add_name (self->document, values[names[i]].text);
  /* Any part of a number finds it, not only its beginning. */
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (values[numbers[i]].type == CRM_VALUE_TEXT)
      crm_text_key_add_phone (self->document, values[numbers[i]].text);
}

static void
consider (CrmCustomerDigest *self, CrmDigestFact fact, gboolean *is_own, const CrmValue *values)
{
  gboolean own = values[CRM_CONTACT_POINT_CUSTOMER].type == CRM_VALUE_ID;

  if (self->facts[fact].type != CRM_VALUE_NONE && (*is_own || !own))
    return;
  set_fact (self, fact, &values[CRM_CONTACT_POINT_VALUE]);
  *is_own = own;
}

void
crm_customer_digest_add_point (CrmCustomerDigest *self, const CrmValue *values)
{
  const char *kind = values[CRM_CONTACT_POINT_KIND].text;
  const CrmValue *value = &values[CRM_CONTACT_POINT_VALUE];
  const CrmValue *key = values[CRM_CONTACT_POINT_KEY].type == CRM_VALUE_TEXT ? &values[CRM_CONTACT_POINT_KEY] : value;
  gboolean opted_out = values[CRM_CONTACT_POINT_OPT_OUT].type == CRM_VALUE_INTEGER && values[CRM_CONTACT_POINT_OPT_OUT].integer != 0;

  if (values[CRM_CONTACT_POINT_KIND].type != CRM_VALUE_TEXT || value->type != CRM_VALUE_TEXT)
    return;
  if (strcmp (kind, "phone") == 0 || strcmp (kind, "qq") == 0)
    crm_text_key_add_phone (self->document, key->text);
  else if (strcmp (kind, "address") == 0)
    crm_text_key_add_prose (self->document, value->text);
  else
    crm_text_key_add_words (self->document, key->text);
  if (opted_out)
    return;
  if (strcmp (kind, "phone") == 0)
    consider (self, CRM_DIGEST_PHONE, &self->phone_is_own, values);
  else if (strcmp (kind, "email") == 0)
    consider (self, CRM_DIGEST_EMAIL, &self->email_is_own, values);
}

void
crm_customer_digest_add_person (CrmCustomerDigest *self, const CrmValue *values)
{
  if (values[CRM_PERSON_NAME].type == CRM_VALUE_TEXT)
    crm_text_key_add_name (self->document, values[CRM_PERSON_NAME].text);
}

void
crm_customer_digest_add_custom_value (CrmCustomerDigest *self, const CrmValue *values)
{
  const CrmValue *text = &values[CRM_CUSTOM_VALUE_TEXT];

  if (text->type != CRM_VALUE_TEXT)
    return;
  /* What is short is a name or a number, to be found by any part or by pinyin; what is long is prose. */
  if (g_utf8_strlen (text->text, SHORT_TEXT * 4) > SHORT_TEXT)
    {
      crm_text_key_add_prose (self->document, text->text);
      return;
    }
  crm_text_key_add_name (self->document, text->text);
  crm_text_key_add_phone (self->document, text->text);
}

void
crm_customer_digest_add_interaction (CrmCustomerDigest *self, const CrmValue *values)
{
  const CrmValue *last = &self->facts[CRM_DIGEST_LAST_CONTACT];

  if (values[CRM_INTERACTION_AT].type != CRM_VALUE_INTEGER || !crm_interaction_kind_is_contact (values[CRM_INTERACTION_KIND].text) || (last->type == CRM_VALUE_INTEGER && last->integer >= values[CRM_INTERACTION_AT].integer))
    return;
  set_fact (self, CRM_DIGEST_LAST_CONTACT, &values[CRM_INTERACTION_AT]);
  set_fact (self, CRM_DIGEST_LAST_CONTACT_KIND, &values[CRM_INTERACTION_KIND]);
}

void
crm_customer_digest_add_task (CrmCustomerDigest *self, const CrmValue *values)
{
  const CrmValue *next = &self->facts[CRM_DIGEST_NEXT_STEP];

  if (values[CRM_TASK_DUE].type != CRM_VALUE_INTEGER || values[CRM_TASK_DONE_AT].type != CRM_VALUE_NONE || (next->type == CRM_VALUE_INTEGER && next->integer <= values[CRM_TASK_DUE].integer))
    return;
  set_fact (self, CRM_DIGEST_NEXT_STEP, &values[CRM_TASK_DUE]);
  set_fact (self, CRM_DIGEST_NEXT_STEP_TITLE, &values[CRM_TASK_TITLE]);
}

void
crm_customer_digest_add_deal (CrmCustomerDigest *self, const CrmValue *values)
{
  CrmValue *open = &self->facts[CRM_DIGEST_OPEN_DEALS];

  if (values[CRM_DEAL_OUTCOME].type == CRM_VALUE_TEXT && strcmp (values[CRM_DEAL_OUTCOME].text, "open") == 0)
    *open = crm_value_integer (open->type == CRM_VALUE_INTEGER ? open->integer + 1 : 1);
}

/* ── from the file ────────────────────────────────────────────────────────────────────────── */

static const char points_sql[] = "SELECT kind, value, value_key, opt_out FROM contact_point WHERE customer = ? AND deleted = 0 ORDER BY rowid";
static const char person_points_sql[] = "SELECT kind, value, value_key, opt_out FROM contact_point WHERE person = ? AND deleted = 0 ORDER BY rowid";
static const char people_sql[] = "SELECT p.name, p.id FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ? AND r.deleted = 0 AND p.deleted = 0 ORDER BY r.rowid";
static const char custom_sql[] = "SELECT v.text FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE v.customer = ? AND v.deleted = 0 AND f.deleted = 0 ORDER BY v.rowid";
static const char last_contact_sql[] = "SELECT at, kind FROM interaction WHERE customer = ? AND deleted = 0 AND kind <> 'note' ORDER BY at DESC LIMIT 1";
static const char next_step_sql[] = "SELECT due, title FROM task WHERE customer = ? AND deleted = 0 AND done_at IS NULL AND due IS NOT NULL ORDER BY due LIMIT 1";
static const char satisfaction_sql[] = "SELECT score, answered_at FROM response WHERE customer = ? AND deleted = 0 AND score IS NOT NULL ORDER BY answered_at DESC, rowid DESC LIMIT 1";
static const char open_deals_sql[] = "SELECT nullif(count(*), 0), NULL FROM deal WHERE customer = ? AND deleted = 0 AND outcome = 'open'";

static gboolean
read_points (CrmConnection *connection, const char *sql, const CrmId *owner, CrmContactPointField field, CrmCustomerDigest *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, owner);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmValue values[CRM_CONTACT_POINT_N_FIELDS] = { 0 };

      values[field] = crm_value_id (owner);
      crm_statement_read_value (statement, 0, CRM_TYPE_CHOICE, &values[CRM_CONTACT_POINT_KIND]);
      crm_statement_read_value (statement, 1, CRM_TYPE_TEXT, &values[CRM_CONTACT_POINT_VALUE]);
      crm_statement_read_value (statement, 2, CRM_TYPE_TEXT, &values[CRM_CONTACT_POINT_KEY]);
      crm_statement_read_value (statement, 3, CRM_TYPE_BOOLEAN, &values[CRM_CONTACT_POINT_OPT_OUT]);
      crm_customer_digest_add_point (self, values);
      for (int i = 0; i < CRM_CONTACT_POINT_N_FIELDS; i++)
        crm_value_clear (&values[i]);
    }
  return step == 0;
}

static gboolean
read_people (CrmConnection *connection, const CrmId *customer, CrmCustomerDigest *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, people_sql, error);
  gboolean ok = TRUE;
  int step = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  while (ok && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmValue values[CRM_PERSON_N_FIELDS] = { 0 };
      CrmId person;

      crm_statement_read_value (statement, 0, CRM_TYPE_TEXT, &values[CRM_PERSON_NAME]);
      crm_customer_digest_add_person (self, values);
      crm_value_clear (&values[CRM_PERSON_NAME]);
      ok = !crm_statement_read_id (statement, 1, &person) || read_points (connection, person_points_sql, &person, CRM_CONTACT_POINT_PERSON, self, error);
    }
  sqlite3_reset (statement);
  return ok && step == 0;
}

static gboolean
read_custom_values (CrmConnection *connection, const CrmId *customer, CrmCustomerDigest *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, custom_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmValue values[CRM_CUSTOM_VALUE_N_FIELDS] = { 0 };

      crm_statement_read_value (statement, 0, CRM_TYPE_LONG_TEXT, &values[CRM_CUSTOM_VALUE_TEXT]);
      crm_customer_digest_add_custom_value (self, values);
      crm_value_clear (&values[CRM_CUSTOM_VALUE_TEXT]);
    }
  return step == 0;
}

static gboolean
read_pair (CrmConnection *connection, const char *sql, const CrmId *customer, CrmValue *number, CrmValue *other, CrmType type, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      crm_statement_read_value (statement, 0, CRM_TYPE_INTEGER, number);
      crm_statement_read_value (statement, 1, type, other);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_customer_digest_read_document (CrmConnection *connection, gint64 rowid, CrmCustomerDigest *self, CrmRecord **customer, GError **error)
{
  GError *local_error = NULL;
  const CrmId *id;

  if (*customer == NULL)
    *customer = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, &local_error);
  if (*customer == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  id = &(*customer)->id;
  crm_customer_digest_add_customer (self, (*customer)->values);
  return read_points (connection, points_sql, id, CRM_CONTACT_POINT_CUSTOMER, self, error) && read_people (connection, id, self, error) && read_custom_values (connection, id, self, error);
}

gboolean
crm_customer_digest_read (CrmConnection *connection, gint64 rowid, CrmCustomerDigest *self, CrmRecord **customer, GError **error)
{
  CrmValue nothing;
  const CrmId *id;

  if (!crm_customer_digest_read_document (connection, rowid, self, customer, error))
    return FALSE;
  if (*customer == NULL)
    return TRUE;
  id = &(*customer)->id;
  return read_pair (connection, last_contact_sql, id, &self->facts[CRM_DIGEST_LAST_CONTACT], &self->facts[CRM_DIGEST_LAST_CONTACT_KIND], CRM_TYPE_TEXT, error) && read_pair (connection, next_step_sql, id, &self->facts[CRM_DIGEST_NEXT_STEP], &self->facts[CRM_DIGEST_NEXT_STEP_TITLE], CRM_TYPE_TEXT, error) && read_pair (connection, open_deals_sql, id, &self->facts[CRM_DIGEST_OPEN_DEALS], &nothing, CRM_TYPE_TEXT, error) && read_pair (connection, satisfaction_sql, id, &self->facts[CRM_DIGEST_SATISFACTION], &self->facts[CRM_DIGEST_SATISFACTION_AT], CRM_TYPE_TIME, error);
}

gboolean
crm_customer_digest_write_facts (CrmConnection *connection, const CrmCustomerDigest *self, const CrmRecord *customer, GError **error)
{
  return crm_connection_write_facts (connection, customer, fields, self->facts, CRM_DIGEST_N_FACTS, error);
}
