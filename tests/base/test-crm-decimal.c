/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a fraction: what is read, what is refused, and that what is written is read back. */

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"

#define SEED 20261122

static const struct
{
  const char *text;
  char mark;
  gint64 millionths;
} good[] = {
  { "12.5", '.', 12500000 },
  { "  -0.25 ", '.', -250000 },
  { "+3", '.', 3000000 },
  { ".5", '.', 500000 },
  { "5.", '.', 5000000 },
  { "1,234.5", '.', 1234500000 },
  { "1.234,5", ',', 1234500000 },
  { "1.234,5", 0, 1234500000 },
  { "1,5", 0, 1500000 },
  { "0,125", 0, 125000 },
  { "1,234,567", 0, 1234567000000 },
  { "1 234 567.000001", 0, 1234567000001 },
  { "1’234.50", '.', 1234500000 },
  { "１２．５", '.', 12500000 },
  { "−7.1", '.', -7100000 },
  { "0", '.', 0 },
  { "-0", '.', 0 },
  { "000000000000000000012", '.', 12000000 },
  { "1.1000000000000", '.', 1100000 },
  { "999999999999.999999", '.', 999999999999999999 },
};

static const struct
{
  const char *text;
  char mark;
  int code;
} bad[] = {
  { "", '.', CRM_ERROR_INVALID },
  { "-", '.', CRM_ERROR_INVALID },
  { ".", '.', CRM_ERROR_INVALID },
  { "1,5", '.', CRM_ERROR_INVALID },
  { "1.2.3", '.', CRM_ERROR_INVALID },
  { "12,34,567", '.', CRM_ERROR_INVALID },
  { "1,234 567", '.', CRM_ERROR_INVALID },
  { "1e5", '.', CRM_ERROR_INVALID },
  { "0x10", '.', CRM_ERROR_INVALID },
  { "nan", '.', CRM_ERROR_INVALID },
  { "12 kg", '.', CRM_ERROR_INVALID },
  { "--1", '.', CRM_ERROR_INVALID },
  { "1.2345678", '.', CRM_ERROR_INVALID },
  { "1000000000000", '.', CRM_ERROR_INVALID },
  { "99999999999999999999999999", '.', CRM_ERROR_INVALID },
  { "1,234", 0, CRM_ERROR_AMBIGUOUS },
  { "\xff\xfe", '.', CRM_ERROR_INVALID },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 number = -1;

      g_test_message ("“%s”", good[i].text);
      crm_decimal_parse (good[i].text, good[i].mark, &number, &error);
      g_assert_no_error (error);
      g_assert_cmpint (number, ==, good[i].millionths);
    }
}

static void
test_refuse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 number = -1;
      g_assert_false (crm_decimal_parse (bad[i].text, bad[i].mark, &number, &error));
      g_assert_error (error, CRM_ERROR, bad[i].code);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 20000; i++)
    {
      gint64 number = (gint64)(((guint64)g_rand_int (random) << 32 | (guint32)g_rand_int (random)) % 999999999999999999u) * (i % 2 == 0 ? 1 : -1) / (i % 7 == 0 ? 1000000 : 1);
      g_autofree char *text = crm_decimal_format (number);
      gint64 again = 0;

      g_assert_true (crm_decimal_parse (text, '.', &again, NULL));
      g_assert_cmpint (again, ==, number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/parse/reads-what-people-write", test_parse);
  g_test_add_func ("/decimal/parse/refuses-what-is-no-number", test_refuse);
  g_test_add_func ("/decimal/format/is-read-back", test_round_trip);
  return g_test_run ();
}
