/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiles filters to SQL. Field names come from the schema and values are bound: nothing typed becomes SQL. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-private.h"
#include "core/schema/crm-schema-workspace.h"

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

/* "Nothing" is the lack of a value, and equal to none. */
static CrmOperator
get_custom_operation (const CrmFilter *filter)
{
  if (filter->value.type != CRM_VALUE_NONE)
    return filter->operation;
  return filter->operation == CRM_OPERATOR_EQUAL       ? CRM_OPERATOR_EMPTY
         : filter->operation == CRM_OPERATOR_NOT_EQUAL ? CRM_OPERATOR_NOT_EMPTY
                                                       : filter->operation;
}

/* The customers with such a value, which an index gives at once, rather than a look for each customer. */
static void
append_custom (const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  static const char *const comparisons[] = {
    [CRM_OPERATOR_EQUAL] = "= ?",
    [CRM_OPERATOR_NOT_EQUAL] = "= ?",
    [CRM_OPERATOR_LESS] = "< ?",
    [CRM_OPERATOR_MORE] = "> ?",
    [CRM_OPERATOR_CONTAINS] = "LIKE ? ESCAPE '\\'",
    [CRM_OPERATOR_EMPTY] = "IS NOT NULL",
    [CRM_OPERATOR_NOT_EMPTY] = "IS NOT NULL",
  };
  const CrmField *column = &crm_kind_custom_value.fields[filter->field];
  CrmOperator operation = get_custom_operation (filter);
  gboolean lacks = operation == CRM_OPERATOR_EMPTY || operation == CRM_OPERATOR_NOT_EQUAL;

  g_string_append_printf (sql, "(id %s (SELECT customer FROM custom_value WHERE field = ? AND deleted = 0 AND %s %s", lacks ? "NOT IN" : "IN", column->name,
                          comparisons[operation]);
  if (column->type == CRM_TYPE_MONEY && has_parameter (operation))
    g_string_append_printf (sql, " AND %s_currency = ?", column->name);
  g_string_append (sql, "))");
  g_ptr_array_add (values, (gpointer)filter);
}

static int
bind_custom (const CrmFilter *filter, sqlite3_stmt *statement, int index)
{
  index = crm_statement_bind_id (statement, index, &filter->custom);
  if (!has_parameter (get_custom_operation (filter)))
    return index;
  if (filter->operation == CRM_OPERATOR_CONTAINS && filter->value.type == CRM_VALUE_TEXT)
    {
      bind_contained (statement, index, filter->value.text);
      return index + 1;
    }
  return crm_statement_bind_value (statement, index, &filter->value, crm_kind_custom_value.fields[filter->field].type);
}

void
crm_query_sql_append_where (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  if (filter->type == CRM_FILTER_CONDITION)
    {
      append_condition (kind, filter, sql, values);
      return;
    }
  if (filter->type == CRM_FILTER_CUSTOM)
    {
      append_custom (filter, sql, values);
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

int
crm_query_sql_bind (const CrmKind *kind, GPtrArray *values, sqlite3_stmt *statement, int index)
{
  for (guint i = 0; i < values->len; i++)
    {
      const CrmFilter *filter = values->pdata[i];

      if (filter->type == CRM_FILTER_CUSTOM)
        index = bind_custom (filter, statement, index);
      else if (filter->operation == CRM_OPERATOR_CONTAINS && filter->value.type == CRM_VALUE_TEXT)
        bind_contained (statement, index++, filter->value.text);
      else
        index = crm_statement_bind_value (statement, index, &filter->value, kind->fields[filter->field].type);
    }
  return index;
}
