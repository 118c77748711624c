/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding, word boundaries and Chinese numbers. */

#include "core/base/crm-scan.h"

#include <string.h>

static char *
folded (const char *text)
{
  g_auto (CrmScan) scan = { 0 };

  crm_scan_init (&scan, text);
  return g_ucs4_to_utf8 (scan.chars, (glong)scan.length, NULL, NULL, NULL);
}

static void
test_folds (void)
{
  static const char *const table[][2] = {
    { "ＡＢＣ１２３", "abc123" },
    { "￥１，２３４．５０", "¥1,234.50" },
    { "3　4\t5", "3 4 5" },
    { "1 234", "1 234" },
    { "下週二3點", "下周二3点" },
    { "兩個禮拜後", "两个礼拜后" },
    { "Ärger – Ünal", "ärger - ünal" },
    { "a\xff\xfe"
      "b",
      "a\xef\xbf\xbd\xef\xbf\xbd"
      "b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = folded (table[i][0]);

      g_assert_cmpstr (text, ==, table[i][1]);
    }
}

static void
test_offsets (void)
{
  static const char text[] = "单 Ａ\xff z";
  g_auto (CrmScan) scan = { 0 };
  static const gsize offsets[] = { 0, 3, 4, 7, 8, 9, 10 };

  crm_scan_init (&scan, text);
  g_assert_cmpuint (scan.length, ==, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    g_assert_cmpuint (scan.offsets[i], ==, offsets[i]);
}

static void
test_han_numbers (void)
{
  static const struct
  {
    const char *text;
    gint64 value;
    const char *rest;
  } table[] = {
    { "三", 3, "" },
    { "十", 10, "" },
    { "十二", 12, "" },
    { "二十", 20, "" },
    { "三十一号", 31, "号" },
    { "两百", 200, "" },
    { "一百零五", 105, "" },
    { "一百五", 150, "" },
    { "三千五", 3500, "" },
    { "三千零五", 3005, "" },
    { "三万五千", 35000, "" },
    { "三万五", 35000, "" },
    { "十二万", 120000, "" },
    { "一亿两千万", 120000000, "" },
    { "三万亿", 3000000000000, "" },
    { "二〇二四年", 2024, "年" },
    { "零", 0, "" },
    { "〇五", 5, "" },
    { "万", -1, "万" },
    { "三四十", -1, "三四十" },
    { "三百百", -1, "三百百" },
    { "亿亿", -1, "亿亿" },
    { "一亿亿亿亿", -1, "一亿亿亿亿" },
    { "", -1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (CrmScan) scan = { 0 };
      gint64 value = -1;
      gsize at = 0;

      g_test_message ("%s", table[i].text);
      crm_scan_init (&scan, table[i].text);
      g_assert_cmpint (crm_scan_take_han_number (&scan, &at, &value), ==, table[i].value >= 0);
      g_assert_cmpint (value, ==, table[i].value);
      g_assert_cmpstr (table[i].text + scan.offsets[at], ==, table[i].rest);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    gboolean is_word;
  } table[] = {
    { "mon", TRUE },
    { "on mon.", TRUE },
    { "on mon, then", TRUE },
    { "见mon见", TRUE },
    { "(mon)", TRUE },
    { "monday", FALSE },
    { "common", FALSE },
    { "mon@x.org", FALSE },
    { "x.mon", FALSE },
    { "mon.org", FALSE },
    { "semi-mon", FALSE },
    { "mon-amour", FALSE },
    { "mon's", FALSE },
    { "#mon", FALSE },
    { "mön", FALSE },
    { "mon_x", FALSE },
    { "5mon", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (CrmScan) scan = { 0 };
      gboolean found = FALSE;

      g_test_message ("%s", table[i].text);
      crm_scan_init (&scan, table[i].text);
      for (gsize start = 0; start < scan.length; start++)
        {
          gsize at = start;

          if (crm_scan_take (&scan, &at, "mon") && crm_scan_starts_word (&scan, start) && crm_scan_ends_word (&scan, at))
            found = TRUE;
        }
      g_assert_cmpint (found, ==, table[i].is_word);
    }
}

static void
test_quote (void)
{
  g_autofree char *text = g_strnfill (500, 'x');
  g_autofree char *quoted = crm_scan_quote (text);
  g_autofree char *broken = crm_scan_quote ("  \xff单\xe5\x8d");

  g_assert_cmpint (g_utf8_strlen (quoted, -1), ==, 40);
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/scan/folds-width-case-and-variants", test_folds);
  g_test_add_func ("/base/scan/offsets-are-those-of-the-text", test_offsets);
  g_test_add_func ("/base/scan/numbers-in-chinese", test_han_numbers);
  g_test_add_func ("/base/scan/words-have-both-ends", test_words);
  g_test_add_func ("/base/scan/quote-is-short-and-valid", test_quote);
  return g_test_run ();
}
