/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money: what people type, what files hold, round trips and hostile input. */

#include "core/base/crm-money.h"

#include <string.h>

#include "core/base/crm-error.h"

#define SEED 20240305

typedef struct
{
  const char *text;
  const char *currency;
  char mark;
  gint64 minor;
  const char *code;
} Example;

static const Example examples[] = {
  { "0", "CNY", 0, 0, "CNY" },
  { "1234.50", "CNY", 0, 123450, "CNY" },
  { "1,234.50", "CNY", 0, 123450, "CNY" },
  { "1.234,50", "EUR", 0, 123450, "EUR" },
  { "1.234,50 €", "CNY", 0, 123450, "EUR" },
  { "1 234,50 €", "CNY", 0, 123450, "EUR" },
  { "1\302\240234,50\302\240€", "CNY", 0, 123450, "EUR" },
  { "1\342\200\257234\342\200\257567,5", "EUR", 0, 123456750, "EUR" },
  { "1'234.50", "CHF", 0, 123450, "CHF" },
  { "1’234’567", "CHF", 0, 123456700, "CHF" },
  { "CHF 1'234.-", "EUR", 0, 123400, "CHF" },
  { "500,-", "EUR", 0, 50000, "EUR" },
  { "1,234,567", "CNY", 0, 123456700, "CNY" },
  { "1.234.567", "EUR", 0, 123456700, "EUR" },
  { "1.234.567,89", "EUR", 0, 123456789, "EUR" },
  { "12,34,567.00", "INR", 0, 123456700, "INR" },
  { "₹12,34,567", "CNY", 0, 123456700, "INR" },
  { "¥12,400", "CNY", '.', 1240000, "CNY" },
  { "￥12,400", "JPY", 0, 12400, "JPY" },
  { "¥12,400", "JPY", ',', 12400, "JPY" },
  { "¥12,400 JPY", "CNY", 0, 12400, "JPY" },
  { "1,234", "CNY", '.', 123400, "CNY" },
  { "1,230", "CNY", ',', 123, "CNY" },
  { "1.230", "CNY", '.', 123, "CNY" },
  { "1.234", "EUR", ',', 123400, "EUR" },
  { "1.234", "KWD", '.', 1234, "KWD" },
  { "0,123", "KWD", 0, 123, "KWD" },
  { "1234,500", "KWD", 0, 1234500, "KWD" },
  { "1,50", "CNY", '.', 150, "CNY" },
  { "1,5", "CNY", 0, 150, "CNY" },
  { ".5", "CNY", 0, 50, "CNY" },
  { "12万", "CNY", 0, 12000000, "CNY" },
  { "12萬", "TWD", 0, 12000000, "TWD" },
  { "1.2亿", "CNY", 0, 12000000000, "CNY" },
  { "1亿2千万", "CNY", 0, 12000000000, "CNY" },
  { "1亿2000万", "CNY", 0, 12000000000, "CNY" },
  { "3万5", "CNY", 0, 3500000, "CNY" },
  { "3万5千元", "CNY", 0, 3500000, "CNY" },
  { "3万5000", "CNY", 0, 3500000, "CNY" },
  { "2百万", "CNY", 0, 200000000, "CNY" },
  { "五千元", "CNY", 0, 500000, "CNY" },
  { "十二万元整", "CNY", 0, 12000000, "CNY" },
  { "人民币三万五", "USD", 0, 3500000, "CNY" },
  { "3k", "CNY", 0, 300000, "CNY" },
  { "3K USD", "CNY", 0, 300000, "USD" },
  { "1.5m", "CNY", 0, 150000000, "CNY" },
  { "1.5 million", "USD", 0, 150000000, "USD" },
  { "2 bn", "USD", 0, 200000000000, "USD" },
  { "12w", "CNY", 0, 1200000 * 10, "CNY" },
  { "3 lakh", "INR", 0, 30000000, "INR" },
  { "RMB 500", "USD", 0, 50000, "CNY" },
  { "RMB500", "USD", 0, 50000, "CNY" },
  { "500rmb", "USD", 0, 50000, "CNY" },
  { "NT$1,000", "CNY", '.', 100000, "TWD" },
  { "HK$ 1,000.00", "CNY", 0, 100000, "HKD" },
  { "US$500", "CNY", 0, 50000, "USD" },
  { "$500", "CNY", 0, 50000, "USD" },
  { "$500", "HKD", 0, 50000, "HKD" },
  { "$500 CAD", "CNY", 0, 50000, "CAD" },
  { "500元", "TWD", 0, 50000, "TWD" },
  { "500块钱", "CNY", 0, 50000, "CNY" },
  { "5美元", "CNY", 0, 500, "USD" },
  { "5万美元", "CNY", 0, 5000000, "USD" },
  { "500 kr", "SEK", 0, 50000, "SEK" },
  { "500円", "JPY", 0, 500, "JPY" },
  { "12.5万日元", "CNY", 0, 125000, "JPY" },
  { "(500)", "CNY", 0, -50000, "CNY" },
  { "(¥500.00)", "CNY", 0, -50000, "CNY" },
  { "¥(500.00)", "CNY", 0, -50000, "CNY" },
  { "(500) USD", "CNY", 0, -50000, "USD" },
  { "-500", "CNY", 0, -50000, "CNY" },
  { "−500", "CNY", 0, -50000, "CNY" },
  { "500-", "CNY", 0, -50000, "CNY" },
  { "-¥500", "CNY", 0, -50000, "CNY" },
  { "¥-500", "CNY", 0, -50000, "CNY" },
  { "负500元", "CNY", 0, -50000, "CNY" },
  { "+500", "CNY", 0, 50000, "CNY" },
  { "  １２３．４５  ", "CNY", 0, 12345, "CNY" },
  { "￥１，２３４．００", "CNY", 0, 123400, "CNY" },
  { "5.000000", "CNY", 0, 500, "CNY" },
  { "12,400", "JPY", 0, 12400, "JPY" },
  { "92233720368547758.07", "CNY", 0, G_MAXINT64, "CNY" },
  { "-92233720368547758.08", "CNY", 0, G_MININT64, "CNY" },
  { "000012", "CNY", 0, 1200, "CNY" },
  { "500", NULL, 0, -1, NULL },
  { "€500", NULL, 0, 50000, "EUR" },
};

