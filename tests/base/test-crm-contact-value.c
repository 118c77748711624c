/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contact values by kind: shown form, compared form, validity. */

#include "core/base/crm-contact-value.h"

#define SEED 20240305

static void
test_kinds (void)
{
  static const struct
  {
    const char *kind;
    const char *text;
    const char *display;
    const char *comparable;
    gboolean is_valid;
  } table[] = {
    { "phone", "+86-138 00138000", "138 0013 8000", "+8613800138000", TRUE },
    { "phone", "ask Anna", "ask Anna", "ask anna", FALSE },
    { "email", "Anna <Anna@Example.org>", "Anna@example.org", "anna@example.org", TRUE },
    { "email", "none", "none", "none", FALSE },
    { "wechat", "Shan_Xiongxin", "Shan_Xiongxin", "shan_xiongxin", TRUE },
    { "wechat", "微信：Shan_Xiongxin", "Shan_Xiongxin", "shan_xiongxin", TRUE },
    { "wechat", "WeChat ID: shan-88", "shan-88", "shan-88", TRUE },
    { "wechat", "138 0013 8000", "138 0013 8000", "+8613800138000", TRUE },
    { "wechat", "12345678", "12345678", "12345678", TRUE },
    { "wechat", "wxid", "wxid", "wxid", FALSE },
    { "wechat", "1shanxx", "1shanxx", "1shanxx", FALSE },
    { "wechat", "单雄信", "单雄信", "单雄信", FALSE },
    { "wecom", "企业微信: ShanXX", "ShanXX", "shanxx", TRUE },
    { "wecom", "shan@corp.example", "shan@corp.example", "shan@corp.example", TRUE },
    { "wecom", "", "", "", FALSE },
    { "qq", "QQ：12345678", "12345678", "12345678", TRUE },
    { "qq", "12345678@QQ.com", "12345678", "12345678", TRUE },
    { "qq", "01234567", "01234567", "01234567", FALSE },
    { "qq", "1234", "1234", "1234", FALSE },
    { "weibo", "@单雄信", "@单雄信", "@单雄信", TRUE },
    { "weibo", "单雄信", "@单雄信", "@单雄信", TRUE },
    { "weibo", "https://weibo.com/u/1234567?is_all=1", "@1234567", "@1234567", TRUE },
    { "weibo", "weibo.com/ShanXX/", "@ShanXX", "@shanxx", TRUE },
    { "weibo", "not a name!", "not a name!", "not a name!", FALSE },
    { "web", "Example.ORG", "https://example.org", "example.org", TRUE },
    { "web", "http://www.Example.org/", "http://www.example.org", "example.org", TRUE },
    { "web", "HTTPS://example.org:443/Path/", "https://example.org/Path", "example.org/Path", TRUE },
    { "web", "http://example.org:8080/a?b=c/", "http://example.org:8080/a?b=c/", "example.org:8080/a?b=c/", TRUE },
    { "web", "//example.org//", "https://example.org", "example.org", TRUE },
    { "web", "官网：例子.公司", "https://例子.公司", "例子.公司", TRUE },
    { "web", "example.org?u=http://x.org", "https://example.org?u=http://x.org", "example.org?u=http://x.org", TRUE },
    { "web", "javascript:alert(1)", "javascript:alert(1)", "javascript:alert(1)", FALSE },
    { "web", "javascript://example.org/%0aalert(1)", "javascript://example.org/%0aalert(1)", "javascript://example.org/%0aalert(1)", FALSE },
    { "web", "file:///etc/passwd", "file:///etc/passwd", "file:///etc/passwd", FALSE },
    { "web", "https://bank.example@evil.example", "https://bank.example@evil.example", "https://bank.example@evil.example", FALSE },
    { "web", "localhost", "localhost", "localhost", FALSE },
    { "web", "no site", "no site", "no site", FALSE },
    { "web", "https://", "https://", "https://", FALSE },
    { "web", "example.org:0", "example.org:0", "example.org:0", FALSE },
    { "web", "example..org", "example..org", "example..org", FALSE },
    { "fax2", "  as typed ", "as typed", "as typed", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (CrmContactValue) value = { 0 };

      g_test_message ("%s: %s", table[i].kind, table[i].text);
      crm_contact_value_init (&value, table[i].kind, table[i].text, "86");
      g_assert_cmpstr (value.display, ==, table[i].display);
      g_assert_cmpstr (value.comparable, ==, table[i].comparable);
      g_assert_cmpint (value.is_valid, ==, table[i].is_valid);
    }
}

/* A value that is shown is itself: typed again, nothing changes. */
static void
test_settled (void)
{
  static const char *const kinds[] = { "phone", "email", "wechat", "wecom", "qq", "weibo", "web", "other" };
  static const char *const pieces[] = { "a", "B", "1", "23456", "@", ".", "org", ":", "/", "http", "://", "www.", "微信", "QQ", "qq.com", "weibo.com", "\xff", " ", "单", "Ａ", "_", "?", "#", "u/" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_valid = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 200000; i++)
    {
      const char *kind = kinds[i % 8];
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (CrmContactValue) value = { 0 };
      g_auto (CrmContactValue) again = { 0 };

      for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
        if (i % 5 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      crm_contact_value_init (&value, kind, text->str, "86");
      g_assert_true (g_utf8_validate (value.display, -1, NULL));
      g_assert_nonnull (value.comparable);
      if (!value.is_valid)
        continue;
      crm_contact_value_init (&again, kind, value.display, "86");
      g_assert_cmpstr (again.display, ==, value.display);
      g_assert_cmpstr (again.comparable, ==, value.comparable);
      n_valid++;
    }
  g_assert_cmpint (n_valid, >, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/contact-value/forms-by-kind", test_kinds);
  g_test_add_func ("/base/contact-value/shown-form-stays", test_settled);
  return g_test_run ();
}
