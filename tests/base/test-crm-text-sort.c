/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order of names, monograms. */

#include "core/base/crm-text-sort.h"

#include <string.h>

/* The names of @in_order, a list parted by |, must have ascending keys. */
static void
check_order (const char *in_order, CrmNameKind kind, gboolean han_first)
{
  g_auto (GStrv) names = g_strsplit (in_order, "|", -1);
  g_autofree char *last = g_strdup ("");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *key = crm_text_sort_key (names[i], kind, han_first);

      g_assert_true (g_utf8_validate (key, -1, NULL));
      if (strcmp (last, key) >= 0)
        g_test_fail_printf ("“%s” does not stand after “%s”", names[i], i > 0 ? names[i - 1] : "");
      g_free (last);
      last = g_steal_pointer (&key);
    }
}

static void
check_same (const char *one, const char *other)
{
  g_autofree char *a = crm_text_sort_key (one, CRM_NAME_UNKNOWN, FALSE);
  g_autofree char *b = crm_text_sort_key (other, CRM_NAME_UNKNOWN, FALSE);

  g_assert_cmpstr (a, ==, b);
}

static void
test_latin (void)
{
  check_order ("3M|9 Lives|10 Rivers|Acme 2|Acme 10|Acme 10 b|Äcme Z|Bell|Łódź Works|Lund|Zürich|Ελλάς|Харьков", CRM_NAME_UNKNOWN, FALSE);
  check_order ("An|An Abe|Ana|Anabe", CRM_NAME_UNKNOWN, FALSE);
  check_order ("A 8|A 99999999|A 100000000|A 999999999|A 1000000000|A 99999999999999999999", CRM_NAME_UNKNOWN, FALSE);
  check_same ("  “Müller” GmbH ", "muller gmbh");
  check_same ("O'Brien", "obrien");
  check_same ("Acme 007", "Acme 7");
  check_same ("Smith-Jones", "smith jones");
}

static void
test_chinese (void)
{
  check_order ("阿明|安|巴黎|成都|重庆长安|厦门大学|银行|张三", CRM_NAME_COMPANY, FALSE);
  check_order ("妈妈|麻将|马|骂人", CRM_NAME_COMPANY, FALSE);
  check_order ("卢海|吕海|律海|乱海", CRM_NAME_COMPANY, FALSE);
  check_same ("張三", "张三");
}

static void
test_surnames (void)
{
  check_order ("沙明|单雄信|商羊", CRM_NAME_PERSON, FALSE);
  check_order ("沙明|单雄信|商羊", CRM_NAME_UNKNOWN, FALSE);
  check_order ("丹江|单车出行|但丁", CRM_NAME_COMPANY, FALSE);
  check_order ("写意|泄密|谢安|解小龙|信远", CRM_NAME_PERSON, FALSE);
  check_order ("秋九|仇九|曲阜", CRM_NAME_UNKNOWN, FALSE);
  check_order ("万俟远|莫言|牟平", CRM_NAME_PERSON, FALSE);
  check_order ("乐山|乐山大佛|李", CRM_NAME_UNKNOWN, FALSE);
}

static void
test_script_order (void)
{
  check_order ("3M|Acme|Zoo|阿明|张三", CRM_NAME_UNKNOWN, FALSE);
  check_order ("3M|阿明|张三|Acme|Zoo", CRM_NAME_UNKNOWN, TRUE);
}

static void
test_nothing_to_order_by (void)
{
  static const char *const names[] = { "", " ", "\t—", "\"()\"", "\xff\xfe" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = crm_text_sort_key (names[i], CRM_NAME_UNKNOWN, TRUE);

      g_assert_cmpstr (key, ==, "");
    }
}

static void
test_hostile_text (void)
{
  guint32 seed = 20240608;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 20000; round++)
    {
      char text[12] = "";

      for (int i = g_rand_int_range (rand, 0, sizeof text); i-- > 0;)
        text[i] = (char)g_rand_int_range (rand, round % 2 ? 1 : 0xc0, 0x100);
      for (CrmNameKind kind = CRM_NAME_UNKNOWN; kind <= CRM_NAME_COMPANY; kind++)
        {
          g_autofree char *key = crm_text_sort_key (text, kind, round % 3 == 0);
          g_autofree char *monogram = crm_text_monogram (text, kind);

          g_assert_true (g_utf8_validate (key, -1, NULL));
          g_assert_true (g_utf8_validate (monogram, -1, NULL));
          g_assert_cmpint (g_utf8_strlen (monogram, -1), <=, 2);
        }
    }
}

static void
check_monogram (const char *name, CrmNameKind kind, const char *expected)
{
  g_autofree char *monogram = crm_text_monogram (name, kind);

  g_assert_cmpstr (monogram, ==, expected);
}

static void
test_monograms (void)
{
  check_monogram ("洛阳瓦岗寨贸易有限公司", CRM_NAME_COMPANY, "洛阳");
  check_monogram ("洛阳瓦岗寨贸易有限公司", CRM_NAME_UNKNOWN, "洛阳");
  check_monogram ("（瓦崗）貿易", CRM_NAME_COMPANY, "瓦崗");
  check_monogram ("张三", CRM_NAME_PERSON, "张三");
  check_monogram ("单雄信", CRM_NAME_PERSON, "雄信");
  check_monogram ("单雄信 ", CRM_NAME_UNKNOWN, "雄信");
  check_monogram ("欧阳明远", CRM_NAME_UNKNOWN, "明远");
  check_monogram ("瓦岗贸易", CRM_NAME_UNKNOWN, "瓦岗");
  check_monogram ("Harbour & Sons", CRM_NAME_COMPANY, "HS");
  check_monogram ("North Sea Trading", CRM_NAME_COMPANY, "NS");
  check_monogram ("ada marie weber", CRM_NAME_PERSON, "AW");
  check_monogram ("Łódź Öl", CRM_NAME_COMPANY, "ŁÖ");
  check_monogram ("Acme", CRM_NAME_COMPANY, "A");
  check_monogram ("🚀 Rocket", CRM_NAME_COMPANY, "R");
  check_monogram ("3M", CRM_NAME_COMPANY, "3");
  check_monogram ("김철수", CRM_NAME_PERSON, "김");
  check_monogram ("\xff–", CRM_NAME_UNKNOWN, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text-sort/latin-by-letters-and-value", test_latin);
  g_test_add_func ("/base/text-sort/chinese-by-pinyin", test_chinese);
  g_test_add_func ("/base/text-sort/persons-by-reading-of-surname", test_surnames);
  g_test_add_func ("/base/text-sort/han-before-or-after-latin", test_script_order);
  g_test_add_func ("/base/text-sort/nothing-to-order-by", test_nothing_to_order_by);
  g_test_add_func ("/base/text-sort/hostile-text", test_hostile_text);
  g_test_add_func ("/base/text-sort/monograms", test_monograms);
  return g_test_run ();
}
