/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cut and garbled files end, and never crash the reader. */

#include "table-fixture.h"

#include "core/base/crm-error.h"

#include <string.h>

#define SEED 20240603

static char *
load_sample (const char *folder, const char *name, gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Opening may fail, but with a sentence; reading must end. */
static gboolean
try_bytes (const char *path, const char *bytes, gsize length, guint64 *n_rows, guint64 *n_faults)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = NULL;

  *n_rows = *n_faults = 0;
  g_file_set_contents_full (path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  reader = crm_table_reader_open (path, NULL, NULL, &error);
  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader != NULL)
    fixture_exhaust (reader, n_rows, n_faults);
  else
    g_assert_cmpuint (strlen (error->message), >, 10);
  return reader != NULL;
}

static void
test_every_cut (gconstpointer data)
{
  const char *const *sample = data;
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "list", NULL);
  gsize length;
  g_autofree char *bytes = load_sample (sample[0], sample[1], &length);
  guint64 n_rows, n_faults, whole;

  g_assert_true (try_bytes (path, bytes, length, &whole, &n_faults));
  for (gsize cut = 0; cut < length; cut++)
    {
      gboolean opened = try_bytes (path, bytes, cut, &n_rows, &n_faults);

      /* A cut workbook has lost its list of parts; its first bytes alone are text like any other. */
      if (strcmp (sample[0], "xlsx") == 0 && cut >= 4)
        g_assert_false (opened);
      if (strcmp (sample[0], "csv") == 0)
        g_assert_cmpuint (n_rows, <=, whole + 3);
    }
  fixture_remove (folder);
}

static void
test_garbled (gconstpointer data)
{
  const char *const *sample = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "list", NULL);
  gsize length;
  g_autofree char *bytes = load_sample (sample[0], sample[1], &length);
  guint64 n_rows, n_faults;

  g_test_message ("seed %d", SEED);
  for (int round = 0; round < 400; round++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);

      for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
        copy[g_rand_int_range (rand, 0, (gint32)length)] = (char)(g_rand_boolean (rand) ? g_rand_int (rand) : (guint32) "\",;:=\r\n\0 <"[g_rand_int_range (rand, 0, 10)]);
      try_bytes (path, copy, length, &n_rows, &n_faults);
    }
  fixture_remove (folder);
}

/* Patterns that would take quadratic time if lines were read again without bound. */
static void
test_patterns (void)
{
  static const char *const patterns[] = { "\"", "\"\n", "\"a\"b,", "\"\"\n\"", "\"\"\"\n", "=\"", "a\"\n", ",\"\n", "\n", "\r", "\r\n\"", ";,|\t", " \"", "\"a\n\"b", "x,\"y\"z\n",
                                          "BEGIN:VCARD\n", "BEGIN:VCARD\nNOTE:;;;;,,,,\\\\\n", "\0" };
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "list", NULL);
  guint64 n_rows, n_faults;

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    for (int head = 0; head < 3; head++)
      {
        static const char *const heads[] = { "", "name,phone,mail\nx,1,2\n", "BEGIN:VCARD\nVERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE:" };
        g_autoptr (GString) text = g_string_new (heads[head]);
        gsize n = MAX (strlen (patterns[i]), 1);

        while (text->len < (head == 1 ? 1500000 : 300000))
          g_string_append_len (text, patterns[i], (gssize)n);
        try_bytes (path, text->str, text->len, &n_rows, &n_faults);
      }
  fixture_remove (folder);
}

static void
test_one_endless_line (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "list", NULL);
  g_autofree char *filler = g_strnfill (1 << 20, 'x');
  g_autoptr (GString) text = g_string_new ("name,phone\nA,1\n\"B,");
  guint64 n_rows, n_faults;

  for (int i = 0; i < 40; i++)
    g_string_append_len (text, filler, 1 << 20);
  g_string_append (text, "\nC,3\n");
  g_assert_true (try_bytes (path, text->str, text->len, &n_rows, &n_faults));
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmpuint (n_faults, ==, 1);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  static const char *const samples[][2] = {
    { "csv", "google-contacts-new.csv" },
    { "csv", "excel-unicode-text.csv" },
    { "csv", "chinese-customers-gb18030.csv" },
    { "csv", "faulty-rows.csv" },
    { "csv", "wecom-members.csv" },
    { "vcard", "android-2.1.vcf" },
    { "vcard", "apple-contacts.vcf" },
    { "vcard", "rfc6350-4.0.vcf" },
    { "vcard", "broken-cards.vcf" },
    { "xlsx", "chinese-customers.xlsx" },
    { "xlsx", "no-references.xlsx" },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *cut = g_strdup_printf ("/exchange/damage/cut-anywhere/%s", samples[i][1]);
      g_autofree char *garbled = g_strdup_printf ("/exchange/damage/garbled/%s", samples[i][1]);

      g_test_add_data_func (cut, samples[i], test_every_cut);
      g_test_add_data_func (garbled, samples[i], test_garbled);
    }
  g_test_add_func ("/exchange/damage/patterns-take-linear-time", test_patterns);
  g_test_add_func ("/exchange/damage/one-endless-line", test_one_endless_line);
  return g_test_run ();
}
