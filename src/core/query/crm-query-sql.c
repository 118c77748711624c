/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiles filters to SQL. Field names come from the schema and values are bound: nothing typed becomes SQL. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-private.h"

static const char *
get_pattern (CrmOperator operation)
{
  switch (operation)
    {
    case CRM_OPERATOR_EQUAL:
      return "%s IS ?";
    case CRM_OPERATOR_NOT_EQUAL:
      return "%s IS NOT ?";
    case CRM_OPERATOR_LESS:
      return "%s < ?";
    case CRM_OPERATOR_MORE:
      return "%s > ?";
    case CRM_OPERATOR_CONTAINS:
      return "%s LIKE ? ESCAPE '\\'";
    case CRM_OPERATOR_EMPTY:
      return "%s IS NULL";
    case CRM_OPERATOR_NOT_EMPTY:
    default:
      return "%s IS NOT NULL";
    }
}

static gboolean
has_parameter (CrmOperator operation)
{
  return operation != CRM_OPERATOR_EMPTY && operation != CRM_OPERATOR_NOT_EMPTY;
}

static void
append_condition (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  g_auto (GStrv) parts = g_strsplit (get_pattern (filter->operation), "%s", 2);

  g_string_append_printf (sql, "(%s%s%s", parts[0], kind->fields[filter->field].name, parts[1]);
  if (kind->fields[filter->field].type == CRM_TYPE_MONEY && has_parameter (filter->operation))
    g_string_append_printf (sql, " AND %s_currency IS ?", kind->fields[filter->field].name);
  g_string_append_c (sql, ')');
  if (has_parameter (filter->operation))
    g_ptr_array_add (values, (gpointer)filter);
}

void
crm_query_sql_append_where (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  if (filter->type == CRM_FILTER_CONDITION)
    {
      append_condition (kind, filter, sql, values);
      return;
    }
  if (filter->parts->len == 0)
    {
      g_string_append (sql, filter->type == CRM_FILTER_AND ? "(1)" : "(0)");
      return;
    }
  for (guint i = 0; i < filter->parts->len; i++)
    {
      g_string_append (sql, i == 0 ? "(" : filter->type == CRM_FILTER_AND ? " AND "
                                                                          : " OR ");
      crm_query_sql_append_where (kind, filter->parts->pdata[i], sql, values);
    }
  g_string_append_c (sql, ')');
}

static void
bind_contained (sqlite3_stmt *statement, int index, const char *text)
{
  g_autoptr (GString) pattern = g_string_new ("%");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  sqlite3_bind_text (statement, index, pattern->str, -1, SQLITE_TRANSIENT);
}

int
crm_query_sql_bind (const CrmKind *kind, GPtrArray *values, sqlite3_stmt *statement, int index)
{
  for (guint i = 0; i < values->len; i++)
    {
      const CrmFilter *filter = values->pdata[i];

      if (filter->operation == CRM_OPERATOR_CONTAINS && filter->value.type == CRM_VALUE_TEXT)
        bind_contained (statement, index++, filter->value.text);
      else
        index = crm_statement_bind_value (statement, index, &filter->value, kind->fields[filter->field].type);
    }
  return index;
}
