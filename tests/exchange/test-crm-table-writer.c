/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables written as CSV and Excel read back as the same text. */

#include "table-fixture.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-csv-guard.h"
#include "core/exchange/crm-table-writer.h"

#include <string.h>

#define SEED      20240602
#define N_COLUMNS 5

static const char *const columns[] = { "Name", "Telefon", "备注", "E-mail 1 - Value", "Name", NULL };

static char *
random_cell (GRand *rand)
{
  static const char *const pieces[] = { "a", "B", " ", ",", ";", "\t", "|", "\"", "\"\"", "'", "=", "+", "-", "@", "\n", "\r\n", "\r", "字", "é", "🎉", "𠮷", "0", "7", "＝", "=\"0\"", "_x000D_", "_x", "<", "&", "sep=;", "BEGIN:VCARD", "\\", "\xc2\xa0", "#N/A", "TRUE", "1e5" };
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* The first cell is never blank, for blank rows are not read. */
static void
make_row (GRand *rand, char *cells[N_COLUMNS])
{
  for (guint i = 0; i < N_COLUMNS; i++)
    cells[i] = random_cell (rand);
  if (*cells[0] == '\0' || strspn (cells[0], " \t\r\n") == strlen (cells[0]))
    {
      g_free (cells[0]);
      cells[0] = g_strdup ("x");
    }
}

static void
write_rows (CrmTableWriter *writer, GPtrArray *rows)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      CrmTableValue values[N_COLUMNS] = { 0 };
      char **cells = rows->pdata[i];

      for (guint j = 0; j < N_COLUMNS; j++)
        values[j].text = cells[j];
      g_assert_true (crm_table_writer_add (writer, values, &error));
    }
  g_assert_true (crm_table_writer_finish (writer, &error));
  g_assert_no_error (error);
}

static void
compare_rows (const char *path, GPtrArray *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);
  const CrmTableRow *row;
  guint n;

  g_assert_no_error (error);
  g_assert_true (crm_table_reader_has_header (reader));
  g_assert_cmpstrv (crm_table_reader_get_columns (reader, &n), columns);
  g_assert_cmpuint (n, ==, N_COLUMNS);
  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_ROW);
      g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
      for (guint j = 0; j < N_COLUMNS; j++)
        g_assert_cmpstr (row->cells[j].text, ==, cells[j]);
    }
  g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_END);
}

static void
round_trip (CrmTableFormat format, const CrmTableWriterOptions *options)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);

  g_test_message ("seed %d", SEED);
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmTableWriter) writer = crm_table_writer_new (path, format, options, columns, &error);

      g_assert_no_error (error);
      for (int i = 0; i < 100; i++)
        {
          char **cells = g_new0 (char *, N_COLUMNS + 1);

          make_row (rand, cells);
          g_ptr_array_add (rows, cells);
        }
      write_rows (writer, rows);
      compare_rows (path, rows);
    }
  fixture_remove (folder);
}

static void
test_csv_round_trip (void)
{
  round_trip (CRM_TABLE_FORMAT_CSV, NULL);
  round_trip (CRM_TABLE_FORMAT_CSV, &(CrmTableWriterOptions){ .delimiter = ';', .byte_order_mark = TRUE });
  round_trip (CRM_TABLE_FORMAT_CSV, &(CrmTableWriterOptions){ .delimiter = '\t', .lf = TRUE });
}

static void
test_xlsx_round_trip (void)
{
  round_trip (CRM_TABLE_FORMAT_XLSX, NULL);
}

static void
test_guard (void)
{
  static const struct
  {
    const char *text;
    gboolean guarded;
  } cases[] = {
    { "", FALSE },
    { "x=1", FALSE },
    { "=1+1", TRUE },
    { "+cmd|' /C calc'!A0", TRUE },
    { "-2+3+cmd", TRUE },
    { "@SUM(A1)", TRUE },
    { "\t=1", TRUE },
    { "\r=1", TRUE },
    { "＝1", TRUE },
    { "+49 151 5550142", FALSE },
    { "+1 (415) 555-0110", FALSE },
    { "-12.50", FALSE },
    { "-", TRUE },
    { "+", TRUE },
    { "'=1", TRUE },
    { "''+49", TRUE },
    { "'tis", FALSE },
    { "O'Malley", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *guarded = g_strconcat ("'", cases[i].text, NULL);

      g_assert_cmpint (crm_csv_guard_is_needed (cases[i].text), ==, cases[i].guarded);
      /* Reading takes off what writing put on, and nothing else. */
      if (cases[i].guarded)
        g_assert_true (crm_csv_guard_is_present (guarded));
      else
        g_assert_false (crm_csv_guard_is_present (cases[i].text));
    }
}

static char *
write_one (CrmTableFormat format, const CrmTableWriterOptions *options, const CrmTableValue *values, const char *const *names, gsize *length)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableWriter) writer = crm_table_writer_new (path, format, options, names, &error);
  char *bytes;

  g_assert_true (crm_table_writer_add (writer, values, &error));
  g_assert_true (crm_table_writer_finish (writer, &error));
  g_assert_true (g_file_get_contents (path, &bytes, length, &error));
  fixture_remove (folder);
  return bytes;
}

