/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text: what counts as a cell, a row, a header and a fault. */

#include "table-fixture.h"

#include "core/base/crm-error.h"

#include <string.h>

static void
check (const char *text, const char *cells)
{
  g_autoptr (CrmTableReader) reader = fixture_open (text, -1, NULL);
  g_autofree char *found = fixture_cells (reader);

  g_assert_cmpstr (found, ==, cells);
}

static void
test_quotes (void)
{
  check ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "x, y·say \"hi\"|");
  check ("a,b\n\"two\nlines\",\"\"\n", "two\nlines·|");
  check ("a,b\n\"two\r\nlines\",z\r\n", "two\r\nlines·z|");
  check ("a,b\nx, \"y, z\" \n", "x·y, z|");
  check ("a,b\n5\" pipe,6\" hose\n", "5\" pipe·6\" hose|");
  check ("a,b\n\"he said \"hi\" twice\",c\n", "he said \"hi\" twice·c|");
  check ("a,b\n\"x\"y,c\n", "\"x\"y·c|");
  check ("a,b\n\"Bo\" Smith,1\n\"Al\" Lee,2\n", "\"Bo\" Smith·1|\"Al\" Lee·2|");
  check ("a,b\n\"5\" pipe\",2\n", "5\" pipe·2|");
  check ("a,b\n\"\"\"\",\"\"\"\"\"\"\n", "\"·\"\"|");
}

static void
test_line_ends (void)
{
  check ("a,b\r\nc,d\r\n", "c·d|");
  check ("a,b\rc,d\re,f", "c·d|e·f|");
  check ("a,b\r\r\nc,d\r\r\n", "c·d|");
  check ("a,b\nc,d\r\ne,f\n", "c·d|e·f|");
  check ("a,b\nc,d", "c·d|");
  check ("a,b\nc,\"d\"", "c·d|");
  check ("a,b\nc\rd,e\n", "c\rd·e|");
  check ("a,b\r\"c\nd\",e\r", "c\nd·e|");
}

static void
test_delimiters (void)
{
  check ("name;phone;city\nBo, Jr;1,5;x\nAl, Sr;2,5;y\n", "Bo, Jr·1,5·x|Al, Sr·2,5·y|");
  check ("name\tcity\nLee, A; B\tx\n", "Lee, A; B·x|");
  check ("name|city\nLee|x\n", "Lee·x|");
  check ("sep=|\r\nname|city\r\nx,y|z\r\n", "x,y·z|");
  check ("SEP=\t\nname\tcity\nx\ty\n", "x·y|");
  check ("name\nBo Lee\nAl Sr\n", "Bo Lee|Al Sr|");
}

static void
test_excel_text (void)
{
  check ("a,b\n=\"0123\",\"=\"\"0456\"\"\"\n", "0123·0456|");
  check ("a,b\n=\"x,y\",=\"a\"&\"b\"\n", "x,y·=\"a\"&\"b\"|");
  check ("a,b\n=\"\",=\"open\n", "·=\"open|");
}

static void
test_guards (void)
{
  check ("a,b\n'=1+1,'+cmd\n", "=1+1·+cmd|");
  check ("a,b\n''=1,'tis\n", "'=1·'tis|");
  check ("a,b\n\"'=\"\"0123\"\"\",'\n", "=\"0123\"·'|");
}

