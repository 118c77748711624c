/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: what cells mean, and what is refused. */

#include "table-fixture.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-xlsx-number.h"

#include <string.h>

static void
check (const char *sheet_data, const char *strings, const char *cells)
{
  g_autoptr (GBytes) book = fixture_workbook (sheet_data, strings);
  gsize length;
  const char *bytes = g_bytes_get_data (book, &length);
  g_autoptr (CrmTableReader) reader = fixture_open (bytes, (gssize)length, &(CrmTableReaderOptions){ .header = CRM_TABLE_HEADER_ABSENT });
  g_autofree char *found = fixture_cells (reader);

  g_assert_cmpstr (found, ==, cells);
}

static void
check_fails (GBytes *book, const char *word)
{
  g_autofree char *folder = fixture_make_folder ();
  gsize length;
  const char *bytes = g_bytes_get_data (book, &length);
  g_autofree char *path = fixture_write (folder, "list.xlsx", bytes, (gssize)length);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);
  const CrmTableRow *row;

  fixture_remove (folder);
  while (reader != NULL && error == NULL)
    if (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_END)
      break;
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_cells (void)
{
  check ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>in</t></is></c></row>", "<si><t>out</t></si>", "out··in|");
  check ("<row><c><v>1</v></c><c/><c><v>2.50</v></c></row>", NULL, "1··2.5|");
  check ("<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c><c r='C1' t='e'><v>#REF!</v></c></row>", NULL, "TRUE·FALSE·#REF!|");
  check ("<row r='1'><c r='A1' t='str'><f>A2</f><v>text</v></c><c r='B1'><f>1+1</f><v>2</v></c></row>", NULL, "text·2|");
  check ("<row r='1'><c r='A1' t='s'><v>7</v></c><c r='B1' t='s'><v>x</v></c><c r='C1' t='s'><v>0</v></c></row>", "<si><t>a</t></si>", "··a|");
  check ("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh><phoneticPr/></si>", "rich text|");
  check ("<row r='1'><c r='A1' t='s'><v>1</v></c></row>", "<si/><si><t>second</t></si>", "second|");
  check ("<row r='1'><c r='A1' t='inlineStr'><is><t>a_x000D__x005F_x000D_ _x</t></is></c></row>", NULL, "a\r_x000D_ _x|");
  check ("<row r='2'><c r='B2' t='d'><v>2024-05-01</v></c></row><row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>", NULL, "·2024-05-01|1·|");
  check ("<row r='1'><c r='A1' t='inlineStr'><is><t>&lt;&amp;&#x4e2d;<![CDATA[<b>]]></t></is></c></row>", NULL, "<&中<b>|");
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *number, *code, *text;
  } numbers[] = {
    { "1", "General", "1" },
    { "0.30000000000000004", "General", "0.3" },
    { "13800000188", "General", "13800000188" },
    { "13800000188.0", "0", "13800000188" },
    { "1.3800000188E10", "General", "13800000188" },
    { "1E+21", "General", "1000000000000000000000" },
    { "-2.5E-7", "General", "-0.00000025" },
    { "1.5e-300", "General", NULL },
    { "123456789012345678", "General", "123456789012346000" },
    { "0", "General", "0" },
    { "-0.5", "0.00", "-0.5" },
    { "1234.5", "#,##0.00\\ \"€\"", "1234.5" },
    { "7", "00000", "00007" },
    { "7.5", "00000", "7.5" },
    { "45352", "yyyy-mm-dd", "2024-03-01" },
    { "45352.75", "yyyy\"年\"m\"月\"d\"日\"", "2024-03-01" },
    { "45352.75", "[$-804]yyyy/m/d\\ h:mm;@", "2024-03-01T18:00:00" },
    { "0.75", "h:mm AM/PM", "18:00:00" },
    { "0.999999999", "hh:mm:ss", "1900-01-00" },
    { "1", "d", "1900-01-01" },
    { "59", "d", "1900-02-28" },
    { "60", "d", "1900-02-29" },
    { "61", "d", "1900-03-01" },
    { "2958465", "d", "9999-12-31" },
    { "2958466", "d", "2958466" },
    { "-1", "d", "-1" },
    { "12", "\"day\" 0", "12" },
    { "12", "0 \\d", "12" },
    { "12", "[Red]0", "12" },
    { "1.5", "[h]:mm", "1900-01-01T12:00:00" },
    { "abc", "General", "abc" },
    { "1e999", "General", "1e999" },
    { "nan", "General", "nan" },
    { "0x10", "General", "0x10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) text = g_string_new ("");

      crm_xlsx_number_append (text, numbers[i].number, crm_xlsx_format_parse (numbers[i].code), FALSE);
      if (strcmp (numbers[i].text != NULL ? numbers[i].text : "", "1900-01-00") == 0)
        /* A time rounded up to the next day stays something sensible. */
        g_assert_true (g_str_has_suffix (text->str, "00:00:00"));
      else if (numbers[i].text != NULL)
        g_assert_cmpstr (text->str, ==, numbers[i].text);
      else
        g_assert_cmpuint (text->len, <, 400);
    }
}

