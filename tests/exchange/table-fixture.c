/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of readers and writers share: files made of bytes, and tables as text to compare. */

#include "table-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

char *
fixture_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("clientele-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
fixture_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

char *
fixture_write (const char *folder, const char *name, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

static CrmTableReader *
open_bytes (const char *bytes, gssize length, const CrmTableReaderOptions *options, GError **error)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = fixture_write (folder, "list", bytes, length);
  CrmTableReader *reader = crm_table_reader_open (path, options, NULL, error);

  /* An open file lives on without its name. */
  fixture_remove (folder);
  return reader;
}

CrmTableReader *
fixture_open (const char *bytes, gssize length, const CrmTableReaderOptions *options)
{
  g_autoptr (GError) error = NULL;
  CrmTableReader *reader = open_bytes (bytes, length, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);
  return reader;
}

char *
fixture_refusal (const char *bytes, gssize length, int *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = open_bytes (bytes, length, NULL, &error);

  g_assert_null (reader);
  g_assert_nonnull (error);
  *code = error->code;
  return g_strdup (error->message);
}

static void
append_line (GString *text, const char *line)
{
  g_autoptr (GString) escaped = g_string_new (line);

  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "\n", "\\n", 0);
  g_string_replace (escaped, "\r", "\\r", 0);
  g_string_replace (escaped, "\t", "\\t", 0);
  g_string_append_printf (text, "%s\n", escaped->str);
}

static const char *
delimiter_name (char delimiter)
{
  switch (delimiter)
    {
    case 0:
      return "none";
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '\t':
      return "tab";
    case '|':
      return "pipe";
    default:
      return "other";
    }
}

static void
describe_head (CrmTableReader *reader, GString *text)
{
  static const char *const formats[] = { "?", "csv", "vcard", "xlsx" };
  const char *const *sheets = crm_table_reader_get_sheets (reader);
  const char *const *columns = crm_table_reader_get_columns (reader, NULL);

  g_string_append_printf (text, "format %s\nencoding %s\ndelimiter %s\nheader %s\n",
                          formats[crm_table_reader_get_format (reader)], crm_table_reader_get_encoding (reader, NULL),
                          delimiter_name (crm_table_reader_get_delimiter (reader)),
                          crm_table_reader_has_header (reader) ? "yes" : "no");
  for (guint i = 0; sheets[i] != NULL; i++)
    g_string_append_printf (text, "sheet %s%s\n", sheets[i], i + 1 == crm_table_reader_get_sheet (reader) ? " *" : "");
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_string_append (text, "column ");
      append_line (text, columns[i]);
    }
}

static void
describe_fault (const CrmTableRow *row, GString *text)
{
  static const char *const names[] = { "none", "open quote", "long cell", "long row", "NUL", "bytes", "extra cells", "columns", "card" };

  if (row->fault == CRM_TABLE_FAULT_NONE)
    return;
  if (row->fault_column > 0)
    g_string_append_printf (text, "  fault column %u: %s\n", row->fault_column, names[row->fault]);
  else
    g_string_append_printf (text, "  fault line %" G_GUINT64_FORMAT ": %s\n", row->fault_line, names[row->fault]);
}

char *
fixture_describe (CrmTableReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const CrmTableRow *row;
  CrmTableStatus status;

  describe_head (reader, text);
  while ((status = crm_table_reader_next (reader, &row, &error)) == CRM_TABLE_ROW)
    {
      g_string_append_printf (text, "row %" G_GUINT64_FORMAT " line %" G_GUINT64_FORMAT "\n", row->number, row->line);
      for (guint i = 0; i < row->n_cells; i++)
        if (row->cells[i].length > 0)
          {
            g_assert_cmpuint (strlen (row->cells[i].text), ==, row->cells[i].length);
            g_string_append_printf (text, "  %u ", i + 1);
            append_line (text, row->cells[i].text);
          }
      describe_fault (row, text);
    }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, CRM_TABLE_END);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fixture_cells (CrmTableReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const CrmTableRow *row;

  while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
    {
      for (guint i = 0; i < row->n_cells; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "·" : "", row->cells[i].text);
      if (row->fault != CRM_TABLE_FAULT_NONE)
        g_string_append_printf (text, "!%d", row->fault);
      g_string_append_c (text, '|');
    }
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
fixture_exhaust (CrmTableReader *reader, guint64 *n_rows, guint64 *n_faults)
{
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row;
  guint n_columns;

  crm_table_reader_get_columns (reader, &n_columns);
  *n_rows = *n_faults = 0;
  while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
    {
      g_autofree char *fault = row->fault != CRM_TABLE_FAULT_NONE ? crm_table_row_describe_fault (row) : NULL;

      (*n_rows)++;
      *n_faults += row->fault != CRM_TABLE_FAULT_NONE;
      g_assert_cmpuint (row->n_cells, >=, n_columns);
      for (guint i = 0; i < row->n_cells; i++)
        {
          g_assert_cmpuint (strlen (row->cells[i].text), ==, row->cells[i].length);
          g_assert_true (g_utf8_validate (row->cells[i].text, -1, NULL));
        }
    }
}

static la_ssize_t
on_write (struct archive *archive, void *data, const void *bytes, size_t length)
{
  g_byte_array_append (data, bytes, (guint)length);
  return (la_ssize_t)length;
}

static void
add_part (struct archive *archive, const char *name, const char *text)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (text);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t)length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, (la_ssize_t)length);
  archive_entry_free (entry);
}

GBytes *
fixture_zip (const char *first_name, ...)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  va_list arguments;

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  archive_write_open (archive, bytes, NULL, on_write, NULL);
  va_start (arguments, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (arguments, const char *))
    add_part (archive, name, va_arg (arguments, const char *));
  va_end (arguments);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
fixture_workbook (const char *sheet_data, const char *shared_strings)
{
  g_autofree char *sheet = g_strdup_printf ("<worksheet><sheetData>%s</sheetData></worksheet>", sheet_data);
  g_autofree char *strings = g_strdup_printf ("<sst>%s</sst>", shared_strings != NULL ? shared_strings : "");

  return fixture_zip ("[Content_Types].xml", "<Types/>",
                      "_rels/.rels", "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
                      "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='One' sheetId='1' r:id='s'/></sheets></workbook>",
                      "xl/_rels/workbook.xml.rels",
                      "<Relationships><Relationship Id='s' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
                      "<Relationship Id='t' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
                      "xl/worksheets/sheet1.xml", sheet,
                      "xl/sharedStrings.xml", strings,
                      NULL);
}