static void
test_reads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const Example *example = &examples[i];
      g_autoptr (GError) error = NULL;
      CrmMoney money = { 0 };
      gboolean read;

      g_test_message ("“%s”", example->text);
      read = crm_money_parse (example->text, example->currency, example->mark, &money, &error);
      if (example->code == NULL)
        {
          g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (read);
      g_assert_cmpint (money.minor, ==, example->minor);
      g_assert_cmpstr (money.currency, ==, example->code);
    }
}

static void
test_ambiguous (void)
{
  static const char *const texts[][2] = { { "1,234", "CNY" }, { "1.234", "CNY" }, { "¥12,400", "CNY" }, { "1,234万", "CNY" }, { "1.234k", "JPY" }, { "12.345", "KWD" }, { "500 kr", "CNY" } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      CrmMoney money = { .minor = 7 };

      g_test_message ("“%s”", texts[i][0]);
      g_assert_false (crm_money_parse (texts[i][0], texts[i][1], 0, &money, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS);
      g_assert_cmpint (money.minor, ==, 7);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", " ", "abc", "-", "()", "(", "¥", "万", "k", "CNY", "12.345.6", "1.234,567.89", "1,23,4", "1,2345,678", "12 34", "1 2", "--5", "-(5)", "(5",
    "5)", "5 apples", "5m5", "1e5", "0x10", "NaN", "inf", "nan", "5%", "1/2", "5.", "5..0", "1.2.3", "¥5$", "CNY 5 USD", "5kk", "3万5万", "3千5万", "1.5万5千",
    "0,123,456", "123456789012345678901234567890", "92233720368547758.08", "100亿亿", "9999999亿亿亿亿亿亿亿亿亿", "1.005", "0.001", "1.2345万亿分", "5XYZ", "12:30",
    "2024-03-05", "13800138000138001380013800", "1,234,", ",", "1 234 5", "5 CNY 5"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      CrmMoney money;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (crm_money_parse (texts[i], "CNY", '.', &money, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
}

static void
test_round_trip (void)
{
  static const char *const currencies[] = { "CNY", "JPY", "KWD", "CLF", "EUR" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64)g_rand_int (random) << 32 | g_rand_int (random);
      CrmMoney money = { .minor = (gint64)bits >> g_rand_int_range (random, 0, 63) }, again;
      char plain[CRM_MONEY_PLAIN_LENGTH];
      g_autoptr (GError) error = NULL;

      g_strlcpy (money.currency, currencies[i % 5], sizeof money.currency);
      crm_money_to_plain (&money, plain);
      crm_money_parse (plain, money.currency, '.', &again, &error);
      g_assert_no_error (error);
      g_assert_true (crm_money_equal (&money, &again));
    }
}

/* What is shown can be typed again. */
static void
test_display_round_trip (void)
{
  static const struct
  {
    const char *locale;
    char mark;
  } locales[] = { { "en", '.' }, { "zh_CN", '.' }, { "zh_TW", '.' }, { "de", ',' }, { "fr", ',' }, { "de_CH", '.' }, { "en_IN", '.' } };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 2000; i++)
    {
      CrmMoney money = { .minor = (gint64)g_rand_int (random) * g_rand_int_range (random, -5000, 5000) }, again;
      gsize locale = (gsize)i % G_N_ELEMENTS (locales);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_strlcpy (money.currency, i % 2 ? "CNY" : "EUR", sizeof money.currency);
      text = crm_money_format (&money, locales[locale].locale, money.currency);
      crm_money_parse (text, money.currency, locales[locale].mark, &again, &error);
      g_assert_no_error (error);
      g_assert_true (crm_money_equal (&money, &again));
    }
}

static void
test_plain (void)
{
  static const struct
  {
    CrmMoney money;
    const char *text;
  } table[] = {
    { { 123450, "CNY" }, "1234.50" },
    { { 5, "CNY" }, "0.05" },
    { { -5, "CNY" }, "-0.05" },
    { { 0, "CNY" }, "0.00" },
    { { 1234, "JPY" }, "1234" },
    { { 0, "JPY" }, "0" },
    { { -1234, "KWD" }, "-1.234" },
    { { G_MININT64, "CNY" }, "-92233720368547758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      char plain[CRM_MONEY_PLAIN_LENGTH];

      g_assert_cmpstr (crm_money_to_plain (&table[i].money, plain), ==, table[i].text);
    }
}

static void
test_display (void)
{
  static const struct
  {
    CrmMoney money;
    const char *locale;
    const char *home;
    const char *text;
    const char *compact;
  } table[] = {
    { { 123450, "CNY" }, "en", "CNY", "¥1,234.50", "¥1.2K" },
    { { 120000000, "CNY" }, "en", "CNY", "¥1,200,000.00", "¥1.2M" },
    { { 120000000, "CNY" }, "zh_CN", "CNY", "¥1,200,000.00", "¥120万" },
    { { 120000000, "CNY" }, "zh_TW", "CNY", "¥1,200,000.00", "¥120萬" },
    { { 120000000, "CNY" }, "en", NULL, "CN¥1,200,000.00", "CN¥1.2M" },
    { { 120000000, "CNY" }, "zh_CN.UTF-8", "CNY", "¥1,200,000.00", "¥120万" },
    { { 120000000, "CNY" }, "C", "CNY", "¥1,200,000.00", "¥1.2M" },
    { { 1200, "JPY" }, "en", "CNY", "JPY\302\2401,200", "JPY\302\2401.2K" },
    { { 1200, "JPY" }, "en", "JPY", "¥1,200", "¥1.2K" },
    { { -123450, "USD" }, "zh_CN", "CNY", "-US$1,234.50", "-US$1234" },
    { { 123450, "EUR" }, "de_DE@euro", "EUR", "1.234,50\302\240€", "1234\302\240€" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = crm_money_format (&table[i].money, table[i].locale, table[i].home);
      g_autofree char *compact = crm_money_format_compact (&table[i].money, table[i].locale, table[i].home);

      g_assert_cmpstr (text, ==, table[i].text);
      g_assert_cmpstr (compact, ==, table[i].compact);
    }
}

static void
test_arithmetic (void)
{
  CrmMoney a = { 100, "CNY" }, b = { 250, "CNY" }, dollar = { 100, "USD" }, most = { G_MAXINT64, "CNY" }, sum = { 7, "CNY" };
  int order = 9;

  g_assert_true (crm_money_add (&a, &b, &sum));
  g_assert_cmpint (sum.minor, ==, 350);
  g_assert_false (crm_money_add (&a, &dollar, &sum));
  g_assert_false (crm_money_add (&most, &a, &sum));
  g_assert_cmpint (sum.minor, ==, 350);
  g_assert_true (crm_money_compare (&a, &b, &order));
  g_assert_cmpint (order, <, 0);
  g_assert_false (crm_money_compare (&a, &dollar, &order));
  g_assert_false (crm_money_equal (&a, &dollar));
}

static void
test_currencies (void)
{
  g_assert_cmpint (crm_money_exponent ("CNY"), ==, 2);
  g_assert_cmpint (crm_money_exponent ("JPY"), ==, 0);
  g_assert_cmpint (crm_money_exponent ("KWD"), ==, 3);
  g_assert_cmpint (crm_money_exponent ("RSD"), ==, 2);
  g_assert_true (crm_money_is_currency ("CNY"));
  g_assert_true (crm_money_is_currency ("DEM"));
  g_assert_false (crm_money_is_currency ("cny"));
  g_assert_false (crm_money_is_currency ("ABC"));
  g_assert_false (crm_money_is_currency ("CNYX"));
  g_assert_false (crm_money_is_currency (""));
}

/* Random bytes, and random sequences of the pieces that money is written in. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "1", "234", ",", ".", " ", "¥", "$", "万", "亿", "千", "十", "三", "k", "m", "CNY", "元", "(", ")", "-", "０", "'", "\xff", "000", "9999999999", "kr", "负" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_read = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      CrmMoney money = { 0 }, again;
      char plain[CRM_MONEY_PLAIN_LENGTH];

      for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (!crm_money_parse (text->str, "CNY", i % 3 == 0 ? 0 : '.', &money, NULL))
        continue;
      n_read++;
      g_assert_true (crm_money_is_currency (money.currency));
      g_assert_true (crm_money_parse (crm_money_to_plain (&money, plain), money.currency, '.', &again, NULL));
      g_assert_true (crm_money_equal (&money, &again));
    }
  g_assert_cmpint (n_read, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/reads-what-people-type", test_reads);
  g_test_add_func ("/base/money/says-when-a-separator-is-ambiguous", test_ambiguous);
  g_test_add_func ("/base/money/refuses-what-is-no-amount", test_refuses);
  g_test_add_func ("/base/money/plain-round-trip", test_round_trip);
  g_test_add_func ("/base/money/display-round-trip", test_display_round_trip);
  g_test_add_func ("/base/money/plain-form", test_plain);
  g_test_add_func ("/base/money/display-form", test_display);
  g_test_add_func ("/base/money/adds-and-compares-one-currency-only", test_arithmetic);
  g_test_add_func ("/base/money/exponents-are-those-of-iso-4217", test_currencies);
  g_test_add_func ("/base/money/survives-hostile-input", test_hostile);
  return g_test_run ();
}