static void
test_builtin_formats (void)
{
  g_assert_cmpint (crm_xlsx_format_builtin (14).kind, ==, CRM_XLSX_DATE);
  g_assert_cmpint (crm_xlsx_format_builtin (22).kind, ==, CRM_XLSX_DATE_TIME);
  g_assert_cmpint (crm_xlsx_format_builtin (20).kind, ==, CRM_XLSX_TIME);
  g_assert_cmpint (crm_xlsx_format_builtin (31).kind, ==, CRM_XLSX_DATE);
  g_assert_cmpint (crm_xlsx_format_builtin (57).kind, ==, CRM_XLSX_DATE);
  g_assert_cmpint (crm_xlsx_format_builtin (2).kind, ==, CRM_XLSX_NUMBER);
  g_assert_cmpint (crm_xlsx_format_builtin (49).kind, ==, CRM_XLSX_NUMBER);
  g_assert_cmpint (crm_xlsx_format_builtin (G_MAXUINT).kind, ==, CRM_XLSX_NUMBER);
}

static void
test_choice_of_sheet (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "xlsx", "chinese-customers.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, &(CrmTableReaderOptions){ .sheet = 3 }, NULL, &error);
  g_autofree char *cells = fixture_cells (reader);

  g_assert_no_error (error);
  g_assert_cmpstr (cells, ==, "a·b|");
  g_assert_null (crm_table_reader_open (path, &(CrmTableReaderOptions){ .sheet = 4 }, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_wide_and_long (void)
{
  g_autofree char *filler = g_strnfill (2 << 20, 'x');
  g_autofree char *sheet = g_strdup_printf ("<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2</v></c></row>"
                                            "<row r='2'><c r='A2' t='inlineStr'><is><t>%s</t></is></c><c r='B2'><v>3</v></c></row>"
                                            "<row r='9'><c r='A9'><v>4</v></c></row>",
                                            filler);

  check (sheet, NULL, "1!7|·3!2|4|");
}

static void
test_bombs (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GBytes) repetitive = NULL, entities = NULL, strings = NULL;
  g_autofree char *filler = g_strnfill (1 << 20, 'x');
  g_autoptr (GString) texts = g_string_new (NULL);

  /* A sheet of blanks packs a thousandfold. */
  for (int i = 0; i < 100; i++)
    g_string_append_printf (rows, "<row><c t='inlineStr'><is><t>%s</t></is></c></row>", filler);
  repetitive = fixture_workbook (rows->str, NULL);
  check_fails (repetitive, "unpacks");

  for (int i = 0; i < 100; i++)
    g_string_append_printf (texts, "<si><t>%s</t></si>", filler);
  strings = fixture_workbook ("<row><c><v>1</v></c></row>", texts->str);
  check_fails (strings, "unpacks");

  entities = fixture_zip ("[Content_Types].xml", "<Types/>",
                          "_rels/.rels", "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><Relationships>&b;</Relationships>",
                          NULL);
  check_fails (entities, "damaged");
}

static void
test_no_files_of_the_user (void)
{
  g_autoptr (GBytes) outside = fixture_zip ("[Content_Types].xml", "<Types/>",
                                            "_rels/.rels", "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Relationships>&a;</Relationships>",
                                            NULL);

  check_fails (outside, "damaged");
}

static void
test_damage (void)
{
  g_autoptr (GBytes) book = fixture_workbook ("<row><c><v>1</v></c></row><row><c", NULL);
  g_autoptr (GBytes) empty = fixture_zip ("[Content_Types].xml", "<Types/>", NULL);
  g_autoptr (GBytes) no_sheet = fixture_zip ("[Content_Types].xml", "<Types/>",
                                             "_rels/.rels", "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='w.xml'/></Relationships>",
                                             "w.xml", "<workbook/>", "_rels/w.xml.rels", "<Relationships/>", NULL);

  check_fails (book, "damaged");
  check_fails (empty, "damaged");
  check_fails (no_sheet, "no sheet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/xlsx/cells", test_cells);
  g_test_add_func ("/exchange/xlsx/numbers-and-dates", test_numbers);
  g_test_add_func ("/exchange/xlsx/builtin-formats", test_builtin_formats);
  g_test_add_func ("/exchange/xlsx/choice-of-sheet", test_choice_of_sheet);
  g_test_add_func ("/exchange/xlsx/wide-and-long-rows-are-faults", test_wide_and_long);
  g_test_add_func ("/exchange/xlsx/bombs-are-refused", test_bombs);
  g_test_add_func ("/exchange/xlsx/outside-entities-are-refused", test_no_files_of_the_user);
  g_test_add_func ("/exchange/xlsx/damage-is-named", test_damage);
  return g_test_run ();
}
