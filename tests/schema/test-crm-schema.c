/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schema's tables agree with themselves and with the file. */

#include "core/schema/crm-schema.h"
#include "core/store/crm-migration.h"

static void
test_tables (void)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);

      g_assert_cmpint (kind->id, ==, id);
      g_assert_true (crm_kind_find (kind->name) == kind);
      for (guint i = 0; i < kind->n_fields; i++)
        {
          const CrmField *field = &kind->fields[i];

          g_assert_nonnull (field->name);
          g_assert_nonnull (field->label);
          g_assert_cmpint (crm_kind_find_field (kind, field->name), ==, i);
          g_assert_cmpint (field->type == CRM_TYPE_CHOICE || field->type == CRM_TYPE_CHOICES, ==, field->choices != NULL);
          g_assert_cmpint (field->type == CRM_TYPE_REFERENCE, ==, field->refers != CRM_KIND_NONE);
        }
    }
}

static void
assert_column (CrmConnection *connection, const char *table, const char *column, const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s' AND type = '%s'", table, column, type);
  gint64 n = 0;

  g_assert_true (crm_connection_read_integer (connection, sql, &n, NULL));
  if (n != 1)
    g_error ("%s has no column %s %s", table, column, type);
}

static void
test_file (void)
{
  static const char *const types[] = {
    [CRM_TYPE_TEXT] = "TEXT",
    [CRM_TYPE_LONG_TEXT] = "TEXT",
    [CRM_TYPE_CHOICE] = "TEXT",
    [CRM_TYPE_CHOICES] = "TEXT",
    [CRM_TYPE_INTEGER] = "INTEGER",
    [CRM_TYPE_DECIMAL] = "INTEGER",
    [CRM_TYPE_BOOLEAN] = "INTEGER",
    [CRM_TYPE_MONEY] = "INTEGER",
    [CRM_TYPE_DATE] = "INTEGER",
    [CRM_TYPE_TIME] = "INTEGER",
    [CRM_TYPE_REFERENCE] = "BLOB",
  };
  g_autoptr (CrmConnection) connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, NULL);

  g_assert_true (crm_migration_run (connection, NULL));
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pragma_table_info('%s')", kind->name);
      gint64 columns = 0, wanted = 10;

      for (guint i = 0; i < kind->n_fields; i++)
        {
          assert_column (connection, kind->name, kind->fields[i].name, types[kind->fields[i].type]);
          wanted += kind->fields[i].type == CRM_TYPE_MONEY ? 2 : 1;
        }
      g_assert_true (crm_connection_read_integer (connection, sql, &columns, NULL));
      g_assert_cmpint (columns, ==, wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/tables-agree-with-themselves", test_tables);
  g_test_add_func ("/schema/file-has-exactly-these-columns", test_file);
  return g_test_run ();
}
