/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiles filters to SQL. Field names come from the schema and values are bound: nothing typed becomes SQL. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-private.h"

/* "=" rather than "IS" where there is a value: it implies that there is one, as partial indexes want to know. */
static const char *
get_pattern (const CrmFilter *filter)
{
  gboolean nothing = filter->value.type == CRM_VALUE_NONE;

  switch (filter->operation)
    {
    case CRM_OPERATOR_EQUAL:
      return nothing ? "IS NULL" : "= ?";
    case CRM_OPERATOR_NOT_EQUAL:
      return nothing ? "IS NOT NULL" : "IS NOT ?";
    case CRM_OPERATOR_LESS:
      return "< ?";
    case CRM_OPERATOR_MORE:
      return "> ?";
    case CRM_OPERATOR_CONTAINS:
      return "LIKE ? ESCAPE '\\'";
    case CRM_OPERATOR_EMPTY:
      return "IS NULL";
    case CRM_OPERATOR_NOT_EMPTY:
    case CRM_OPERATOR_HAS: /* below */
    default:
      return "IS NOT NULL";
    }
}

static void
append_condition (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  const CrmField *field = &kind->fields[filter->field];
  const char *pattern = get_pattern (filter);

  if (filter->operation == CRM_OPERATOR_HAS)
    {
      /* A line of its own. */
      g_string_append_printf (sql, "(instr (char (10) || %s || char (10), char (10) || ? || char (10)) > 0)", field->name);
      g_ptr_array_add (values, (gpointer)filter);
      g_ptr_array_add (values, (gpointer)field);
      return;
    }
  g_string_append_printf (sql, "(%s %s", field->name, pattern);
  if (strchr (pattern, '?') != NULL)
    {
      if (field->type == CRM_TYPE_MONEY)
        g_string_append_printf (sql, " AND %s_currency IS ?", field->name);
      g_ptr_array_add (values, (gpointer)filter);
      g_ptr_array_add (values, (gpointer)field);
    }
  g_string_append_c (sql, ')');
}

/* The records that such ones refer to, which an index often gives at once, rather than a look for each record. */
static void
append_related (const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  const char *reference = filter->kind->fields[filter->field].name;

  g_string_append_printf (sql, "(id %s (SELECT %s FROM %s WHERE deleted = 0 AND %s IS NOT NULL AND ", filter->none ? "NOT IN" : "IN", reference, filter->kind->name,
                          reference);
  crm_query_sql_append_where (filter->kind, filter->parts->pdata[0], sql, values);
  g_string_append (sql, "))");
}

static void
append_referred (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  g_string_append_printf (sql, "(%s IN (SELECT id FROM %s WHERE deleted = 0 AND ", kind->fields[filter->field].name, filter->kind->name);
  crm_query_sql_append_where (filter->kind, filter->parts->pdata[0], sql, values);
  g_string_append (sql, "))");
}

static void
append_anniversary (const CrmKind *kind, const CrmFilter *filter, GString *sql)
{
  const char *name = kind->fields[filter->field].name;

  g_string_append_printf (sql, "(%s IS NOT NULL AND (%s %% 10000 >= %d %s %s %% 10000 <= %d))", name, name, (int)filter->from, filter->from <= filter->upto ? "AND" : "OR", name,
                          (int)filter->upto);
}

/* A clock begins with 48 bits of milliseconds, and SQLite compares bytes. */
static void
append_created (const CrmFilter *filter, GString *sql)
{
  gint64 end = G_GINT64_CONSTANT (1) << 48;

  g_string_append_printf (sql, "(created_clock >= x'%012" G_GINT64_MODIFIER "x' AND created_clock < x'%012" G_GINT64_MODIFIER "x')", CLAMP (filter->from, 0, end - 1),
                          CLAMP (filter->upto + 1, 0, end - 1));
}

static void
append_parts (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  gboolean all = filter->type == CRM_FILTER_AND;

  if (filter->parts->len == 0)
    {
      g_string_append (sql, all ? "(1)" : "(0)");
      return;
    }
  for (guint i = 0; i < filter->parts->len; i++)
    {
      g_string_append (sql, i == 0 ? "(" : all ? " AND "
                                               : " OR ");
      crm_query_sql_append_where (kind, filter->parts->pdata[i], sql, values);
    }
  g_string_append_c (sql, ')');
}

void
crm_query_sql_append_where (const CrmKind *kind, const CrmFilter *filter, GString *sql, GPtrArray *values)
{
  switch (filter->type)
    {
    case CRM_FILTER_CONDITION:
      append_condition (kind, filter, sql, values);
      break;
    case CRM_FILTER_RELATED:
      append_related (filter, sql, values);
      break;
    case CRM_FILTER_REFERRED:
      append_referred (kind, filter, sql, values);
      break;
    case CRM_FILTER_ANNIVERSARY:
      append_anniversary (kind, filter, sql);
      break;
    case CRM_FILTER_CREATED:
      append_created (filter, sql);
      break;
    case CRM_FILTER_NOT:
      g_string_append (sql, "(NOT ifnull (");
      crm_query_sql_append_where (kind, filter->parts->pdata[0], sql, values);
      g_string_append (sql, ", 0))");
      break;
    case CRM_FILTER_AND:
    case CRM_FILTER_OR:
    default:
      append_parts (kind, filter, sql, values);
    }
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
crm_query_sql_bind (GPtrArray *values, sqlite3_stmt *statement, int index)
{
  for (guint i = 0; i + 1 < values->len; i += 2)
    {
      const CrmFilter *filter = values->pdata[i];
      const CrmField *field = values->pdata[i + 1];

      if (filter->operation == CRM_OPERATOR_CONTAINS && filter->value.type == CRM_VALUE_TEXT)
        bind_contained (statement, index++, filter->value.text);
      else
        index = crm_statement_bind_value (statement, index, &filter->value, field->type);
    }
  return index;
}
