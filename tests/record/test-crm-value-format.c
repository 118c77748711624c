/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as a person sees and types them. */

#include "core/base/crm-error.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"

/* 19 August 2026. */
#define NOW G_GINT64_CONSTANT (1787119500000000)

static const CrmValueStyle style = { .locale = "en", .currency = "CNY" };

static void
assert_reads (guint field, const char *typed, const char *shown, const char *edited)
{
  const CrmField *of = &crm_kind_customer.fields[field];
  g_auto (CrmValue) value = { 0 }, again = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *for_editing = NULL;

  g_assert_true (crm_value_parse (typed, of, &style, NOW, &value, &error));
  g_assert_no_error (error);
  text = crm_value_format (&value, of, &style);
  g_assert_cmpstr (text, ==, shown);
  for_editing = crm_value_format_for_editing (&value, of, &style);
  g_assert_cmpstr (for_editing, ==, edited);
  g_assert_true (crm_value_parse (for_editing, of, &style, NOW, &again, &error));
  g_assert_no_error (error);
  g_assert_true (crm_value_equal (&value, &again));
}

static void
test_round_trip (void)
{
  assert_reads (CRM_CUSTOMER_NAME, "  Harbour & Sons ", "Harbour & Sons", "Harbour & Sons");
  assert_reads (CRM_CUSTOMER_LEVEL, "A", "A", "A");
  assert_reads (CRM_CUSTOMER_SOURCE, "trade-fair", "Trade fair", "Trade fair");
  assert_reads (CRM_CUSTOMER_CREDIT_TERMS, "30", "30", "30");
  assert_reads (CRM_CUSTOMER_CREDIT_LIMIT, "5万", "¥50,000.00", "50000.00");
  assert_reads (CRM_CUSTOMER_CREDIT_LIMIT, "USD 1,200.50", "$1,200.50", "USD 1200.50");
  assert_reads (CRM_CUSTOMER_BIRTHDAY, "4月15日", "15 Apr", "15 Apr");
  assert_reads (CRM_CUSTOMER_CONSENT_DATE, "2024-03-05", "5 Mar 2024", "5 Mar 2024");
  assert_reads (CRM_CUSTOMER_LAST_CONTACT, "2024-03-05 14:30", "5 Mar 2024, 14:30", "5 Mar 2024, 14:30");
  assert_reads (CRM_CUSTOMER_NOTE, " \n\t ", NULL, "");
}

static void
assert_refuses (guint field, const char *typed, int code)
{
  CrmValue value;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_value_parse (typed, &crm_kind_customer.fields[field], &style, NOW, &value, &error));
  g_assert_error (error, CRM_ERROR, code);
}

static void
test_refuses (void)
{
  assert_refuses (CRM_CUSTOMER_LEVEL, "Z", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_TERMS, "30 days", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_TERMS, "99999999999999999999", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_LIMIT, "plenty", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CONSENT_DATE, "03/04/2024", CRM_ERROR_AMBIGUOUS);
  assert_refuses (CRM_CUSTOMER_CONSENT_DATE, "31 Feb 2024", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_OWNER, "Lin", CRM_ERROR_INVALID);
}

static void
test_boolean (void)
{
  const CrmField *field = &crm_kind_contact_point.fields[CRM_CONTACT_POINT_OPT_OUT];
  g_auto (CrmValue) value = { 0 };
  g_autofree char *text = NULL;

  g_assert_true (crm_value_parse ("YES", field, &style, NOW, &value, NULL));
  g_assert_cmpint (value.integer, ==, 1);
  text = crm_value_format (&value, field, &style);
  g_assert_cmpstr (text, ==, "Yes");
  g_assert_false (crm_value_parse ("maybe \xff", field, &style, NOW, &value, NULL));
}

/* ── by locale ────────────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *locale;
  const char *money;  /* 1,234.50 of the office's yuan, in a file of its own */
  const char *euros;  /* as many euros */
  const char *number; /* 1234.5 */
  const char *typed;  /* a thousand and a half, as it is written there */
  gint64 millionths;  /* of what was typed */
} locales[] = {
  { "en_US.UTF-8", "¥1,234.50", "€1,234.50", "1234.5", "1,000.5", 1000500000 },
  { "en_GB.UTF-8", "¥1,234.50", "€1,234.50", "1234.5", "1,000.5", 1000500000 },
  { "zh_CN.UTF-8", "¥1,234.50", "€1,234.50", "1234.5", "1,000.5", 1000500000 },
  { "zh_TW.UTF-8", "¥1,234.50", "€1,234.50", "1234.5", "1,000.5", 1000500000 },
  { "ja_JP.UTF-8", "￥1,234.50", "€1,234.50", "1234.5", "1,000.5", 1000500000 },
  { "de_DE.UTF-8", "1.234,50 ¥", "1.234,50 €", "1234,5", "1.000,5", 1000500000 },
  { "es_ES.UTF-8", "1234,50 ¥", "1234,50 €", "1234,5", "1.000,5", 1000500000 },
  { "fr_FR.UTF-8", "1 234,50 ¥", "1 234,50 €", "1234,5", "1 000,5", 1000500000 },
  { "pt_BR.UTF-8", "¥ 1.234,50", "€ 1.234,50", "1234,5", "1.000", 1000000000 },
};

