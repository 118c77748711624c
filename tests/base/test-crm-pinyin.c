/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings of Han characters: surnames, places, variants, syllables. */

#include "core/base/crm-pinyin.h"

#include <string.h>

/* The readings of @text, characters parted by spaces and readings by slashes. */
static void
check_readings (const char *text, CrmPinyinUse use, const char *expected)
{
  glong n;
  g_autofree gunichar *original = g_utf8_to_ucs4_fast (text, -1, &n);
  g_autofree gunichar *folded = g_memdup2 (original, (gsize)(n + 1) * sizeof *original);
  g_autofree CrmPinyin *readings = g_new0 (CrmPinyin, n);
  g_autoptr (GString) found = g_string_new (NULL);

  for (glong i = 0; i < n; i++)
    folded[i] = crm_pinyin_fold (original[i]);
  crm_pinyin_read (folded, original, (gsize)n, use, readings);
  for (glong i = 0; i < n; i++)
    for (guint r = 0; r < readings[i].n; r++)
      g_string_append_printf (found, "%s%s", r > 0 ? "/" : i > 0 ? " "
                                                                 : "",
                              crm_pinyin_syllable (readings[i].syllables[r]));
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_words (void)
{
  check_readings ("重庆", CRM_PINYIN_TEXT, "chong/zhong qing");
  check_readings ("成都", CRM_PINYIN_TEXT, "cheng du/dou");
  check_readings ("银行", CRM_PINYIN_TEXT, "yin hang/xing");
  check_readings ("銀行", CRM_PINYIN_TEXT, "yin hang/xing");
  check_readings ("厦门", CRM_PINYIN_TEXT, "xia/sha men");
  check_readings ("乐清", CRM_PINYIN_TEXT, "yue/le qing");
  check_readings ("六安", CRM_PINYIN_TEXT, "lu/liu an");
  check_readings ("旅女", CRM_PINYIN_TEXT, "lv/lu nv/nu");
  check_readings ("𠮷〇", CRM_PINYIN_TEXT, "ji ling");
}

static void
test_surnames (void)
{
  check_readings ("单雄信", CRM_PINYIN_TEXT, "dan/shan xiong xin");
  check_readings ("單雄信", CRM_PINYIN_PERSON, "shan/dan xiong xin");
  check_readings ("信单", CRM_PINYIN_PERSON, "xin dan/shan");
  check_readings ("尉迟公", CRM_PINYIN_PERSON, "yu/wei chi gong");
  check_readings ("区明", CRM_PINYIN_NAME, "qu/ou ming");
  check_readings ("万俟远", CRM_PINYIN_PERSON, "mo/wan qi/si yuan");
}

static void
test_variants (void)
{
  static const char *const same[] = { "張张", "慶庆", "裡里", "裏里", "羣群", "峯峰", "產产", "説说", "說说", "廣广", "広广", "吳吴", "张张", "衆众", "ㄅㄅ" };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmphex (crm_pinyin_fold (g_utf8_get_char (same[i])), ==, g_utf8_get_char (g_utf8_next_char (same[i])));
}

/* Folding twice is folding once, and every character has a place in the order. */
static void
test_whole_table (void)
{
  guint n = 0;

  for (gunichar c = 0x3007; c <= 0x3fffd; c++)
    {
      gunichar folded;
      CrmPinyin reading;

      if (!crm_pinyin_is_han (c))
        continue;
      folded = crm_pinyin_fold (c);
      g_assert_true (crm_pinyin_is_han (folded));
      g_assert_cmphex (crm_pinyin_fold (folded), ==, folded);
      crm_pinyin_read (&folded, &c, 1, CRM_PINYIN_NAME, &reading);
      g_assert_cmpuint (reading.rank, <, crm_pinyin_n_ranks ());
      g_assert_cmpuint (reading.n, <=, CRM_PINYIN_MAX_READINGS);
      n += reading.n > 0;
      for (guint r = 0; r < reading.n; r++)
        g_assert_cmpuint (strspn (crm_pinyin_syllable (reading.syllables[r]), "abcdefghijklmnopqrstuvwxyz"), >, 0);
    }
  g_assert_cmpuint (n, >, 41000);
}

static void
test_syllables (void)
{
  static const char *const whole[] = { "a", "zhuang", "lv", "lu", "nve", "er" };
  static const char *const other[] = { "", "zh", "zhuangg", "v", "ng", "abc" };

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_assert_true (crm_pinyin_is_syllable (whole[i], strlen (whole[i])));
      g_assert_false (crm_pinyin_is_syllable (other[i], strlen (other[i])));
    }
  g_assert_true (crm_pinyin_begins_syllable ("zhua", 3));
  g_assert_false (crm_pinyin_begins_syllable ("zr", 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/pinyin/words-and-places", test_words);
  g_test_add_func ("/base/pinyin/surnames", test_surnames);
  g_test_add_func ("/base/pinyin/variants-fold-together", test_variants);
  g_test_add_func ("/base/pinyin/whole-table-is-sound", test_whole_table);
  g_test_add_func ("/base/pinyin/syllables", test_syllables);
  return g_test_run ();
}
