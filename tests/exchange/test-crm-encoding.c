/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings are told apart, and files that hold no table are refused with a reason. */

#include "table-fixture.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-encoding.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>

static const struct
{
  const char *encoding;
  const char *text;
} texts[] = {
  { "GB18030", "姓名,公司\n王小明,上海贸易有限公司\n" },
  { "GB18030", "张伟\n李娜\n刘洋\n" },
  { "GB18030", "Name,City\nLi Lei,北京\n" },
  { "Big5", "姓名,公司\n陳怡君,豐成實業股份有限公司\n" },
  { "Big5", "林志豪\n黃雅婷\n張家瑋\n" },
  { "windows-1252", "Name,Ort\nMüller,Köln\nGroß,Düsseldorf\n" },
  { "windows-1252", "Nom,Ville\nHélène Garçon,Orléans\nFrançois,Nîmes\n" },
  { "windows-1252", "Nombre,Ciudad\nMuñoz,Cádiz\nIbáñez,León\n" },
  { "windows-1252", "Navn,By\nSøren Ågård,København\n" },
  { "windows-1252", "Name\nMüller\n" },
  { "windows-1252", "Name,Note\nPrice “today” – 20 €,x\n" },
  { "windows-1250", "Imię;Miasto\nMałgorzata;Łódź\nPaweł;Kraków\n" },
  { "windows-1250", "Jméno;Město\nJiří Dvořák;Plzeň\nBožena Křížová;Třebíč\n" },
  { "windows-1251", "Имя;Город\nИван Петров;Москва\nОльга;Санкт-Петербург\n" },
  { "windows-1251", "ИВАНОВ ИВАН\nПЕТРОВ ПЁТР\n" },
  { "windows-1253", "Όνομα;Πόλη\nΓιώργος;Αθήνα\nΕλένη;Θεσσαλονίκη\n" },
  { "windows-1254", "Adı;Şehir\nAyşe Yıldız;İstanbul\nOğuz Çağlar;Eskişehir\n" },
  { "windows-1257", "Vardas;Miestas\nJūratė;Šiauliai\nŽygimantas;Panevėžys\n" },
  { "Shift_JIS", "氏名,カナ\n佐藤花子,サトウハナコ\nお電話はお昼に\n" },
};

static char *
encode (const char *encoding, const char *text, int32_t *length)
{
  UErrorCode status = U_ZERO_ERROR;
  char *bytes = g_malloc (4 * strlen (text) + 8);

  *length = ucnv_convert (encoding, "UTF-8", bytes, (int32_t)(4 * strlen (text) + 8), text, -1, &status);
  g_assert_true (U_SUCCESS (status));
  return bytes;
}

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int32_t length;
      g_autofree char *bytes = encode (texts[i].encoding, texts[i].text, &length);
      CrmEncodingGuess guess = crm_encoding_detect ((const guint8 *)bytes, (gsize)length);
      g_autofree char *back = crm_encoding_to_utf8 (guess.name, bytes, (gsize)length, NULL);

      g_test_message ("%s: %s (%u)", texts[i].text, guess.name, guess.confidence);
      /* What counts is the text: pages share many letters. */
      g_assert_cmpstr (back, ==, texts[i].text);
      g_assert_cmpuint (guess.confidence, <=, 100);
    }
}

static void
test_utf8_wins (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CrmEncodingGuess guess = crm_encoding_detect ((const guint8 *)texts[i].text, strlen (texts[i].text));

      g_assert_cmpstr (guess.name, ==, "UTF-8");
      g_assert_cmpuint (guess.confidence, ==, 100);
      /* A sample may end within a character. */
      guess = crm_encoding_detect ((const guint8 *)"Jürg,\xe4\xb8", 8);
      g_assert_cmpstr (guess.name, ==, "UTF-8");
    }
}

static void
test_utf16 (void)
{
  static const char *const names[] = { "UTF-16LE", "UTF-16BE" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < 2; j++)
      {
        int32_t length;
        g_autofree char *bytes = encode (names[j], texts[i].text, &length);
        CrmEncodingGuess guess = crm_encoding_detect ((const guint8 *)bytes, (gsize)length);

        g_assert_cmpstr (guess.name, ==, names[j]);
        g_assert_cmpuint (guess.mark, ==, 0);
      }
  g_assert_cmpuint (crm_encoding_detect ((const guint8 *)"\xff\xfe"
                                                         "a\0",
                                         4)
                        .mark,
                    ==, 2);
}

