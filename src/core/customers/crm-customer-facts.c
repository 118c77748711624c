/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived about a customer and kept with it. */

#define G_LOG_DOMAIN "crm-customers"

#include "core/customers/crm-customer-facts.h"

#include "core/schema/crm-schema-customers.h"

enum
{
  PHONE,
  EMAIL,
  LAST_CONTACT,
  LAST_CONTACT_KIND,
  NEXT_STEP,
  NEXT_STEP_TITLE,
  N_FACTS
};

static const CrmCustomerField fields[N_FACTS] = {
  [PHONE] = CRM_CUSTOMER_PHONE,
  [EMAIL] = CRM_CUSTOMER_EMAIL,
  [LAST_CONTACT] = CRM_CUSTOMER_LAST_CONTACT,
  [LAST_CONTACT_KIND] = CRM_CUSTOMER_LAST_CONTACT_KIND,
  [NEXT_STEP] = CRM_CUSTOMER_NEXT_STEP,
  [NEXT_STEP_TITLE] = CRM_CUSTOMER_NEXT_STEP_TITLE,
};

static const char stored_sql[] = "SELECT id, phone, email, last_contact, last_contact_kind, next_step, next_step_title FROM customer WHERE rowid = ?";
static const char update_sql[] = "UPDATE customer SET phone = ?, email = ?, last_contact = ?, last_contact_kind = ?, next_step = ?, next_step_title = ? WHERE rowid = ?";
/* As above without the indexed columns, which cost two index rows each to set to what they are. */
static const char update_points_sql[] = "UPDATE customer SET phone = ?, email = ? WHERE rowid = ?";
static const char own_points_sql[] = "SELECT kind, value FROM contact_point WHERE customer = ? AND deleted = 0 AND kind IN ('phone', 'email') AND coalesce(opt_out, 0) = 0 ORDER BY rowid";
static const char people_points_sql[] = "SELECT c.kind, c.value FROM role r JOIN contact_point c ON c.person = r.person WHERE r.customer = ? AND r.deleted = 0 AND c.deleted = 0"
                                        " AND c.kind IN ('phone', 'email') AND coalesce(c.opt_out, 0) = 0 ORDER BY r.rowid, c.rowid";
static const char last_contact_sql[] = "SELECT at, kind FROM interaction WHERE customer = ? AND deleted = 0 AND kind <> 'note' ORDER BY at DESC LIMIT 1";
static const char next_step_sql[] = "SELECT due, title FROM task WHERE customer = ? AND deleted = 0 AND done_at IS NULL AND due IS NOT NULL ORDER BY due LIMIT 1";

static gboolean
read_points (CrmConnection *connection, const char *sql, const CrmId *customer, CrmValue *facts, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  while ((facts[PHONE].type == CRM_VALUE_NONE || facts[EMAIL].type == CRM_VALUE_NONE) && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      const char *kind = (const char *)sqlite3_column_text (statement, 0);
      CrmValue *fact = &facts[strcmp (kind, "phone") == 0 ? PHONE : EMAIL];

      if (fact->type == CRM_VALUE_NONE)
        *fact = crm_value_text ((const char *)sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_moment (CrmConnection *connection, const char *sql, const CrmId *customer, CrmValue *moment, CrmValue *text, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      crm_statement_read_value (statement, 0, CRM_TYPE_TIME, moment);
      crm_statement_read_value (statement, 1, CRM_TYPE_TEXT, text);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
compute (CrmConnection *connection, const CrmId *customer, CrmValue *facts, GError **error)
{
  if (!read_points (connection, own_points_sql, customer, facts, error))
    return FALSE;
  if ((facts[PHONE].type == CRM_VALUE_NONE || facts[EMAIL].type == CRM_VALUE_NONE) && !read_points (connection, people_points_sql, customer, facts, error))
    return FALSE;
  return read_moment (connection, last_contact_sql, customer, &facts[LAST_CONTACT], &facts[LAST_CONTACT_KIND], error) && read_moment (connection, next_step_sql, customer, &facts[NEXT_STEP], &facts[NEXT_STEP_TITLE], error);
}

static gboolean
write_facts (CrmConnection *connection, gint64 rowid, const CrmValue *facts, gboolean only_points, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, only_points ? update_points_sql : update_sql, error);
  int index = 1;

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < (only_points ? LAST_CONTACT : N_FACTS); i++)
    index = crm_statement_bind_value (statement, index, &facts[i], crm_kind_customer.fields[fields[i]].type);
  sqlite3_bind_int64 (statement, index, rowid);
  return crm_connection_run (connection, statement, error);
}

static gboolean
update_one (CrmConnection *connection, gint64 rowid, CrmValue *stored, CrmValue *facts, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, stored_sql, error);
  gboolean points = FALSE, moments = FALSE;
  CrmId id;
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  step = crm_connection_next (connection, statement, error);
  if (step <= 0)
    return step == 0;
  crm_statement_read_id (statement, 0, &id);
  for (int i = 0; i < N_FACTS; i++)
    crm_statement_read_value (statement, 1 + i, crm_kind_customer.fields[fields[i]].type, &stored[i]);
  sqlite3_reset (statement);
  if (!compute (connection, &id, facts, error))
    return FALSE;
  for (int i = 0; i < N_FACTS; i++)
    if (!crm_value_equal (&stored[i], &facts[i]))
      *(i < LAST_CONTACT ? &points : &moments) = TRUE;
  return (!points && !moments) || write_facts (connection, rowid, facts, !moments, error);
}

gboolean
crm_customer_facts_update (CrmConnection *connection, const gint64 *rowids, gsize n_rowids, GError **error)
{
  for (gsize i = 0; i < n_rowids; i++)
    {
      CrmValue stored[N_FACTS] = { 0 }, facts[N_FACTS] = { 0 };
      gboolean ok = update_one (connection, rowids[i], stored, facts, error);

      for (int fact = 0; fact < N_FACTS; fact++)
        {
          crm_value_clear (&stored[fact]);
          crm_value_clear (&facts[fact]);
        }
      if (!ok)
        return FALSE;
    }
  return TRUE;
}
