/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals with their people and logs: all that import-deals reads back, in words that a person reads. */

#define G_LOG_DOMAIN "crm-exchange"

#include "core/exchange/crm-export-deals.h"

#include "core/base/crm-date-time.h"
#include "core/exchange/crm-record-json.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <string.h>

/* References that go by name, and how it is found. */
static const struct
{
  CrmDealField field;
  const char *sql;
} references[] = {
  { CRM_DEAL_CUSTOMER, "SELECT name FROM customer WHERE id = ?" },
  { CRM_DEAL_PIPELINE, "SELECT name FROM pipeline WHERE id = ?" },
  { CRM_DEAL_STAGE, "SELECT name FROM stage WHERE id = ?" },
  { CRM_DEAL_OWNER, "SELECT name FROM user WHERE id = ?" },
  { CRM_DEAL_REFERRER, "SELECT name FROM customer WHERE id = ?" },
};

static const char *
find_sql (guint field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].field == field)
      return references[i].sql;
  return NULL;
}

/* (nullable): the name of what the deal refers to there. */
static char *
dup_name (CrmConnection *connection, const CrmRecord *deal, guint field, GError **error)
{
  sqlite3_stmt *statement;
  char *name = NULL;

  if (deal->values[field].type != CRM_VALUE_ID)
    return NULL;
  statement = crm_connection_prepare_static (connection, find_sql (field), error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, &deal->values[field].id);
  if (crm_connection_next (connection, statement, error) > 0)
    name = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return name;
}

/* ── the log ──────────────────────────────────────────────────────────────────────────────── */

typedef void (*MoveFunc) (const char *at, const char *stage, const CrmMoney *amount, CrmDate expected, gpointer data);

/* A move to a stage of which nothing is left but the log has no name to go by. */
static gboolean
for_each_move (const CrmExport *self, const CrmId *deal, MoveFunc func, gpointer data, GError **error)
{
  static const char sql[] = "SELECT m.at, s.name, m.amount, m.amount_currency, m.expected_close FROM stage_move m JOIN stage s ON s.id = m.to_stage WHERE m.deal = ? AND m.deleted = 0 AND s.name <> '' ORDER BY m.at, m.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, deal);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      g_autofree char *at = crm_date_time_to_iso (sqlite3_column_int64 (statement, 0), self->zone);
      gboolean has_amount = sqlite3_column_type (statement, 2) != SQLITE_NULL && sqlite3_column_bytes (statement, 3) == 3;
      CrmMoney amount = { sqlite3_column_int64 (statement, 2), "" };

      if (has_amount)
        memcpy (amount.currency, sqlite3_column_text (statement, 3), sizeof amount.currency);
      if (at != NULL)
        func (at, (const char *)sqlite3_column_text (statement, 1), has_amount ? &amount : NULL, (CrmDate)sqlite3_column_int (statement, 4), data);
    }
  return step == 0;
}

static void
append_line (const char *at, const char *stage, const CrmMoney *amount, CrmDate expected, gpointer data)
{
  char plain[CRM_MONEY_PLAIN_LENGTH], date[CRM_DATE_LENGTH];
  GString *text = data;

  g_string_append_printf (text, "%s%s %s (", text->len > 0 ? "\n" : "", at, stage);
  if (amount != NULL)
    g_string_append_printf (text, "%s %s", crm_money_to_plain (amount, plain), amount->currency);
  if (crm_date_is_valid (expected))
    g_string_append_printf (text, "; %s", crm_date_to_iso (expected, date));
  g_string_append_c (text, ')');
}

static void
add_object (const char *at, const char *stage, const CrmMoney *amount, CrmDate expected, gpointer data)
{
  CrmValue value = amount != NULL ? crm_value_money (*amount) : (CrmValue){ CRM_VALUE_NONE };
  CrmValue close = crm_date_is_valid (expected) ? crm_value_integer (expected) : (CrmValue){ CRM_VALUE_NONE };
  JsonBuilder *builder = data;

  json_builder_begin_object (builder);
  crm_json_add_text (builder, "at", at);
  crm_json_add_text (builder, "stage", stage);
  crm_json_add_value (builder, "amount", CRM_TYPE_MONEY, &value, NULL);
  crm_json_add_value (builder, "expected_close", CRM_TYPE_DATE, &close, NULL);
  json_builder_end_object (builder);
}