/* A list of a million English rows with one name beyond ASCII at its end is still read right. */
static void
test_late_evidence (void)
{
  g_autoptr (GString) text = g_string_new ("name,city\n");
  g_autoptr (CrmTableReader) reader = NULL;

  for (int i = 0; i < 60000; i++)
    g_string_append_printf (text, "Somebody %d,Nowhere\n", i);
  g_string_append (text, "\xcd\xf5\xd0\xa1\xc3\xf7,\xc9\xcf\xba\xa3\n\xc0\xee\xc4\xc8,\xb1\xb1\xbe\xa9\n");
  reader = fixture_open (text->str, (gssize)text->len, NULL);
  g_assert_cmpstr (crm_table_reader_get_encoding (reader, NULL), ==, "GB18030");
}

static void
test_every_name_works (void)
{
  for (const char *const *name = crm_encoding_get_names (); *name != NULL; name++)
    {
      g_autofree char *text = crm_encoding_to_utf8 (*name, "", 0, NULL);

      g_assert_cmpstr (text, ==, "");
    }
  g_assert_null (crm_encoding_to_utf8 ("no-such", "", 0, NULL));
}

static void
check_refused (const char *bytes, gssize length, const char *word)
{
  int code;
  g_autofree char *message = fixture_refusal (bytes, length, &code);

  g_test_message ("%s", message);
  g_assert_cmpint (code, ==, CRM_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (message, word));
}

static void
test_other_files (void)
{
  g_autofree guint8 *noise = g_malloc (100000);
  g_autofree char *zeros = g_malloc0 (100000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  g_autoptr (GBytes) zip = fixture_zip ("holiday.txt", "hello", NULL), ods = fixture_zip ("mimetype", "x", "content.xml", "<x/>", NULL);
  g_autoptr (GBytes) docx = fixture_zip ("[Content_Types].xml", "<x/>", "word/document.xml", "<x/>", NULL);
  gsize length;
  const char *bytes;

  for (int i = 0; i < 100000; i++)
    noise[i] = (guint8)g_rand_int (rand);
  check_refused ("\x89PNG\r\n\x1a\n....", -1, "picture");
  check_refused ("%PDF-1.7\n", -1, "PDF");
  check_refused ("\x7f"
                 "ELF\2\1\1",
                 -1, "program");
  check_refused ("\x1f\x8b\x08", -1, "compressed");
  check_refused ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1........................................................", -1, "2007");
  check_refused ("<html><body><table>", -1, "web page");
  check_refused ("\xef\xbb\xbf<?xml version='1.0'?>", -1, "web page");
  check_refused ("", 0, "empty");
  check_refused ((const char *)noise, 100000, "no text");
  check_refused (zeros, 100000, "no text");
  bytes = g_bytes_get_data (zip, &length);
  check_refused (bytes, (gssize)length, "no Excel workbook");
  bytes = g_bytes_get_data (ods, &length);
  check_refused (bytes, (gssize)length, "OpenDocument");
  bytes = g_bytes_get_data (docx, &length);
  check_refused (bytes, (gssize)length, "no Excel workbook");
}

static void
test_password (void)
{
  g_autofree char *file = g_malloc0 (8192);
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  memcpy (file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  file[0x1e] = 9;
  file[0x30] = 3;
  memcpy (file + 4 * 512 + 128, name, sizeof name - 1);
  check_refused (file, 8192, "password");
}

static void
test_no_regular_file (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *nothing = g_build_filename (folder, "nothing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_table_reader_open (nothing, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (crm_table_reader_open (folder, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
  g_clear_error (&error);
  /* Nobody ever writes to it: opening must not wait. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (crm_table_reader_open (pipe, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/encoding/short-texts-read-right", test_texts);
  g_test_add_func ("/exchange/encoding/utf-8-wins", test_utf8_wins);
  g_test_add_func ("/exchange/encoding/utf-16-without-mark", test_utf16);
  g_test_add_func ("/exchange/encoding/late-evidence-is-found", test_late_evidence);
  g_test_add_func ("/exchange/encoding/every-name-works", test_every_name_works);
  g_test_add_func ("/exchange/format/other-files-are-refused-by-what-they-are", test_other_files);
  g_test_add_func ("/exchange/format/password-is-named", test_password);
  g_test_add_func ("/exchange/format/no-regular-file", test_no_regular_file);
  return g_test_run ();
}
