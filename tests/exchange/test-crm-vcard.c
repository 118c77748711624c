/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Business cards: as properties, as rows, and back. */

#include "table-fixture.h"

#include "core/exchange/crm-vcard-writer.h"

#include <string.h>

static CrmTableReader *
open_card (const char *lines)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCARD\r\nVERSION:3.0\r\n%s\r\nEND:VCARD\r\n", lines);

  return fixture_open (text, -1, NULL);
}

static char *
cell_of (CrmTableReader *reader, const CrmTableRow *row, const char *column)
{
  guint n;
  const char *const *columns = crm_table_reader_get_columns (reader, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (columns[i], column) == 0)
      return g_strdup (row->cells[i].text);
  return g_strdup ("no such column");
}

static void
check (const char *lines, const char *column, const char *expected)
{
  g_autoptr (CrmTableReader) reader = open_card (lines);
  const CrmTableRow *row;
  g_autofree char *found = NULL;

  g_assert_cmpint (crm_table_reader_next (reader, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
  found = cell_of (reader, row, column);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_types (void)
{
  check ("TEL;TYPE=WORK,FAX:1", "Phone 1 - Label", "Work Fax");
  check ("TEL;TYPE=\"work,voice\":1", "Phone 1 - Label", "Work");
  check ("TEL;TYPE=WORK;TYPE=CELL:1", "Phone 1 - Label", "Work Mobile");
  check ("TEL;WORK;FAX:1", "Phone 1 - Label", "Work Fax");
  check ("tel;type=cell:1\r\nTEL;TYPE=home,pref:2", "Phone 1 - Value", "2");
  check ("TEL;PREF=1:2\r\nTEL:1", "Phone 1 - Value", "2");
  check ("item1.TEL:1\r\nitem1.X-ABLabel:_$!<Assistant>!$_", "Phone 1 - Label", "Assistant");
  check ("item1.X-ABLabel:Chef\r\nitem1.TEL;TYPE=WORK:1", "Phone 1 - Label", "Chef");
  check ("EMAIL;TYPE=INTERNET:mailto:a@b.example", "E-mail 1 - Value", "a@b.example");
  check ("IMPP:xmpp:a@b.example", "IM 1 - Label", "xmpp");
  check ("X-QQ:12345", "IM 1 - Label", "QQ");
}

static void
test_values (void)
{
  check ("NOTE:a\\, b\\; c\\nd\\\\e\\x", "Notes", "a, b; c\nd\\e\\x");
  check ("NOTE:one\r\nNOTE:two", "Notes", "one\n\ntwo");
  check ("N:Van\\; der;An\\,na;;;", "Last Name", "Van; der");
  check ("ORG:A\\;B;C;;D", "Organization Department", "C, D");
  check ("ADR:;;Street 1;Town;;123;Land", "Address 1 - Formatted", "Street 1\nTown\n123\nLand");
  check ("CATEGORIES:a, b\\,c", "Labels", "a ::: b,c");
  check ("NOTE:fol\r\n ded\r\n\t here", "Notes", "folded here");
  check ("NOTE:\xe6\x9d\r\n \x8e", "Notes", "李");
  check ("X-THING:kept", "Custom Field 1 - Label", "X-THING");
  check ("X-ABShowAs:COMPANY", "Kind", "org");
  check ("URL:http\\://a.example", "Website 1 - Value", "http://a.example");
  check ("NOTE:no \"quote:here", "Notes", "no \"quote:here");
}

static void
test_dates (void)
{
  static const char *const dates[][2] = {
    { "1985-04-12", "1985-04-12" },
    { "19850412", "1985-04-12" },
    { "1985/04/12", "1985-04-12" },
    { "--0415", "--04-15" },
    { "--04-15", "--04-15" },
    { "---12", "---12" },
    { "--04", "--04" },
    { "1985-04", "1985-04" },
    { "1985", "1985" },
    { "19850412T100000Z", "1985-04-12" },
    { "1985-04-12T10:00:00+01:00", "1985-04-12" },
    { "1604-04-15", "--04-15" },
    { "circa 1850", "circa 1850" },
    { "1985-13-01", "1985-13-01" },
    { "1985-04-99", "1985-04-99" },
    { "12/4/85", "12/4/85" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *date = crm_vcard_normalize_date (dates[i][0]);

      g_assert_cmpstr (date, ==, dates[i][1]);
    }
}

static void
test_quoted_printable (void)
{
  check ("NOTE;ENCODING=QUOTED-PRINTABLE:=C3=A4=0D=0Ab =\r\nc=3D", "Notes", "ä\nb c=");
  check ("NOTE;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:=E4", "Notes", "ä");
  check ("NOTE;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=C0=EE", "Notes", "李");
  check ("NOTE;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0=C0=EE=C4=C8=B9=AB=CB=BE", "Notes", "张伟李娜公司");
  check ("NOTE;ENCODING=QUOTED-PRINTABLE:100=\r\n=\r\n%=", "Notes", "100%=");
}

static void
test_photo (void)
{
  static const guint8 bytes[] = { 0xff, 0xd8, 0x00, 0x01 };
  static const char *const photos[] = {
    "PHOTO;ENCODING=b;TYPE=JPEG:/9gAAQ==",
    "PHOTO;ENCODING=BASE64;JPEG:\r\n /9gA\r\n AQ==\r\n",
    "PHOTO;BASE64:/9gA\r\nAQ==\r\n",
    "PHOTO:data:image/jpeg;base64,/9gAAQ==",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autofree char *lines = g_strdup_printf ("FN:A\r\n%s\r\nNOTE:after", photos[i]);
      g_autoptr (CrmTableReader) reader = open_card (lines);
      const CrmTableRow *row;
      const CrmVcardProperty *photo;
      g_autoptr (GBytes) expected = g_bytes_new_static (bytes, sizeof bytes);
      g_autofree char *note = NULL;

      g_assert_cmpint (crm_table_reader_next (reader, &row, NULL), ==, CRM_TABLE_ROW);
      photo = crm_vcard_find (crm_table_reader_get_card (reader), "PHOTO");
      g_assert_nonnull (photo);
      g_assert_nonnull (photo->data);
      g_assert_true (g_bytes_equal (photo->data, expected));
      note = cell_of (reader, row, "Notes");
      g_assert_cmpstr (note, ==, "after");
    }
}

static void
test_wide_and_mac_files (void)
{
  static const char text[] = "BEGIN:VCARD\rVERSION:3.0\rFN:Mac\rEND:VCARD\r";
  g_autoptr (CrmTableReader) mac = fixture_open (text, -1, NULL), wide = NULL;
  gsize length;
  g_autofree char *bytes = g_convert ("\xef\xbb\xbf"
                                      "BEGIN:VCARD\nVERSION:3.0\nFN:王\nEND:VCARD\n",
                                      -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  g_autofree char *mac_cells = fixture_cells (mac), *wide_cells = NULL;

  wide = fixture_open (bytes, (gssize)length, NULL);
  wide_cells = fixture_cells (wide);
  g_assert_cmpstr (mac_cells, ==, "Mac|");
  g_assert_cmpstr (wide_cells, ==, "王|");
}

static void
test_many_phones (void)
{
  g_autoptr (GString) lines = g_string_new ("FN:A");
  g_autoptr (CrmTableReader) reader = NULL;
  const CrmTableRow *row;
  g_autofree char *other = NULL;

  for (int i = 1; i <= 25; i++)
    g_string_append_printf (lines, "\r\nTEL:%d", i);
  reader = open_card (lines->str);
  g_assert_cmpint (crm_table_reader_next (reader, &row, NULL), ==, CRM_TABLE_ROW);
  other = cell_of (reader, row, "Other Details");
  g_assert_cmpstr (other, ==, "Phone 21 - Value: 21\nPhone 22 - Value: 22\nPhone 23 - Value: 23\nPhone 24 - Value: 24\nPhone 25 - Value: 25");
}

static void
test_endless_property (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nNOTE:");
  g_autofree char *filler = g_strnfill (1 << 20, 'x');
  g_autoptr (CrmTableReader) reader = NULL;
  const CrmTableRow *row;

  for (int i = 0; i < 20; i++)
    g_string_append (text, filler);
  g_string_append (text, "\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:B\nEND:VCARD\n");
  reader = fixture_open (text->str, (gssize)text->len, NULL);
  g_assert_cmpint (crm_table_reader_next (reader, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_CARD);
  g_assert_cmpuint (row->fault_line, ==, 4);
  g_assert_cmpint (crm_table_reader_next (reader, &row, NULL), ==, CRM_TABLE_ROW);
  g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
  g_assert_cmpuint (row->line, ==, 6);
}

/* ── writing ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_folding (void)
{
  g_autoptr (CrmVcard) card = crm_vcard_new ();
  g_autoptr (GString) text = g_string_new (NULL), note = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (note, i % 3 == 0 ? "𠮷" : i % 3 == 1 ? "é"
                                                          : "字");
  crm_vcard_add (card, "FN", "A");
  crm_vcard_add (card, "NOTE", note->str);
  crm_vcard_write (card, text, 40);
  lines = g_strsplit (text->str, "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strchr (lines[i], '\n'));
    }
  g_assert_cmpuint (g_strv_length (lines), >, 6);
}

static char *
random_text (GRand *rand)
{
  static const char *const pieces[] = { "a", "B", " ", ",", ";", ":", "\\", "\n", "\"", "=", "字", "é", "𠮷", "🎉", "\\n", "END:VCARD", "^", "'", "\t" };
  GString *text = g_string_new ("x");

  for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  g_string_append_c (text, 'x');
  return g_string_free (text, FALSE);
}

static void
assert_same (const CrmVcard *a, const CrmVcard *b)
{
  g_assert_cmpuint (a->properties->len, ==, b->properties->len);
  for (guint i = 0; i < a->properties->len; i++)
    {
      const CrmVcardProperty *p = a->properties->pdata[i], *q = b->properties->pdata[i];
      g_auto (GStrv) left = crm_vcard_property_dup_components (p), right = crm_vcard_property_dup_components (q);

      g_assert_cmpstr (p->name, ==, q->name);
      g_assert_cmpstrv (left, right);
      g_assert_true ((p->data == NULL) == (q->data == NULL));
      if (p->data != NULL)
        g_assert_true (g_bytes_equal (p->data, q->data));
      g_assert_cmpstr (crm_vcard_property_get_param (p, "X-P"), ==, crm_vcard_property_get_param (q, "X-P"));
      g_assert_cmpint (crm_vcard_property_has_type (p, "work"), ==, crm_vcard_property_has_type (q, "work"));
      g_assert_cmpint (crm_vcard_property_has_type (p, "pref"), ==, crm_vcard_property_has_type (q, "pref"));
    }
}

static CrmVcard *
random_card (GRand *rand)
{
  CrmVcard *card = crm_vcard_new ();

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *a = random_text (rand), *b = random_text (rand), *c = random_text (rand);
      const char *const parts[] = { a, b, c, "", "", NULL };
      CrmVcardProperty *property;

      crm_vcard_add (card, i == 0 ? "FN" : "NOTE", a);
      crm_vcard_add_components (card, i == 0 ? "N" : "ADR", parts);
      property = crm_vcard_add (card, "TEL", b);
      crm_vcard_property_add_param (property, "X-P", c);
      crm_vcard_property_add_param (property, "TYPE", i % 2 == 0 ? "work" : "home");
      if (i == 3)
        crm_vcard_property_add_param (property, "TYPE", "pref");
      if (i == 5)
        {
          g_autoptr (GBytes) data = g_bytes_new (a, strlen (a));

          crm_vcard_add_data (card, "PHOTO", "image/png", data);
        }
    }
  return card;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240601);
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cards.vcf", NULL);

  g_test_message ("seed 20240601");
  for (guint version = 30; version <= 40; version += 10)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_vcard_free);
      g_autoptr (CrmVcardWriter) writer = crm_vcard_writer_new (path, version, &error);
      g_autoptr (CrmTableReader) reader = NULL;
      const CrmTableRow *row;

      for (int i = 0; i < 200; i++)
        {
          g_ptr_array_add (cards, random_card (rand));
          g_assert_true (crm_vcard_writer_add (writer, cards->pdata[i], &error));
        }
      g_assert_true (crm_vcard_writer_finish (writer, &error));
      reader = crm_table_reader_open (path, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < cards->len; i++)
        {
          g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_ROW);
          g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
          assert_same (cards->pdata[i], crm_table_reader_get_card (reader));
        }
      g_assert_cmpint (crm_table_reader_next (reader, &row, &error), ==, CRM_TABLE_END);
    }
  fixture_remove (folder);
}

/* What other programs wrote is the same after writing it here. */
static void
test_samples_round_trip (void)
{
  static const char *const samples[] = { "apple-contacts.vcf", "android-2.1.vcf", "rfc6350-4.0.vcf", "outlook-2.1-gbk.vcf" };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint version = 30; version <= 40; version += 10)
      {
        g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "vcard", samples[i], NULL);
        g_autoptr (GError) error = NULL;
        g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error), again = NULL;
        g_autoptr (CrmTableReader) rows = crm_table_reader_open (path, NULL, NULL, &error);
        g_autofree char *first = fixture_cells (rows), *second = NULL;
        g_autoptr (GString) text = g_string_new (NULL);
        const CrmTableRow *row;

        while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
          crm_vcard_write (crm_table_reader_get_card (reader), text, version);
        again = fixture_open (text->str, (gssize)text->len, NULL);
        second = fixture_cells (again);
        g_assert_cmpstr (first, ==, second);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/vcard/types-in-all-forms", test_types);
  g_test_add_func ("/exchange/vcard/values", test_values);
  g_test_add_func ("/exchange/vcard/dates", test_dates);
  g_test_add_func ("/exchange/vcard/quoted-printable", test_quoted_printable);
  g_test_add_func ("/exchange/vcard/photo-as-bytes", test_photo);
  g_test_add_func ("/exchange/vcard/wide-and-mac-files", test_wide_and_mac_files);
  g_test_add_func ("/exchange/vcard/what-finds-no-column-is-kept", test_many_phones);
  g_test_add_func ("/exchange/vcard/endless-property-breaks-its-card-only", test_endless_property);
  g_test_add_func ("/exchange/vcard/writes-lines-of-75-bytes", test_folding);
  g_test_add_func ("/exchange/vcard/random-cards-round-trip", test_round_trip);
  g_test_add_func ("/exchange/vcard/samples-round-trip", test_samples_round_trip);
  return g_test_run ();
}