/* Which of its spaces CLDR puts there changes with its versions. */
static char *
format_plain_spaces (const CrmValue *value, const CrmField *field, const CrmValueStyle *local)
{
  g_autofree char *text = crm_value_format (value, field, local);
  GString *plain = g_string_new (text);

  g_string_replace (plain, "\302\240", " ", 0);
  g_string_replace (plain, "\342\200\257", " ", 0);
  return g_string_free (plain, FALSE);
}

static void
test_locales_write (void)
{
  const CrmField decimal = { .type = CRM_TYPE_DECIMAL };

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      CrmValueStyle local = { .locale = locales[i].locale, .currency = "CNY" };
      CrmValue yuan = crm_value_money ((CrmMoney){ 123450, "CNY" }), euros = crm_value_money ((CrmMoney){ 123450, "EUR" }), number = crm_value_integer (G_GINT64_CONSTANT (1234500000));
      g_autofree char *first = format_plain_spaces (&yuan, &crm_kind_customer.fields[CRM_CUSTOMER_CREDIT_LIMIT], &local);
      g_autofree char *second = format_plain_spaces (&euros, &crm_kind_customer.fields[CRM_CUSTOMER_CREDIT_LIMIT], &local);
      g_autofree char *third = format_plain_spaces (&number, &decimal, &local);

      g_test_message ("%s: %s, %s, %s", local.locale, first, second, third);
      g_assert_cmpstr (first, ==, locales[i].money);
      g_assert_cmpstr (second, ==, locales[i].euros);
      g_assert_cmpstr (third, ==, locales[i].number);
    }
}

static void
test_locales_read (void)
{
  const CrmField decimal = { .type = CRM_TYPE_DECIMAL };

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      CrmValueStyle local = { .locale = locales[i].locale, .currency = "CNY" };
      CrmValue value = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (crm_value_parse (locales[i].typed, &decimal, &local, NOW, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value.integer, ==, locales[i].millionths);
    }
}

/* Nothing changes by being shown and typed again, with three digits behind the mark least of all. */
static void
test_locales_round_trip (void)
{
  static const gint64 amounts[] = { 0, 5, -5, 100, 123400, 123450, -99999999, G_GINT64_CONSTANT (123456789012) };
  static const gint64 numbers[] = { 0, 1, 1234000, 1234567, -250000, 1000000, G_GINT64_CONSTANT (1234567000000), G_GINT64_CONSTANT (999999999999000) };
  static const char *const currencies[] = { "CNY", "EUR", "JPY", "KWD" };
  const CrmField decimal = { .type = CRM_TYPE_DECIMAL }, *money = &crm_kind_customer.fields[CRM_CUSTOMER_CREDIT_LIMIT];

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      CrmValueStyle local = { .locale = locales[i].locale, .currency = "CNY" };

      for (gsize n = 0; n < G_N_ELEMENTS (numbers) * (1 + G_N_ELEMENTS (currencies)); n++)
        {
          gboolean is_money = n >= G_N_ELEMENTS (numbers);
          CrmMoney amount = { amounts[n % G_N_ELEMENTS (amounts)], "" };
          CrmValue value, again = { 0 };
          g_autofree char *text = NULL;
          g_autoptr (GError) error = NULL;

          if (is_money)
            g_strlcpy (amount.currency, currencies[n / G_N_ELEMENTS (numbers) - 1], sizeof amount.currency);
          value = is_money ? crm_value_money (amount) : crm_value_integer (numbers[n]);
          text = crm_value_format_for_editing (&value, is_money ? money : &decimal, &local);
          g_assert_true (crm_value_parse (text, is_money ? money : &decimal, &local, NOW, &again, &error));
          g_assert_no_error (error);
          g_assert_true (crm_value_equal (&value, &again));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/value-format/what-is-shown-reads-back", test_round_trip);
  g_test_add_func ("/record/value-format/refuses-with-a-reason", test_refuses);
  g_test_add_func ("/record/value-format/yes-and-no", test_boolean);
  g_test_add_func ("/record/value-format/money-and-numbers-by-locale", test_locales_write);
  g_test_add_func ("/record/value-format/numbers-are-read-as-the-locale-writes-them", test_locales_read);
  g_test_add_func ("/record/value-format/what-is-edited-reads-back-in-each-locale", test_locales_round_trip);
  return g_test_run ();
}