static void
test_csv_bytes (void)
{
  static const char *const names[] = { "A", "B", NULL };
  CrmTableValue values[] = { { CRM_TABLE_VALUE_NUMBER, "-1.50" }, { CRM_TABLE_VALUE_TEXT, "a \"b\"" } };
  g_autofree char *plain = write_one (CRM_TABLE_FORMAT_CSV, NULL, values, names, NULL);
  g_autofree char *marked = write_one (CRM_TABLE_FORMAT_CSV, &(CrmTableWriterOptions){ .byte_order_mark = TRUE, .lf = TRUE, .delimiter = ';' }, values, names, NULL);

  g_assert_cmpstr (plain, ==, "A,B\r\n-1.50,\"a \"\"b\"\"\"\r\n");
  g_assert_cmpstr (marked, ==, "\xef\xbb\xbf"
                               "A;B\n-1.50;\"a \"\"b\"\"\"\n");
}

static void
test_xlsx_types (void)
{
  static const char *const names[] = { "Number", "Zip", "Date", "Moment", "Old", "Text", "Digits", NULL };
  CrmTableValue values[] = {
    { CRM_TABLE_VALUE_NUMBER, "-1234.5" },
    { CRM_TABLE_VALUE_NUMBER, "00123" },
    { CRM_TABLE_VALUE_DATE, "2024-03-05" },
    { CRM_TABLE_VALUE_DATE_TIME, "1999-12-31T23:59:59" },
    { CRM_TABLE_VALUE_DATE, "1899-12-31" },
    { CRM_TABLE_VALUE_TEXT, "=1+1" },
    { CRM_TABLE_VALUE_NUMBER, "1234567890123456789" },
  };
  gsize length;
  g_autofree char *bytes = write_one (CRM_TABLE_FORMAT_XLSX, &(CrmTableWriterOptions){ .sheet = "Customers: [all]/'24" }, values, names, &length);
  g_autoptr (CrmTableReader) reader = fixture_open (bytes, (gssize)length, NULL);
  g_autofree char *cells = NULL;

  g_assert_cmpstr (crm_table_reader_get_sheets (reader)[0], ==, "Customers   all   24");
  cells = fixture_cells (reader);
  g_assert_cmpstr (cells, ==, "-1234.5·00123·2024-03-05·1999-12-31T23:59:59·1899-12-31·=1+1·1234567890123456789|");
}

static void
test_xlsx_long_text (void)
{
  static const char *const names[] = { "A", NULL };
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autofree char *text = g_strnfill (40000, 'x');
  CrmTableValue value = { CRM_TABLE_VALUE_TEXT, text };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableWriter) writer = crm_table_writer_new (path, CRM_TABLE_FORMAT_XLSX, NULL, names, &error);
  g_autoptr (CrmTableReader) reader = NULL;
  const CrmTableRow *row;

  g_assert_true (crm_table_writer_add (writer, &value, &error));
  g_assert_true (crm_table_writer_finish (writer, &error));
  g_assert_cmpuint (crm_table_writer_get_n_shortened (writer), ==, 1);
  reader = crm_table_reader_open (path, NULL, NULL, &error);
  g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_ROW);
  g_assert_cmpuint (row->cells[0].length, ==, 32767);
  fixture_remove (folder);
}

static void
test_unfinished (void)
{
  static const char *const names[] = { "A", NULL };
  g_autofree char *folder = fixture_make_folder ();

  for (CrmTableFormat format = CRM_TABLE_FORMAT_CSV; format <= CRM_TABLE_FORMAT_XLSX; format += CRM_TABLE_FORMAT_XLSX - CRM_TABLE_FORMAT_CSV)
    {
      g_autofree char *path = fixture_write (folder, "kept", "before", -1);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      CrmTableWriter *writer = crm_table_writer_new (path, format, NULL, names, &error);

      g_assert_no_error (error);
      crm_table_writer_free (writer);
      g_assert_true (g_file_get_contents (path, &after, NULL, &error));
      g_assert_cmpstr (after, ==, "before");
    }
  fixture_remove (folder);
}

static void
test_no_such_folder (void)
{
  static const char *const names[] = { "A", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_table_writer_new ("/nonexistent/out.csv", CRM_TABLE_FORMAT_CSV, NULL, names, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_STORAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/writer/random-csv-reads-back", test_csv_round_trip);
  g_test_add_func ("/exchange/writer/random-xlsx-reads-back", test_xlsx_round_trip);
  g_test_add_func ("/exchange/writer/guard-against-formulas", test_guard);
  g_test_add_func ("/exchange/writer/csv-to-the-byte", test_csv_bytes);
  g_test_add_func ("/exchange/writer/xlsx-types", test_xlsx_types);
  g_test_add_func ("/exchange/writer/xlsx-cuts-text-and-says-so", test_xlsx_long_text);
  g_test_add_func ("/exchange/writer/unfinished-leaves-the-file", test_unfinished);
  g_test_add_func ("/exchange/writer/no-such-folder", test_no_such_folder);
  return g_test_run ();
}
