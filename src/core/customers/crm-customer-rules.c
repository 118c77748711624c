/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the customers area checks and derives when its records are written. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-text-sort.h"
#include "core/schema/crm-rules.h"
#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-connection.h"

#include <glib/gi18n-lib.h>

static void
set_text (CrmValue *value, const char *text)
{
  crm_value_clear (value);
  *value = crm_value_text (text);
}

static void
set_sort_key (const CrmRulesContext *context, CrmValue *key, const CrmValue *name, CrmNameKind kind)
{
  g_autofree char *text = name->type == CRM_VALUE_TEXT ? crm_text_sort_key (name->text, kind, context->han_first) : NULL;

  set_text (key, text);
}

static gboolean
has_key (const CrmRulesContext *context, const CrmRecord *before, const CrmValue *key)
{
  return context->has_keys && before == NULL && key->type == CRM_VALUE_TEXT;
}

/* A stage that changes begins today, unless the same edit says when. */
static void
date_stage (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, guint stage, guint since)
{
  static const CrmValue nothing = { CRM_VALUE_NONE };
  const CrmValue *old_stage = before != NULL ? &before->values[stage] : &nothing;
  const CrmValue *old_since = before != NULL ? &before->values[since] : &nothing;

  if (context->replays || crm_value_equal (&values[stage], old_stage) || !crm_value_equal (&values[since], old_since))
    return;
  crm_value_clear (&values[since]);
  if (values[stage].type != CRM_VALUE_NONE)
    values[since] = crm_value_integer (crm_date_time_to_local (context->now, context->zone, NULL));
}

static gboolean
prepare_customer (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (values[CRM_CUSTOMER_TYPE].type == CRM_VALUE_NONE)
    set_text (&values[CRM_CUSTOMER_TYPE], "company");
  if (values[CRM_CUSTOMER_CREDIT_TERMS].type == CRM_VALUE_INTEGER && values[CRM_CUSTOMER_CREDIT_TERMS].integer < 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Payment terms cannot be fewer than 0 days."));
      return FALSE;
    }
  if (before != NULL && values[CRM_CUSTOMER_REFERRER].type == CRM_VALUE_ID && crm_id_equal (&values[CRM_CUSTOMER_REFERRER].id, &before->id))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A customer cannot be referred by itself."));
      return FALSE;
    }
  if (!has_key (context, before, &values[CRM_CUSTOMER_NAME_KEY]))
    set_sort_key (context, &values[CRM_CUSTOMER_NAME_KEY], &values[CRM_CUSTOMER_NAME],
                  g_strcmp0 (values[CRM_CUSTOMER_TYPE].text, "individual") == 0 ? CRM_NAME_PERSON : CRM_NAME_COMPANY);
  date_stage (context, values, before, CRM_CUSTOMER_LIFE_CYCLE, CRM_CUSTOMER_LIFE_CYCLE_SINCE);
  date_stage (context, values, before, CRM_CUSTOMER_RELATIONSHIP, CRM_CUSTOMER_RELATIONSHIP_SINCE);
  return TRUE;
}

static gboolean
prepare_person (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (!has_key (context, before, &values[CRM_PERSON_NAME_KEY]))
    set_sort_key (context, &values[CRM_PERSON_NAME_KEY], &values[CRM_PERSON_NAME], CRM_NAME_PERSON);
  return TRUE;
}

static gboolean
prepare_contact_point (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  const CrmValue *kind = &values[CRM_CONTACT_POINT_KIND];
  const CrmValue *text = &values[CRM_CONTACT_POINT_VALUE];
  g_auto (CrmContactValue) value = { 0 };

  if ((values[CRM_CONTACT_POINT_CUSTOMER].type == CRM_VALUE_ID) == (values[CRM_CONTACT_POINT_PERSON].type == CRM_VALUE_ID))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A contact point belongs to one customer or to one person."));
      return FALSE;
    }
  if (kind->type != CRM_VALUE_TEXT || text->type != CRM_VALUE_TEXT || has_key (context, before, &values[CRM_CONTACT_POINT_KEY]))
    return TRUE;
  crm_contact_value_init (&value, kind->text, text->text, context->calling_code);
  set_text (&values[CRM_CONTACT_POINT_KEY], value.comparable);
  return TRUE;
}

/* Adds the customers at which a person has a role. */
static gboolean
touch_through_roles (CrmConnection *connection, const CrmId *person, GHashTable *customers, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT customer FROM role WHERE person = ? AND deleted = 0", error);
  CrmId customer;
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, person);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &customer))
      g_hash_table_add (customers, g_memdup2 (&customer, sizeof customer));
  return step == 0;
}

static gboolean
touch_person (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error)
{
  return touch_through_roles (connection, id, customers, error);
}

static gboolean
touch_contact_point (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error)
{
  const CrmValue *person = &values[CRM_CONTACT_POINT_PERSON];

  return person->type != CRM_VALUE_ID || touch_through_roles (connection, &person->id, customers, error);
}

const CrmRules crm_customer_rules = { .prepare = prepare_customer };
const CrmRules crm_person_rules = { .prepare = prepare_person, .touch = touch_person };
const CrmRules crm_contact_point_rules = { .prepare = prepare_contact_point, .touch = touch_contact_point };
