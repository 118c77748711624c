/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: imports files into a store and tells what stands in it afterwards. */

#include "tests/exchange/import-fixture.h"

#include "core/exchange/crm-column-value.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"

#define THIS_YEAR 2026

char *
import_dup_sample (const char *folder, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", folder, name, NULL);
}

char *
import_write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

CrmImportSource *
import_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  CrmImportSource *source = crm_import_source_open (path, NULL, THIS_YEAR, NULL, &error);

  g_assert_no_error (error);
  return source;
}

CrmImportReport *
import_run (Fixture *fixture, CrmImportSource *source, gboolean rehearsal)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (CrmImport) import = NULL;

  g_ptr_array_add (sources, source);
  import = crm_import_new (fixture->store, sources);
  return await_boxed (rehearsal ? crm_import_rehearse (import) : crm_import_run (import));
}

CrmImportReport *
import_text (Fixture *fixture, const char *text)
{
  g_autofree char *path = import_write_file (fixture, "import.csv", text);
  g_autoptr (CrmImportSource) source = import_open (path);

  return import_run (fixture, source, FALSE);
}

/* ── telling ── */

static void
append_text (GString *text, const char *name, const char *value)
{
  g_autofree char *escaped = g_strescape (value, NULL);
  g_autofree char *plain = NULL;

  /* Only what would break the line: other bytes are letters. */
  g_free (g_steal_pointer (&escaped));
  plain = g_strdup (value);
  g_string_append_printf (text, " %s=", name);
  for (const char *p = plain; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (text, "\\n");
      else if (*p == '\\')
        g_string_append (text, "\\\\");
      else
        g_string_append_c (text, *p);
    }
}

static char *
dup_name_of (CrmConnection *connection, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, kind, id, NULL);

  return g_strdup (record != NULL ? crm_record_get_title (record) : "?");
}

static void
append_record (GString *text, CrmConnection *connection, const CrmRecord *record, GTimeZone *zone)
{
  for (guint i = 0; i < record->kind->n_fields; i++)
    {
      const CrmField *field = &record->kind->fields[i];
      g_autofree char *value = NULL;

      if ((field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN)) != 0 || record->values[i].type == CRM_VALUE_NONE)
        continue;
      if (field->type == CRM_TYPE_REFERENCE)
        {
          if ((int)i == record->kind->customer || field->refers == CRM_KIND_PERSON)
            continue;
          value = dup_name_of (connection, crm_kind_get (field->refers), &record->values[i].id);
        }
      else
        value = crm_column_value_format (field, &record->values[i], zone, FALSE);
      append_text (text, field->name, value);
      if (field->type == CRM_TYPE_MONEY)
        g_string_append_printf (text, " %s", record->values[i].money.currency);
    }
  g_string_append_c (text, '\n');
}

typedef struct
{
  GString *text;
  CrmConnection *connection;
  GTimeZone *zone;
} Describe;

/* Every record of @kind whose @column is @id, and what hangs on it. */
static void
append_children (Describe *self, const CrmKind *kind, const char *column, const CrmId *id, const char *indent)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ? AND deleted = 0 ORDER BY rowid", crm_kind_get_columns (kind), kind->name, column);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, NULL);

  crm_statement_bind_id (statement, 1, id);
  while (crm_connection_next (self->connection, statement, NULL) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  for (guint i = 0; i < records->len; i++)
    {
      const CrmRecord *record = records->pdata[i];
      const CrmId *person = kind->id == CRM_KIND_ROLE ? crm_record_get_id (record, CRM_ROLE_PERSON) : NULL;

      g_string_append_printf (self->text, "%s%s:", indent, kind->name);
      append_record (self->text, self->connection, record, self->zone);
      if (person != NULL)
        {
          g_autoptr (CrmRecord) who = crm_connection_read_record (self->connection, &crm_kind_person, person, NULL);

          g_string_append_printf (self->text, "%s  person:", indent);
          append_record (self->text, self->connection, who, self->zone);
          append_children (self, &crm_kind_contact_point, "person", person, "    ");
        }
    }
}

static gboolean
describe_store (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Describe self = { g_string_new (NULL), connection, data };
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM customer WHERE deleted = 0 ORDER BY rowid", crm_kind_get_columns (&crm_kind_customer));
  g_autoptr (GPtrArray) customers = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  while (crm_connection_next (connection, statement, error) > 0)
    g_ptr_array_add (customers, crm_statement_read_record (statement, &crm_kind_customer));
  for (guint i = 0; i < customers->len; i++)
    {
      const CrmRecord *customer = customers->pdata[i];

      g_string_append (self.text, "customer:");
      append_record (self.text, connection, customer, self.zone);
      append_children (&self, &crm_kind_contact_point, "customer", &customer->id, "  ");
      append_children (&self, &crm_kind_role, "customer", &customer->id, "  ");
      append_children (&self, &crm_kind_tagging, "customer", &customer->id, "  ");
      append_children (&self, &crm_kind_interaction, "customer", &customer->id, "  ");
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (self.text));
  return TRUE;
}

char *
import_describe_store (Fixture *fixture)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, describe_store, crm_clock_get_zone (fixture->clock), NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_dup_string (&value);
}

char *
import_describe_report (CrmImportReport *report)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "read %" G_GUINT64_FORMAT " created %" G_GUINT64_FORMAT " updated %" G_GUINT64_FORMAT " unchanged %" G_GUINT64_FORMAT " skipped %" G_GUINT64_FORMAT " faults %u\n",
                          report->n_read, report->n_created, report->n_updated, report->n_unchanged, report->n_skipped, report->faults->len);
  for (guint i = 0; i < report->faults->len; i++)
    {
      const CrmImportFault *fault = report->faults->pdata[i];

      g_string_append_printf (text, "fault: row %" G_GUINT64_FORMAT " column %s: %s\n", fault->row, fault->column != NULL ? fault->column : "-", fault->reason);
    }
  return g_string_free_and_steal (text);
}

void
import_assert_counts (CrmImportReport *report, guint created, guint updated, guint unchanged, guint skipped, guint faults)
{
  g_autofree char *found = import_describe_report (report);
  g_autofree char *wanted = g_strdup_printf ("read %u created %u updated %u unchanged %u skipped %u faults %u\n", created + updated + unchanged + skipped + faults, created, updated, unchanged, skipped, faults);

  if (!g_str_has_prefix (found, wanted))
    g_assert_cmpstr (found, ==, wanted);
}

static gboolean
read_count (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 count = 0;

  if (!crm_connection_read_integer (connection, sql, &count, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, count);
  return TRUE;
}

gint64
import_count (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_count, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static gboolean
read_text (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  g_value_init (result, G_TYPE_STRING);
  if (statement != NULL && crm_connection_next (connection, statement, error) > 0)
    g_value_set_string (result, (const char *)sqlite3_column_text (statement, 0));
  if (statement == NULL)
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

char *
import_read_text (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_text, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_dup_string (&value);
}
