/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files from anywhere. */

#include "config.h"

#include "core/base/crm-file-name.h"

#include <string.h>

static void
test_clean (void)
{
  static const struct
  {
    const char *name, *clean;
  } cases[] = {
    { "quote.pdf", "quote.pdf" },
    { "报价单 2026.xlsx", "报价单 2026.xlsx" },
    { "  two  spaces.txt ", "two  spaces.txt" },
    { ".profile", ".profile" },
    { "../../etc/passwd", ".._.._etc_passwd" },
    { "a/b", "a_b" },
    { "line\nbreak\r.txt", "line break .txt" },
    { "bell\a\x7f.txt", "bell.txt" },
    { "invoice\u202efdp.exe", "invoicefdp.exe" },
    { "\u2066isolated\u2069", "isolated" },
    { "paragraph\u2029.txt", "paragraph .txt" },
    { "caf\xe9.txt", "caf\ufffd.txt" },
    { "-rf", "-rf" },
    { "", "File" },
    { NULL, "File" },
    { ".", "File" },
    { " .. ", "File" },
    { "\u202e\n", "File" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = crm_file_name_clean (cases[i].name);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_long_names_keep_their_ending (void)
{
  for (gsize length = 60; length < 300; length++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *clean = NULL;

      for (gsize i = 0; i < length; i++)
        g_string_append (name, i % 3 == 0 ? "长" : "ab");
      g_string_append (name, ".docx");
      clean = crm_file_name_clean (name->str);
      g_assert_cmpuint (strlen (clean), <=, CRM_FILE_NAME_MAX);
      g_assert_true (g_utf8_validate (clean, -1, NULL));
      g_assert_true (g_str_has_suffix (clean, ".docx"));
      g_assert_cmpmem (clean, strlen (clean) - 5, name->str, strlen (clean) - 5);
    }
}

static void
test_ending (void)
{
  g_assert_cmpstr (crm_file_name_get_ending ("quote.pdf"), ==, ".pdf");
  g_assert_cmpstr (crm_file_name_get_ending ("a.tar.gz"), ==, ".gz");
  g_assert_cmpstr (crm_file_name_get_ending (".profile"), ==, "");
  g_assert_cmpstr (crm_file_name_get_ending ("README"), ==, "");
  g_assert_cmpstr (crm_file_name_get_ending ("Met Mr. Smith"), ==, "");
  g_assert_cmpstr (crm_file_name_get_ending ("v1.aaaaaaaaaaaaaaaaaaaaaaaa"), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-name/names-a-file-and-nothing-else", test_clean);
  g_test_add_func ("/file-name/long-ones-keep-their-ending", test_long_names_keep_their_ending);
  g_test_add_func ("/file-name/ending", test_ending);

  return g_test_run ();
}