/* ── people ───────────────────────────────────────────────────────────────────────────────── */

typedef void (*PersonFunc) (const CrmId *person, const char *name, const char *role, gpointer data);

static gboolean
for_each_person (const CrmExport *self, const CrmId *deal, PersonFunc func, gpointer data, GError **error)
{
  static const char sql[] = "SELECT p.id, p.name, d.role FROM deal_person d JOIN person p ON p.id = d.person WHERE d.deal = ? AND d.deleted = 0 AND p.deleted = 0 AND p.name <> '' ORDER BY d.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, deal);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmId id;

      if (crm_statement_read_id (statement, 0, &id))
        func (&id, (const char *)sqlite3_column_text (statement, 1), (const char *)sqlite3_column_text (statement, 2), data);
    }
  return step == 0;
}

static void
append_person (const CrmId *person, const char *name, const char *role, gpointer data)
{
  GString *text = data;
  g_autofree char *line = g_strdelimit (g_strdup (name), "\r\n", ' ');

  g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? "\n" : "", line, role != NULL ? role : "");
}

static void
add_person (const CrmId *person, const char *name, const char *role, gpointer data)
{
  JsonBuilder *builder = data;

  json_builder_begin_object (builder);
  crm_json_add_id (builder, "person", person);
  crm_json_add_text (builder, "name", name);
  crm_json_add_text (builder, "role", role);
  json_builder_end_object (builder);
}

/* ── tables ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_column (guint field)
{
  return crm_export_has_field (&crm_kind_deal.fields[field]) || field == CRM_DEAL_OUTCOME;
}

void
crm_export_add_deal_headings (GStrvBuilder *headings)
{
  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    if (has_column (i))
      {
        crm_export_add_headings (headings, "", &crm_kind_deal.fields[i]);
        if (i == CRM_DEAL_CUSTOMER)
          g_strv_builder_add (headings, "customer_id");
      }
  g_strv_builder_add (headings, "people");
  g_strv_builder_add (headings, "moves");
}

gboolean
crm_export_add_deal_cells (const CrmExport *self, CrmExportRow *row, const CrmRecord *deal, GError **error)
{
  g_autoptr (GString) people = g_string_new (NULL), moves = g_string_new (NULL);
  GError *local_error = NULL;

  for (guint i = 0; i < CRM_DEAL_N_FIELDS && local_error == NULL; i++)
    if (has_column (i) && find_sql (i) != NULL)
      {
        g_autofree char *name = dup_name (self->connection, deal, i, &local_error);

        crm_export_row_add_text (row, name);
        if (i == CRM_DEAL_CUSTOMER)
          crm_export_row_add_value (row, &crm_kind_deal.fields[i], &deal->values[i], self->zone);
      }
    else if (has_column (i))
      crm_export_row_add_value (row, &crm_kind_deal.fields[i], &deal->values[i], self->zone);
  if (local_error == NULL && for_each_person (self, &deal->id, append_person, people, &local_error))
    for_each_move (self, &deal->id, append_line, moves, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  crm_export_row_add_text (row, people->str);
  crm_export_row_add_text (row, moves->str);
  return TRUE;
}

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_export_add_deal_members (const CrmExport *self, JsonBuilder *builder, const CrmRecord *deal, GError **error)
{
  GError *local_error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (references) && local_error == NULL; i++)
    {
      g_autofree char *member = g_strconcat (crm_kind_deal.fields[references[i].field].name, "_name", NULL);
      g_autofree char *name = dup_name (self->connection, deal, references[i].field, &local_error);

      /* The customer's name is a fact of the deal. */
      if (references[i].field != CRM_DEAL_CUSTOMER)
        crm_json_add_text (builder, member, name);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  if (!for_each_person (self, &deal->id, add_person, builder, error))
    return FALSE;
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "moves");
  json_builder_begin_array (builder);
  if (!for_each_move (self, &deal->id, add_object, builder, error))
    return FALSE;
  json_builder_end_array (builder);
  return TRUE;
}
