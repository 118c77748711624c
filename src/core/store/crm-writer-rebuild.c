/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derives facts and keys anew, as after an update of the program that makes others. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer-private.h"

static gboolean
rebuild_facts_of_customer (CrmWriter *self, gint64 rowid, GError **error)
{
  g_auto (CrmCustomerDigest) digest = { 0 };
  g_autoptr (CrmRecord) customer = NULL;

  crm_customer_digest_init (&digest);
  return crm_customer_digest_read (self->connection, rowid, &digest, &customer, error) && (customer == NULL || customer->deleted || crm_customer_digest_write_facts (self->connection, &digest, customer, error));
}

static gboolean
rebuild_customer_facts (CrmWriter *self, GError **error)
{
  gint64 last = 0;

  if (!crm_connection_read_integer (self->connection, "SELECT max(rowid) FROM customer", &last, error))
    return FALSE;
  for (gint64 rowid = 1; rowid <= last; rowid++)
    if (!rebuild_facts_of_customer (self, rowid, error))
      return FALSE;
  return TRUE;
}

static gboolean
rebuild_keys_of_record (CrmWriter *self, CrmRecord *record, GError **error)
{
  const CrmKind *kind = record->kind;
  CrmValue *values = g_new0 (CrmValue, kind->n_fields);
  CrmRulesContext context = { crm_clock_now (self->clock), crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };
  gboolean ok = TRUE;

  for (guint i = 0; i < kind->n_fields; i++)
    values[i] = crm_value_copy (&record->values[i]);
  /* A record that today's rules would refuse keeps the keys it has. */
  if (kind->rules->prepare (&context, values, record, NULL))
    for (guint i = 0; ok && i < kind->n_fields; i++)
      if ((kind->fields[i].flags & CRM_FIELD_HIDDEN) != 0 && !crm_value_equal (&values[i], &record->values[i]))
        {
          g_autofree char *sql = g_strdup_printf ("UPDATE %s SET %s = ? WHERE rowid = ?", kind->name, kind->fields[i].name);
          sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);

          ok = statement != NULL;
          if (ok)
            {
              int index = crm_statement_bind_value (statement, 1, &values[i], kind->fields[i].type);

              sqlite3_bind_int64 (statement, index, record->rowid);
              ok = crm_connection_run (self->connection, statement, error);
            }
        }
  crm_writer_clear_values (kind, values);
  return ok;
}

static gboolean
rebuild_keys (CrmWriter *self, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", crm_kind_get_columns (kind), kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, kind);

      if (!rebuild_keys_of_record (self, record, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == 0;
}

static gboolean
refresh_all (CrmWriter *self, const CrmKind *kind, GError **error)
{
  CrmRulesContext context = { crm_clock_now (self->clock), crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE rowid > ? ORDER BY rowid LIMIT 1", kind->name);
  gint64 rowid = 0;

  context.connection = self->connection;
  for (;;)
    {
      sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
      int step;
      CrmId id;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, rowid);
      step = crm_connection_next (self->connection, statement, error);
      if (step <= 0 || !crm_statement_read_id (statement, 0, &id))
        return step == 0;
      sqlite3_reset (statement);
      if (!kind->rules->refresh (&context, &id, &rowid, error))
        return FALSE;
    }
}

gboolean
crm_writer_rebuild_facts (CrmWriter *self, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_kind_get (id)->rules != NULL && crm_kind_get (id)->rules->prepare != NULL && !rebuild_keys (self, crm_kind_get (id), error))
      return FALSE;
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (self->stale[id] != NULL && !refresh_all (self, crm_kind_get (id), error))
      return FALSE;
  return rebuild_customer_facts (self, error);
}
