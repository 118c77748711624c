/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Email addresses: unwrapping, validity, comparison. */

#include "core/base/crm-email.h"

#include <string.h>

#define SEED 20240305

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    const char *address;
    const char *name;
    const char *comparable;
  } table[] = {
    { "anna.berg@example.org", "anna.berg@example.org", NULL, "anna.berg@example.org" },
    { "  Anna.Berg@Example.ORG \n", "Anna.Berg@example.org", NULL, "anna.berg@example.org" },
    { "Anna Berg <anna@Example.org>", "anna@example.org", "Anna Berg", "anna@example.org" },
    { "\"Berg, Anna\" <anna@example.org>;", "anna@example.org", "Berg, Anna", "anna@example.org" },
    { "单雄信<shan@example.cn>", "shan@example.cn", "单雄信", "shan@example.cn" },
    { "<anna@example.org>", "anna@example.org", NULL, "anna@example.org" },
    { "mailto:anna@example.org?subject=Hello%20there", "anna@example.org", NULL, "anna@example.org" },
    { "MAILTO:anna%2Bcrm@example.org", "anna+crm@example.org", NULL, "anna+crm@example.org" },
    { "Anna <mailto:anna@example.org>", "anna@example.org", "Anna", "anna@example.org" },
    { "anna@example.org.", "anna@example.org", NULL, "anna@example.org" },
    { "anna@example.org,", "anna@example.org", NULL, "anna@example.org" },
    { "ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna@example.org", NULL, "anna@example.org" },
    { "anna@example。org", "anna@example.org", NULL, "anna@example.org" },
    { "Zoë@Bücher.example", "Zoë@bücher.example", NULL, "zoë@bücher.example" },
    { "用户@例子.公司", "用户@例子.公司", NULL, "用户@例子.公司" },
    { "o'neil+tag_1@sub.example.co.uk", "o'neil+tag_1@sub.example.co.uk", NULL, "o'neil+tag_1@sub.example.co.uk" },
    { "12345678@qq.com", "12345678@qq.com", NULL, "12345678@qq.com" },
    { "a@xn--bcher-kva.example", "a@xn--bcher-kva.example", NULL, "a@xn--bcher-kva.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *address = crm_email_parse (table[i].text, &name);
      g_autofree char *comparable = NULL;

      g_test_message ("%s", table[i].text);
      g_assert_cmpstr (address, ==, table[i].address);
      g_assert_cmpstr (name, ==, table[i].name);
      comparable = crm_email_to_comparable (address);
      g_assert_cmpstr (comparable, ==, table[i].comparable);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = { "", "@", "anna", "anna@", "@example.org", "anna@example", "anna@@example.org", "anna@exa mple.org", "an na@example.org", ".anna@example.org", "anna.@example.org",
                                       "an..na@example.org", "anna@.example.org", "anna@example..org", "anna@-example.org", "anna@example-.org", "anna@1.2.3.4", "anna@[1.2.3.4]", "\"a b\"@example.org", "a@b.org, c@d.org", "a@b.org c@d.org",
                                       "<a@b.org> x", "a@b.org>", "<a@b.org", "mailto:", "mailto:%ff@example.org", "a(b)@example.org", "a\xff@example.org", "anna@example.org/path", "a@exam_ple.org", "a@b.org<>",
                                       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org", "a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = NULL;

      g_test_message ("case %d", (int)i);
      g_assert_null (crm_email_parse (texts[i], &name));
      g_assert_null (name);
    }
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "a", "b@c", "a@", "@b", ".", ".org", ".org", "<", ">", " ", "mailto:", "?", "%41", "%", "\"", "\\", "单", "\xff", "-", ",", "Name", "＠", "%00", "例子" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_read = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *name = NULL;
      g_autofree char *address = NULL;
      g_autofree char *again = NULL;

      for (int n = g_rand_int_range (random, 0, 11); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if ((address = crm_email_parse (text->str, &name)) == NULL)
        continue;
      again = crm_email_parse (address, NULL);
      g_assert_cmpstr (again, ==, address);
      g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
      n_read++;
    }
  g_assert_cmpint (n_read, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/email/unwraps-and-compares", test_reads);
  g_test_add_func ("/base/email/refuses-what-no-host-accepts", test_refuses);
  g_test_add_func ("/base/email/survives-hostile-input", test_hostile);
  return g_test_run ();
}
