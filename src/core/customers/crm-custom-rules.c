/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is checked when a custom field or a value of one is written. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-rules.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-connection.h"

#include <glib/gi18n-lib.h>

/* Whether anyone has a value in the field; -1 on error. */
static int
has_values (CrmConnection *connection, const CrmId *field, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT 1 FROM custom_value WHERE field = ? AND deleted = 0 LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, field);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

/* Values of one type are no values of another: a text does not become a date by calling it one. */
static gboolean
prepare_field (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  int used;

  if (before == NULL || context->connection == NULL || crm_value_equal (&values[CRM_CUSTOM_FIELD_TYPE], &before->values[CRM_CUSTOM_FIELD_TYPE]))
    return TRUE;
  used = has_values (context->connection, &before->id, error);
  if (used > 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The type of “%s” cannot be changed, because customers have values in it. Add another field instead."),
                 crm_record_get_title (before));
  return used == 0;
}

/* A removed field takes its values out of the search, and one brought back puts them in again. */
static gboolean
touch_field (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error)
{
  sqlite3_stmt *statement;
  CrmId customer;
  int step;

  if (!searched)
    return TRUE;
  statement = crm_connection_prepare (connection, "SELECT customer FROM custom_value WHERE field = ? AND deleted = 0", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &customer))
      g_hash_table_add (customers, g_memdup2 (&customer, sizeof customer));
  return step == 0;
}

static gboolean
prepare_value (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  guint n = 0;

  for (guint field = CRM_CUSTOM_VALUE_TEXT; field < CRM_CUSTOM_VALUE_N_FIELDS; field++)
    n += values[field].type != CRM_VALUE_NONE;
  if (n == 1)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A custom field holds one value, of the field’s own type."));
  return FALSE;
}

const CrmRules crm_custom_field_rules = { .prepare = prepare_field, .touch = touch_field };
const CrmRules crm_custom_value_rules = { .prepare = prepare_value };