static void
test_titles_and_headers (void)
{
  g_autoptr (CrmTableReader) titled = fixture_open ("Customers 2024,,,\n\nExported,2024-01-02,,\nName,Phone,City,Mail\nAnn,1,x,a@b.example\n", -1, NULL);
  g_autoptr (CrmTableReader) bare = fixture_open ("Ann,+1 555 0100\nBo,+1 555 0101\n", -1, NULL);
  g_autoptr (CrmTableReader) told = fixture_open ("Ann,Paris\nBo,Rome\n", -1, &(CrmTableReaderOptions){ .header = CRM_TABLE_HEADER_ABSENT });
  g_autoptr (CrmTableReader) only = fixture_open ("Name,Phone,,Mail,\n", -1, NULL);
  g_autoptr (CrmTableReader) wide = fixture_open ("Name,Phone\nAnn,1,x\nBo,2,y\nCy,3,z\n", -1, NULL);
  const CrmTableRow *row;
  guint n;

  g_assert_cmpstr (crm_table_reader_get_columns (titled, &n)[0], ==, "Name");
  g_assert_cmpint (crm_table_reader_next (titled, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpuint (row->number, ==, 5);
  g_assert_cmpuint (row->line, ==, 5);

  g_assert_false (crm_table_reader_has_header (bare));
  g_assert_cmpstr (crm_table_reader_get_columns (bare, &n)[1], ==, "Column 2");
  g_assert_cmpint (crm_table_reader_next (bare, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpstr (row->cells[0].text, ==, "Ann");

  g_assert_false (crm_table_reader_has_header (told));
  g_assert_cmpint (crm_table_reader_next (told, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpstr (row->cells[1].text, ==, "Paris");

  g_assert_true (crm_table_reader_has_header (only));
  crm_table_reader_get_columns (only, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (crm_table_reader_get_columns (only, &n)[2], ==, "Column 3");
  g_assert_cmpint (crm_table_reader_next (only, &row, NULL), ==, CRM_TABLE_END);

  /* Most rows are wider than the header, so the table is. */
  crm_table_reader_get_columns (wide, &n);
  g_assert_cmpuint (n, ==, 3);
}

static void
test_open_quote_costs_one_line (void)
{
  check ("a,b\nx,\"open\ny,z\nv,w\n", "x·\"open!1|y·z|v·w|");
  check ("a,b\nx,\"open\ny,\"z\"\nv,w\n", "x·\"open!1|y·z|v·w|");
  check ("a,b\n\"he \"said\" so,1\ny,\"z\"\n", "\"he \"said\" so,1·!1|y·z|");
  check ("a,b\nx,y\n\"open,z\n", "x·y|\"open,z·!1|");
  /* Cut off within a cell of many lines: the rest of the cell is no row. */
  check ("a,b\nx,y\nz,\"a note\nof many\nlines", "x·y|z·\"a note!1|");
}

static void
test_row_numbers (void)
{
  g_autoptr (CrmTableReader) reader = fixture_open ("a,b\n\"x\ny\nz\",1\n\n2,\"3\n4\"\n5,6,7\n", -1, NULL);
  g_autofree char *found = fixture_describe (reader);

  g_assert_nonnull (strstr (found, "row 2 line 2\n"));
  g_assert_nonnull (strstr (found, "row 4 line 6\n"));
  g_assert_nonnull (strstr (found, "row 5 line 8\n  1 5\n  2 6\n  3 7\n  fault column 3: extra cells\n"));
}

static void
test_bad_bytes (void)
{
  static const char text[] = "n\xc3\xa4me,b\n\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa4,ok\nx\xffy,2\nz\0z,3\nlast,4\n";
  g_autoptr (CrmTableReader) reader = fixture_open (text, sizeof text - 1, NULL);
  g_autofree char *found = fixture_cells (reader);

  g_assert_true (g_str_has_suffix (found, "·ok|x\xef\xbf\xbdy·2!5|z\xef\xbf\xbdz·3!4|last·4|"));
}

static void
test_bad_bytes_of_a_converted_file (void)
{
  /* 0xFF is nothing in GB18030. */
  g_autoptr (CrmTableReader) reader = fixture_open ("a,b\n\xd5\xc5,1\nx\xff,2\n\xc0\xee,3\n", -1, &(CrmTableReaderOptions){ .encoding = "GB18030" });
  g_autofree char *found = fixture_cells (reader);

  g_assert_cmpstr (found, ==, "张·1|x\xef\xbf\xbd·2!5|李·3|");
}

static void
test_long_cells (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\nx,");
  g_autoptr (CrmTableReader) reader = NULL;
  g_autofree char *found = NULL;

  for (int i = 0; i < 200000; i++)
    g_string_append (text, "0123456789");
  g_string_append (text, ",tail\ny,z\n\"");
  for (int i = 0; i < 200000; i++)
    g_string_append (text, "0123456789");
  g_string_append (text, "\",q\nv,w\n");
  reader = fixture_open (text->str, (gssize)text->len, NULL);
  found = fixture_cells (reader);
  g_assert_cmpstr (found, ==, "x·!2|y·z|·!2|v·w|");
}

static void
test_long_row_and_many_cells (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *filler = g_strnfill (500000, 'x');
  g_autoptr (CrmTableReader) reader = NULL;
  g_autofree char *found = NULL;

  for (int i = 0; i < 25; i++)
    g_string_append_printf (text, "%s,", filler);
  g_string_append (text, "\nafter long,1\n");
  for (int i = 0; i < 20000; i++)
    g_string_append (text, "c,");
  g_string_append (text, "\nafter many,2\n");
  reader = fixture_open (text->str, (gssize)text->len, NULL);
  found = fixture_cells (reader);
  g_assert_nonnull (strstr (found, "!3|after long·1|"));
  g_assert_nonnull (strstr (found, "!7|after many·2|"));
}

static void
test_too_many_columns (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *message = NULL;
  int code;

  for (int i = 0; i < 20000; i++)
    g_string_append (text, "name,");
  g_string_append (text, "\n1,2\n");
  message = fixture_refusal (text->str, -1, &code);
  g_assert_cmpint (code, ==, CRM_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (message, "10,000"));
}

static void
test_cells_across_chunks (void)
{
  g_autoptr (GString) text = g_string_new ("a,b,c\n"), expected = g_string_new (NULL);
  g_autoptr (CrmTableReader) reader = NULL;
  g_autofree char *found = NULL;

  /* Rows of a prime length so that every chunk ends somewhere else in a row. */
  for (int i = 0; i < 40000; i++)
    {
      g_string_append_printf (text, "%07d,\"中,%d\r\n\"\"é\"\"\",z\r\n", i, i % 10);
      g_string_append_printf (expected, "%07d·中,%d\r\n\"é\"·z|", i, i % 10);
    }
  reader = fixture_open (text->str, (gssize)text->len, NULL);
  found = fixture_cells (reader);
  g_assert_true (strcmp (found, expected->str) == 0);
}

static void
test_progress_and_cancel (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = NULL;
  g_autofree char *path = NULL;
  const CrmTableRow *row;
  guint64 last = 0, size;

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, "%d,x\n", i);
  path = fixture_write (folder, "list.csv", text->str, (gssize)text->len);
  reader = crm_table_reader_open (path, NULL, cancellable, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 150000; i++)
    {
      guint64 now = crm_table_reader_get_progress (reader, &size);

      g_assert_cmpuint (now, >=, last);
      g_assert_cmpuint (now, <=, size);
      last = now;
      g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_ROW);
    }
  g_assert_cmpuint (size, ==, text->len);
  g_assert_cmpuint (last, >, size / 2);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_ERROR);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_remove (folder);
}

static void
test_overrides (void)
{
  g_autoptr (CrmTableReader) reader = fixture_open ("a,b;c\n\xc0\xee,x;y\n", -1, &(CrmTableReaderOptions){ .encoding = "windows-1251", .delimiter = ';' });
  g_autofree char *found = fixture_cells (reader);
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = fixture_write (folder, "list", "a,b\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (found, ==, "Ао,x·y|");
  g_assert_cmpstr (crm_table_reader_get_encoding (reader, NULL), ==, "windows-1251");
  g_assert_null (crm_table_reader_open (path, &(CrmTableReaderOptions){ .encoding = "no-such" }, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/quotes", test_quotes);
  g_test_add_func ("/exchange/csv/line-ends", test_line_ends);
  g_test_add_func ("/exchange/csv/delimiters", test_delimiters);
  g_test_add_func ("/exchange/csv/excel-text-is-unwrapped", test_excel_text);
  g_test_add_func ("/exchange/csv/guards-are-taken-off", test_guards);
  g_test_add_func ("/exchange/csv/titles-and-headers", test_titles_and_headers);
  g_test_add_func ("/exchange/csv/open-quote-costs-one-line", test_open_quote_costs_one_line);
  g_test_add_func ("/exchange/csv/row-and-line-numbers", test_row_numbers);
  g_test_add_func ("/exchange/csv/bad-bytes-are-faults", test_bad_bytes);
  g_test_add_func ("/exchange/csv/bad-bytes-of-a-converted-file", test_bad_bytes_of_a_converted_file);
  g_test_add_func ("/exchange/csv/long-cells-are-faults", test_long_cells);
  g_test_add_func ("/exchange/csv/long-rows-and-many-cells-are-faults", test_long_row_and_many_cells);
  g_test_add_func ("/exchange/csv/too-many-columns-are-refused", test_too_many_columns);
  g_test_add_func ("/exchange/csv/cells-across-chunks", test_cells_across_chunks);
  g_test_add_func ("/exchange/csv/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/exchange/csv/overrides", test_overrides);
  return g_test_run ();
}
